"""Is one text a copy of another? Runs of five words, their MinHash bands, and the check that decides.

A copy carries the same report: cut short, under a new headline, with a paragraph added, another agency line, a few
words changed. Another report of the same event shares phrases, not most of its text.

Finding candidates: MinHash (Broder 1997) over the set of five-word runs, 24 bands of 2 values. Texts with Jaccard
similarity J share a band with probability 1 - (1 - J^2)^24: 1.00 at .5, .98 at .4, .90 at .3, .21 at .1. The 48 values
come from one pass ("one permutation hashing", Li, Owen and Zhang 2012): the range of the hashes is cut into 48
stretches, and the least hash of each is a value; a stretch in which a short text has none borrows that of another
one, in an order of its own (Shrivastava 2017). That takes a sixth of the time of 48 permutations. Measured on 1,500
articles of `realtimeqa` with a copy of each, cut to 60 %, edited and added to all at once, and for the pairs to be
checked on all 5,900:

    bands x values        copies found    pairs to check    ms an article
      16 x 2                  .973             244              .07
      20 x 2                  .985             312              .07
      24 x 2                  .995             306              .07
      32 x 2                  .997             389              .07
      24 x 2, permuted        .996             308              .41

Runs of three words instead of five found no more copies and, with 64 x 2, four times the pairs.

Deciding: the share of the shorter text's runs that the longer one holds, so that a cut or an addition does not count
against a copy, and the share of figures that were exchanged where the words around them stayed.
`benchmarks/duplicates.py` measures both steps together; `corpus/clustering.py` has the figures.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

RUN = 5
"""Words in a run, the same as where passages are folded (`assistant/retrieval/copies.py`)."""
BANDS = 24
VALUES_PER_BAND = 2

Hashes: TypeAlias = npt.NDArray[np.uint64]

_EVERY = 1 << 64
_ODD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio; odd, so it can be inverted modulo 2^64
_INVERSE = pow(_ODD, -1, _EVERY)
_STRETCHES = np.array(
    [-(-stretch * _EVERY // (BANDS * VALUES_PER_BAND)) for stretch in range(BANDS * VALUES_PER_BAND)], np.uint64
)
"""The least hash of each stretch."""
_BAND_NUMBERS = np.arange(1, BANDS + 1, dtype=np.uint64)
_FIGURE = np.uint64(0xF16)
_MIXING = [(np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB))]
_LAST_SHIFT = np.uint64(31)
_PLACES = [np.uint64(pow(_ODD, place, _EVERY)) for place in range(1, RUN + 1)]
_UNSPACED = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF)),  # Thai, Lao, Burmese, Khmer
    *((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF)),  # kana, Han
)
"""Scripts that put no space between words. Here each letter is a word, else a whole sentence would be one."""
_COMMON, _EVERY_SCRIPT = 0x2E00, 0x40000
"""Up to here go the alphabets and the punctuation; and all scripts, to list which takes most of a tenth of a second."""
_APART, _LETTER, _DIGIT, _ALONE = range(4)
_FOLDED, _UNFOLDED, _KIND = np.uint32(0x3FFFFF), np.uint32(0x400000), np.uint32(24)
"""A code point and what is known of it in one number: its folded form, a bit when that is several, its kind."""


class Runs:
    """The runs of a text as sorted sets of hashes; the same in every process and on every machine.

    Case, punctuation and line breaks play no part. What only a check needs is made when it is asked for.
    """

    def __init__(self, text: str) -> None:
        self._words, self._kinds, self._starts, self._ends = _words(text)
        self._runs = _in_runs(self._words)
        self.distinct = _distinct(self._runs)

    def __len__(self) -> int:
        return len(self.distinct)

    @cached_property
    def figures(self) -> tuple[Hashes, Hashes]:
        """The runs that hold a figure; and the same runs with one sign for every figure: what stands around them."""
        digits = np.concatenate((np.zeros(1, np.intp), np.cumsum(self._kinds == _DIGIT)))
        masked = _in_runs(np.where(digits[self._ends] > digits[self._starts], _FIGURE, self._words))
        differs = self._runs != masked
        return self._runs[differs], masked[differs]


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common."""

    shorter: int
    """Runs of the shorter text."""
    of_shorter: float
    """Share of the shorter text's runs that the longer one holds, from 0 to 1."""
    of_longer: float
    figures: int
    """Runs with figures that both texts have, by the words around the figures."""
    figures_changed: int
    """How many of those hold other figures in the one than in the other."""


def bands_of(runs: Runs) -> list[int]:
    """The keys under which a text is found again: texts that share one of them may be copies. None for no runs.

    They are stored, so a change here needs another `tables.SCHEMA_VERSION`.
    """
    if not len(runs):
        return []
    hashes = runs.distinct
    first = np.searchsorted(hashes, _STRETCHES)  # of each stretch the first run in it, if it has one
    filled = first < np.append(first[1:], len(hashes))
    if not filled.all():
        lenders = _lenders()
        first = first[lenders[np.arange(len(lenders)), filled[lenders].argmax(axis=1)]]
    values = hashes[first].reshape(BANDS, VALUES_PER_BAND)
    keys = _BAND_NUMBERS
    for column in range(VALUES_PER_BAND):
        keys = _mixed(keys * np.uint64(_ODD) + values[:, column])
    found: list[int] = keys.view(np.int64).tolist()  # SQLite's integers have a sign
    return found


