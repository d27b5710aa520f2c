"""The page for a whole draft: paste or upload it, see every checkable sentence marked, sign it off, take it along."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

import streamlit as st

from assistant import (
    AssistantError,
    Desk,
    Dossier,
    Review,
    ReviewStep,
    Signature,
    read_draft,
    review_claim_reviews,
    review_html,
    review_markdown,
)
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
class Unfinished:
    """A review at work. Any click on the page ends the run of the script that makes it, and what is done is kept."""

    name: str
    text: str
    steps: list[ReviewStep] = field(default_factory=list)


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
    _finish()
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
    work = Unfinished(name, text)
    steps = site.assistant.review_steps(text, **site.choice.options)
    st.session_state.pop("reviewed", None)
    st.session_state["reviewing"] = work
    slot, stop = st.empty(), st.empty()
    bar = slot.progress(0.0, text="Reading the draft …")
    stop.button("Stop, and show what is checked", icon=":material/stop_circle:")
    for step in steps:
        work.steps.append(step)
        bar.progress(step.done / step.of, text=f"Checked {step.done:,} of {step.of:,} sentences")
    slot.empty()
    stop.empty()


def _finish() -> None:
    """Show the review that was at work: to its end, or as far as it came before somebody clicked."""
    work: Unfinished | None = st.session_state.pop("reviewing", None)
    if work and work.steps:
        number = st.session_state["reviews"] = st.session_state.get("reviews", 0) + 1
        st.session_state["reviewed"] = Reviewed(number, work.name, Review.of(work.text, work.steps))


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
    review, desk = reviewed.review, Desk(site.assistant.settings.archive) if reviewed.saved else None

    def signatures() -> list[Signature]:
        return desk.signatures(reviewed.saved) if desk and reviewed.saved else []

    forms: dict[str, tuple[Callable[[], str], str, str]] = {
        "HTML": (lambda: review_html(review, signatures()), "review.html", "text/html"),
        "Markdown": (lambda: review_markdown(review, signatures()), "review.md", "text/markdown"),
        "JSON": (lambda: json.dumps(review.to_dict(), ensure_ascii=False, indent=2), "review.json", "application/json"),
    }
    *columns, keep = st.columns(len(forms) + 1)
    for column, (form, (made, file, kind)) in zip(columns, forms.items(), strict=True):
        # Made when it is wanted: that of a long draft has tens of megabytes.
        column.download_button(f"Download as {form}", made, file, kind, on_click="ignore", width="stretch")
    _claim_reviews(reviewed, signatures)
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


def _claim_reviews(reviewed: Reviewed, signatures: Callable[[], list[Signature]]) -> None:
    """The download for a feed of fact-checks, which needs a publisher and an address."""
    with st.expander("Publish as ClaimReview"):
        publisher = st.text_input("Publisher", key="publisher")
        url = st.text_input("Address of the published review", key="review_url", placeholder="https://")
        if not (publisher and url):
            return
        today = date.today().isoformat()
        try:
            made = review_claim_reviews(
                reviewed.review, publisher=publisher, url=url, published=today, signatures=signatures()
            )
        except AssistantError as error:
            st.error(label(str(error)))
            return
        content = json.dumps(made, ensure_ascii=False, indent=2)
        st.download_button(
            "Download as ClaimReview", content, "claimreview.jsonld", "application/ld+json", on_click="ignore"
        )


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
