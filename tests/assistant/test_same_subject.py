"""Who does what a claim says, in the sentence that is to support it."""

from __future__ import annotations

from assistant.checks.same_subject import another_does_it, stranger

SAID = "Holm, who took office on May 1, spoke in Osk after talks with Anna Lindqvist."


def test_what_another_does_is_no_support() -> None:
    check = another_does_it("Anna Lindqvist took office on May 1.", SAID)
    assert check and (check.wanted, check.found) == ("Anna Lindqvist took", "Holm took")
    assert another_does_it("Karl Holm took office on May 1.", SAID) is None


def test_what_he_or_she_does_is_not_done_by_who_comes_in_behind_it() -> None:
    said = "He denied that his wife, the dancer Ana Holm, had ever owned a firm."
    check = another_does_it("Ana Holm denied that she owned a firm.", said)
    assert check and (check.wanted, check.found) == ("Ana Holm denied", "He denied")
    assert another_does_it("Karl Holm denied that his wife owned a firm.", said) is None


def test_who_does_it_may_stand_behind_it_in_a_passive_or_after_what_is_said() -> None:
    assert another_does_it("Karl Holm closed the port.", "In Osk the port was closed by Karl Holm.") is None
    assert another_does_it("Karl Holm said the port was closed.", "The port of Osk was closed, said Karl Holm.") is None


def test_a_stranger_is_one_that_no_sentence_before_names() -> None:
    before = ["Elvira Lind met Anna Vane.", "Both left."]
    assert stranger("Karl Holm, 61, read the letter.", before) == "Karl Holm"
    assert stranger("Vane read the letter.", before) == "" and stranger("It was read.", before) == ""
