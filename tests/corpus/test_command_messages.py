"""What the archive's command line says of bad input: what it was, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.ingest import ingest

TEXT = "The mine in Osk was closed on Friday after a fire that killed two people, the ministry of the town said."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "osk.txt").write_text(f"The mine\n\n{TEXT}\n", encoding="utf-8")
    ingest([tmp_path / "osk.txt"], tmp_path / "archive")
    return tmp_path / "archive"


def test_a_misspelt_option_is_named_and_not_what_then_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["embed", "--archve", "somewhere"])
    told = capsys.readouterr().err
    assert ended.value.code == 2 and "no option --archve; did you mean --archive?" in told
    with pytest.raises(SystemExit):
        main(["embed", "--json"])
    assert "required: --archive" in capsys.readouterr().err


def test_a_vector_index_that_is_not_there_was_not_checked(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--archive", str(archive)]) == 0
    assert "lexical index, (there is no vector index)" in capsys.readouterr().out


def test_an_unknown_id_names_the_archive(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["remove", "--id", "zzz", "--archive", str(archive)]) == 1
    assert f"zzz in the archive ({archive})" in capsys.readouterr().err


def test_a_folder_without_articles_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nothing").mkdir()
    assert main(["ingest", str(tmp_path / "nothing"), "--archive", str(tmp_path / "archive")]) == 1
    assert f"no file in {tmp_path / 'nothing'}; ingest --help" in capsys.readouterr().err


def test_a_folder_of_a_model_that_is_not_there_is_told_at_once(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["embed", "--archive", str(archive), "--model", "/nowhere/model"]) == 1
    assert "there is no folder /nowhere/model" in capsys.readouterr().err


def test_a_day_that_cannot_be_read_is_told_and_its_article_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "osk.csv"
    table.write_text(f'id,title,published,text\na,The mine,notadate,"{TEXT}"\n', encoding="utf-8")
    assert main(["ingest", str(table), "--archive", str(tmp_path / "archive")]) == 0
    assert f"without a date: {table}" in (told := capsys.readouterr().out) and '"notadate" not understood' in told
    report = ingest([table], tmp_path / "archive")
    assert report.to_dict()["published_not_known"] == 1 and report.stored == 1
