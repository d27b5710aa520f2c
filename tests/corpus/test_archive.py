"""An archive as a whole: the lock, the lexical index kept in step with the store, readers beside a writer."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.archive import Archive, writing
from corpus.errors import ArchiveBusy, ArchiveDamaged, ArchiveMissing
from corpus.ingest import ingest
from corpus.lexical import FOLDER_NAME, LexicalIndex
from corpus.selection import Selection
from corpus.store import Store
from tests.corpus.builders import ROOT, add, an_archive, an_article

HOLD = (
    "import sys; from pathlib import Path; from corpus.archive import writing\n"
    "with writing(Path(sys.argv[1]), create=True): print('held', flush=True); sys.stdin.read()\n"
)


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the write lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def found(folder: Path, query: str) -> int:
    archive = Archive.open(folder)
    hits = archive.lexical.search(query, 100, Selection())
    archive.close()
    return len(hits)


def test_a_second_writer_is_told_who_is_in_the_way(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(ArchiveBusy, match=r"another process is writing to .*; wait for it to end"):
            ingest([ROOT / "corpus" / "samples"], tmp_path)
        process.communicate()
    assert ingest([ROOT / "corpus" / "samples"], tmp_path).articles_in_archive == 24


def test_the_lock_is_gone_after_its_holder_was_killed(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with writing(tmp_path) as store:
        add(store, an_article())


def test_the_lock_is_gone_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), writing(tmp_path, create=True):
        raise KeyboardInterrupt
    with writing(tmp_path):
        pass


def test_writing_makes_nothing_where_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveMissing), writing(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_an_index_behind_the_store_is_caught_up_on_opening(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article()])
    with writing(tmp_path) as store:  # as an ingest that was killed before it committed the index
        add(store, an_article("Norway trains.", url="2"))
    assert found(tmp_path, "Norway") == 1


def test_an_index_behind_is_used_as_it_is_while_another_process_writes(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article()])
    with writing(tmp_path) as store:
        add(store, an_article("Norway trains.", url="2"))
    with holder(tmp_path) as process:
        assert (found(tmp_path, "troops"), found(tmp_path, "Norway")) == (1, 0)
        process.communicate()
    assert found(tmp_path, "Norway") == 1


def test_without_any_index_a_reader_is_told_that_a_writer_is_at_work(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(ArchiveBusy):
            Archive.open(tmp_path)
        process.communicate()
    Archive.open(tmp_path).close()


def test_a_missing_index_is_rebuilt_on_opening(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article()])
    LexicalIndex.discard(tmp_path)
    assert found(tmp_path, "troops") == 1


@pytest.mark.parametrize("part", ["meta.json", "*.term", "*.idx", "*.fast", "*.store", "*.fieldnorm"])
@pytest.mark.parametrize("damage", ["cut", "emptied", "deleted"])
def test_a_damaged_index_is_rebuilt_on_opening(tmp_path: Path, part: str, damage: str) -> None:
    an_archive(tmp_path, [an_article()])
    [file] = (tmp_path / FOLDER_NAME).glob(part)
    content = file.read_bytes()
    if damage == "deleted":
        file.unlink()
    else:
        file.write_bytes(content[: len(content) // 2] if damage == "cut" else b"")
    assert found(tmp_path, "troops") == 1


def test_an_index_in_which_tantivy_panics_is_rebuilt_on_opening(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article()])
    [file] = (tmp_path / FOLDER_NAME).glob("*.fast")
    content = file.read_bytes()
    third = len(content) // 3
    file.write_bytes(bytes(byte ^ 255 for byte in content[:third]) + content[third:])
    assert found(tmp_path, "troops") == 1


def test_an_index_with_passages_that_the_store_lacks_is_rebuilt_on_opening(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article()])
    with writing(tmp_path) as store:
        store.remove(url="https://example.org/1")
    assert found(tmp_path, "troops") == 0


def test_an_index_ahead_of_a_restored_store_does_not_hide_behind_equal_numbers(tmp_path: Path) -> None:
    """The backup lacks an article that the index has; an ingest then gives its number to another article."""
    folder = an_archive(tmp_path / "archive", [an_article()])
    shutil.copyfile(folder / "archive.sqlite", tmp_path / "backup")
    an_archive(folder, [an_article("Norway trains.", url="2")])
    shutil.copyfile(tmp_path / "backup", folder / "archive.sqlite")
    (tmp_path / "page.txt").write_text("Sweden votes\n\nSweden votes on Sunday, the government in Stockholm said.\n")
    ingest([tmp_path / "page.txt"], folder)
    assert (found(folder, "Norway"), found(folder, "Sweden")) == (0, 1)


def test_an_open_reader_finds_what_another_process_has_committed(tmp_path: Path) -> None:
    archive = Archive.open(an_archive(tmp_path, [an_article()]))
    assert archive.totals(Selection()).articles == 1
    subprocess.run(
        [sys.executable, "-m", "corpus", "ingest", "corpus/samples", "--archive", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    assert archive.totals(Selection()).articles == 25
    assert archive.lexical.search("rouble", 5, Selection())
    archive.close()


def test_a_lexical_index_that_can_be_neither_read_nor_made_is_told(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article()])
    LexicalIndex.discard(tmp_path)
    (tmp_path / FOLDER_NAME).write_text("a file where the folder should be")
    with pytest.raises(ArchiveDamaged, match="run python -m corpus rebuild"):
        Archive.open(tmp_path)


def test_opening_leaves_no_file_open_when_it_fails(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article()])
    (tmp_path / "archive.sqlite").write_bytes(b"not a database" * 100)
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    for _ in range(20):
        with pytest.raises(ArchiveDamaged):
            Store.open(tmp_path)
    after = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0
    assert after <= before
