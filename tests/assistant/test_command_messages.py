"""What the command line says of bad input: the option or setting, what was given, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.__main__ import main


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """The exit status, and the last line on standard error."""
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as ended:
        status = int(str(ended.code))
    return status, capsys.readouterr().err.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("search", "mine", "--k", "many"), 2, "argument --k: 'many' is not a whole number from 1 on"),
        (("search", "mine", "--k", "0"), 2, "argument --k: '0' is not a whole number from 1 on"),
        (("ask", "Who?", "--as-of", "2014-02-30"), 1, "factcheck: --as-of: '2014-02-30' is not a date"),
        (("ask", "Who?", "--from", "soon"), 1, "factcheck: --from: 'soon' is not a date"),
        (("check", ""), 1, "the claim is empty: write what is to be checked"),
        (("search", " "), 1, "the query is empty: write what to look for"),
        (("ask", "?"), 1, "the question is empty: write what you want to know"),
    ],
)
def test_the_option_and_what_it_was_given_are_named(
    arguments: tuple[str, ...], status: int, told: str, sample_archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, line = said(capsys, *arguments, "--archive", sample_archive)
    assert ended == status and told in line


def test_a_setting_is_named_with_its_variable_and_its_value(
    sample_archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_STRICTNESS", "hard")
    assert said(capsys, "ask", "Who?", "--archive", sample_archive)[1].endswith(
        "(given: 'hard'); it is set by FACTCHECK_STRICTNESS"
    )


def test_files_that_are_no_draft_and_no_bundle_are_named(
    tmp_path: Path, sample_archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "junk.docx").write_text("junk")
    (tmp_path / "folder").mkdir()
    archive = ("--archive", sample_archive)
    assert (
        f"nothing to review in {tmp_path / 'empty.txt'}" in said(capsys, "review", tmp_path / "empty.txt", *archive)[1]
    )
    assert "damaged, or another kind of file" in said(capsys, "review", tmp_path / "junk.docx", *archive)[1]
    assert "no audit bundle: it has no" in said(capsys, "audit", "verify", tmp_path / "folder", *archive)[1]
    assert "it is damaged, or was not made" in said(capsys, "audit", "verify", tmp_path / "junk.docx", *archive)[1]
    assert "there is no" in said(capsys, "audit", "verify", tmp_path / "nowhere", *archive)[1]


def test_a_reranker_whose_folder_is_not_there_is_told(
    sample_archive: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_RERANKER", "/nowhere/model")
    assert main(["ask", "Who ordered the withdrawal?", "--mode", "quotes", "--archive", str(sample_archive)]) == 0
    assert "there is no folder /nowhere/model" in capsys.readouterr().out
