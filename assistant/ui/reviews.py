"""Which review is open, and the saved ones in the sidebar. Each is saved by itself as soon as there is anything of it.

Where people sign in, each has their own; a link opens somebody else's only where its owner shares it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

import streamlit as st

from assistant import AssistantError, DeskEntry, Review, Signature
from assistant.ui.at_work import ADDRESS, desk_of, end
from assistant.ui.opened import Site
from assistant.ui.phrases import stamp
from assistant.ui.reviewed import Reviewed
from assistant.ui.text import html, label

LISTED = 12
"""Reviews listed at once."""
_REVIEWED, _COUNT, _MOST, _UNSAVED = "reviewed", "reviews", "reviews_listed", "unsaved_reviews"


def current(site: Site) -> Reviewed | None:
    """The review that the address names, as it is stored, else the one that was open.

    Raises `AssistantError` when the address names none that may be read here; the address is let go of then.
    """
    reviewed: Reviewed | None = st.session_state.get(_REVIEWED)
    if reviewed is not None:
        end(site, reviewed)
    link = st.query_params.get(ADDRESS)
    open_link = reviewed.saved.link if reviewed and reviewed.saved else None
    if link is None and reviewed and site.left_by_back(reviewed.named_since):
        start_anew()
        return None
    if link is None and open_link is not None:
        st.query_params[ADDRESS] = link = open_link  # it was just made, or one comes back from another page
    if link and link != open_link:
        try:
            saved = desk_of(site).linked(link, "review")
            reviewed = Reviewed(_next_number(), saved.asked, saved.review(), saved=saved, seen=True)
            reviewed.options, reviewed.snapshot = saved.options, saved.snapshot
        except AssistantError:
            start_anew()
            raise
        _open(reviewed)
    if reviewed is None or not reviewed.review.sentences:
        return None
    if reviewed.saved is not None:
        reviewed.named_since = reviewed.named_since or time.monotonic()
    return reviewed


def start_anew() -> None:
    """Leave the open review as it is saved."""
    _open(None)
    st.query_params.pop(ADDRESS, None)


def begin(site: Site, name: str, text: str) -> Reviewed:
    """A review of a text, of which nothing is checked yet, in the place of the one that was open.

    It is opened before it has anything, so that whoever goes elsewhere meanwhile is not called back to it.
    """
    start_anew()
    options = {name: value for name, value in site.choice.options.items() if value}
    reviewed = Reviewed(_next_number(), name, Review.of(text, ()), options=options)
    _open(reviewed)
    return reviewed


def look_again() -> None:
    """Read the open review anew at the next run."""
    st.session_state[_REVIEWED] = None


def signatures(site: Site, reviewed: Reviewed) -> list[Signature]:
    """Who signed what of it; nobody while it is not saved."""
    return desk_of(site).signatures(reviewed.saved.id) if reviewed.saved else []


def show_saved(site: Site, reviewed: Reviewed | None) -> None:
    """The list. The open one is marked by a pressed look and in words for screen readers."""
    st.button("New review", key="new_review", on_click=start_anew, icon=":material/add:", width="stretch")
    most = st.session_state.setdefault(_MOST, LISTED)
    try:
        entries = desk_of(site).listed("review", most + 1)
    except AssistantError as error:
        st.caption(label(str(error)))
        entries = []
    unsaved = [one for one in _unsaved() if one is not reviewed]
    if not (entries or unsaved):
        st.caption("Reviews are kept here.")
        return
    with st.container(key="review_list", gap=None):
        for one in unsaved:
            _entry(f"{one.name} (not saved)", f"unsaved-{one.number}", _go_back_to, one, None, here=False)
        for entry in entries[:most]:
            here = reviewed is not None and reviewed.saved is not None and reviewed.saved.link == entry.link
            name = entry.asked if entry.versions == 1 else f"v{entry.version} · {entry.asked}"
            _entry(name, f"review-{entry.link}", _go_to, entry.link, "The open review" if here else None, here)
            st.html(f'<p class="fc-quiet fc-listed">{html(_told(entry))}</p>')
    if len(entries) > most:
        st.button("Show more", key="more_reviews", on_click=_more, width="stretch")


def _entry(name: str, key: str, go: Callable[..., None], to: object, told: str | None, here: bool) -> None:
    look: Literal["secondary", "tertiary"] = "secondary" if here else "tertiary"
    st.button(label(name), key=key, on_click=go, args=(to,), type=look, help=told, width="stretch")


def _told(entry: DeskEntry) -> str:
    """What tells reviews of one text apart: when each was saved and how far it is signed."""
    if entry.signed == entry.sentences:
        signed = "all signed"
    else:
        signed = f"{entry.signed:,} of {entry.sentences:,} signed" if entry.signed else "not signed"
    return f"{stamp(entry.saved_at)} · {signed}"


def _open(reviewed: Reviewed | None) -> None:
    """Show this one from now on. One that could not be saved stays in the list of its window."""
    before: Reviewed | None = st.session_state.get(_REVIEWED)
    if before is not None and before is not reviewed and before.review.sentences:
        st.session_state[_UNSAVED] = [*(one for one in _unsaved() if one is not before), before]
    st.session_state[_REVIEWED] = reviewed


def _unsaved() -> list[Reviewed]:
    """Those that this window has shown and could not save."""
    return [one for one in st.session_state.get(_UNSAVED, ()) if one.saved is None]


def _next_number() -> int:
    number: int = st.session_state.get(_COUNT, 0) + 1
    st.session_state[_COUNT] = number
    return number


def _go_to(link: str) -> None:
    st.query_params[ADDRESS] = link


def _go_back_to(reviewed: Reviewed) -> None:
    st.query_params.pop(ADDRESS, None)
    _open(reviewed)


def _more() -> None:
    st.session_state[_MOST] += LISTED
