"""What others found of a claim like this one: ClaimReview records of the archive that are about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assistant.language.when import display_day
from assistant.language.wording import SPEECH_STEMS, content_stems
from assistant.retrieval.retrieve import selection_of
from assistant.types import Question
from corpus import ClaimReview
from corpus.store import Store

ALIKE = 0.5
"""Share of the content words of both claims together that they must have in common. Lower than for the same claim,
because a reader is shown both and judges: "17,600 troops" was checked tells about "7,600 troops"."""
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCheck:
    """Somebody else's fact-check, and how much its claim is like the one asked about."""

    review: ClaimReview
    article_id: str
    """The article that publishes it."""
    similarity: float

    @property
    def told(self) -> str:
        """One line: who rated which claim how, and when."""
        when = f", {display_day(self.review.published)}" if self.review.published else ""
        by = f" (claimed by {self.review.claimed_by})" if self.review.claimed_by else ""
        where = f" {self.review.url}" if self.review.url else ""
        publisher = self.review.publisher or "an unnamed publisher"
        return f"“{self.review.claim}”{by}: {self.review.rating}, says {publisher}{when}{where}"

    def to_dict(self) -> dict[str, Any]:
        return {**self.review.to_dict(), "article_id": self.article_id, "similarity": round(self.similarity, 4)}


def earlier_checks(store: Store, claim: Question) -> tuple[EarlierCheck, ...]:
    """The checks of claims most like this one, within its filters, the most alike first."""
    asked = _content(claim.text)
    found = sorted(_alike(store, claim, asked), key=lambda check: -check.similarity) if asked else []
    return tuple(found[:MOST])


def _alike(store: Store, claim: Question, asked: frozenset[str]) -> Iterator[EarlierCheck]:
    # Two sets of which half of the union is shared share half of either: the index gives all that can be alike.
    for article_id, review in store.claim_reviews(selection_of(claim.filters), half_of=asked):
        checked = _content(review.claim)
        similarity = len(asked & checked) / len(asked | checked) if checked else 0.0
        if similarity >= ALIKE:
            yield EarlierCheck(review=review, article_id=article_id, similarity=similarity)


def _content(text: str) -> frozenset[str]:
    return frozenset(content_stems(text)) - SPEECH_STEMS
