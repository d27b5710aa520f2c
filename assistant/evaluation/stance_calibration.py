"""Fits the probabilities of verdicts to runs over claims: runs -> the file that `assistant.claims.stance_weights`
loads.

Two logistic regressions over the features of the source by which a claim was judged (`Verdict.signals`). Every set and
every label of it counts the same, so that neither a large set nor a lopsided one decides. No feature may speak against
what it was made to speak for: one whose weight comes out negative is left out and the others are fitted again. Fitted
on one half of the claims and reported on the other; claims about the same article are in one half.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant import Label
from assistant.claims.stance import StanceFeatures
from assistant.claims.stance_weights import StanceLogistic, StanceWeights
from assistant.evaluation.cases import ClaimCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.labels import expected, scheme_for
from assistant.evaluation.outputs import VerdictOutput
from assistant.evaluation.saved_run import SavedRun
from assistant.evaluation.summary import aligned

SYSTEM = "assistant"
FEWEST = 20
"""Claims of each outcome below which nothing is fitted."""
REGULARISATION = 1.0
"""scikit-learn's C, its default; the features lie in [0, 1]."""
RIGHT_ENOUGH = 0.8
"""How many of the sources that are said to support must do so, on average over the sets, had each set as many claims
that are supported as others. What a verdict is worth to a reader was set first; how many are given follows from it."""
MOST_IN_A_GROUP = 0.2
"""Where shared articles tie more of a set together than this (encyclopedia pages), claims are split one by one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as the fit sees it."""

    dataset: str
    features: StanceFeatures
    carries: bool
    contradicts: bool
    supported: bool
    refuted: bool
    """Or not supported, in a set that does not tell these apart."""
    held_out: bool


def calibrate_verdicts(runs: Sequence[SavedRun], base: StanceWeights, seed: int = 0) -> StanceWeights:
    """The weights fitted on the runs; those for refuting as in `base` where too few claims are contradicted.

    Raises `EvaluationError` when the runs hold too few claims of one outcome, or come from a version without signals.
    """
    claims = [claim for run in runs for claim in _claims(run, seed)]
    fitting, kept = [c for c in claims if not c.held_out], [c for c in claims if c.held_out]
    supported = _fit(
        [c for c in fitting if c.carries], lambda c: c.supported, "claims that are supported and that are not"
    )
    update: dict[str, Any] = {"supported": supported, "supported_from": _threshold(fitting, supported)}
    against = [c for c in fitting if c.contradicts]
    if min(sum(c.refuted for c in against), sum(not c.refuted for c in against)) >= FEWEST:
        update["refuted"] = _fit(against, lambda c: c.refuted, "claims that are refuted and that are not")
    weights = base.model_copy(update=update)
    report = {
        "runs": [{"dataset": run.info.dataset.name, "hash": run.info.dataset.hash[:16]} for run in runs],
        "seed": seed,
        "fitted_on": len(fitting),
        "reported_on": len(kept),
        "sets": {
            name: _report([c for c in kept if c.dataset == name], fitting, weights)
            for name in dict.fromkeys(claim.dataset for claim in claims)
        },
    }
    return weights.model_copy(update={"fitted": report})


def verdict_lines(weights: StanceWeights) -> list[str]:
    """What `fitted` says, for a terminal."""
    fitted = weights.fitted
    sets: dict[str, dict[str, float | None]] = fitted["sets"]
    names = list(next(iter(sets.values()), {}))
    rows = [["", *names]] + [[name, *(str(row[column]) for column in names)] for name, row in sets.items()]
    return [f"fitted on {fitted['fitted_on']} claims, reported on {fitted['reported_on']} others", *aligned(rows)]


def _claims(run: SavedRun, seed: int) -> list[Claim]:
    results = [(r.case, r.output) for r in run.of(SYSTEM)]
    pairs = [(c, o) for c, o in results if isinstance(c, ClaimCase) and isinstance(o, VerdictOutput) and o.signals]
    if not pairs:
        return []
    scheme = scheme_for({case.label for case, _ in pairs})
    groups = _groups([case for case, _ in pairs])
    claims = []
    for (case, output), group in zip(pairs, groups, strict=True):
        signals = dict(output.signals)
        carries, contradicts = bool(signals.pop("carries", 0.0)), bool(signals.pop("contradicts", 0.0))
        try:
            features = StanceFeatures(**signals)
        except TypeError as error:
            raise EvaluationError(
                f"claim {case.id!r} was run by a version with other features ({', '.join(signals)}): run it again"
            ) from error
        wanted = expected(case.label, scheme)
        claims.append(
            Claim(
                dataset=run.info.dataset.name,
                features=features,
                carries=carries,
                contradicts=contradicts,
                supported=wanted == Label.SUPPORTED,
                refuted=wanted not in (Label.SUPPORTED, Label.CONFLICTING, Label.NOT_ENOUGH_EVIDENCE),
                held_out=bool(hashlib.sha256(f"{seed}:{group}".encode()).digest()[0] % 2),
            )
        )
    return claims


