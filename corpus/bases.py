"""Texts as the base forms of their words, and which of a question's words stand in a text, in any form. Pure.

A base is the stem that stands for all forms of a word, irregular ones too (`corpus.stemming.base_stem`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from corpus.stemming import STOPPED, base_stem, forms_of, stem_of, stems
from corpus.terms import BREAK, all_joined, joined_words

STOPPED_BASES = STOPPED | {""}
"""What `content_bases` leaves out."""
_NO_WORD = frozenset({""})
_MOST_BASES = 100_000
"""Words whose bases are remembered, some 10 MB: more than the passages of a day's questions hold."""


def content_bases(text: str) -> set[str]:
    """The content words of a text, each as its base. All of them, when there is nothing else."""
    found = set(map(_BASES.__getitem__, joined_words(text).split()))
    return found - STOPPED_BASES or found


def all_bases(text: str) -> frozenset[str]:
    """The bases of all words of a text, stop words included."""
    joined = joined_words(text)
    if not joined.isascii():  # here the index may divide otherwise
        return frozenset(map(base_stem, stems(text)))
    return frozenset(map(_BASES.__getitem__, joined.split())) - _NO_WORD


def bases_held(texts: Sequence[str], wanted: frozenset[str]) -> list[frozenset[str]]:
    """Those of the wanted bases that stand in each of the texts in any form.

    For comparing many passages with a question: only words that begin as a form of a wanted one does are taken out of
    the texts, and each of these is analysed once, since the same ones stand in all of them. All texts are looked
    through together: a search for each beginning in each of sixty passages took three times as long.
    """
    joined, simple = all_joined(texts)
    ends = [found.start() for found in re.finditer(BREAK, joined)]
    of_each: list[set[str]] = [set() for _ in range(len(ends) + 1)]
    for at, word in _beginning_so(joined, _starts(wanted)):
        of_each[bisect_right(ends, at)].add(_BASES[word])
    held = iter(of_each)
    return [
        wanted.intersection(next(held) if is_simple else map(_BASES.__getitem__, joined_words(text).split()))
        for text, is_simple in zip(texts, simple, strict=True)
    ]


def start_of_forms(stem: str) -> str:
    """What every word of a stem begins with, in ASCII.

    The stemmer (Snowball's English one, https://snowballstem.org/algorithms/english/stemmer.html) takes endings away.
    Where it then puts letters of its own at the end, these are an e ("hoping", "relation": "relate"), an i for y
    ("happy"), -ble for -bility, and ie or y for each other ("dying", "skies").
    """
    if stem.endswith("ble") or (len(stem) == 3 and stem.endswith("ie")):
        return stem[:-2]
    return stem[:-1] if stem.endswith(("e", "i", "y", "bl")) else stem


def _beginning_so(joined: str, starts: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The words of texts (as `all_joined` gives them) that begin in one of these ways, each with its place.

    A dozen searches for a few letters take less than to divide the text and look up every word of it, and to compile
    a pattern for each question more.
    """
    for start in starts:
        at = joined.find(start)
        while at >= 0:
            end = joined.find(" ", at + 1)
            yield at, joined[at + 1 : end] if end > 0 else joined[at + 1 :]
            at = joined.find(start, at + 1)


@lru_cache(maxsize=128)
def _starts(wanted: frozenset[str]) -> tuple[str, ...]:
    """How the forms of these bases begin in joined words, blank included."""
    forms = {form for base in wanted for form in forms_of(base) if form.isascii()}
    return tuple({f" {start_of_forms(form)}" for form in forms})


class _Bases(dict[str, str]):
    """The base of every word asked for so far, up to a limit."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_BASES:
            self.clear()
        base = self[word] = base_stem(stem_of(word))
        return base


_BASES = _Bases()
