"""A verdict, or each of a review, as schema.org ClaimReview in JSON-LD, for a page or a feed of fact-checks. Pure.

https://schema.org/ClaimReview; what search engines require of one: `claimReviewed`, `reviewRating` with a rating in
words, `url` of the review, and its `author`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import AssistantError

CONTEXT = "https://schema.org"
RATINGS: dict[str, tuple[int | None, str]] = {
    "SUPPORTED": (5, "Supported by the archive"),
    "CONFLICTING": (3, "Sources disagree"),
    "REFUTED": (1, "Refuted by the archive"),
    "MISQUOTED": (2, "Quotes words otherwise than the archive has them"),
    "NOT_ENOUGH_EVIDENCE": (None, "Not enough evidence in the archive"),
}
"""On a scale from 1 to 5; without evidence there is no number, because the middle of a scale would be a rating."""


def claim_review(verdict: dict[str, Any], *, publisher: str, url: str, published: str) -> dict[str, Any]:
    """The verdict (`to_dict`) as a JSON-LD object. `published` is the day of the review, YYYY-MM-DD.

    Raises `AssistantError` when the publisher has no name, or the address is none of the web: both are required.
    """
    _refuse_unusable(publisher, url)
    cited = (*verdict["supporting"], *verdict["refuting"])
    made = _made(verdict["claim"], verdict["label"], verdict["justification"], cited, publisher, url, published)
    return {"@context": CONTEXT, **made}


def claim_reviews(
    review: dict[str, Any], *, publisher: str, url: str, published: str, signatures: Sequence[dict[str, Any]] = ()
) -> dict[str, Any]:
    """A review (`to_dict`) as a JSON-LD graph: a ClaimReview for each sentence that was checked, in order.

    Each has the address of the review with "#sentence-N". Who signed a sentence is its `editor`, with the comment, if
    any, as a `comment`. Raises as `claim_review` does.
    """
    _refuse_unusable(publisher, url)
    graph = []
    for number, sentence in enumerate(review["sentences"], 1):
        verdict, quotes = sentence["verdict"], sentence.get("quotes", ())
        finding = sentence.get("finding") or (verdict["label"] if verdict else "NOT_CHECKED")
        if finding not in RATINGS:
            continue
        cited = [*verdict["supporting"], *verdict["refuting"]] if verdict else []
        told = [verdict["justification"]] if verdict else []
        if finding == "MISQUOTED":
            cited += [found["citation"] for quote in quotes for found in quote["findings"][:1]]
            told = [quote["explanation"] for quote in quotes]
        at = f"{url.partition('#')[0]}#sentence-{number}"
        made = _made(
            sentence.get("checked_as") or sentence["text"], finding, "\n".join(told), cited, publisher, at, published
        )
        graph.append(made | _signed([signature for signature in signatures if signature["sentence"] == number]))
    return {"@context": CONTEXT, "@graph": graph}


def _refuse_unusable(publisher: str, url: str) -> None:
    if not publisher.strip():
        raise AssistantError("a ClaimReview needs a publisher: give its name")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AssistantError(f"a ClaimReview needs the address of the review, such as https://..., not {url!r}")


def _made(
    claim: str, rated: str, body: str, cited: Sequence[dict[str, Any]], publisher: str, url: str, published: str
) -> dict[str, Any]:
    value, words = RATINGS[rated]
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": words}
    if value is not None:
        rating |= {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    return {
        "@type": "ClaimReview",
        "url": url,
        "datePublished": published,
        "author": {"@type": "Organization", "name": publisher.strip()},
        "claimReviewed": claim,
        "itemReviewed": {"@type": "Claim", "text": claim},
        "reviewRating": rating,
        "reviewBody": body,
        "citation": [_cited(citation) for citation in cited],
    }


def _signed(signatures: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if not signatures:
        return {}
    people = [{"@type": "Person", "name": signature["checked_by"]} for signature in signatures]
    comments = [
        {"@type": "Comment", "author": person, "dateCreated": signature["signed_at"], "text": signature["comment"]}
        for signature, person in zip(signatures, people, strict=True)
        if signature["comment"]
    ]
    return {"editor": people, **({"comment": comments} if comments else {})}


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
