"""What passages and their headlines hold of a question's words, as signals in [0, 1] (all:
`assistant/retrieval/ranking.py`).

Words are counted by their base forms and weighted by rarity; phrases in quotation marks stand word for word or not.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from assistant.language.remembered import remembered
from assistant.questions.same_thing import SAME_THING, SAME_THING_WEIGHT
from corpus import Passage
from corpus.bases import STOPPED_BASES, bases_held, content_bases
from corpus.stemming import base_stem, stems

_QUOTED = re.compile(r'"([^"]{3,200})"|\u201c([^\u201c\u201d]{3,200})\u201d|\u00ab([^\u00ab\u00bb]{3,200})\u00bb')
_MOST_PHRASES = 3


def word_signals(
    passages: Sequence[Passage], rarity: Mapping[str, float], phrases: Sequence[str]
) -> dict[str, list[float]]:
    """`coverage`, `article`, `headline` and `phrase` of each passage, the last two only where they tell anything apart.

    `rarity` is the question's words with what each is worth, `phrases` what stands in quotation marks in it.
    """
    titles = {title: _title_bases(title) for title in {passage.source.title or "" for passage in passages}}
    words = _held(passages, titles, rarity.keys())
    signals = _coverage(passages, words, rarity)
    if any(passage.source.title for passage in passages):
        signals["headline"] = _headlines(passages, titles, rarity.keys())
    held = _phrases(passages, words, phrases)
    if any(held):
        signals["phrase"] = held
    return signals


def rarities(words: Iterable[str], frequency: Mapping[str, int], passages: int) -> dict[str, float]:
    """What each word is worth: its inverse document frequency, as in BM25 (Robertson & Zaragoza 2009, eq. 3.5, never
    negative). `frequency` says in how many of `passages` a word stands; one that stands in none tells none from another
    and is left out."""
    return {
        word: math.log1p((max(0, passages - frequency[word]) + 0.5) / (min(passages, frequency[word]) + 0.5))
        for word in words
        if frequency[word]
    }


@remembered
def _title_bases(title: str) -> frozenset[str]:
    return frozenset(content_bases(title))


def _held(
    passages: Sequence[Passage], titles: Mapping[str, frozenset[str]], asked: Iterable[str]
) -> list[frozenset[str]]:
    """Which of the question's words, and of other words of the news for the same things, each passage or its headline
    holds."""
    words = frozenset(asked)
    telling = words.union(*(same for same in SAME_THING if same & words))
    # Stop words count only in a question of nothing else, and there only where nothing else stands.
    if telling.isdisjoint(STOPPED_BASES):
        of_text = bases_held([passage.text for passage in passages], telling)
    else:
        of_text = [telling & content_bases(passage.text) for passage in passages]
    of_title = {title: telling & held for title, held in titles.items()}
    return [held | of_title[passage.source.title or ""] for passage, held in zip(passages, of_text, strict=True)]


def _coverage(
    passages: Sequence[Passage], words: Sequence[frozenset[str]], rarity: Mapping[str, float]
) -> dict[str, list[float]]:
    """The `coverage` of each passage and of its `article`, as far as that is among `passages`.

    A word counts in part where another word of the news for the same thing stands ("killed" for "died").
    """
    total = math.fsum(rarity.values()) or 1.0
    others = {word: same for word in rarity for same in SAME_THING if word in same}

    @cache
    def share(held: frozenset[str]) -> float:
        in_part = [
            SAME_THING_WEIGHT * rarity[word] for word, same in others.items() if word not in held and same & held
        ]
        # Exact sums: all of the words are 1, in any order.
        return math.fsum([*in_part, *(rarity[word] for word in held & rarity.keys())]) / total

    articles: defaultdict[str, set[str]] = defaultdict(set)
    for passage, held in zip(passages, words, strict=True):
        articles[passage.article_id] |= held
    of_article = {article: share(frozenset(held)) for article, held in articles.items()}
    return {
        "coverage": [share(held) for held in words],
        "article": [of_article[passage.article_id] for passage in passages],
    }


def quoted_phrases(text: str) -> list[str]:
    """What stands in quotation marks in a question, when it is two words or more: the words that are wanted as such."""
    found = (next(filter(None, match.groups())).strip() for match in _QUOTED.finditer(text))
    return [phrase for phrase in dict.fromkeys(found) if len(stems(phrase)) > 1][:_MOST_PHRASES]


def _phrases(passages: Sequence[Passage], words: Sequence[frozenset[str]], phrases: Sequence[str]) -> list[float]:
    """Share of the phrases that each passage and its headline hold. Only what holds their words is read for them."""
    known: frozenset[str] = frozenset().union(*words)
    wanted = [(_as_words(phrase), known & {base_stem(stem) for stem in stems(phrase)}) for phrase in phrases]

    def share(passage: Passage, held: frozenset[str]) -> float:
        likely = [phrase for phrase, bases in wanted if bases <= held]
        text = _as_words(f"{passage.source.title or ''} | {passage.text}") if likely else ""
        return sum(phrase in text for phrase in likely) / len(wanted)

    return [share(*pair) if wanted else 0.0 for pair in zip(passages, words, strict=True)]


def _as_words(text: str) -> str:
    return f" {' '.join(stems(text))} "


def _headlines(passages: Sequence[Passage], titles: Mapping[str, frozenset[str]], words: Iterable[str]) -> list[float]:
    asked = set(words)
    named = {title: len(bases & asked) / len(bases) if bases else 0.0 for title, bases in titles.items()}
    return [named[passage.source.title or ""] for passage in passages]
