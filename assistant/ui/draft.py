"""The page for a whole draft: paste or upload it, see every checkable sentence marked, sign it off, take it along."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import streamlit as st

from assistant import AssistantError, Desk, Dossier, Review, read_draft, review_html
from assistant.ui.answer import Anchor
from assistant.ui.chat import show_scope
from assistant.ui.highlights import articles_of, cited_panels
from assistant.ui.opened import Site
from assistant.ui.review import Anchors, Which, cited, draft_html, entry_html, numbered, summary_text
from assistant.ui.text import html, label

LISTED = 40
"""Sentences listed at once; the browser draws each with the articles that it cites."""
KINDS = ("txt", "md", "docx", "html", "pdf")


@dataclass
class Reviewed:
    """The draft reviewed last, as the page keeps it between runs."""

    number: int
    name: str
    review: Review
    articles: dict[str, Dossier] = field(default_factory=dict)
    saved: int | None = None
    """Its number among the saved reviews."""
    listed: int = LISTED

    def anchors(self, sentence: int) -> Anchors:
        """The ids of the marks of what a sentence cites, never used twice in a session."""

        def of(quote: int | None) -> Anchor:
            whose = f"{self.entry(sentence)}{'' if quote is None else f'q{quote}'}"
            return lambda kind, number: f"{whose}-{kind}{number}"

        return of

    def entry(self, sentence: int) -> str:
        """The id of a sentence's entry in the list."""
        return f"review{self.number}s{sentence}"


def show(site: Site) -> None:
    st.title("Review a draft", anchor=False)
    with st.form("review", border=False, enter_to_submit=False):
        pasted = st.text_area("Paste a draft, a speech or a page", key="draft", height=180)
        uploaded = st.file_uploader("or choose a file", type=list(KINDS), key="draft_file")
        wanted = st.form_submit_button("Review it", type="primary")
    show_scope(site)
    if wanted:
        try:
            text, name = (
                (_text_of(uploaded.name, uploaded.getvalue()), uploaded.name) if uploaded else (pasted, "pasted text")
            )
            _review(site, text, name)
        except AssistantError as error:
            st.error(label(str(error)), icon=":material/error:")
    if reviewed := st.session_state.get("reviewed"):
        _show(site, reviewed)


def _text_of(name: str, content: bytes) -> str:
    """The text of an uploaded file; only the ending of its name is trusted to say what it is."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"draft{Path(name).suffix.lower()}"
        file.write_bytes(content)
        try:
            return read_draft(str(file))
        except AssistantError as error:
            raise type(error)(str(error).replace(str(file), name)) from None


def _review(site: Site, text: str, name: str) -> None:
    bar = st.progress(0.0, text="Reading the draft …")

    def progress(done: int, of: int) -> None:
        bar.progress(done / max(1, of), text=f"Checked {done} of {of} sentences")

    review = site.assistant.review(text, progress=progress, **site.choice.options)
    bar.empty()
    number = st.session_state["reviews"] = st.session_state.get("reviews", 0) + 1
    st.session_state["reviewed"] = Reviewed(number, name, review)


def _show(site: Site, reviewed: Reviewed) -> None:
    review = reviewed.review
    st.html(f'<p class="fc-summary" role="status">{html(summary_text(review))}</p>')
    st.html(draft_html(review, reviewed.entry))
    _take_along(site, reviewed)
    which = Which(st.segmented_control("Sentences", list(Which), default=Which.LOOK, key="which", required=True))
    desk = Desk(site.assistant.settings.archive) if reviewed.saved else None
    signatures = desk.signatures(reviewed.saved) if desk and reviewed.saved else []
    found = numbered(review, which)
    for number, sentence in islice(found, reviewed.listed):
        signed = [signature for signature in signatures if signature.sentence == number]
        anchors = reviewed.anchors(number)
        st.html(entry_html(number, sentence, anchors, reviewed.entry(number), signed))
        for place, citations in cited(sentence):
            reviewed.articles |= articles_of(site.assistant, (c.article_id for c in citations), reviewed.articles)
            if panels := cited_panels(citations, reviewed.articles, anchors(place)):
                st.html(panels)
    if not found:
        st.caption("No sentence of this kind.")
    if len(found) > reviewed.listed:
        st.button(f"Show {min(LISTED, len(found) - reviewed.listed)} more", on_click=_more, args=(reviewed,))


def _take_along(site: Site, reviewed: Reviewed) -> None:
    """Downloads, saving, and signing."""
    as_html, as_json, keep = st.columns(3)
    as_html.download_button(
        "Download as HTML", review_html(reviewed.review), "review.html", "text/html", on_click="ignore", width="stretch"
    )
    document = json.dumps(reviewed.review.to_dict(), ensure_ascii=False, indent=2)
    as_json.download_button(
        "Download as JSON", document, "review.json", "application/json", on_click="ignore", width="stretch"
    )
    if reviewed.saved is None:
        keep.button("Save it, to sign it off", on_click=_save, args=(site, reviewed), width="stretch")
        return
    keep.caption(f"Saved as review {reviewed.saved}.")
    with st.expander("Sign a sentence"), st.form("sign", clear_on_submit=True, border=False):
        sentence = st.number_input("Sentence", min_value=1, max_value=len(reviewed.review.sentences), step=1)
        name = st.text_input("Checked by")
        comment = st.text_input("Comment")
        if st.form_submit_button("Sign"):
            try:
                Desk(site.assistant.settings.archive).sign(reviewed.saved, int(sentence), name, comment)
                st.rerun()
            except AssistantError as error:
                st.error(label(str(error)))


def _save(site: Site, reviewed: Reviewed) -> None:
    options = {name: value for name, value in site.choice.options.items() if value}
    try:
        desk = Desk(site.assistant.settings.archive)
        reviewed.saved = desk.save(
            "review", reviewed.name, options, reviewed.review.to_dict(), site.assistant.snapshot()
        )
    except AssistantError as error:
        st.error(label(str(error)))


def _more(reviewed: Reviewed) -> None:
    reviewed.listed += LISTED
