"""Questions in parts, from the search to the answer: every part is looked for, and what is not answered is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant, Outcome

Over = Callable[..., Assistant]
OHIO = "Sherrod Brown won the Senate election in Ohio on Tuesday, officials said."
TEXAS = "Ted Cruz won the Senate election in Texas after a close count, officials said."
RIVER = "The Nile is 6,650 kilometres long, surveyors said on Friday."
AMAZON = "The Amazon is 6,400 kilometres long, a geographer said on Friday."
DAY = "2018-11-10"


def told(text: str, outlet: str, day: str = "2018-11-07") -> dict[str, str]:
    return {"text": text, "outlet": outlet, "published": day, "title": f"News from {outlet}"}


@pytest.fixture
def elections(over: Over) -> Assistant:
    """Ohio is told of ten times, Texas once and long ago: alone it would be far down the list."""
    ohio = [
        told(f"{OHIO} Paper {n} counted the Senate election precincts of Ohio won by Brown.", f"Ohio {n}")
        for n in "abcdefghij"
    ]
    return over(*ohio, told(TEXAS, "Lone Star", "2018-06-01"))


BOTH = "Who won the Senate election in Ohio and who won the Senate election in Texas?"


def test_each_part_is_searched_for_and_has_its_best_passage_on_top(elections: Assistant) -> None:
    found, coverage = elections.search_with_coverage(BOTH, k=4, asked_on=DAY)
    assert coverage.queries == ("Who won the Senate election in Ohio?", "Who won the Senate election in Texas?")
    on_top = [item.passage.text for item in found[:2]]
    assert any("Brown" in text for text in on_top) and any("Cruz" in text for text in on_top)
    assert all(0 <= item.score <= 1 for item in found)
    assert len({(item.passage.article_id, item.passage.start) for item in found}) == len(found)


def test_both_parts_are_answered_with_a_citation_each(elections: Assistant) -> None:
    answer = elections.ask(BOTH, asked_on=DAY)
    assert answer.outcome is Outcome.ANSWERED
    assert "Sherrod Brown" in answer.text and "Ted Cruz" in answer.text
    assert len({citation.article_id for citation in answer.citations}) >= 2
    assert not [note for note in answer.notes if "this part" in note]
    assert answer.coverage.queries == elections.search_with_coverage(BOTH, asked_on=DAY)[1].queries


def test_the_part_that_the_archive_does_not_answer_is_named(elections: Assistant) -> None:
    answer = elections.ask(
        "Who won the Senate election in Texas and how many whales beached in Tasmania?", asked_on=DAY
    )
    assert answer.outcome is Outcome.ANSWERED and "Ted Cruz" in answer.text
    assert "The archive does not answer this part: “How many whales beached in Tasmania?”" in answer.notes


def test_when_no_part_is_answered_the_archive_does_not_answer(elections: Assistant) -> None:
    answer = elections.ask("Who tamed the kraken and how many whales beached in Tasmania?", asked_on=DAY)
    assert answer.outcome is Outcome.NOT_IN_ARCHIVE and answer.citations == ()


def test_both_sides_of_a_comparison_are_found(over: Over) -> None:
    assistant = over(told(RIVER, "One"), told(AMAZON, "Two"), told("The Rhine rose by a metre after rain.", "Three"))
    found, coverage = assistant.search_with_coverage("Which is longer, the Nile or the Amazon?", k=2, asked_on=DAY)
    assert {item.passage.source.outlet for item in found} == {"One", "Two"}
    assert coverage.queries == ("Which is longer: the Nile?", "Which is longer: the Amazon?")


def test_a_claim_is_never_taken_apart(elections: Assistant) -> None:
    claim = "Did Brown win in Ohio and did Cruz win in Texas?"
    assert elections.check(claim, asked_on=DAY).coverage.queries == (claim,)
    assert len(elections.ask(claim, asked_on=DAY).coverage.queries) == 2
