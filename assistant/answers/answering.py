"""What was found for a question, and the two ways to finish without a model: quotes, or an abstention."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

from assistant.answers import compose
from assistant.answers.caveats import source_notes
from assistant.answers.confidence import ON_SUBJECT, Calibration
from assistant.answers.culprits import culprit_sides
from assistant.answers.disagreement import (
    Side,
    denials,
    disagreement,
    each_side,
    figure_sides,
    latest_first,
    updated,
    whether_sides,
)
from assistant.answers.headlines import with_what_the_headline_tells
from assistant.answers.quote import Candidate, candidates, choose, of_the_source
from assistant.answers.sentence_reading import Reading, read
from assistant.positions import Disagreement, Subject
from assistant.questions.question_terms import Terms
from assistant.types import Answer, Citation, Coverage, Evidence, Mode, Outcome, Question
from corpus.errors import first_line

FOLLOWS_UP = 0.8
"""Share of the threshold for a question that asks nothing but its kind ("Why were they there?"): it is searched for by
the words of the question before it, which the sentence that answers holds fewer of. Set on two such follow-ups to the
Rostov story, whose answers have .38 and .41 where .45 is wanted; the next best that is none has .33."""


@dataclass
class Found:
    """A question with everything found for it, on its way to an answer."""

    question: Question
    evidence: list[Evidence]
    terms: Terms
    coverage: Coverage
    by_words: Calibration
    reading: Reading | None = None
    """What reads the likeliest sentences; where nothing does, their words alone count."""
    shown: tuple[Evidence, ...] = ()
    """The passages that the answer carries, neighbours joined; the others were looked at for their sentences only."""
    parts: tuple[tuple[Question, Terms], ...] = ()
    """The questions that it asks side by side, with their words; empty when it asks one."""
    language_hint: Callable[[], str | None] = lambda: None
    """What to say when nothing answers, and the question is in another language than the archive."""
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
    def calibration(self) -> Calibration:
        """What the sentences were judged by. Not to be asked before they are ranked: a reader that fails is dropped."""
        return self.reading.calibration if self.reading else self.by_words

    @property
    def threshold(self) -> float:
        """From which probability on that the archive answers, it is held to."""
        return self.calibration.threshold * (FOLLOWS_UP if self.terms.only_context else 1.0)

    @cached_property
    def ranked(self) -> list[Candidate]:
        """Every sentence found as a possible answer, best first. Not to be read before the evidence is there."""
        return of_the_source(self.question, self._candidates(self.question, self.terms))

    @cached_property
    def heard(self) -> Heard:
        """What of `ranked` makes an answer."""
        return heard_of(self, self.ranked)

    @cached_property
    def ranked_parts(self) -> list[tuple[Question, list[Candidate]]]:
        """The same for each of the questions that it asks side by side."""
        return [(part, self._candidates(part, terms)) for part, terms in self.parts]

    def _candidates(self, question: Question, terms: Terms) -> list[Candidate]:
        by_words = candidates(question, self.evidence, terms, self.by_words)
        if self.reading is None:
            return by_words
        try:
            return read(question, by_words, self.evidence, self.reading)
        except Exception as error:  # whatever a model may raise, the words are there
            self.reading = None
            reason = first_line(error)
            self.notes.append(f"Sentences were judged by their words alone: what reads them failed ({reason}).")
            return by_words

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
class Heard:
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


def heard_of(found: Found, ranked: Sequence[Candidate], question: Question | None = None) -> Heard:
    question = question or found.question
    threshold = found.threshold
    chosen = with_what_the_headline_tells(choose(question, ranked, threshold), ranked, found.evidence, question)
    sides = figure_sides(question, ranked, threshold, found.evidence)
    subject = Subject.FIGURE
    if not sides and (sides := culprit_sides(question, ranked, threshold, found.evidence)):
        subject = Subject.WHO
    chosen = each_side(chosen, sides)
    newer = updated(question, sides, found.evidence)
    if newer:
        chosen = latest_first(chosen, found.evidence)
    against = denials(question, chosen, ranked, found.evidence)
    if not sides and (sides := whether_sides(question, chosen, against)):
        subject = Subject.WHETHER
    return Heard(tuple(chosen), tuple(against), tuple(sides), subject, newer)


def from_quotes(found: Found) -> Answer:
    """The archive's own sentences that answer, or an abstention."""
    if found.parts and (answer := _part_by_part(found)):
        return answer
    with found.timed("quote"):
        ranked, heard = found.ranked, found.heard
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
    heard: list[Heard] = []
    with found.timed("quote"):
        for question, ranked in found.ranked_parts:
            heard.append(heard_of(found, ranked, question))
    if not any(part.chosen for part in heard):
        return None
    for (question, _), part in zip(found.parts, heard, strict=True):
        if not part.chosen:
            found.notes.append(unanswered(question))
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


def unanswered(part: Question) -> str:
    """The note on a part of a question that nothing answers."""
    return f"The archive does not answer this part: “{part.text}”"


def abstained(found: Found, ranked: Sequence[Candidate], mode: Mode, model: str | None = None) -> Answer:
    """What was searched, and that it does not answer."""
    on_subject = any(candidate.features.coverage >= ON_SUBJECT for candidate in ranked)
    outcome = Outcome.NOT_SUPPORTED if on_subject else Outcome.NOT_IN_ARCHIVE
    if hint := found.language_hint():
        found.notes.append(hint)
    return found.answer(
        outcome,
        compose.Composition((), ()),
        text=compose.abstention_text(outcome, found.coverage),
        best=next(iter(ranked), None),
        mode=mode,
        model=model,
    )
