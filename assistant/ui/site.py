"""The frame of all pages: the archive, the sidebar, and which page is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from assistant import AssistantError, Settings
from assistant.ui import archive, chat, claim, draft, phrases
from assistant.ui import settings as settings_page
from assistant.ui.account import show_account, visitor
from assistant.ui.filters import Choice, sidebar
from assistant.ui.keyboard import listen
from assistant.ui.model import show_model
from assistant.ui.opened import Site, coverage, model_pull, opened
from assistant.ui.preferences import preferred
from assistant.ui.style import STYLE
from assistant.ui.text import as_sentence, label

TITLE = "Fact-check the archive"
_PAGE = "page"


def show() -> None:
    """Draw the page that is open. Whatever cannot work is told in one line with what to do about it."""
    st.set_page_config(page_title=TITLE, layout="centered")
    st.html(STYLE)
    try:
        _show()
    except AssistantError as error:
        st.error(label(as_sentence(str(error))), icon=":material/error:")
        st.button("Try again", key="again")


def _show() -> None:
    settings = Settings.load()
    who = visitor(settings)
    if who is None:
        return
    shelf = st.sidebar.container(key="conversations")
    key = repr(settings)
    assistant = opened(key, settings)
    pull = model_pull(key, settings, assistant)
    assistant = preferred(assistant)
    whole = coverage(key, Choice(), assistant)
    choice = sidebar(whole.outlets, phrases.MODES[assistant.mode])
    if pull is not None:
        with st.sidebar:
            show_model(pull)
    with st.sidebar:
        show_account(who)
        listen()

    def draw(view: Callable[[Site], None]) -> None:
        view(site)

    views = (
        ("Ask", "ask", chat.show),
        ("Check", "check", claim.show),
        ("Review", "review", draft.show),
        ("Archive", "archive", archive.show),
        ("Settings", "settings", settings_page.show),
    )
    pages = [
        st.Page(partial(draw, view), title=title, url_path=path, default=path == "ask") for title, path, view in views
    ]
    page = st.navigation(pages, position="top")
    stayed = st.session_state.get(_PAGE) == page.url_path
    st.session_state[_PAGE] = page.url_path
    covered = coverage(key, choice, assistant)
    site = Site(assistant, settings, key, choice, covered, whole, who, pages[-1], shelf, stayed)
    page.run()
