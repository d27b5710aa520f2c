"""The three ways to finish an answer once the evidence is found: quotes, a checked draft, or an abstention."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assistant import compose
from assistant.caveats import source_notes
from assistant.cite import CitedStatement, cite, uncited
from assistant.confidence import DECISIVE, ON_SUBJECT, WRONG_KIND, Calibration
from assistant.disagreement import (
    Side,
    denials,
    disagreement,
    each_side,
    figure_sides,
    latest_first,
    updated,
    whether_sides,
)
from assistant.excerpts import best_sentences, whole_passages
from assistant.expectation import expectation, fit
from assistant.features import Terms
from assistant.generate import stream_draft
from assistant.positions import Disagreement, Subject
from assistant.quote import Candidate, candidates, choose, of_the_source
from assistant.types import Answer, Check, Citation, Coverage, Draft, Evidence, Mode, Outcome, Question, TextPiece
from assistant.verify import Verifier, holds
from assistant.when import when_published

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


SPEAKS_OF_IT = 0.25
"""Share of the question's weighted words that a cited sentence and its surroundings must hold, or the model answered
something else. A paraphrase may hold few of them; what passes every check and holds none is another subject. Of the
sentences that hold a gold answer, .9 % on `realtimeqa` and 2.8 % on `clapnq` hold less."""


FOLLOWS_UP = 0.8
"""Share of the threshold for a question that asks nothing but its kind ("Why were they there?"): it is searched for by
the words of the question before it, which the sentence that answers holds fewer of. Set on two such follow-ups to the
Rostov story, whose answers have .38 and .41 where .45 is wanted; the next best that is none has .33."""

SURE_OF_A_QUOTE = 0.8
"""From this confidence on, a sentence is shown although the model says that nothing answers: small models give up early
(SmolLM2 did on a question whose answer was the first sentence of the first passage)."""


@dataclass
class Found:
    """A question with everything found for it, on its way to an answer."""

    question: Question
    evidence: list[Evidence]
    terms: Terms
    coverage: Coverage
    calibration: Calibration
    shown: tuple[Evidence, ...] = ()
    """The passages that the answer carries, neighbours joined; the others were looked at for their sentences only."""
    parts: tuple[tuple[Question, Terms], ...] = ()
    """The questions that it asks side by side, with their words; empty when it asks one."""
    notes: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - started

    @property
    def threshold(self) -> float:
        """From which probability on that the archive answers, it is held to."""
        return self.calibration.threshold * (FOLLOWS_UP if self.terms.only_context else 1.0)

    @cached_property
    def ranked(self) -> list[Candidate]:
        """Every sentence found as a possible answer, best first. Not to be read before the evidence is there."""
        return of_the_source(self.question, candidates(self.question, self.evidence, self.terms, self.calibration))

    def answer(
        self,
        outcome: Outcome,
        composed: compose.Composition,
        *,
        text: str,
        best: Candidate | None,
        mode: Mode,
        model: str | None = None,
        disagreement: Disagreement | None = None,
    ) -> Answer:
        """The answer as it is shown. `best` is the sentence by which its confidence is judged."""
        refused = not composed.statements
        answerable = best.answerable if best else 0.0
        if composed.dates_left_open:
            dates = ", ".join(composed.dates_left_open)
            self.notes.append(f"The year of {dates} is not given by the article, so it is left open.")
        if count := self.coverage.left_out_undated:
            articles = (
                "1 article without a known date was" if count == 1 else f"{count:,} articles without a known date were"
            )
            self.notes.append(f"{articles} left out by the date filter.")
        self.notes += source_notes(composed.citations, self.evidence, self.coverage.filters.as_of)
        return Answer(
            question=self.question,
            outcome=outcome,
            text=text,
            statements=composed.statements,
            citations=composed.citations,
            evidence=self.shown,
            coverage=self.coverage,
            confidence=1.0 - answerable if refused or not best else self.calibration.right.probability(best.features),
            disagreement=disagreement,
            signals={**best.features._asdict(), "decisive": float(best.decisive)} if best else {},
            mode=mode,
            model=model,
            notes=tuple(self.notes),
            seconds=dict(self.seconds),
        )


@dataclass(frozen=True, slots=True)
class _Heard:
    """The sentences that make an answer, with all sides where there are several."""

    chosen: tuple[Candidate, ...]
    """What answers, each side of it."""
    denials: tuple[Candidate, ...]
    """What is said against it."""
    sides: tuple[Side, ...]
    subject: Subject
    updated: bool
    """Whether the sides are earlier and later states of one count, the later one being the answer."""

    @property
    def disputed(self) -> bool:
        return bool(self.sides) and not self.updated

    def disagreement(self, evidence: Sequence[Evidence], citations: Sequence[Citation]) -> Disagreement | None:
        return disagreement(self.sides, evidence, citations, subject=self.subject, updated=self.updated)


def _heard(found: Found, ranked: Sequence[Candidate], question: Question | None = None) -> _Heard:
    question = question or found.question
    threshold = found.threshold
    chosen = choose(ranked, threshold)
    sides = figure_sides(question, ranked, threshold, found.evidence)
    chosen = each_side(chosen, sides)
    newer = updated(question, sides, found.evidence)
    if newer:
        chosen = latest_first(chosen, found.evidence)
    against = denials(question, chosen, ranked, found.evidence)
    subject = Subject.FIGURE
    if not sides and (sides := whether_sides(question, chosen, against)):
        subject = Subject.WHETHER
    return _Heard(tuple(chosen), tuple(against), tuple(sides), subject, newer)


def from_quotes(found: Found) -> Answer:
    """The archive's own sentences that answer, or an abstention."""
    if found.parts and (answer := _part_by_part(found)):
        return answer
    with found.timed("quote"):
        ranked = found.ranked
        heard = _heard(found, ranked)
    if not heard.chosen:
        return abstained(found, ranked, Mode.QUOTES)
    composed = compose.of_quotes((*heard.chosen, *heard.denials), found.evidence)
    return found.answer(
        Outcome.CONTESTED if heard.disputed else Outcome.ANSWERED,
        composed,
        text=composed.text,
        best=heard.chosen[0],
        mode=Mode.QUOTES,
        disagreement=heard.disagreement(found.evidence, composed.citations),
    )


