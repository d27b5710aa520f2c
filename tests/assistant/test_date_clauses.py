"""Which of a sentence's dates say when what a claim tells happened."""

from __future__ import annotations

import pytest

from assistant.language.date_clauses import dates_another_thing

LEFT = (
    "Britain has voted to leave the European Union by 51.9 percent to 48.1 percent, and Prime Minister David Cameron"
    " said on Friday that he would resign by October."
)
NATO = "NATO suspended cooperation with Russia in April, after the annexation of Crimea the previous month."


@pytest.mark.parametrize(
    ("claim", "wanted", "sentence", "found"),
    [
        ("Britain voted to leave the European Union in June 2016.", "June 2016", LEFT, "October"),
        ("David Cameron said in June 2016 that he would resign.", "June 2016", LEFT, "October"),
        ("Russia annexed Crimea in March 2014.", "March 2014", NATO, "April"),
        ("In March 2014, Russia annexed Crimea.", "March 2014", NATO, "April"),
    ],
)
def test_the_date_of_another_clause_is_of_something_else(claim: str, wanted: str, sentence: str, found: str) -> None:
    assert dates_another_thing(claim, wanted, sentence, found)


@pytest.mark.parametrize(
    ("claim", "wanted", "sentence", "found"),
    [
        ("David Cameron said that he would resign by May.", "May", LEFT, "October"),
        ("NATO suspended cooperation with Russia in June.", "June", NATO, "April"),
        (
            "The bridge was closed on 12 May, they said.",
            "12 May",
            "The bridge, an old one, was closed on 13 May.",
            "13 May",
        ),
        (
            "On Monday, the mayor closed the bridge.",
            "Monday",
            "The mayor, Vera Lindt, closed the bridge on Tuesday.",
            "Tuesday",
        ),
        ("Philae landed on 13 May 2014.", "13 May 2014", "Philae touched down on 12 May 2014.", "12 May 2014"),
        ("It rained.", "May", LEFT, "October"),
    ],
)
def test_what_dates_the_same_or_cannot_be_placed_counts(claim: str, wanted: str, sentence: str, found: str) -> None:
    assert not dates_another_thing(claim, wanted, sentence, found)
