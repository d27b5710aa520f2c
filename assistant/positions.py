"""What sources that disagree say: the positions, who takes each of them, and when. Records only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Subject(StrEnum):
    """What the sources disagree about."""

    FIGURE = "figure"
    """How many or how much."""
    WHO = "who"
    """Who did it."""
    WHETHER = "whether"
    """One says that it is so, another denies it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One thing that some of the sources say."""

    said: str
    """The figure, or whoever is named, as the first of its sources writes it, or "says so" and "denies it"."""
    value: float | None
    """The figure as a number; None when the sources do not disagree about a figure."""
    citations: tuple[int, ...]
    """The answer's citations that take this position."""
    sources: int
    """How many independent sources take it (`copies.independent_sources`)."""
    first: date | None
    last: date | None
    """The first and the last day on which it was published, as far as the days are known."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "said": self.said,
            "value": self.value,
            "citations": list(self.citations),
            "sources": self.sources,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """The positions, in the order in which they were first published where that is known."""

    subject: Subject
    positions: tuple[Position, ...]
    updated: bool = False
    """Whether the later figures took the place of the earlier ones: a toll that rose from day to day."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "subject": self.subject.value,
            "positions": [position.to_dict() for position in self.positions],
            "updated": self.updated,
        }
