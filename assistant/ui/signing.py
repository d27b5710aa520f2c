"""Signing a sentence of a review where it stands. A comment is kept until it is signed, whatever is opened between."""

from __future__ import annotations

import streamlit as st

from assistant import AssistantError, SavedWork
from assistant.ui.at_work import desk_of
from assistant.ui.bound import bound
from assistant.ui.opened import Site
from assistant.ui.text import as_sentence, label

_NAME, _COMMENTS, _OPEN, _TROUBLE = "checked_by", "sign_comments", "signing", "signing_trouble"
At = tuple[str, int]
"""A sentence: the link of its review and its number."""


def show_signing(site: Site, saved: SavedWork, number: int) -> None:
    """Under a sentence: the way to sign it, or the fields to do so."""
    at = (saved.link, number)
    name = f"{saved.link}-{number}"
    comment = _comments().get(at, "")
    if st.session_state.get(_OPEN) != at:
        told = f"Sign sentence {number}" + (" (comment not signed yet)" if comment else "")
        st.button(told, key=f"sign-{name}", type="tertiary", icon=":material/stylus:", on_click=_choose, args=(at,))
        return
    with st.container(key="signing", border=True):
        who = bound(f"by-{name}", st.session_state.get(_NAME, site.visitor.name), _keep_name)
        st.text_input("Checked by", **who)
        st.text_input("Comment", **bound(f"comment-{name}", comment, lambda text: _keep_comment(at, text)))
        if trouble := st.session_state.get(_TROUBLE):
            st.error(label(trouble))
        with st.container(horizontal=True):
            st.button("Sign", key=f"do-{name}", type="primary", on_click=_sign, args=(site, saved, number, name))
            st.button("Not now", key=f"not-{name}", on_click=_choose, args=(None,))


def _comments() -> dict[At, str]:
    found: dict[At, str] = st.session_state.setdefault(_COMMENTS, {})
    return found


def _keep_name(name: str) -> None:
    st.session_state[_NAME] = name


def _keep_comment(at: At, comment: str) -> None:
    _comments()[at] = comment


def _choose(at: At | None) -> None:
    st.session_state[_OPEN] = at
    st.session_state.pop(_TROUBLE, None)


def _sign(site: Site, saved: SavedWork, number: int, name: str) -> None:
    who, comment = st.session_state[f"by-{name}"], st.session_state[f"comment-{name}"]
    try:
        desk_of(site).sign(saved.id, number, who, comment)
    except AssistantError as error:
        st.session_state[_TROUBLE] = as_sentence(str(error))
        return
    _keep_name(who)
    _comments().pop((saved.link, number), None)
    _choose(None)
