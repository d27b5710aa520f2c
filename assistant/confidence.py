"""How good a sentence is as an answer, and how likely the archive answers at all. Pure.

Two weightings of the same four features (`assistant.features`), both logistic regressions fitted on the questions of
`realtimeqa` (with and without the day asked), `clapnq` and the sample archive, 1,124 in all, 481 of them unanswerable:
RANK on the sentences of answerable questions (does this one hold a gold answer?), ANSWERABLE on the best sentence of
every question (is there a gold answer at all?). At the threshold below, ten-fold cross-validated, refusing was right /
found the unanswerable / refused answerable ones wrongly in .82 / .78 / .11 of the cases on `realtimeqa`,
.80 / .64 / .15 on `clapnq`, and 1.0 / .87 / .00 on the samples. Other features tried (the rarest word, names, how early
the sentence stands) changed these by less than .03.
"""

from __future__ import annotations

import math

from assistant.expectation import Kind
from assistant.features import Features

THRESHOLD = 0.40
"""Below this probability the archive is said not to answer."""
WRONG_KIND = 0.1
"""A sentence whose fit is no more than this holds nothing of the kind asked for, whatever else speaks for it."""
ON_SUBJECT = 0.45
"""Share of the question's weighted words that a sentence and its surroundings must hold to be on its subject."""

_RANK = Features(coverage=2.28, coverage_here=1.58, kind=1.68, retrieval=3.96)
_RANK_OFFSET = -4.88
_ANSWERABLE = Features(coverage=6.33, coverage_here=1.60, kind=1.61, retrieval=3.13)
_ANSWERABLE_OFFSET = -8.18
DECISIVE = (Kind.NUMBER, Kind.PERSON, Kind.SPEECH)
"""Kinds whose absence is certain: no figure at the thing counted, nobody whom the question does not name, somebody
else's words."""


def rank_score(features: Features, *, decisive: bool) -> float:
    """How well a sentence answers compared with others, in [0, 1]; 0 when it lacks a kind that is decisive."""
    return _logistic(_RANK, _RANK_OFFSET, features, decisive)


def answerable(features: Features, *, decisive: bool) -> float:
    """The probability that the archive answers, judged by this sentence."""
    return _logistic(_ANSWERABLE, _ANSWERABLE_OFFSET, features, decisive)


def _logistic(weights: Features, offset: float, features: Features, decisive: bool) -> float:
    if decisive and features.kind <= WRONG_KIND:
        return 0.0
    z = offset + sum(weight * value for weight, value in zip(weights, features, strict=True))
    return 1.0 / (1.0 + math.exp(-z))
