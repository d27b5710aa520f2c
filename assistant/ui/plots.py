"""Plots on the page. Each stands above a line that says the same, and has room kept for it while it is drawn."""

from __future__ import annotations

from typing import Any

import streamlit as st

from assistant import Answer, coverage_chart, figure_chart, found_months
from assistant.ui import phrases
from assistant.ui.filters import choice_of
from assistant.ui.holdings import month
from assistant.ui.opened import Site, holdings
from assistant.ui.text import html


def show_answer_plots(site: Site, answer: Answer, key: str) -> None:
    """A figure that changed, and of which months the passages found are. `key` tells the answers of a page apart."""
    if answer.disagreement is not None:
        show_plot(figure_chart(answer.disagreement), f"figure{key}", figures_told(answer))
    held = holdings(site.key, choice_of(answer.coverage.filters), site.assistant)
    unchanged = held.articles == answer.coverage.articles
    show_plot(coverage_chart(answer, held if unchanged else None), f"found{key}", found_told(answer))


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


def show_plot(chart: Any, key: str, told: str) -> None:
    """A chart with the line that says the same; nothing when there is no chart."""
    if chart is None:
        return
    with st.container(key=f"plot-{key}"):
        st.altair_chart(chart, width="stretch", alt=told)
        st.html(f'<p class="fc-quiet" dir="auto">{html(told)}</p>')
