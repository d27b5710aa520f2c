"""The page for questions: the conversation so far, the next question."""

from __future__ import annotations

import streamlit as st

from assistant.ui import phrases
from assistant.ui.conversation import Conversation, Exchange
from assistant.ui.filters import scope
from assistant.ui.kept import answering, begin, current, store, wait_for_end
from assistant.ui.opened import Site, suggestions
from assistant.ui.reaction import AGAIN, show_reaction
from assistant.ui.shelf import show_open, show_shelf
from assistant.ui.text import html, label
from assistant.ui.turn import Slots, place_again, show_live, show_past, slots

SUGGESTIONS = 4


def show(site: Site) -> None:
    saved = store(site)
    conversation = current(saved, site)
    with site.shelf:
        show_shelf(saved, conversation)
    st.title("Ask the archive", anchor=False)
    if conversation.trouble:
        st.warning(label(conversation.trouble), icon=":material/warning:")
    bar = st.container()
    if saved is not None and conversation.id is not None:
        with bar:
            show_open(saved, conversation, site.visitor.signed_in)
    welcome = st.empty()
    if not (conversation.exchanges or st.session_state.get("question") or st.session_state.get("suggested")):
        with welcome.container():
            _show_suggestions(suggestions(site.key, site.whole.articles_in_archive, SUGGESTIONS, site.assistant))
    talk = st.container(key="talk")
    asked_again = st.session_state.pop(AGAIN, None)
    live: tuple[Exchange, Slots] | None = None
    with talk:
        for exchange in conversation.exchanges:
            if exchange.key == asked_again:
                live = exchange, slots(exchange)
                continue
            at = show_past(site, conversation, exchange)
            if saved is not None and conversation.own and exchange.turn is not None:
                show_reaction(saved, exchange, at)
    _stay_in_place(conversation)
    with st.container(key="ask"):  # in a container it stays where it is put, and nothing scrolls by itself
        show_scope(site)
        typed = None
        if conversation.own:
            # No limit of its own: it would swallow a longer paste without a word. The assistant says what is too long.
            typed = st.chat_input("Ask what the archive says", key="question", submit_mode="stop")
        else:
            st.caption("This conversation is somebody else's, shared to be read. To ask, begin a new one.")
    question = (typed or st.session_state.pop("suggested", None) or "").strip()
    if question and live is None:
        welcome.empty()
        new = conversation.id is None
        exchange = begin(saved, conversation, question, site)
        if new and saved is not None:
            with bar:  # now, not when the answer is there: what is read then must not move
                show_open(saved, conversation, site.visitor.signed_in)
        with talk:
            live = exchange, slots(exchange)
    if live is not None:
        exchange, at = live
        with answering(saved, conversation, exchange):
            with at.below:
                wait_for_end(exchange)
            show_live(site, conversation, exchange, at)
        st.rerun()


def _stay_in_place(conversation: Conversation) -> None:
    """When a stored conversation has just been opened: back to where its reader was."""
    if not conversation.exchanges or conversation.placed:
        return
    conversation.placed = True
    st.html(place_again(conversation.exchanges[-1].key), unsafe_allow_javascript=True)


def show_scope(site: Site) -> None:
    """What is searched, and in a narrow window, where the sidebar is closed, the way to change it."""
    with st.container(key="scope", horizontal=True, vertical_alignment="center", gap="small"):
        show_scope_line(site)
        with st.container(key="scope_filters", width="content"):
            st.page_link(site.settings_page, label="Filters", icon=":material/tune:", query_params={})


def show_scope_line(site: Site) -> None:
    """The same without a way to change it."""
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
