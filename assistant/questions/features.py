"""Every sentence of the evidence with what speaks for it as an answer. Pure.

A sentence is measured by how much of the question it covers (rare words count more), by whether it holds the kind of
answer asked for and tells what the question does not, by what other sources agree on, and by how well its passage was
found.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from assistant.language.passage_sentences import read_sentences, title_bases
from assistant.questions.answer_fit import fit_in_passage
from assistant.questions.expectation import YEAR, Expectation, Kind, expectation
from assistant.questions.outlet_asked import is_its_article, own_words, said_by
from assistant.questions.question_terms import Terms, base_stems
from assistant.questions.same_thing import OTHER_WORDS, SAME_THING_WEIGHT, countries_in
from assistant.questions.telling import Wanted, asking_sentence, tells, wanted_of
from assistant.types import Evidence, Question
from corpus import Span
from corpus.split import sentences
from corpus.terms import STOP_WORDS

NEIGHBOUR_WEIGHT = 0.5
"""What a question word counts that stands in the sentence before or after, as "he" and "the bloc" refer to those."""
TITLE_WEIGHT = 0.6
PASSAGE_WEIGHT = 0.3
STORY_WEIGHT = 0.6
_NOTHING: frozenset[str] = frozenset()
DAY_NOT_TOLD = 0.3
"""What `off_day` is where no day was told: about what it is of sentences that answer where one was (.23 on average on
`realtimeqa`; .46 of the best sentences of all its questions, answerable or not)."""
_EARLY_CHARACTERS = 1_000
"""A sentence this far into its article is .37 as early as its first one."""
RAREST = 3
"""Words. What an answer is about is mostly named by three: who, what, and where or when."""


class Features(NamedTuple):
    """What speaks for a sentence as an answer, each in [0, 1]."""

    coverage: float
    """Share of the question's words, weighted by rarity, that the sentence or its surroundings hold."""
    coverage_here: float
    """The same for the sentence alone."""
    kind: float
    """How well it holds the kind of answer asked for."""
    retrieval: float
    """The fused score of its passage."""
    asked_here: float = 0.0
    """`coverage_here` for the words of the sentence that asks, where a question tells something before it asks."""
    focus: float = 0.0
    """Share of the sentence's words that are the question's: a long sentence holds some by chance."""
    tells: float = 0.0
    """1 when it tells a name, figure or day of the kind asked for that the question lacks, 0 when not, .5 where
    anything might answer (`assistant.questions.telling`)."""
    agreed: float = 0.0
    """How many sources say its words (`assistant.answers.agreement`)."""
    early: float = 0.0
    """How near the beginning of its article it stands: a report puts first what it is about."""
    looks_back: float = 0.0
    """1 when it speaks of an earlier year that nobody asked about."""
    article: float = 0.0
    """Share of the question's words that its article holds, as far as it was found, headline included. Of the sentence
    that is best without an answer, the article is often about something near to what was asked."""
    rarest: float = 0.0
    """The same for the `RAREST` rarest words of the question."""
    off_day: float = 0.0
    """How far its article is from the day asked about; `DAY_NOT_TOLD` when no day was told, or the article
    has none."""
    read: float = 0.0
    """How well it answers to the cross-encoder that read it with the question
    (`assistant.answers.sentence_reading`)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a question its sentences are measured by."""

    terms: Terms
    expected: Expectation
    wanted: Wanted
    asking: frozenset[str]
    """Those of the terms that stand in the sentence that asks."""
    rarest: tuple[str, ...]
    known: frozenset[str]
    """Every stem of the question."""
    years: frozenset[str]
    day_told: bool
    countries: tuple[frozenset[str], ...]
    """For a figure: the countries it is to be of, each by its words."""
    said_by: str
    """Whose words are asked for, who may be an outlet; "" for nobody's."""

    @classmethod
    def of(cls, question: Question, terms: Terms) -> Asked:
        own = frozenset(base_stems(question.text))
        expected = expectation(question.text)
        return cls(
            terms=terms,
            expected=expected,
            wanted=wanted_of(question.text),
            asking=frozenset(terms.weights.keys() & base_stems(asking_sentence(question.text)))
            or frozenset(terms.weights),
            rarest=_rarest(terms.weights),
            known=own | terms.weights.keys(),
            years=frozenset(YEAR.findall(question.text)),
            day_told=question.about is not None or not question.assumed_today,
            countries=countries_in(own) if expected.kind is Kind.NUMBER else (),
            said_by=said_by(question.text),
        )

    def without(self, words: frozenset[str]) -> Asked:
        """The same with nothing made of these words, unless it is all of them: a paper does not name itself."""
        left = {term: weight for term, weight in self.terms.weights.items() if term not in words}
        if not left:
            return self
        return replace(
            self,
            terms=Terms(left, self.terms.context - words),
            asking=self.asking - words or frozenset(left),
            rarest=_rarest(left),
        )


