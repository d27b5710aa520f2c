"""The records that flow through an answer: Question -> [Evidence] -> Draft -> Citations and checks -> Answer.

All are frozen and do no I/O. `Draft` and `Answer` are different types on purpose: a draft is what a model wrote, and
nothing shows it to a user as fact; only the pipeline makes an `Answer`, after citation and verification.
Offsets are characters (code points) of `Article.text`; scores and confidences lie in [0, 1].
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from assistant.positions import Disagreement
from corpus import Passage, Source, Span, Superseded


class Outcome(StrEnum):
    """What the archive has to say. Abstaining is a result, not an error."""

    ANSWERED = "ANSWERED"
    CONTESTED = "CONTESTED"
    """Independent sources disagree; the statements give each side."""
    NOT_SUPPORTED = "NOT_SUPPORTED"
    """There are passages on the subject, but none of them says what was asked."""
    NOT_IN_ARCHIVE = "NOT_IN_ARCHIVE"
    """Nothing on the subject was found."""


class Mode(StrEnum):
    """Who writes the answer."""

    QUOTES = "quotes"
    """No model: sentences of the articles, word for word."""
    LOCAL = "local"
    """A model file run on this machine."""
    API = "api"
    """A model behind an OpenAI-compatible endpoint, or any provider LangChain knows."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier exchange of the same conversation."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which articles may be used at all. Hard cuts: a filter that matches nothing gives nothing."""

    as_of: date | None = None
    """Nothing published later is seen; an article whose date is unknown is not seen either."""
    published_from: date | None = None
    published_to: date | None = None
    outlets: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "as_of": _iso(self.as_of),
            "published_from": _iso(self.published_from),
            "published_to": _iso(self.published_to),
            "outlets": list(self.outlets),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that can be searched for on its own."""

    text: str
    """What was typed."""
    standalone: str
    """The same, made whole from the conversation: "And in July?" with what it refers to."""
    asked_on: date
    """What "this week" refers to, and the centre of the soft preference for articles of that time."""
    about: date | None = None
    """The day that the question itself names ("in October 2014"): where articles are looked for, before `asked_on`."""
    filters: Filters = field(default_factory=Filters)
    assumed_today: bool = False
    """True when nobody gave `asked_on` and today was taken."""
    filed: str | None = None
    """The dateline that a claim was pasted with ("Rostov, 12 October"): a report with another one is no support."""
    told_by: str | None = None
    """The outlet or agency that a claim was pasted with ("..., Reuters reported"): a sentence that names another one in
    its place is no support."""
    goes_on: tuple[str, ...] = ()
    """The sentences of a draft before one that begins with an "it" or "she" which these leave open: a report about
    somebody or something that they do not name is no support."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Syndication:
    """A report that several articles carry: they are one source, however many there are."""

    original_id: str
    """The article that is likely the source of the others: the agency's own page, else the one published first."""
    original: Source
    articles: int
    """How many articles carry it, the original included; those outside of the filters of a search are not counted."""
    outlets: tuple[str, ...]
    agency: str | None = None
    """The wire service they credit; its own page need not be in the archive."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "original_id": self.original_id,
            "original": self.original.to_dict(),
            "articles": self.articles,
            "outlets": list(self.outlets),
            "agency": self.agency,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage found for a question."""

    passage: Passage
    score: float
    """How well it fits, in [0, 1]. The order is not by this alone: what a source says again stands behind what another
    says nearly as well (`assistant.retrieval.diversity`)."""
    signals: dict[str, float] = field(default_factory=dict)
    """What made up the score: "lexical", "dense", "time", and "rerank" for those that were read again, each
    in [0, 1]."""
    copies: tuple[Source, ...] = ()
    """Other articles that carry the same words: they count as the same source."""
    superseded: Superseded | None = None
    """What took the place of the article, when the passage is of an earlier version of it: what it says stands in the
    versions after it no more, or the filters leave those out."""
    syndication: Syndication | None = None
    """The report that its article carries, when others carry it too."""
    source_id: str = ""
    """Equal for evidence of one source: copies of one report, versions of one article. Empty for an article alone."""
    highlights: tuple[Span, ...] = ()
    """Where to read first: the sentences that hold most of the question, as offsets into the article like the
    passage's own, in order, none outside of it."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "score": round(self.score, 4),
            "signals": {name: round(value, 4) for name, value in self.signals.items()},
            "passage": self.passage.to_dict(),
            "superseded": self.superseded.to_dict() if self.superseded else None,
            "syndication": self.syndication.to_dict() if self.syndication else None,
            "source_id": self.source_id or self.passage.article_id,
            "highlights": [{"start": span.start, "end": span.end} for span in self.highlights],
            "copies": [source.to_dict() for source in self.copies],
        }


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """One sentence a model wrote, with the passage numbers it named. Unchecked."""

    text: str
    passages: tuple[int, ...]
    """Numbers as the model saw them: 1 is the first evidence passage. May be wrong; `cite` drops unknown ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a model answered. Never shown as fact."""

    statements: tuple[DraftStatement, ...]
    model: str
    abstained: bool = False
    """The model said that the passages do not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Exact words of an article: `article(article_id).text[start:end] == quote`, always."""

    number: int
    article_id: str
    start: int
    end: int
    quote: str
    source: Source
    speaker: str | None = None
    """Who says it according to the article, when the article attributes it."""
    attribution: str = ""
    """Who tells us, ready to print: "Sputnik International, citing RIA Novosti, 4 November"."""
    resolved_dates: tuple[tuple[str, str], ...] = ()
    """Dates the quote leaves incomplete, made whole from the article's own date: ("October 12", "12 October 2014")."""
    meant: tuple[tuple[str, str], ...] = ()
    """Who is meant by a pronoun of the quote, in the article's own words: ("He", "Dmitry Peskov")."""
    copies: tuple[Source, ...] = ()
    """Other articles that carry the same words: they count as the same source."""
    syndication: Syndication | None = None
    """The report that the article carries, when others carry it too."""
    source_id: str = ""
    """Equal for citations of one source: copies of one report, versions of one article."""

    @property
    def is_copy(self) -> bool:
        """Whether the article carries a report of which another article is likely the original."""
        return self.syndication is not None and self.syndication.original_id != self.article_id

    def to_dict(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "article_id": self.article_id,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "speaker": self.speaker,
            "attribution": self.attribution,
            "resolved_dates": [{"as_written": written, "date": whole} for written, whole in self.resolved_dates],
            "meant": [{"as_written": written, "person": person} for written, person in self.meant],
            "source": self.source.to_dict(),
            "copies": [source.to_dict() for source in self.copies],
            "syndication": self.syndication.to_dict() if self.syndication else None,
            "source_id": self.source_id or self.article_id,
        }


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of a statement with what it cites: what was compared, what was found, whether it holds."""

    kind: Literal["number", "date", "name", "quote", "negation", "wording"]
    wanted: str
    found: str
    ok: bool

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "wanted": self.wanted, "found": self.found, "ok": self.ok}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of an answer with the numbers of the citations it rests on. Never without one."""

    text: str
    citations: tuple[int, ...]
    verbatim: bool
    """True when the text is the article's own sentence, False when a model wrote it."""
    checks: tuple[Check, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "citations": list(self.citations),
            "verbatim": self.verbatim,
            "checks": [check.to_dict() for check in self.checks],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What was searched, so that "not found" means something."""

    articles: int
    """Articles that the filters let through."""
    articles_in_archive: int
    outlets: tuple[str, ...]
    published_first: date | None
    published_last: date | None
    undated: int
    """Of `articles`, those whose publication date is not known."""
    left_out_undated: int
    """Articles left out because a date filter was set and their date is not known."""
    queries: tuple[str, ...]
    """What was searched for: the question made whole, or each of its parts."""
    signals: tuple[str, ...]
    """Which of "lexical", "dense", "time", "rerank" took part."""
    filters: Filters
    notes: tuple[str, ...] = ()
    """What is wrong with the filters: an outlet that the archive does not have."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "articles": self.articles,
            "articles_in_archive": self.articles_in_archive,
            "outlets": list(self.outlets),
            "published_first": _iso(self.published_first),
            "published_last": _iso(self.published_last),
            "undated": self.undated,
            "left_out_undated": self.left_out_undated,
            "queries": list(self.queries),
            "signals": list(self.signals),
            "filters": self.filters.to_dict(),
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A checked answer. Every statement is cited, and every quote is in its article at its offsets."""

    question: Question
    outcome: Outcome
    text: str
    """The answer as prose with citation markers "[1]"; for an abstention, what was looked for and not found."""
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Evidence, ...]
    """The passages found, best first, cited or not. For an abstention these are the closest ones."""
    coverage: Coverage
    confidence: float
    """How likely an answer is right; for an abstention, how likely it is that the archive does not answer."""
    mode: Mode
    model: str | None = None
    notes: tuple[str, ...] = ()
    """What the reader must know about how this came about: a fallback, statements dropped, a date left open."""
    disagreement: Disagreement | None = None
    """The positions, where the sources give different ones."""
    signals: dict[str, float] = field(default_factory=dict)
    """What the confidence was made of: the features of the best sentence (`assistant.questions.features.Features`),
    each in [0, 1], and "decisive", 1 when an answer must hold the kind asked for. Empty when nothing was found."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Time taken by each stage."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "question": self.question.text,
            "standalone_question": self.question.standalone,
            "asked_on": self.question.asked_on.isoformat(),
            "assumed_today": self.question.assumed_today,
            "outcome": self.outcome.value,
            "text": self.text,
            "statements": [statement.to_dict() for statement in self.statements],
            "citations": [citation.to_dict() for citation in self.citations],
            "evidence": [evidence.to_dict() for evidence in self.evidence],
            "coverage": self.coverage.to_dict(),
            "confidence": round(self.confidence, 4),
            "disagreement": self.disagreement.to_dict() if self.disagreement else None,
            "signals": {name: round(value, 4) for name, value in self.signals.items()},
            "mode": self.mode.value,
            "model": self.model,
            "notes": list(self.notes),
            "seconds": {stage: round(value, 4) for stage, value in self.seconds.items()},
        }


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """Stream event: the passages, before any text is written."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Stream event: a piece of a model's text, unchecked. The final `Answer` replaces all of them.

    An empty one says that the model is at work; a stream can be closed at any of them, which stops the model."""

    text: str


Event = EvidenceFound | TextPiece | Answer


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
