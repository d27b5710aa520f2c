"""JSON lines: every good line goes in to the letter, every bad one is reported by its number."""

from __future__ import annotations

import gzip
import json
import logging
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.readers import read
from corpus.readers.jsonl import read_jsonl
from corpus.records import RawPage, Rejected

GOOD = {"text": "Troops left Rostov."}


def lines(tmp_path: Path, *records: Any, name: str = "a.jsonl") -> list[RawPage | Rejected]:
    path = tmp_path / name
    path.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), encoding="utf-8")
    return list(read(path))


def test_all_fields_are_taken_as_declared(tmp_path: Path) -> None:
    (page,) = lines(
        tmp_path,
        {
            "id": 7,
            "url": "https://e.org/1",
            "title": "T",
            "outlet": "O",
            "byline": ["Jane Doe", "John Smith"],
            "published": "2014-11-04",
            "retrieved": "2023-10-07T06:01Z",
            "text": " kept  to\tthe letter\u00a0\r\n",
            "extra": {"ignored": True},
        },
    )
    assert isinstance(page, RawPage)
    assert (page.kind, page.content) == ("article", " kept  to\tthe letter\u00a0\r\n")
    assert (page.external_id, page.url, page.title, page.outlet) == ("7", "https://e.org/1", "T", "O")
    assert (page.byline, page.published) == ("Jane Doe, John Smith", "2014-11-04")
    assert page.archived == datetime(2023, 10, 7, 6, 1, tzinfo=UTC)
    assert page.position == "line 1"


def test_only_text_is_required(tmp_path: Path) -> None:
    (page,) = lines(tmp_path, {**GOOD, "id": None, "url": "", "title": None, "published": ""})
    assert isinstance(page, RawPage)
    assert (page.external_id, page.url, page.title, page.published, page.archived) == (None,) * 5


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ('{"text": "broken', "not valid JSON"),
        ("[1, 2]", "this is a list"),
        ("42", "this is a number"),
        ("null", "this is null"),
        ("[" * 200_000, "not readable JSON"),
        ({"title": "no text"}, "no field `text`"),
        ({"text": None}, "no field `text`"),
        ({"text": ["a"]}, "`text` is a list"),
        ({"text": ""}, "`text` is empty"),
        ({"text": " \n"}, "`text` is empty"),
        ('{"text": "half \\ud800 pair"}', "surrogate pair at 6"),
        ('{"text": "a \\u0000 nul"}', "NUL character at 3"),
        ('{"text": "fine", "title": "\\udfff"}', "`title` holds half of a surrogate"),
        ({**GOOD, "title": ["a"]}, "`title` is a list"),
        ({**GOOD, "id": True}, "`id` is true or false"),
        ({**GOOD, "byline": 3}, "`byline` is not"),
    ],
)
def test_a_bad_line_is_rejected_with_its_number_and_the_others_go_in(tmp_path: Path, bad: Any, why: str) -> None:
    first, rejected, last = lines(tmp_path, GOOD, bad, GOOD)
    assert isinstance(first, RawPage) and isinstance(last, RawPage)
    assert isinstance(rejected, Rejected)
    assert rejected.position == "line 2"
    assert why in rejected.reason
    assert last.position == "line 3"


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\r\n\r\n  \n" + json.dumps(GOOD).encode())
    assert [page.position for page in read(path)] == ["line 1", "line 4"]


def test_a_line_that_is_not_utf8_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n' + json.dumps(GOOD).encode())
    rejected, page = read(path)
    assert isinstance(rejected, Rejected) and "not UTF-8 at byte 14" in rejected.reason
    assert isinstance(page, RawPage)


def test_a_line_over_the_limit_is_rejected_without_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "a" * 5000}) + "\n" + json.dumps(GOOD) + "\n")
    rejected, page = read_jsonl(path, "a.jsonl", max_line_bytes=1000)
    assert isinstance(rejected, Rejected) and "longer than" in rejected.reason
    assert isinstance(page, RawPage) and page.position == "line 2"


def test_an_unclear_capture_time_is_left_unknown_and_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        (page,) = lines(tmp_path, {**GOOD, "retrieved": "last week"})
    assert isinstance(page, RawPage) and page.archived is None
    assert "line 1: 'last week'" in caplog.text


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_a_cut_off_gzip_file_gives_every_whole_line_and_says_where_it_ends(tmp_path: Path, share: float) -> None:
    shuffled = random.Random(1)
    texts = [" ".join(str(shuffled.random()) for _ in range(40)) for _ in range(300)]
    packed = gzip.compress("".join(json.dumps({"text": text}) + "\n" for text in texts).encode())
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(packed[: int(len(packed) * share)])
    *pages, rejected = read(path)
    assert [page.content for page in pages if isinstance(page, RawPage)] == texts[: len(pages)]
    assert len(pages) > 300 * share - 10
    assert isinstance(rejected, Rejected)
    assert f"cut off at byte {int(len(packed) * share)}" in rejected.reason
    assert rejected.position in (f"line {len(pages)}", f"line {len(pages) + 1}")


def test_gzip_files_joined_end_to_end_are_read_through(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode() + b"\n") * 3)
    assert len([page for page in read(path) if isinstance(page, RawPage)]) == 3


def test_the_news_archive_is_read_without_a_rejection(shared_data: Path) -> None:
    pages = list(read(shared_data / "realtimeqa" / "articles.jsonl.gz"))
    assert len(pages) == 5900
    assert all(isinstance(page, RawPage) for page in pages)


def test_a_text_over_the_limit_of_every_format_costs_its_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "%s"}\n{"text": "Short."}\n' % ("Docks closed. " * 1_500_000))
    told, page = read(path)
    assert isinstance(told, Rejected) and told.reason == "the field `text` is longer than 20 million characters"
    assert isinstance(page, RawPage) and told.position == "line 1"
