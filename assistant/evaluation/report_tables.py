"""The tables of a report: scores, outcomes, verdicts, times, failures. Every figure is the summary's own. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.evaluation.glossary import meaning
from assistant.evaluation.outputs import FAILED, REFUSALS
from assistant.evaluation.plots import metric_names
from assistant.evaluation.report_cases import asked
from assistant.evaluation.report_style import Html, join, number, paragraph, shown, table, words
from assistant.evaluation.scores import CaseResult

_FAILURES = 50
"""Failures shown. Beyond that they are mostly the same one again."""
_OUTCOMES = ("ANSWERED", "CONTESTED", *REFUSALS, FAILED)
_VERDICTS = ("SUPPORTED", "REFUTED", "CONFLICTING", "NOT_ENOUGH_EVIDENCE", "NOT_SUPPORTED", FAILED)

Systems = Mapping[str, Mapping[str, Any]]


def score_table(summary: Mapping[str, Any]) -> Html:
    """Every metric with its value and interval in each system, and over how many cases."""
    systems: Systems = summary.get("systems") or {}
    names = metric_names(summary)
    rows: list[Sequence[Html]] = []
    group = None
    for name in names:
        scores = [(of.get("scores") or {}).get(name) for of in systems.values()]
        if not any(score and (score.get("cases") or score.get("not_applicable")) for score in scores):
            continue  # a metric of questions, in a dataset of claims
        if group != (group := name.rpartition("/")[0]):
            rows.append((shown(group or "other"),))
        better = any(score and not score.get("higher_is_better", True) for score in scores)
        label = join(shown(name.rpartition("/")[2]), Html(" <small>↓ lower is better</small>") if better else Html(""))
        rows.append((join(label, Html(f"<small>{words(meaning(name))}</small>")), *map(_score, scores)))
    if not rows:
        return paragraph(words("No scores: no metric is about any case of this run."))
    heads = (words("metric"), *map(shown, systems))
    caption = "Value [95% interval], then n, the cases it applies to, and n/a, those it does not apply to."
    return table(caption, heads, rows, kind="scores")


def never_refusing(systems: Systems) -> Html:
    """Which systems refused nothing: their right answers and false refusals are to be read with that in mind."""
    never = [
        system
        for system, of in systems.items()
        if (asked := _counts(of.get("outcomes")))
        and not sum(row.get(name, 0) for row in asked.values() for name in REFUSALS)
    ]
    if not never:
        return Html("")
    told = " refused nothing: every question that the archive does not answer got an answer of theirs."
    return paragraph(join(join(*map(shown, never), by=" and "), words(told)), "callout")


def outcome_tables(systems: Systems) -> list[Html]:
    """For each system, what it said to questions that the archive answers and to those that it does not."""
    return [
        _confusion(f"{system}: outcomes (columns) of questions (rows)", counts, _OUTCOMES, agree=False)
        for system, of in systems.items()
        if (counts := _counts(of.get("outcomes")))
    ]


def verdict_tables(systems: Systems) -> list[Html]:
    """For each system, its verdicts (columns) on claims of each label (rows)."""
    return [
        _confusion(f"{system}: verdicts given (columns) for labels (rows)", counts, _VERDICTS, agree=True)
        for system, of in systems.items()
        if (counts := _counts(of.get("verdicts")))
    ]


def time_table(systems: Systems) -> Html:
    """Median and 95th percentile of every stage."""
    stages = list(dict.fromkeys(stage for of in systems.values() for stage in of.get("seconds") or {}))
    if not stages:
        return paragraph(words("No times: no case of this run ended with its time taken."))
    rows = [
        (shown(stage), *(_time((of.get("seconds") or {}).get(stage)) for of in systems.values())) for stage in stages
    ]
    heads = (words("stage"), *map(shown, systems))
    return table("Seconds: median, then 95th percentile, over n cases", heads, rows, kind="times")


def failure_table(results: Iterable[CaseResult]) -> Html:
    """Every case in which a system raised, with what it raised."""
    failed = [result for result in results if result.error is not None]
    if not failed:
        return paragraph(words("No case failed."))
    rows = [
        (shown(one.case.id), shown(one.system), shown(asked(one.case), 200), shown(one.error, 400))
        for one in failed[:_FAILURES]
    ]
    caption = f"{len(failed)} failed, each counted as wrong"
    if len(failed) > _FAILURES:
        caption += f"; the first {_FAILURES} are shown, all are in results.jsonl"
    return table(caption, [words(head) for head in ("case", "system", "input", "error")], rows, kind="failures")


def _score(score: Mapping[str, Any] | None) -> Html:
    """ "Not determined" is what its cases leave open: the precision of refusals of a system that refused nothing."""
    if score is None:
        return Html("n/a<small>not measured</small>")
    cases = f"n {score.get('cases', 0):,}" + (f", n/a {away:,}" if (away := score.get("not_applicable")) else "")
    if score.get("value") is None:
        what = "not determined" if score.get("cases") else "n/a"
        return Html(f"{what}<small>{words(cases)}</small>")
    low, high = score.get("low"), score.get("high")
    span = words(" no interval") if low is None or high is None else Html(f" [{number(low)}, {number(high)}]")
    return Html(f"<strong>{number(score['value'])}</strong>{span}<small>{words(cases)}</small>")


def _time(time: Mapping[str, Any] | None) -> Html:
    if not time or time.get("p50") is None:
        return Html("n/a")
    cases = words(f"n {time['cases']:,.0f}") if "cases" in time else Html("")
    return Html(f"{number(time['p50'])}, {number(time.get('p95'))}<small>{cases}</small>")


def _counts(table: Mapping[str, Mapping[str, int]] | None) -> dict[str, dict[str, int]]:
    """The rows that have a case at all."""
    return {row: dict(cells) for row, cells in (table or {}).items() if cells and any(cells.values())}


def _confusion(caption: str, counts: dict[str, dict[str, int]], order: Sequence[str], *, agree: bool) -> Html:
    used = {column for cells in counts.values() for column, count in cells.items() if count or column != FAILED}
    used |= set(counts) if agree else set()
    columns = [name for name in order if name in used] + sorted(used - set(order))
    rows = []
    for row, cells in counts.items():
        figures = [_count(cells.get(column, 0), agree and row == column) for column in columns]
        rows.append((shown(row), *figures, _count(sum(cells.values()), False)))
    return table(caption, (words("gold"), *map(shown, columns), words("all")), rows, counts=True)


def _count(count: int, agrees: bool) -> Html:
    return Html(f'<span class="agree">{count:,}</span>' if agrees else f"{count:,}")
