"""Dates as news writes them, made whole from the day of publication and from nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.language.when import date_mentions, open_dates, resolved_dates, when_published
from corpus import Source

TUESDAY = date(2014, 11, 4)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("On October 12, Putin ordered it.", "12 October 2014"),
        ("In April, the bloc froze it.", "April 2014"),
        ("Stoltenberg said Tuesday.", "4 November 2014"),
        ("They met on Friday.", "31 October 2014"),
        ("They will meet on Friday.", "7 November 2014"),
        ("They meet next Tuesday.", "11 November 2014"),
        ("He said on Monday that he would resign.", "3 November 2014"),
        ("She told reporters on Friday that talks would be held.", "31 October 2014"),
        ("He said in October that he would resign.", "October 2014"),
        ("On Friday the leaders will meet.", "7 November 2014"),
        ("It happened last Tuesday.", "28 October 2014"),
        ("It happened yesterday.", "3 November 2014"),
        ("It happened last month.", "October 2014"),
        ("It happened last year.", "2013"),
        ("The vote is due to be held on January 3.", "3 January 2015"),
        ("It was on March 1.", "1 March 2014"),
        ("It was on Sept. 5.", "5 September 2014"),
    ],
)
def test_what_the_text_leaves_open_comes_from_the_day_of_publication(text: str, whole: str) -> None:
    assert [resolved for _, resolved in resolved_dates(text, TUESDAY)] == [whole]


@pytest.mark.parametrize(
    "text", ["On 12 October 2014 he ordered it.", "In March 2014.", "On October 12, 2014, he did."]
)
def test_a_date_with_its_year_is_left_as_it_is(text: str) -> None:
    assert resolved_dates(text, TUESDAY) == () and open_dates(text, None) == ()
    assert [mention.explicit for mention in date_mentions(text, None)] == [True]


def test_without_a_day_of_publication_no_year_is_guessed() -> None:
    text = "On October 12 and in April, and on Tuesday, it happened."
    assert resolved_dates(text, None) == ()
    assert open_dates(text, None) == ("October 12", "April")


@pytest.mark.parametrize("text", ["It may rain.", "They march on.", "17,600 troops", "March 15,000 soldiers", ""])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert date_mentions(text, TUESDAY) == []


def test_february_29_is_of_the_nearest_year_that_has_one() -> None:
    assert resolved_dates("On February 29 it snowed.", date(2016, 3, 1)) == (("February 29", "29 February 2016"),)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_a_broken_day_of_publication_breaks_nothing(published: date) -> None:
    text = "Yesterday, tomorrow, on Tuesday, last Monday, next Friday, last month, next year, on October 12."
    assert len(date_mentions(text, published)) == 8


def test_the_day_of_publication_is_printed_as_far_as_it_is_known() -> None:
    assert when_published(Source(published=TUESDAY)) == "4 November 2014"
    assert when_published(Source(published_partial="--11-04")) == "4 November"
    assert when_published(Source()) == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The council rejected the plan Thursday night and will vote again.", "18 June 2015"),
        ("On Thursday night, the council rejected what the mayor will propose again.", "18 June 2015"),
        ("The ferry that would carry the crews sank on Thursday.", "18 June 2015"),
        ("The ferry, which was damaged in May, will sail again on Thursday.", "25 June 2015"),
        ("The council will vote on Thursday on what it rejected.", "25 June 2015"),
        ("The race planned for Thursday was moved to Osk.", "25 June 2015"),
        ("The race is scheduled to be held on Thursday.", "25 June 2015"),
        ("All schools were closed Thursday because of a planned strike of their drivers.", "25 June 2015"),
        ("All schools were closed Thursday because of a strike. A planned march was called off.", "18 June 2015"),
    ],
)
def test_a_weekday_is_past_or_to_come_by_the_verb_it_stands_with(text: str, day: str) -> None:
    sunday = date(2015, 6, 21)
    assert [whole for words, whole in resolved_dates(text, sunday) if "Thursday" in words] == [day]


def test_a_weekday_beside_a_day_tells_its_year_and_is_no_day_of_its_own() -> None:
    text = "The deadline this year is Monday, April 18."
    assert dict(resolved_dates(text, date(2022, 1, 10))) == {"this year": "2022", "Monday, April 18": "18 April 2022"}


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("The manager was appointed last July.", "July 2015"),
        ("The manager will leave next March.", "March 2017"),
        ("The bridge was closed last May.", "May 2015"),
    ],
)
def test_last_and_next_decide_the_year_of_a_month(text: str, month: str) -> None:
    assert [whole for _, whole in resolved_dates(text, date(2016, 5, 2))] == [month]


def test_a_newspapers_name_is_no_day() -> None:
    assert resolved_dates("The crews told USA TODAY so.", date(2022, 1, 10)) == ()


@pytest.mark.parametrize("begins", ["Editor's note:", "Editors’ note:", "UPDATE (3 p.m.):", "Correction –", "Updated:"])
def test_a_day_in_a_note_that_was_added_later_is_not_made_whole(begins: str) -> None:
    said = "On Friday the club said that he was breathing on his own."
    assert resolved_dates(said, date(2023, 1, 5)) and not resolved_dates(f"{begins} {said}", date(2023, 1, 5))
    assert resolved_dates("Updated rules came into force on Friday.", date(2023, 1, 5))
