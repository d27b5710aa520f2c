"""A file of ClaimReview records: one JSON document, or JSON lines, as fact-checkers and open collections publish them.

Each record becomes an article whose text is the claim and the rating. It is not searched: a claim that was found false
would else be evidence for itself. It is shown beside a claim that it is about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from corpus.fact_checks import ClaimReview, claim_reviews_in
from corpus.readers.compressed import read_whole
from corpus.records import RawPage

MAX_BYTES = 100_000_000
MARK = b"ClaimReview"


def claim_reviews_of(path: Path) -> list[ClaimReview] | None:
    """The reviews in a file that is one JSON document; None when it is none, or too large."""
    data, trouble = read_whole(path, MAX_BYTES)
    if trouble or not data or MARK not in data:
        return None
    try:
        return claim_reviews_in(json.loads(data)) or None
    except (ValueError, RecursionError):
        return None


def page_of(review: ClaimReview, origin: str, position: str) -> RawPage:
    """The record as a page of its own."""
    return RawPage(
        origin=origin,
        position=position,
        kind="claim_review",
        content=f"{review.claim}\n{review.rating}",
        url=review.url,
        title=review.claim[:200],
        outlet=review.publisher,
        published=review.published.isoformat() if review.published else None,
        claim_reviews=(review,),
    )


def pages_of(path: Path, origin: str) -> Iterator[RawPage]:
    """The pages of a file that is one JSON document of reviews; nothing when it is none."""
    for number, review in enumerate(claim_reviews_of(path) or (), 1):
        yield page_of(review, origin, f"review {number}")
