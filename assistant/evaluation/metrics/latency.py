"""How long it takes: the whole case as a user waits for it, and each stage.

Failures are left out, for what stopped early was not fast; `failures` says how many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from assistant.evaluation.outputs import FAILED, AnswerOutput, VerdictOutput
from assistant.evaluation.scores import CaseResult

WHOLE = "whole"


def failed(result: CaseResult) -> bool:
    """Whether the system raised instead of giving an output."""
    match result.output:
        case AnswerOutput(outcome=said) | VerdictOutput(label=said) if said == FAILED:
            return True
        case _:
            return result.error is not None


def failures(results: Iterable[CaseResult]) -> int:
    return sum(failed(result) for result in results)


def percentiles(results: Iterable[CaseResult]) -> dict[str, dict[str, float]]:
    """By stage, "whole" first: "p50" and "p95" in seconds, and "cases", how many went through that stage.

    Percentiles between two cases are interpolated, as numpy does by default. One system's results.
    """
    seconds: dict[str, list[float]] = defaultdict(list)
    for result in results:
        if not failed(result):
            seconds[WHOLE].append(result.seconds)
            for stage, took in result.output.seconds.items():
                seconds[stage].append(took)
    table = {}
    for stage, took_all in seconds.items():
        p50, p95 = np.percentile(took_all, [50, 95])
        table[stage] = {"p50": float(p50), "p95": float(p95), "cases": float(len(took_all))}
    return table
