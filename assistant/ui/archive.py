"""The page about the archive itself: what is in it, its articles, adding files, refused records, a check."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import streamlit as st

from assistant.ui import browse, refused, soundness, upload
from assistant.ui.chat import show_scope
from assistant.ui.holdings import by_month, months_table, outlets_table
from assistant.ui.opened import Site, holdings
from assistant.ui.plots import archive_plots, show_plot
from assistant.ui.text import html, section


class Part(StrEnum):
    """What of the page is open."""

    CONTENTS = "What is in it"
    ARTICLES = "Articles"
    ADD = "Add files"
    REFUSED = "Refused"
    CHECK = "Status and check"


def show(site: Site) -> None:
    if browse.show_opened(site):
        return
    st.title("The archive", anchor=False)
    part = st.segmented_control(
        "What to show of the archive",
        list(Part),
        default=Part.CONTENTS,
        key="part",
        required=True,
        persist_state="session",
    )
    views: dict[Part, Callable[[Site], None]] = {
        Part.CONTENTS: _contents,
        Part.ARTICLES: browse.show,
        Part.ADD: upload.show,
        Part.REFUSED: refused.show,
        Part.CHECK: soundness.show,
    }
    views[Part(part)](site)


def _contents(site: Site) -> None:
    show_scope(site)
    held = holdings(site.key, site.choice, site.assistant)
    plots = archive_plots(site)
    st.html(section("By month"))
    if "months" in plots:
        show_plot(plots["months"])
    st.html(months_table(held) if held.months else f'<p class="fc-quiet">{html(by_month(held))}</p>')
    st.html(section("By outlet"))
    if "outlets" in plots:
        show_plot(plots["outlets"])
    st.html(outlets_table(held))
