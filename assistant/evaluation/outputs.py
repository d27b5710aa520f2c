"""What a system gave for a case, in the few terms that metrics need. Frozen records, no I/O.

The product and the baselines are judged alike: whatever they are made of, this is all that is seen of them. Article ids
are the dataset's own where it gives any, so that they compare with `Gold.article_id`, else the archive's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

REFUSALS = ("NOT_SUPPORTED", "NOT_IN_ARCHIVE")
"""Outcomes that say the archive does not answer."""
FAILED = "FAILED"
"""The outcome or label of a case in which the system raised: never right, and never a refusal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPassage:
    """A passage that was found for a case, best first."""

    article_id: str
    start: int
    end: int
    text: str
    score: float = 0.0
    copies: tuple[str, ...] = ()
    """Ids of other articles that carry the same words and were folded into this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedQuote:
    """A quote that was cited, with what really stands at its offsets."""

    number: int
    article_id: str
    start: int
    end: int
    quote: str
    found: str
    """`article.text[start:end]`, read from the archive when the case ran."""
    archive_id: str = ""
    """The archive's own id of the article, with which `found` can be read again."""
    copies: tuple[str, ...] = ()
    attribution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement of an answer with the numbers of the quotes it cites."""

    text: str
    citations: tuple[int, ...] = ()
    verbatim: bool = False
    supported: bool | None = None
    """Whether the product's own verifier finds that its cited quotes together carry it; None when nobody asked it."""
    supported_by: tuple[bool, ...] = ()
    """The same for each cited quote alone, in the order of `citations`."""
    supported_without: tuple[bool, ...] = ()
    """The same for all cited quotes but that one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOutput:
    """What was answered to a question."""

    kind: Literal["answer"] = "answer"
    outcome: str
    """An `Outcome` of the assistant, or `FAILED`."""
    statements: tuple[Said, ...] = ()
    citations: tuple[CitedQuote, ...] = ()
    ranked: tuple[RankedPassage, ...] = ()
    confidence: float | None = None
    """In [0, 1]: for an answer how likely it is right, for a refusal how likely the archive does not answer."""
    signals: dict[str, float] = field(default_factory=dict)
    """What the confidence was made of, by name; `assistant.answers.confidence` says what each is."""
    quotes_mode: bool = False
    """Whether the statements are sentences of the articles, not a model's."""
    text: str = ""
    notes: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    """Seconds a stage: retrieve, quote, generate, verify."""

    @property
    def refused(self) -> bool:
        return self.outcome in REFUSALS


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictOutput:
    """What was said of a claim."""

    kind: Literal["verdict"] = "verdict"
    label: str | None
    """A `Label` of the assistant, `FAILED`, or None for a system that finds passages but gives no verdicts."""
    supporting: tuple[CitedQuote, ...] = ()
    refuting: tuple[CitedQuote, ...] = ()
    closest: tuple[CitedQuote, ...] = ()
    """Where no side is taken: the sentences that a reader is shown instead."""
    ranked: tuple[RankedPassage, ...] = ()
    confidence: float | None = None
    justification: str = ""
    signals: dict[str, float] = field(default_factory=dict)
    """What the best source was judged by, of a system that says so: what `calibrate` fits stances to."""
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def citations(self) -> tuple[CitedQuote, ...]:
        return self.supporting + self.refuting

    @property
    def shown(self) -> tuple[CitedQuote, ...]:
        """The sentences that a reader gets to see, whether a side was taken or not."""
        return self.citations or self.closest


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOutput:
    """What was made of a saved page."""

    kind: Literal["page"] = "page"
    text: str | None
    """None when the page was rejected."""
    published: date | None = None
    rejected: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


Output = AnswerOutput | VerdictOutput | PageOutput
