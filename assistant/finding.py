"""What is found for a question, or for a claim, before anything is said.

question -> its parts -> searched (rerank, fold) -> Found, with what is shown of it (several sources, joined)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial

from assistant.answers.answering import Found
from assistant.answers.confidence import Calibrations
from assistant.answers.sentence_reading import Reading
from assistant.archive_errors import archive_errors
from assistant.engines import Engines
from assistant.language.other_language import asked_in_another
from assistant.questions.parts import divided
from assistant.questions.question_terms import question_terms
from assistant.retrieval.diversity import FOR_A_CLAIM, FOR_A_QUESTION, several_sources
from assistant.retrieval.highlight import highlighted
from assistant.retrieval.neighbours import join_neighbours
from assistant.retrieval.retrieve import coverage
from assistant.retrieval.searching import search, with_what_denies
from assistant.settings import Settings
from assistant.types import Question
from corpus import Archive

SENTENCE_CANDIDATES = 30
"""Passages whose sentences are compared for an answer; the best `settings.evidence` of them are shown."""


@dataclass(frozen=True)
class Finder:
    """Searches one archive with one set of models."""

    archive: Archive
    engines: Engines
    settings: Settings
    calibrations: Calibrations

    def find(
        self,
        question: Question,
        limit: int = SENTENCE_CANDIDATES,
        *,
        shown: int | None = None,
        whole: bool = False,
        by_words: bool = False,
    ) -> Found:
        """At most `limit` passages, of which `shown` (the setting, unless given) are for the reader.

        A question in parts is searched for part by part, unless `whole` says that it is none: a claim, which is
        searched for by its opposite too. `by_words` leaves the cross-encoder out: a twentieth of the time.
        """
        archive = self.archive
        with archive_errors():
            embeddings, no_meaning = self.engines.embeddings(archive)
            reranker, no_reranking = (None, None) if by_words else self.engines.reranker()
            reader = None if by_words else self.engines.sentence_reader()
            index = archive.lexical
            parts, kind = ((question,), "whole") if whole else divided(question)
            terms = {part: question_terms(part, len(index), index.document_frequency) for part in {question, *parts}}
            covered = coverage(archive, question.filters, tuple(part.standalone for part in parts), ("lexical",))
            found = Found(
                question=question,
                evidence=[],
                terms=terms[question],
                coverage=covered,
                by_words=self.calibrations.by_words,
                reading=Reading(reader, self.calibrations.read) if reader else None,
                parts=tuple((part, terms[part]) for part in parts) if kind == "questions" else (),
                language_hint=partial(asked_in_another, archive, question.text),
                notes=[*covered.notes, *(why_not for why_not in (no_meaning, no_reranking) if why_not)],
            )
            with found.timed("retrieve"):
                budget = self.settings.rerank_budget_ms / 1000
                results = search(archive, parts, limit, embeddings=embeddings, reranker=reranker, budget=budget)
                found.evidence = results.evidence
                if whole:
                    found.evidence = with_what_denies(archive, question, found.evidence, embeddings)
                text_of = cache(archive.store.text)
                # Passages found for several parts are in turns already, each part's best first.
                again = FOR_A_CLAIM if whole else FOR_A_QUESTION
                ordered = several_sources(found.evidence, again) if len(parts) == 1 else found.evidence
                joined = join_neighbours(ordered, text_of)[: shown or self.settings.evidence]
                found.shown = tuple(highlighted(joined, question, found.terms))
            if results.failure:
                found.notes.append(self.engines.rerank_failed(results.failure))
                found.reading = None
            if found.evidence:
                found.coverage = replace(found.coverage, signals=tuple(found.evidence[0].signals))
            return found
