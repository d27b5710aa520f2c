"""What can be done with the open review as a whole: share, link, edit its draft, delete."""

from __future__ import annotations

import streamlit as st

from assistant import AssistantError, SavedWork
from assistant.ui.at_work import ADDRESS, desk_of
from assistant.ui.opened import Site
from assistant.ui.phrases import count, moment
from assistant.ui.reviewed import Reviewed
from assistant.ui.reviews import start_anew
from assistant.ui.text import label

DRAFT = "draft"
"""The key of the field for a draft."""
_DELETING = "deleting_review"


def show_open(site: Site, reviewed: Reviewed, saved: SavedWork, signed: int) -> None:
    """Whose it is, since when it is kept and how many of its sentences are signed, and a menu."""
    with st.container(key="open_review_bar", horizontal=True, vertical_alignment="center"):
        told = f"{reviewed.name} · saved on {moment(saved.saved_at)}"
        if signed:
            told += f" · {count(signed, 'sentence')} signed"
        st.caption(label(told if saved.own else f"{told} · shared with you, to read"))
        with st.popover("Review", icon=":material/more_horiz:", width="content"):
            if saved.own and site.visitor.signed_in:
                st.toggle(
                    "Others may read it by its link",
                    saved.shared,
                    key=f"share-{saved.link}",
                    on_change=_share,
                    args=(site, reviewed, saved),
                    help="Everybody who can sign in here and has the link. They cannot change or sign it.",
                )
            st.caption("Link to the stored review")
            st.code(f"{(st.context.url or '').split('?')[0]}?{ADDRESS}={saved.link}", language=None)
            st.button(
                "Edit the draft and review it again",
                key="edit_draft",
                on_click=_edit,
                args=(reviewed.review.text,),
                icon=":material/edit:",
                width="stretch",
            )
            st.button("New review", key="new_review_here", on_click=start_anew, icon=":material/add:", width="stretch")
            if saved.own:
                _delete(site, saved)


def _edit(text: str) -> None:
    start_anew()
    st.session_state[DRAFT] = text


def _share(site: Site, reviewed: Reviewed, saved: SavedWork) -> None:
    try:
        desk = desk_of(site)
        desk.share(saved.id, not saved.shared)
        reviewed.saved = desk.one(saved.id)
    except AssistantError as error:
        st.error(label(str(error)))


def _delete(site: Site, saved: SavedWork) -> None:
    """Asks first, in the same place."""
    if st.session_state.get(_DELETING) != saved.link:
        st.button(
            "Delete …",
            key="delete_review",
            icon=":material/delete:",
            on_click=_ask_first,
            args=(saved.link,),
            width="stretch",
        )
        return
    st.warning(
        "Delete it with everything that was signed? It cannot be brought back, and its link will lead nowhere.",
        icon=":material/delete:",
    )
    with st.container(horizontal=True):
        st.button("Delete it", key="delete_review_it", on_click=_delete_it, args=(site, saved))
        st.button("Do not delete", key="keep_review", on_click=_ask_first, args=(None,))


def _delete_it(site: Site, saved: SavedWork) -> None:
    try:
        desk_of(site).delete(saved.id)
        start_anew()
    except AssistantError as error:
        st.error(label(str(error)))


def _ask_first(link: str | None) -> None:
    st.session_state[_DELETING] = link
