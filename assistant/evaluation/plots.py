"""What a report plots of a summary and its results. What cannot be drawn is a `Plot` that says why instead."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.evaluation.charts import COLOURS, Row, curve_chart, plain, reliability_chart, row_chart
from assistant.evaluation.metrics.latency import WHOLE, failed
from assistant.evaluation.scores import CaseResult

SCORES_READ = "Mark: the score. Line: its 95% bootstrap interval. ↓ means that lower is better."
_SHORTEST = 1e-4
"""Seconds. A logarithmic axis has no zero, and nobody waits for a tenth of a millisecond."""
_MOST_POINTS = 300
"""A curve of more points is drawn with every n-th: the eye cannot tell, and the file stays small."""
_NO_CONFIDENCE = "No plot: no system of this run gave {what} with a confidence that can be called right or wrong."
_RISK = (
    "{What} are taken from the most to the least confident. A confidence that knows its mistakes gives a line that"
    " starts low and rises to the right; the figure at its end is the risk when all are taken."
)
_RELIABILITY = (
    "On the dashed line a confidence is what it says: of the {what} at 0.8, eight in ten are right. Under it the system"
    " is too sure of itself. The figure at a mark is its number of {what}."
)
_LATENCY = (
    "Mark: the median. Bar: the middle half of the cases. Line: from the 5th to the 95th percentile. Beside them the"
    f" median and the 95th percentile. “{WHOLE}” is the wall time as a user waits for it. Failed cases are left out."
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with what it shows, or no picture with why there is none. `svg` is safe markup."""

    title: str
    caption: str
    svg: str | None = None


def score_plots(summary: Mapping[str, Any]) -> list[Plot]:
    """One plot for each group of scores: every metric's value with its 95% interval, the systems side by side."""
    systems = _systems(summary)
    groups: dict[str, list[Row]] = {}
    for name in metric_names(summary):
        group, _, what = name.rpartition("/")
        for system, of in systems.items():
            score = (of.get("scores") or {}).get(name) or {}
            if (value := score.get("value")) is not None:
                low, high = score.get("low"), score.get("high")
                row: Row = {"low": value if low is None else low, "high": value if high is None else high}
                row |= {"value": value, "system": plain(system), "text": f"{plain(system)} {value:.2f}"}
                row["name"] = plain(what) + ("" if score.get("higher_is_better", True) else " ↓")
                groups.setdefault(group or "other", []).append(row)
    if not groups:
        return [Plot("Scores", "No plot: no metric applies to any case of this run.")]
    return [Plot(group.capitalize(), "", row_chart(rows, list(systems), "score")) for group, rows in groups.items()]


def risk_coverage_plot(summary: Mapping[str, Any], key: str, what: str) -> Plot:
    """How many of the most confident answers (or whatever `what` names) are wrong, as more and more are taken."""
    systems, title = _systems(summary), f"Risk and coverage of {what}"
    curves = {
        system: _thinned([(c, r) for c, r in of.get(key) or () if c is not None and r is not None])
        for system, of in systems.items()
    }
    curves = {system: curve for system, curve in curves.items() if curve}
    if not curves:
        return Plot(title, _NO_CONFIDENCE.format(what=what))
    titles = (f"coverage (share of {what} taken, 0 to 1)", "risk (share wrong, 0 to 1)")
    return Plot(title, _RISK.format(What=what.capitalize()), curve_chart(curves, list(systems), *titles))


def reliability_plots(summary: Mapping[str, Any], key: str, what: str) -> list[Plot]:
    """For each system, how often its answers (or whatever `what` names) are right, by how sure it says it is."""
    plots = []
    for place, (system, of) in enumerate(_systems(summary).items()):
        bins = [
            (one["confidence"], one["accuracy"], int(one["cases"]))
            for one in of.get(key) or ()
            if one.get("cases") and one.get("confidence") is not None and one.get("accuracy") is not None
        ]
        if bins:
            svg = reliability_chart(bins, COLOURS[place % len(COLOURS)])
            plots.append(Plot(f"Reliability of {what}: {system}", _RELIABILITY.format(what=what), svg))
    return plots or [Plot(f"Reliability of {what}", _NO_CONFIDENCE.format(what=what))]


def latency_plot(results: Iterable[CaseResult], systems: Sequence[str] = ()) -> Plot:
    """Where the time goes: the spread of seconds of each stage, the whole case first."""
    taken: dict[str, dict[str, list[float]]] = {WHOLE: {}}
    names = dict.fromkeys(systems)
    for result in results:
        if not failed(result):
            names.setdefault(result.system)
            for stage, seconds in {WHOLE: result.seconds, **result.output.seconds}.items():
                if math.isfinite(seconds):
                    taken.setdefault(stage, {}).setdefault(result.system, []).append(seconds)
    if not taken[WHOLE]:
        return Plot("Seconds by stage", "No plot: no case of this run ended with its time taken.")
    rows = [_spread_of(stage, system, of[system]) for stage, of in taken.items() for system in names if system in of]
    return Plot("Seconds by stage", _LATENCY, row_chart(rows, list(names), "seconds"))


def metric_names(summary: Mapping[str, Any]) -> list[str]:
    """Every metric that any system has, those of one group together, in the order in which they are written."""
    names = list(dict.fromkeys(name for of in _systems(summary).values() for name in of.get("scores") or {}))
    groups = list(dict.fromkeys(name.rpartition("/")[0] for name in names))
    return sorted(names, key=lambda name: groups.index(name.rpartition("/")[0]))


def _systems(summary: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {name: of or {} for name, of in (summary.get("systems") or {}).items()}


def _spread_of(stage: str, system: str, seconds: list[float]) -> Row:
    cuts = np.quantile(np.maximum(seconds, _SHORTEST), [0.05, 0.25, 0.5, 0.75, 0.95])
    row: Row = dict(zip(("low", "q1", "value", "q3", "high"), map(float, cuts), strict=True))
    text = f"{plain(system)} {_seconds(row['value'])}, {_seconds(row['high'])}"
    return row | {"name": plain(stage), "system": plain(system), "text": text}


def _seconds(value: float) -> str:
    return f"{value:.1f} s" if value >= 1 else f"{value * 1000:.0f} ms" if value >= 0.001 else "<1 ms"


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    step = max(1, math.ceil(len(points) / _MOST_POINTS))
    return points[::step] + ([points[-1]] if points and (len(points) - 1) % step else [])
