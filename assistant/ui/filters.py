"""Which articles may be used, and the day the question refers to: in the sidebar, and wherever else it is handy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from assistant import Filters
from assistant.ui import phrases
from assistant.ui.bound import bound
from assistant.ui.text import label

EARLIEST, LATEST = date(1600, 1, 1), date(2199, 12, 31)
"""Without these, Streamlit offers ten years around today, and an archive is older than that."""
DAYS = (
    ("published_from", "Published from", "Only articles published on this day or later."),
    ("published_to", "Published to", "Only articles published on this day or earlier."),
    (
        "as_of",
        "As of",
        "Answer as one could on this day: nothing published later is used, nor an article whose date is not known.",
    ),
    (
        "asked_on",
        "Asked on",
        "What “this week” refers to. It hides nothing; articles near this day are preferred. Empty means today.",
    ),
)
"""Each day that can be set: its name, its title, what it does."""
_KEY = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is set."""

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
        return {name: getattr(self, name) for name in ("outlets", *(day[0] for day in DAYS))}


def choice_of(filters: Filters) -> Choice:
    """What was set when these filters were in force."""
    return Choice(filters.published_from, filters.published_to, filters.as_of, None, filters.outlets)


def chosen(outlets: tuple[str, ...]) -> Choice:
    """What is set in this session; `outlets` are those of the archive, and one that it has no more is let go of."""
    choice: Choice = st.session_state.get(_KEY, Choice())
    return replace(choice, outlets=tuple(name for name in choice.outlets if name in outlets))


def sidebar(outlets: tuple[str, ...], mode: str) -> Choice:
    """Show the sidebar and return what is set. `mode` says who answers."""
    with st.sidebar:
        st.subheader("Filters and dates", anchor=False)
        choice = show_filters(outlets)
        st.caption(f"Answers: {label(mode)}.")
    return choice


def show_filters(outlets: tuple[str, ...], place: str = "") -> Choice:
    """The fields, which are the same everywhere. `place` tells those of one part of the page from another's."""
    choice = chosen(outlets)
    pairs = [st.columns(2) if place else (st.container(), st.container()) for _ in range(2)]
    for (name, title, explanation), field in zip(DAYS, [field for pair in pairs for field in pair], strict=True):
        field.date_input(
            title,
            value=None,
            min_value=EARLIEST,
            max_value=LATEST,
            help=explanation,
            format="YYYY-MM-DD",
            **bound(f"{place}{name}", getattr(choice, name), partial(_set, name)),
        )
    st.multiselect(
        "Outlets",
        outlets,
        placeholder="All outlets",
        **bound(f"{place}outlets", list(choice.outlets), lambda names: _set("outlets", tuple(names))),
    )
    st.button("Clear all filters", key=f"{place}clear", on_click=clear, width="stretch")
    return choice


def clear() -> None:
    """Set every filter back to nothing."""
    st.session_state[_KEY] = Choice()


def scope(choice: Choice, searched: str) -> str:
    """The line under the conversation: what a question asked now will be looked for in."""
    asked = f" Asked on {phrases.day(choice.asked_on)}." if choice.asked_on else ""
    return searched + asked


def _set(name: str, value: Any) -> None:
    st.session_state[_KEY] = replace(st.session_state.get(_KEY, Choice()), **{name: value})
