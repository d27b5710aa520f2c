"""What all visitors share: the opened assistant, the model being fetched, and what is counted in the archive."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Assistant, AssistantError, BackgroundPull, Coverage, Holdings, Mode, Settings, months_chart
from assistant.ui.account import Visitor
from assistant.ui.filters import Choice

ADDRESS_SECONDS = 2.0
"""A click within this time of a new address may still come with the old one."""


@dataclass(frozen=True)
class Site:
    """What every page works with: the assistant, what the filters are set to, and what they let through."""

    assistant: Assistant
    """As this session wants it."""
    settings: Settings
    """As the server is configured."""
    key: str
    """Names the settings, so that what is kept between runs is of the same archive."""
    choice: Choice
    covered: Coverage
    whole: Coverage
    visitor: Visitor
    settings_page: st.Page
    shelf: DeltaGenerator
    """Where saved conversations stand in the sidebar: above the filters."""
    stayed: bool
    """Whether the page that is open was open before."""

    def left_by_back(self, named_since: float | None) -> bool:
        """Whether an address that names nothing was left by the browser's Back: it has named what is open since then
        (`time.monotonic`), long enough for the browser to know, and no other page lies between."""
        return self.stayed and named_since is not None and time.monotonic() - named_since > ADDRESS_SECONDS

    @property
    def owner(self) -> str:
        return self.visitor.owner


@st.cache_resource(show_spinner="Opening the archive …")
def opened(key: str, _settings: Settings) -> Assistant:
    """One assistant for all visitors. A failure is raised and not kept, so that the next run tries again."""
    assistant = Assistant.open(_settings)
    threading.Thread(target=_warm_up, args=(assistant,), name="warm-up", daemon=True).start()
    return assistant


@st.cache_resource(show_spinner=False)
def model_pull(key: str, _settings: Settings, _assistant: Assistant) -> BackgroundPull | None:
    """Begun once for all visitors, when it is wanted and no model is there; `auto` then finds it by itself."""
    if not _settings.pull_model or _settings.mode != "auto" or _assistant.mode is not Mode.QUOTES:
        return None
    pull = BackgroundPull(_settings.models, _settings.model_catalogue)
    pull.start()
    return pull


@st.cache_data(ttl=30, max_entries=200, show_spinner=False)
def coverage(key: str, choice: Choice, _assistant: Assistant) -> Coverage:
    """What the filters let through; counted again after half a minute, as the archive may have grown."""
    return _assistant.coverage(choice.filters)


@st.cache_data(ttl=30, max_entries=200, show_spinner=False)
def holdings(key: str, choice: Choice, _assistant: Assistant) -> Holdings:
    """The same by month and by outlet."""
    return _assistant.archivist.holdings(choice.filters)


def count_anew() -> None:
    """Forget what was counted: the archive has changed."""
    coverage.clear()
    holdings.clear()


@st.cache_data(max_entries=20, show_spinner=False)
def suggestions(key: str, articles: int, most: int, _assistant: Assistant) -> list[str]:
    """Found once for an archive of this size: each is a question that was tried."""
    return _assistant.suggestions(most)


def _warm_up(assistant: Assistant) -> None:
    try:
        if chart := months_chart(assistant.archivist.holdings()):
            chart.to_dict()  # Altair takes a second to load, and the first answer is drawn with it
        assistant.warm_up()
    except AssistantError:
        return  # the first answer that needs it will say so in its notes
