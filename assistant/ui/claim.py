"""The page for one claim or one quotation: what the archive has for and against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from assistant import AssistantError, Citation, Dossier, Evidence, QuoteCheck, Verdict
from assistant.ui.chat import show_scope
from assistant.ui.highlights import articles_of, cited_panels, found_panels
from assistant.ui.opened import Site
from assistant.ui.text import as_sentence, html, label
from assistant.ui.verdict import cited_by, found_html, quotation_html, verdict_html

LONGEST = 4_000
CLAIM, QUOTATION = "A claim", "A quotation"


@dataclass
class Checked:
    """What was checked last, as the page keeps it between runs."""

    number: int
    text: str
    result: Verdict | QuoteCheck
    articles: dict[str, Dossier] = field(default_factory=dict)

    @property
    def citations(self) -> tuple[Citation, ...]:
        if isinstance(self.result, Verdict):
            return cited_by(self.result)
        return tuple(finding.citation for finding in self.result.findings)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.result.evidence if isinstance(self.result, Verdict) else self.result.closest

    def anchor(self, kind: str, number: int) -> str:
        """The id of a mark on the page, never used twice in a session."""
        return f"check{self.number}-{kind}{number}"


def show(site: Site) -> None:
    st.title("Check a claim or a quotation", anchor=False)
    kept: dict[str, Any] = {"persist_state": "session"}  # whoever looks something up elsewhere finds their words again
    what = st.segmented_control(
        "What to check", (CLAIM, QUOTATION), default=CLAIM, key="check_what", required=True, **kept
    )
    text = st.text_area("The words to check", key="check_text", max_chars=LONGEST, height=110, **kept)
    speaker = st.text_input("Who is said to have said it", key="check_speaker", **kept) if what == QUOTATION else ""
    wanted = st.button("Check it", key="check_it", type="primary")
    show_scope(site)
    if wanted:
        _check(site, what == QUOTATION, text, speaker)
    if checked := st.session_state.get("checked"):
        _show(checked)


def _check(site: Site, quotation: bool, text: str, speaker: str) -> None:
    if not text.strip():
        st.warning("Write or paste what is to be checked.")
        return
    number = st.session_state["checks"] = st.session_state.get("checks", 0) + 1
    try:
        with st.spinner("Searching the archive …"):
            options = site.choice.options
            result: Verdict | QuoteCheck = (
                site.assistant.check_quote(text, speaker or None, **options)
                if quotation
                else site.assistant.check(text, **options)
            )
    except AssistantError as error:
        st.error(label(as_sentence(str(error))), icon=":material/error:")
        return
    checked = Checked(number, text, result)
    named = [c.article_id for c in checked.citations] + [e.passage.article_id for e in checked.evidence]
    checked.articles = articles_of(site.assistant, named, {})
    st.session_state["checked"] = checked


def _show(checked: Checked) -> None:
    st.html(f'<p class="fc-question" dir="auto">{html(checked.text)}</p>')
    # The articles first: a marker that is followed before its article is there would open nothing.
    if panels := (
        cited_panels(checked.citations, checked.articles, checked.anchor)
        + found_panels(checked.evidence, checked.articles, checked.anchor)
    ):
        st.html(panels)
    if isinstance(checked.result, Verdict):
        st.html(verdict_html(checked.result, checked.anchor) + found_html(checked.result, checked.anchor))
    else:
        st.html(quotation_html(checked.result, checked.anchor))
