"""The page of a comparison: what changed between two runs, whether it may be chance, and the cases that flipped."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.evaluation.charts import Row, plain, row_chart
from assistant.evaluation.compare import Comparison, Flip, FlipSide, ScoreChange
from assistant.evaluation.plots import Plot
from assistant.evaluation.report_style import (
    Html,
    document,
    facts,
    figures,
    items,
    join,
    number,
    paragraph,
    section,
    shown,
    table,
    words,
)

_LONG = 600
_MOST = 100
"""Flipped cases shown of each kind. Two runs of different systems can differ in thousands."""
_TITLES = {
    "lost": "Lost: right in A, wrong in B",
    "gained": "Gained: wrong in A, right in B",
    "changed": "Changed, and nothing says which is right",
}
_READ = "Mark: B - A. Line: its 95% interval over the same cases. ↓ means that lower is better."
_MARKS = {True: "better", False: "worse", None: ""}


def comparison_html(comparison: Comparison) -> str:
    """The whole page: differences with intervals, a plot of them, and the flipped cases with what both runs gave."""
    title = f"Comparison on {comparison.dataset}"
    return document(
        title,
        [
            _header(comparison),
            section("differences", "Differences of scores", _differences(comparison.scores)),
            section(
                "plot",
                "Differences with intervals",
                paragraph(words(_READ), "quiet"),
                figures(difference_plots(comparison.scores)),
            ),
            section("flips", "Flipped cases", *_flips(comparison.flips)),
        ],
    )


def difference_plots(changes: Iterable[ScoreChange]) -> list[Plot]:
    """One plot for each group of scores, with a dashed line at no difference."""
    groups: dict[str, list[Row]] = {}
    for change in changes:
        if change.difference is not None:
            group, _, what = change.name.rpartition("/")
            value, mark = change.difference, _MARKS[change.better]
            row: Row = {"low": value if change.low is None else change.low}
            row |= {"value": value, "high": value if change.high is None else change.high, "system": "B - A"}
            row |= {
                "name": plain(what) + ("" if change.higher_is_better else " ↓"),
                "text": f"{value:+.3f} {mark}".rstrip(),
            }
            groups.setdefault(group or "other", []).append(row)
    if not groups:
        return [Plot("Differences", "No plot: no score has a value in both runs.")]
    return [Plot(group.capitalize(), "", row_chart(rows, ["B - A"], "difference")) for group, rows in groups.items()]


def _header(comparison: Comparison) -> Html:
    clear = [change.better for change in comparison.scores if change.beyond_chance]
    beyond = f"Beyond chance: {clear.count(True)} better in B, {clear.count(False)} worse"
    told = f"{beyond}, of {len(comparison.scores)} scores."
    pairs = [
        ("A", shown(comparison.a)),
        ("B", shown(comparison.b)),
        ("System", shown(comparison.system)),
        ("Cases", words(f"{comparison.cases:,} in both runs")),
        ("Only in one", words(f"{comparison.only_in_a:,} in A, {comparison.only_in_b:,} in B")),
    ]
    rows = [(shown(name), _setting(one), _setting(other)) for name, (one, other) in comparison.settings.items()]
    settings = table("Settings that differ", (words("setting"), words("A"), words("B")), rows)
    links = (("differences", "Differences"), ("plot", "Plot"), ("flips", "Flipped cases"))
    return join(
        Html(f"<header>\n<h1>Comparison on {shown(comparison.dataset)}</h1>"),
        paragraph(words(f"{told} The shared cases are compared; intervals are 95%."), "lead"),
        facts(pairs),
        settings if rows else paragraph(words("The settings are the same.")),
        items(map(shown, comparison.notes)) if comparison.notes else Html(""),
        Html('<nav aria-label="Sections"><ul>'),
        *(Html(f'<li><a href="#{anchor}">{words(heading)}</a></li>') for anchor, heading in links),
        Html("</ul></nav>\n</header>"),
    )


def _differences(changes: tuple[ScoreChange, ...]) -> Html:
    if not changes:
        return paragraph(words("No scores: no metric applies to a case that both runs have."))
    rows: list[tuple[Html, ...]] = []
    group = None
    for change in changes:
        if group != (group := change.name.rpartition("/")[0]):
            rows.append((shown(group or "other"),))
        rows.append(_difference(change))
    heads = ("metric", "A", "B", "B - A [95% interval]", "beyond chance")
    caption = (
        "Each run's value with n, the cases it applies to. Beyond chance: the interval of the difference excludes 0. "
        "Other cases: it applies to other cases in B than in A, so a difference is not an improvement or a loss."
    )
    return table(caption, [words(head) for head in heads], rows, kind="scores")


def _difference(change: ScoreChange) -> tuple[Html, ...]:
    arrow = Html("") if change.higher_is_better else Html(" <small>↓ lower is better</small>")
    low, high = change.low, change.high
    span = Html(" no interval") if low is None or high is None else join(*_interval(low, high))
    found = Html("n/a") if change.difference is None else join(number(change.difference, sign=True), span)
    if change.beyond_chance:
        found = Html(f'<span class="clear">{found}</span>')
    return (
        join(shown(change.name.rpartition("/")[2]), arrow),
        Html(f"{number(change.a)}<small>n {change.cases_a:,}</small>"),
        Html(f"{number(change.b)}<small>n {change.cases_b:,}</small>"),
        found,
        _mark(change.better) if change.same_cases else words("other cases"),
    )


def _interval(low: float, high: float) -> tuple[Html, ...]:
    return words(" ["), number(low, sign=True), words(", "), number(high, sign=True), words("]")


def _mark(better: bool | None) -> Html:
    if better is None:
        return words("no")
    return Html('<span class="hit">yes: better</span>' if better else '<span class="warn">yes: worse</span>')


def _flips(flips: tuple[Flip, ...]) -> list[Html]:
    parts = []
    for change, title in _TITLES.items():
        found = [flip for flip in flips if flip.change == change]
        if found:
            shown_of = f"{min(len(found), _MOST):,} of {len(found):,}"
            parts.append(Html(f"<h3>{words(title)} <small>({shown_of})</small></h3>"))
            parts += [_flip(flip) for flip in found[:_MOST]]
    return parts or [paragraph(words("None: every case came out the same in both runs."))]


def _flip(flip: Flip) -> Html:
    return Html(
        f"<details><summary><small>{shown(flip.case_id)}</small> {shown(flip.asked, _LONG)} "
        f'<span class="tag">({shown(flip.a.result)} → {shown(flip.b.result)})</span></summary><div>'
        f"<h4>What is right</h4>{paragraph(shown(flip.wanted, _LONG))}"
        f'<div class="sides"><div>{_side("A", flip.a)}</div><div>{_side("B", flip.b)}</div></div></div></details>'
    )


def _side(run: str, side: FlipSide) -> Html:
    judged = {True: "right", False: "wrong", None: "not judged"}[side.right]
    return join(
        Html(f"<h4>In {run}</h4>"),
        paragraph(join(shown(side.result), words(f", {judged}"))),
        Html(f"<blockquote>{shown(side.text, _LONG)}</blockquote>") if side.text else Html(""),
        paragraph(shown(side.reason, _LONG), "quiet") if side.reason else Html(""),
    )


def _setting(value: Any) -> Html:
    return words("not set") if value is None else shown(value)
