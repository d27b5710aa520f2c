"""The page: the archive, the sidebar, the conversation so far, the next question."""

from __future__ import annotations

import threading

import streamlit as st

from assistant import Assistant, AssistantError, BackgroundPull, Coverage, Mode, Settings
from assistant.ui import phrases
from assistant.ui.conversation import Conversation
from assistant.ui.filters import Choice, scope, sidebar
from assistant.ui.model import show_model
from assistant.ui.style import STYLE
from assistant.ui.text import html, label
from assistant.ui.turn import show_live, show_past

TITLE = "Fact-check the archive"
LONGEST = 4_000
"""Characters the question box takes; the assistant reads as many."""
SUGGESTIONS = 4


def show() -> None:
    """Draw the page. Whatever cannot work is told in one line with what to do about it."""
    st.set_page_config(page_title=TITLE, layout="centered")
    st.html(STYLE)
    st.title(TITLE, anchor=False)
    try:
        settings = Settings.load()
        assistant = _opened(repr(settings), settings)
        pull = _model_pull(repr(settings), settings, assistant)
        _show_conversation(assistant, repr(settings), pull)
    except AssistantError as error:
        st.error(label(str(error)), icon=":material/error:")
        st.button("Try again", key="again")


def _show_conversation(assistant: Assistant, key: str, pull: BackgroundPull | None) -> None:
    conversation = _conversation()
    whole = _coverage(key, Choice(), assistant)
    choice = sidebar(whole.outlets, phrases.MODES[assistant.mode], conversation.start_anew)
    covered = _coverage(key, choice, assistant)
    if pull is not None:
        with st.sidebar:
            show_model(pull)
    welcome, talk = st.empty(), st.container(key="talk")
    with talk:
        for exchange in conversation.exchanges:
            show_past(exchange)
    with st.container(key="ask"):  # in a container it stays where it is put, and nothing scrolls by itself
        nothing = "" if covered.articles else " fc-nothing"
        line = html(scope(choice, phrases.in_scope(covered)))
        st.html(f'<p class="fc-quiet fc-scope{nothing}" role="status">{line}</p>')
        typed = st.chat_input("Ask what the archive says", key="question", max_chars=LONGEST, submit_mode="stop")
    question = typed or st.session_state.pop("suggested", None)
    if question:
        welcome.empty()
        with talk:
            show_live(assistant, conversation, question, choice.options)
        st.rerun()
    if not conversation.exchanges:
        with welcome.container():
            _show_suggestions(_suggestions(key, whole.articles_in_archive, assistant))


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


@st.cache_resource(show_spinner="Opening the archive …")
def _opened(key: str, _settings: Settings) -> Assistant:
    """One assistant for all visitors. A failure is raised and not kept, so that the next run tries again."""
    assistant = Assistant.open(_settings)
    threading.Thread(target=_warm_up, args=(assistant,), name="warm-up", daemon=True).start()
    return assistant


@st.cache_resource(show_spinner=False)
def _model_pull(key: str, _settings: Settings, _assistant: Assistant) -> BackgroundPull | None:
    """Begun once for all visitors, when it is wanted and no model is there; `auto` then finds it by itself."""
    if not _settings.pull_model or _settings.mode != "auto" or _assistant.mode is not Mode.QUOTES:
        return None
    pull = BackgroundPull(_settings.models, _settings.model_catalogue)
    pull.start()
    return pull


def _warm_up(assistant: Assistant) -> None:
    try:
        assistant.warm_up()
    except AssistantError:
        return  # the first answer that needs it will say so in its notes


@st.cache_data(ttl=30, max_entries=200, show_spinner=False)
def _coverage(key: str, choice: Choice, _assistant: Assistant) -> Coverage:
    """What the filters let through; counted again after half a minute, as the archive may have grown."""
    return _assistant.coverage(choice.filters)


@st.cache_data(max_entries=20, show_spinner=False)
def _suggestions(key: str, articles: int, _assistant: Assistant) -> list[str]:
    """Found once for an archive of this size: each is a question that was tried."""
    return _assistant.suggestions(SUGGESTIONS)
