"""A verdict as schema.org ClaimReview in JSON-LD, for a page or a feed of fact-checks. Pure.

https://schema.org/ClaimReview; what search engines require of one: `claimReviewed`, `reviewRating` with a rating in
words, `url` of the review, and its `author`.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from assistant.errors import AssistantError

RATINGS = {
    "SUPPORTED": (5, "Supported by the archive"),
    "CONFLICTING": (3, "Sources disagree"),
    "REFUTED": (1, "Refuted by the archive"),
    "NOT_ENOUGH_EVIDENCE": (None, "Not enough evidence in the archive"),
}
"""On a scale from 1 to 5; without evidence there is no number, because the middle of a scale would be a rating."""


def claim_review(verdict: dict[str, Any], *, publisher: str, url: str, published: str) -> dict[str, Any]:
    """The verdict (`to_dict`) as a JSON-LD object. `published` is the day of the review, YYYY-MM-DD.

    Raises `AssistantError` when the publisher has no name, or the address is none of the web: both are required.
    """
    if not publisher.strip():
        raise AssistantError("a ClaimReview needs a publisher: give its name")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AssistantError(f"a ClaimReview needs the address of the review, such as https://..., not {url!r}")
    value, words = RATINGS[verdict["label"]]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": words}
    if value is not None:
        rating |= {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": url,
        "datePublished": published,
        "author": {"@type": "Organization", "name": publisher.strip()},
        "claimReviewed": verdict["claim"],
        "itemReviewed": {"@type": "Claim", "text": verdict["claim"]},
        "reviewRating": rating,
        "reviewBody": verdict["justification"],
        "citation": [_cited(citation) for citation in (*verdict["supporting"], *verdict["refuting"])],
    }


def _cited(citation: dict[str, Any]) -> dict[str, Any]:
    source = citation["source"]
    about = {
        "@type": "NewsArticle",
        "identifier": citation["article_id"],
        "headline": source["title"],
        "url": source["url"],
        "datePublished": source["published"],
        "publisher": {"@type": "Organization", "name": source["outlet"]} if source["outlet"] else None,
        "text": citation["quote"],
    }
    return {name: value for name, value in about.items() if value is not None}