def _part_by_part(found: Found) -> Answer | None:
    """The quotes for each of the questions that were asked side by side; None when none of them is answered.

    The answer is as good as the part that is answered worst: by that its confidence is judged.
    """
    heard: list[_Heard] = []
    with found.timed("quote"):
        for question, terms in found.parts:
            ranked = candidates(question, found.evidence, terms, found.calibration)
            heard.append(_heard(found, ranked, question))
    if not any(part.chosen for part in heard):
        return None
    for (question, _), part in zip(found.parts, heard, strict=True):
        if not part.chosen:
            found.notes.append(f"The archive does not answer this part: “{question.text}”")
    quoted = {(one.index, one.span.start): one for part in heard for one in (*part.chosen, *part.denials)}
    composed = compose.of_quotes([*quoted.values()], found.evidence)
    bests = [part.chosen[0] for part in heard if part.chosen]
    # One disagreement can be set out; where each part has its own, the sentences of all are quoted all the same.
    parted = next((part for part in heard if part.disputed), None) or next((part for part in heard if part.sides), None)
    return found.answer(
        Outcome.CONTESTED if any(part.disputed for part in heard) else Outcome.ANSWERED,
        composed,
        text=composed.text,
        best=min(bests, key=lambda best: found.calibration.right.probability(best.features)),
        mode=Mode.QUOTES,
        disagreement=parted.disagreement(found.evidence, composed.citations) if parted else None,
    )


def worth_asking(found: Found, mode: Mode) -> bool:
    """Whether a model of this mode is asked at all. A small one seldom says that nothing answers, so where no sentence
    looks like an answer it is not asked: it then refuses whatever quotes refuse, and at once. Nor is it asked several
    questions in one."""
    if mode is Mode.LOCAL:
        return not found.parts and bool(choose(found.ranked, found.threshold))
    return mode is Mode.API


