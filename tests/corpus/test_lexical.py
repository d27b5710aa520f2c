"""Search by words: any text is a query, filters fail closed, irregular forms and numbers are found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.lexical import FOLDER_NAME, LexicalIndex
from corpus.selection import Selection
from corpus.stemming import content_stems
from corpus.terms import normalised
from tests.corpus.builders import an_archive, an_article

ARTICLES = [
    an_article("Moscow froze the talks. Putin withdrew 17,600 troops.", url="a"),
    an_article("The troops of Norway train in winter.", url="b", outlet="The Guardian", published=date(2015, 1, 2)),
    an_article("Undated troops stand here.", url="c", outlet=None, published=None),
    an_article("Captured troops stand here.", url="d", published=None, archived=datetime(2014, 11, 20, 23, tzinfo=UTC)),
]
HOSTILE = [
    "",
    "   \n\t",
    "the of and",
    "?!.,;:—…",
    "AND OR NOT",
    "troops AND NOT (Norway",
    '"unclosed quote',
    'body:troops^5 title:[a TO b} ~2 *?\\ +- && || "a b"~3',
    "😀👩‍👩‍👧",
    "القوات الروسية",
    "\u202etroops\u202c",
    "'; DROP TABLE articles; --",
    "\ud800",
    "\0troops",
    "a" * 100_000,
    "troops " * 14_000,
    " ".join(f"word{n}" for n in range(14_000)),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    opened = Archive.open(an_archive(tmp_path_factory.mktemp("lexical"), ARTICLES))
    yield opened
    opened.close()


def urls(archive: Archive, query: str, selection: Selection = Selection()) -> list[str]:  # noqa: B008 (frozen)
    hits = archive.lexical.search(query, 10, selection)
    return [str(passage.source.url) for passage in archive.store.passages([hit.passage_id for hit in hits])]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_a_safe_query(archive: Archive, query: str) -> None:
    archive.lexical.search(query, 10, Selection())
    archive.lexical.search(query, 10, Selection.of(published_from=date(2014, 1, 1), outlets=[query]))


def test_operators_are_words(archive: Archive) -> None:
    assert urls(archive, "Norway NOT troops")[0] == "b"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Who will freeze?", "a"),
        ("withdrawal", "a"),
        ("NORWAY'S training", "b"),
        ("Nórway", "b"),
        ("17,600", "a"),
        ("17\u00a0600", "a"),
        ("17\u202f600", "a"),
        ("１７，６００", "a"),
        ("17600", "a"),
    ],
)
def test_other_forms_of_a_word_or_a_number_find_it(archive: Archive, query: str, first: str) -> None:
    assert urls(archive, query)[0] == first


def test_a_part_of_a_number_does_not_find_it(archive: Archive) -> None:
    assert urls(archive, "600") == []
    assert normalised("In 2014, 600 left; 1,234,567 came; 3,14 is not one.") == (
        "In 2014, 600 left; 1234567 came; 3,14 is not one."
    )


def test_stop_words_are_searched_only_when_there_is_nothing_else(archive: Archive) -> None:
    assert content_stems("who froze the talks") == ["froze", "talk"]
    assert content_stems("who is it") == ["who", "is", "it"]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(), {"a", "b", "c", "d"}),
        (Selection.of(published_from=date(1, 1, 1)), {"a", "b"}),
        (Selection.of(published_to=date(2014, 12, 31)), {"a"}),
        (Selection.of(published_from=date(2015, 1, 2), published_to=date(2015, 1, 2)), {"b"}),
        (Selection.of(published_from=date(2015, 1, 3), published_to=date(2015, 1, 2)), set()),
        (Selection.of(as_of=date(2014, 11, 19)), {"a"}),
        (Selection.of(as_of=date(2014, 11, 20)), {"a", "d"}),
        (Selection.of(as_of=date(2014, 11, 3)), set()),
        (Selection.of(outlets=["the GUARDIAN"]), {"b"}),
        (Selection.of(outlets=["the guardian", "sputnik international"]), {"a", "b", "d"}),
        (Selection.of(outlets=["guardian"]), set()),
        (Selection.of(outlets=[""]), set()),
        (Selection.of(outlets=["The Guardian"], as_of=date(2014, 12, 1)), set()),
    ],
)
def test_a_filter_admits_the_same_in_the_index_the_store_and_the_check(
    archive: Archive, selection: Selection, expected: set[str]
) -> None:
    assert set(urls(archive, "troops", selection)) == expected
    assert archive.totals(selection).articles == len(expected)
    rows = archive.store.passages_after(0)
    admitted = {row.article_id for row in rows if selection.admits(*row.filters)}
    assert {archive.store.article(article_id).source.url for article_id in admitted} == expected


def test_no_hits_are_asked_for_and_none_are_given(archive: Archive) -> None:
    assert archive.lexical.search("troops", 0, Selection()) == []


def test_a_headline_counts_less_than_the_text(tmp_path: Path) -> None:
    told = an_article("Rouble falls.", title="Nothing", url="told")
    headed = an_article("Nothing falls.", title="Rouble", url="headed")
    with_both = Archive.open(an_archive(tmp_path, [headed, told]))
    assert urls(with_both, "rouble") == ["told", "headed"]
    with_both.close()


def test_readers_go_on_when_the_index_is_deleted_under_them(tmp_path: Path) -> None:
    opened = Archive.open(an_archive(tmp_path, ARTICLES))
    LexicalIndex.discard(tmp_path)
    assert not (tmp_path / FOLDER_NAME).exists()
    assert urls(opened, "Norway") == ["b"]
    opened.close()
