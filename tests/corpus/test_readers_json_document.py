"""One JSON document, an array or an article: streamed, bounded, and what stands before a break is kept."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from corpus.columns import Columns
from corpus.readers import read
from corpus.readers.json_document import read_json_document
from corpus.records import RawPage, Rejected
from tests.corpus.builders import ROOT
from tests.corpus.formats import pages, told

RECORDS = [{"id": n, "text": f"Article {n} — “stands” here."} for n in range(3)]
MEASURED = (
    "import re, sys; from pathlib import Path; from corpus.readers import read; from corpus.records import RawPage\n"
    "count, reasons = 0, []\n"
    "for x in read(Path(sys.argv[1])):\n"
    "    if isinstance(x, RawPage): count += 1\n"
    "    else: reasons.append(x.reason)\n"
    "print(count, *reasons, sep='|')\n"
    "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
)


def saved(tmp_path: Path, content: str | bytes, name: str = "a.json") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def measured(tmp_path: Path, pieces: Iterable[bytes]) -> tuple[str, int]:
    """What a process of its own read from a file, and its peak memory in kilobytes."""
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.writelines(pieces)
    done = subprocess.run([sys.executable, "-c", MEASURED, path], capture_output=True, text=True, cwd=ROOT, check=True)
    told, kilobytes = done.stdout.splitlines()
    return told, int(kilobytes)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("packed", [False, True])
def test_each_element_of_an_array_is_an_article_kept_to_the_letter(
    tmp_path: Path, indent: int | None, packed: bool
) -> None:
    written = b"\xef\xbb\xbf" + json.dumps(RECORDS, indent=indent, ensure_ascii=False).encode()
    path = saved(tmp_path, gzip.compress(written) if packed else written, "a.json.gz" if packed else "a.json")
    found = pages(path)
    assert [page.content for page in found] == [record["text"] for record in RECORDS]
    assert [(page.external_id, page.position) for page in found] == [(str(n), f"record {n + 1}") for n in range(3)]
    assert told(path) == {}


def test_one_article_over_many_lines_is_one_record(tmp_path: Path) -> None:
    (page,) = pages(saved(tmp_path, json.dumps({"text": "One.", "more": {"a": [1, {"b": None}]}}, indent=1)))
    assert (page.content, page.position) == ("One.", "record 1")
    (page,) = pages(saved(tmp_path, '{"id": "x",\n"text": "Two."}'))
    assert (page.content, page.external_id) == ("Two.", "x")


def test_json_lines_are_not_taken_for_a_document(tmp_path: Path) -> None:
    assert [page.position for page in pages(saved(tmp_path, '{"text": "A."}\n{"text": "B."}\n'))] == [
        "line 1",
        "line 2",
    ]


def test_an_element_that_is_no_article_costs_itself(tmp_path: Path) -> None:
    path = saved(tmp_path, '[{"text": "A."}, 3, {"title": "no text"}, ["x"], {"text": "B."}]')
    assert [page.content for page in pages(path)] == ["A.", "B."]
    assert set(told(path)) == {"record 2", "record 3", "record 4"}
    assert told(path)["record 3"] == "no field `text`"


def test_an_empty_array_is_told(tmp_path: Path) -> None:
    assert told(saved(tmp_path, "[]")) == {None: "there is no record in the file"}


@pytest.mark.parametrize("cut", [b'{"text": "C', b"nonsense", b'{"text": "\xff\xfe"}]'])
def test_a_document_that_breaks_gives_what_stands_before_and_says_so(tmp_path: Path, cut: bytes) -> None:
    path = saved(tmp_path, b'[{"text": "A."},\n{"text": "B."},\n' + cut)
    assert [page.content for page in pages(path)] == ["A.", "B."]
    assert "cut off or damaged here" in told(path)["after record 2"]


def test_a_packed_document_that_is_cut_off_is_told(tmp_path: Path) -> None:
    records = [{"text": f"{n} " + "".join(chr(33 + (n * k) % 90) for k in range(3000))} for n in range(200)]
    whole = gzip.compress(json.dumps(records).encode())
    path = saved(tmp_path, whole[: len(whole) // 2], "a.json.gz")
    assert pages(path)
    assert "the gzip file is cut off at byte" in next(iter(told(path).values()))


@pytest.mark.parametrize("opened", ["[", '{"a":'])
def test_a_hundred_thousand_brackets_are_refused(tmp_path: Path, opened: str) -> None:
    path = saved(tmp_path, '[{"text": "A."}, {"text": "B.", "x": ' + opened * 100_000)
    assert [page.content for page in pages(path)] == ["A."]
    assert "more than 100 levels" in told(path)["record 2"]


def test_a_record_of_millions_of_values_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, '[{"text": "A."}, {"x": [' + "{}," * 2_000_000 + "0]}]")
    assert "2,000,000 values" in told(path)["record 2"]


def test_a_record_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, json.dumps([{"text": "A."}, {"text": "x" * 1_000_000}]))
    found = list(read_json_document(path, "a.json", max_record_bytes=500_000))
    assert isinstance(found[0], RawPage)
    assert isinstance(found[1], Rejected) and "larger than 0.5 MB; it and what follows is not read" in found[1].reason


def test_an_array_of_300_megabytes_on_one_line_is_read_in_little_memory(tmp_path: Path) -> None:
    one = json.dumps({"text": "a" * 1_000_000}).encode()
    told, kilobytes = measured(tmp_path, [b"[", *[one + b","] * 299, one, b"]"])
    assert told == "300"
    assert kilobytes < 300_000


def test_one_record_of_300_megabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    told, kilobytes = measured(tmp_path, [b'[{"text": "', *[b"a" * 1_000_000] * 300, b'"}]'])
    assert told == "0|the record is larger than 50 MB; it and what follows is not read"
    assert kilobytes < 400_000


def test_declared_fields_are_found_and_a_misspelt_one_is_named(tmp_path: Path) -> None:
    path = saved(tmp_path, json.dumps([{"article": {"body": "Text."}}]))
    (page,) = read(path, Columns.parse("text=article.body"))
    assert isinstance(page, RawPage) and page.content == "Text."
    (rejected,) = read(path, Columns.parse("text=article.text"))
    assert isinstance(rejected, Rejected)
    assert rejected.reason.startswith("no record has the declared field article.text")
