"""Does the confidence mean what it says? Cases that have one and of which `right` is known.

Answers, refusals and verdicts are measured apart: their confidences are about different things. A row is (confidence, 1
when right else 0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.evaluation.cases import Case, QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.metrics.correctness import refusal_right, right
from assistant.evaluation.outputs import AnswerOutput, PageOutput, VerdictOutput
from assistant.evaluation.scores import Aggregate, CaseResult, Rows

BINS = 10
_EDGES = np.arange(1, BINS) / BINS

Row = Callable[[Any, Any], tuple[float, ...] | None]


def said_row(case: Case, output: AnswerOutput | VerdictOutput) -> tuple[float, ...] | None:
    """Of an answer or a verdict."""
    return _row(case, output.confidence, right(case, output))


def refusal_row(case: QuestionCase, output: AnswerOutput) -> tuple[float, ...] | None:
    """Of a refusal, whose confidence says how likely the archive has no answer."""
    return _row(case, output.confidence, refusal_right(case, output))


def _row(case: Case, confidence: float | None, is_right: bool | None) -> tuple[float, ...] | None:
    if confidence is None or is_right is None:
        return None
    if not 0 <= confidence <= 1:  # NaN is not either
        raise EvaluationError(f"case {case.id}: a confidence must lie in [0, 1], and this one is {confidence}")
    return confidence, float(is_right)


def rows_of(results: Iterable[CaseResult], *, kind: str = "question", row: Row = said_row) -> Rows:
    """(cases, 2): the rows of one system's results of a kind of case, for the plots below."""
    of_kind = (r for r in results if r.case.kind == kind and not isinstance(r.output, PageOutput))
    rows = [found for result in of_kind if (found := row(result.case, result.output)) is not None]
    return np.array(rows, dtype=np.float64).reshape(-1, 2)


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases whose confidence lies in (low, high], the lowest bin with 0 in it."""

    low: float
    high: float
    cases: int
    confidence: float
    """Their mean confidence."""
    accuracy: float
    """The share of them that is right."""


def reliability(rows: Rows) -> list[Bin]:
    """The `BINS` bins of equal width that hold any case, lowest first: a reliability diagram."""
    if not len(rows):
        return []
    place = np.digitize(rows[:, 0], _EDGES, right=True)
    groups = [(n, rows[place == n]) for n in range(BINS)]
    return [
        Bin(n / BINS, (n + 1) / BINS, len(group), float(group[:, 0].mean()), float(group[:, 1].mean()))
        for n, group in groups
        if len(group)
    ]


def ece(rows: Rows) -> float | None:
    """Expected calibration error, sum over bins of |bin| / n * |accuracy - mean confidence| (Guo et al. 2017).

    10 bins of equal width, open below and closed above, as there.
    """
    if not len(rows):
        return None
    place = np.digitize(rows[:, 0], _EDGES, right=True)
    # |bin| cancels: what is left of each bin is the sum of its gaps
    return float(np.abs(np.bincount(place, weights=rows[:, 1] - rows[:, 0], minlength=BINS)).sum() / len(rows))


def brier(rows: Rows) -> float | None:
    """Mean squared distance of the confidence from 1 or 0 (Brier 1950, in its usual form for two classes)."""
    return float(((rows[:, 0] - rows[:, 1]) ** 2).mean()) if len(rows) else None


def risk_coverage(rows: Rows) -> list[tuple[float, float]]:
    """(coverage, risk) for 1, 2, ... n cases, the most confident first (Geifman & El-Yaniv 2017).

    Risk is the share of wrong ones among those covered. Cases of equal confidence have no order, so each of them counts
    as the mean of its group: that is the expected curve over all their orders, and it does not depend on how rows come.
    """
    return list(zip(*(column.tolist() for column in _curve(rows)), strict=True)) if len(rows) else []


def _curve(rows: Rows) -> tuple[Rows, Rows]:
    _, group, size = np.unique(-rows[:, 0], return_inverse=True, return_counts=True)
    wrong = np.bincount(group, weights=1 - rows[:, 1]) / size
    covered = np.arange(1, len(rows) + 1)
    return covered / len(rows), np.cumsum(np.repeat(wrong, size)) / covered


def aurc(rows: Rows) -> float | None:
    """Area under the risk-coverage curve, the mean risk of its n points (Geifman, Uziel & El-Yaniv 2019)."""
    return float(_curve(rows)[1].mean()) if len(rows) else None


def _aggregates(prefix: str, row: Row, kind: str) -> tuple[Aggregate, ...]:
    scores = {"ece": ece, "brier": brier, "aurc": aurc}
    return tuple(
        Aggregate(f"confidence/{prefix}{name}", row, of, kind=kind, higher_is_better=False)
        for name, of in scores.items()
    )


AGGREGATES = (
    *_aggregates("", said_row, "question"),
    *_aggregates("refusals-", refusal_row, "question"),
    *_aggregates("claims-", said_row, "claim"),
)
