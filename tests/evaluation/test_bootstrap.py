"""Intervals: worked by hand where the draws can be counted, and by their coverage where they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.evaluation import bootstrap
from assistant.evaluation.bootstrap import Interval, interval, mean, paired_interval
from assistant.evaluation.scores import Rows


def column(*values: float) -> Rows:
    return np.array([[value] for value in values], dtype=np.float64)


def total(rows: Rows) -> float | None:
    """The mean by another name, so that it is computed draw by draw."""
    return float(rows[:, 0].mean())


def precision(rows: Rows) -> float | None:
    """Column 0: was it right; column 1: was it said at all."""
    said = rows[:, 1].sum()
    return float((rows[:, 0] * rows[:, 1]).sum() / said) if said else None


def test_the_value_is_the_mean_and_the_interval_surrounds_it() -> None:
    found = interval(column(1, 1, 1, 0), mean, seed=7)
    assert found.value == 0.75  # (1 + 1 + 1 + 0) / 4
    assert found.n == 4
    # Draws of 4 with P(right) = 3/4: P(0 right) = (1/4)^4 = 0.4% < 2.5%; P(0 or 1) = 0.4% + 4 * 3/4 * (1/4)^3 = 5.1%
    # > 2.5%, so the lower end is 1/4. P(4 right) = (3/4)^4 = 31.6% > 2.5%, so the upper end is 1.
    assert (found.low, found.high) == (0.25, 1.0)


def test_the_interval_of_a_proportion_is_near_the_one_worked_out_by_formula() -> None:
    found = interval(column(*[1] * 64, *[0] * 36), mean, seed=1)
    # standard error sqrt(0.64 * 0.36 / 100) = 0.048; 0.64 -+ 1.96 * 0.048 = [0.546, 0.734]
    assert found.low == pytest.approx(0.546, abs=0.015)
    assert found.high == pytest.approx(0.734, abs=0.015)


def test_the_fast_way_for_means_gives_what_the_general_way_gives() -> None:
    rows = np.random.default_rng(3).random((57, 1))
    fast, general = interval(rows, mean, seed=5), interval(rows, total, seed=5)
    assert (fast.value, fast.low, fast.high) == pytest.approx((general.value, general.low, general.high))


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    rows = np.random.default_rng(0).random((40, 1))
    assert interval(rows, mean, seed=1) == interval(rows, mean, seed=1)
    assert interval(rows, mean, seed=1) != interval(rows, mean, seed=2)


def test_the_interval_does_not_depend_on_how_many_draws_are_held_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.random.default_rng(0).random((40, 1))
    whole = interval(rows, mean, seed=1)
    monkeypatch.setattr(bootstrap, "_BLOCK", 40 * 7)  # 7 draws at a time: 142 blocks of 7, one of 6
    assert interval(rows, mean, seed=1) == whole


def test_no_case_has_no_value() -> None:
    assert interval(np.empty((0, 1)), mean, seed=0) == Interval(None, None, None, 0)


def test_one_case_has_a_value_and_no_interval() -> None:
    assert interval(column(1), mean, seed=0) == Interval(1.0, None, None, 1)


def test_equal_cases_give_an_interval_without_width() -> None:
    assert interval(column(1, 1, 1), mean, seed=0) == Interval(1.0, 1.0, 1.0, 3)


def test_an_aggregate_that_the_cases_do_not_determine_has_neither_value_nor_interval() -> None:
    assert interval(np.array([[1.0, 0.0], [0.0, 0.0]]), precision, seed=0) == Interval(None, None, None, 2)


def test_draws_without_a_score_are_left_out_when_they_are_few() -> None:
    rows = np.array([[1.0, 1.0]] * 3 + [[0.0, 1.0]] * 3 + [[0.0, 0.0]] * 4)
    # A draw of 10 has nothing said with probability 0.4^10 = 0.01%.
    found = interval(rows, precision, seed=0)
    assert found.value == 0.5  # 3 right of 6 said
    assert found.low is not None and found.high is not None and found.low < 0.5 < found.high


def test_too_many_draws_without_a_score_give_no_interval() -> None:
    rows = np.array([[1.0, 1.0]] + [[0.0, 0.0]] * 9)
    # A draw of 10 misses the only case with something said with probability 0.9^10 = 35%, over the 5% allowed.
    assert interval(rows, precision, seed=0) == Interval(1.0, None, None, 10)


def test_a_number_that_is_not_finite_is_an_error() -> None:
    with pytest.raises(ValueError, match="not finite"):
        interval(column(1, float("nan")), mean, seed=0)
    with pytest.raises(ValueError, match="finite number"):
        interval(column(1, 2), lambda rows: float("inf"), seed=0)
    with pytest.raises(ValueError, match="cases, columns"):
        interval(np.array([1.0, 2.0]), mean, seed=0)


def test_a_pair_is_compared_on_the_same_cases() -> None:
    hard_and_easy = [(0.1,), (0.9,), (0.2,), (0.8,)]
    a_little_better = [(value + 0.05,) for (value,) in hard_and_easy]
    found = paired_interval(hard_and_easy, a_little_better, mean, seed=0)
    # Every case gained 0.05, so every draw did, although the cases differ far more among themselves.
    assert (found.value, found.low, found.high) == pytest.approx((0.05, 0.05, 0.05))
    assert found.excludes_zero


def test_a_difference_that_may_be_chance_includes_zero() -> None:
    found = paired_interval([(1,), (0,), (1,), (0,)], [(0,), (1,), (1,), (1,)], mean, seed=0)
    assert found.value == 0.25  # 3/4 - 2/4
    assert not found.excludes_zero


def test_a_case_that_applies_on_one_side_only_counts_on_that_side() -> None:
    a = [(1.0,), (0.0,), None, None, (1.0,)]
    b = [(1.0,), (1.0,), (0.0,), None, (1.0,)]
    found = paired_interval(a, b, mean, seed=0)
    assert found.value == pytest.approx(3 / 4 - 2 / 3)  # (1+1+0+1)/4 - (1+0+1)/3
    assert found.n == 4  # the fourth case applies to neither


def test_the_fast_way_for_pairs_gives_what_the_general_way_gives() -> None:
    generator = np.random.default_rng(8)
    a = [(float(v),) if v > 0.2 else None for v in generator.random(60)]
    b = [(float(v),) if v > 0.1 else None for v in generator.random(60)]
    fast, general = paired_interval(a, b, mean, seed=5), paired_interval(a, b, total, seed=5)
    assert (fast.value, fast.low, fast.high) == pytest.approx((general.value, general.low, general.high))


def test_a_side_without_any_case_gives_no_difference() -> None:
    assert paired_interval([None, None], [(1,), (0,)], mean, seed=0) == Interval(None, None, None, 2)
    assert paired_interval([], [], mean, seed=0) == Interval(None, None, None, 0)
    assert paired_interval([(0,)], [(1,)], mean, seed=0) == Interval(1.0, None, None, 1)


def test_sides_of_different_length_are_no_pair() -> None:
    with pytest.raises(ValueError, match="same cases"):
        paired_interval([(1,)], [(1,), (0,)], mean, seed=0)


def test_about_95_of_100_intervals_hold_the_true_value() -> None:
    generator = np.random.default_rng(11)
    held = 0
    for trial in range(200):
        found = interval((generator.random((100, 1)) < 0.7).astype(np.float64), mean, seed=trial)
        assert found.low is not None and found.high is not None
        held += found.low <= 0.7 <= found.high
    assert 182 <= held <= 198  # 190 expected, standard deviation sqrt(200 * 0.95 * 0.05) = 3.1
