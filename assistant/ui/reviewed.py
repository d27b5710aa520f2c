"""A review as the page keeps it between runs: at work, or done. No Streamlit in here."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant import Dossier, Review, ReviewStep, SavedWork
from assistant.ui.answer import Anchor
from assistant.ui.review import Anchors

LISTED = 40
"""Sentences listed at once; the browser draws each with the articles that it cites."""


@dataclass
class Unfinished:
    """A review at work. Any click on the page ends the run of the script that makes it, and what is done is kept."""

    name: str
    text: str
    steps: list[ReviewStep] = field(default_factory=list)


@dataclass
class Reviewed:
    """The draft that the page shows."""

    number: int
    """Counts the drafts of a session, so that no mark on the page is named twice."""
    name: str
    review: Review
    articles: dict[str, Dossier] = field(default_factory=dict)
    saved: SavedWork | None = None
    """What it is saved as; None until it is."""
    listed: int = LISTED

    def anchors(self, sentence: int) -> Anchors:
        """The ids of the marks of what a sentence cites, never used twice in a session."""

        def of(quote: int | None) -> Anchor:
            whose = f"{self.entry(sentence)}{'' if quote is None else f'q{quote}'}"
            return lambda kind, number: f"{whose}-{kind}{number}"

        return of

    def entry(self, sentence: int) -> str:
        """The id of a sentence's entry in the list."""
        return f"review{self.number}s{sentence}"

    @property
    def summary(self) -> str:
        """The id of the line that says what was found."""
        return f"review{self.number}"
