"""What the page may do with the archive: look, add files, check; and what it refuses."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant import ArchiveUnavailable, Archivist, Assistant, Filters, HandedOver, Settings, UploadRefused
from assistant.archive.intake import NAME_LENGTH, shown_name, spooled
from assistant.background_task import BackgroundTask
from corpus.archive import write_lock
from tests.corpus.builders import an_archive, an_article, as_an_ordinary_user

TEXT = "The ferry to Ostry did not sail on Tuesday, the harbour office said. Ninety passengers waited in Velm."
Open = Callable[..., Archivist]


def a_file(name: str, content: str | bytes) -> HandedOver:
    data = content.encode() if isinstance(content, str) else content
    return HandedOver(name, io.BytesIO(data), len(data))


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """An archive of one article, opened with these settings."""
    open_now: list[Assistant] = []

    def of(**settings: object) -> Archivist:
        folder = an_archive(tmp_path / "archive", [an_article()])
        open_now.append(Assistant.open(Settings(archive=folder, mode="quotes", **settings)))
        return open_now[-1].archivist

    yield of
    for assistant in open_now:
        assistant.archivist.wait()
        assistant.close()


def test_a_file_that_is_added_is_found_by_the_open_assistant(opened: Open) -> None:
    archivist = opened()
    lines = json.dumps({"text": TEXT, "title": "Ferry", "outlet": "Island Post"}) + "\n{broken\n"
    archivist.add([a_file("../../<b>ferry</b>.jsonl", lines)])
    archivist.wait()
    done = archivist.adding
    assert done.state == "done" and done.result
    [file] = done.result.files
    assert (file.name, file.outcomes) == ("b>.jsonl", {"new": 1, "rejected": 1})
    assert file.refused[0].startswith("line 2")
    listing = archivist.articles("ferry Ostry")
    assert [entry.source.outlet for entry in listing.articles] == ["Island Post"]
    assert archivist.refused("line 2").total == 1


def test_what_became_of_each_file_is_told_by_itself(opened: Open) -> None:
    archivist = opened()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("inside.txt", f"{TEXT} The mail boat sailed.")
        made.writestr("hollow.txt", "")
    archivist.add([a_file("page.txt", TEXT)])
    archivist.wait()
    archivist.add(
        [
            a_file("again.txt", TEXT),
            a_file("page.txt", TEXT),
            a_file("page.txt", f"{TEXT} It sails again on Friday, the office said later."),
            a_file("none.pdf", b"no PDF at all"),
            a_file("packed.zip", packed.getvalue()),
        ]
    )
    archivist.wait()
    result = archivist.adding.result
    assert result
    files = {file.name: file for file in result.files}
    assert files["page.txt"].outcomes == {"unchanged": 1}
    assert files["page.txt (2)"].outcomes == {"new": 1}, "two files called alike are told apart"
    assert files["none.pdf"].outcomes == {"rejected": 1} and files["none.pdf"].refused
    assert files["packed.zip"].outcomes == {"new": 1, "rejected": 1}
    assert files["packed.zip"].refused == ("hollow.txt: the file is empty",)
    assert {record.file for record in archivist.refused().records} == {"upload/none.pdf", "upload/packed.zip"}


def test_what_was_handed_over_is_not_kept(opened: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    archivist = opened()
    archivist.add([a_file("page.txt", TEXT)])
    archivist.wait()
    assert archivist.adding.state == "done"
    assert not list(tmp_path.glob("factcheck-upload-*"))


def test_files_are_refused_with_what_to_do(opened: Open) -> None:
    archivist = opened(upload_mb=1)
    with pytest.raises(UploadRefused, match="choose one or more files"):
        archivist.add([])
    with pytest.raises(UploadRefused, match=r"2 MB, at most 1 MB are taken at once.*FACTCHECK_UPLOAD_MB"):
        archivist.add([a_file("big.txt", b"x" * 2_000_000)])
    with pytest.raises(UploadRefused, match=r"“run\.exe” is of no kind that is read; known are txt"):
        archivist.add([a_file("run.exe", b"MZ")])
    assert archivist.adding.state == "idle"
    assert archivist.articles().total == 1


def test_each_lot_keeps_what_became_of_it(opened: Open) -> None:
    archivist = opened()
    first = archivist.add([a_file("first.txt", TEXT)])
    archivist.wait()
    second = archivist.add([a_file("second.txt", TEXT)])
    archivist.wait()
    names = [[file.name for file in lot.status.result.files] for lot in (first, second) if lot.status.result]
    assert names == [["first.txt"], ["second.txt"]]
    assert archivist.adding == second.status


def test_adding_can_be_switched_off(opened: Open) -> None:
    archivist = opened(uploads=False)
    reason = archivist.closed()
    assert reason and "FACTCHECK_UPLOADS" in reason
    with pytest.raises(UploadRefused, match="switched off"):
        archivist.add([a_file("page.txt", TEXT)])


def test_an_archive_that_another_process_writes_to_says_so_and_stays_whole(opened: Open) -> None:
    archivist = opened()
    with write_lock(archivist.folder):
        archivist.add([a_file("page.txt", TEXT)])
        archivist.wait()
    assert archivist.adding.state == "failed"
    assert "another process is writing" in archivist.adding.problem
    archivist.add([a_file("page.txt", TEXT)])
    archivist.wait()
    assert archivist.adding.state == "done"


def test_only_one_lot_of_files_is_added_at_a_time(opened: Open) -> None:
    archivist = opened()
    many = "".join(json.dumps({"text": f"{TEXT} Number {n}.", "url": f"u{n}"}) + "\n" for n in range(400))
    archivist.add([a_file("many.jsonl", many)])
    with pytest.raises(UploadRefused, match="being added already; wait"):
        archivist.add([a_file("page.txt", TEXT)])
    archivist.wait()
    assert archivist.articles().total == 401


def test_a_read_only_archive_takes_no_files(open_to_all: Path) -> None:
    folder = an_archive(open_to_all / "archive", [an_article()])
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    result = as_an_ordinary_user(
        f"print(Assistant.open(Settings(archive={str(folder)!r}, mode='quotes')).archivist.closed())",
        imports="from assistant import Assistant, Settings",
    )
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    assert result.stdout == f"the archive {folder} can only be read here\n", result.stderr


def test_a_check_finds_a_sound_archive_sound_and_tells_what_is_wrong(opened: Open) -> None:
    archivist = opened()
    assert archivist.checking.state == "idle"
    archivist.check()
    archivist.wait()
    assert (archivist.checking.state, archivist.checking.result) == ("done", ())
    for file in (archivist.folder / "lexical").glob("*.store"):
        file.write_bytes(b"damaged")
    for file in (archivist.folder / "lexical").glob("meta.json"):
        file.write_text("{}")
    archivist.check()
    archivist.wait()
    result = archivist.checking.result
    assert result and "lexical index" in result[0] and "corpus rebuild" in result[0]


def test_words_and_filters_cut_the_list_and_pages_are_counted(opened: Open) -> None:
    archivist = opened()
    files = [a_file(f"{n}.txt", f"{TEXT} It was day {n} of the storm over the islands.") for n in range(3)]
    archivist.add(files)
    archivist.wait()
    assert archivist.articles(limit=2).total == 4
    assert len(archivist.articles(limit=3, offset=3).articles) == 1
    assert archivist.articles("troops").total == 1
    assert archivist.articles("troops", Filters(outlets=("Nobody",))).total == 0
    assert archivist.holdings().articles == archivist.status()["articles"]


def test_words_of_an_earlier_version_are_found_and_it_is_marked_as_one(opened: Open, tmp_path: Path) -> None:
    archivist = opened()
    page = {"title": "Ferry", "outlet": "Island Post", "url": "https://example.org/ferry"}
    text = f"{TEXT} The next one sails on {{}} morning, when the storm over the islands will have passed, it said."
    versions = [page | {"text": text.format(day), "retrieved": at} for day, at in _DAYS]
    archivist.add([a_file("versions.jsonl", "".join(json.dumps(version) + "\n" for version in versions))])
    archivist.wait()
    [earlier] = archivist.articles("sails Friday").articles
    [later] = archivist.articles("sails Sunday").articles
    assert (earlier.superseded, later.superseded) == (True, False)
    assert archivist.articles().total == 2, "without words each article is listed once"


_DAYS = (("Friday", "2015-03-02T08:00:00Z"), ("Sunday", "2015-03-03T08:00:00Z"))


def test_an_article_named_by_a_wrong_id_is_told_in_a_line(opened: Open, tmp_path: Path) -> None:
    opened()
    with Assistant.open(Settings(archive=tmp_path / "archive", mode="quotes")) as assistant:
        with pytest.raises(ArchiveUnavailable, match="no article with the id"):
            assistant.dossier("../../etc/passwd")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("/etc/../page.html", "page.html"),
        ("C:\\Users\\a\\page.html", "page.html"),
        ("a\x00b\u202ec\n.txt", "a b c .txt"),
        ("", "a file without a name"),
        ("x" * 300 + ".txt", ("x" * 300 + ".txt")[-NAME_LENGTH:]),
    ],
)
def test_a_name_is_one_short_line_without_a_path(given: str, shown: str) -> None:
    assert shown_name(given) == shown


def test_on_the_disk_a_file_has_a_name_of_ours() -> None:
    folder, names = spooled(
        [a_file("../evil name.warc.gz", b"x"), a_file("no ending", b"y"), a_file("a.html/..", b"z")]
    )
    try:
        assert sorted(path.name for path in folder.iterdir()) == ["file0001.warc.gz", "file0002", "file0003"]
        assert next(iter(names.values())) == "upload/evil name.warc.gz"
    finally:
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def test_work_that_breaks_is_told_in_a_line() -> None:
    task: BackgroundTask[None, None] = BackgroundTask("test")

    def broken(tell: object) -> None:
        raise OSError(28, "No space left on device")

    assert task.start(broken)
    assert task.wait().state == "failed"
    assert "No space left" in task.status.problem
