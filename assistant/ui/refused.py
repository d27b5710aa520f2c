"""The records that did not become articles, each with its file, its place in it and the reason."""

from __future__ import annotations

import streamlit as st

from assistant import RefusedPage
from assistant.ui import phrases
from assistant.ui.evidence import more
from assistant.ui.holdings import table
from assistant.ui.opened import Site
from assistant.ui.text import html

PAGE = 50


def show(site: Site) -> None:
    words = st.text_input(
        "Words of a file, a place or a reason", key="refused_words", max_chars=200, persist_state="session"
    )
    archivist = site.assistant.archivist
    found = archivist.refused(words, limit=PAGE)
    if not found.total:
        told = "No refused record has these words." if words.strip() else "No record was refused."
        st.html(f'<p class="fc-abstains" role="status">{told}</p>')
        return
    pages = -(-found.total // PAGE)
    page = st.pagination(pages, key=f"refused-{words}") if pages > 1 else 1
    if page > 1:
        found = archivist.refused(words, limit=PAGE, offset=(page - 1) * PAGE)
    st.html(refused_html(found))


def refused_html(found: RefusedPage) -> str:
    """One page of them, with how often each reason is given."""
    reasons = "".join(
        f'<tr><th scope="row" dir="auto">{html(reason)}</th><td>{count:,}</td></tr>' for reason, count in found.reasons
    )
    rows = "".join(
        f'<tr><td dir="auto">{html(record.file)}</td><td dir="auto">{html(record.place)}</td>'
        f'<td dir="auto">{html(record.reason)}</td></tr>'
        for record in found.records
    )
    return (
        f'<p class="fc-summary" role="status">{html(phrases.count(found.total, "record"))} did not become articles.</p>'
        f"{more('Why, by reason', table(('Reason', 'Records'), reasons))}"
        f"{table(('File', 'Place', 'Reason'), rows)}"
    )
