"""The page for how to be answered, in this session only, and for what this server is configured with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import streamlit as st

from assistant import Configured, Writer
from assistant.ui import phrases
from assistant.ui.bound import bound
from assistant.ui.chat import show_scope_line
from assistant.ui.filters import show_filters
from assistant.ui.holdings import table
from assistant.ui.opened import Site
from assistant.ui.preferences import STRICTNESS, Preferences, name_of, prefer, preferences
from assistant.ui.text import html, label, section

EXPLAINED = {
    "lenient": "Answers more often, and is wrong more often.",
    "standard": "As it was measured (docs/evaluation.md).",
    "strict": "Answers only what it is surer of, and refuses more often.",
}
MOST_EVIDENCE = 20
CONFIGURED = "As configured"


def show(site: Site) -> None:
    st.title("Settings", anchor=False)
    st.html(section("Filters and dates"))
    st.caption("The same as in the sidebar, for every page.")
    show_filters(site.whole.outlets, "settings_")
    show_scope_line(site)
    st.html(section("How to answer"))
    st.caption("For this session. Other visitors and the server's own settings stay as they are.")
    _choose(site)
    st.html(section("What is configured"))
    st.html(configured_html(site.assistant.configured()))
    st.caption("Set by FACTCHECK_ variables or a file .env, and read when the server starts. Keys are never shown.")


def _choose(site: Site) -> None:
    chosen = preferences()
    writers: list[Writer | str] = [CONFIGURED, *site.assistant.writers()]
    st.selectbox(
        "Who writes the answers",
        writers,
        format_func=lambda one: one if isinstance(one, str) else name_of(one),
        help="A model's statements are checked against the articles in any case.",
        **bound("writer", chosen.writer if chosen.writer in writers else CONFIGURED, _prefer_writer),
    )
    st.caption(f"Now: {label(phrases.MODES[site.assistant.mode])}.")
    strictness = chosen.strictness or site.settings.strictness
    st.segmented_control(
        "How strict to be",
        STRICTNESS,
        format_func=str.capitalize,
        required=True,
        **bound("strictness", strictness, lambda strictness: _prefer(strictness=strictness)),
    )
    st.caption(EXPLAINED[strictness])
    st.slider(
        "Passages shown with an answer, at most",
        1,
        max(MOST_EVIDENCE, site.settings.evidence),
        **bound("evidence", chosen.evidence or site.settings.evidence, lambda most: _prefer(evidence=most)),
    )
    if chosen != Preferences():
        st.button(CONFIGURED, key="as_configured", on_click=prefer, args=(Preferences(),), icon=":material/undo:")


def _prefer_writer(chosen: Writer | str) -> None:
    _prefer(writer=None if isinstance(chosen, str) else chosen)


def _prefer(**values: Any) -> None:
    prefer(replace(preferences(), **values))


def configured_html(things: Iterable[Configured]) -> str:
    """What is set and what is not, each by a word and a shape."""
    rows = "".join(
        f'<tr><th scope="row">{html(thing.name)}</th><td class="fc-nowrap">{"✓ on" if thing.on else "– off"}</td>'
        f'<td dir="auto">{html(thing.told)}</td></tr>'
        for thing in things
    )
    return table(("What", "State", "Details"), rows)
