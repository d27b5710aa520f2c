"""How good a sentence is as an answer, and how likely the archive answers at all. Pure.

Two weightings of the same four features (`assistant.features`), both logistic regressions fitted on the questions of
`realtimeqa` (with and without the day asked), `clapnq` and the sample archive, 1,124 in all, 481 of them unanswerable:
RANK on the sentences of answerable questions (does this one hold a gold answer?), ANSWERABLE on the best sentence of
every question (is there a gold answer at all?). At the threshold below, ten-fold cross-validated, refusing was right /
found the unanswerable / refused answerable ones wrongly in .84 / .75 / .10 of the cases on `realtimeqa`,
.81 / .61 / .14 on `clapnq`, and .93 / .87 / .04 on the samples. Other features tried (the rarest word, names, how early
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

_RANK = Features(coverage=2.33, coverage_here=1.56, kind=1.68, retrieval=4.08)
_RANK_OFFSET = -4.94
_ANSWERABLE = Features(coverage=6.39, coverage_here=1.55, kind=1.54, retrieval=3.09)
_ANSWERABLE_OFFSET = -7.98
DECISIVE = (Kind.NUMBER, Kind.PERSON)
"""Kinds whose absence is certain: no figure at the thing counted, nobody whom the question does not name."""


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