def share(one: Runs, other: Runs) -> float:
    """Of the shorter text's runs those that the longer one holds, from 0 to 1: a tenth of the work of `overlap`."""
    return _shared(one, other) / max(1, min(len(one), len(other)))


def overlap(one: Runs, other: Runs) -> Overlap:
    """What two texts share."""
    shorter, longer = sorted((one, other), key=len)
    shared = _shared(one, other)
    (figures, places), (other_figures, other_places) = one.figures, other.figures
    common = len(np.intersect1d(places, other_places))
    unchanged = len(_distinct(places[np.isin(figures, other_figures)]))
    return Overlap(
        shorter=len(shorter),
        of_shorter=shared / len(shorter) if len(shorter) else 0.0,
        of_longer=shared / len(longer) if len(longer) else 0.0,
        figures=common,
        figures_changed=common - unchanged,
    )


def _shared(one: Runs, other: Runs) -> int:
    return len(np.intersect1d(one.distinct, other.distinct, assume_unique=True))


def _words(text: str) -> tuple[Hashes, npt.NDArray[np.uint32], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """A hash for each word of a text, what each of its code points is, and where each word begins and ends in those.

    The hash of a word is the sum of its letters times powers of an odd number, so all of them come from one running
    sum over the text; a word-by-word loop took four times as long. Case is folded here by a table, since
    `str.casefold` of a text with one curly quote takes as long as all the rest.
    """
    known = _code_points(text)
    if (known & _UNFOLDED).any():  # a letter of which folding makes several, as of the German sharp s
        known = _code_points(text.casefold())
    kinds = known >> _KIND
    inside = np.zeros(len(known) + 2, np.bool_)
    np.not_equal(kinds, _APART, out=inside[1:-1])
    if (kinds == _ALONE).any():
        alone = np.zeros(len(inside), np.bool_)
        np.equal(kinds, _ALONE, out=alone[1:-1])
        joined = inside[1:] & inside[:-1] & ~alone[1:] & ~alone[:-1]  # a letter and the one before it are of one word
        starts = np.flatnonzero(inside[1:-1] & ~joined[:-1])
        ends = np.flatnonzero(inside[1:-1] & ~joined[1:]) + 1
    else:
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        starts, ends = edges[::2], edges[1::2]
    up, down = _powers(_ODD, len(known)), _powers(_INVERSE, len(known))
    sums = np.zeros(len(known) + 1, np.uint64)
    np.add.accumulate((known & _FOLDED) * up, out=sums[1:])
    return _mixed((sums[ends] - sums[starts]) * down[starts]), kinds, starts, ends


def _code_points(text: str) -> npt.NDArray[np.uint32]:
    """Each code point of a text, folded, with what it is."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    every = len(letters) and letters.max() >= _COMMON
    return _known(_EVERY_SCRIPT if every else _COMMON).take(letters, mode="clip")


def _in_runs(words: Hashes) -> Hashes:
    """A hash for each run, in order: the words' hashes, each times its place's own odd number, added and mixed."""
    count = max(0, len(words) - RUN + 1)
    total = np.zeros(count, np.uint64)
    for place, factor in enumerate(_PLACES):
        total += words[place : place + count] * factor
    return _mixed(total)


def _distinct(hashes: Hashes) -> Hashes:
    """Sorted, each once. On a thousand values `np.unique` takes several times as long."""
    hashes = np.sort(hashes)
    kept: Hashes = hashes[np.concatenate((np.ones(min(1, len(hashes)), np.bool_), hashes[1:] != hashes[:-1]))]
    return kept


def _mixed(values: Hashes) -> Hashes:
    """Every bit of the result depends on every bit of the value (the finaliser of SplitMix64)."""
    for shift, factor in _MIXING:
        values = (values ^ (values >> shift)) * factor
    return values ^ (values >> _LAST_SHIFT)


def _powers(base: int, count: int) -> Hashes:
    size = 1 << 15
    while size < count:
        size *= 2
    return _table_of_powers(base, size)[:count] if size <= 1 << 20 else _computed_powers(base, count)


@cache
def _table_of_powers(base: int, count: int) -> Hashes:
    return _computed_powers(base, count)


def _computed_powers(base: int, count: int) -> Hashes:
    factors = np.full(count, base % _EVERY, np.uint64)
    factors[:1] = 1
    return np.multiply.accumulate(factors)


@cache
def _known(count: int) -> npt.NDArray[np.uint32]:
    """The folded form of each of the first code points and what it is. One more place, the last, is for all others."""
    kinds = np.zeros(count + 1, np.uint32)
    folded = np.arange(count + 1, dtype=np.uint32)
    for code, category in enumerate(map(unicodedata.category, map(chr, range(count)))):
        # With its marks (M), a Hindi word is one word; `\\w` would break it at every vowel sign.
        if category[0] in "LMN":
            kinds[code] = _DIGIT if category == "Nd" else _LETTER
            if (fold := chr(code).casefold()) != chr(code):
                folded[code] = ord(fold) if len(fold) == 1 else _UNFOLDED
    for first, last in _UNSPACED:
        span = kinds[first : min(last + 1, count)]
        span[span == _LETTER] = _ALONE
    return kinds << _KIND | folded


@cache
def _lenders() -> npt.NDArray[np.intp]:
    """For each stretch all of them in the order in which it borrows: itself, then the others, mixed."""
    count = len(_STRETCHES)
    order = np.argsort(_mixed(np.arange(1, count * count + 1, dtype=np.uint64).reshape(count, count)), axis=1)
    return np.array([[own, *order[own][order[own] != own]] for own in range(count)])
