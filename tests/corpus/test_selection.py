"""The filters: what they let through, and that they fail closed."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.selection import Selection, day_number, outlet_key


def test_the_empty_selection_admits_everything() -> None:
    assert Selection.of() == Selection()
    assert Selection().admits(0, 0, "")
    assert not Selection().needs_a_date


@pytest.mark.parametrize(
    "selection",
    [
        Selection.of(published_from=date(1, 1, 1)),
        Selection.of(published_to=date(9999, 12, 31)),
        Selection.of(as_of=date(9999, 12, 31)),
    ],
)
def test_an_undated_article_never_passes_a_date_filter(selection: Selection) -> None:
    assert selection.needs_a_date
    assert not selection.admits(0, 0, "")
    assert selection.admits(day_number(date(2014, 11, 4)), day_number(date(2014, 11, 4)), "")


def test_both_bounds_of_a_range_are_included() -> None:
    selection = Selection.of(published_from=date(2014, 11, 4), published_to=date(2014, 11, 5))
    assert [selection.admits(20141100 + day, 0, "") for day in (3, 4, 5, 6)] == [False, True, True, False]


def test_as_of_looks_at_the_day_an_article_was_known_and_not_at_its_publication() -> None:
    selection = Selection.of(as_of=date(2014, 11, 5))
    assert selection.admits(0, 20141105, "")
    assert not selection.admits(0, 20141106, "")


def test_outlets_are_compared_without_case_and_extra_spaces() -> None:
    selection = Selection.of(outlets=["  THE  Guardian", "Straße"])
    assert selection.admits(0, 0, outlet_key("The Guardian"))
    assert selection.admits(0, 0, outlet_key("STRASSE"))
    assert not selection.admits(0, 0, outlet_key("Guardian"))


def test_a_blank_outlet_does_not_admit_articles_whose_outlet_is_unknown() -> None:
    assert not Selection.of(outlets=["", " "]).admits(0, 0, outlet_key(None))
