"""Checked pieces -> the parts of an `Answer`: statements, numbered citations, text. Pure.

Citations are numbered in the order in which the text uses them, and one sentence has one number however often it is
cited. The words of a quote are never touched; what is added (who says it, whole dates) stands outside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers.cite import CitedStatement, Quote
from assistant.answers.quote import Candidate
from assistant.language.attribution import attribution
from assistant.language.he_said import person_meant, pronoun, speaker_of
from assistant.language.when import display_day, open_dates, resolved_dates
from assistant.retrieval.copies import source_of
from assistant.types import Check, Citation, Coverage, Evidence, Outcome, Statement
from corpus.split import sentences


@dataclass(frozen=True, slots=True)
class Composition:
    """What an answer says: its statements in order and the citations they use."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """The statements as lines, each with its markers: "... [1][2]"."""
        marks = ["".join(f"[{number}]" for number in statement.citations) for statement in self.statements]
        return "\n".join(f"{statement.text} {mark}" for statement, mark in zip(self.statements, marks, strict=True))

    @property
    def dates_left_open(self) -> tuple[str, ...]:
        """Dates in the quotes whose year neither the sentence nor its article gives."""
        found = [written for c in self.citations for written in open_dates(c.quote, c.source.published)]
        return tuple(dict.fromkeys(found))


def of_quotes(chosen: Sequence[Candidate], evidence: Sequence[Evidence]) -> Composition:
    """An answer of the articles' own sentences, each introduced by who tells us."""
    numbered = _Numbering(evidence)
    statements = tuple(numbered.quotation(candidate) for candidate in chosen)
    return Composition(statements, tuple(numbered.citations))


def of_statements(
    checked: Sequence[tuple[CitedStatement, tuple[Check, ...]]],
    evidence: Sequence[Evidence],
    beside: Sequence[Candidate] = (),
) -> Composition:
    """An answer of a model's sentences that passed their checks, and the articles' own that belong `beside` them."""
    numbered = _Numbering(evidence)
    statements = [
        Statement(
            text=cited.text,
            citations=tuple(numbered.citation(quote).number for quote in cited.quotes),
            verbatim=False,
            checks=checks,
        )
        for cited, checks in checked
    ]
    statements += [numbered.quotation(candidate) for candidate in beside]
    return Composition(tuple(statements), tuple(numbered.citations))


def introduced(citation: Citation) -> str:
    """A quote with who tells us before it, and after it whom it means by "he" and its incomplete dates made whole."""
    whole = "; ".join(f"{written}: {what}" for written, what in (*citation.meant, *citation.resolved_dates))
    return f"{citation.attribution}: “{citation.quote}”" + (f" ({whole})" if whole else "")


def citation_of(number: int, quote: Quote, item: Evidence) -> Citation:
    """The citation of a stretch of a found passage's article."""
    source = item.passage.source
    before = _before(quote, item)
    person = person_meant(quote.text, before)
    return Citation(
        number=number,
        article_id=quote.article_id,
        start=quote.start,
        end=quote.end,
        quote=quote.text,
        source=source,
        speaker=speaker_of(quote.text, before),
        attribution=attribution(source),
        resolved_dates=resolved_dates(quote.text, source.published),
        meant=((pronoun(quote.text), person),) if person else (),
        copies=item.copies,
        syndication=item.syndication,
        source_id=source_of(item),
    )


def _before(quote: Quote, item: Evidence) -> list[str]:
    """The sentences of a found passage before a quote from it."""
    earlier = item.passage.text[: max(0, quote.start - item.passage.start)]
    return [span.of(earlier) for span in sentences(earlier)] if pronoun(quote.text) else []


def abstention_text(outcome: Outcome, coverage: Coverage) -> str:
    """What was searched and not found, in one or two sentences."""
    if coverage.articles == 0:
        return "No article in the archive passes these filters, so nothing was searched."
    what = f"{coverage.articles:,} article{'s' if coverage.articles != 1 else ''}"
    if coverage.published_first and coverage.published_last:
        what += f" published {display_day(coverage.published_first)} to {display_day(coverage.published_last)}"
    if coverage.undated:
        what += (
            f" ({coverage.undated:,} of them without a full date)"
            if coverage.undated < coverage.articles
            else (", without a full date" if coverage.articles == 1 else ", none with a full date")
        )
    outlets = f" from {len(coverage.outlets)} outlets" if len(coverage.outlets) > 1 else ""
    if outcome is Outcome.NOT_SUPPORTED:
        found = "The archive has passages on this subject, but none of them says what was asked."
    else:
        found = "Nothing on this was found in the archive."
    return f"{found} Searched: {what}{outlets}."


class _Numbering:
    """Gives each quoted stretch its number, the same one every time."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._evidence = evidence
        self._known: dict[tuple[str, int, int], Citation] = {}

    def citation(self, quote: Quote) -> Citation:
        place = (quote.article_id, quote.start, quote.end)
        if place not in self._known:
            self._known[place] = citation_of(len(self._known) + 1, quote, self._evidence[quote.evidence])
        return self._known[place]

    def quotation(self, candidate: Candidate) -> Statement:
        """A sentence of the evidence as a statement, introduced by who tells us."""
        passage = self._evidence[candidate.index].passage
        start = passage.start + candidate.span.start
        quote = Quote(passage.article_id, start, start + len(candidate.text), candidate.text, candidate.index)
        citation = self.citation(quote)
        return Statement(text=introduced(citation), citations=(citation.number,), verbatim=True)

    @property
    def citations(self) -> list[Citation]:
        return list(self._known.values())
