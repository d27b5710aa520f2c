"""The likeliest sentences read by a model with the question: what words cannot tell, whether a sentence answers.

Words find the sentences, and the model only grades those: what it has not read counts as if it did not answer, and no
sentence is quoted for its grade alone, which is one feature among the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers.confidence import Calibration
from assistant.answers.quote import Candidate
from assistant.retrieval.rerank import Reranker
from assistant.types import Evidence, Question

MOST = 12
"""Sentences read for a question, the likeliest by their words. With 10, 20 and 30 the answers to `realtimeqa` and
`clapnq` hold gold just as often."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reads the sentences, and what its grades are worth."""

    reader: Reranker
    calibration: Calibration


def read(
    question: Question, ranked: Sequence[Candidate], evidence: Sequence[Evidence], reading: Reading
) -> list[Candidate]:
    """The sentences in the order that the grades make, best first. What the reader raises is not caught."""
    likeliest = ranked[:MOST]
    grades = reading.reader(question.standalone, [_with_headline(candidate, evidence) for candidate in likeliest])
    graded = [
        replace(candidate, features=candidate.features._replace(read=grade))
        for candidate, grade in zip(likeliest, grades, strict=True)
    ]
    calibration = reading.calibration
    again = [
        replace(
            candidate,
            score=calibration.rank_score(candidate.features, decisive=candidate.decisive),
            answerable=calibration.answers(candidate.features, decisive=candidate.decisive),
        )
        for candidate in (*graded, *ranked[MOST:])
    ]
    return sorted(again, key=lambda c: (-c.score, c.index, c.span.start))


def _with_headline(candidate: Candidate, evidence: Sequence[Evidence]) -> str:
    """The headline tells what "it" and "the minister" are."""
    title = evidence[candidate.index].passage.source.title
    return f"{title}. {candidate.text}" if title else candidate.text
