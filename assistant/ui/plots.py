"""Plots on the page. Each stands above a line that says the same, and has room kept for it while it is drawn.

Altair checks every value of a chart against its schema: a fifth of a second for the plots of one answer. So a chart is
made once and kept as the plain specification that the browser draws; a conversation is drawn again at every click.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, NamedTuple

import streamlit as st

from assistant import Answer, coverage_chart, figure_chart, found_months, months_chart, outlets_chart
from assistant.ui import phrases
from assistant.ui.filters import choice_of
from assistant.ui.holdings import by_month, by_outlet, month
from assistant.ui.opened import Site, holdings
from assistant.ui.text import html


class Plot(NamedTuple):
    """A chart ready to be drawn, and the line that says the same."""

    name: str
    specification: Mapping[str, Any]
    """Vega-Lite."""
    told: str


def answer_plots(site: Site, answer: Answer) -> tuple[Plot, ...]:
    """A figure that changed, and of which months the passages found are."""
    figure = figure_chart(answer.disagreement) if answer.disagreement is not None else None
    held = holdings(site.key, choice_of(answer.coverage.filters), site.assistant)
    unchanged = held.articles == answer.coverage.articles
    found = coverage_chart(answer, held if unchanged else None)
    return (*plotted("figure", figure, figures_told(answer)), *plotted("found", found, found_told(answer)))


def archive_plots(site: Site) -> dict[str, Plot]:
    """The months and the outlets of what the filters let through, by "months" and "outlets"."""
    held = holdings(site.key, site.choice, site.assistant)
    told = {"months": by_month(held), "outlets": by_outlet(held)}
    known: tuple[Any, dict[str, Plot]] | None = st.session_state.get("archive_plots")
    if known is None or known[0] != held:
        charts = {"months": months_chart(held), "outlets": outlets_chart(held)}
        plots = {name: plot for name, chart in charts.items() for plot in plotted(name, chart, told[name])}
        known = st.session_state["archive_plots"] = held, plots
    return known[1]


def plotted(name: str, chart: Any, told: str) -> tuple[Plot, ...]:
    """A chart as a plot; nothing of no chart."""
    if chart is None:
        return ()
    specification = chart.to_dict()
    specification.pop("config", None)  # Altair's own looks; the page has its own
    return (Plot(name, specification, told),)


def figures_told(answer: Answer) -> str:
    """The figures in the order of their days: "5 (2 March 2015), then 7 (4 March 2015)"."""
    positions = answer.disagreement.positions if answer.disagreement else ()
    dated = [p for p in positions if p.value is not None and p.first]
    return "Over time: " + ", then ".join(f"{p.said} ({phrases.days(p.first, p.last)})" for p in dated) + "."


def found_told(answer: Answer) -> str:
    """How many passages of which months were found: "Cited: October 2014 (2). Found, not cited: May 2014 (1)."."""
    by_kind: dict[str, list[str]] = {}
    for (first, kind), count in sorted(found_months(answer).items(), key=lambda of: (of[0][1], of[0][0])):
        by_kind.setdefault(kind, []).append(f"{month(first)} ({count})")
    parts = [f"{kind.capitalize()}: {', '.join(months)}." for kind, months in by_kind.items()]
    undated = sum(item.passage.source.published is None for item in answer.evidence)
    if undated:
        parts.append(f"Without a full date: {undated}.")
    return "Passages found (● cited, △ not cited) over the articles searched, by month. " + " ".join(parts)


def show_plot(plot: Plot, key: str = "") -> None:
    """A plot with the line that says the same. `key` tells the answers of a page apart."""
    with st.container(key=f"plot-{plot.name}{key}", gap="small"):
        # Streamlit takes the data out of what it is given.
        st.vega_lite_chart(deepcopy(dict(plot.specification)), width="stretch", alt=plot.told)
        st.html(f'<p class="fc-quiet" dir="auto">{html(plot.told)}</p>')
