"""The answer without a model: the archive's own sentences that answer, best first. No word is written here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answers.agreement import Read, agreement
from assistant.answers.confidence import DECISIVE, Calibration
from assistant.language.passage_sentences import stories, told_before
from assistant.questions.beside import Beside
from assistant.questions.expectation import source_asked
from assistant.questions.features import Asked, Features, sentence_features
from assistant.questions.question_terms import Terms, base_stems
from assistant.questions.telling import asking_sentence
from assistant.retrieval.copies import source_of
from assistant.types import Evidence, Question
from corpus import Span
from corpus.bases import content_bases
from corpus.stemming import content_stems

CLOSE_BEHIND = (0.3, 0.6)
"""A second and a third sentence are quoted when their score is at least this share of the best one's: one that restates
the question is often followed by the one that tells, which holds few of its words. Offline, of the answerable questions
of `realtimeqa` with their days, gold in the answer is .771 with .75 for the third and .780 with .6, for 4 words more;
right answers to `clapnq` .767 and .780, for 3. With .6 for the second too, .02 fewer."""
MOST_QUOTED = 1 + len(CLOSE_BEHIND)
"""Sentences in an answer, other sides and denials not counted."""


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
    asked = Asked.of(question, terms)
    decisive = asked.expected.kind in DECISIVE or asked.expected.bound or terms.only_context
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
        for index, span, text, features in _measured(asked, evidence)
    ]
    return sorted(found, key=lambda c: (-c.score, c.index, c.span.start))


def _measured(asked: Asked, evidence: Sequence[Evidence]) -> Iterator[tuple[int, Span, str, Features]]:
    story = stories(evidence)
    earlier = told_before(evidence) if asked.expected.speaker else [""] * len(evidence)
    found = [
        (index, *sentence)
        for index, item in enumerate(evidence)
        for sentence in sentence_features(item, asked, story[item.passage.article_id], earlier[index])
    ]
    sources = [source_of(item) for item in evidence]
    read = [
        Read(
            frozenset(content_bases(text).difference(asked.known)),
            sources[index],
            features.coverage * features.retrieval,
        )
        for index, _, text, features in found
    ]
    for (index, span, text, features), agreed in zip(found, agreement(read), strict=True):
        yield index, span, text, features._replace(agreed=agreed)


def of_the_source(question: Question, ranked: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that name whom the question asks for ("according to the police"); all of them when none does."""
    wanted = source_asked(asking_sentence(question.text))
    if not wanted:
        return list(ranked)
    return [c for c in ranked if wanted <= set(content_stems(c.text))] or list(ranked)


def choose(question: Question, ranked: Sequence[Candidate], threshold: float) -> list[Candidate]:
    """The sentences to quote: the best, and those close behind that add something. Empty when none is good enough."""
    if not ranked or ranked[0].answerable < threshold:
        return []
    chosen = [ranked[0]]
    beside = Beside.of(question, ranked[0].text, ranked[0].features)
    for candidate in ranked[1:]:
        if len(chosen) == MOST_QUOTED or candidate.score < CLOSE_BEHIND[len(chosen) - 1] * ranked[0].score:
            break
        if beside.helps(candidate.text, candidate.features) and all(adds(candidate, other) for other in chosen):
            chosen.append(candidate)
    return chosen


def adds(candidate: Candidate, chosen: Candidate) -> bool:
    """Whether a sentence says anything that an already chosen one does not."""
    mine, theirs = set(base_stems(candidate.text)), set(base_stems(chosen.text))
    return len(mine - theirs) > 0.25 * len(mine)
