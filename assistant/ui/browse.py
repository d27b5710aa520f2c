"""The articles of the archive: by words, outlet and month, page by page, and one of them to read."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date

import streamlit as st

from assistant import ArchiveUnavailable, Archivist, Listing
from assistant.ui import phrases
from assistant.ui.article import article_html
from assistant.ui.chat import show_scope
from assistant.ui.filters import Choice
from assistant.ui.holdings import month
from assistant.ui.opened import Site, holdings
from assistant.ui.text import html, label

PAGE = 20
"""Articles in a list at once."""
OPENED = "article"
"""The parameter of the address that names the article which is open: a link to it can be kept and sent."""


def show_opened(site: Site) -> bool:
    """The article that the address names, if it names one; whether it does."""
    article_id = st.query_params.get(OPENED)
    if not article_id:
        return False
    st.button("Back to the list", key="back", icon=":material/arrow_back:", on_click=_close)
    try:
        dossier = site.assistant.dossier(article_id)
    except ArchiveUnavailable as error:
        st.title("The archive", anchor=False)
        st.error(label(str(error)), icon=":material/error:")
    else:
        title = phrases.headline(dossier.article.source)
        st.html(
            f'<article class="fc-reading" aria-label="{html(title)}">{article_html(dossier, heading="h1")}</article>'
        )
    return True


def show(site: Site) -> None:
    words, choice = _narrowed(site)
    show_scope(site)
    archivist: Archivist = site.assistant.archivist
    first = archivist.articles(words, choice.filters, limit=PAGE)
    if not first.total:
        st.html('<p class="fc-abstains" role="status">No article fits. Take away a word, the outlet or the month.</p>')
        return
    # A list of its own for each choice: whoever narrows it starts at the first page again.
    page = _page_of(first.total, repr((words, choice)))
    offset = (page - 1) * PAGE
    listing = first if page == 1 else archivist.articles(words, choice.filters, limit=PAGE, offset=offset)
    st.html(f'<p class="fc-summary" role="status">{html(_counted(listing, offset, words))}</p>')
    with st.container(key="articles", gap=None):
        for entry in listing.articles:
            st.button(
                label(phrases.headline(entry.source)),
                key=f"open-{entry.article_id}",
                type="tertiary",
                on_click=_open,
                args=(entry.article_id,),
            )
            told = f"{phrases.publisher(entry.source)} · {phrases.published(entry.source)}"
            told += " · an earlier version" if entry.superseded else ""
            st.html(f'<p class="fc-quiet fc-listed" dir="auto">{html(told)}</p>')


def _narrowed(site: Site) -> tuple[str, Choice]:
    """The words looked for, and the filters of the sidebar with the outlet and the month that are chosen here."""
    held = holdings(site.key, site.choice, site.assistant)
    words = st.text_input(
        "Words, all in one passage or in the headline", key="words", max_chars=200, persist_state="session"
    )
    by_outlet, by_month = st.columns(2)
    outlets = {name: count for name, count in held.outlets if name}
    outlet = by_outlet.selectbox(
        "Outlet",
        outlets,
        index=None,
        key="outlet",
        persist_state="session",
        placeholder="Any outlet",
        format_func=lambda name: f"{name} ({outlets.get(name, 0):,})",
    )
    months = dict(reversed(held.months))
    chosen = by_month.selectbox(
        "Month",
        months,
        index=None,
        key="month",
        persist_state="session",
        placeholder="Any month",
        format_func=lambda first: f"{month(first)} ({months.get(first, 0):,})",
    )
    choice = site.choice
    if outlet:
        choice = replace(choice, outlets=(outlet,))
    if chosen:
        last = date(chosen.year, chosen.month, calendar.monthrange(chosen.year, chosen.month)[1])
        choice = replace(
            choice,
            published_from=max(chosen, choice.published_from or chosen),
            published_to=min(last, choice.published_to or last),
        )
    return words, choice


def _page_of(total: int, of: str) -> int:
    pages = -(-total // PAGE)
    return st.pagination(pages, key=f"page-{of}", persist_state="session") if pages > 1 else 1


def _counted(listing: Listing, offset: int, words: str) -> str:
    shown = f"{offset + 1:,} to {offset + len(listing.articles):,} of {'more than ' if listing.cut else ''}"
    order = "best match first" if words.strip() else "newest first"
    return f"{shown}{phrases.count(listing.total, 'article')}, {order}"


def _open(article_id: str) -> None:
    st.query_params[OPENED] = article_id


def _close() -> None:
    st.query_params.pop(OPENED, None)
