"""The page for a whole draft: paste or upload it, see every checkable sentence marked, sign it off, take it along."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path

import streamlit as st

from assistant import AssistantError, Review, read_draft
from assistant.ui.chat import show_scope
from assistant.ui.highlights import articles_of, cited_panels
from assistant.ui.opened import Site
from assistant.ui.review import Which, cited, draft_html, entry_html, numbered, summary_text
from assistant.ui.reviewed import LISTED, Reviewed, Unfinished
from assistant.ui.reviews import (
    current,
    keep,
    next_number,
    save,
    show_open,
    show_saved,
    show_signing,
    signatures,
)
from assistant.ui.take_along import show_claim_reviews, show_downloads
from assistant.ui.text import attribute, html, label
from assistant.ui.turn import scroll_to

KINDS = ("txt", "md", "docx", "html", "pdf")
_AT_WORK = "reviewing"


def show(site: Site) -> None:
    st.title("Review a draft", anchor=False)
    reviewed, trouble = None, ""
    try:
        reviewed = current(site)
    except AssistantError as error:
        trouble = f"{str(error)[0].upper()}{str(error)[1:]}."
    with site.shelf:
        show_saved(site, reviewed)
    if trouble:
        st.warning(label(trouble), icon=":material/warning:")
    if reviewed is None or reviewed.saved is None:
        _take_in(site)
        if finished := _finished():
            keep(reviewed := finished)
            st.html(scroll_to(reviewed.summary), unsafe_allow_javascript=True)
    if reviewed:
        _show(site, reviewed)


def _take_in(site: Site) -> None:
    with st.form("review", border=False, enter_to_submit=False):
        pasted = st.text_area("Paste a draft, a speech or a page", key="draft", height=180)
        uploaded = st.file_uploader("or choose a file", type=list(KINDS), key="draft_file")
        wanted = st.form_submit_button("Review it", type="primary")
    show_scope(site)
    if wanted:
        try:
            text, name = (
                (_text_of(uploaded.name, uploaded.getvalue()), uploaded.name) if uploaded else (pasted, _name(pasted))
            )
            _review(site, text, name)
        except AssistantError as error:
            st.error(label(str(error)), icon=":material/error:")


def _name(text: str) -> str:
    """What a pasted draft is called: how it begins."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60].rsplit(" ", 1)[0] + " …"


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
    keep(None)
    st.session_state[_AT_WORK] = work
    slot, stop = st.empty(), st.empty()
    bar = slot.progress(0.0, text="Reading the draft …")
    stop.button("Stop, and show what is checked", icon=":material/stop_circle:")
    for step in steps:
        work.steps.append(step)
        bar.progress(step.done / step.of, text=f"Checked {step.done:,} of {step.of:,} sentences")
    slot.empty()
    stop.empty()


def _finished() -> Reviewed | None:
    """The review that was at work: to its end, or as far as it came before somebody clicked."""
    work: Unfinished | None = st.session_state.pop(_AT_WORK, None)
    if work is None or not work.steps:
        return None
    return Reviewed(next_number(), work.name, Review.of(work.text, work.steps))


def _show(site: Site, reviewed: Reviewed) -> None:
    review, saved = reviewed.review, reviewed.saved
    if saved:
        show_open(site, reviewed, saved)
    line = html(summary_text(review))
    st.html(f'<p class="fc-summary" id="{attribute(reviewed.summary)}" role="status">{line}</p>')
    st.html(draft_html(review, reviewed.entry))
    with st.container(key="take_along", horizontal=True, gap="small"):
        if saved is None:
            st.button("Save it, to sign it off", on_click=save, args=(site, reviewed), type="primary")
        show_downloads(reviewed, lambda: signatures(site, reviewed))
    show_claim_reviews(reviewed, lambda: signatures(site, reviewed))
    if saved and saved.own:
        show_signing(site, reviewed, saved)
    _show_sentences(site, reviewed)


def _show_sentences(site: Site, reviewed: Reviewed) -> None:
    review = reviewed.review
    which = Which(st.segmented_control("Sentences", list(Which), default=Which.LOOK, key="which", required=True))
    signed_by = signatures(site, reviewed)
    found = numbered(review, which)
    for number, sentence in islice(found, reviewed.listed):
        signed = [signature for signature in signed_by if signature.sentence == number]
        anchors = reviewed.anchors(number)
        for place, citations in cited(sentence):
            reviewed.articles |= articles_of(site.assistant, (c.article_id for c in citations), reviewed.articles)
            if panels := cited_panels(citations, reviewed.articles, anchors(place)):
                st.html(panels)
        st.html(entry_html(number, sentence, anchors, reviewed.entry(number), signed))
    if not found:
        st.caption("No sentence of this kind.")
    if len(found) > reviewed.listed:
        st.button(f"Show {min(LISTED, len(found) - reviewed.listed)} more", on_click=_more, args=(reviewed,))


def _more(reviewed: Reviewed) -> None:
    reviewed.listed += LISTED
