"""Texts as the base forms of their words, and which of a question's words stand in a text, in any form. Pure.

A base is the stem that stands for all forms of a word, irregular ones too (`corpus.stemming.base_stem`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from corpus.stemming import STOPPED, base_stem, forms_of, stem_of, stems
from corpus.terms import joined_words

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


def bases_held(text: str, wanted: frozenset[str]) -> frozenset[str]:
    """Those of the wanted bases that stand in a text in any form.

    For comparing many passages with a question: only words that begin as a form of a wanted one does are taken out of
    the text, and each of these is analysed once, since the same ones stand in all of them.
    """
    joined = joined_words(text)
    found = _beginning_so(joined, _starts(wanted)) if joined.isascii() else joined.split()
    return wanted.intersection(map(_BASES.__getitem__, found))


def start_of_forms(stem: str) -> str:
    """What every word of a stem begins with, in ASCII.

    The stemmer (Snowball's English one, https://snowballstem.org/algorithms/english/stemmer.html) takes endings away.
    Where it then puts letters of its own at the end, these are an e ("hoping", "relation": "relate"), an i for y
    ("happy"), -ble for -bility, and ie or y for each other ("dying", "skies").
    """
    if stem.endswith("ble") or (len(stem) == 3 and stem.endswith("ie")):
        return stem[:-2]
    return stem[:-1] if stem.endswith(("e", "i", "y", "bl")) else stem


def _beginning_so(joined: str, starts: Iterable[str]) -> list[str]:
    """The words of a text (as `joined_words` gives it) that begin in one of these ways.

    A dozen searches for a few letters take less than to divide the text and look up every word of it, and to compile
    a pattern for each question more.
    """
    found = []
    for start in starts:
        at = joined.find(start)
        while at >= 0:
            end = joined.find(" ", at + 1)
            found.append(joined[at + 1 : end] if end > 0 else joined[at + 1 :])
            at = joined.find(start, at + 1)
    return found


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
