"""The page for questions: the conversation so far, the next question."""

from __future__ import annotations

import streamlit as st

from assistant.ui import phrases
from assistant.ui.conversation import Conversation
from assistant.ui.filters import scope
from assistant.ui.opened import Site, suggestions
from assistant.ui.text import html, label
from assistant.ui.turn import show_live, show_past

LONGEST = 4_000
"""Characters the question box takes; the assistant reads as many."""
SUGGESTIONS = 4


def show(site: Site) -> None:
    conversation = _conversation()
    st.title("Ask the archive", anchor=False)
    with st.sidebar:
        st.button(
            "New conversation", key="new", on_click=conversation.start_anew, icon=":material/add:", width="stretch"
        )
    welcome, talk = st.empty(), st.container(key="talk")
    with talk:
        for exchange in conversation.exchanges:
            show_past(exchange, site)
    with st.container(key="ask"):  # in a container it stays where it is put, and nothing scrolls by itself
        show_scope(site)
        typed = st.chat_input("Ask what the archive says", key="question", max_chars=LONGEST, submit_mode="stop")
    question = typed or st.session_state.pop("suggested", None)
    if question:
        welcome.empty()
        with talk:
            show_live(site.assistant, conversation, question, site.choice.options)
        st.rerun()
    if not conversation.exchanges:
        with welcome.container():
            _show_suggestions(suggestions(site.key, site.whole.articles_in_archive, SUGGESTIONS, site.assistant))


def show_scope(site: Site) -> None:
    """The line that says what is searched."""
    nothing = "" if site.covered.articles else " fc-nothing"
    line = html(scope(site.choice, phrases.in_scope(site.covered)))
    st.html(f'<p class="fc-quiet fc-scope{nothing}" role="status">{line}</p>')


def _show_suggestions(questions: list[str]) -> None:
    """Questions to start from. Choosing one asks it."""
    if not questions:
        st.caption("Ask a question below.")
        return
    st.caption("Ask a question below, or start with one that this archive answers:")
    for number, question in enumerate(questions):
        st.button(label(question), key=f"suggestion{number}", on_click=_suggest, args=(question,), type="secondary")


def _suggest(question: str) -> None:
    st.session_state["suggested"] = question


def _conversation() -> Conversation:
    if "conversation" not in st.session_state:
        st.session_state["conversation"] = Conversation()
    found: Conversation = st.session_state["conversation"]
    return found
