"""The store: nothing twice, nothing lost, every failure in one clear line."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.errors import ArchiveDamaged, ArchiveError, ArchiveMissing, NotFound
from corpus.selection import Selection
from corpus.store import FILE_NAME, Added, Store
from tests.corpus.builders import ROOT, add, an_archive, an_article, as_an_ordinary_user


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path, writable=True, create=True)
    yield opened
    opened.close()


def test_adding_an_article_again_changes_nothing(store: Store) -> None:
    article = an_article()
    assert [add(store, article), add(store, article)] == [Added.NEW, Added.UNCHANGED]
    assert store.extent() == (1, 1)
    assert store.article(article.id) == article


def test_changed_metadata_updates_the_article_and_renumbers_its_passages(store: Store) -> None:
    article = an_article(title="Old")
    add(store, article)
    changed = replace(article, source=replace(article.source, title="New", published=date(2014, 11, 5)))
    assert add(store, changed) is Added.UPDATED
    assert store.article(article.id).source == changed.source
    assert store.extent() == (1, 2)
    assert store.totals(Selection.of(published_from=date(2014, 11, 5))).articles == 1


def test_a_page_captured_twice_is_known_from_its_first_capture_and_does_not_flip(store: Store) -> None:
    early, late = (an_article(published=None, archived=datetime(2014, 11, day, tzinfo=UTC)) for day in (5, 9))
    assert [add(store, late), add(store, early), add(store, late)] == [Added.NEW, Added.UPDATED, Added.UNCHANGED]
    assert store.totals(Selection.of(as_of=date(2014, 11, 5))).articles == 1


def test_an_exact_copy_is_recognised_and_takes_over_when_the_original_goes(store: Store) -> None:
    first, second, third = (an_article(url=f"https://example.org/{n}") for n in range(3))
    assert [add(store, a) for a in (first, second, third)] == [Added.NEW, Added.COPY, Added.COPY]
    assert (store.article(third.id).copy_of, store.copies()) == (first.id, 2)
    assert store.remove(article_id=first.id) == [first.id]
    assert store.article(second.id).copy_of is None
    assert store.article(third.id).copy_of == second.id


def test_removing_a_url_removes_every_article_under_it_with_all_that_belongs_to_them(store: Store) -> None:
    add(store, an_article("The first version."))
    add(store, an_article("The second version."))
    store.add_embeddings("m", [(1, b"\0\0"), (2, b"\0\0")])
    assert len(store.remove(url="https://example.org/1")) == 2
    assert (store.extent(), store.embedded("m"), store.check()) == ((0, 0), (0, 0), [])


def test_a_passage_is_the_text_between_its_offsets(store: Store) -> None:
    text = "Ünïcödé 😀 stands here. " * 60 + "‮right to left‬ e\u0301 \u2028 \U0010ffff."
    article = an_article(text, title="‘’\"'; DROP TABLE articles; -- 😀")
    add(store, article)
    found = store.passages([3, 1, 99, 2])
    assert [passage.id for passage in found] == [3, 1, 2]
    assert all(passage.text == text[passage.start : passage.end] for passage in found)
    assert store.article(article.id) == article


def test_an_unknown_id_or_url_is_not_found(store: Store) -> None:
    for look in (lambda: store.article("x"), lambda: store.remove(article_id=""), lambda: store.remove(url="x")):
        with pytest.raises(NotFound):
            look()


def test_a_passage_id_is_never_given_out_twice(store: Store) -> None:
    article = an_article()
    add(store, article)
    store.remove(article_id=article.id)
    add(store, article)
    assert store.extent() == (1, 2)


def test_passages_are_counted_in_an_archive_made_before_there_was_a_tally(tmp_path: Path) -> None:
    store = Store.open(tmp_path, writable=True, create=True)
    add(store, an_article())
    with store._db.transaction() as db:
        for made in ("TRIGGER passage_added", "TRIGGER passage_removed", "TABLE tally"):
            db.execute(f"DROP {made}")
    add(store, an_article("Another one.", url="https://example.org/2"))
    assert (store.extent(), store.check()) == ((2, 2), [])
    store.close()
    store = Store.open(tmp_path, writable=True)
    store.remove(url="https://example.org/2")
    assert (store.extent(), store.check()) == ((1, 1), [])
    store.close()


def test_a_tally_that_is_wrong_is_told(store: Store) -> None:
    add(store, an_article())
    with store._db.transaction() as db:
        db.execute("UPDATE tally SET passages = 5")
    assert store.check() == ["the tally says 5 passages, there are 1"]


def test_a_missing_archive_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="python -m corpus ingest"):
        Store.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_an_archive_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveError, match="is a file"):
        Store.open(tmp_path / "file", create=True, writable=True)


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4_000])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    for writable in (False, True):
        with pytest.raises(ArchiveDamaged, match="restore it from a backup"):
            Store.open(tmp_path, writable=writable, create=writable)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_an_empty_file_is_a_missing_archive_and_is_filled_by_an_ingest(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with pytest.raises(ArchiveMissing):
        Store.open(tmp_path)
    Store.open(tmp_path, writable=True, create=True).close()
    Store.open(tmp_path).close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(ArchiveDamaged, match="not an archive"):
        Store.open(tmp_path, writable=True, create=True)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_another_format_version_is_told_with_both_numbers(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article()])
    db = sqlite3.connect(tmp_path / FILE_NAME)
    db.execute("PRAGMA user_version = 9")
    db.close()
    with pytest.raises(ArchiveDamaged, match="format 9, this program reads format 4"):
        Store.open(tmp_path)


def test_damage_inside_the_file_is_told_and_never_escapes_as_an_sqlite_error(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article(f"Sentence {n} of many. " * 200, url=None) for n in range(20)])
    content = bytearray((tmp_path / FILE_NAME).read_bytes())
    content[8_192:] = b"\x55" * (len(content) - 8_192)
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(ArchiveError):
        list(Store.open(tmp_path).passages_after(0))


def test_a_read_only_archive_is_read_and_not_written(open_to_all: Path) -> None:
    folder = an_archive(open_to_all / "archive", [an_article()], vectors=True)
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    result = as_an_ordinary_user(
        f"a = Archive.open(Path({str(folder)!r}))\n"
        "print(len(a.lexical.search('troops', 5, Selection())))\n"
        "print(len(a.vectors().search(WordEmbeddings().embed_query('troops'), 5, Selection())))\n"
        "a.close()\n"
        f"sys.exit(main(['remove', '--id', 'x', '--archive', {str(folder)!r}]))"
    )
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    assert (result.stdout, result.returncode) == ("1\n1\n", 1)
    assert result.stderr.startswith(f"corpus: cannot write to {folder}") and result.stderr.count("\n") == 1


def test_readers_see_whole_articles_while_another_process_writes(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article("The first of all.")])
    script = (
        "import sys; from pathlib import Path; from tests.corpus.builders import *\n"
        "with writing(Path(sys.argv[1])) as store:\n"
        "    for n in range(400): add(store, an_article(f'Number {n} stands here. ' * 40, url=str(n)))\n"
    )
    store = Store.open(tmp_path)
    writer = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT)
    seen = before = 0
    while writer.poll() is None or seen < 401:
        ids = list(store.article_ids())
        seen = len(ids)
        assert seen >= before
        before = seen
        spans = store.passage_spans(ids[-1])
        assert spans and spans[-1].end == len(store.article(ids[-1]).text.rstrip())
        if writer.poll() not in (None, 0):
            pytest.fail("the writer failed")
    assert writer.returncode == 0
    assert store.change_counter() > 1
    store.close()


def test_two_processes_may_make_the_same_archive_at_once(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from corpus.store import Store\n"
        "time.sleep(max(0.0, float(sys.argv[2]) - time.time()))\n"
        "Store.open(Path(sys.argv[1]), writable=True, create=True).close()\n"
    )
    start = str(datetime.now().timestamp() + 1.5)
    makers = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path), start], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [(maker.communicate()[1], maker.returncode) for maker in makers] == [(b"", 0)] * 4


def test_rows_that_nobody_read_to_the_end_say_nothing_after_the_file_was_closed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    opened = Store.open(tmp_path, writable=True, create=True)
    add(opened, an_article(" ".join(f"Sentence {n} stands here." for n in range(100))))
    rows = opened.passages_after(0)
    next(rows)
    opened.close()
    del rows
    assert capfd.readouterr().err == ""