def from_model(
    found: Found,
    model: BaseChatModel,
    verifier: Verifier,
    *,
    mode: Mode,
    passages: int,
    most_statements: int,
    timeout: float,
) -> Generator[TextPiece, None, Answer]:
    """A model's draft, cited and checked; what does not hold is dropped, and when nothing is left, quotes instead.

    Raises `ModelError`.
    """
    with found.timed("quote"):
        ranked = found.ranked
    small = mode is Mode.LOCAL
    given = best_sentences(ranked, found.evidence) if small else whole_passages(found.evidence, passages)
    with found.timed("generate"):
        pieces = stream_draft(
            found.question, given.shown, model, max_statements=most_statements, timeout=timeout, brief=small
        )
        draft = yield from _as_events(pieces)
    with found.timed("verify"):
        if draft.abstained and ranked and ranked[0].answerable >= SURE_OF_A_QUOTE:
            found.notes.append("The model found no answer in the passages; these sentences of theirs look like one.")
            return from_quotes(found)
        if draft.abstained:
            return abstained(found, ranked, mode, draft.model)
        cited_statements = [given.located(cited) for cited in cite(draft, given.shown)]
        checked = [(cited, _checks(verifier, cited, found.evidence)) for cited in cited_statements]
        kept = [(cited, checks) for cited, checks in checked if holds(checks)]
    dropped = len(uncited(draft, given.shown)) + len(checked) - len(kept)
    if dropped:
        found.notes.append(
            f"{dropped} of the model's {len(draft.statements)} statements did not follow from what they cite and"
            " were dropped."
        )
    if not kept:
        found.notes.append("Nothing the model wrote could be verified; these are quotes from the archive.")
        return from_quotes(found)
    if not any(_answers(found.question, cited, ranked, found.evidence) for cited, _ in kept):
        found.notes.append("What the model wrote does not answer this question; these are quotes from the archive.")
        return from_quotes(found)
    heard = _heard(found, ranked)
    if heard.sides and (missed := _side_missed(heard, kept, found.evidence)):
        found.notes.append(missed)
        return from_quotes(found)
    composed = compose.of_statements(kept, found.evidence, heard.denials)
    return found.answer(
        Outcome.CONTESTED if heard.disputed else Outcome.ANSWERED,
        composed,
        text=composed.text,
        best=next(iter(ranked), None),
        mode=mode,
        model=draft.model,
        disagreement=heard.disagreement(found.evidence, composed.citations),
    )


def _side_missed(
    heard: _Heard, kept: Sequence[tuple[CitedStatement, tuple[Check, ...]]], evidence: Sequence[Evidence]
) -> str:
    """What a model's statements leave out of a disagreement, or ""."""
    cited = {quote.article_id for statement, _ in kept for quote in statement.quotes}
    beside = {evidence[denial.index].passage.article_id for denial in heard.denials}

    def told(side: Side) -> bool:
        return any(evidence[c.index].passage.article_id in cited | beside for c in side.taken_by)

    if heard.updated and evidence[heard.chosen[0].index].passage.article_id not in cited:
        return "The model gave an earlier figure; these are quotes from the archive, the latest first."
    if heard.disputed and not all(told(side) for side in heard.sides):
        return "Sources disagree and the model gave one side only; these are quotes of each."
    return ""


def _answers(
    question: Question, cited: CitedStatement, ranked: Sequence[Candidate], evidence: Sequence[Evidence]
) -> bool:
    """Whether a statement that holds also answers: it rests on a sentence about this, and has the kind asked for."""
    wanted = expectation(question.text)
    quoted = [(quote, evidence[quote.evidence].passage) for quote in cited.quotes]
    about = any(
        candidate.features.coverage >= SPEAKS_OF_IT
        for candidate in ranked
        for quote, _ in quoted
        if candidate.index == quote.evidence and (candidate.text in quote.text or quote.text in candidate.text)
    )
    if wanted.kind not in DECISIVE:
        return about
    texts = [(cited.text, quoted[0][1]), *((quote.text, passage) for quote, passage in quoted)]
    return about and any(fit(wanted, text, passage.source.published) > WRONG_KIND for text, passage in texts)


def abstained(found: Found, ranked: Sequence[Candidate], mode: Mode, model: str | None = None) -> Answer:
    """What was searched, and that it does not answer."""
    on_subject = any(candidate.features.coverage >= ON_SUBJECT for candidate in ranked)
    outcome = Outcome.NOT_SUPPORTED if on_subject else Outcome.NOT_IN_ARCHIVE
    return found.answer(
        outcome,
        compose.Composition((), ()),
        text=compose.abstention_text(outcome, found.coverage),
        best=next(iter(ranked), None),
        mode=mode,
        model=model,
    )


def _as_events(pieces: Generator[str, None, Draft]) -> Generator[TextPiece, None, Draft]:
    try:
        while True:
            yield TextPiece(next(pieces))
    except StopIteration as done:
        draft: Draft = done.value
        return draft
    finally:
        pieces.close()


def _checks(verifier: Verifier, cited: CitedStatement, evidence: Sequence[Evidence]) -> tuple[Check, ...]:
    """The checks of a statement against its quotes, with what surrounds them as context."""
    sources = [evidence[quote.evidence].passage for quote in cited.quotes]
    context = [passage.text for passage in sources]
    for quote, passage in zip(cited.quotes, sources, strict=True):
        context += [passage.source.title or "", passage.source.outlet or "", when_published(passage.source)]
        context += [whole for _, whole in compose.citation_of(0, quote, evidence[quote.evidence]).resolved_dates]
    return verifier.verify(cited.text, [quote.text for quote in cited.quotes], context)
