"""Tables and declared columns: rows go in to the letter, and no column is guessed."""

from __future__ import annotations

import gzip
import json
import logging
from pathlib import Path

import pytest

from corpus.columns import Columns
from corpus.errors import SourceError
from corpus.readers import read
from corpus.readers.delimited import read_delimited
from corpus.records import RawPage, Rejected
from corpus.storable import unstorable

DECLARED = Columns.parse("text=body,title=headline,published=date,url=link")


def rows(
    tmp_path: Path, content: str | bytes, columns: Columns | None = None, name: str = "a.csv"
) -> list[RawPage | Rejected]:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(path, columns))


def reason(items: list[RawPage | Rejected]) -> str:
    (item,) = items
    assert isinstance(item, Rejected), item
    return item.reason


@pytest.mark.parametrize(("delimiter", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.csv"), ("\t", "a.tsv")])
def test_declared_columns_are_read_in_every_dialect(tmp_path: Path, delimiter: str, name: str) -> None:
    fields = [["link", "headline", "body", "date"], ["http://e.org/1", "H", '"One, two; three.\nFour."', "2014-11-04"]]
    (page,) = rows(tmp_path, "\r\n".join(delimiter.join(row) for row in fields) + "\r\n", DECLARED, name)
    assert isinstance(page, RawPage)
    assert (page.url, page.title, page.published) == ("http://e.org/1", "H", "2014-11-04")
    assert (page.kind, page.content) == ("article", "One, two; three.\nFour.")
    assert page.position == "lines 2 to 3"


def test_a_table_with_our_names_needs_no_declaration(tmp_path: Path) -> None:
    (page,) = rows(tmp_path, "\ufeffid,text,outlet\n7,Troops left.,O\n")
    assert isinstance(page, RawPage)
    assert (page.external_id, page.content, page.outlet, page.title) == ("7", "Troops left.", "O", None)


def test_columns_that_are_not_understood_are_named_and_not_guessed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        (page,) = rows(tmp_path, "text,headline,date\nTroops left.,H,2014-11-04\n")
    assert isinstance(page, RawPage) and (page.title, page.published) == (None, None)
    assert "not understood, and not used: headline, date" in caplog.text


def test_a_table_without_the_text_names_its_columns_and_the_way_out(tmp_path: Path) -> None:
    told = reason(rows(tmp_path, "headline,body\nH,Troops left.\n"))
    assert "the columns are: headline, body" in told and "--columns text=NAME" in told


def test_a_declared_column_that_is_not_there_is_one_error(tmp_path: Path) -> None:
    told = reason(rows(tmp_path, "headline,body\nH,B\nH,B\n", Columns.parse("text=body,title=headlin")))
    assert told == "there is no column headlin; the columns are: headline, body"


def test_a_column_of_markup_goes_the_way_of_html(tmp_path: Path) -> None:
    (page,) = rows(tmp_path, 'content\n"<p>Troops ""left"".</p>"\n', Columns.parse("html=content"))
    assert isinstance(page, RawPage) and (page.kind, page.content) == ("html", '<p>Troops "left".</p>')


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("text", "OURS=THEIRS"),
        ("titel=x", "there is no field 'titel'"),
        ("text=a,text=b", "two columns are declared for text"),
        ("=x", "OURS=THEIRS"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_an_error(written: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        Columns.parse(written)


def test_a_bad_row_costs_that_row(tmp_path: Path) -> None:
    table = (
        b'text,title\nFirst.,A\nonly one value\n"bad "quote",B\n,C\ncaf\xe9 \xe9,D\n\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9'
    )
    table += b"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9,E\nLast.,G\n"
    items = rows(tmp_path, table)
    assert [item.title for item in items if isinstance(item, RawPage)] == ["A", "E", "G"]
    told = {item.position: item.reason for item in items if isinstance(item, Rejected)}
    assert "1 values where the first row names 2" in told["line 3"]
    assert "cannot be read" in told["line 4"]
    assert "no field `text`" in told["line 5"]
    assert "not utf-8" in told["line 6"]


def test_a_quotation_mark_that_never_closes_does_not_take_the_rest_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text\n"open\n' + "A row of text.\n" * 100)
    items = list(read_delimited(path, "a.csv", max_field=300))
    assert isinstance(items[0], Rejected) and items[0].position == "lines 2 to 22"
    assert sum(isinstance(item, RawPage) for item in items) == 80


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
def test_a_table_is_decoded_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = "Владимир Путин приказал отвести войска из Ростовской области после учений. " * 5
    (page,) = rows(tmp_path, f"id,text\n1,{text}\n".encode(encoding))
    assert isinstance(page, RawPage) and page.content == text


def test_a_latin1_table_is_read_and_the_guess_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = "Le président a déclaré à Genève que l'armée était déjà retirée de la région. " * 5
    (page,) = rows(tmp_path, f"text,title\n{text},T\n".encode("latin-1"))
    assert isinstance(page, RawPage) and page.content == text
    assert "read as cp1252" in caplog.text


def test_a_table_in_no_encoding_at_all_is_rejected_once(tmp_path: Path) -> None:
    assert "not" in reason(rows(tmp_path, b"text,title\n" + bytes(range(128, 256)) * 20 + b"\x81\x8d\x00\x01\n" * 50))


def test_a_cut_off_gzipped_table_gives_its_whole_rows_and_says_so(tmp_path: Path) -> None:
    import random

    numbers = random.Random(1)
    packed = gzip.compress(("text\n" + "".join(f"Row {numbers.random()}.\n" for _ in range(3000))).encode())
    items = rows(tmp_path, packed[: len(packed) // 2], name="a.csv.gz")
    assert sum(isinstance(item, RawPage) for item in items) > 1000
    assert isinstance(items[-1], Rejected) and "cut off at byte" in items[-1].reason


def test_json_fields_are_mapped_through_nested_objects_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {"article": {"body": "Text.", "people": [{"name": "A"}, {"name": "B"}]}, "text": "teaser", "dc.title": "T"}
    path.write_text(json.dumps(record) + "\n")
    (page,) = read(path, Columns.parse("text=article.body", "byline=article.people.name,title=dc.title"))
    assert isinstance(page, RawPage)
    assert (page.content, page.byline, page.title) == ("Text.", "A, B", "T")


def test_a_json_field_that_no_record_has_is_one_error_that_names_those_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"article": {"body": "Text."}}\n' * 50)
    (rejected,) = read(path, Columns.parse("text=article.text"))
    assert isinstance(rejected, Rejected)
    assert rejected.reason == (
        "no record has the declared field article.text; the fields there are: article, article.body"
    )


@pytest.mark.parametrize("damage", [b"\x00\xd8A\x00,\x00x\x00\n\x00", b"y"])
def test_bytes_that_are_no_utf16_cost_their_row(tmp_path: Path, damage: bytes) -> None:
    """Half a surrogate pair, and half a character at the end: Python cannot keep these as it does single bytes."""
    whole = "text,title\nThe quay was closed.,Strike\n"
    (tmp_path / "a.csv").write_bytes(whole.encode("utf-16") + damage)
    page, refused = read(tmp_path / "a.csv")
    assert isinstance(page, RawPage) and page.content == "The quay was closed."
    assert isinstance(refused, Rejected) and refused.position == "line 3"


def test_a_field_name_that_is_no_text_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"\\ud800\\u0000": 1, "headline": "A"}\n')
    (told,) = read(tmp_path / "a.jsonl", Columns.parse("title=name"))
    assert isinstance(told, Rejected) and "headline" in told.reason and not unstorable(told.reason)
