"""What a metric is, and what it gives.

A score is a value with its reason. A metric that does not apply to a case gives None, which is counted as not
applicable and never as zero; a value that is not a finite number is an error where it arises, so no mean can hide it.

    metric     (case, output) -> Score | None                   averaged over the cases it applies to
    aggregate  rows of (case, output) -> one number             what no mean of cases can say: F1, calibration error
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.cases import Case
from assistant.evaluation.outputs import Output

Rows = NDArray[np.float64]
"""(cases, columns): what each applicable case contributes to an aggregate."""


@dataclass(frozen=True, slots=True)
class Score:
    """A finite number with, for people, why it is that. Raises `ValueError` for NaN and infinity."""

    value: float
    reason: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise ValueError(f"a score must be a finite number, not {self.value}")


@dataclass(frozen=True, slots=True)
class Metric:
    """A score of one case. `name` is "group/what", such as "retrieval/hit@1"."""

    name: str
    of: Callable[[Any, Any], Score | None]
    """Takes a case and the output of the kind named in `kind`; None when it does not apply."""
    kind: str = "question"
    """"question", "claim" or "page": the only cases it is asked about."""
    higher_is_better: bool = True

    def score(self, case: Case, output: Output) -> Score | None:
        return self.of(case, output) if case.kind == self.kind else None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A score of many cases together."""

    name: str
    row: Callable[[Any, Any], tuple[float, ...] | None]
    """What a case and its output contribute; None when it does not apply. Every row has the same length."""
    of: Callable[[Rows], float | None]
    """The score of some rows; None when they do not determine it (a precision of no predictions)."""
    kind: str = "question"
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One line of `results.jsonl`: a case, what a system gave for it, and its scores."""

    system: str
    """"assistant", "bm25" or "naive"."""
    case: Case
    output: Output
    scores: dict[str, Score] = field(default_factory=dict)
    """By metric name; a metric that does not apply is absent."""
    seconds: float = 0.0
    """Wall time of the case as a user waits for it, metrics not included."""
    error: str | None = None
    """What the system raised, when it did; `output` then is a failed one."""
