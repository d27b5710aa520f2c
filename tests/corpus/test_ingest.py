"""Ingest: files to archive, every record accounted for, a second time without effect."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from corpus.archive import Archive
from corpus.errors import ArchiveError, SourceError
from corpus.ingest import LISTED, IngestReport, ingest
from corpus.maintenance import rejected, verify
from corpus.reading_progress import BytesRead
from corpus.records import Article
from corpus.selection import Selection
from corpus.store import Added, Store
from tests.corpus.builders import json_lines


def articles_in(folder: Path) -> list[Article]:
    store = Store.open(folder)
    found = [store.article(article_id) for article_id in store.article_ids()]
    store.close()
    return found


@pytest.fixture(scope="module")
def ingested(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, IngestReport]:
    folder = tmp_path_factory.mktemp("samples") / "new" / "archive"
    return folder, ingest([samples], folder)


def test_the_samples_become_24_articles_and_three_refusals_with_reasons(ingested: tuple[Path, IngestReport]) -> None:
    folder, report = ingested
    assert report.counts == {Added.NEW: 24}
    assert (report.articles_in_archive, report.records) == (24, 27)
    reasons = [bad.reason.split(" (")[0] for bad in report.rejected]
    assert reasons == ["HTTP status 404", "HTTP status 301", "not HTML: image/png"]
    assert all(bad.position and "record" in bad.position for bad in report.rejected)
    assert verify(folder) == []


def test_a_second_ingest_finds_everything_unchanged(samples: Path, ingested: tuple[Path, IngestReport]) -> None:
    folder, _ = ingested
    before = articles_in(folder)
    report = ingest([samples], folder)
    assert report.counts == {Added.UNCHANGED: 24}
    assert articles_in(folder) == before
    store = Store.open(folder)
    assert len(store.rejections()) == 3
    store.close()


def test_ids_do_not_depend_on_where_an_article_was_read(
    samples: Path, ingested: tuple[Path, IngestReport], tmp_path: Path
) -> None:
    shutil.copytree(samples, tmp_path / "elsewhere")
    ingest(sorted((tmp_path / "elsewhere").iterdir(), reverse=True), tmp_path / "archive")
    assert {a.id for a in articles_in(tmp_path / "archive")} == {a.id for a in articles_in(ingested[0])}


def test_the_seed_page_comes_out_as_required_and_is_known_under_another_name(shared_data: Path, tmp_path: Path) -> None:
    page = shared_data / "seed" / "sputnik-2014-11-04.txt"
    for name in ("a page.txt", "other-2019-01-01.txt"):
        shutil.copyfile(page, tmp_path / name)
    assert ingest([tmp_path / "a page.txt"], tmp_path / "archive").counts == {Added.NEW: 1}
    [article] = articles_in(tmp_path / "archive")
    source = article.source
    assert source.title == "NATO Chief Says Russian Troops Moving Closer to Ukrainian Border"
    assert (source.outlet, source.agency, source.dateline) == (
        "Sputnik International",
        "RIA Novosti",
        "Brussels, 4 November",
    )
    assert source.published is None
    assert not any(furniture in article.text for furniture in ("Subscribe", "Stay tuned", "latest news and stories"))
    assert "troops moving closer to the border with Ukraine" in article.text
    assert ingest([tmp_path / "other-2019-01-01.txt"], tmp_path / "archive").counts == {Added.UNCHANGED: 1}
    archive = Archive.open(tmp_path / "archive")
    assert archive.lexical.search("Stoltenberg", 5, Selection())
    assert not archive.lexical.search("Stoltenberg", 5, Selection.of(published_from=None, as_of=None, outlets=["TASS"]))
    archive.close()


def test_one_bad_record_never_stops_the_run(tmp_path: Path) -> None:
    good = [{"text": f"Good article number {n}. It is whole.", "id": str(n)} for n in range(3)]
    lines = [
        json.dumps(good[0]),
        "{broken",
        '{"text": "half a \\ud800 pair"}',
        '{"text": "a NUL \\u0000 in it"}',
        '{"title": "no text"}',
        "[1, 2]",
        '{"text": "An initial C.\u00a0 that sentencex panics on. Then more.", "title": "odd\\u202e \\u2028 title"}',
        json.dumps(good[1]),
        "\ufffd" * 10,
        json.dumps(good[2]),
    ]
    (tmp_path / "mixed.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    calls: list[int] = []
    report = ingest([tmp_path / "mixed.jsonl"], tmp_path / "archive", lambda: calls.append(1))
    assert report.counts == {Added.NEW: 4}
    assert [bad.position for bad in report.rejected] == [f"line {n}" for n in (2, 3, 4, 5, 6, 9)]
    assert len(calls) == 10
    assert verify(tmp_path / "archive") == []


def test_a_refusal_is_forgotten_when_the_file_is_mended(tmp_path: Path) -> None:
    page = tmp_path / "lines.jsonl"
    page.write_text('{"text": "Whole. Article."}\n{broken\n')
    ingest([page], tmp_path / "archive")
    json_lines(page, [{"text": "Whole. Article."}, {"text": "Mended. Article."}])
    assert ingest([page], tmp_path / "archive").counts == {Added.UNCHANGED: 1, Added.NEW: 1}
    store = Store.open(tmp_path / "archive")
    assert store.rejections() == []
    store.close()


def test_sources_that_are_missing_are_all_named_and_nothing_is_written(samples: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        ingest([samples, tmp_path / "one", tmp_path / "two", tmp_path / ("x" * 300)], tmp_path / "archive")
    assert all(name in str(raised.value) for name in ("one does not exist", "two does not exist", "xxx"))
    assert list(tmp_path.iterdir()) == []


def test_an_archive_inside_its_source_is_not_taken_for_a_source(samples: Path, tmp_path: Path) -> None:
    shutil.copytree(samples, tmp_path / "pages")
    for _ in range(2):
        report = ingest([tmp_path], tmp_path / "pages" / "archive")
        assert (report.stored, len(report.rejected)) == (24, 3)


def test_an_archive_below_a_file_is_refused(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for place in ("file", "file/archive"):
        with pytest.raises(ArchiveError, match="is a file"):
            ingest([samples], tmp_path / place)


def test_changed_metadata_reaches_the_index_and_the_old_is_gone(tmp_path: Path) -> None:
    page = tmp_path / "lines.jsonl"
    for title in ("Rouble falls", "Lira falls"):
        json_lines(page, [{"text": "Whole. Article.", "title": title}, {"text": "Other article."}])
        report = ingest([page], tmp_path / "archive")
    assert report.counts == {Added.UPDATED: 1, Added.UNCHANGED: 1}
    archive = Archive.open(tmp_path / "archive")
    assert [len(archive.lexical.search(word, 5, Selection())) for word in ("rouble", "lira", "article")] == [0, 1, 2]
    archive.close()
    assert verify(tmp_path / "archive") == []


def test_bytes_read_are_counted_up_to_the_size_of_the_sources(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        json_lines(tmp_path / "pages" / name, [{"text": f"Article {n} of {name}. It is whole."} for n in range(3_000)])
    read = BytesRead([tmp_path / "pages"])
    seen: list[int] = []

    def stored() -> None:
        read.stored()
        seen.append(read.so_far())

    ingest([tmp_path / "pages"], tmp_path / "archive", stored, reading=read.reading)
    assert read.total == sum(file.stat().st_size for file in (tmp_path / "pages").iterdir())
    assert seen == sorted(seen)
    assert read.total / 2 <= seen[-1] < read.total
    assert seen[100] < read.total / 10  # the whole of the first file has been read
    assert BytesRead([Path("-")]).total is None


def test_the_report_counts_rejections_by_reason_without_their_particulars(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text('{"text": "Whole. Article."}\n{broken\n{"text": 1, \n[1]\n')
    report = ingest([tmp_path / "lines.jsonl"], tmp_path / "archive")
    assert report.to_dict()["rejected_by_reason"] == {
        "not valid JSON": 2,
        "a JSON object is expected, this is a list": 1,
    }
    assert [bad.position for bad in rejected(tmp_path / "archive")] == ["line 2", "line 3", "line 4"]


def test_a_report_names_so_many_rejections_and_counts_the_rest_which_the_store_lists(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text("[1]\n" * (LISTED + 5))
    report = ingest([tmp_path / "lines.jsonl"], tmp_path / "archive")
    assert (len(report.rejected), report.unlisted, report.rejections) == (LISTED, 5, LISTED + 5)
    assert report.reasons() == [("a JSON object is expected, this is a list", LISTED + 5)]
    assert len(rejected(tmp_path / "archive")) == LISTED + 5


def test_a_link_to_itself_beside_the_archive_is_told(tmp_path: Path) -> None:
    """Where the archive lies in its source, each file's path is followed to see whether it is the archive's own."""
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "a.jsonl").write_text('{"text": "Docks closed."}\n')
    report = ingest([tmp_path], tmp_path / "archive")
    assert (report.stored, [bad.reason for bad in report.rejected]) == (1, ["a symbolic link that leads nowhere"])
