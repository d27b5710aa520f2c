"""The page for a whole draft: paste or upload it, see every checkable sentence marked, sign it off, take it along."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import streamlit as st

from assistant import AssistantError, ReviewStep, Signature, read_draft
from assistant.ui.at_work import being_reviewed, checking, save
from assistant.ui.chat import show_scope
from assistant.ui.highlights import articles_of, cited_panels
from assistant.ui.open_review import DRAFT, show_open
from assistant.ui.opened import Site
from assistant.ui.review import Which, cited, draft_html, entry_html, numbered, summary_text
from assistant.ui.reviewed import LISTED, Reviewed
from assistant.ui.reviews import begin, current, look_again, show_saved, signatures
from assistant.ui.signing import show_signing
from assistant.ui.take_along import show_claim_reviews, show_downloads
from assistant.ui.text import as_sentence, attribute, html, label
from assistant.ui.turn import scroll_to

_GO_ON = "go_on_with"
"""The number of the review that is to go on, in the session."""
KINDS = ("txt", "md", "docx", "html", "pdf")


def show(site: Site) -> None:
    st.title("Review a draft", anchor=False)
    reviewed, trouble = None, ""
    try:
        reviewed = current(site)
    except AssistantError as error:
        trouble = as_sentence(str(error))
    with site.shelf:
        show_saved(site, reviewed)
    if trouble:
        st.warning(label(trouble), icon=":material/warning:")
    if reviewed is None:
        _take_in(site)
        return
    if st.session_state.pop(_GO_ON, None) == reviewed.number:
        before = reviewed.review
        _check(site, reviewed, site.assistant.review_steps(before.text, reached=before.sentences, **reviewed.options))
    _show(site, reviewed)
    if not reviewed.seen:
        reviewed.seen = True
        st.html(scroll_to(reviewed.summary), unsafe_allow_javascript=True)


def _take_in(site: Site) -> None:
    pasted = st.text_area("Paste a draft, a speech or a page", key=DRAFT, height=180, persist_state="session")
    uploaded = st.file_uploader("or choose a file", type=list(KINDS), key="draft_file")
    wanted = st.button("Review it", key="review_it", type="primary")
    show_scope(site)
    if wanted and not (uploaded or pasted.strip()):
        st.warning("Write or paste what is to be checked.")
    elif wanted:
        try:
            text, name = (
                (_text_of(uploaded.name, uploaded.getvalue()), uploaded.name) if uploaded else (pasted, _name(pasted))
            )
            _review(site, text, name)
        except AssistantError as error:
            st.error(label(as_sentence(str(error))), icon=":material/error:")


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
    steps = site.assistant.review_steps(text, **site.choice.options)
    _check(site, begin(site, name, text), steps)


def _check(site: Site, reviewed: Reviewed, steps: Iterable[ReviewStep]) -> None:
    slot = st.empty()
    with slot.container():
        bar = st.progress(0.0, text="Reading the draft …")
        # Any click ends this run.
        st.button("Stop, and show what is checked", key="stop_review", icon=":material/stop_circle:")
    try:
        with checking(site, reviewed) as work:
            for step in steps:
                work.done(step)
                bar.progress(step.done / step.of, text=f"Checked {step.done:,} of {step.of:,} sentences")
    except AssistantError:
        slot.empty()
        raise
    st.rerun()


def _show(site: Site, reviewed: Reviewed) -> None:
    review, saved = reviewed.review, reviewed.saved
    st.session_state[DRAFT] = ""  # the next one begins with an empty field
    signed = signatures(site, reviewed)
    if saved:
        show_open(site, reviewed, saved, len({signature.sentence for signature in signed}))
    for told in (reviewed.trouble, reviewed.unsaved):
        if told:
            st.warning(label(told), icon=":material/warning:")
    if review.not_reached:
        _show_unfinished(reviewed)
    line = html(summary_text(review))
    st.html(f'<p class="fc-summary" id="{attribute(reviewed.summary)}" role="status">{line}</p>')
    st.html(draft_html(review, reviewed.entry))
    with st.container(key="take_along", horizontal=True, gap="small"):
        if saved is None:
            st.button("Try to save it again", on_click=save, args=(site, reviewed, review), type="primary")
        show_downloads(reviewed, lambda: signatures(site, reviewed))
    show_claim_reviews(reviewed, lambda: signatures(site, reviewed))
    _show_sentences(site, reviewed, signed)


def _show_unfinished(reviewed: Reviewed) -> None:
    """A review that ended before its last sentence goes on from there, in whichever window wants it."""
    saved, left = reviewed.saved, reviewed.review.not_reached
    if saved is not None and saved.id in being_reviewed():
        st.info("It is being checked in another window. This is how far it was.", icon=":material/hourglass_top:")
        st.button("Look again", key="look_again", on_click=look_again)
    elif saved is None or saved.own:
        told = f"Check the last {left:,} too" if left > 1 else "Check the last one too"
        st.button(told, key="go_on", on_click=_go_on, args=(reviewed,), type="primary", icon=":material/play_circle:")


def _go_on(reviewed: Reviewed) -> None:
    st.session_state[_GO_ON] = reviewed.number


def _show_sentences(site: Site, reviewed: Reviewed, signed_by: Sequence[Signature]) -> None:
    review = reviewed.review
    which = Which(st.segmented_control("Sentences", list(Which), default=Which.LOOK, key="which", required=True))
    found = numbered(review, which)
    for number, sentence in islice(found, reviewed.listed):
        signed = [signature for signature in signed_by if signature.sentence == number]
        anchors = reviewed.anchors(number)
        for place, citations in cited(sentence):
            reviewed.articles |= articles_of(site.assistant, (c.article_id for c in citations), reviewed.articles)
            if panels := cited_panels(citations, reviewed.articles, anchors(place)):
                st.html(panels)
        st.html(entry_html(number, sentence, anchors, reviewed.entry(number), signed))
        if reviewed.saved and reviewed.saved.own:
            show_signing(site, reviewed.saved, number)
    if not found:
        st.caption("No sentence of this kind.")
    if len(found) > reviewed.listed:
        st.button(f"Show {min(LISTED, len(found) - reviewed.listed)} more", on_click=_more, args=(reviewed,))


def _more(reviewed: Reviewed) -> None:
    reviewed.listed += LISTED