def sentence_features(
    item: Evidence, asked: Asked, story: frozenset[str], earlier: str = ""
) -> Iterator[tuple[Span, str, Features]]:
    """Each sentence of a passage: where it stands in the passage, its text, and its features but `agreed`.

    `story` are the stems of the article as far as it was found: what a follow-up refers to may stand anywhere in it.
    `earlier` is what was found of the article before this passage: it tells who "he" is that speaks here.
    """
    passage = item.passage
    its_own = is_its_article(asked.said_by, passage.source)
    if its_own:
        asked = asked.without(frozenset(base_stems(passage.source.outlet or "")))
    terms = asked.terms
    published = passage.source.published
    off_day = 1.0 - item.signals.get("time", 0.0) if asked.day_told and published else DAY_NOT_TOLD
    spans, texts, bases, quotable = read_sentences(passage.text, passage.start)
    before = [span.of(earlier) for span in sentences(earlier)] if earlier else []
    title = title_bases(passage.source.title or "")
    everywhere: frozenset[str] = frozenset().union(*bases)
    abroad = any(country.isdisjoint(story | title) for country in asked.countries)
    total = terms.total
    held = _held(terms.weights, story | title | _named_by_its_day(published))
    article = _share(terms.weights, terms.weights, held)
    rarest = _share(terms.weights, asked.rarest, held)
    # What a term counts that stands neither in the sentence nor beside it, in all sentences of the passage.
    rows = [
        (
            term,
            weight,
            OTHER_WORDS.get(term),
            TITLE_WEIGHT if term in title else STORY_WEIGHT if term in terms.context and term in story else None,
            PASSAGE_WEIGHT if term in everywhere else 0.0,
        )
        for term, weight in terms.weights.items()
    ]
    for place, (span, text, here) in enumerate(zip(spans, texts, bases, strict=True)):
        if not quotable[place]:
            continue
        last = bases[place - 1] if place else _NOTHING
        following = bases[place + 1] if place + 1 < len(bases) else _NOTHING
        covered = covered_here = 0.0
        for term, weight, same, somewhere, elsewhere in rows:
            if term in here:
                covered += weight
                covered_here += weight
            elif same and not same.isdisjoint(here):
                covered += weight * SAME_THING_WEIGHT
                covered_here += weight * SAME_THING_WEIGHT
            elif somewhere:
                covered += weight * somewhere
            elif term in last or term in following:
                covered += weight * NEIGHBOUR_WEIGHT
            else:
                covered += weight * elsewhere
        yield (
            span,
            text,
            Features(
                coverage=covered / total,
                coverage_here=covered_here / total,
                kind=own_words(text)
                if its_own and asked.expected.kind is Kind.SPEECH
                else 0.1
                if abroad
                else fit_in_passage(asked.expected, before, texts, place, published),
                retrieval=item.score,
                asked_here=_share(terms.weights, asked.asking, _held(asked.asking, here)),
                focus=_focus(here, asked.known),
                tells=tells(asked.wanted, text, published, asked.known, asked.years),
                early=math.exp(-(passage.start + span.start) / _EARLY_CHARACTERS),
                looks_back=_looks_back(asked, text, published),
                article=article,
                rarest=rarest,
                off_day=off_day,
            ),
        )


def _rarest(weights: dict[str, float]) -> tuple[str, ...]:
    return tuple(sorted(weights, key=lambda term: -weights[term])[:RAREST])


def _named_by_its_day(published: date | None) -> frozenset[str]:
    """The year of an article, which its sentences leave out: "on Monday" in an article of 2016 is in 2016."""
    return frozenset((str(published.year),)) if published else _NOTHING


def _held(terms: Collection[str], words: frozenset[str]) -> set[str]:
    """The terms that stand among the words, themselves or in another word for the same."""
    return {term for term in terms if term in words or not OTHER_WORDS.get(term, _NOTHING).isdisjoint(words)}


def _share(weights: dict[str, float], terms: Collection[str], held: Collection[str]) -> float:
    total = sum(weights[term] for term in terms)
    return sum(weights[term] for term in terms if term in held) / total if total else 0.0


def _focus(words: frozenset[str], known: frozenset[str]) -> float:
    own = words - STOP_WORDS
    return len(own & known) / max(1, len(own))


def _looks_back(asked: Asked, text: str, published: date | None) -> float:
    years = YEAR.findall(text)
    if asked.wanted is Wanted.SINCE:
        return 0.0
    return float(bool(years and published and asked.years.isdisjoint(years) and int(max(years)) < published.year))
