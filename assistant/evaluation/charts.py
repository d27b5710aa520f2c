"""How a report's charts are drawn: Altair charts turned into static SVG on this machine, nothing to load or to run.

Colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), which colour-blind readers tell apart; every
system also has a shape or a dash, and its name beside its marks, so that a chart reads in grey print too. Text and axes
take the colour of the page around them. Altair escapes what it draws as text, so names of systems and metrics cannot
become markup. Names of layers ("point", "bin", "curve") stand in the SVG's classes, where tests find them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import altair as alt

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 2], [1, 3])
_WIDTH, _ROW = 200, 15
_SIDE = 210
"""Height and width of a chart with two measured axes."""

Of = Literal["score", "seconds", "difference"]
Row = dict[str, Any]
"""Of a row chart: name, system, text, low, value, high, and for seconds q1 and q3."""


def row_chart(rows: Sequence[Row], systems: Sequence[str], of: Of) -> str:
    """Named rows, each with one line of marks for every system and the figures written at its right."""
    import altair as alt

    names = list(dict.fromkeys(row["name"] for row in rows))
    drawn = [plain(system) for system in systems if any(row["system"] == plain(system) for row in rows)]
    # The empty first line of a row has the row's name: long names then cost no width.
    offset = alt.YOffset("system:N", scale=alt.Scale(domain=["", *drawn]))
    beside = alt.Axis(labelAlign="left", labelPadding=-2, labelLimit=330, labelFontSize=11, ticks=False, domain=False)
    beside.labelOffset, beside.titleAngle, beside.titleAlign = 3 - len(drawn) * _ROW / 2, 0, "left"
    beside.titleX, beside.titleY, beside.titleBaseline = 0, -4, "bottom"
    y = alt.Y("name:N", title="stage" if of == "seconds" else "metric", sort=names, axis=beside)
    x, colour = _measured(rows, of), _by_system(alt.Color, systems, COLOURS)
    data = alt.Chart(alt.InlineData(list(rows))).encode(y=y, yOffset=offset)
    layers = [data.mark_rule(strokeWidth=2).encode(x=_at("low", x), x2="high:Q", color=colour).properties(name="range")]
    if of == "difference":
        zero = alt.Chart(alt.InlineData([{"value": 0}]), name="zero").mark_rule(strokeDash=[4, 4], color="currentColor")
        layers.insert(0, zero.encode(x=x))
    if of == "seconds":
        bars = data.mark_bar(height=7, opacity=0.55).encode(x=_at("q1", x), x2="q3:Q", color=colour)
        layers.append(bars.properties(name="half"))
    points = data.mark_point(filled=True, opacity=1, size=55)
    points = points.encode(x=x, color=colour, shape=_by_system(alt.Shape, systems, SHAPES))
    text = data.mark_text(align="left", fontSize=10, color="currentColor")
    text = text.encode(x=alt.value(_WIDTH + 8), text="text:N")
    layers += [points.properties(name="point"), text.properties(name="label")]
    step = alt.Step((len(drawn) + 1) * _ROW + 12, **{"for": "position"})
    return _svg(alt.layer(*layers).properties(width=_WIDTH, height=step))


def curve_chart(curves: Mapping[str, Sequence[tuple[float, float]]], systems: Sequence[str], x: str, y: str) -> str:
    """Lines over [0, 1], each with its system and its last value written at its end. `x` and `y` are titles."""
    import altair as alt

    rows = [
        {"system": plain(system), "x": at, "y": value, "order": place}
        for system, curve in curves.items()
        for place, (at, value) in enumerate(curve)
    ]
    ends = spread([curve[-1][1] for curve in curves.values()], 0.07)
    labels = [
        {"text": f"{plain(system)} {curve[-1][1]:.2f}", "y": end}
        for (system, curve), end in zip(curves.items(), ends, strict=True)
    ]
    scale = alt.Scale(domain=[0, 1])
    lines = alt.Chart(alt.InlineData(rows), name="curve").mark_line(strokeWidth=2)
    lines = lines.encode(
        x=alt.X("x:Q", title=x, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5, format="~g")),
        y=alt.Y("y:Q", title=y, scale=scale, axis=alt.Axis(tickCount=5, format="~g")),
        order="order:Q",
        color=_by_system(alt.Color, systems, COLOURS),
        strokeDash=_by_system(alt.StrokeDash, systems, DASHES),
    )
    text = alt.Chart(alt.InlineData(labels), name="label").mark_text(align="left", fontSize=11, color="currentColor")
    text = text.encode(x=alt.value(_SIDE + 6), y=alt.Y("y:Q", scale=scale), text="text:N")
    return _svg(alt.layer(lines, text).properties(width=_SIDE, height=_SIDE))


def reliability_chart(bins: Sequence[tuple[float, float, int]], colour: str) -> str:
    """(confidence, accuracy, cases) of each bin: a mark of the size of its cases, and the diagonal."""
    import altair as alt

    rows = [{"x": confidence, "y": right, "cases": n, "text": f"{n:,}"} for confidence, right, n in bins]
    unit, axis = alt.Scale(domain=[0, 1]), alt.Axis(tickCount=5, format="~g")
    x = alt.X("x:Q", title="mean confidence (0 to 1)", scale=unit, axis=axis)
    y = alt.Y("y:Q", title="share right (0 to 1)", scale=unit, axis=axis)
    diagonal = alt.Chart(alt.InlineData([{"x": 0, "y": 0}, {"x": 1, "y": 1}]), name="diagonal")
    diagonal = diagonal.mark_line(strokeDash=[4, 4], color="currentColor", opacity=0.6, strokeWidth=1)
    points = alt.Chart(alt.InlineData(rows)).encode(x=x, y=y)
    size = alt.Size("cases:Q", legend=None, scale=alt.Scale(domainMin=0, range=[20, 260]))
    dots = points.mark_point(filled=True, opacity=0.9, color=colour).encode(size=size).properties(name="bin")
    text = points.mark_text(dy=-14, fontSize=10, color="currentColor").encode(text="text:N").properties(name="label")
    return _svg(alt.layer(diagonal.encode(x=x, y=y), dots, text).properties(width=_SIDE, height=_SIDE))


def spread(places: Sequence[float], gap: float) -> list[float]:
    """The same places, moved up where two are nearer than `gap`, so that labels do not cover each other."""
    moved = list(places)
    for below, above in pairwise(sorted(range(len(places)), key=lambda at: places[at])):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved


def plain(text: str) -> str:
    """Text that can be written as UTF-8: half of a surrogate pair, which JSON can carry, becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _measured(rows: Sequence[Row], of: Of) -> alt.X:
    import altair as alt

    if of == "seconds":
        first = math.floor(math.log10(min(row["low"] for row in rows)))
        last = max(first + 1, math.ceil(math.log10(max(row["high"] for row in rows))))
        tens = [10.0**power for power in range(first, last + 1)]
        scale, axis = alt.Scale(type="log", domain=[tens[0], tens[-1]]), alt.Axis(values=tens, format="~g")
        return alt.X("value:Q", title="seconds (logarithmic)", scale=scale, axis=axis)
    few = alt.Axis(tickCount=4, format="~g")
    if of == "difference":
        return alt.X("value:Q", title="B - A (difference of scores)", axis=few)
    if all(0 <= row[side] <= 1 for row in rows for side in ("low", "value", "high")):
        return alt.X("value:Q", title="score (0 to 1)", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(tickCount=5))
    return alt.X("value:Q", title="score", axis=few)


def _at(field: str, x: alt.X) -> alt.X:
    """The same axis for another field."""
    other = x.copy()
    other.shorthand = f"{field}:Q"
    return other


def _by_system(channel: Any, systems: Sequence[str], values: Sequence[Any]) -> Any:
    import altair as alt

    marks = [values[at % len(values)] for at in range(len(systems))]
    return channel("system:N", legend=None, scale=alt.Scale(domain=[plain(s) for s in systems], range=marks))


def _svg(chart: Any) -> str:
    import vl_convert

    axis: dict[str, Any] = {f"{part}Color": "currentColor" for part in ("label", "title", "domain", "tick")}
    axis |= {"gridColor": "#88888844", "titleFontWeight": "normal", "labelFlush": False}
    # The reader's fonts may be wider than those the text was measured with.
    room = {"left": 5, "top": 8, "right": 30, "bottom": 5}
    chart = chart.configure(background="transparent", aria=False, padding=room).configure_view(stroke=None)
    return str(vl_convert.vegalite_to_svg(chart.configure_axis(**axis).to_json()))
