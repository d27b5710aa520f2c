"""The probabilities of verdicts are fitted to runs, and no set's share of true claims is learnt."""

from __future__ import annotations

import random

import pytest

from assistant.claims.stance import StanceFeatures
from assistant.claims.stance_weights import StanceWeights
from assistant.evaluation.cases import ClaimCase, Gold
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.stance_calibration import Claim, _fit, _groups, _threshold


def claims(dataset: str, true: int, false: int, *, seed: int = 0) -> list[Claim]:
    """Claims of which the true ones are covered better, and `ahead` means nothing or the opposite."""
    chance = random.Random(seed)

    def one(supported: bool) -> Claim:
        here = min(1.0, max(0.0, chance.gauss(0.8 if supported else 0.4, 0.15)))
        features = StanceFeatures(here, here, here, here, here, 1.0, 0.5, chance.random() * (0.3 if supported else 1.0))
        return Claim(dataset, features, True, False, supported, not supported, False)

    return [one(True) for _ in range(true)] + [one(False) for _ in range(false)]


def test_more_of_a_claim_never_speaks_against_it() -> None:
    fitted = _fit(claims("one", 60, 60), lambda c: c.supported, "claims")
    assert all(weight >= 0 for weight in fitted.weights.values()) and fitted.weights["ahead"] == 0


def test_a_lopsided_set_teaches_no_prior() -> None:
    even, lopsided = (_fit(claims("s", true, 200), lambda c: c.supported, "claims") for true in (200, 30))
    middle = StanceFeatures(*[0.6] * 5, 1.0, 0.5, 0.0)
    assert even.probability(middle) == pytest.approx(lopsided.probability(middle), abs=0.15)


def test_the_threshold_is_where_enough_of_what_is_said_is_right() -> None:
    sample = claims("one", 100, 100) + claims("two", 50, 50, seed=1)
    fitted = _fit(sample, lambda c: c.supported, "claims")
    threshold = _threshold(sample, fitted)
    said = [c for c in sample if fitted.probability(c.features) >= threshold]
    assert sum(c.supported for c in said) / len(said) >= 0.75


def test_too_few_claims_are_an_error() -> None:
    with pytest.raises(EvaluationError, match="too few"):
        _fit(claims("one", 5, 100), lambda c: c.supported, "claims")


def test_claims_about_one_article_are_in_one_half() -> None:
    cases = [
        ClaimCase(id=str(n), claim="c", label="SUPPORTED", gold=(Gold(article_id=f"a{n // 2}"),)) for n in range(12)
    ]
    groups = _groups(cases)
    assert all((groups[i] == groups[j]) == (i // 2 == j // 2) for i in range(12) for j in range(12))


def test_the_shipped_weights_say_what_they_were_fitted_on() -> None:
    shipped = StanceWeights.load()
    assert 0.5 <= shipped.supported_from < 1 and len(shipped.fitted["sets"]) == 5
    assert all(weight >= 0 for weight in shipped.supported.weights.values())
