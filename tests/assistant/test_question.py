"""What was typed, with its conversation and filters, as a question that can be searched for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from assistant.errors import InvalidQuestion
from assistant.questions.question import needs_context, turns, understand
from assistant.types import Question, Turn

TODAY = date(2014, 11, 5)
FIRST = "Who ordered the Rostov troop withdrawal?"


def asked(text: str, **options: Any) -> Question:
    return understand(text, today=TODAY, **options)


@pytest.mark.parametrize(
    "text", ["And how many?", "How many?", "Why were they there?", "What about Poland?", "Why Rostov?"]
)
def test_a_follow_up_is_made_whole_by_the_question_it_follows(text: str) -> None:
    question = asked(text, history=[Turn(FIRST, "Putin [1]")])
    assert question.text == text and question.standalone == f"{text} ({FIRST})"


@pytest.mark.parametrize(
    "text", ["Who won the 2014 FIFA World Cup?", "How many tanks did NATO count?", "Where is Sochi?"]
)
def test_a_question_that_stands_alone_takes_nothing_from_the_conversation(text: str) -> None:
    assert asked(text, history=[FIRST]).standalone == text


def test_a_second_follow_up_reaches_back_to_the_question_that_started() -> None:
    assert FIRST in asked("Why were they there?", history=[FIRST, "And how many?"]).standalone


def test_a_conversation_of_follow_ups_only_falls_back_on_the_first() -> None:
    assert asked("And how many?", history=["Why?", "And when?"]).standalone == "And how many? (Why?)"


@pytest.mark.parametrize(
    "given",
    [
        Turn(FIRST, "Putin"),
        (FIRST, "Putin"),
        [FIRST, "Putin"],
        {"question": FIRST, "answer": "Putin"},
    ],
)
def test_a_turn_may_be_given_in_any_of_its_forms(given: Any) -> None:
    assert turns([given]) == (Turn(FIRST, "Putin"),)


@pytest.mark.parametrize("given", [FIRST, {"question": FIRST}, {"question": FIRST, "answer": None}])
def test_an_answer_may_be_missing_from_a_turn(given: Any) -> None:
    assert turns([given]) == (Turn(FIRST),)


@pytest.mark.parametrize("history", [FIRST, {"question": FIRST}, 5, [5], [("a", "b", "c")], [{"answer": "x"}], [None]])
def test_a_history_in_another_form_is_refused(history: Any) -> None:
    with pytest.raises(InvalidQuestion, match="history"):
        asked("And how many?", history=history)


@pytest.mark.parametrize("text", ["", "   \n", "?!...", "“—”", "_"])
def test_a_question_without_a_word_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuestion, match="empty"):
        asked(text)


def test_a_question_of_a_hundred_thousand_characters_is_refused_in_one_line() -> None:
    with pytest.raises(InvalidQuestion, match="100,000 characters") as refused:
        asked("troops? " * 12_499 + "troops??")
    assert "\n" not in str(refused.value) and len(str(refused.value)) < 200


@pytest.mark.parametrize("value", ["yesterday", "2014-13-01", "2014-02-30", "05.11.2014", "x" * 10, 20141105])
@pytest.mark.parametrize("name", ["asked_on", "as_of", "published_from", "published_to"])
def test_a_wrong_date_is_one_line_that_names_the_filter_and_the_form(name: str, value: Any) -> None:
    with pytest.raises(InvalidQuestion, match=f"^{name}: .* is not a date; write it as YYYY-MM-DD") as refused:
        asked(FIRST, **{name: value})
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("value", [date(2014, 10, 12), datetime(2014, 10, 12, 17, 30), "2014-10-12", " 2014-10-12 "])
def test_a_date_may_be_given_in_several_types(value: Any) -> None:
    question = asked(FIRST, asked_on=value, as_of=value)
    assert type(question.asked_on) is date and question.asked_on == question.filters.as_of == date(2014, 10, 12)


def test_dates_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(InvalidQuestion, match="wrong way round"):
        asked(FIRST, published_from="2014-10-02", published_to="2014-10-01")
    assert asked(FIRST, published_from="2014-10-01", published_to="2014-10-01").filters.published_from


@pytest.mark.parametrize("outlets", ["Sputnik", [""], ["Sputnik", "  "], [None], [5]])
def test_outlets_that_would_silently_filter_nothing_are_refused(outlets: Any) -> None:
    with pytest.raises(InvalidQuestion, match="outlets"):
        asked(FIRST, outlets=outlets)


def test_asked_on_is_the_day_given_else_the_as_of_day_else_today() -> None:
    assert asked(FIRST, asked_on="2014-10-13", as_of="2014-10-20").asked_on == date(2014, 10, 13)
    assert asked(FIRST, as_of="2014-10-20").asked_on == date(2014, 10, 20)
    today = asked(FIRST)
    assert today.asked_on == TODAY and today.assumed_today
    assert not asked(FIRST, as_of="2014-10-20").assumed_today


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Who met in September 2014?", date(2014, 9, 15)),
        ("Who met on 12 October 2014?", date(2014, 10, 12)),
        ("Who met on 31 June 2014 or on 2 July 2014?", date(2014, 7, 2)),
        ("Who met last month?", date(2014, 10, 15)),
        ("Who met in March?", date(2014, 3, 15)),
        ("Who met on Tuesday?", None),
        ("Who met yesterday?", None),
        ("Who met in 2014?", None),
    ],
)
def test_the_day_a_question_names_is_where_articles_are_looked_for(text: str, about: date | None) -> None:
    assert asked(text, asked_on="2014-11-05").about == about


def test_without_the_day_of_asking_last_month_means_nothing() -> None:
    assert asked("Who met last month?").about is None


@pytest.mark.parametrize("text", ["Why?", "And then?", "Who is he?", "What happened there?"])
def test_what_points_back_needs_its_context(text: str) -> None:
    assert needs_context(text)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("Which cereal brand announced it will stop selling toys?", False),
        ("What harbour city reopened its lifting bridge to lorries?", False),
        ("Which minister said it was a mistake?", True),
        ("Which countries supported it in the vote?", True),
        ("What did they say about its lifting bridge?", True),
        ("Which brand announced it will stop selling them?", True),
    ],
)
def test_a_pronoun_for_the_questions_own_noun_points_back_to_nothing(text: str, needs: bool) -> None:
    assert needs_context(text) is needs


def test_white_space_and_line_breaks_are_one_space() -> None:
    assert asked("  Who\nordered\t it? ").text == "Who ordered it?"
