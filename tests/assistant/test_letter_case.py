"""Claims without usable capitals are read as the archive writes their words."""

from __future__ import annotations

import pytest

from assistant.language.letter_case import as_written, case_tells_nothing

TEXTS = [
    "On Monday, Anna Lindqvist of the US met officials in Port Osk. Ferries run in May. She may stay.",
    "The treaty, Anna Lindqvist said, helps Port Osk.",
]


@pytest.mark.parametrize(
    "claim",
    [
        "ANNA LINDQVIST OF THE US MET OFFICIALS IN PORT OSK ON MONDAY.",
        "anna lindqvist of the us met officials in port osk on monday.",
        "Anna Lindqvist Of The US Met Officials In Port Osk On Monday.",
    ],
)
def test_a_claim_is_written_as_the_archive_writes_it(claim: str) -> None:
    assert case_tells_nothing(claim)
    assert as_written(claim, TEXTS) == "Anna Lindqvist of the US met officials in Port Osk on Monday."


def test_an_ordinary_sentence_keeps_its_letters() -> None:
    assert not case_tells_nothing("Anna Lindqvist met officials of the US in Port Osk on Monday.")
    assert not case_tells_nothing("NATO")


def test_a_word_that_nothing_found_has_is_no_name() -> None:
    assert as_written("ANNA LINDQVIST MET ZORGLUB IN PORT OSK", TEXTS) == "Anna Lindqvist met zorglub in Port Osk"
