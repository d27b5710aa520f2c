"""The records of a checked quotation: what became of somebody's words on their way into a draft. Frozen, no I/O.

Every finding is a citation: `article(citation.article_id).text[citation.start:citation.end] == citation.quote`, always.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.types import Citation, Coverage, Evidence


class QuoteOutcome(StrEnum):
    """What a quotation turned out to be."""

    EXACT = "EXACT"
    """Word for word in the archive, apart from marks, case, and what an ellipsis or brackets own up to."""
    ALTERED = "ALTERED"
    """In the archive with other words: see `QuoteFinding.alterations`."""
    SPLICED = "SPLICED"
    """Put together from several places without saying so."""
    MISATTRIBUTED = "MISATTRIBUTED"
    """In the archive, exact or altered, but said by somebody else than the speaker given."""
    NOT_FOUND = "NOT_FOUND"
    TOO_SHORT = "TOO_SHORT"
    """A few common words, which anybody may have said anywhere: nothing was compared."""


@dataclass(frozen=True, slots=True)
class Alteration:
    """Words that differ: the article has `archived`, the quotation has `quoted`; one of them may be empty."""

    archived: str
    quoted: str
    start: int
    """Where in the article's text the archived words are; for words that were put in, where they would stand."""
    end: int
    quote_start: int
    """The same for the quotation."""
    quote_end: int

    def to_dict(self) -> dict[str, Any]:
        return {
            "archived": self.archived,
            "quoted": self.quoted,
            "start": self.start,
            "end": self.end,
            "quote_start": self.quote_start,
            "quote_end": self.quote_end,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFinding:
    """One place where the quotation, or a part of it, stands in the archive."""

    citation: Citation
    """The words there; its `speaker` is who says them according to the article, or None."""
    quote_start: int
    quote_end: int
    """Which part of the quotation stands here: `check.quote[quote_start:quote_end]`."""
    direct: bool
    """Whether the article has the words between quotation marks; else they are its own or indirect speech."""
    alterations: tuple[Alteration, ...] = ()
    left_out: tuple[str, ...] = ()
    """What the article has where the quotation has an ellipsis or brackets."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "citation": self.citation.to_dict(),
            "quote_start": self.quote_start,
            "quote_end": self.quote_end,
            "direct": self.direct,
            "alterations": [alteration.to_dict() for alteration in self.alterations],
            "left_out": list(self.left_out),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """What the archive says about a quotation."""

    quote: str
    """The quotation, its white space made single: what the offsets of the findings refer to."""
    speaker: str | None
    """Who is said to have said it."""
    outcome: QuoteOutcome
    explanation: str
    """One line for people."""
    findings: tuple[QuoteFinding, ...] = ()
    """Of a spliced quotation its parts, in order; else the places where it stands, one a story, the earliest first."""
    said_by: tuple[str, ...] = ()
    """The speakers to whom the archive gives the words, as its articles name them."""
    outlets: tuple[str, ...] = ()
    """Every outlet that carried it, copies of one report included."""
    notes: tuple[str, ...] = ()
    coverage: Coverage
    closest: tuple[Evidence, ...] = ()
    """When nothing was found, the passages nearest to it."""

    @property
    def earliest(self) -> Citation | None:
        """Where it stands first, as far as the archive knows; None for a spliced or unknown quotation."""
        whole = self.findings and self.outcome is not QuoteOutcome.SPLICED
        return self.findings[0].citation if whole else None

    def to_dict(self) -> dict[str, Any]:
        earliest = self.earliest
        return {
            "quote": self.quote,
            "speaker": self.speaker,
            "outcome": self.outcome.value,
            "explanation": self.explanation,
            "findings": [finding.to_dict() for finding in self.findings],
            "earliest": earliest.to_dict() if earliest else None,
            "said_by": list(self.said_by),
            "outlets": list(self.outlets),
            "notes": list(self.notes),
            "coverage": self.coverage.to_dict(),
            "closest": [evidence.to_dict() for evidence in self.closest],
        }
