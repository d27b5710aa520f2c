"""The gate: a run may not be worse than the floors that are committed in `baseline.json`. Nothing is trusted but the
lines of `results.jsonl` and the archive.

A score fails when its 95% interval lies wholly under its floor; a score that fell within it is reported and passes,
for the same system on as good a sample of questions could have had it. What must always hold (a quote is what stands
at its offsets) fails by any amount. A score that is no longer measured fails too, and so does a run that skipped cases
or crashed in more of them. For a score where lower is better the floor is a ceiling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, Literal

from assistant.evaluation.bootstrap import Interval
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.floors import Entry, Floor, Floors
from assistant.evaluation.outputs import CitedQuote, PageOutput
from assistant.evaluation.saved_run import SavedRun
from assistant.evaluation.scores import Aggregate, CaseResult, Metric
from assistant.evaluation.summary import aligned, interval_of, with_interval
from assistant.presentation.terminal import printable

INVARIANTS = frozenset({"citations/exact", "citations/claims-exact", "citations/uncited"})
"""Promises rather than scores: any fall is a defect, however few the cases."""
SETTINGS = ("mode", "model", "asked_on", "limit", "seed", "embed", "archive")
"""Those of a run's settings that change its scores. One that is missing counts as None."""
_DIGITS = Decimal("0.0001")
_SHOWN = 10

