"""The saved reviews in the sidebar, and what can be done with the open one: sign, share, link, delete.

Where people sign in, each has their own; a link opens somebody else's only where its owner shares it.
"""

from __future__ import annotations

import streamlit as st

from assistant import AssistantError, Desk, SavedWork, Signature
from assistant.ui.opened import Site
from assistant.ui.phrases import moment
from assistant.ui.reviewed import Reviewed
from assistant.ui.text import label

ADDRESS = "review"
"""What a saved review is called in the address of the page."""
MOST_LISTED = 12
_REVIEWED, _COUNT, _DELETING = "reviewed", "reviews", "deleting_review"


def desk_of(site: Site) -> Desk:
    """The desk of who is here. Raises `AssistantError` when it cannot be used."""
    return Desk(site.assistant.settings.archive, site.owner)


def keep(reviewed: Reviewed | None) -> None:
    """Show this one from now on."""
    st.session_state[_REVIEWED] = reviewed


def next_number() -> int:
    number: int = st.session_state.get(_COUNT, 0) + 1
    st.session_state[_COUNT] = number
    return number


def current(site: Site) -> Reviewed | None:
    """The review that the address names, as it is stored, else the one made last and not saved.

    Raises `AssistantError` when the address names none that may be read here; the address is let go of then.
    """
    reviewed: Reviewed | None = st.session_state.get(_REVIEWED)
    link = st.query_params.get(ADDRESS)
    open_link = reviewed.saved.link if reviewed and reviewed.saved else None
    if link is None and open_link is not None:
        st.query_params[ADDRESS] = link = open_link  # back from another page
    if link and link != open_link:
        try:
            saved = desk_of(site).linked(link, "review")
            reviewed = Reviewed(next_number(), saved.asked, saved.review(), saved=saved)
        except AssistantError:
            start_anew()
            raise
        keep(reviewed)
    return reviewed


def start_anew() -> None:
    """Leave the open review as it is saved."""
    keep(None)
    st.query_params.pop(ADDRESS, None)


def show_saved(site: Site, reviewed: Reviewed | None) -> None:
    """The list. The open one is marked by a pressed look and in words for screen readers."""
    st.button("New review", key="new_review", on_click=start_anew, icon=":material/add:", width="stretch")
    try:
        entries = desk_of(site).listed("review", MOST_LISTED)
    except AssistantError as error:
        st.caption(label(str(error)))
        return
    if not entries:
        st.caption("Saved reviews are kept here.")
        return
    with st.container(key="review_list", gap=None):
        for entry in entries:
            here = reviewed is not None and reviewed.saved is not None and reviewed.saved.link == entry.link
            st.button(
                label(entry.asked),
                key=f"review-{entry.link}",
                on_click=_go_to,
                args=(entry.link,),
                type="secondary" if here else "tertiary",
                help="The open review" if here else f"Saved on {moment(entry.saved_at)}",
                width="stretch",
            )


def show_open(site: Site, reviewed: Reviewed, saved: SavedWork) -> None:
    """Whose it is and since when it is kept, and a menu."""
    with st.container(key="open_review_bar", horizontal=True, vertical_alignment="center"):
        told = f"{reviewed.name} · saved on {moment(saved.saved_at)}"
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
            st.button("New review", key="new_review_here", on_click=start_anew, icon=":material/add:", width="stretch")
            if saved.own:
                _delete(site, saved)


def signatures(site: Site, reviewed: Reviewed) -> list[Signature]:
    """Who signed what of it; nobody while it is not saved."""
    return desk_of(site).signatures(reviewed.saved.id) if reviewed.saved else []


def save(site: Site, reviewed: Reviewed) -> None:
    """Keep a review for who is here, and name it in the address."""
    options = {name: value for name, value in site.choice.options.items() if value}
    try:
        desk = desk_of(site)
        number = desk.save("review", reviewed.name, options, reviewed.review.to_dict(), site.assistant.snapshot())
        reviewed.saved = desk.one(number)
    except AssistantError as error:
        st.error(label(str(error)))
        return
    st.query_params[ADDRESS] = reviewed.saved.link


def show_signing(site: Site, reviewed: Reviewed, saved: SavedWork) -> None:
    """A form to sign one of its sentences."""
    with st.expander("Sign a sentence"), st.form("sign", clear_on_submit=True, border=False):
        sentence = st.number_input("Sentence", min_value=1, max_value=len(reviewed.review.sentences), step=1)
        name = st.text_input("Checked by", site.visitor.name)
        comment = st.text_input("Comment")
        if st.form_submit_button("Sign"):
            try:
                desk_of(site).sign(saved.id, int(sentence), name, comment)
                st.rerun()
            except AssistantError as error:
                st.error(label(str(error)))


def _go_to(link: str) -> None:
    st.query_params[ADDRESS] = link


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
