"""Verify notices what is wrong and nothing else; rebuild and remove leave an archive whole."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import maintenance
from corpus.archive import Archive, writing
from corpus.errors import ArchiveDamaged, NotFound
from corpus.lexical import FOLDER_NAME, LexicalIndex
from corpus.selection import Selection
from corpus.store import Store
from tests.corpus.builders import add, an_archive, an_article

ARTICLES = [an_article(f"Article number {n}. It is whole.", url=str(n)) for n in range(3)]
SECRET = an_article("A confidential witness was named.", url="secret", outlet=None, published=None)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return an_archive(tmp_path_factory.mktemp("template"), [*ARTICLES, SECRET], vectors=True)


@pytest.fixture
def with_vectors(template: Path, tmp_path: Path) -> Path:
    return shutil.copytree(template, tmp_path / "archive")


def change(folder: Path, sql: str) -> None:
    db = sqlite3.connect(folder / "archive.sqlite")
    with db:
        db.execute(sql)
    db.close()


def test_status_tells_what_is_there(template: Path) -> None:
    status = maintenance.status(template)
    assert status["articles"] == 4
    assert status["passages"] == status["in_lexical_index"] == status["in_vector_index"] == 4
    assert status["outlets"] == ["Sputnik International"]
    assert (status["published_first"], status["published_last"]) == ("2014-11-04", "2014-11-04")
    assert (status["without_publication_date"], status["embedding_model"]) == (1, "words")


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE articles SET text = replace(text, 'whole', 'false') WHERE number = 2", "its text was changed"),
        ("UPDATE passages SET stop = 9999 WHERE id = 2", "point outside its text"),
        ("UPDATE passages SET start = stop WHERE id = 2", "point outside its text"),
        ("DELETE FROM passages WHERE id = 2", "has no passages"),
        ("DELETE FROM articles WHERE number = 2", "refers to a missing row of articles"),
    ],
)
def test_verify_notices_what_was_changed_in_the_file(tmp_path: Path, sql: str, told: str) -> None:
    an_archive(tmp_path, ARTICLES)
    change(tmp_path, sql)
    assert any(told in problem for problem in maintenance.verify(tmp_path))


def test_verify_tells_of_a_file_that_sqlite_cannot_read_to_its_end(tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article(f"Sentence {n}. " * 500, url=str(n)) for n in range(50)])
    file = tmp_path / "archive.sqlite"
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    try:
        problems = maintenance.verify(tmp_path)
    except ArchiveDamaged as error:
        problems = [str(error)]
    assert problems and "backup" in problems[0]


LONG = " ".join(f"word{n} of a report that several outlets carry" for n in range(40))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM story_members WHERE article = 1",
        "DELETE FROM bands WHERE article = 1 AND band IN (SELECT band FROM bands WHERE article = 1 LIMIT 3)",
        "DELETE FROM bands WHERE article = 2",
        "INSERT INTO bands VALUES (1, 99)",
    ],
)
def test_verify_notices_damaged_stories_and_rebuild_mends_them(tmp_path: Path, sql: str) -> None:
    pages = [an_article(f"{LONG} {end}", url=end, outlet=end) for end in ("A", "B")]
    an_archive(tmp_path, pages)
    status = maintenance.status(tmp_path)
    assert (status["stories_in_several_articles"], status["articles_in_them"]) == (1, 2)
    assert maintenance.verify(tmp_path) == []
    change(tmp_path, sql)
    [problem] = maintenance.verify(tmp_path)
    assert problem.startswith("stories: ") and f"corpus rebuild --archive {tmp_path}" in problem
    maintenance.rebuild(tmp_path)
    assert maintenance.verify(tmp_path) == []
    assert maintenance.status(tmp_path)["articles_in_them"] == 2
    maintenance.remove(tmp_path, article_id=pages[0].id)
    assert maintenance.status(tmp_path)["articles_in_them"] == 0


def of_another_archive(folder: Path, other: Path) -> None:
    LexicalIndex.discard(folder)
    shutil.copytree(other / FOLDER_NAME, folder / FOLDER_NAME)


def flip_words(folder: Path, other: Path) -> None:
    LexicalIndex.discard(folder)
    index = LexicalIndex.open(folder, create=True)
    assert index is not None
    store = Store.open(other)
    index.add(row._replace(id=row.id + 1) for row in store.passages_after(0))
    index.commit()
    index.close()
    store.close()


@pytest.mark.parametrize("damage", [of_another_archive, flip_words, lambda folder, other: LexicalIndex.discard(folder)])
def test_verify_notices_a_lexical_index_that_is_missing_or_not_of_this_archive(
    tmp_path: Path, damage: Callable[[Path, Path], None]
) -> None:
    folder = an_archive(tmp_path / "this", ARTICLES)
    other = an_archive(tmp_path / "other", [an_article(f"Other number {n}.", url=str(n)) for n in range(3)])
    damage(folder, other)
    [problem] = maintenance.verify(folder)
    assert problem.startswith("lexical index: ") and f"corpus rebuild --archive {folder}" in problem
    maintenance.rebuild(folder)
    assert maintenance.verify(folder) == []


def test_an_index_that_lags_behind_is_no_problem(with_vectors: Path) -> None:
    with writing(with_vectors) as store:
        add(store, an_article("One more.", url="more"))
    assert maintenance.verify(with_vectors) == []


def test_rebuild_makes_both_indexes_from_the_store_alone(with_vectors: Path) -> None:
    shutil.rmtree(with_vectors / "lexical")
    (with_vectors / "vectors" / "CURRENT").write_text("g-gone")
    assert len(maintenance.verify(with_vectors)) == 2
    assert maintenance.rebuild(with_vectors) == (4, 4)
    assert maintenance.verify(with_vectors) == []


def test_a_reader_searches_on_during_a_rebuild(tmp_path: Path) -> None:
    reader = Archive.open(an_archive(tmp_path, ARTICLES))
    maintenance.rebuild(tmp_path)
    assert len(reader.lexical.search("article", 5, Selection())) == 3
    reader.close()


def test_a_removed_article_is_gone_from_everywhere(with_vectors: Path) -> None:
    archive = Archive.open(with_vectors)
    before = archive.vectors()
    assert before is not None and before.count == 4
    assert maintenance.remove(with_vectors, article_id=SECRET.id) == [SECRET.id]
    assert archive.lexical.search("confidential witness", 5, Selection()) == []
    index = archive.vectors()
    assert index is not None and index.count == 3
    files = [file.read_bytes() for file in with_vectors.glob("archive.sqlite*")]
    assert not any(b"confidential" in content for content in files)  # not even while somebody has the archive open
    archive.close()
    assert maintenance.verify(with_vectors) == []


def test_removing_what_is_not_there_changes_nothing(tmp_path: Path) -> None:
    an_archive(tmp_path, ARTICLES)
    with pytest.raises(NotFound):
        maintenance.remove(tmp_path, url="https://example.org/none")
    assert maintenance.status(tmp_path)["articles"] == 3


def test_a_removal_beside_a_damaged_vector_index_is_refused_before_it_begins(with_vectors: Path) -> None:
    (with_vectors / "vectors" / "CURRENT").write_text("g-gone")
    with pytest.raises(ArchiveDamaged, match="rebuild"):
        maintenance.remove(with_vectors, url="0")
    store = Store.open(with_vectors)
    assert len(list(store.article_ids())) == 4
    store.close()
