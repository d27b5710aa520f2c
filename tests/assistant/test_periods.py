"""Stretches of days that a question names, and where a search looks then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant import Assistant
from assistant.language.periods import Period, period_named
from assistant.retrieval.ranking import nearness

ASKED_ON = date(2014, 11, 5)
Over = Callable[..., Assistant]


def stretch(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Who met between March and June 2014?", "2014-03-01", "2014-06-30"),
        ("Who met between March and June?", "2014-03-01", "2014-06-30"),
        ("Who met between 3 and 9 March 2014?", "2014-03-03", "2014-03-09"),
        ("What burned from 3 March to 9 April 2014?", "2014-03-03", "2014-04-09"),
        ("Who has resigned since July 2014?", "2014-07-01", "2014-11-05"),
        ("Who met in September 2014?", "2014-09-01", "2014-09-30"),
        ("Who resigned earlier this month?", "2014-11-01", "2014-11-05"),
        ("What was closed last spring?", "2014-03-01", "2014-05-31"),
        ("What was closed last winter?", "2013-12-01", "2014-02-28"),
        ("What was closed this summer?", "2014-06-01", "2014-08-31"),
        ("Who met last week?", "2014-10-27", "2014-11-02"),
        ("Who met last month?", "2014-10-01", "2014-10-31"),
        ("How many drowned in the past three weeks?", "2014-10-15", "2014-11-05"),
        ("How many drowned over the last few days?", "2014-11-02", "2014-11-05"),
    ],
)
def test_a_stretch_of_days_is_read_from_the_day_of_asking(text: str, first: str, last: str) -> None:
    assert period_named(text, ASKED_ON) == stretch(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Who led the party in 1998?", "1998-01-01", "1998-12-31"),
        ("Who led the party after the 2012 congress?", "2013-01-01", "9999-12-31"),
        ("Who led the party before 2010?", "1500-01-01", "2009-12-31"),
        ("Who led the party in the 1990s?", "1990-01-01", "1999-12-31"),
    ],
)
def test_years_are_looked_in_where_no_day_of_asking_was_given(text: str, first: str, last: str) -> None:
    assert period_named(text, None) == stretch(first, last)
    assert period_named(text, ASKED_ON) is None


@pytest.mark.parametrize(
    ("text", "first", "last", "last_without_a_day"),
    [
        ("Who led the party between 2010 and March 2012?", "2010-01-01", "2012-03-31", "2012-03-31"),
        ("Who has led the party since 2012?", "2012-01-01", "2014-11-05", "9999-12-31"),
        ("Who has led the party since the 1990s?", "1990-01-01", "2014-11-05", "9999-12-31"),
    ],
)
def test_a_long_stretch_whose_beginning_is_named_is_looked_in_whatever_the_day_of_asking(
    text: str, first: str, last: str, last_without_a_day: str
) -> None:
    assert period_named(text, ASKED_ON) == stretch(first, last)
    assert period_named(text, None) == stretch(first, last_without_a_day)


@pytest.mark.parametrize(
    "text",
    [
        "Who won two days after the election?",
        "Who ruled before the war?",
        "Who flew from Paris to London?",
        "What is between you and me?",
        "Who was the last president?",
        "Who leads the polls for the 2016 election?",
        "Who left office last year and was convicted this week?",
        "Who met since 31 June 2014?",
        "What opens this winter?",
        "",
    ],
)
def test_what_names_no_stretch_of_days_is_none(text: str) -> None:
    assert period_named(text, ASKED_ON) is None


@pytest.mark.parametrize("asked_on", [date.min, date.max])
def test_the_ends_of_time_are_no_error(asked_on: date) -> None:
    for text in ("last winter", "in the past 900 years", "last year", "since December 9999", "after 31 December 9999"):
        period_named(text, asked_on)


def test_each_day_of_a_stretch_is_as_near_as_any_other() -> None:
    march = stretch("2014-03-01", "2014-03-31")
    assert [nearness(date(2014, 3, day), march) for day in (1, 16, 31)] == [1.0, 1.0, 1.0]
    assert nearness(date(2014, 2, 27), march) == nearness(date(2014, 4, 2), march) < 1
    assert nearness(None, march) == 0


def test_a_search_looks_in_the_months_that_the_question_names(over: Over) -> None:
    toll = "The ferry strike closed the port of Ardelan, and {} passengers waited."
    assistant = over(
        *(
            {"text": toll.format(n), "published": f"2014-{n:02}-10", "outlet": "One", "title": "Strike"}
            for n in (2, 5, 9)
        )
    )
    ask = "How many passengers waited in the Ardelan ferry strike between April and June?"
    assert assistant.search(ask, asked_on="2014-09-12")[0].passage.source.published == date(2014, 5, 10)
    assert assistant.search(ask.replace(" between April and June", ""), asked_on="2014-09-12")[
        0
    ].passage.source.published == date(2014, 9, 10)


def test_since_a_year_prefers_all_that_came_after_it_to_what_was_before(over: Over) -> None:
    toll = "The ferry strike closed the port of Ardelan, and {} passengers waited."
    years = (2010, 2014, 2019)
    assistant = over(
        *({"text": toll.format(n), "published": f"{n}-03-10", "outlet": "One", "title": "Strike"} for n in years)
    )
    ask = "How many passengers waited in the Ardelan ferry strike{}?"
    found = assistant.search(ask.format(" since 2014"), asked_on="2020-09-12")
    near = {item.passage.source.published.year: item.signals["time"] for item in found if item.passage.source.published}
    assert near[2014] == near[2019] == 1.0 and near[2010] < 0.01
    assert all(item.signals.get("time", 0) < 0.01 for item in assistant.search(ask.format(""), asked_on="2020-09-12"))
