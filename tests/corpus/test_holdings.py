"""What is in an archive by month and outlet, page by page, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus.archive import Archive, writing
from corpus.holdings import REASONS
from corpus.ingest import ingest
from corpus.maintenance import verify
from corpus.selection import Selection
from tests.corpus.builders import add, an_archive, an_article, json_lines

WHOLE = Selection()
PAGE = "The bridge over the Velm was closed on Monday, the road office said. {} lorries were turned back before noon."


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Two outlets, three months, an undated article without an outlet, and an article in two versions."""
    folder = tmp_path_factory.mktemp("holdings") / "archive"
    articles = [
        an_article("Rain fell in Ostry.", url="u1", outlet="Island Post", published=date(2015, 1, 31)),
        an_article("Snow fell in Ostry and in Velm.", url="u2", outlet="ISLAND  Post", published=date(2015, 1, 2)),
        an_article("Frost lay over Velm.", url="u3", outlet="Harbour Chronicle", published=date(2015, 3, 1)),
        an_article("Nobody knows when this was written.", url="u4", outlet=None, published=None),
        *(
            an_article(
                PAGE.format(count),
                url="https://example.org/bridge",
                outlet="Harbour Chronicle",
                published=date(2015, 4, 6),
                archived=datetime(2015, 4, day, tzinfo=UTC),
            )
            for count, day in (("Ten", 6), ("Eleven", 7))
        ),
    ]
    opened = Archive.open(an_archive(folder, articles))
    yield opened
    opened.close()


def test_articles_are_counted_by_month_and_by_outlet_each_once(archive: Archive) -> None:
    held = archive.store.holdings(WHOLE)
    assert held.months == ((date(2015, 1, 1), 2), (date(2015, 3, 1), 1), (date(2015, 4, 1), 1))
    assert held.undated == 1
    assert held.outlets == (("Harbour Chronicle", 2), ("ISLAND  Post", 2), (None, 1)), (
        "one outlet, however it is written"
    )
    assert held.articles == archive.totals(WHOLE).articles == 5, "two versions are one article"


def test_a_selection_counts_only_what_it_lets_through(archive: Archive) -> None:
    january = Selection.of(published_from=date(2015, 1, 1), published_to=date(2015, 1, 31))
    held = archive.store.holdings(january)
    assert (held.articles, held.undated, len(held.outlets)) == (2, 0, 1)
    assert held.articles == archive.totals(january).articles
    nothing = archive.store.holdings(Selection.of(outlets=["Nobody's Gazette"]))
    assert (nothing.months, nothing.outlets, nothing.articles) == ((), (), 0)


def test_pages_go_from_the_newest_to_the_undated_and_leave_nothing_out(archive: Archive) -> None:
    total, first = archive.store.article_page(WHOLE, 3, 0)
    _, second = archive.store.article_page(WHOLE, 3, 3)
    assert (total, len(first), len(second)) == (5, 3, 2)
    texts = [archive.store.article(id_).text for id_ in (*first, *second)]
    assert texts[0] == PAGE.format("Eleven"), "of two versions the later one"
    assert texts[1:4] == ["Frost lay over Velm.", "Rain fell in Ostry.", "Snow fell in Ostry and in Velm."]
    assert texts[4].startswith("Nobody knows")


def test_all_words_must_stand_together_in_any_of_their_forms(archive: Archive) -> None:
    def texts(words: str) -> list[str]:
        ids = archive.store.articles_of([hit.passage_id for hit in archive.lexical.search_each(words, 50, WHOLE)])
        return [archive.store.article(id_).text for id_ in ids]

    assert texts("snow Velm") == ["Snow fell in Ostry and in Velm."]
    assert len(texts("fall Ostry")) == 2, "fell is a form of fall"
    assert texts("snow lorries") == []
    assert texts("???") == []


def test_refusals_come_in_pages_with_their_reasons_and_are_found_by_words(tmp_path: Path) -> None:
    with writing(tmp_path / "archive", create=True) as store:
        add(store, an_article())
        for line in range(7):
            store.record_rejection("a 100%.jsonl", f"line {line}", f"not JSON (column {line})")
        store.record_rejection("b.html", "", "no article text found")
    archive = Archive.open(tmp_path / "archive")
    found = archive.store.refusals("", 5, 5)
    assert (found.total, len(found.listed)) == (8, 3)
    assert found.reasons == [("not JSON", 7), ("no article text found", 1)]
    assert archive.store.refusals("b.html", 5, 0).listed == [("b.html", "", "no article text found")]
    assert archive.store.refusals("100%", 5, 0).total == 7
    assert archive.store.refusals("%", 5, 0).total == 7, "a percent sign is looked for as itself"
    assert archive.store.refusals("nothing like it", 5, 0).total == 0
    assert len(found.reasons) <= REASONS
    archive.close()


def test_a_file_is_remembered_under_the_name_that_it_is_known_as(tmp_path: Path) -> None:
    spool = json_lines(tmp_path / "file0001.jsonl", [{"text": "Rain fell in Ostry on Monday."}, {"text": ""}])
    report = ingest([spool], tmp_path / "archive", known_as=lambda path: f"upload/{Path(path).stem} of Ada")
    assert [bad.origin for bad in report.rejected] == ["upload/file0001 of Ada"]
    archive = Archive.open(tmp_path / "archive")
    (article_id,) = archive.store.article_ids()
    assert archive.store.article(article_id).origin == "upload/file0001 of Ada"
    assert [row[0] for row in archive.store.rejections()] == ["upload/file0001 of Ada"]
    archive.close()


def test_a_check_tells_how_far_it_is(archive: Archive) -> None:
    told: list[tuple[str, float]] = []
    assert verify(archive.folder, lambda doing, share: told.append((doing, share))) == []
    shares = [share for _, share in told]
    assert shares == sorted(shares) and shares[0] == 0 and shares[-1] < 1
    assert len({doing for doing, _ in told}) >= 5
