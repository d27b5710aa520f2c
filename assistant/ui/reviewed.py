"""A review as the page keeps it between runs. No Streamlit in here."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from assistant import Dossier, Review, ReviewStep, SavedWork
from assistant.ui.answer import Anchor
from assistant.ui.review import Anchors

LISTED = 40
"""Sentences listed at once; the browser draws each with the articles that it cites."""


@dataclass
class Reviewed:
    """The draft that the page shows."""

    number: int
    """Counts the drafts of a session, so that no mark on the page is named twice."""
    name: str
    review: Review
    articles: dict[str, Dossier] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    """The filters it was made with."""
    steps: list[ReviewStep] | None = None
    """What is done of it while it is at work."""
    ending: threading.Lock = field(default_factory=threading.Lock)
    """Held by whoever ends it: the run that makes it, or the one that a click began before that had noticed."""
    saved: SavedWork | None = None
    """What it is saved as, with what was found when that was read; None when it could not be."""
    snapshot: str = ""
    """The state of the archive that its first sentences were checked in."""
    trouble: str = ""
    """Why it ended early, in words for its reader."""
    unsaved: str = ""
    """Why it could not be saved, in words for its reader."""
    named_since: float | None = None
    """When the address named it first (`time.monotonic`); see `Site.left_by_back`."""
    seen: bool = False
    """Whether it has been shown: a new one is brought into view once."""
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
