"""What is measured of a dataset, by the labels of its claims."""

from __future__ import annotations

from math import inf, nan

import pytest

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.metrics import AGGREGATES, METRICS, aggregates_for, metrics_for
from assistant.evaluation.scores import Score


def test_a_dataset_without_claims_has_no_verdict_scores() -> None:
    assert metrics_for([]) == METRICS
    assert aggregates_for([]) == AGGREGATES
    assert not [m for m in (*METRICS, *AGGREGATES) if m.name.startswith("verdicts/")]


def test_verdict_scores_have_the_classes_of_the_dataset() -> None:
    names = {a.name for a in aggregates_for(["supported", "not_supported"])}
    assert {"verdicts/f1:SUPPORTED", "verdicts/f1:NOT_SUPPORTED"} <= names
    assert "verdicts/f1:REFUTED" not in names
    assert "verdicts/f1:REFUTED" in {a.name for a in aggregates_for(["Refuted"])}
    assert "verdicts/right" in {m.name for m in metrics_for(["Refuted"])}


def test_labels_may_come_once_only() -> None:
    assert metrics_for(label for label in ["Refuted"])[-1].name == "verdicts/right"
    assert len(aggregates_for(label for label in ["Refuted"])) > len(AGGREGATES)


@pytest.mark.parametrize("ask", [metrics_for, aggregates_for])
def test_an_unknown_label_is_refused_before_anything_is_scored(ask: object) -> None:
    with pytest.raises(EvaluationError, match="'Half true' is not known"):
        ask(["Refuted", "Half true"])  # type: ignore[operator]


def test_names_are_unique_and_have_a_group() -> None:
    names = [score.name for score in (*metrics_for(["Refuted"]), *aggregates_for(["Refuted"]))]
    assert len(names) == len(set(names))
    assert all(name.count("/") == 1 for name in names)


@pytest.mark.parametrize("value", [nan, inf])
def test_a_score_that_is_no_number_cannot_be_made(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        Score(value)
