"""A claim that says a word more than its source, or leaves one out that matters, is not supported by it."""

from __future__ import annotations

import pytest

from assistant.checks.cut_short import cut_short
from assistant.checks.near_copy import changed
from assistant.checks.unsaid import unsaid

PAYS = "Marrowby pays a levy to the harbour board of Osk every year."
TREATY = "He signed the bridge treaty with the town of Osk in June."


@pytest.mark.parametrize(
    ("claim", "said", "word"),
    [
        ("Marrowby pays a far smaller levy to the harbour board of Osk every year.", PAYS, "far smaller"),
        ("Marrowby pays a levy to the harbour board of Osk every year even when bankrupt.", PAYS, "bankrupt"),
        (
            "The loan was illegally sanctioned by the board of Osk.",
            "The loan was sanctioned by the board of Osk.",
            "ill",
        ),
        (
            "The walls built after the floods had been flooded.",
            "The walls built after the floods had been raised.",
            "floo",
        ),
        ("She called the majority in the case of Osk.", "She joined the majority in the case of Osk.", "called"),
        ("The minister will take part in the talks.", "The minister is missing, and the talks go on.", "take part"),
    ],
)
def test_each_word_of_a_claim_must_be_said(claim: str, said: str, word: str) -> None:
    found = unsaid(claim, said, "", said, "")
    assert found and not found.ok and word in found.wanted


@pytest.mark.parametrize(
    ("claim", "said", "beside"),
    [
        (PAYS, PAYS, ""),
        ("Every year Marrowby pays a levy to the harbour board of Osk.", PAYS, ""),
        ("However, Marrowby also pays a levy to the harbour board of Osk every year.", PAYS, ""),
        ("Karl Holm signed the bridge treaty with the town of Osk in June.", TREATY, "Karl Holm is the mayor."),
        ("Health care cost Marrowby 93 percent of it.", "Healthcare cost Marrowby 93% of it.", ""),
        ("The US Postal Service closed the office of Osk.", "The U.S. Postal Service closed the office of Osk.", ""),
    ],
)
def test_what_is_moved_or_written_otherwise_is_said(claim: str, said: str, beside: str) -> None:
    assert unsaid(claim, said, beside, said, "") is None


def test_another_sentence_does_not_say_what_stands_in_the_place_of_a_word() -> None:
    said = "Onions, garlic and leeks can cause severe anaemia in dogs."
    beside = "The Kennel Club urges owners to be alert."
    assert unsaid("Kennel, garlic and leeks can cause severe anaemia in dogs.", said, beside, said, "")


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Vane said that she can't teach them tennis.", "Vane said that she can't wait to teach them tennis."),
        ("Holm is charged with the murder of Vane.", "Holm is charged with the attempted murder of Vane."),
        ("Holm was convicted of murder in Osk.", "Holm was convicted of planning murder in Osk."),
        (
            "Historians of the town believe the wall was built by monks.",
            "Historians of the town are divided, but some experts believe the wall was built by monks.",
        ),
        (
            "Holm took Anna Vane at the port last month.",
            "Holm took this photograph of Anna Vane at the port last month.",
        ),
        ("Holm has said he will not stand in.", "Holm has said he will not stand in the region of Osk."),
        ("Holm said the attack on Anna Vane is", "The attack on Anna Vane is old, Holm said."),
    ],
)
def test_a_sentence_without_the_words_on_which_it_hangs_is_another(claim: str, said: str) -> None:
    assert cut_short(claim, said)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("Holm opened the bridge of Osk in June.", "Holm, who is 61, opened the new bridge of Osk in June."),
        (
            "The board withdrew 17 men from the Osk Region.",
            "The board withdrew 17 men from training ranges in the Osk Region.",
        ),
        ("Holm led fighters from the army of Osk.", "Holm led fighters from the first battalion of the army of Osk."),
        ("Holm is charged with what he was accused of.", "Holm is charged with what he was accused of."),
    ],
)
def test_an_aside_left_out_changes_nothing(claim: str, said: str) -> None:
    assert cut_short(claim, said) is None


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("More than 3,000 people died in the flood of Osk.", "Nearly 3,000 people died in the flood of Osk."),
        ("In few towns of the county the ballots are open.", "In many towns of the county the ballots are open."),
        ("The church stands just inside the town of Osk.", "The church stands just outside the town of Osk."),
    ],
)
def test_small_words_that_deny_each_other_are_told_apart(claim: str, said: str) -> None:
    assert changed(claim, said)


def test_a_name_for_a_their_says_whose_it_is_wherever_else_it_stands() -> None:
    said = "Osk Town won their first title since 2008, ending the reign of Holm."
    assert unsaid("Osk Town won Holm's first title since 2008.", said, "", said, "")
    assert unsaid("Osk Town won a first title since 2008.", said, "", said, "") is None
