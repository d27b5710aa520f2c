"""One JSON document: an array of articles, or one article written over many lines.

It is read as a stream of its parts (ijson), so that an array of any size on a single line costs the memory of one
record. A document is one whole: where it breaks, what follows cannot be found again, as it can in JSON lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Any

from corpus.columns import Columns
from corpus.fact_checks import claim_reviews_in
from corpus.readers.compressed import Unpacked
from corpus.readers.declared import DeclaredRecords, kind_of
from corpus.readers.fact_check_file import page_of
from corpus.readers.jsonl import MAX_LINE_BYTES, MAX_SEPARATORS, lacking_columns
from corpus.records import RawPage, Rejected

MAX_DEPTH = 100
"""Arrays and objects inside each other. Articles have some five; a hundred thousand make parsers run out of stack."""
_BOM = b"\xef\xbb\xbf"
_OPEN, _CLOSE = ("start_map", "start_array"), ("end_map", "end_array")


class _Refused(ValueError):
    """A document whose next record is not read; the message says why."""


def is_json_document(path: Path) -> bool:
    """Whether a file not named as JSON lines is none: it begins an array, or an object that goes over many lines."""
    if {".jsonl", ".ndjson"} & {suffix.lower() for suffix in path.suffixes}:
        return False
    with Unpacked(path) as unpacked:
        start = unpacked.head(4096).removeprefix(_BOM).strip()
    first, line_break, _ = start.partition(b"\n")
    return start.startswith(b"[") or (start.startswith(b"{") and bool(line_break) and first.strip()[-1:] in b"{,[:")


def read_json_document(
    path: Path, origin: str, columns: Columns | None = None, max_record_bytes: int = MAX_LINE_BYTES
) -> Iterator[RawPage | Rejected]:
    """Yields an article or a rejection for each element of the array, or for the one object; memory holds one record.

    A document that is cut off, damaged or holds a record over the bounds gives what stands before that place and one
    rejection that names it.
    """
    columns = columns or Columns()
    if columns.declared and (refusal := lacking_columns(columns, _objects(path, max_record_bytes))):
        yield Rejected(origin=origin, position=None, reason=refusal)
        return
    records = DeclaredRecords(origin, columns)
    number = 0
    with Unpacked(path) as unpacked:
        try:
            for number, value in enumerate(_values(unpacked.file, max_record_bytes), 1):
                if isinstance(value, dict) and (reviews := claim_reviews_in(value)):
                    for one in reviews:
                        yield page_of(one, origin, f"record {number}")
                elif isinstance(value, dict):
                    yield records.page(value, f"record {number}")
                else:
                    reason = f"a JSON object is expected, this is {kind_of(value)}"
                    yield Rejected(origin=origin, position=f"record {number}", reason=reason)
        except _Refused as error:
            yield Rejected(
                origin=origin, position=f"record {number + 1}", reason=f"{error}; it and what follows is not read"
            )
        except ValueError as error:
            detail = unpacked.damage or _told(error)
            where = f"after record {number}" if number else None
            reason = f"the JSON document is cut off or damaged here ({detail}); what follows is lost"
            yield Rejected(origin=origin, position=where, reason=reason)
    records.finish()


class _Pieces:
    """A document's bytes for the parser, with an account of how much it was given since the last record."""

    def __init__(self, file: BufferedReader, limit: int) -> None:
        self._file, self._limit = file, limit
        self._bytes = self._separators = 0

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._bytes += len(data)
        self._separators += sum(map(data.count, (b",", b"[", b"{")))
        if self._bytes > self._limit:
            raise _Refused(f"the record is larger than {self._limit / 1e6:g} MB")
        if self._separators > MAX_SEPARATORS:
            raise _Refused(f"the record holds more than {MAX_SEPARATORS:,} values, which no article has")
        return data

    def next_record(self) -> None:
        self._bytes = self._separators = 0


def _values(file: BufferedReader, limit: int) -> Iterator[Any]:
    """The elements of a top-level array, or the one value there is. Raises ValueError for what is no JSON.

    Built from the parser's bare events: ijson's own `items` keeps the path to every open array, which makes gigabytes
    of 100,000 brackets.
    """
    import ijson  # type: ignore[import-untyped]

    if file.peek(len(_BOM)).startswith(_BOM):
        file.read(len(_BOM))
    pieces = _Pieces(file, limit)
    depth = level = 0
    builder = ijson.ObjectBuilder()
    try:
        for number, (event, value) in enumerate(ijson.basic_parse(pieces, use_float=True)):
            if number == 0 and event == "start_array":
                depth = level = 1
                continue
            depth += (event in _OPEN) - (event in _CLOSE)
            if depth < level:
                continue
            if depth > MAX_DEPTH:
                raise _Refused(f"the record has more than {MAX_DEPTH} levels of arrays and objects")
            builder.event(event, value)
            if depth == level:
                yield builder.value
                builder = ijson.ObjectBuilder()
                pieces.next_record()
    except ijson.JSONError as error:
        raise ValueError(error.args[0] if error.args else "no JSON") from error


def _told(error: ValueError) -> str:
    """The first line of a parser's message; the next ones draw a picture of the place."""
    message = error.args[0] if error.args else ""
    written = message.decode("utf-8", "replace") if isinstance(message, bytes) else str(error)
    return " ".join(written.split("\n")[0].split())[:200]


def _objects(path: Path, limit: int) -> Iterator[dict[str, Any]]:
    """The objects of a document up to where it breaks."""
    with Unpacked(path) as unpacked, suppress(ValueError):
        yield from (value for value in _values(unpacked.file, limit) if isinstance(value, dict))
