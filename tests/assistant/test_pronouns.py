"""Who "he" is: the person named last before, and nobody else."""

from __future__ import annotations

import pytest

from assistant.language.pronouns import meant, somebody_else, with_subject

BEFORE = ["Mayor Anna Lindqvist opened the session.", "Harbour master Karl Holm, a pilot, had called it."]


def test_the_person_named_last_is_meant() -> None:
    assert meant("He resigned on Monday.", BEFORE) == ("Karl Holm",)
    assert meant("On Monday, he resigned.", BEFORE) == ("Karl Holm",)
    assert with_subject("He's resigned on Monday.", BEFORE) == "Karl Holm has resigned on Monday."
    assert with_subject("On Monday, he resigned.", BEFORE) == "On Monday, Karl Holm resigned."


@pytest.mark.parametrize("sentence", ["The mayor resigned.", "Here she was.", "They resigned.", "Holm resigned."])
def test_a_sentence_without_such_a_pronoun_means_nobody(sentence: str) -> None:
    assert meant(sentence, BEFORE) == () and with_subject(sentence, BEFORE) == sentence


def test_a_place_or_an_office_is_no_person() -> None:
    assert meant("He resigned.", ["The White House and New York City agreed in Washington."]) == ()


def test_a_surname_that_acts_is_a_person() -> None:
    assert meant("He resigned.", ["Karl Holm spoke.", "Lindqvist spent the day in Osk."]) == ("Lindqvist",)


def test_somebody_else_is_named_only_where_the_claim_names_another() -> None:
    said = "He resigned on Monday."
    assert somebody_else("Anna Lindqvist", "Anna Lindqvist resigned on Monday.", said, BEFORE) == "Karl Holm"
    assert somebody_else("Holm", "Holm resigned on Monday.", said, BEFORE) == ""
    assert somebody_else("Anna Lindqvist", "Anna Lindqvist resigned.", said, ["The harbour was closed."]) == ""
    assert somebody_else("Port Osk", "He resigned in Port Osk.", "He resigned in Port Osk.", BEFORE) == ""


def test_a_person_named_again_meanwhile_may_be_meant() -> None:
    before = [*BEFORE, "Both spoke of Lindqvist's treaty."]
    assert somebody_else("Anna Lindqvist", "Anna Lindqvist resigned on Monday.", "She resigned.", before) == ""
