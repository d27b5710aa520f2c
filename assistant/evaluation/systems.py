"""What is judged: anything that answers questions or gives verdicts, and the product seen through its public API."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date
from typing import Protocol, runtime_checkable

from assistant import Article, Assistant, AssistantError, Citation, Evidence, Mode, Source, Statement
from assistant.evaluation.cases import ClaimCase, PageCase, QuestionCase
from assistant.evaluation.outputs import AnswerOutput, CitedQuote, PageOutput, RankedPassage, Said, VerdictOutput

RANKED = 10
"""Passages that the retrieval metrics look at."""


@runtime_checkable
class System(Protocol):
    """Something that answers and judges claims. `asked_on` is None when the day must not be told."""

    name: str

    def answer(self, case: QuestionCase, asked_on: date | None) -> AnswerOutput: ...

    def verdict(self, case: ClaimCase, asked_on: date | None) -> VerdictOutput: ...

    def close(self) -> None: ...


@runtime_checkable
class PageSystem(Protocol):
    """Something that takes the article out of a saved page."""

    name: str

    def page(self, case: PageCase) -> PageOutput: ...


class Product:
    """The assistant itself. Its settings must keep at least `RANKED` passages of evidence."""

    name = "assistant"

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._last: Article | None = None

    def answer(self, case: QuestionCase, asked_on: date | None) -> AnswerOutput:
        started = time.perf_counter()
        answer = self._assistant.ask(case.question, asked_on=asked_on)
        whole = time.perf_counter() - started
        citations = tuple(self._cited(citation) for citation in answer.citations)
        quotes = {citation.number: citation.quote for citation in citations}
        return AnswerOutput(
            outcome=answer.outcome.value,
            statements=tuple(self._said(statement, quotes) for statement in answer.statements),
            citations=citations,
            ranked=ranked_passages(answer.evidence),
            confidence=answer.confidence,
            signals=answer.signals,
            quotes_mode=answer.mode is Mode.QUOTES or all(statement.verbatim for statement in answer.statements),
            text=answer.text,
            notes=answer.notes,
            seconds=_with_rest(answer.seconds, whole),
        )

    def verdict(self, case: ClaimCase, asked_on: date | None) -> VerdictOutput:
        started = time.perf_counter()
        verdict = self._assistant.check(case.claim, asked_on=asked_on)
        whole = time.perf_counter() - started
        return VerdictOutput(
            label=verdict.label.value,
            supporting=tuple(self._cited(citation) for citation in verdict.supporting),
            refuting=tuple(self._cited(citation) for citation in verdict.refuting),
            closest=tuple(self._cited(citation) for citation in verdict.closest),
            ranked=ranked_passages(verdict.evidence),
            confidence=verdict.confidence,
            justification=verdict.justification,
            signals=verdict.signals,
            seconds=_with_rest(verdict.seconds, whole),
        )

    def text_at(self, quote: CitedQuote) -> str | None:
        """What stands in the archive where a quote is said to be; None when the archive has no such article."""
        try:
            return self._article(quote.archive_id).text[quote.start : quote.end]
        except AssistantError:
            return None

    def close(self) -> None:
        """Nothing: whoever opened the assistant closes it."""

    def _said(self, statement: Statement, quotes: dict[int, str]) -> Said:
        cited = [quotes[number] for number in statement.citations if number in quotes]
        others = [cited[:place] + cited[place + 1 :] for place in range(len(cited))]
        # Before a quote the product says whose words follow. That is about the source and never in the quote itself.
        text = " ".join(cited) if statement.verbatim else statement.text
        return Said(
            text=text,
            citations=statement.citations,
            verbatim=statement.verbatim,
            supported=self._carried(text, cited),
            supported_by=tuple(self._carried(text, [quote]) for quote in cited),
            supported_without=tuple(self._carried(text, rest) for rest in others),
        )

    def _carried(self, statement: str, quotes: Sequence[str]) -> bool:
        checks = self._assistant.verify(statement, quotes) if quotes else ()
        return bool(checks) and all(check.ok for check in checks)

    def _cited(self, citation: Citation) -> CitedQuote:
        return CitedQuote(
            number=citation.number,
            article_id=_id(citation.source, citation.article_id),
            archive_id=citation.article_id,
            start=citation.start,
            end=citation.end,
            quote=citation.quote,
            found=self._article(citation.article_id).text[citation.start : citation.end],
            copies=tuple(_id(source, "") for source in citation.copies),
            attribution=citation.attribution,
        )

    def _article(self, article_id: str) -> Article:
        if self._last is None or self._last.id != article_id:
            self._last = self._assistant.article(article_id)
        return self._last


def ranked_passages(evidence: Sequence[Evidence], most: int = RANKED) -> tuple[RankedPassage, ...]:
    """What was found, in the terms that metrics need."""
    return tuple(
        RankedPassage(
            article_id=_id(item.passage.source, item.passage.article_id),
            start=item.passage.start,
            end=item.passage.end,
            text=item.passage.text,
            score=round(item.score, 4),
            copies=tuple(_id(source, "") for source in item.copies),
        )
        for item in evidence[:most]
    )


def _id(source: Source, otherwise: str) -> str:
    """The dataset's own id of an article, as it came with it."""
    return source.external_id or otherwise


def _with_rest(stages: dict[str, float], whole: float) -> dict[str, float]:
    """The stages with what lies between them, so that they sum up to what the user waited."""
    return {**stages, "rest": max(0.0, whole - sum(stages.values()))}
