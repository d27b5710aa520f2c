"""Fits which sentence is quoted to which sentences hold a gold answer: questions -> `rank` of
`assistant.answers.confidence`.

Of the sentences found for a question, one that answers should come first (`listwise.py`). Every set counts the same,
with the questions' days and without. There are few questions for that many weights, so the report is crossed: each half
of the questions is judged by the weights of the other half; the weights that are written are fitted on both.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant import Assistant
from assistant.answers.confidence import Calibration, Logistic, lacks
from assistant.evaluation.built_once import Progress, silent
from assistant.evaluation.cases import Case, QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.listwise import Matrix, listwise_weights
from assistant.evaluation.metrics.sentences import holds
from assistant.evaluation.metrics.squad import contains, normalise
from assistant.questions.features import Features

DEPTH = 30
"""Sentences of a question that take part: the best by the weights there are."""
REGULARISATION = 0.005
""".003 to .01 gave the same within .01 on the half kept aside."""
FEWEST = 40
"""Questions with a right and a wrong sentence below which nothing is fitted."""
FIRST = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences found for a question, best first, without those that lack a decisive kind of answer."""

    case_id: str
    way: str
    """The dataset and how it was asked."""
    features: tuple[Features, ...]
    right: tuple[bool, ...]
    half: int


def sentences_found(
    assistant: Assistant, dataset: str, cases: Sequence[Case], seed: int = 0, progress: Progress = silent
) -> list[Sentences]:
    """Every answerable question that has gold, asked with its day and without."""
    found: list[Sentences] = []
    for done, case in enumerate(cases, start=1):
        progress(f"reading for {dataset}", done, len(cases))
        if not isinstance(case, QuestionCase) or not case.answerable:
            continue
        half = hashlib.sha256(f"{seed}:{case.id}".encode()).digest()[0] % 2
        for asked_on in dict.fromkeys((case.asked_on, None)):
            sentences = assistant.sentences(case.question, asked_on=asked_on)
            kept = [s for s in sentences if not lacks(s.features, decisive=s.decisive)][:DEPTH]
            way = f"{dataset}, {'day told' if asked_on else 'day not told'}"
            right = tuple(_right(case, s.text) for s in kept)
            found.append(Sentences(case.id, way, tuple(s.features for s in kept), right, half))
    return found


def were_read(cases: Sequence[Sentences]) -> bool:
    """Whether a cross-encoder graded the sentences, so that its grade is a feature."""
    return any(features.read for case in cases for features in case.features)


def _right(case: QuestionCase, text: str) -> bool:
    """Whether a sentence holds a gold answer or is a gold sentence."""
    told = any(contains(text, answer) for answer in case.answers if normalise(answer))
    return told or any(holds(text, quote) for gold in case.gold for quote in gold.quotes)


def fit_choice(cases: Sequence[Sentences], base: Calibration, about: Sequence[Mapping[str, Any]] = ()) -> Calibration:
    """The calibration with `rank` fitted to the cases; `fitted["rank"]` says how it and `base` do.

    Raises `EvaluationError` when there is too little to fit on.
    """
    telling = [case for case in cases if any(case.right) and not all(case.right)]
    if min(sum(case.half == half for case in telling) for half in (0, 1)) < FEWEST // 2:
        raise EvaluationError(
            f"too little to fit on: {len(telling)} questions with right and wrong sentences, "
            f"at least {FEWEST} are needed"
        )
    crossed = {half: _fitted([case for case in telling if case.half != half]) for half in (0, 1)}
    report = {
        "on": [dict(item) for item in about],
        "questions": len(telling),
        "before": _report(cases, {0: base.rank, 1: base.rank}),
        "after": _report(cases, crossed),
    }
    return base.model_copy(update={"rank": _fitted(telling), "fitted": {**base.fitted, "rank": report}})


def _fitted(cases: Sequence[Sentences]) -> Logistic:
    examples = [(np.array(case.features, dtype=np.float64), np.array(case.right)) for case in cases]
    weights = listwise_weights(examples, _shares(cases), regularisation=REGULARISATION)
    named = dict(zip(Features._fields, (round(float(weight), 2) for weight in weights), strict=True))
    return Logistic(offset=round(_offset(examples, weights), 2), **named)


def _offset(examples: Sequence[tuple[Matrix, Any]], weights: Matrix) -> float:
    """What makes of the weighted sum the log-odds that a sentence is right: the order does not know it."""
    from scipy.optimize import brentq

    scores = np.concatenate([matrix @ weights for matrix, _ in examples])
    share = np.concatenate([right for _, right in examples]).mean()
    return float(brentq(lambda offset: (1 / (1 + np.exp(-scores - offset))).mean() - share, -50.0, 50.0))


def _shares(cases: Sequence[Sentences]) -> Matrix:
    ways = [case.way for case in cases]
    return np.array([1.0 / (ways.count(way) * len(set(ways))) for way in ways])


def _report(cases: Sequence[Sentences], rank: Mapping[int, Logistic]) -> dict[str, dict[str, float]]:
    """For each way of asking: in how many questions a right sentence is among the first one, two and three."""
    places: dict[str, list[float]] = {}
    for case in cases:
        order = sorted(range(len(case.right)), key=lambda i: -rank[case.half].probability(case.features[i]))
        places.setdefault(case.way, []).append(
            next((place for place, i in enumerate(order) if case.right[i]), math.inf)
        )
    return {
        way: {
            "questions": len(found),
            **{f"first {k}": round(sum(p < k for p in found) / len(found), 3) for k in FIRST},
        }
        for way, found in sorted(places.items())
    }


def report_lines(calibration: Calibration) -> list[str]:
    """What `fitted["rank"]` says, for a terminal."""
    report = calibration.fitted["rank"]
    lines = [f"a right sentence among the first {' / '.join(map(str, FIRST))}, each half by the weights of the other"]
    for way, after in report["after"].items():
        before = report["before"][way]
        shown = [" / ".join(f"{scores[f'first {k}']:.3f}" for k in FIRST) for scores in (before, after)]
        lines.append(f"{way} ({after['questions']}): {shown[0]} before, {shown[1]} now")
    weights = calibration.rank.model_dump()
    return [*lines, ", ".join(f"{name} {weight}" for name, weight in weights.items())]
