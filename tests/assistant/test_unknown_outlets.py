"""An outlet that the archive does not have is named, with those that come nearest, wherever one can be named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.__main__ import main
from assistant.retrieval.unknown_outlets import nearest, outlet_notes

HELD = ("Harbour Chronicle", "Portside Gazette", "The Northern Ledger", "The Steppe Lantern")
TOLD = "The archive has no outlet “Northern Ledger”; it has “The Northern Ledger”."


@pytest.mark.parametrize("written", ["Northern Ledger", "The Northern Leger", "northern-ledger", "Ledger"])
def test_a_name_that_is_nearly_right_is_told_with_the_right_one(written: str) -> None:
    assert nearest(written, HELD) == ["The Northern Ledger"]


def test_a_name_like_none_of_them_is_told_without_a_guess() -> None:
    [note] = outlet_notes(["Le Monde"], HELD)
    assert note == "The archive has no outlet “Le Monde”; none of its outlets has a name near that."


def test_a_name_that_the_archive_has_in_whatever_case_is_not_told() -> None:
    assert list(outlet_notes(["the NORTHERN ledger"], HELD)) == []


def test_an_answer_a_verdict_a_quotation_and_a_search_say_that_there_is_no_such_outlet(assistant: Assistant) -> None:
    cut = {"outlets": ["Northern Ledger"]}
    answer = assistant.ask("Who ordered the Rostov troop withdrawal?", **cut)
    assert (answer.outcome.value, answer.notes) == ("NOT_IN_ARCHIVE", (TOLD,))
    assert TOLD in assistant.check("Putin ordered the withdrawal of 17,600 troops from Rostov.", **cut).notes
    assert TOLD in assistant.check_quote("Maybe today we didn't just land once, we landed twice", **cut).notes
    assert assistant.search_with_coverage("Rostov", **cut)[1].notes == (TOLD,)
    assert assistant.ask("Who ordered the Rostov troop withdrawal?").coverage.notes == ()


@pytest.mark.parametrize(
    "command", [("ask", "Who left Rostov?"), ("check", "Troops left Rostov in 2014."), ("search", "Rostov")]
)
def test_the_command_line_prints_it_and_ends_as_before(
    command: tuple[str, str], sample_archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--archive", str(sample_archive), "--outlet", "Northern Ledger"]) == 0
    assert f"Note: {TOLD}" in capsys.readouterr().out


def test_a_review_says_it_once(sample_archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("Putin ordered 17,600 troops to leave Rostov. Turnout in Scotland was 84.6 percent.")
    assert main(["review", str(draft), "--archive", str(sample_archive), "--outlet", "Northern Ledger"]) == 0
    assert capsys.readouterr().out.count(TOLD) == 1
