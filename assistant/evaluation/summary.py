"""The scores of a run: results -> one number a metric with its interval, and a table of them for a terminal. Pure.

Everything here can be worked out again from `results.jsonl`: a metric's value is the mean of `scores[name].value` over
the lines that have it. A case the metric does not apply to is counted as such and is never a zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

import numpy as np

from assistant.evaluation.bootstrap import Interval, interval, mean
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.scores import Aggregate, CaseResult, Metric, Rows

Table = Callable[[Sequence[CaseResult]], Any]
"""Something of a system's results that is not one number: a confusion matrix, a curve, seconds by stage. JSON."""


class ScoreSummary(TypedDict):
    """One metric or aggregate of one system."""

    value: float | None
    """None when it applies to no case, or when the cases do not determine it."""
    low: float | None
    high: float | None
    """The 95% interval; both None when there is none (`bootstrap.Interval` says when)."""
    cases: int
    not_applicable: int
    """Cases of the metric's kind that it does not apply to."""
    higher_is_better: bool


class Percentiles(TypedDict):
    """Seconds of a stage."""

    p50: float
    p95: float
    cases: float


class Bin(TypedDict):
    """One bar of a reliability diagram: the cases whose confidence lies in [low, high)."""

    low: float
    high: float
    cases: int
    confidence: float | None
    accuracy: float | None


class SystemTables(TypedDict, total=False):
    """Those that were asked for."""

    outcomes: dict[str, dict[str, int]]
    verdicts: dict[str, dict[str, int]]
    risk_coverage: list[list[float]]
    reliability: list[Bin]
    claims_risk_coverage: list[list[float]]
    claims_reliability: list[Bin]
    seconds: dict[str, Percentiles]


class SystemSummary(SystemTables):
    """What `summary.json` says of one system."""

    cases: int
    failures: int
    """Cases in which the system raised. They are among `cases`, and metrics judge their failed output."""
    scores: dict[str, ScoreSummary]


def summarise(
    results: Sequence[CaseResult],
    metrics: Sequence[Metric],
    aggregates: Sequence[Aggregate],
    seed: int,
    tables: Mapping[str, Table] | None = None,
) -> SystemSummary:
    """The summary of one system's results. `tables` adds, under each name, what its function makes of them.

    Raises `EvaluationError` for results of several systems, two scores of one name, and an aggregate that gives a
    number that is not finite.
    """
    if len({result.system for result in results}) > 1:
        raise EvaluationError("a summary is of one system; these are results of several")
    wanted: list[Metric | Aggregate] = [*metrics, *aggregates]
    twice = [name for name, count in Counter(score.name for score in wanted).items() if count > 1]
    if twice:
        raise EvaluationError(f"two scores are named {twice[0]!r}; a name must be one metric's or one aggregate's")
    kinds: Counter[str] = Counter(result.case.kind for result in results)
    scores = {
        score.name: _score(interval_of(results, score, seed), kinds[score.kind], score.higher_is_better)
        for score in wanted
    }
    summary: dict[str, Any] = {
        "cases": len(results),
        "failures": sum(result.error is not None for result in results),
        "scores": scores,
    }
    summary |= {name: table(results) for name, table in (tables or {}).items()}
    return summary  # type: ignore[return-value]  # a table's name is its caller's choice


def row_of(result: CaseResult, score: Metric | Aggregate) -> tuple[float, ...] | None:
    """What a case contributes to a score: a metric's value as it was recorded, or an aggregate's row. None when the
    score does not apply."""
    if result.case.kind != score.kind:
        return None
    if isinstance(score, Aggregate):
        return score.row(result.case, result.output)
    found = result.scores.get(score.name)
    return None if found is None else (found.value,)


def interval_of(results: Sequence[CaseResult], score: Metric | Aggregate, seed: int) -> Interval:
    """A score over the cases it applies to."""
    rows = [row for result in results if (row := row_of(result, score)) is not None]
    try:
        matrix: Rows = np.array(rows, dtype=np.float64).reshape(len(rows), -1 if rows else 1)
        return interval(matrix, score.of if isinstance(score, Aggregate) else mean, seed)
    except ValueError as error:
        raise EvaluationError(f"{score.name}: {error}") from error


def table(systems: Mapping[str, SystemSummary]) -> str:
    """The systems side by side: each score with its interval and the number of its cases. Scores that no system has a
    case for are left out."""
    names = list(dict.fromkeys(name for summary in systems.values() for name in summary["scores"]))
    rows = [["", *systems], ["cases", *(str(summary["cases"]) for summary in systems.values())]]
    if any(summary["failures"] for summary in systems.values()):
        rows.append(["failures", *(str(summary["failures"]) for summary in systems.values())])
    for name in names:
        found = [summary["scores"].get(name) for summary in systems.values()]
        if any(score and (score["cases"] or score["not_applicable"]) for score in found):
            lower = any(score and not score["higher_is_better"] for score in found)
            rows.append([name + (" (lower is better)" if lower else ""), *(_cell(score) for score in found)])
    stages = dict.fromkeys(stage for summary in systems.values() for stage in summary.get("seconds", {}))
    for stage in stages:
        taken = [summary.get("seconds", {}).get(stage) for summary in systems.values()]
        rows.append([f"seconds/{stage} p50, p95", *(_seconds(one) for one in taken)])
    return "\n".join(aligned(rows))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Lines of text with their columns under each other."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def with_interval(value: float | None, low: float | None, high: float | None) -> str:
    """A score as people read it: "0.750 [0.500, 1.000]"."""
    if value is None:
        return "none"
    return f"{value:.3f}" if low is None or high is None else f"{value:.3f} [{low:.3f}, {high:.3f}]"


def _score(found: Interval, of_kind: int, higher_is_better: bool) -> ScoreSummary:
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "cases": found.n,
        "not_applicable": of_kind - found.n,
        "higher_is_better": higher_is_better,
    }


def _cell(score: ScoreSummary | None) -> str:
    if score is None or not score["cases"]:
        return "not applicable"
    return f"{with_interval(score['value'], score['low'], score['high'])}  n={score['cases']}"


def _seconds(taken: Percentiles | None) -> str:
    return "not applicable" if taken is None else f"{taken['p50']:.3f}, {taken['p95']:.3f}  n={taken['cases']:.0f}"
