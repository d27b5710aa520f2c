"""What reading a page from the inside gave, before the declared fields are laid over it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from corpus.fact_checks import ClaimReview

GUESSED = "htmldate"
"""Where a date was found that no one declared: somewhere in the page, by htmldate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFound:
    """A publication date and where it stood: "json-ld datePublished", "header "Published"", "url"."""

    day: date
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContent:
    """The article inside a page. Everything but the text may be missing; nothing here is guessed."""

    text: str
    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    url: str | None = None
    published: tuple[DateFound, ...] = ()
    """Candidates, the most trusted first: a later one counts when an earlier one cannot be true."""
    modified: date | None = None
    language: str | None = None
    """What the page says about itself, used only when the text is too short to tell."""
    claim_reviews: tuple[ClaimReview, ...] = ()
