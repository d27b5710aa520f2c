"""A case through a system: its output, its time, its scores. A system that raises has failed that case alone."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, assert_never

from assistant.evaluation.cases import Case, ClaimCase, PageCase, QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.outputs import FAILED, AnswerOutput, Output, PageOutput, VerdictOutput
from assistant.evaluation.scores import CaseResult, Metric, Score
from assistant.evaluation.systems import PageSystem, System

AskedOn = Literal["dataset", "none"]
"""Whether a system is told the day that the dataset gives for a case; without it, it takes today."""


def judge(system: System | PageSystem, case: Case, asked_on: AskedOn, metrics: Sequence[Metric]) -> CaseResult:
    """One line of the results. Never raises for what the system does; a metric that raises is a mistake of ours."""
    started = time.perf_counter()
    error = None
    try:
        output = _output(system, case, asked_on)
    except Exception as raised:
        error, output = f"{type(raised).__name__}: {raised}"[:1_000], failed(case)
    waited = time.perf_counter() - started
    result = CaseResult(
        system=system.name,
        case=case,
        output=output,
        seconds=sum(output.seconds.values()) if output.seconds else waited,
        error=error,
    )
    return scored(result, metrics)


def scored(result: CaseResult, metrics: Sequence[Metric]) -> CaseResult:
    """The result with the scores of these metrics and no others."""
    scores: dict[str, Score] = {}
    for metric in metrics:
        try:
            score = metric.score(result.case, result.output)
        except Exception as error:
            raise EvaluationError(
                f"the metric {metric.name} cannot judge {result.case.kind} {result.case.id!r}: {error}"
            ) from error
        if score is not None:
            scores[metric.name] = score
    return replace(result, scores=scores)


def failed(case: Case) -> Output:
    """What stands in the results for a system that gave nothing: not an answer, and not a refusal either."""
    match case:
        case QuestionCase():
            return AnswerOutput(outcome=FAILED)
        case ClaimCase():
            return VerdictOutput(label=FAILED)
        case PageCase():
            return PageOutput(text=None, rejected=FAILED)
        case _:
            assert_never(case)


def _output(system: System | PageSystem, case: Case, asked_on: AskedOn) -> Output:
    def told(day: date | None) -> date | None:
        return day if asked_on == "dataset" else None

    match case, system:
        case QuestionCase(), System():
            return system.answer(case, told(case.asked_on))
        case ClaimCase(), System():
            return system.verdict(case, told(case.claim_date))
        case PageCase(), PageSystem():
            return system.page(case)
        case _:
            raise EvaluationError(f"{system.name} takes no case of kind {case.kind}")
