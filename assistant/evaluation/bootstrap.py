"""How far a score may be from what more cases would give: 95% intervals by resampling the cases. Pure, seeded.

Percentile bootstrap (B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13): draw as many
cases as there are, with replacement, 1,000 times; the score of each draw; the 2.5th and 97.5th percentile of those.
Two runs over the same cases are compared on the same draws, so what makes a case hard for both is not counted as noise.

What it cannot see: when every case has the same value, so has every draw, and the interval has no width. Ten right of
ten gives [1, 1], which says nothing about the eleventh.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.scores import Rows

RESAMPLES = 1000
TAILS = (2.5, 97.5)
LEFT_OUT = 0.05
"""Share of the draws that may have no score. More than that is more than the two tails together, and the ends of the
interval would depend on what the missing draws might have been."""
_BLOCK = 4_000_000
"""Drawn indices held at once: 32 MB, however many cases there are."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A score with its 95% interval over `n` cases.

    `value` is None when the cases do not determine it. `low` and `high` are both None when there is no interval: fewer
    than two cases, or more than 5% of the draws without a score.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def excludes_zero(self) -> bool:
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


def mean(rows: Rows) -> float | None:
    """The mean of the first column; None of no rows. Given as `of`, it is computed for all draws at once."""
    return math.fsum(rows[:, 0]) / len(rows) if len(rows) else None


def interval(rows: Rows, of: Callable[[Rows], float | None], seed: int) -> Interval:
    """The score `of(rows)` with its interval. `rows` has one row a case, applicable cases only.

    Raises `ValueError` when a row or a score is not finite.
    """
    rows = _checked(rows)
    n = len(rows)
    value = _finite(of(rows)) if n else None
    if n < 2 or value is None:
        return Interval(value, None, None, n)
    if of is mean:
        return Interval(value, *_ends(np.concatenate([rows[draw, 0].mean(axis=1) for draw in _draws(n, seed)])), n)
    return Interval(value, *_ends([_finite(of(rows[one])) for draw in _draws(n, seed) for one in draw]), n)


def paired_interval(
    a_rows: Sequence[Sequence[float] | None],
    b_rows: Sequence[Sequence[float] | None],
    of: Callable[[Rows], float | None],
    seed: int,
) -> Interval:
    """The difference `of(b) - of(a)` with its interval; the same position is the same case, and every draw takes the
    same cases for both.

    None stands for a case the score does not apply to on that side (one run answered, the other did not): the case is
    drawn all the same, and counts only on the side that has it. So the difference is always that of the two scores as
    each run reports them. `n` is the number of cases that at least one side has.

    Raises `ValueError` for sequences of different length, and when a row or a score is not finite.
    """
    if len(a_rows) != len(b_rows):
        raise ValueError(f"a pair needs the same cases on both sides: {len(a_rows)} and {len(b_rows)}")
    pairs = [(a, b) for a, b in zip(a_rows, b_rows, strict=True) if a is not None or b is not None]
    n = len(pairs)
    a, b = _Side.of([a for a, _ in pairs]), _Side.of([b for _, b in pairs])
    value = _minus(b.score(np.arange(n), of), a.score(np.arange(n), of))
    if n < 2 or value is None:
        return Interval(value, None, None, n)
    if of is mean:
        differences = np.concatenate([b.means(draw) - a.means(draw) for draw in _draws(n, seed)])
        return Interval(value, *_ends([None if math.isnan(d) else d for d in differences]), n)
    drawn = [_minus(b.score(one, of), a.score(one, of)) for draw in _draws(n, seed) for one in draw]
    return Interval(value, *_ends(drawn), n)


@dataclass(frozen=True, slots=True)
class _Side:
    rows: Rows
    """Zeros where the case does not apply."""
    applies: NDArray[np.bool_]

    @classmethod
    def of(cls, rows: Sequence[Sequence[float] | None]) -> _Side:
        width = next((len(row) for row in rows if row is not None), 1)
        filled = np.array([[0.0] * width if row is None else row for row in rows], dtype=np.float64)
        return cls(_checked(filled.reshape(len(rows), width)), np.array([row is not None for row in rows], dtype=bool))

    def score(self, drawn: NDArray[np.intp], of: Callable[[Rows], float | None]) -> float | None:
        kept = drawn[self.applies[drawn]]
        return _finite(of(self.rows[kept])) if len(kept) else None

    def means(self, draw: NDArray[np.intp]) -> NDArray[np.float64]:
        """NaN marks a draw without an applicable case; `paired_interval` turns it into None before any arithmetic."""
        counts = self.applies[draw].sum(axis=1)
        sums: NDArray[np.float64] = self.rows[draw, 0].sum(axis=1)
        means = np.full(len(draw), np.nan)
        np.divide(sums, counts, out=means, where=counts > 0)
        return means


def _draws(n: int, seed: int) -> Iterator[NDArray[np.intp]]:
    """Indices of the drawn cases, (draws, n) in blocks. The same for the same seed and n, whatever the block size."""
    generator = np.random.default_rng(seed)
    at_once = max(1, min(RESAMPLES, _BLOCK // n))
    for first in range(0, RESAMPLES, at_once):
        yield generator.integers(0, n, size=(min(at_once, RESAMPLES - first), n), dtype=np.intp)


def _ends(scores: Sequence[float | None] | NDArray[np.float64]) -> tuple[float | None, float | None]:
    kept: NDArray[Any] = np.array([score for score in scores if score is not None])
    if len(kept) < (1 - LEFT_OUT) * RESAMPLES:
        return None, None
    low, high = np.percentile(kept, TAILS)
    return float(low), float(high)


def _checked(rows: Rows) -> Rows:
    rows = np.asarray(rows, dtype=np.float64)
    if rows.ndim != 2:
        raise ValueError(f"rows must be (cases, columns), not of shape {rows.shape}")
    if not np.isfinite(rows).all():
        raise ValueError("a row holds a number that is not finite")
    return rows


def _finite(score: float | None) -> float | None:
    if score is not None and not math.isfinite(score):
        raise ValueError(f"a score must be a finite number, not {score}")
    return None if score is None else float(score)


def _minus(b: float | None, a: float | None) -> float | None:
    return None if a is None or b is None else b - a
