"""Does the system refuse the questions that its archive does not answer, and only those?

Refusing is the positive class. What failed is no refusal and no answer: it counts among the questions that were not
refused. Where no question is unanswerable there is nothing to find, so recall and F1 do not exist, not 0.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.evaluation.bootstrap import mean
from assistant.evaluation.cases import QuestionCase
from assistant.evaluation.outputs import FAILED, REFUSALS, AnswerOutput
from assistant.evaluation.scores import Aggregate, CaseResult, Rows

OUTCOMES = ("ANSWERED", "CONTESTED", *REFUSALS, FAILED)


def _refusal(case: QuestionCase, output: AnswerOutput) -> tuple[float, ...] | None:
    """Of what was refused: was it right?"""
    return (float(not case.answerable),) if output.refused else None


def _unanswerable(case: QuestionCase, output: AnswerOutput) -> tuple[float, ...] | None:
    """Of what the archive does not answer: was it refused?"""
    return None if case.answerable else (float(output.refused),)


def _answerable(case: QuestionCase, output: AnswerOutput) -> tuple[float, ...] | None:
    """Of what the archive answers: was it refused?"""
    return (float(output.refused),) if case.answerable else None


def _both(case: QuestionCase, output: AnswerOutput) -> tuple[float, ...]:
    return float(not case.answerable), float(output.refused)


def _f1(rows: Rows) -> float | None:
    if not len(rows) or not rows[:, 0].any():
        return None
    return float(2 * (rows[:, 0] * rows[:, 1]).sum() / rows.sum())


def outcome_table(results: Iterable[CaseResult]) -> dict[str, dict[str, int]]:
    """How many answerable and unanswerable questions came to each outcome: rows, then columns. One system's results."""
    table = {row: dict.fromkeys(OUTCOMES, 0) for row in ("answerable", "unanswerable")}
    for result in results:
        if isinstance(result.case, QuestionCase) and isinstance(result.output, AnswerOutput):
            row = table["answerable" if result.case.answerable else "unanswerable"]
            row[result.output.outcome] = row.get(result.output.outcome, 0) + 1
    return table


AGGREGATES = (
    Aggregate("abstention/precision", _refusal, mean),
    Aggregate("abstention/recall", _unanswerable, mean),
    Aggregate("abstention/f1", _both, _f1),
    Aggregate("abstention/false-refusals", _answerable, mean, higher_is_better=False),
)
"""Each over the questions that are its denominator, so that the count beside it says what it rests on."""
