"""How far the sentences found agree on a word: what several sources say about a thing is likely the answer. Pure.

The words of the answer come back in the best sentences of independent sources, those of a stray sentence do not. (The
same idea finds words to add to a query: relevance feedback, Rocchio 1971; and answers to quiz questions on the web:
redundancy, Brill, Lin et al. 2001.) Copies of one report are one source.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

SENTENCES = 30
"""The best sentences, whose words count. 15 did as well on `realtimeqa` and `clapnq`."""
WORDS = 3
"""Of a sentence its words that are agreed on most: names have up to three. 2 and 5 did as well."""


class Read(NamedTuple):
    """A sentence as this compares it."""

    words: frozenset[str]
    """Its stems without stop words and without those of the question."""
    source: str
    relevance: float
    """How much it is about the question, in [0, 1]."""


def agreement(read: Sequence[Read]) -> list[float]:
    """For each sentence the mean support of its best supported words, as a share of the most that any word has.

    A word is supported by each source as much as the source's best sentence that holds it is about the question.
    """
    support: dict[str, dict[str, float]] = {}
    for words, source, relevance in sorted(read, key=lambda one: -one.relevance)[:SENTENCES]:
        for word in words:
            by_source = support.setdefault(word, {})
            by_source[source] = max(by_source.get(source, 0.0), relevance)
    total = {word: sum(by_source.values()) for word, by_source in support.items()}
    most = max(total.values(), default=0.0) or 1.0
    return [
        sum(sorted((total.get(word, 0.0) for word in one.words), reverse=True)[:WORDS]) / WORDS / most for one in read
    ]
