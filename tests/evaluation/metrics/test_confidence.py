"""Calibration and risk-coverage by hand."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.metrics.confidence import (
    AGGREGATES,
    Bin,
    aurc,
    brier,
    ece,
    refusal_row,
    reliability,
    risk_coverage,
    rows_of,
    said_row,
)
from tests.evaluation.metrics.builders import answer, claim, failure, question, refusal, result, unanswerable, verdict

ROWS = np.array([(0.95, 1), (0.9, 0), (0.85, 1), (0.25, 0)])


def test_ece_by_hand() -> None:
    # (0.9, 1.0]: 0.95 right, gap 0.05. (0.8, 0.9]: 0.9 wrong and 0.85 right, |0.5 - 0.875| = 0.375.
    # (0.2, 0.3]: 0.25 wrong, 0.25. ECE = 1/4 * 0.05 + 2/4 * 0.375 + 1/4 * 0.25 = 0.2625
    assert ece(ROWS) == pytest.approx(0.2625)


def test_the_reliability_diagram_has_the_bins_that_hold_cases() -> None:
    assert reliability(ROWS) == [
        Bin(0.2, 0.3, 1, 0.25, 0.0),
        Bin(0.8, 0.9, 2, pytest.approx(0.875), 0.5),
        Bin(0.9, 1.0, 1, 0.95, 1.0),
    ]


def test_bins_are_closed_above_and_the_lowest_holds_zero() -> None:
    rows = np.array([(0.0, 0), (0.1, 0), (0.3, 1), (0.7, 1), (1.0, 1)])
    assert [(b.low, b.cases) for b in reliability(rows)] == [(0.0, 2), (0.2, 1), (0.6, 1), (0.9, 1)]


def test_brier_by_hand_and_by_scikit_learn() -> None:
    # 0.05^2 + 0.9^2 + 0.15^2 + 0.25^2 = 0.0025 + 0.81 + 0.0225 + 0.0625 = 0.8975, over 4
    assert brier(ROWS) == pytest.approx(0.8975 / 4)
    assert brier(ROWS) == pytest.approx(brier_score_loss(ROWS[:, 1], ROWS[:, 0]))


def test_risk_coverage_by_hand() -> None:
    # by confidence: right, wrong, right, wrong: risks 0/1, 1/2, 1/3, 2/4
    assert risk_coverage(ROWS[[2, 0, 3, 1]]) == [
        *((0.25, 0.0), (0.5, 0.5)),
        *((0.75, pytest.approx(1 / 3)), (1.0, 0.5)),
    ]
    assert aurc(ROWS) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_cases_of_equal_confidence_count_as_the_mean_of_their_group(order: tuple[int, ...]) -> None:
    rows = np.array([(0.9, 1), (0.5, 0), (0.5, 1)])[list(order)]
    # the two at 0.5 are half wrong each: errors 0, 0.5, 1; risks 0/1, 0.5/2, 1/3
    assert [risk for _, risk in risk_coverage(rows)] == pytest.approx([0, 1 / 4, 1 / 3])
    assert aurc(rows) == pytest.approx((0 + 1 / 4 + 1 / 3) / 3)


def test_ties_give_the_mean_over_all_orders() -> None:
    # the same three cases in their two orders: risks (0, 1/2, 1/3) and (0, 0, 1/3)
    one, other = (0 + 1 / 2 + 1 / 3) / 3, (0 + 0 + 1 / 3) / 3
    assert aurc(np.array([(0.9, 1), (0.5, 0), (0.5, 1)])) == pytest.approx((one + other) / 2)


def test_no_rows_give_no_scores_and_no_curves() -> None:
    empty = rows_of([])
    assert empty.shape == (0, 2)
    assert ece(empty) is brier(empty) is aurc(empty) is None
    assert reliability(empty) == risk_coverage(empty) == []


def test_rows_are_of_what_was_said_and_can_be_judged() -> None:
    assert said_row(question(), answer("Putin.", confidence=0.8)) == (0.8, 1.0)
    assert said_row(unanswerable(), answer("Putin.", confidence=0.8)) == (0.8, 0.0)
    assert said_row(question(), refusal(confidence=0.8)) is None
    assert said_row(question(), answer("Putin.")) is None  # no confidence
    assert said_row(question(), failure()) is None
    assert said_row(claim(), verdict(None, confidence=0.8)) is None
    assert refusal_row(unanswerable(), refusal(confidence=0.7)) == (0.7, 1.0)
    assert refusal_row(question(), refusal(confidence=0.7)) == (0.7, 0.0)
    assert refusal_row(question(), answer("Putin.", confidence=0.7)) is None


def test_rows_of_questions_and_of_claims_are_kept_apart() -> None:
    results = [
        *(result(question(), answer("Putin.", confidence=0.8)), result(question(), refusal(confidence=0.6))),
        *(result(claim(), verdict("REFUTED", confidence=0.3)), result(claim(), verdict(confidence=0.9))),
    ]
    assert rows_of(results).tolist() == [[0.8, 1.0]]
    assert rows_of(results, kind="claim").tolist() == [[0.3, 0.0], [0.9, 1.0]]
    assert rows_of(results, row=refusal_row).tolist() == [[0.6, 0.0]]


@pytest.mark.parametrize("confidence", [nan, 1.2, -0.1])
def test_a_confidence_that_is_none_is_refused_with_its_case(confidence: float) -> None:
    with pytest.raises(EvaluationError, match=r"case q1: a confidence must lie in \[0, 1\]"):
        said_row(question(), answer("Putin.", confidence=confidence))


def test_aggregates_are_named_by_what_they_measure() -> None:
    assert {(a.name, a.kind) for a in AGGREGATES if a.name.endswith("ece")} == {
        ("confidence/ece", "question"),
        ("confidence/refusals-ece", "question"),
        ("confidence/claims-ece", "claim"),
    }
