"""Words as the checks compare them: tokens, stems, and which words carry content. Pure, English.

The stems are only good for saying that two words of the same language are forms of one another; they are never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from assistant.language.remembered import remembered
from corpus import Span
from corpus.stemming import base_stem, stems

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*|\d[\d.,:]*\d|\d")

_ONLY_GRAMMAR = frozenset(
    """a an the this that these those and or but nor so yet if then than as at by for from in into of off on onto out
    over to up upon with within about above across after against along among amid around before behind below beneath
    beside between beyond during despite down inside near outside past since through throughout till toward towards
    under until via per i me my mine we us our ours you your yours he him his she her hers it its they them their
    theirs who whom whose which what when where why how there here all any both each few more most other some such
    only own same too very just also again further once ever even still while because though although whereas whether
    is am are was were be been being do does did doing done have has had having get got gets getting one ones mr mrs
    ms dr including included not no never none nobody nothing neither without cannot may might could would will shall
    should must can according""".split()
)
"""Function words. Fewer than a search leaves out ("said", "new" and "last" stay), more than an index does."""

_TELLING = """say tell claim report announce state declare add note argue insist warn admit confirm acknowledge explain
    suggest believe think deny reject dispute accuse allege assert contend maintain write quote cite comment describe
    mention stress emphasize reiterate remark reply respond reveal testify estimate predict expect promise vow pledge
    urge call ask demand complain criticize conclude find"""


def tokens(text: str) -> Iterator[tuple[str, Span]]:
    """Words and figures with their places. "Russia's" is one token, "17,600" too."""
    for found in _TOKEN.finditer(text):
        yield found[0], Span(found.start(), found.end())


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """In lower case, without accents and without a possessive ending."""
    folded = unicodedata.normalize("NFKD", word).replace("\u2019", "'").casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"'s$|'$", "", folded)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A common form for a word and its inflections, the one that search uses: "denied", "denies" -> "deni"."""
    word = plain(word)
    return "".join(base_stem(part) for part in stems({"said": "say", "told": "tell"}.get(word, word)))


SPEECH_STEMS = frozenset(stem(word) for word in _TELLING.split())
"""Words of telling. Two sentences that share only these share nothing."""
JUST_SAID = frozenset(stem(word) for word in ("say", "told", "announced", "stated", "added")) | {"said"}
"""Those of which one may stand for another: none says more than that it was said."""


@lru_cache(maxsize=20_000)
def is_content(word: str) -> bool:
    """Whether a token is neither a function word nor a figure."""
    word = plain(word)
    return len(word) > 1 and word not in _ONLY_GRAMMAR and not word[0].isdigit() and not word.endswith("n't")


def is_grammar(word: str) -> bool:
    return plain(word) in _ONLY_GRAMMAR


def content_stems(text: str) -> list[str]:
    """The stems of the words that carry content, in order, each part of a hyphenated word for itself."""
    return list(_content_stems(text))


@remembered
def _content_stems(text: str) -> tuple[str, ...]:
    parts = (part for word in _TOKEN.findall(text) for part in word.split("-") if part)
    return tuple(stem(part) for part in parts if is_content(part))


_QUOTES = re.compile(r"\"([^\"]+)\"|\u201c([^\u201d]+)\u201d|\u00ab([^\u00bb]+)\u00bb|(?<!\w)\u2018(.+?)\u2019(?!\w)")


def quoted(text: str) -> list[str]:
    """What stands between quotation marks, of any kind but the bare apostrophe."""
    return [next(group for group in found.groups() if group) for found in _QUOTES.finditer(text)]


def unquoted_form(text: str) -> str:
    """For comparing quotations: without case, with one kind of mark and space, and no punctuation at the ends."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\u2018\u2019\u201c\u201d\u00ab\u00bb\"'`]+", "'", text)
    text = re.sub(r"[\u2010-\u2015-]+", "-", text)
    return " ".join(text.casefold().split()).strip(" .,;:!?'")
