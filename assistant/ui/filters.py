"""The sidebar: which articles may be used, and the day the question refers to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from assistant import Filters
from assistant.ui import phrases
from assistant.ui.text import label

EARLIEST, LATEST = date(1600, 1, 1), date(2199, 12, 31)
"""Without these, Streamlit offers ten years around today, and an archive is older than that."""
_DATES = ("published_from", "published_to", "as_of", "asked_on")


@dataclass(frozen=True, slots=True)
class Choice:
    """What the sidebar is set to."""

    published_from: date | None = None
    published_to: date | None = None
    as_of: date | None = None
    asked_on: date | None = None
    outlets: tuple[str, ...] = ()

    @property
    def filters(self) -> Filters:
        return Filters(
            as_of=self.as_of,
            published_from=self.published_from,
            published_to=self.published_to,
            outlets=self.outlets,
        )

    @property
    def options(self) -> dict[str, Any]:
        """The same as options of `Assistant.stream`."""
        return {name: getattr(self, name) for name in (*_DATES, "outlets")}


def choice_of(filters: Filters) -> Choice:
    """What the sidebar was set to when these filters were in force."""
    return Choice(filters.published_from, filters.published_to, filters.as_of, None, filters.outlets)


def sidebar(outlets: tuple[str, ...], mode: str) -> Choice:
    """Show the sidebar and return what it is set to. `outlets` are those of the archive, `mode` says who answers."""
    with st.sidebar:
        st.subheader("Which articles", anchor=False)
        published_from = _day("Published from", "published_from", "Only articles published on this day or later.")
        published_to = _day("Published to", "published_to", "Only articles published on this day or earlier.")
        as_of = _day(
            "As of",
            "as_of",
            "Answer as one could on this day: nothing published later is used, nor an article whose date is not known.",
        )
        chosen = st.multiselect("Outlets", outlets, key="outlets", placeholder="All outlets")
        st.subheader("The question", anchor=False)
        asked_on = _day(
            "Asked on",
            "asked_on",
            "What “this week” refers to. It hides nothing; articles near this day are preferred. Empty means today.",
        )
        st.button("Clear all filters", key="clear", on_click=clear, width="stretch")
        st.caption(f"Answers: {label(mode)}.")
    return Choice(published_from, published_to, as_of, asked_on, tuple(chosen))


def clear() -> None:
    """Set every filter back to nothing."""
    for name in _DATES:
        st.session_state[name] = None
    st.session_state["outlets"] = []


def scope(choice: Choice, searched: str) -> str:
    """The line under the conversation: what a question asked now will be looked for in."""
    asked = f" Asked on {phrases.day(choice.asked_on)}." if choice.asked_on else ""
    return searched + asked


def _day(title: str, key: str, explanation: str) -> date | None:
    value = st.date_input(
        title, value=None, min_value=EARLIEST, max_value=LATEST, key=key, help=explanation, format="YYYY-MM-DD"
    )
    return value if isinstance(value, date) else None
