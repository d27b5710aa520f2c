"""What a dataset asks: questions, claims, and pages with their true bodies. Frozen records, no I/O.

Each names where the right answer stands (`Gold`), so that a score can say why it is what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An article that holds what a case needs, and the sentences of it that do."""

    article_id: str | None = None
    """The dataset's own `id`. None means any article that holds one of the quotes word for word."""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCase:
    """A question with the answers any of which is right; none when the archive does not answer."""

    kind: Literal["question"] = "question"
    id: str
    question: str
    answerable: bool
    answers: tuple[str, ...] = ()
    asked_on: date | None = None
    gold: tuple[Gold, ...] = ()
    unjudged: tuple[str, ...] = ()
    """Articles of which nobody said whether they answer: retrieval counts them neither right nor wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCase:
    """A claim with the label its dataset gives it, in the dataset's own word."""

    kind: Literal["claim"] = "claim"
    id: str
    claim: str
    label: str
    claim_date: date | None = None
    gold: tuple[Gold, ...] = ()
    sentence_sets: tuple[tuple[str, ...], ...] = ()
    """Sets of gold sentences each of which is enough. Empty when the dataset gives no such sets: then all of `gold`
    together is the one set."""
    cited_articles: tuple[str, ...] = ()
    """The articles the label is about, also for a claim that nothing supports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCase:
    """A saved page whose article body somebody marked by hand."""

    kind: Literal["page"] = "page"
    id: str
    file: str
    """The page, relative to the dataset's folder."""
    text: str
    url: str | None = None
    published: date | None = None
    """The day in the page's own address, where there is one: what the page says of its date is compared with it."""


Case = QuestionCase | ClaimCase | PageCase
