"""Percentiles of time, failures apart."""

from __future__ import annotations

import pytest

from assistant.evaluation.metrics.latency import failures, percentiles
from assistant.evaluation.outputs import FAILED
from tests.evaluation.metrics.builders import answer, claim, failure, question, result, verdict


def test_percentiles_of_each_stage_and_of_the_whole() -> None:
    results = [result(question(), answer("x", seconds={"retrieve": s / 10}), seconds=s) for s in (1.0, 2.0, 3.0, 5.0)]
    results.append(result(claim(), verdict(seconds={"verify": 0.5}), seconds=4.0))
    got = percentiles(results)
    # 1 2 3 4 5: the middle is 3; 95% of the way is place 0.95 * 4 = 3.8, so 4 + 0.8 * (5 - 4)
    assert got["whole"] == {"p50": 3.0, "p95": pytest.approx(4.8), "cases": 5.0}
    # .1 .2 .3 .5: place 1.5, so 0.25; place 0.95 * 3 = 2.85, so 0.3 + 0.85 * 0.2
    assert got["retrieve"] == {"p50": pytest.approx(0.25), "p95": pytest.approx(0.47), "cases": 4.0}
    assert got["verify"] == {"p50": 0.5, "p95": 0.5, "cases": 1.0}
    assert next(iter(got)) == "whole"


def test_failures_are_counted_and_left_out() -> None:
    results = [
        result(question(), answer("x"), seconds=2.0),
        result(question(), failure(), seconds=0.01, error="boom"),
        result(question(), failure(), seconds=0.01),
        result(claim(), verdict(FAILED), seconds=0.01),
    ]
    assert failures(results) == 3
    assert percentiles(results) == {"whole": {"p50": 2.0, "p95": 2.0, "cases": 1.0}}


def test_nothing_but_failures_has_no_percentiles() -> None:
    assert percentiles([result(question(), failure())]) == percentiles([]) == {}
