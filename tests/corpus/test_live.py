"""An archive in use: what one process adds or removes, another that has it open sees at its next question."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant import Assistant, Outcome, Settings
from corpus import maintenance, vectors
from corpus.archive import Archive, writing
from corpus.errors import NotFound
from corpus.records import Article
from corpus.selection import Selection
from corpus.store import Store
from tests.corpus.builders import (
    WordEmbeddings,
    add,
    an_archive,
    an_article,
    corpus_command,
    embed_words,
    json_lines,
)

QUESTION = "Who ordered the withdrawal of the brigade from Tversk?"
NEWS = "Colonel Ivan Petrov ordered the withdrawal of the brigade from Tversk on Monday."
REPORT = " ".join(f"Witness {n} saw column {n} pass the bridge number {n} near the town." for n in range(20))


def numbered(count: int) -> list[Article]:
    return [an_article(f"Article {n} tells of matter{n} and of thing{n}.", url=f"u{n}") for n in range(count)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return an_archive(tmp_path / "archive", numbered(40), vectors=True)


@pytest.fixture
def reader(folder: Path) -> Iterator[Archive]:
    opened = Archive.open(folder)
    yield opened
    opened.close()


def near(archive: Archive, text: str, limit: int = 10) -> list[str]:
    """URLs of the passages nearest to a text by vectors."""
    index = archive.vectors()
    assert index is not None
    ids = [number for number, _ in index.search(WordEmbeddings().embed_query(text), limit, Selection())]
    passages = archive.store.passages(ids)
    assert len(passages) == len(ids), "the index names a passage that is gone"
    return [str(passage.source.url) for passage in passages]


def test_an_open_assistant_answers_from_an_article_that_another_process_ingests_and_forgets_it(tmp_path: Path) -> None:
    folder = an_archive(tmp_path / "archive", numbered(5))
    record = {"text": NEWS, "url": "https://example.org/new", "outlet": "The Ledger", "published": "2014-11-04"}
    lines = json_lines(tmp_path / "new.jsonl", [record])
    with Assistant.open(Settings(_env_file=None, archive=folder, mode="quotes", dense="never")) as assistant:
        assert assistant.ask(QUESTION).outcome is Outcome.NOT_IN_ARCHIVE
        assert corpus_command("ingest", lines, "--archive", folder, "--no-embed").returncode == 0
        answer = assistant.ask(QUESTION)
        assert answer.outcome is Outcome.ANSWERED and answer.citations[0].quote == NEWS
        assert answer.coverage.articles == 6
        changed = {**record, "text": NEWS.replace("Petrov", "Sidorov"), "retrieved": "2014-11-06T10:00:00Z"}
        json_lines(lines, [changed])
        assert corpus_command("ingest", lines, "--archive", folder, "--no-embed").returncode == 0
        assert "Sidorov" in assistant.ask(QUESTION).citations[0].quote
        removed = corpus_command("remove", "--archive", folder, "--url", "example.org/new?utm_source=x")
        assert removed.returncode == 0, removed.stderr
        assert assistant.ask(QUESTION).outcome is Outcome.NOT_IN_ARCHIVE


def test_an_open_archive_searches_the_vectors_of_what_was_embedded_since(folder: Path, reader: Archive) -> None:
    assert "new" not in near(reader, "Colonel Petrov ordered the withdrawal")
    with writing(folder) as store:
        add(store, an_article(NEWS, url="new"))
    assert embed_words(folder) == 41
    assert near(reader, "Colonel Petrov ordered the withdrawal")[0] == "new"


def test_vectors_that_come_after_the_archive_was_opened_are_used(tmp_path: Path) -> None:
    folder = an_archive(tmp_path, numbered(3))
    archive = Archive.open(folder)
    assert archive.vectors() is None
    embed_words(folder)
    assert near(archive, "matter2 thing2")[0] == "u2"
    archive.close()


def test_a_few_removals_build_no_vector_index_and_are_never_found(folder: Path, reader: Archive) -> None:
    before = vectors.published(folder)
    assert before and near(reader, "matter7 and thing7", 3)[0] == "u7"
    maintenance.remove(folder, url="u7")
    assert vectors.published(folder) == before
    found = near(reader, "matter7 and thing7", 40)
    assert len(found) == 39 and "u7" not in found  # the others take its place
    status = maintenance.status(folder)
    assert (status["passages"], status["in_lexical_index"], status["in_vector_index"]) == (39, 39, 39)
    assert maintenance.verify(folder) == []
    assert embed_words(folder) == 39 and vectors.published(folder) == before  # nothing to do


def test_when_more_than_a_tenth_is_gone_the_vector_index_is_built_anew(folder: Path, reader: Archive) -> None:
    before = vectors.published(folder)
    for n in range(5):
        assert vectors.published(folder) == before
        maintenance.remove(folder, url=f"u{n}")
    after = vectors.published(folder)
    assert after and after != before and after.count == 35
    assert len(near(reader, "matter7 and thing7", 40)) == 35
    store = Store.open(folder)
    assert store.removed_vectors() == frozenset()
    store.close()
    assert maintenance.verify(folder) == []


def test_the_newest_passages_may_go_and_new_ones_come(folder: Path, reader: Archive) -> None:
    maintenance.remove(folder, url="u39")
    with writing(folder) as store:
        add(store, an_article(NEWS, url="new"))
    assert maintenance.verify(folder) == []
    assert embed_words(folder) == 40
    found = near(reader, NEWS, 50)
    assert found[0] == "new" and "u39" not in found and len(found) == 40
    assert maintenance.verify(folder) == []


def test_an_article_whose_facts_change_leaves_no_vector_behind(folder: Path, reader: Archive) -> None:
    with writing(folder) as store:
        add(store, an_article("Article 3 tells of matter3 and of thing3.", url="u3", title="New", published=None))
    assert "u3" not in near(reader, "matter3 and thing3", 40)
    assert maintenance.verify(folder) == []
    assert embed_words(folder) == 40
    assert near(reader, "New Article 3 tells of matter3 and of thing3.", 40)[0] == "u3"


def test_verify_notices_a_vector_of_a_passage_that_went_unlisted(folder: Path) -> None:
    maintenance.remove(folder, url="u7")
    db = sqlite3.connect(folder / "archive.sqlite")
    db.execute("DELETE FROM removed_vectors")
    db.commit()
    db.close()
    [problem] = maintenance.verify(folder)
    assert problem.startswith("vector index: ") and "not in the store" in problem
    maintenance.rebuild(folder)
    assert maintenance.verify(folder) == []


def test_a_removal_that_stopped_halfway_is_mended_by_the_next_opening(folder: Path, reader: Archive) -> None:
    with writing(folder) as store:
        store.remove(url="u7")  # and the process ends before it comes to the indexes
    assert "u7" not in near(reader, "matter7 and thing7", 40)
    again = Archive.open(folder)
    assert again.lexical.search("matter7 thing7", 5, Selection()) == []
    again.close()
    assert maintenance.verify(folder) == []


def test_a_removed_article_leaves_its_story_and_its_versions(tmp_path: Path) -> None:
    copy = an_article(f"{REPORT} So it ended.", url="https://other.org/1", outlet="Other")
    old = an_article(REPORT, outlet="Own", archived=datetime(2014, 11, 4, tzinfo=UTC))
    new = an_article(f"{REPORT} More followed.", outlet="Own", archived=datetime(2014, 11, 6, tzinfo=UTC))
    an_archive(tmp_path, [copy, old, new], vectors=True)
    archive = Archive.open(tmp_path)
    story = archive.store.story(copy.id)
    assert story and {member.article_id for member in story.members} == {copy.id, old.id, new.id}
    assert [version.when for version in archive.store.versions(new.id)] == [date(2014, 11, 4), date(2014, 11, 6)]
    maintenance.remove(tmp_path, article_id=new.id)
    [only] = archive.store.versions(old.id)
    assert only.current and archive.store.outdated([old.id]) == {}
    with pytest.raises(NotFound):
        archive.store.versions(new.id)
    story = archive.store.story(copy.id)
    assert story and {member.article_id for member in story.members} == {copy.id, old.id}
    maintenance.remove(tmp_path, article_id=old.id)
    assert archive.store.story(copy.id) is None
    archive.close()
    assert maintenance.verify(tmp_path) == []
