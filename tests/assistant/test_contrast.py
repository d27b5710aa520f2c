"""What a sentence says otherwise than a claim is named, and what merely differs is not."""

from __future__ import annotations

import pytest

from assistant.checks.contrast import contradictions


@pytest.mark.parametrize(
    ("claim", "sentence", "wanted", "found"),
    [
        (
            "The pound fell to its highest level since 1985.",
            "The pound fell to its lowest level since 1985.",
            "highest",
            "lowest",
        ),
        ("The bank lowered its key rate on Tuesday.", "The bank raised its key rate on Tuesday.", "lowered", "raised"),
        ("All miners at Soma were rescued.", "Most miners at Soma were rescued.", "All miners", "Most miners"),
        (
            "Mnangagwa dismissed Mugabe.",
            "It began when Mugabe dismissed Mnangagwa.",
            "Mnangagwa dismissed Mugabe",
            "Mugabe dismissed Mnangagwa",
        ),
        (
            "Charles Bold, the mission's principal investigator, followed the signal.",
            "Alan Stern, the mission's principal investigator, and the administrator Charles Bold followed the signal.",
            "Charles Bold, the mission's principal investigator",
            "Alan Stern, the mission's principal investigator",
        ),
        (
            "Robert Mugabe resigned as president of Zambia.",
            "Robert Mugabe resigned as president of Zimbabwe.",
            "Zambia",
            "Zimbabwe",
        ),
        (
            "“We are glad it is over now,” Anna Berg said.",
            "“We are glad it is over now,” Carl Lund said.",
            "Berg says so",
            "Carl Lund says so",
        ),
        (
            "He said: “We cannot be sadder than we are now.”",
            "“We cannot be happier than we are now,” he said.",
            "We cannot be sadder than we are now.",
            "We cannot be happier than we are now,",
        ),
        ("Leeds drew 2-2 at York City.", "Leeds drew 1-1 at York City.", "2-2", "1-1"),
    ],
)
def test_what_is_said_otherwise_is_named_with_both_sides(claim: str, sentence: str, wanted: str, found: str) -> None:
    named = [(check.wanted, check.found) for check in contradictions(claim, sentence)]
    assert any(one.endswith(wanted) and other == found for one, other in named), named
    assert not any(check.ok for check in contradictions(claim, sentence))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Mnangagwa was dismissed by Mugabe.", "It began when Mugabe dismissed Mnangagwa."),
        ("Troops left the Rostov Region.", "Soldiers left the Rostov Region for good."),
        ("The first train arrived at noon.", "The last train arrived long before the first one at noon."),
        ("Prices rose in Spain.", "Wages fell in Norway."),
        ("Leeds drew 1-1 at York City.", "Leeds drew 1\N{EN DASH}1 at York City."),
        ("“It is over,” Anna Berg said.", "“It is over,” said the Harbour minister Anna Berg."),
        ("The EU approved the deal.", "Brussels officials approved the deal."),
        ("Warming is an increasingly urgent matter.", "Action is urgent to reduce warming."),
        ("It is popular in Iraq, Libya and Nepal.", "Markets where it is popular include Iraq, Libya and Sri Lanka."),
        ("The Kent Brewery was leased to Tooth.", "It began when Mr Lund leased it to Tooth."),
        ("Anna Berg was born in Osk.", "For once Carl Lund was born in Osk."),
        ("Anna Berg, a minister of Osk, spoke.", "Carl Lund, a minister of Osk, spoke before Anna Berg."),
        (
            "In a report 88 percent of Canadians said they had good health.",
            "At 88 percent, Canada and the United States had the highest share of people who had good health.",
        ),
    ],
)
def test_other_words_for_the_same_and_other_things_contradict_nothing(claim: str, sentence: str) -> None:
    assert contradictions(claim, sentence) == []


def test_who_he_is_that_speaks_is_told_by_the_sentences_before() -> None:
    before = ["Stephan Ulamec told reporters that the news was mixed."]
    sentence = "“Maybe today we landed twice,” he said."
    (check,) = contradictions("“Maybe today we landed twice,” Andrea Accomazzo said.", sentence, before)
    assert (check.wanted, check.found) == ("Andrea Accomazzo says so", "Stephan Ulamec says so")
    assert contradictions("“Maybe today we landed twice,” Ulamec said.", sentence, before) == []


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("The Osk Court fined the Harbour Company £17,800.", "The Harbour Company was fined £17,800 by the Osk Court."),
        ("Karl Holm's allies told Osk Radio of it.", "Osk Radio was told by allies of Karl Holm."),
        ("Karl Holm was asked for advice by Anna Vane.", "Anna Vane sought advice from Karl Holm."),
    ],
)
def test_the_same_told_by_another_verb_or_in_the_passive_is_no_swapped_role(claim: str, said: str) -> None:
    assert [check for check in contradictions(claim, said) if check.kind == "name"] == []
