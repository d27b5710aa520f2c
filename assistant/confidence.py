"""How good a sentence is as an answer, and how likely the archive answers at all. Pure.

Two weightings of the same features (`quote.Features`), both logistic regressions fitted on the development questions of
`realtimeqa` and `clapnq` (671 questions, 298 of them unanswerable): RANK on the sentences of answerable questions
(does this sentence hold a gold answer?), ANSWERABLE on the best sentence of every question (is there a gold answer at
all?). With the threshold below, ten-fold cross-validated, abstaining was right in .89 of its cases on `realtimeqa` and
found .71 of the unanswerable questions at .06 false refusals; on `clapnq` .82, .49 and .11.
"""

from __future__ import annotations

import math
from dataclasses import astuple

from assistant.expectation import Kind
from assistant.features import Features

THRESHOLD = 0.35
"""Below this probability the archive is said not to answer."""
WRONG_KIND = 0.1
"""A sentence whose fit is no more than this holds nothing of the kind asked for, whatever else speaks for it."""
ON_SUBJECT = 0.45
"""Share of the question's weighted words that a passage must hold to be on its subject at all."""

_RANK = Features(coverage=1.84, coverage_here=1.15, rarest=0.36, names=-0.23, kind=1.49, retrieval=4.29, lead=0.76)
_RANK_OFFSET = -4.91
_ANSWERABLE = Features(coverage=3.48, coverage_here=1.36, rarest=0.95, names=0.96, kind=0.90, retrieval=3.39, lead=1.07)
_ANSWERABLE_OFFSET = -8.08
_DECISIVE = (Kind.NUMBER, Kind.PERSON)
"""Kinds whose absence can be told for certain: no figure at the thing counted, nobody who is not in the question."""


def rank_score(features: Features, kind: Kind) -> float:
    """How well a sentence answers compared with others, in [0, 1]."""
    if kind in _DECISIVE and features.kind <= WRONG_KIND:
        return 0.0
    return _logistic(_RANK, _RANK_OFFSET, features)


def answerable(features: Features, kind: Kind) -> float:
    """The probability that the archive answers, judged by its best sentence."""
    if kind in _DECISIVE and features.kind <= WRONG_KIND:
        return 0.0
    return _logistic(_ANSWERABLE, _ANSWERABLE_OFFSET, features)


def _logistic(weights: Features, offset: float, features: Features) -> float:
    z = offset + sum(w * x for w, x in zip(astuple(weights), astuple(features), strict=True))
    return 1.0 / (1.0 + math.exp(-z))