def _groups(cases: Sequence[ClaimCase]) -> list[str]:
    """For each claim the name of its group: those that share an article, directly or through others."""
    leader: dict[str, str] = {}

    def of(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for case in cases:
        for article in (*case.cited_articles, *(gold.article_id for gold in case.gold)):
            if article is not None:
                leader[of(f"claim {case.id}")] = of(article)
    groups = [of(f"claim {case.id}") for case in cases]
    largest = Counter(groups).most_common(1)[0][1]
    return groups if largest <= MOST_IN_A_GROUP * len(cases) else [case.id for case in cases]


def _fit(claims: Sequence[Claim], target: Callable[[Claim], bool], what: str) -> StanceLogistic:
    from sklearn.linear_model import LogisticRegression

    y = np.array([target(claim) for claim in claims], dtype=bool)
    if min(y.sum(), len(y) - y.sum()) < FEWEST:
        raise EvaluationError(
            f"too few {what} to fit on: {y.sum()} and {len(y) - y.sum()}, at least {FEWEST} of each are needed"
        )
    x = np.array([claim.features for claim in claims])
    share = Counter(zip((claim.dataset for claim in claims), y, strict=True))
    weight = np.array([1 / share[claim.dataset, wanted] for claim, wanted in zip(claims, y, strict=True)])
    weight *= len(y) / weight.sum()
    kept = list(range(x.shape[1]))
    while True:
        model = LogisticRegression(C=REGULARISATION, max_iter=2_000).fit(x[:, kept], y, sample_weight=weight)
        wrong = [place for place, value in zip(kept, model.coef_[0], strict=True) if value < 0]
        if not wrong or len(kept) == 1:
            break
        worst = min(zip(model.coef_[0], kept, strict=True))[1]
        kept.remove(worst)
    fitted = dict(zip(kept, model.coef_[0], strict=True))
    weights = {name: round(float(fitted.get(n, 0.0)), 3) for n, name in enumerate(StanceFeatures._fields)}
    return StanceLogistic(offset=round(float(model.intercept_[0]), 3), weights=weights)


def _probability(claim: Claim, logistic: StanceLogistic) -> float:
    return logistic.probability(claim.features) if claim.carries else 0.0


def _threshold(claims: Sequence[Claim], logistic: StanceLogistic) -> float:
    """The lowest probability from which on enough of what is said to be supported is."""
    for step in range(50, 96):
        if _even_precision(claims, logistic, step / 100) >= RIGHT_ENOUGH:
            return step / 100
    return 0.95


def _even_precision(claims: Sequence[Claim], logistic: StanceLogistic, threshold: float) -> float:
    """The mean over the sets of hits / (hits + false alarms), both as shares of the claims of their label."""
    found = []
    for name in {claim.dataset for claim in claims}:
        hit, false = (
            _share([c for c in claims if c.dataset == name and c.supported is s], logistic, threshold)
            for s in (True, False)
        )
        if hit + false:
            found.append(hit / (hit + false))
    return sum(found) / len(found) if found else 0.0


def _share(claims: Sequence[Claim], logistic: StanceLogistic, threshold: float) -> float:
    return sum(_probability(c, logistic) >= threshold for c in claims) / len(claims) if claims else 0.0


def _report(kept: Sequence[Claim], fitting: Sequence[Claim], weights: StanceWeights) -> dict[str, float | None]:
    """How the decision "supported or not" does on claims of one set, and beside it what a single threshold on shared
    words would, and what weights would that never saw the set."""
    logistic, threshold = weights.supported, weights.supported_from
    name = kept[0].dataset if kept else ""
    others = [c for c in fitting if c.dataset != name and c.carries]
    blind = logistic
    if len({c.dataset for c in others}) > 0 and min(Counter(c.supported for c in others).values(), default=0) >= FEWEST:
        blind = _fit(others, lambda c: c.supported, "claims")
    said = [c for c in kept if _probability(c, logistic) >= threshold]
    against = [c for c in kept if c.contradicts and weights.refuted.probability(c.features) >= weights.refuted_from]
    words = max(
        (step / 20 for step in range(1, 21)), key=lambda t: _balanced(fitting, lambda c: c.features.passage >= t) or 0.0
    )
    measured = {
        "claims": len(kept),
        "said_supported": len(said),
        "right": sum(c.supported for c in said) / len(said) if said else None,
        "said_refuted": len(against),
        "refuted_right": sum(c.refuted for c in against) / len(against) if against else None,
        "balanced": _balanced(kept, lambda c: _probability(c, logistic) >= threshold),
        "balanced_leaning": _balanced(kept, lambda c: _probability(c, logistic) >= 0.5),
        "balanced_unseen_set": _balanced(kept, lambda c: _probability(c, blind) >= 0.5),
        "balanced_words_alone": _balanced(kept, lambda c: c.features.passage >= words),
        "auc": _auc(kept, logistic),
        "auc_unseen_set": _auc(kept, blind),
    }
    return {key: None if value is None else round(value, 3) for key, value in measured.items()}


def _balanced(claims: Sequence[Claim], says: Callable[[Claim], bool]) -> float | None:
    right = [[says(c) is c.supported for c in claims if c.supported is s] for s in (True, False)]
    return sum(sum(side) / len(side) for side in right) / 2 if all(right) else None


def _auc(claims: Sequence[Claim], logistic: StanceLogistic) -> float | None:
    from sklearn.metrics import roc_auc_score

    y = [claim.supported for claim in claims]
    if len(set(y)) < 2:
        return None
    return float(roc_auc_score(y, [_probability(claim, logistic) for claim in claims]))
