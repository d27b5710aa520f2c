"""What the page plots, as Altair charts that take their colours and fonts from the page around them.

A chart never says anything alone: whoever shows it also prints the same as text. Data are a few dozen rows of our own
counting, put into the chart itself, so that nothing is fetched to draw it. Axes are in UTC: a day is the same
wherever one looks at it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.positions import Disagreement
from assistant.types import Answer, Citation
from corpus import Holdings, Passage

if TYPE_CHECKING:
    import altair as alt

    Plot = alt.Chart | alt.LayerChart | alt.FacetChart

TOP_OUTLETS = 15
"""Outlets with a bar of their own; an archive may have hundreds, and the others stand in the table."""
SMALL, TALL, BARS, ROW, AXIS = 150, 220, 70, 13, 25
"""Heights in pixels: of plots, of the bars under the passages found, of a row of these, of an axis' labels."""
MOST_ROWS = 10
"""Rows of passages; more of one month are drawn closer."""
CITED, FOUND = "cited", "found, not cited"


def months_chart(holdings: Holdings) -> Plot | None:
    """How many articles there are of each month; None when no day is known."""
    from assistant.presentation.drawing import alt

    if not holdings.months:
        return None
    rows = [{"month": month.isoformat(), "articles": count} for month, count in holdings.months]
    bars = alt.Chart(alt.InlineData(rows)).mark_bar()
    told = [_month_told(), "articles:Q"]
    chart: Plot = bars.encode(x=_month(_ends(holdings)), y=_count(), tooltip=told).properties(height=TALL)
    return chart


def outlets_chart(holdings: Holdings) -> Plot | None:
    """How many articles there are of the outlets that have most; None for an empty archive."""
    from assistant.presentation.drawing import alt

    rows = [{"outlet": name or "not known", "articles": count} for name, count in holdings.outlets[:TOP_OUTLETS]]
    if not rows:
        return None
    names = [str(row["outlet"]) for row in rows]
    beside = alt.Axis(labelLimit=220, title=None, ticks=False, domain=False)
    bars = alt.Chart(alt.InlineData(rows)).encode(
        y=alt.Y("outlet:N", sort=names, axis=beside),
        x=alt.X("articles:Q", axis=None),
        tooltip=["outlet:N", "articles:Q"],
    )
    text = bars.mark_text(align="left", dx=4).encode(text=alt.Text("articles:Q", format=","), color=_themed())
    return alt.layer(bars.mark_bar(), text).properties(height=alt.Step(22))


