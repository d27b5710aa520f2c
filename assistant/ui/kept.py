"""Between the page and the saved conversations: which one is open, and what happens in it is stored at once."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from assistant import ConversationNotFound, Conversations, ConversationUnavailable, Feedback
from assistant.ui.conversation import FAILED, Conversation, Exchange
from assistant.ui.opened import Site
from assistant.ui.text import as_sentence

ADDRESS = "conversation"
"""What a conversation's id is called in the address of the page."""
LOOK_SECONDS = 1.0
_OPEN = "open_conversation"


def store(site: Site) -> Conversations | None:
    """The saved conversations of who is here; None when they cannot be used, and the page then says so."""
    try:
        return Conversations(site.assistant.settings.conversations, site.owner)
    except ConversationUnavailable as error:
        _open().trouble = f"This conversation is not being saved: {error}."
        return None


def current(saved: Conversations | None, site: Site) -> Conversation:
    """The conversation that the address names, else the one that was open, as it is stored now.

    Back to the address before a conversation leads out of it.
    """
    wanted = st.query_params.get(ADDRESS)
    conversation = _open()
    if saved is None:
        return conversation
    if (wanted and wanted != conversation.id) or (not wanted and site.left_by_back(conversation.named_since)):
        conversation = _open(Conversation())
    wanted = wanted or conversation.id
    if wanted:
        try:
            conversation.update(saved.get(wanted))
            if st.query_params.get(ADDRESS) != wanted:
                st.query_params[ADDRESS] = wanted
            conversation.named_since = conversation.named_since or time.monotonic()
        except ConversationNotFound as error:
            start_anew()
            conversation = _open()
            conversation.trouble = as_sentence(str(error))
        except ConversationUnavailable as error:
            conversation.trouble = f"Saved conversations cannot be read just now: {error}."
    return conversation


def go_to(conversation: str) -> None:
    """Open a saved conversation at the next run."""
    _open(Conversation())
    st.query_params[ADDRESS] = conversation


def start_anew() -> None:
    """Leave the open conversation as it is saved, and begin another."""
    _open(Conversation())
    st.query_params.pop(ADDRESS, None)


def begin(saved: Conversations | None, conversation: Conversation, question: str, site: Site) -> Exchange:
    """A new exchange, already stored as asked: whatever happens from here on, the question is not lost."""
    count = st.session_state["asked"] = st.session_state.get("asked", 0) + 1
    exchange = Exchange(f"-unsaved{count}", question, site.choice.options)
    conversation.trouble = ""
    if saved is not None and conversation.own:
        settings = {"options": dict(exchange.options), "mode": site.assistant.mode.value}
        try:
            conversation.id, exchange.turn = saved.begin(question, settings, conversation.id)
            conversation.name = saved.get(conversation.id).name
            exchange.key = str(exchange.turn)
            st.query_params[ADDRESS] = conversation.id
        except ConversationUnavailable as error:
            conversation.trouble = f"This question is not being saved: {error}."
    conversation.exchanges.append(exchange)
    conversation.placed = True
    return exchange


@contextmanager
def answering(saved: Conversations | None, conversation: Conversation, exchange: Exchange) -> Iterator[None]:
    """What becomes of the exchange in the block is stored at its end, however it ends: answered, failed or stopped."""
    at_work, turn = being_answered(), exchange.turn or 0
    if exchange.turn is not None:
        at_work.add(exchange.turn)
    try:
        yield
    except Exception as error:  # a visitor is told what to do; the log has the rest
        logging.getLogger(__name__).exception("a question could not be answered")
        exchange.problem = FAILED.format(type(error).__name__)
    finally:
        if saved is not None and exchange.turn is not None:
            try:
                if exchange.answer is None:
                    saved.unanswered(exchange.turn, exchange.problem)
                else:
                    saved.answered(exchange.turn, exchange.answer)
            except ConversationUnavailable as error:
                conversation.trouble = f"The answer could not be saved: {error}."
                exchange.turn = None
            at_work.discard(turn)


def judge(saved: Conversations, exchange: Exchange, feedback: Feedback) -> None:
    """Store what the reader thinks of an answer."""
    if exchange.turn is not None:
        saved.judged(exchange.turn, feedback)
        exchange.feedback = feedback


def wait_for_end(exchange: Exchange) -> None:
    """Draw the page again once nobody answers the exchange any more. In the window that is answering, that is after a
    stop: a stopped run has no say itself in what is shown then."""
    if exchange.turn is not None:
        st.fragment(_look, run_every=LOOK_SECONDS)(exchange.turn)


def _look(turn: int) -> None:
    if turn not in being_answered():
        st.rerun(scope="app")


@st.cache_resource
def being_answered() -> set[int]:
    """The saved turns that some window of this page is answering now."""
    return set()


def _open(conversation: Conversation | None = None) -> Conversation:
    """The conversation of this window; given one, it becomes that."""
    if conversation is not None or _OPEN not in st.session_state:
        st.session_state[_OPEN] = conversation or Conversation()
    found: Conversation = st.session_state[_OPEN]
    return found