Recheck = Callable[[CitedQuote], str | None]
"""What stands in the archive at a citation's offsets now; None when the archive has no such article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorCheck:
    """One score held against its floor."""

    system: str
    name: str
    floor: float
    value: float | None
    low: float | None
    high: float | None
    cases: int
    result: Literal["holds", "within the noise", "fails"]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateReport:
    """What the gate found."""

    run: str
    dataset: str
    checks: tuple[FloorCheck, ...]
    problems: tuple[str, ...]
    """What fails the gate besides scores: a citation that is not what stands there, a crash, cases left out."""

    @property
    def passed(self) -> bool:
        return not self.problems and all(check.result != "fails" for check in self.checks)

    def to_dict(self) -> dict[str, Any]:
        return {**asdict(self), "passed": self.passed}

    def as_text(self) -> str:
        """Failures first, then what fell within the noise, then what holds."""
        order = ("fails", "within the noise", "holds")
        rows = [
            [check.result, check.system, check.name, _shown(check), f"floor {check.floor:g}", check.reason]
            for check in sorted(self.checks, key=lambda check: order.index(check.result))
        ]
        failed = len(self.problems) + sum(check.result == "fails" for check in self.checks)
        end = "passed" if self.passed else f"FAILED: {failed} of what must hold does not"
        lines = [*(aligned(rows) if rows else ()), *self.problems, f"gate of {self.run} on {self.dataset}: {end}"]
        return "\n".join(printable(line) for line in lines)


def check(
    run: SavedRun,
    floors: Floors,
    metrics: Sequence[Metric],
    aggregates: Sequence[Aggregate],
    *,
    seed: int = 0,
    recheck: Recheck | None = None,
) -> GateReport:
    """The run held against every entry for its dataset and settings.

    Scores are made again from the lines of `results.jsonl`. With `recheck` each citation is read again in the archive;
    without it, what was read there when the case ran is believed. Raises `EvaluationError` when no entry is for this
    dataset and these settings, and names what differs from the nearest.
    """
    entries = [entry for entry in floors.entries if not _differences(entry, run)]
    if not entries:
        raise EvaluationError(_no_entry(run, floors))
    known = _by_name(metrics, aggregates)
    checks: list[FloorCheck] = []
    problems: list[str] = []
    for entry in entries:
        if entry.system not in run.systems:
            problems.append(f"{entry.system}: there are floors for it and no results of it in this run")
            continue
        results = run.of(entry.system)
        if len(results) < entry.cases:
            problems.append(f"{entry.system}: {len(results)} cases where there were {entry.cases}: continue the run")
        crashed = [result.case.id for result in results if result.error is not None]
        if len(crashed) > entry.failures:
            problems.append(f"{entry.system}: {len(crashed)} cases crashed where {entry.failures} did: {_few(crashed)}")
        wrong = list(wrong_citations(results, recheck))
        problems += wrong[:_SHOWN] + ([f"... and {len(wrong) - _SHOWN} citations more"] if wrong[_SHOWN:] else [])
        checks += (_held(entry, name, known.get(name), results, seed) for name in entry.floors)
    return GateReport(
        run=str(run.folder), dataset=run.info.dataset.name, checks=tuple(checks), problems=tuple(problems)
    )


def update(
    run: SavedRun,
    floors: Floors,
    metrics: Sequence[Metric],
    aggregates: Sequence[Aggregate],
    *,
    system: str = "assistant",
    allow_lower: bool = False,
    recheck: Recheck | None = None,
) -> Floors:
    """The floors with this run's scores as those of its dataset, settings and system.

    Floors are cut to four digits on the forgiving side, so that the run itself passes. The scores of single classes
    ("verdicts/recall:REFUTED") get none: one rises at the cost of another, and their mean has one.

    Raises `EvaluationError`, and lists them, when a floor would be lowered or dropped and `allow_lower` does not say
    so; and, whatever it says, when a citation of the run is wrong.
    """
    results = run.of(system)
    if wrong := list(wrong_citations(results, recheck)):
        raise EvaluationError(f"a run with a wrong citation sets no floors: {wrong[0]}")
    known = _by_name(metrics, aggregates)
    new = Entry(
        dataset=run.info.dataset.name,
        hash=run.info.dataset.hash,
        settings={name: value for name in SETTINGS if (value := run.info.settings.get(name)) is not None},
        system=system,
        cases=len(results),
        failures=sum(result.error is not None for result in results),
        floors={},
    )
    old = next((entry for entry in floors.entries if entry.key == new.key), None)
    strict = INVARIANTS | {name for name, floor in (old.floors if old else {}).items() if floor.beyond == "nothing"}
    values = {name: _floor_of(results, score) for name, score in known.items() if ":" not in name}
    new = new.model_copy(
        update={
            "floors": {
                name: Floor(floor=value, beyond="nothing" if name in strict else "interval")
                for name, value in values.items()
                if value is not None
            }
        }
    )
    lowered = list(_lowered(old, new, known)) if old else []
    if lowered and not allow_lower:
        raise EvaluationError(
            f"floors would be lowered ({'; '.join(lowered)}); say so with --allow-lower if it is meant"
        )
    return Floors(entries=(*(entry for entry in floors.entries if entry is not old), new))


def wrong_citations(results: Sequence[CaseResult], recheck: Recheck | None) -> Iterator[str]:
    """One line for each citation whose quote is not what stands in its article at its offsets."""
    for result in results:
        for cited in () if isinstance(result.output, PageOutput) else result.output.citations:
            there = cited.found if cited.found != cited.quote or recheck is None else recheck(cited)
            if there != cited.quote:
                where = f"article {cited.article_id} {cited.start}:{cited.end}"
                has = "the archive has no such article" if there is None else f"there stands {_clipped(there)}"
                yield (
                    f"{result.system}: {result.case.kind} {result.case.id}, citation [{cited.number}], {where}: quoted "
                    f"as {_clipped(cited.quote)}, {has}"
                )


def _by_name(metrics: Sequence[Metric], aggregates: Sequence[Aggregate]) -> dict[str, Metric | Aggregate]:
    scores: list[Metric | Aggregate] = [*metrics, *aggregates]
    return {score.name: score for score in scores}


def _held(
    entry: Entry, name: str, score: Metric | Aggregate | None, results: Sequence[CaseResult], seed: int
) -> FloorCheck:
    floor = entry.floors[name]
    found = interval_of(results, score, seed) if score else Interval(None, None, None, 0)
    result, reason = _judged(found, floor, score.higher_is_better if score else True)
    return FloorCheck(
        system=entry.system,
        name=name,
        floor=floor.floor,
        value=found.value,
        low=found.low,
        high=found.high,
        cases=found.n,
        result=result,
        reason=reason,
    )


def _judged(
    found: Interval, floor: Floor, higher_is_better: bool
) -> tuple[Literal["holds", "within the noise", "fails"], str]:
    if found.value is None:
        return "fails", "not measured any more"
    sign = 1 if higher_is_better else -1
    if sign * found.value >= sign * floor.floor:
        return "holds", ""
    worse = "lower" if higher_is_better else "higher"
    if floor.beyond == "nothing":
        return "fails", f"{worse}, and this must always hold"
    best = found.high if higher_is_better else found.low
    if best is None:
        return "fails", f"{worse}, and too few cases for an interval"
    if sign * best < sign * floor.floor:
        return "fails", f"{worse}, beyond the interval"
    return "within the noise", f"{worse}, within the noise"


def _differences(entry: Entry, run: SavedRun) -> list[str]:
    here: dict[str, Any] = {"dataset": run.info.dataset.name, "hash": run.info.dataset.hash}
    there: dict[str, Any] = {"dataset": entry.dataset, "hash": entry.hash}
    for name in dict.fromkeys((*SETTINGS, *entry.settings)):
        here[name], there[name] = run.info.settings.get(name), entry.settings.get(name)
    return [f"{name} is {there[name]!r} there and {here[name]!r} here" for name in here if here[name] != there[name]]


def _no_entry(run: SavedRun, floors: Floors) -> str:
    start = f"no floors for {run.folder} ({run.info.dataset.name}): "
    end = "; set them with --update, or make the run with the settings of the floors"
    if not floors.entries:
        return f"{start}the baseline has no entries at all{end}"
    nearest = min((_differences(entry, run) for entry in floors.entries), key=lambda found: len(found))
    return f"{start}in the nearest entry {', '.join(nearest)}{end}"


def _lowered(old: Entry, new: Entry, known: Mapping[str, Metric | Aggregate]) -> Iterator[str]:
    if old.hash != new.hash:
        yield f"the dataset changed from {old.hash[:12]} to {new.hash[:12]}, so all floors begin anew"
    if new.cases < old.cases:
        yield f"cases {old.cases} -> {new.cases}"
    if new.failures > old.failures:
        yield f"failures {old.failures} -> {new.failures}"
    for name, floor in sorted(old.floors.items()):
        now = new.floors.get(name)
        if now is None:
            yield f"{name} {floor.floor:g} -> not measured any more"
        elif (now.floor < floor.floor) if known[name].higher_is_better else (now.floor > floor.floor):
            yield f"{name} {floor.floor:g} -> {now.floor:g}"


def _floor_of(results: Sequence[CaseResult], score: Metric | Aggregate) -> float | None:
    value = interval_of(results, score, seed=0).value
    if value is None:
        return None
    forgiving = ROUND_FLOOR if score.higher_is_better else ROUND_CEILING
    return float(Decimal(repr(value)).quantize(_DIGITS, forgiving))


def _shown(check: FloorCheck) -> str:
    return f"{with_interval(check.value, check.low, check.high)}  n={check.cases}"


def _few(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" ..." if names[_SHOWN:] else "")


def _clipped(text: str) -> str:
    """Both ends of a long text: a shift by one character shows at either."""
    return repr(text if len(text) <= 120 else f"{text[:60]} ... {text[-55:]}")
