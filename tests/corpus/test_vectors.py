"""The vector index: published as a whole or not at all, filters fail closed, readers follow along."""

from __future__ import annotations

import json
import shutil
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest

from corpus import vectors
from corpus.archive import Archive, writing
from corpus.errors import ArchiveDamaged, ArchiveError
from corpus.maintenance import verify
from corpus.selection import Selection
from tests.corpus.builders import MODEL, WordEmbeddings, add, an_archive, an_article, embed_words

ARTICLES = [
    an_article("Moscow froze the talks.", url="a"),
    an_article("Norway trains troops in winter.", url="b", outlet="The Guardian", published=date(2015, 1, 2)),
    an_article("Undated troops stand here.", url="c", outlet=None, published=None),
    an_article("Captured troops stand here.", url="d", published=None, archived=datetime(2014, 11, 20, tzinfo=UTC)),
]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return an_archive(tmp_path_factory.mktemp("template"), ARTICLES, vectors=True)


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """An archive of its own with `ARTICLES` and their vectors; building it anew for each test takes two seconds."""
    return shutil.copytree(template, tmp_path / "archive")


def near(archive: Archive, text: str, selection: Selection = Selection()) -> list[str]:  # noqa: B008 (frozen)
    index = archive.vectors()
    assert index is not None
    hits = index.search(WordEmbeddings().embed_query(text), 10, selection)
    return [str(passage.source.url) for passage in archive.store.passages([number for number, _ in hits])]


def test_search_gives_cosines_best_first_and_the_filters_of_the_store(folder: Path) -> None:
    archive = Archive.open(folder)
    index = archive.vectors()
    assert index is not None and (index.count, index.model) == (4, MODEL)
    asked = WordEmbeddings().embed_query("Troops moved\nMoscow froze the talks.")
    [(_, best), *rest] = index.search(asked, 10, Selection())
    assert best == pytest.approx(1.0, abs=1e-3)
    assert all(score < best for _, score in rest)
    for selection, expected in [
        (Selection(), {"a", "b", "c", "d"}),
        (Selection.of(published_from=date(1, 1, 1)), {"a", "b"}),
        (Selection.of(published_from=date(2015, 1, 3), published_to=date(2015, 1, 2)), set()),
        (Selection.of(as_of=date(2014, 11, 20)), {"a", "d"}),
        (Selection.of(as_of=date(2014, 11, 19), outlets=["SPUTNIK international"]), {"a"}),
        (Selection.of(outlets=[""]), set()),
        (Selection.of(outlets=["nobody"]), set()),
    ]:
        assert set(near(archive, "troops", selection)) == expected
        assert archive.totals(selection).articles == len(expected)
    assert index.search(WordEmbeddings().embed_query("x"), 0, Selection()) == []
    archive.close()


def test_an_archive_without_vectors_has_no_vector_index(tmp_path: Path) -> None:
    archive = Archive.open(an_archive(tmp_path, ARTICLES))
    assert archive.vectors() is None
    archive.close()


def test_readers_keep_their_generation_during_a_rebuild_and_then_see_the_new_one(folder: Path) -> None:
    archive = Archive.open(folder)
    old = archive.vectors()
    assert old is not None
    searching, failures = threading.Event(), []

    def search() -> None:
        while not searching.is_set():
            try:
                assert near(archive, "Moscow froze the talks.")[0] == "a"
            except Exception as error:
                failures.append(error)

    reader = threading.Thread(target=search)
    reader.start()
    with writing(folder) as store:
        add(store, an_article("Sweden votes.", url="e"))
    embed_words(folder)
    searching.set()
    reader.join()
    assert failures == []
    assert len(old.search(WordEmbeddings().embed_query("troops"), 10, Selection())) == 4
    new = archive.vectors()
    assert new is not None and new.count == 5 and new.generation != old.generation
    assert len([*folder.glob("vectors/g-*")]) == 1
    archive.close()


def test_a_build_that_fails_keeps_the_generation_before_it(folder: Path) -> None:
    before = vectors.published(folder)
    with writing(folder) as store:
        add(store, an_article("Sweden votes.", url="e"))
        store.add_embeddings(MODEL, [(5, b"\0\0" * 7)])  # of another length than the others
        with pytest.raises(ArchiveError, match="vector index"):
            vectors.build(folder, store, MODEL)
    assert vectors.published(folder) == before
    assert len([*folder.glob("vectors/g-*")]) == 1


@pytest.fixture(scope="module")
def flushed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with more vectors than Chroma keeps in its log, so that it has written an HNSW file."""
    articles = [an_article(f"Article {n}.", url=str(n)) for n in range(1_100)]
    return an_archive(tmp_path_factory.mktemp("flushed"), articles, vectors=True)


@pytest.mark.parametrize("part", ["chroma.sqlite3", "about.json", "*/data_level0.bin"])
def test_verify_notices_a_missing_file(flushed: Path, tmp_path: Path, part: str) -> None:
    folder = shutil.copytree(flushed, tmp_path / "archive")
    [file] = folder.glob(f"vectors/g-*/{part}")
    file.unlink()
    [problem] = verify(folder)
    assert problem.startswith("vector index: ") and "rebuild" in problem and "\n" not in problem


def test_a_reader_of_a_damaged_index_is_told_what_to_run(folder: Path) -> None:
    archive = Archive.open(folder)
    for content in ("g-gone", "", "\0"):
        (folder / "vectors" / "CURRENT").write_text(content)
        with pytest.raises(ArchiveDamaged, match="vector index"):
            archive.vectors()
    archive.close()


def test_vectors_of_changed_articles_are_left_out_until_they_are_embedded_again(folder: Path) -> None:
    later = an_article("Moscow froze the talks.", url="a", published=date(2016, 1, 1))
    an_archive(folder, [later])
    archive = Archive.open(folder)
    assert "a" not in near(archive, "Moscow froze the talks.")
    assert embed_words(folder) == 4
    assert near(archive, "Moscow froze the talks.", Selection.of(published_from=date(2016, 1, 1))) == ["a"]
    archive.close()


def test_publishing_again_builds_only_when_there_is_something_new(folder: Path) -> None:
    first = vectors.published(folder)
    embed_words(folder)
    assert vectors.published(folder) == first


def test_vectors_that_are_not_those_of_the_store_are_noticed(folder: Path) -> None:
    """As when the index of another archive was copied here: the numbers fit, what they stand for does not."""
    other = np.asarray(WordEmbeddings().embed_query("Norway trains troops."), np.float16)
    with writing(folder) as store:
        store.add_embeddings(MODEL, [(3, other.tobytes())])
    [problem] = verify(folder)
    assert "vector 3 is not the one in the store" in problem and "rebuild" in problem


def test_a_published_index_names_its_model_and_extent(folder: Path) -> None:
    generation = vectors.published(folder)
    assert generation is not None
    assert json.loads((generation.folder / "about.json").read_text()) == {"model": MODEL, "count": 4, "greatest": 4}


def test_chroma_reads_no_settings_from_the_current_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("allow_reset=perhaps\nFACTCHECK_MODEL=openai:some\n")
    monkeypatch.chdir(tmp_path)
    index = vectors.VectorIndex.open(folder)
    assert index is not None
    index.close()
