"""Is one text another version of the same article, and what did the change say? Pure; `corpus/lineage.py` stores it.

The address decides who may be a version of whom, the words whether it is one. A section front, an index of live pages
or a "question of the week" shows other articles under an address that stays. Measured on `realtimeqa`, whose 80
addresses with several texts give 105 pairs: the pairs that are one article share .35 or more of the shorter text's
five-word runs (a daily list of "five things" the least, half of them .99), the one that is not (readers' favourites)
none. Of 18,000 pairs of different articles of one outlet, 99.9 % share less than .16, their outlets' furniture,
and two (follow-ups at addresses of their own) more than .19. So a quarter tells them apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

from corpus.records import Span, TextChange
from corpus.split import sentences

SHARED_RUNS = 0.25
SHORT = 30
"""Runs under which one changed word touches too many of them; there single words are compared."""
SHARED_WORDS = 0.6
"""Pairs of `realtimeqa` that are versions share .68 of the shorter text's words or more, the one that is none .35."""
STILL_SAID = 0.65
"""Share of a sentence's words that one sentence of another version must hold to be the same statement, perhaps with
another figure. On `realtimeqa` every sentence with a fifth of its words exchanged was found so, and 3.6 % of 2,344
sentences have such a neighbour that says something else (1.4 % of those with eight words or more)."""

_TRACKING = {"cmp", "cmpid", "smid", "ocid", "ref_src"}
"""What outlets add to a link to see who shared it, beside what courlan knows (utm_*, fbclid, at_medium ...)."""
_PLAIN = re.compile(
    r"https?://(?:www\.)?(?P<host>(?!www\.)[a-z0-9.-]+)(?P<path>(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)/?"
)
"""An address in which there is nothing to put right: most of them. To take one apart takes fifty times as long."""
_TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|[^\w\s]")
_WORD = re.compile(r"\w+(?:[.,]\w+)*")
_MOST_PAIRS = 4_000_000
"""Words of the one times words of the other stretch beyond which a stretch is one change: about a second of work."""

_CORRECTS = re.compile(
    r"^(?:Correction|Clarification)\b|\bearlier version\b|\bpreviously stated\b"
    r"|\b(?:incorrectly|wrongly|mistakenly) (?:said|stated|gave)\b",
    re.IGNORECASE,
)
_PIECE = r"(?:article|story|report|page|piece|column|post|headline|item|explainer|newsletter|version)"
_NOTICE = re.compile(
    r"^\W{0,3}(?:Corrections?(?: and clarifications?)?|Clarifications?|Erratum|Retraction|Updates?|Amendment"
    r"|(?:Editor['’]?s?['’]?|Publisher['’]s) note)(?: ?\([^)\n]{1,60}\)|,? [^.:\n]{0,40}\d[^.:\n]{0,20})? ?[:–—]"
    rf"|\b(?:earlier|previous|original|first) version of (?:this|the|our) {_PIECE}"
    rf"|\b[Tt]his {_PIECE}(?:['’]s headline)? (?:was|has been) (?:amended|corrected|updated|clarified|revised)\b"
    r"|^\W{0,3}CORRECTION\b"
)
_WRITER_SPEAKS = re.compile(r"^\W{0,3}(?:Editor|Publisher)", re.IGNORECASE)
_ABOUT_A_CHANGE = re.compile(r"\b(?:updat|correct|amend|clarif|revis|version|retract)", re.IGNORECASE)
_HEADLINE = re.compile(r"^\W{0,3}Updates?\b[^\n]*[^\s.!?)\]\"'”’]\s*$")
"""A link to other news: "Update: Road closures on Monday", without a full stop. With this, all of 45 notices drawn from
the 263 found in the 5,900 articles of `realtimeqa` were notices of that page."""
_NOTICE_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One stretch that differs: `old.of(old_text)` became `new.of(new_text)`. One of them is empty at an addition
    or a removal, and stands where the words were put in or taken out."""

    old: Span
    new: Span

    @property
    def kind(self) -> Literal["added", "removed", "replaced"]:
        if self.old.start == self.old.end:
            return "added"
        return "removed" if self.new.start == self.new.end else "replaced"


def address_of(url: str | None) -> str | None:
    """What a page's URLs have in common, however it was linked to; None when there is no URL.

    Scheme, `www.`, a last slash, the fragment and tracking parameters play no part; other parameters do, in any order.
    """
    if not url or not url.strip():
        return None
    url = url.strip()
    if plain := _PLAIN.fullmatch(url):
        return f"{plain['host']}{plain['path']}"
    from courlan import normalize_url

    try:
        parts = urlsplit(normalize_url(url if "://" in url else f"http://{url}"))
        host = parts.netloc.removeprefix("www.")
    except ValueError:
        return url
    asked = [(name, value) for name, value in parse_qsl(parts.query, True) if name.casefold() not in _TRACKING]
    query = f"?{urlencode(sorted(asked), errors='replace')}" if asked else ""
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""  # "#!/news/1" names a page of its own
    return f"{host}{parts.path.rstrip('/')}{query}{fragment}"


def same_article(one: str, other: str) -> bool:
    """Whether two texts found at one address are versions of one article."""
    from corpus.duplicates import Runs, overlap  # with numpy, which reading an archive does without

    shared = overlap(Runs(one), Runs(other))
    if shared.shorter >= SHORT:
        return shared.of_shorter >= SHARED_RUNS
    words, others = Counter(_WORD.findall(one.casefold())), Counter(_WORD.findall(other.casefold()))
    fewer = min(words.total(), others.total())
    return bool(fewer) and (words & others).total() >= SHARED_WORDS * fewer


class Wording:
    """What a text says, to ask whether it still says a sentence of another version."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _sentences(self) -> list[set[str]]:
        return [words for span in sentences(self._text) if (words := _words(span.of(self._text)))]

    def holds(self, sentence: str) -> bool:
        """Whether it has the sentence, or one that says the same with perhaps a word or a figure changed."""
        if sentence in self._text:
            return True
        words = _words(sentence)
        return any(len(words & other) >= STILL_SAID * len(words) for other in self._sentences) if words else True


