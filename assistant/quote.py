"""The answer without a model: the archive's own sentences that answer, best first. No word is written here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.confidence import DECISIVE, Calibration
from assistant.expectation import expectation, source_asked
from assistant.features import Features, Terms, base_stems, sentence_features, stories, told_before
from assistant.types import Evidence, Question
from corpus import Span
from corpus.stemming import content_stems

MOST_QUOTES = 3
CLOSE_BEHIND = 0.8
"""A further sentence is quoted when its score is at least this share of the best one's."""

SHARES_WORDS = 0.6
"""A further sentence must itself hold at least this share of the question words that the best one holds."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of the evidence: `evidence[index].passage.text[span]`."""

    index: int
    span: Span
    text: str
    features: Features
    score: float
    """How well it answers compared with the others."""
    answerable: float
    """The probability that the archive answers, judged by this sentence."""
    decisive: bool
    """Whether the question wants a kind of answer without which a sentence certainly does not answer."""


def candidates(
    question: Question, evidence: Sequence[Evidence], terms: Terms, calibration: Calibration
) -> list[Candidate]:
    """Every sentence of the evidence as a possible answer, best first."""
    wanted = expectation(question.text)
    decisive = wanted.kind in DECISIVE or terms.only_context
    story = stories(evidence) if terms.context else {}
    earlier = told_before(evidence) if wanted.speaker else [""] * len(evidence)
    found = [
        Candidate(
            index=index,
            span=span,
            text=text,
            features=features,
            score=calibration.rank_score(features, decisive=decisive),
            answerable=calibration.answers(features, decisive=decisive),
            decisive=decisive,
        )
        for index, item in enumerate(evidence)
        for span, text, features in sentence_features(
            item, terms, wanted, story.get(item.passage.article_id, frozenset()), earlier[index]
        )
    ]
    return sorted(found, key=lambda c: (-c.score, c.index, c.span.start))


def of_the_source(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that name whom the question asks for ("according to the police"); all of them when none does."""
    wanted = source_asked(question.text)
    if not wanted:
        return list(ranked)
    return [c for c in ranked if wanted <= set(content_stems(c.text))] or list(ranked)


def choose(ranked: Sequence[Candidate], threshold: float) -> list[Candidate]:
    """The sentences to quote: the best, and those close behind that add something. Empty when none is good enough."""
    if not ranked or ranked[0].answerable < threshold:
        return []
    chosen = [ranked[0]]
    for candidate in ranked[1:]:
        if len(chosen) == MOST_QUOTES or candidate.score < CLOSE_BEHIND * ranked[0].score:
            break
        on_point = candidate.features.coverage_here >= SHARES_WORDS * ranked[0].features.coverage_here
        if on_point and candidate.answerable >= threshold and all(adds(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def adds(candidate: Candidate, chosen: Candidate) -> bool:
    """Whether a sentence says anything that an already chosen one does not."""
    mine, theirs = set(base_stems(candidate.text)), set(base_stems(chosen.text))
    return len(mine - theirs) > 0.25 * len(mine)
