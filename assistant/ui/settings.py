"""The page for how to be answered, in this session only, and for what this server is configured with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from assistant import Configured, Writer
from assistant.ui import phrases
from assistant.ui.chat import show_scope
from assistant.ui.filters import clear
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


def show(site: Site) -> None:
    st.title("Settings", anchor=False)
    st.html(section("How to answer"))
    st.caption("For this session. Other visitors and the server's own settings stay as they are.")
    _choose(site)
    st.html(section("Which articles, and the day of the question"))
    show_scope(site)
    asked = phrases.day(site.choice.asked_on) if site.choice.asked_on else "today"
    st.html(f'<p class="fc-quiet">Asked on: {html(asked)}. These are set in the sidebar, on every page.</p>')
    st.button("Clear all filters", key="clear_here", on_click=clear)
    st.html(section("What is configured"))
    st.html(configured_html(site.assistant.configured()))
    st.caption("Set by FACTCHECK_ variables or a file .env, and read when the server starts. Keys are never shown.")


def _choose(site: Site) -> None:
    chosen, settings = preferences(), site.assistant.settings
    writers: list[Writer | None] = [None, *site.assistant.writers()]
    writer = st.selectbox(
        "Who writes the answers",
        writers,
        index=writers.index(chosen.writer) if chosen.writer in writers else 0,
        format_func=lambda one: name_of(one) if one else "As configured",
        key="writer",
        help="A model's statements are checked against the articles in any case.",
    )
    st.caption(f"Now: {label(phrases.MODES[site.assistant.mode])}.")
    strictness = st.segmented_control(
        "How strict to be",
        STRICTNESS,
        default=settings.strictness,
        format_func=str.capitalize,
        key="strictness",
        required=True,
    )
    st.caption(EXPLAINED[strictness])
    most = max(MOST_EVIDENCE, settings.evidence)
    evidence = st.slider("Passages shown with an answer, at most", 1, most, settings.evidence, key="evidence")
    wanted = Preferences(writer, strictness, evidence)
    if wanted != replace(chosen, strictness=settings.strictness, evidence=settings.evidence):
        prefer(wanted)
        st.rerun()  # the sidebar and the scope say what holds now
    if chosen != Preferences():
        st.button("As configured", key="as_configured", on_click=_forget, icon=":material/undo:")


def _forget() -> None:
    prefer(Preferences())
    for key in ("writer", "strictness", "evidence"):
        st.session_state.pop(key, None)


def configured_html(things: Iterable[Configured]) -> str:
    """What is set and what is not, each by a word and a shape."""
    rows = "".join(
        f'<tr><th scope="row">{html(thing.name)}</th><td class="fc-nowrap">{"✓ on" if thing.on else "– off"}</td>'
        f'<td dir="auto">{html(thing.told)}</td></tr>'
        for thing in things
    )
    return table(("What", "State", "Details"), rows)
