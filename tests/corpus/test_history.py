"""`python -m corpus versions`: when each version was there and what changed, in words and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.__main__ import main
from corpus.archive import writing
from corpus.errors import NotFound
from corpus.history import history
from tests.corpus.builders import add, an_archive, an_article
from tests.corpus.changed_pages import BODY, CHANGED, OTHER, URL, captured

NOTICE = "Correction: an earlier version of this article gave another number."


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return an_archive(tmp_path / "a", [captured(f"{CHANGED} {NOTICE}", 6), captured(BODY, 4)])


def test_the_versions_of_an_address_come_oldest_first_with_the_words_that_changed(archive: Path) -> None:
    document, lines = history(archive, url=f"{URL}?utm_source=x", diff=True)
    [article] = document["articles"]
    first, second = article["versions"]
    assert (first["when"], first["current"], first["changes"]) == ("2014-11-04", False, [])
    assert (second["when"], second["current"], second["notice"]) == ("2014-11-06", True, NOTICE)
    assert any("15,000 troops" in change["added"] and change["removed"] for change in second["changes"])
    changed = f"{CHANGED} {NOTICE}"
    for change in second["changes"]:
        assert (
            BODY[slice(*change["earlier"])] == change["removed"] and changed[slice(*change["later"])] == change["added"]
        )
        assert change["kind"] == ("replaced" if change["removed"] else "added")
    assert lines[0].startswith("2014-11-04") and "current" in lines[1] and any("{+" in line for line in lines)


def test_any_version_gives_all_and_an_address_may_have_held_several_articles(archive: Path) -> None:
    ids = [version["article_id"] for version in history(archive, url=URL)[0]["articles"][0]["versions"]]
    assert all(history(archive, article_id=one)[0] == history(archive, url=URL)[0] for one in ids)
    with writing(archive) as store:
        add(store, captured(OTHER, 9))
        alone = an_article("Alone at its address, and never changed.", url="https://example.org/alone")
        add(store, alone)
    assert [len(article["versions"]) for article in history(archive, url=URL)[0]["articles"]] == [2, 1]
    [only] = history(archive, article_id=alone.id, diff=True)[0]["articles"]
    assert [(version["current"], version["changes"]) for version in only["versions"]] == [(True, [])]


def test_what_is_not_there_is_said_in_one_line(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotFound, match="no article with the url"):
        history(archive, url="https://example.org/nowhere")
    assert main(["versions", "--archive", str(archive), "--id", "nobody"]) == 1
    assert capsys.readouterr().err == f"corpus: no article with the id nobody in the archive ({archive})\n"


@pytest.mark.parametrize("arguments", [["status", "--archive", ""], ["ingest", "", "--archive", "a"]])
def test_an_empty_name_is_not_the_current_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2 and "the name is empty" in capsys.readouterr().err
