"""What "it", "they", "the company" and "the president" stand for: what the sentences before leave as one choice."""

from __future__ import annotations

import pytest

from assistant.language.referents import all_in_full, in_full

BANK = "Osk's central bank raised its key rate to 7 percent on Monday."


@pytest.mark.parametrize(
    ("before", "sentence", "whole"),
    [
        (BANK, "It said that prices would fall.", "Osk's central bank said that prices would fall."),
        (BANK, "The bank has 300 employees.", "Osk's central bank has 300 employees."),
        (BANK, "On Tuesday it denied the report.", "On Tuesday Osk's central bank denied the report."),
        ("Osk City became champions in May.", "They have 77 points.", "Osk City have 77 points."),
        ("Vane and Holm were elected in May.", "They took office in June.", "Vane and Holm took office in June."),
        (
            "Lindqvist Shipping, the operator of the ferry, paid.",
            "The company denied it.",
            "Lindqvist Shipping denied it.",
        ),
        ("Anna Lindqvist was elected as mayor of Osk.", "The mayor opened a port.", "Anna Lindqvist opened a port."),
        ("The manager, Karl Holm, stayed.", "The manager, 45, had resigned.", "Karl Holm, 45, had resigned."),
        ("Karl Holm stayed in Osk.", "He resigned in May.", "Karl Holm resigned in May."),
        ("OSK, May 2 — The Vega probe landed, the agency said.", "The probe sank.", "The Vega probe sank."),
    ],
)
def test_the_only_one_that_may_be_meant_is_put_in(before: str, sentence: str, whole: str) -> None:
    assert in_full(sentence, [before]) == whole


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (BANK, "It has fallen since."),  # the rate, or the bank
        (BANK, "It was reported that prices would fall."),
        (BANK, "It took two years."),
        (BANK, "It was the third time."),
        (BANK, "They said so."),
        ("Osk Telecom sued Vane Motors in May.", "It said that it would win."),
        ("The Court of Osk fined the airline.", "It appealed in May."),
        ("Karl Holm met Anna Lindqvist.", "She resigned in May."),
        ("Karl Holm stayed in Osk.", "It said so."),
        ("Mayor Anna Lindqvist met Peter Vane, the mayor of Port Osk.", "The mayor resigned in May."),
        ("Former president Karl Holm met the president of Osk.", "The president resigned in May."),
        ("Prime Minister Karl Holm resigned in May.", "The chancellor spoke of treason."),
        ("The World Bank lent to the Bank of Osk.", "The bank said so."),
        ("Nobody was named.", "It said so."),
    ],
)
def test_where_another_may_be_meant_the_sentence_stays_as_it_is(before: str, sentence: str) -> None:
    assert in_full(sentence, [before]) == sentence


def test_a_chain_of_sentences_goes_on_with_the_same_subject() -> None:
    told = ["The Vega spacecraft was launched in May.", "It passed the surface of Pluto.", "It went into orbit."]
    assert all_in_full(told)[1:] == [
        "The Vega spacecraft passed the surface of Pluto.",
        "The Vega spacecraft went into orbit.",
    ]


def test_what_comes_first_has_nothing_before_it() -> None:
    assert in_full("It said so.", []) == "It said so."
