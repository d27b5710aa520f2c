"""The saved conversations in the sidebar, and what can be done with the open one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from assistant import (
    AssistantError,
    ConversationForm,
    Conversations,
    ConversationUnavailable,
    SavedConversation,
    export_conversation,
)
from assistant.ui.conversation import Conversation
from assistant.ui.kept import ADDRESS, go_to, start_anew
from assistant.ui.phrases import count
from assistant.ui.text import label

LISTED = 8
"""Conversations listed at once: the filters below them stay in reach."""
_DELETING = "deleting_conversation"
"""The conversation whose deletion has to be confirmed, in the session."""
FORMS: tuple[tuple[str, ConversationForm, str, str], ...] = (
    ("Markdown", "markdown", "md", "text/markdown"),
    ("HTML", "html", "html", "text/html"),
    ("JSON", "json", "json", "application/json"),
)


def show_shelf(saved: Conversations | None, conversation: Conversation) -> None:
    """The list, with a search. The open conversation is marked by a pressed look and in words for screen readers."""
    st.button("New conversation", key="new", on_click=start_anew, icon=":material/add:", width="stretch")
    if saved is None:
        return
    most = st.session_state.setdefault("conversations_listed", LISTED)
    try:
        anything = bool(saved.listed(most=1))
        if not anything:
            st.caption("Conversations are kept here.")
            return
        wanted = st.text_input(
            "Find a conversation",
            key="find_conversation",
            placeholder="Find a conversation",
            label_visibility="collapsed",
            icon=":material/search:",
        )
        entries = saved.listed(wanted, most + 1)
    except ConversationUnavailable as error:
        st.caption(label(str(error)))
        return
    with st.container(key="conversation_list", gap=None):
        for entry in entries[:most]:
            here = entry.id == conversation.id
            st.button(
                label(entry.name),
                key=f"open-{entry.id}",
                on_click=go_to,
                args=(entry.id,),
                type="secondary" if here else "tertiary",
                help="The open conversation" if here else None,
                width="stretch",
            )
            if entry.found:
                st.caption(label(entry.found))
    if not entries:
        st.caption("No conversation has all of these words.")
    if len(entries) > most:
        st.button("Show more", key="more_conversations", on_click=_more, width="stretch")


def show_open(saved: Conversations, conversation: Conversation, signed_in: bool) -> None:
    """The name of the open conversation, and a menu: rename, link, export, delete."""
    if conversation.id is None:
        return
    with st.container(key="open_conversation_bar", horizontal=True, vertical_alignment="center"):
        st.caption(label(conversation.name) + ("" if conversation.own else " · shared with you, to read"))
        with st.popover("Conversation", icon=":material/more_horiz:", width="content"):
            if conversation.own:
                _rename(saved, conversation.id, conversation.name)
            _link(saved, conversation, signed_in)
            _export(saved, conversation)
            if conversation.own:
                _delete(saved, conversation.id, len(conversation.exchanges))


def _rename(saved: Conversations, conversation: str, name: str) -> None:
    with st.form("rename", border=False):
        st.text_input("Name", name, key=f"name-{conversation}")
        st.form_submit_button("Rename", on_click=_rename_it, args=(saved, conversation))


def _rename_it(saved: Conversations, conversation: str) -> None:
    _try(lambda: saved.rename(conversation, st.session_state[f"name-{conversation}"]))


def _link(saved: Conversations, conversation: Conversation, signed_in: bool) -> None:
    assert conversation.id is not None
    if conversation.own and signed_in:
        key = f"share-{conversation.id}"
        st.session_state[key] = conversation.shared  # as it is stored: another window may have changed it
        st.toggle(
            "Others may read it by its link",
            key=key,
            on_change=_share,
            args=(saved, conversation.id),
            help="Everybody who can sign in here and has the link. They cannot change it. Off, only you can open it.",
        )
    st.caption("Link to the stored answers")
    st.code(f"{(st.context.url or '').split('?')[0].rstrip('/')}/?{ADDRESS}={conversation.id}", language=None)


def _share(saved: Conversations, conversation: str) -> None:
    _try(lambda: saved.share(conversation, st.session_state[f"share-{conversation}"]))


def _export(saved: Conversations, conversation: Conversation) -> None:
    assert conversation.id is not None
    st.caption("Take it along")
    with st.container(horizontal=True, gap="small"):
        for title, form, ending, kind in FORMS:
            st.download_button(
                title,
                partial(_document, saved, conversation.id, form),
                f"{_file_name(conversation.name)}.{ending}",
                kind,
                key=f"export-{form}",
                on_click="ignore",
            )


def _document(saved: Conversations, conversation: str, form: ConversationForm) -> str:
    whole: SavedConversation = saved.get(conversation)
    return export_conversation(whole, form)


def _file_name(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name).split())[:60] or "conversation"


def _delete(saved: Conversations, conversation: str, questions: int) -> None:
    """Asks first, in the same place: a dialog would come up behind the menu."""
    asked = st.session_state.get(_DELETING) == conversation
    if not asked:
        st.button(
            "Delete …",
            key="delete",
            icon=":material/delete:",
            on_click=_ask_first,
            args=(conversation,),
            width="stretch",
        )
        return
    st.warning(
        f"Delete it with {count(questions, 'question')} and the answers? It cannot be brought back, and its link will "
        "lead nowhere.",
        icon=":material/delete:",
    )
    with st.container(horizontal=True):
        st.button("Delete it", key="delete_it", on_click=_delete_it, args=(saved, conversation))
        st.button("Do not delete", key="keep_it", on_click=_ask_first, args=(None,))


def _delete_it(saved: Conversations, conversation: str) -> None:
    if _try(lambda: saved.delete(conversation)):
        start_anew()


def _ask_first(conversation: str | None) -> None:
    st.session_state[_DELETING] = conversation


def _try(change: Callable[[], None]) -> bool:
    """Whether a change was made; if not, the page says why.

    Only called before a run begins. A run ends where the next click finds it, and one that had not come as far as the
    button that began it would have lost the click.
    """
    try:
        change()
    except AssistantError as error:
        st.error(label(str(error)))
        return False
    return True


def _more() -> None:
    st.session_state["conversations_listed"] += LISTED
