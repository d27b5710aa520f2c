"""Bodies and dates of saved pages."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.evaluation.cases import PageCase
from assistant.evaluation.metrics.extraction import METRICS
from assistant.evaluation.outputs import PageOutput
from tests.evaluation.metrics.builders import values

DAY = date(2019, 11, 18)


def page(text: str, published: date | None = None) -> PageCase:
    return PageCase(id="p1", file="p1.html", text=text, published=published)


def test_bodies_are_bags_of_words() -> None:
    got = values(METRICS, page("The cat saw the dog."), PageOutput(text="Menu: the cat saw a Dog"))
    # true: the*2 cat saw dog (5); extracted: menu the cat saw a dog (6); shared: the cat saw dog (4)
    assert got == {
        "token-precision": pytest.approx(4 / 6),
        "token-recall": pytest.approx(4 / 5),
        "token-f1": pytest.approx(2 * 4 / (6 + 5)),
    }


def test_a_doubled_paragraph_costs_precision() -> None:
    got = values(METRICS, page("one two"), PageOutput(text="one two one two"))
    assert (got["token-precision"], got["token-recall"]) == (0.5, 1.0)


def test_a_rejected_page_scores_zero_and_has_no_precision() -> None:
    got = values(METRICS, page("one two", DAY), PageOutput(text=None, rejected="no article found"))
    assert got == {"token-recall": 0.0, "token-f1": 0.0, "date": 0.0}


def test_the_date_is_right_to_the_day() -> None:
    assert values(METRICS, page("x", DAY), PageOutput(text="x", published=DAY))["date"] == 1.0
    assert values(METRICS, page("x", DAY), PageOutput(text="x", published=date(2019, 11, 19)))["date"] == 0.0
    assert values(METRICS, page("x", DAY), PageOutput(text="x"))["date"] == 0.0


def test_a_page_without_a_true_date_or_body_is_not_judged_by_it() -> None:
    assert "date" not in values(METRICS, page("x"), PageOutput(text="x", published=DAY))
    assert values(METRICS, page(""), PageOutput(text="x")) == {}
