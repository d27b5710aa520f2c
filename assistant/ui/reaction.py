"""Under an answer: whether it was right and why not, and under a question without an answer, asking it again."""

from __future__ import annotations

import streamlit as st

from assistant import Conversations, ConversationUnavailable, Feedback, Outcome
from assistant.ui.conversation import Exchange
from assistant.ui.kept import being_answered, judge, wait_for_end
from assistant.ui.text import html, label
from assistant.ui.turn import Slots

AGAIN = "again"
"""The key of the exchange to ask again, in the session."""


def show_reaction(saved: Conversations, exchange: Exchange, at: Slots) -> None:
    """What a reader can do about a finished exchange of their own."""
    with at.below:
        if exchange.answer is not None:
            _show_feedback(saved, exchange)
        elif exchange.turn in being_answered():
            at.answer.info("Being answered in another window …", icon=":material/hourglass_top:")
            wait_for_end(exchange)
        else:
            st.button(
                "Ask again", key=f"again{exchange.key}", on_click=_again, args=(exchange,), icon=":material/replay:"
            )


def _show_feedback(saved: Conversations, exchange: Exchange) -> None:
    given = exchange.feedback
    with st.container(key=f"feedback{exchange.key}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html('<span class="fc-quiet">Is this answer right?</span>', width="content")
        key = f"thumb{exchange.key}"
        if given is not None:
            st.session_state[key] = int(given.right)  # as it is stored: another window may have changed it
        st.feedback("thumbs", key=key, on_change=_thumb, args=(saved, exchange, key))
    if given is not None:
        st.html(f'<p class="fc-quiet" role="status" dir="auto">{html(_told(given))}</p>')
        with st.expander("Say why" if given == Feedback(right=given.right) else "Change what you said"):
            _show_reason(saved, exchange, given)


def _thumb(saved: Conversations, exchange: Exchange, key: str) -> None:
    thumb = st.session_state[key]
    if thumb is not None:
        _keep(saved, exchange, Feedback(right=bool(thumb)))


def _show_reason(saved: Conversations, exchange: Exchange, given: Feedback) -> None:
    # What is kept, here or in another window, is what the fields begin with again.
    key = f"why{exchange.key}-{exchange.revision}-{int(given.right)}"
    reason, expected, silent = f"{key}-reason", f"{key}-expected", f"{key}-silent"
    with st.form(key, border=False):
        st.text_area("What is right about it" if given.right else "What is wrong with it", given.reason, key=reason)
        if not given.right:
            st.text_input("The right answer, if you know it", given.expected, key=expected)
            if exchange.answer and exchange.answer.outcome in (Outcome.ANSWERED, Outcome.CONTESTED):
                st.checkbox("The archive does not say", given.archive_is_silent, key=silent)

        def keep() -> None:
            told = st.session_state
            words = {"reason": told[reason], "expected": told.get(expected, given.expected)}
            silence = told.get(silent, given.archive_is_silent)
            _keep(saved, exchange, Feedback(right=given.right, **words, archive_is_silent=silence))

        # Before the run begins: one that ends early, where the next click finds it, would not have come here.
        st.form_submit_button("Keep it", on_click=keep)


def _keep(saved: Conversations, exchange: Exchange, feedback: Feedback) -> None:
    try:
        judge(saved, exchange, feedback)
    except ConversationUnavailable as error:
        st.error(label(str(error)))


def _told(feedback: Feedback) -> str:
    parts = ["Kept: right." if feedback.right else "Kept: wrong."]
    parts += [f"“{feedback.reason}”"] if feedback.reason else []
    parts += ["The archive does not say."] if feedback.archive_is_silent else []
    parts += [f"Right would be: {feedback.expected}"] if feedback.expected else []
    return " ".join(parts)


def _again(exchange: Exchange) -> None:
    st.session_state[AGAIN] = exchange.key