def said_only_in(text: str, *others: Wording) -> Span | None:
    """The stretch of `text` from the first to the last sentence that none of the others holds; None without one."""
    alone = [span for span in sentences(text) if not any(other.holds(span.of(text)) for other in others)]
    return Span(alone[0].start, alone[-1].end) if alone else None


def gone_since(text: str, earlier: str, later: str) -> list[Span]:
    """The sentences of `text` that the earlier version has to the letter, and the later one has not."""
    before, now = (" ".join(one.split()) for one in (earlier, later))
    said = [(span, " ".join(span.of(text).split())) for span in sentences(text)]
    return [span for span, words in said if words in before and words not in now]


def differences(old_text: str, new_text: str) -> list[Change]:
    """The words that changed, in order, with their offsets in both texts.

    Sentences are matched first and words only where sentences differ, so that long texts cost little; stretches of
    several thousand changed words are given as one change.
    """
    old, new = list(sentences(old_text)), list(sentences(new_text))
    changes: list[Change] = []
    for tag, a, b, c, d in _edits([s.of(old_text) for s in old], [s.of(new_text) for s in new], autojunk=True):
        if tag != "equal":
            first, second = _stretch(old, a, b), _stretch(new, c, d)
            changes += _changed_words(old_text, first, new_text, second)
    return changes


def text_changes(earlier: str, later: str) -> list[TextChange]:
    """The `differences` with their words."""
    return [
        TextChange(earlier=c.old, later=c.new, removed=c.old.of(earlier), added=c.new.of(later))
        for c in differences(earlier, later)
    ]


def notice_in(text: str) -> Span | None:
    """Where a text says that it was corrected or updated: that sentence and up to two more of its paragraph."""
    spans = list(sentences(text))
    for place, span in enumerate(spans):
        said = span.of(text)
        if not _NOTICE.search(said) or _is_no_notice(said):
            continue
        end = span.end
        for following in spans[place + 1 : place + _NOTICE_SENTENCES]:
            if "\n" in text[end : following.start]:
                break
            end = following.end
        return Span(span.start, end)
    return None


def _is_no_notice(said: str) -> bool:
    """A word to the reader on something else ("Editor's note: the writer is ..."), or the headline of another page."""
    return bool(_WRITER_SPEAKS.match(said) and not _ABOUT_A_CHANGE.search(said)) or bool(_HEADLINE.match(said))


def corrects(sentence: str) -> bool:
    """Whether a sentence tells what was wrong before; it makes sense only with those that set it right."""
    return _CORRECTS.search(sentence) is not None


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _stretch(spans: list[Span], first: int, last: int) -> Span:
    """From the start of one span to the end of another; an empty one stands behind the span before it."""
    if first == last:
        place = spans[first - 1].end if first else 0
        return Span(place, place)
    return Span(spans[first].start, spans[last - 1].end)


def _changed_words(old_text: str, old: Span, new_text: str, new: Span) -> Iterator[Change]:
    before = [Span(m.start(), m.end()) for m in _TOKEN.finditer(old_text, old.start, old.end)]
    after = [Span(m.start(), m.end()) for m in _TOKEN.finditer(new_text, new.start, new.end)]
    if not before or not after or len(before) * len(after) > _MOST_PAIRS:
        if old.of(old_text) != new.of(new_text):
            yield Change(old, new)
        return
    one, other = [s.of(old_text) for s in before], [s.of(new_text) for s in after]
    for tag, a, b, c, d in _edits(one, other, autojunk=False):
        if tag != "equal":
            first, second = _stretch(before, a, b), _stretch(after, c, d)
            # Before the first word the place is the start of the stretch, not of the text.
            yield Change(
                first if b or a else Span(old.start, old.start), second if d or c else Span(new.start, new.start)
            )


def _edits(old: list[str], new: list[str], *, autojunk: bool) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=autojunk).get_opcodes()