def figure_chart(disagreement: Disagreement) -> Plot | None:
    """What figure was given when; None unless at least two figures of different days are known."""
    from assistant.presentation.drawing import alt

    rows: list[dict[str, Any]] = [
        {"said": p.said, "value": p.value, "first": p.first.isoformat(), "last": (p.last or p.first).isoformat()}
        for p in disagreement.positions
        if p.value is not None and p.first is not None
    ]
    if len({row["first"] for row in rows}) < 2:
        return None
    days = [date.fromisoformat(row[end]) for row in rows for end in ("first", "last")]
    span = (max(days) - min(days)).days
    interval, form, each = ("day", "%-d %b %Y", 1) if span < 70 else ("month", "%b %Y", 30)
    ticks = {"interval": interval, "step": max(1, -(-span // (5 * each)))}
    x = alt.X(
        "first:T",
        title=None,
        scale=alt.Scale(type="utc", padding=40),
        axis=alt.Axis(format=form, labelOverlap=True, tickCount=ticks, grid=False),
    )
    y = alt.Y("value:Q", title=None, scale=alt.Scale(zero=False, padding=25), axis=alt.Axis(tickCount=3, format="~s"))
    told = [alt.Tooltip("said:N", title="figure"), alt.Tooltip("utcyearmonthdate(first):T", title="published from")]
    of = alt.Chart(alt.InlineData(rows)).encode(x=x, y=y, tooltip=told)
    layers: list[Any] = [of.mark_rule(strokeWidth=3).encode(x2="last:T"), of.mark_point(filled=True, size=90)]
    if disagreement.updated:
        layers.insert(0, of.mark_line(interpolate="step-after", strokeDash=[3, 3]))
    layers.append(of.mark_text(dy=-14, fontSize=13).encode(text="said:N", color=_themed()))
    return alt.layer(*layers).properties(height=SMALL)


def coverage_chart(answer: Answer, searched: Holdings | None) -> Plot | None:
    """Of which months the passages found are, over how many articles of each month were searched.

    `searched` is left out when it is not known any more, because the archive has changed since. None when nothing with
    a date was found, or when everything that was searched is of one month.
    """
    from assistant.presentation.drawing import alt

    found = found_months(answer)
    first, last = answer.coverage.published_first, answer.coverage.published_last
    if not found or first is None or last is None or (first.year, first.month) == (last.year, last.month):
        return None
    ends = (first.replace(day=1), last.replace(day=1))
    rows = []
    stacked: Counter[date] = Counter()
    for (month, kind), count in sorted(found.items()):
        for _ in range(count):
            stacked[month] += 1
            rows.append({"month": month.isoformat(), "kind": kind, "place": stacked[month]})
    # The passages stand above the bars, never among them. As shares: the height left within the axes is the browser's.
    strip = ROW * min(MOST_ROWS, max(stacked.values()))
    share = strip / (strip + BARS)
    places = alt.Scale(domain=[0.5, max(stacked.values()) + 0.5], range=[alt.ExprRef(f"height * {share:.3f}"), 0])
    rows.sort(key=lambda row: row["kind"] == CITED)  # drawn last, so on top of others of a month nearby
    marks = (
        alt.Chart(alt.InlineData(rows))
        .mark_point(size=55, opacity=1, strokeWidth=2)
        .encode(
            x=_month(ends, at=0.5),
            y=alt.Y("place:Q", axis=None, scale=places),
            shape=alt.Shape("kind:N", scale=alt.Scale(domain=[CITED, FOUND], range=["circle", "triangle-up"])),
            color=alt.Color("kind:N", scale=alt.Scale(domain=[CITED, FOUND])),
            fill=alt.condition(f"datum.kind === '{CITED}'", "kind:N", alt.value("transparent"), legend=None),
            tooltip=[_month_told(), alt.Tooltip("kind:N", title="passage")],
        )
    )
    below = [{"month": month.isoformat(), "articles": count} for month, count in (searched.months if searched else ())]
    bars = (
        alt.Chart(alt.InlineData(below))
        .mark_bar(opacity=0.35, color="#8b8f96")
        .encode(x=_month(ends), y=_count(share + 0.08), tooltip=[_month_told(), "articles:Q"])
    )
    layered = alt.layer(bars, marks) if below else alt.layer(marks)  # bars of nothing would have an axis of nothing
    layers: Plot = layered.resolve_scale(y="independent").properties(height=strip + BARS + AXIS)
    return layers


def found_months(answer: Answer) -> Counter[tuple[date, str]]:
    """How many of the passages found, those with a date, are of each month, cited ones and others apart."""
    return Counter(
        (published.replace(day=1), CITED if _is_cited(item.passage, answer.citations) else FOUND)
        for item in answer.evidence
        if (published := item.passage.source.published)
    )


def _is_cited(passage: Passage, citations: Sequence[Citation]) -> bool:
    return any(
        c.article_id == passage.article_id and c.start < passage.end and passage.start < c.end for c in citations
    )


def _ends(holdings: Holdings) -> tuple[date, date]:
    return holdings.months[0][0], holdings.months[-1][0]


def _month(ends: tuple[date, date], at: float | None = None) -> alt.X:
    """An axis of months, from the first to the one after the last; `at` is where in its month a mark stands, 0 to 1."""
    from assistant.presentation.drawing import alt

    first, last = ends
    after = date(last.year + last.month // 12, last.month % 12 + 1, 1)
    months = (last.year - first.year) * 12 + last.month - first.month
    by_year = months > 30
    interval, form = ("year", "%Y") if by_year else ("month", "%b %Y")
    step = max(1, -(-months // (120 if by_year else 6)))
    return alt.X(
        "utcyearmonth(month):T",
        bandPosition=alt.Undefined if at is None else at,
        title=None,
        scale=alt.Scale(type="utc", domain=[first.isoformat(), after.isoformat()]),
        axis=alt.Axis(format=form, tickCount={"interval": interval, "step": step}, labelOverlap=True, grid=False),
    )


def _themed() -> alt.Color:
    """The first colour of the theme for what Altair would write in black, which nobody reads on a dark page."""
    from assistant.presentation.drawing import alt

    return alt.Color("plain:N", legend=None)


def _count(below: float = 0.0) -> alt.Y:
    """An axis of whole numbers of articles; `below` is the share of the height that is left free above it."""
    from assistant.presentation.drawing import alt

    scale = alt.Scale(range=[alt.ExprRef("height"), alt.ExprRef(f"height * {below:.3f}")])
    return alt.Y("articles:Q", title="articles", scale=scale, axis=alt.Axis(tickMinStep=1, tickCount=3))


def _month_told() -> alt.Tooltip:
    from assistant.presentation.drawing import alt

    return alt.Tooltip("utcyearmonth(month):T", title="month", format="%B %Y")
