"""Which sentences are quoted behind the one that answers."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant, Question
from assistant.questions.beside import Beside
from assistant.questions.features import Features

HALF = Features(coverage=0.5, coverage_here=0.5, kind=1.0, retrieval=0.8, tells=1.0)
"""A sentence that holds half of the question's words."""


def asked(text: str) -> Question:
    return Question(text=text, standalone=text, asked_on=date(2015, 12, 7))


def test_who_did_it_is_not_told_by_what_was_not_done() -> None:
    beside = Beside.of(asked("Who ordered the withdrawal?"), "Ove Lund ordered it.", HALF)
    assert beside.helps("The order went out on Monday.", HALF)
    assert not beside.helps("The statement named no day.", HALF)


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Did the lander stay upright?", "The lander bounced."),
        ("Who did not resign?", "Ove Lund stayed."),
        ("Who opposes the law?", "Ove Lund did not vote for it."),
    ],
)
def test_a_denial_stays_where_it_may_be_the_answer(question: str, best: str) -> None:
    assert Beside.of(asked(question), best, HALF).helps("Ada Birk did not vote for it either.", HALF)


def test_another_answer_that_denies_the_first_is_never_left_out() -> None:
    beside = Beside.of(asked("How much water does the lake hold?"), "The lake holds 40 million tons of water.", HALF)
    other = "The lake holds 55 million tons of water, the ministry said, not 40 million tons."
    assert beside.helps(other, HALF._replace(coverage_here=1.0))


def test_another_places_figure_is_not_that_of_the_place_asked_about() -> None:
    beside = Beside.of(asked("How much rain fell at Honister?"), "Honister had 341 millimetres.", HALF)
    assert beside.helps("That was a record of 341 millimetres.", HALF)
    assert not beside.helps("At Thirlmere 405 millimetres came down.", HALF)


def test_what_holds_little_of_the_question_is_not_quoted_behind_what_holds_it_all() -> None:
    whole, little = HALF._replace(coverage_here=0.9), HALF._replace(coverage_here=0.2)
    question = asked("Who ordered the withdrawal?")
    complete = Beside.of(question, "Ove Lund ordered the withdrawal.", whole)
    assert complete.helps("The order came from Ove Lund.", HALF)
    assert not complete.helps("The region borders on Osk.", little)
    assert Beside.of(question, "Ove Lund did.", HALF).helps("The region borders on Osk.", little)


def test_the_rain_at_one_pass_is_answered_without_that_at_another_lake(assistant: Assistant) -> None:
    answer = assistant.ask("How much rain fell at Honister?")
    assert ["Honister" in citation.quote for citation in answer.citations] == [True]


def test_a_turnout_is_found_however_its_height_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("How high was the turnout in the Ukrainian election?")
    assert "Turnout on October 26 was 52.42 percent" in answer.citations[0].quote
    assert not assistant.ask("How high was the turnout in the French election?").citations
