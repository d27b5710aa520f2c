"""A review to take along: as a file to read, as data, or as ClaimReview for a feed of fact-checks."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import streamlit as st

from assistant import AssistantError, Signature, review_claim_reviews, review_html, review_markdown
from assistant.ui.reviewed import Reviewed
from assistant.ui.text import label

Signatures = Callable[[], list[Signature]]


def show_downloads(reviewed: Reviewed, signatures: Signatures) -> None:
    review = reviewed.review
    forms: dict[str, tuple[Callable[[], str], str, str]] = {
        "HTML": (lambda: review_html(review, signatures()), "review.html", "text/html"),
        "Markdown": (lambda: review_markdown(review, signatures()), "review.md", "text/markdown"),
        "JSON": (lambda: json.dumps(review.to_dict(), ensure_ascii=False, indent=2), "review.json", "application/json"),
    }
    for form, (made, file, kind) in forms.items():
        # Made when it is wanted: that of a long draft has tens of megabytes.
        st.download_button(
            form, made, file, kind, help=f"Download as {form}", icon=":material/download:", on_click="ignore"
        )


def show_claim_reviews(reviewed: Reviewed, signatures: Signatures) -> None:
    """The download for a feed of fact-checks, which needs a publisher and an address."""
    with st.expander("Publish as ClaimReview"):
        publisher = st.text_input(
            "Publisher",
            key="publisher",
            persist_state="session",
        )
        url = st.text_input(
            "Address of the published review", key="review_url", placeholder="https://", persist_state="session"
        )
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
