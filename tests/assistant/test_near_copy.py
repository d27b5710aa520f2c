"""A claim that copies a sentence of the archive but for a word, a small one included, is not supported by it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant, Label
from assistant.checks.near_copy import changed
from assistant.checks.swapped import swapped

SAID = (
    "Harbour master Greta Holm said the ferry Selene will open a second line to Carlisle two days before the autumn "
    "regatta, after most of the crews of Port Osk had agreed to three weekend shifts in May and two in June."
)
SIGNED = (
    "Mayor Anna Lindqvist has signed the bridge treaty with Port Osk over the river Tarn, the Osk Courier reported."
)


@pytest.mark.parametrize(
    ("said", "word", "other"),
    [
        (SAID, "days before", "days after"),
        (SAID, "after most", "after few"),
        (SAID, "will open", "has opened"),
        (SAID, "will open", "may open"),
        (SAID, "will open", "will not open"),
        (SAID, "two in June", "three in June"),
        (SAID, "shifts in May", "shifts in June"),
        (SAID, "to Carlisle", "to Port Osk"),
        (SAID, "Greta Holm", "Selene"),
        (SAID, "had agreed", "had never agreed"),
        (SIGNED, "has signed", "will sign"),
        (SIGNED, "with Port", "without Port"),
        (SIGNED, "over the", "under the"),
        (SIGNED, "Mayor Anna Lindqvist", "Mayor Greta Holm"),
        (SIGNED, "Port Osk", "Sigrid Vane"),
        (SIGNED, "the Osk Courier", "Sigrid Vane"),
    ],
)
def test_what_stands_in_the_place_of_a_word_is_named(said: str, word: str, other: str) -> None:
    check = changed(said.replace(word, other), said)
    assert check is not None and not check.ok and check.wanted != check.found


@pytest.mark.parametrize(
    ("said", "word", "other"),
    [
        (SAID, "two days", "2 days"),
        (SAID, "will open", "would open"),
        (SAID, "Harbour master Greta Holm said the", "The"),
        (SAID, "Harbour master Greta Holm", "Holm"),
        (SAID, "had agreed", "agreed"),
        (SAID, ", after most of the crews of Port Osk had agreed to three weekend shifts in May and two in June", ""),
        (SIGNED, "has signed", "signed"),
        (SIGNED, "Mayor Anna Lindqvist", "The mayor"),
        (SIGNED, "has signed", "has now signed"),
        (SIGNED, ", the Osk Courier reported", ""),
        (SIGNED, "treaty with Port Osk", "treaty"),
    ],
)
def test_the_same_in_a_few_other_words_is_not_held_against_it(said: str, word: str, other: str) -> None:
    assert changed(said.replace(word, other), said) is None


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (
            "In a letter to the crews seen by the Osk Courier, Sigrid Vane has called off the spring race of boats.",
            "In a letter to the crews seen by the Sigrid Vane, Osk Courier has called off the spring race of boats.",
        ),
        (
            "Of the crews taken on in spring 48% were women and 65% came from Carlisle, Holm said.",
            "Of the crews taken on in spring 48% were women and 65% came from Holm, Carlisle said.",
        ),
    ],
)
def test_two_names_that_changed_places_are_told(said: str, claim: str) -> None:
    check = changed(claim, said)
    assert check is not None and check.kind == "name"


def test_one_who_foretold_what_others_say_they_saw_is_no_other_speaker() -> None:
    said = (
        "Divers said on Friday that they had at last seen the wreck of the Selene, which Sigrid Vane predicted in 1916."
    )
    assert (
        changed("Divers have at last seen the wreck of the Selene, which Sigrid Vane predicted in 1916.", said) is None
    )


def test_a_sentence_of_other_words_is_not_compared_word_by_word() -> None:
    assert changed("The crews refused to work after the regatta.", SAID) is None


def test_a_claim_with_another_preposition_gets_no_support(over: Callable[..., Assistant]) -> None:
    assistant = over({"text": SAID}, {"text": SIGNED})
    assert assistant.check(SAID).label is Label.SUPPORTED
    assert assistant.check(SAID.replace("days before", "days after")).label is not Label.SUPPORTED
    assert assistant.check(SIGNED.replace("has signed", "will sign")).label is not Label.SUPPORTED


def test_where_it_was_may_stand_first_or_last(over: Callable[..., Assistant]) -> None:
    said = "In Port Osk, Anna Lindqvist opened the new lifting bridge for the dockers of Carlisle."
    moved = "Anna Lindqvist opened the new lifting bridge for the dockers of Carlisle in Port Osk."
    swapped = "Carlisle opened the new lifting bridge for the dockers of Anna Lindqvist in Port Osk."
    for archived, claim in ((said, moved), (moved, said)):
        assistant = over({"text": archived})
        assert assistant.check(claim).label is Label.SUPPORTED
        assert assistant.check(swapped).label is not Label.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "said", "told"),
    [
        ("Vane Ltd bought Holm Corp in Osk.", "Holm Corp bought Vane Ltd in Osk on Monday.", True),
        ("Anna Lindqvist and Karl Holm resigned.", "Karl Holm and Anna Lindqvist resigned in Osk.", False),
        ("Anna Lindqvist met Karl Holm.", "Karl Holm met Anna Lindqvist in Osk.", False),
        ("Karl Holm defeated Anna Lindqvist.", "Anna Lindqvist was defeated by Karl Holm in Osk.", False),
        ("Karl Holm defeated Anna Lindqvist.", "Karl Holm defeated Anna Lindqvist in Osk.", False),
    ],
)
def test_swapped_names_are_told_only_where_their_order_matters(claim: str, said: str, told: bool) -> None:
    assert (swapped(claim, said) is not None) is told
