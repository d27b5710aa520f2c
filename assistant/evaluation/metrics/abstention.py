"""Does the system refuse the questions that its archive does not answer, and only those?

Refusing is the positive class. What failed is no refusal and no answer: it counts among the questions that were not
refused. Where no question is unanswerable there is nothing to find, so precision, recall and F1 do not exist, not 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assistant.evaluation.cases import QuestionCase
from assistant.evaluation.outputs import FAILED, REFUSALS, AnswerOutput
from assistant.evaluation.scores import Aggregate, CaseResult, Rows

OUTCOMES = ("ANSWERED", "CONTESTED", *REFUSALS, FAILED)


def _row(case: QuestionCase, output: AnswerOutput) -> tuple[float, ...]:
    return float(not case.answerable), float(output.refused)


def _counts(rows: Rows) -> tuple[float, float, float]:
    """(unanswerable, refused, unanswerable and refused)"""
    return (rows[:, 0].sum(), rows[:, 1].sum(), (rows[:, 0] * rows[:, 1]).sum()) if len(rows) else (0.0, 0.0, 0.0)


def precision(rows: Rows) -> float | None:
    unanswerable, refused, both = _counts(rows)
    return float(both / refused) if unanswerable and refused else None


def recall(rows: Rows) -> float | None:
    unanswerable, _, both = _counts(rows)
    return float(both / unanswerable) if unanswerable else None


def f1(rows: Rows) -> float | None:
    unanswerable, refused, both = _counts(rows)
    return float(2 * both / (unanswerable + refused)) if unanswerable else None


def false_refusals(rows: Rows) -> float | None:
    """Share of the answerable questions that were refused."""
    unanswerable, refused, both = _counts(rows)
    answerable = len(rows) - unanswerable
    return float((refused - both) / answerable) if answerable else None


def outcome_table(results: Iterable[CaseResult]) -> dict[str, dict[str, int]]:
    """How many answerable and unanswerable questions came to each outcome: rows, then columns. One system's results."""
    table = {row: dict.fromkeys(OUTCOMES, 0) for row in ("answerable", "unanswerable")}
    for result in results:
        if isinstance(result.case, QuestionCase) and isinstance(result.output, AnswerOutput):
            row = table["answerable" if result.case.answerable else "unanswerable"]
            row[result.output.outcome] = row.get(result.output.outcome, 0) + 1
    return table


_SCORES: tuple[tuple[str, Callable[[Rows], float | None], bool], ...] = (
    ("abstention/precision", precision, True),
    ("abstention/recall", recall, True),
    ("abstention/f1", f1, True),
    ("abstention/false-refusals", false_refusals, False),
)
AGGREGATES = tuple(Aggregate(name, _row, of, higher_is_better=better) for name, of, better in _SCORES)
