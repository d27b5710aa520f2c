"""A ClaimReview record in a JSON document or JSON lines, as fact-checkers and open collections publish them.

Each becomes an article whose text is the claim and the rating. It is not searched: a claim that was found false would
else be evidence for itself. It is shown beside a claim that it is about.
"""

from __future__ import annotations

from corpus.fact_checks import ClaimReview
from corpus.records import RawPage


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
