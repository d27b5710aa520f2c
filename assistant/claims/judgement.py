"""The records of checking: the verdict on a claim, and a draft reviewed sentence by sentence.

All are frozen and do no I/O. Offsets are characters (code points) of the draft; probabilities and confidences lie in
[0, 1].
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from assistant.quotations.quotation import QuoteCheck, QuoteOutcome
from assistant.types import Check, Citation, Coverage, Evidence, Question

if TYPE_CHECKING:
    from assistant.claims.earlier_checks import EarlierCheck


class Label(StrEnum):
    """The verdict on a claim."""

    SUPPORTED = "SUPPORTED"
    REFUTED = "REFUTED"
    CONFLICTING = "CONFLICTING"
    NOT_ENOUGH_EVIDENCE = "NOT_ENOUGH_EVIDENCE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the archive says about a claim."""

    claim: Question
    label: Label
    supporting: tuple[Citation, ...]
    refuting: tuple[Citation, ...]
    checks: tuple[Check, ...]
    confidence: float
    justification: str
    coverage: Coverage
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    """What the reader must know about the sources: a version superseded since, copies of one report."""
    closest: tuple[Citation, ...] = ()
    """Where no side is taken: the sentences that come nearest to the claim, for a reader to judge."""
    parts: tuple[Verdict, ...] = ()
    """Of a claim that states several things, the verdict on each. See `assistant.language.conjuncts` for the rule."""
    probabilities: dict[str, float] = field(default_factory=dict)
    """"supported" and "refuted": the graded answer, of which the label is what reached its threshold."""
    signals: dict[str, float] = field(default_factory=dict)
    """What the best source was judged by: its `assistant.claims.stance.StanceFeatures`, "carries" and "contradicts"."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Time taken by each stage. Not in `to_dict`: the same claim over the same archive gives the same document."""
    earlier_checks: tuple[EarlierCheck, ...] = ()
    """What others found of a claim like this one. Shown, and no part of the verdict."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "claim": self.claim.text,
            "asked_on": self.claim.asked_on.isoformat(),
            "label": self.label.value,
            "supporting": [citation.to_dict() for citation in self.supporting],
            "refuting": [citation.to_dict() for citation in self.refuting],
            "closest": [citation.to_dict() for citation in self.closest],
            "parts": [part.summary() for part in self.parts],
            "probabilities": {name: round(value, 4) for name, value in self.probabilities.items()},
            "signals": {name: round(value, 4) for name, value in self.signals.items()},
            "checks": [check.to_dict() for check in self.checks],
            "confidence": round(self.confidence, 4),
            "justification": self.justification,
            "coverage": self.coverage.to_dict(),
            "evidence": [evidence.to_dict() for evidence in self.evidence],
            "earlier_checks": [check.to_dict() for check in self.earlier_checks],
            "notes": list(self.notes),
        }

    def summary(self) -> dict[str, Any]:
        """A part of a claim as its whole shows it: what was searched stands there."""
        whole = self.to_dict()
        return {name: whole[name] for name in whole if name not in ("asked_on", "coverage", "evidence", "parts")}


class Finding(StrEnum):
    """What a review says of a sentence as a whole, what needs an editor most first."""

    REFUTED = "REFUTED"
    MISQUOTED = "MISQUOTED"
    """Words between its quotation marks stand otherwise in the archive, or are somebody else's."""
    CONFLICTING = "CONFLICTING"
    NOT_ENOUGH_EVIDENCE = "NOT_ENOUGH_EVIDENCE"
    SUPPORTED = "SUPPORTED"
    NOT_CHECKED = "NOT_CHECKED"

    @property
    def wrong(self) -> bool:
        """Whether the archive speaks against the sentence."""
        return self in (Finding.REFUTED, Finding.MISQUOTED, Finding.CONFLICTING)


MISQUOTATIONS = (QuoteOutcome.ALTERED, QuoteOutcome.SPLICED, QuoteOutcome.MISATTRIBUTED)
"""What is wrong with a quotation whatever the rest of its sentence says. One that is not found may still be true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedSentence:
    """One sentence of a draft: `draft[start:end]`."""

    start: int
    end: int
    text: str
    checkable: bool
    reason: str
    """Why it is or is not checkable."""
    checked_as: str | None = None
    """The sentence in full, where it begins with an "it" or "the company" that the sentences before tell: this is what
    the verdict is on."""
    verdict: Verdict | None = None
    quotes: tuple[QuoteCheck, ...] = ()
    """The quotations that begin in it, each checked."""

    @property
    def finding(self) -> Finding:
        """The verdict, unless a quotation is wrong: a sentence that is supported but for its quotation is not right."""
        outcomes = {quote.outcome for quote in self.quotes}
        if self.verdict and self.verdict.label is Label.REFUTED:
            return Finding.REFUTED
        if outcomes & set(MISQUOTATIONS):
            return Finding.MISQUOTED
        if self.verdict:
            return Finding(self.verdict.label.value)
        return Finding.NOT_ENOUGH_EVIDENCE if QuoteOutcome.NOT_FOUND in outcomes else Finding.NOT_CHECKED

    def to_dict(self) -> dict[str, Any]:
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "checkable": self.checkable,
            "reason": self.reason,
            "checked_as": self.checked_as,
            "verdict": self.verdict.to_dict() if self.verdict else None,
            "quotes": [quote.to_dict() for quote in self.quotes],
            "finding": self.finding.value,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStep:
    """A sentence of a review at work, and how far that is."""

    sentence: ReviewedSentence
    done: int
    """Sentences done, this one included."""
    of: int
    """Sentences there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A draft, sentence by sentence."""

    text: str
    sentences: tuple[ReviewedSentence, ...]
    not_reached: int = 0
    """How many sentences of the text come after these: the review was stopped before them."""

    @classmethod
    def of(cls, text: str, steps: Sequence[ReviewStep]) -> Review:
        """The review as far as these steps of it, the first one first, have come."""
        reached = tuple(step.sentence for step in steps)
        return cls(text=text, sentences=reached, not_reached=steps[-1].of - len(reached) if steps else 0)

    @property
    def steps(self) -> list[ReviewStep]:
        """The steps that it was made of."""
        of = len(self.sentences) + self.not_reached
        return [ReviewStep(sentence=sentence, done=n, of=of) for n, sentence in enumerate(self.sentences, 1)]

    def to_dict(self) -> dict[str, Any]:
        counts = {label.value: 0 for label in Label}
        for sentence in self.sentences:
            if sentence.verdict:
                counts[sentence.verdict.label.value] += 1
        checkable = sum(sentence.checkable for sentence in self.sentences)
        quotes = Counter(quote.outcome.value for sentence in self.sentences for quote in sentence.quotes)
        findings = Counter(sentence.finding for sentence in self.sentences)
        return {
            "text": self.text,
            "summary": {
                "sentences": len(self.sentences),
                "checkable": checkable,
                **counts,
                "quotes": dict(quotes),
                "findings": {finding.value: findings[finding] for finding in Finding},
                "not_reached": self.not_reached,
            },
            "sentences": [sentence.to_dict() for sentence in self.sentences],
        }
