"""The order in which passages are read when several of them are one source's."""

from __future__ import annotations

import pytest

from assistant.retrieval.diversity import AMONG, several_sources
from assistant.types import Evidence
from tests.assistant.builders import a_passage


def found(article: str, score: float, number: int = 0, source: str = "") -> Evidence:
    passage = a_passage("It rained.", number=number, article_id=article, start=100 * number)
    return Evidence(passage=passage, score=score, source_id=source)


def read(*ranked: Evidence, again: float = 0.8) -> list[tuple[str, int]]:
    """Which passages are read, in their order."""
    return [(item.passage.article_id, item.passage.id) for item in several_sources(ranked, again)]


def test_what_a_source_says_again_stands_behind_what_another_says_nearly_as_well() -> None:
    assert read(found("a1", 0.9), found("a1", 0.8, 1), found("a2", 0.7, 2)) == [("a1", 0), ("a2", 2), ("a1", 1)]


def test_a_much_better_passage_keeps_its_place() -> None:
    assert read(found("a1", 0.9), found("a1", 0.8, 1), found("a2", 0.5, 2)) == [("a1", 0), ("a1", 1), ("a2", 2)]


def test_each_further_passage_of_a_source_counts_for_less() -> None:
    ordered = several_sources([found("a1", 0.9, number) for number in range(3)], 0.8)
    assert [item.score for item in ordered] == pytest.approx([0.9, 0.72, 0.576])


def test_articles_of_one_report_are_one_source() -> None:
    report = [found("a1", 0.9, source="a1"), found("a2", 0.8, 1, source="a1")]
    assert read(*report, found("a3", 0.7, 2)) == [("a1", 0), ("a3", 2), ("a2", 1)]


def test_nothing_is_lost_and_the_best_stand_first() -> None:
    ranked = [found(f"a{number // 4}", 1 - number / 40, number) for number in range(2 * AMONG)]
    ordered = several_sources(ranked, 0.5)
    assert {item.passage for item in ordered} == {item.passage for item in ranked}
    assert [item.passage for item in ordered] != [item.passage for item in ranked]
    scores = [item.score for item in ordered]
    assert scores == sorted(scores, reverse=True)


def test_the_first_results_do_not_depend_on_how_many_are_asked_for() -> None:
    ranked = [found(f"a{number // 3}", 1 - number / 40, number) for number in range(3 * AMONG)]
    assert read(*ranked, again=0.9)[:AMONG] == read(*ranked[: AMONG + 1], again=0.9)[:AMONG]


@pytest.mark.parametrize("ranked", [[], [found("a1", 0.9)]])
def test_few_passages_stay_as_they_are(ranked: list[Evidence]) -> None:
    assert several_sources(ranked, 0.7) == ranked
