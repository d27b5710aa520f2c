"""Fits the weights of `assistant.retrieval.ranking` to which evidence was right: searched cases -> the file that it
loads.

Of the passages found for a question, a right one should come first: the weights make that likely (`listwise.py`), no
weight below 0. Every way of asking (a dataset, with and without its
dates, with and without vectors) counts the same. Fitted on one half of the cases and reported on the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assistant import Assistant, Evidence
from assistant.evaluation.built_once import Progress, silent
from assistant.evaluation.cases import Case, ClaimCase, PageCase, QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.listwise import Matrix, listwise_weights
from assistant.evaluation.metrics.relevance import carriers, judged, sources_in
from assistant.evaluation.outputs import RankedPassage
from assistant.evaluation.systems import ranked_passages
from assistant.retrieval.ranking import Ranking, beside_others

DEPTH = 60
"""Passages of a case that take part."""
REGULARISATION = 0.005
"""Weight of the squares of the weights against the mean loss of a question; .002 and .02 gave the same within .005."""
NOT_FITTED = ("phrase",)
"""Signals whose weight is a decision: words in quotation marks are wanted as they stand."""
FEWEST = 20
"""Cases of the fitting half with a right and a wrong passage below which nothing is fitted."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found for a case, in the order of the index's ids."""

    case_id: str
    way: str
    """The dataset and how it was asked."""
    signals: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    held_out: bool


def searched(
    assistant: Assistant, dataset: str, cases: Sequence[Case], seed: int = 0, progress: Progress = silent
) -> list[Searched]:
    """Every case that has gold, asked with its day and without, and read with the vectors' part and without."""
    found: list[Searched] = []
    for done, case in enumerate(cases, start=1):
        progress(f"searching for {dataset}", done, len(cases))
        if isinstance(case, PageCase) or not case.gold or (isinstance(case, QuestionCase) and not case.answerable):
            continue
        text, day = (case.question, case.asked_on) if isinstance(case, QuestionCase) else (case.claim, case.claim_date)
        half = hashlib.sha256(f"{seed}:{case.id}".encode()).digest()[0] % 2
        for asked_on in dict.fromkeys((day, None)):
            evidence = assistant.search(text, k=DEPTH, asked_on=asked_on)
            kept = sorted(_judged(case, evidence), key=lambda pair: pair[0].passage.id)
            way = f"{dataset}, {'day told' if asked_on else 'day not told'}"
            for name, part in _with_and_without_vectors(way, kept):
                found.append(
                    Searched(
                        case.id,
                        name,
                        tuple(item.signals for item, _ in part),
                        tuple(right for _, right in part),
                        held_out=bool(half),
                    )
                )
    return found


def fit_ranking(cases: Sequence[Searched], base: Ranking, about: Sequence[Mapping[str, Any]] = ()) -> Ranking:
    """The ranking with weights fitted to the cases; `fitted` says how it and `base` do on the half kept aside.

    Raises `EvaluationError` when there is too little to fit on.
    """
    names = [name for name in base.weights if name not in NOT_FITTED]
    fitting = [case for case in cases if not case.held_out and any(case.right) and not all(case.right)]
    if len(fitting) < FEWEST:
        raise EvaluationError(
            f"too little to fit on: {len(fitting)} cases with right and wrong evidence, at least {FEWEST} are needed"
        )
    weights = listwise_weights(
        [(_matrix(case, names), np.array(case.right)) for case in fitting],
        _shares(fitting),
        regularisation=REGULARISATION,
        start=1.0,
        least=0.0,
    )
    scale = weights[names.index("lexical")] or 1.0
    fitted = base.model_copy(
        update={
            "weights": {
                **base.weights,
                **{name: round(float(weight / scale), 2) for name, weight in zip(names, weights, strict=True)},
            }
        }
    )
    kept = [case for case in cases if case.held_out]
    report = {
        "on": [dict(item) for item in about],
        "fitted_on": len(fitting),
        "reported_on": len(kept),
        "before": _report(kept, base),
        "after": _report(kept, fitted),
    }
    return fitted.model_copy(update={"fitted": report})


def _judged(case: QuestionCase | ClaimCase, evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, bool]]:
    gold = {item.article_id for item in case.gold}

    def right(passage: RankedPassage) -> bool:
        return bool(sources_in(passage, case) if isinstance(case, QuestionCase) else carriers(passage) & gold)

    for item, passage in zip(evidence, ranked_passages(evidence, len(evidence)), strict=True):
        if isinstance(case, ClaimCase) or judged(case, [passage]):
            yield item, right(passage)


def _with_and_without_vectors(
    way: str, found: list[tuple[Evidence, bool]]
) -> Iterator[tuple[str, list[tuple[Evidence, bool]]]]:
    if not any("dense" in item.signals for item, _ in found):
        yield f"{way}, words", found
        return
    yield f"{way}, words and vectors", found
    by_words = [(item, right) for item, right in found if item.signals["lexical"]]
    yield f"{way}, words", [(_without_dense(item), right) for item, right in by_words]


def _without_dense(item: Evidence) -> Evidence:
    return replace(item, signals={name: value for name, value in item.signals.items() if name != "dense"})


def _matrix(case: Searched, names: Sequence[str]) -> Matrix:
    """Passages by signals; what says nothing for a case is 0 for all of its passages, which changes no order."""
    return np.array(
        [[signals.get(name, 0.0) * beside_others(name, signals) for name in names] for signals in case.signals],
        dtype=np.float64,
    )


def _shares(cases: Sequence[Searched]) -> Matrix:
    ways = [case.way for case in cases]
    return np.array([1.0 / (ways.count(way) * len(set(ways))) for way in ways])


def _report(cases: Sequence[Searched], ranking: Ranking) -> dict[str, dict[str, float]]:
    """For each way of asking: in how many cases something right comes first, and among the first five."""
    names = list(ranking.weights)
    weights = np.array([ranking.weights[name] for name in ranking.weights])
    ranks: dict[str, list[float]] = {}
    for case in cases:
        scores = _matrix(case, names) @ weights if case.signals else np.zeros(0)
        order = np.argsort(-scores, kind="stable")
        ranks.setdefault(case.way, []).append(
            next((rank for rank, place in enumerate(order) if case.right[place]), np.inf)
        )
    return {
        way: {"cases": len(found), **{f"hit@{k}": round(float(np.mean(np.array(found) < k)), 3) for k in (1, 5)}}
        for way, found in sorted(ranks.items())
    }


def report_lines(ranking: Ranking) -> list[str]:
    """What `fitted` says, for a terminal."""
    fitted = ranking.fitted
    lines = [f"fitted on {fitted['fitted_on']} searches, reported on {fitted['reported_on']} others (hit@1 / hit@5)"]
    for way, after in fitted["after"].items():
        before = fitted["before"][way]
        shown = [f"{scores['hit@1']:.3f} / {scores['hit@5']:.3f}" for scores in (before, after)]
        lines.append(f"{way} ({after['cases']}): {shown[0]} before, {shown[1]} now")
    return [*lines, ", ".join(f"{name} {weight}" for name, weight in ranking.weights.items())]
