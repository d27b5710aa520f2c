"""Fact-checks that others published, as schema.org ClaimReview: read from the JSON-LD of a page or from a file. Pure.

Only what a reader needs is kept: the claim, the rating in words, who checked it and when, and the address. A record
without a claim or without a rating is none. https://schema.org/ClaimReview
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.extraction.written_dates import whole_date

_LONGEST = 2_000
_MOST = 10_000
"""Reviews of one document: the largest open collection holds some ten thousand; a page has one or a few."""
_DEEPEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimReview:
    """What somebody else found of a claim."""

    claim: str
    rating: str
    """In the publisher's words: "False", "Mostly true"; a number with its scale where there are no words."""
    claimed_by: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: date | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "claim": self.claim,
            "rating": self.rating,
            "claimed_by": self.claimed_by,
            "publisher": self.publisher,
            "url": self.url,
            "published": self.published.isoformat() if self.published else None,
        }


def claim_reviews_in(data: Any) -> list[ClaimReview]:
    """The reviews anywhere in a JSON-LD document: by itself, in a list, a `@graph`, a `DataFeed`; each once."""
    found: dict[ClaimReview, None] = {}
    for item in _typed(data, 0):
        if len(found) < _MOST and (review := _review(item)):
            found.setdefault(review)
    return list(found)


def _typed(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for entry in data[:_MOST]:
            yield from _typed(entry, depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and name.rpartition("/")[2] == "ClaimReview" for name in names):
            yield data
        else:
            for value in data.values():
                if isinstance(value, dict | list):
                    yield from _typed(value, depth + 1)


def _review(item: dict[str, Any]) -> ClaimReview | None:
    claim, rating = _words(item.get("claimReviewed")), _rating(item.get("reviewRating"))
    if not claim or not rating:
        return None
    reviewed = _first(item.get("itemReviewed"))
    author = _first(item.get("author")) or _first(item.get("publisher"))
    written = _words(item.get("datePublished"))
    address = _words(item.get("url"))
    return ClaimReview(
        claim=claim,
        rating=rating,
        claimed_by=_name(_first(reviewed.get("author"))) if isinstance(reviewed, dict) else None,
        publisher=_name(author),
        url=address if address and address.startswith(("http://", "https://")) else None,
        published=whole_date(written) if written else None,
    )


def _rating(rating: Any) -> str | None:
    rating = _first(rating)
    if not isinstance(rating, dict):
        return _words(rating)
    words = _words(rating.get("alternateName")) or _words(rating.get("name"))
    value, best = _words(rating.get("ratingValue")), _words(rating.get("bestRating"))
    return words or (f"{value} of {best}" if value and best else value)


def _name(entity: Any) -> str | None:
    return _words(entity.get("name")) if isinstance(entity, dict) else _words(entity)


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _words(value: Any) -> str | None:
    """A short text on one line, or None. What cannot be stored (half a surrogate pair, a zero byte) is replaced."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = " ".join(str(value)[: _LONGEST * 2].split())[:_LONGEST].replace("\0", "\ufffd")
    return text.encode(errors="replace").decode() or None
