"""Where sources name different ones for the same deed, each is heard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant, Outcome
from assistant.answers.culprits import accusation
from assistant.positions import Subject

Over = Callable[..., Assistant]
MARKET = "Who shelled the market in Ardelan?"
SHELL = frozenset({"shell"})


def reports(*texts: str) -> list[dict[str, str]]:
    return [{"outlet": f"Paper {n}", "published": "2020-03-03", "text": text} for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("sentence", "culprit", "teller"),
    [
        ("Ostrava accused Veltia of shelling the market in Ardelan.", "Veltia", True),
        ("Veltia blamed Ostravan troops for the shelling of the market.", "Ostravan troops", True),
        ("The market was shelled by rebels from the hills, the governor said.", "rebels", True),
        ("Veltian artillery shelled the market in Ardelan.", "Veltian artillery", False),
        ("The governor said that separatists had shelled the market.", "separatists", True),
        ("He said they shelled the market.", None, True),
        ("The market in Ardelan reopened.", None, False),
    ],
)
def test_whom_a_sentence_names_and_whether_it_is_somebodys_word(
    sentence: str, culprit: str | None, teller: bool
) -> None:
    found = accusation(sentence, SHELL)
    assert (found.culprit if found else None) == culprit
    assert found is None or bool(found.teller) is teller


def test_each_accusation_is_quoted_with_who_makes_it(over: Over) -> None:
    assistant = over(
        *reports(
            "Ostrava accused Veltia of shelling the market in Ardelan, where nine people died.",
            "Veltia said Ostravan troops shelled the market in Ardelan to win sympathy.",
        )
    )
    answer = assistant.ask(MARKET, asked_on="2020-03-04")
    assert answer.outcome is Outcome.CONTESTED and answer.disagreement is not None
    assert answer.disagreement.subject is Subject.WHO
    assert {position.said for position in answer.disagreement.positions} == {"Veltia", "Ostravan troops"}
    assert len(answer.citations) == 2


def test_the_same_one_under_another_name_is_no_second_side(over: Over) -> None:
    assistant = over(
        *reports(
            "Ostrava accused Moscow of shelling the market in Ardelan.",
            "NATO said Russian forces shelled the market in Ardelan.",
        )
    )
    answer = assistant.ask(MARKET, asked_on="2020-03-04")
    assert answer.outcome is Outcome.ANSWERED and answer.disagreement is None


def test_two_winners_are_two_races_and_no_dispute(over: Over) -> None:
    assistant = over(
        *reports(
            "Vera Lindt won the Ardelan cup on Sunday, organisers said.",
            "Milo Hart won the Ardelan cup for juniors on Sunday, the club said.",
        )
    )
    assert assistant.ask("Who won the Ardelan cup?", asked_on="2020-03-04").outcome is Outcome.ANSWERED


def test_two_plain_reports_name_nobody_to_argue_with(over: Over) -> None:
    assistant = over(
        *reports(
            "Veltian artillery shelled the market in Ardelan on Monday.",
            "Rebels shelled the market in Ardelan again on Tuesday.",
        )
    )
    assert assistant.ask(MARKET, asked_on="2020-03-04").disagreement is None
