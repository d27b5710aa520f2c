"""Tables as text (CSV, TSV): one article a row, columns named by the first row.

The table is read strictly: a quotation mark in the wrong place makes lenient readers join or cut fields without a word,
and a garbled quote is worse than a missing one. A row that cannot be read costs that row.
"""

from __future__ import annotations

import codecs
import csv
import logging
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from corpus.columns import FIELDS, Columns, listed
from corpus.readers.compressed import Unpacked
from corpus.readers.declared import DeclaredRecords
from corpus.readers.sniff import HEAD_BYTES, binary_kind
from corpus.records import RawPage, Rejected

MAX_FIELD = 20_000_000
"""Characters; the same as for a page saved as text."""
MAX_COLUMNS = 2_000
_CHUNK = 1 << 20
_ALPHABETS = ("cp1252", "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "shift_jis", "gb18030", "big5", "euc_kr")
"""One encoding an alphabet: those that differ in a few letters only (Polish or Baltic for French) cannot be told apart
by their bytes, and a wrong one garbles names without a word."""
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

log = logging.getLogger(__name__)


class _TooLong(ValueError):
    """A physical line over the limit; its rest has been skipped."""


class _Lines:
    """The lines of a file for `csv.reader`, none of them held beyond `limit`, with a count of where we are."""

    def __init__(self, file: TextIOWrapper, limit: int) -> None:
        self._file, self._limit, self.number = file, limit, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._limit:
            while line and not line.endswith(("\n", "\r")):
                line = self._file.readline(_CHUNK)
            raise _TooLong(f"the line is longer than {self._limit // 1_000_000} million characters")
        return line


def read_delimited(
    path: Path, origin: str, columns: Columns | None = None, max_field: int = MAX_FIELD
) -> Iterator[RawPage | Rejected]:
    """Yields an article or a rejection for each row; memory holds one row.

    A file without a column for the text, or without one that was declared, gives one rejection that names the columns
    there are. Columns that are neither ours nor declared are logged once a file and not used.
    """

    def reject(reason: str, position: str | None = None) -> Rejected:
        return Rejected(origin=origin, position=position, reason=reason)

    encoding = _encoding(path)
    if encoding is None:
        yield reject("not UTF-8 and in no character encoding that fits; save the table as UTF-8")
        return
    if encoding not in ("utf-8-sig", "utf-16"):
        log.warning("%s: not UTF-8; read as %s. Save it as UTF-8 when letters look wrong", origin, encoding)
    columns = columns or Columns()
    csv.field_size_limit(max_field)
    with Unpacked(path) as unpacked:
        delimiter, kind = delimiter_of(path, unpacked.head(HEAD_BYTES)), binary_kind(unpacked.head(HEAD_BYTES))
        if kind:
            yield reject(f"not a table: this is {kind}")
            return
        # Python keeps a single byte that is no text as half a surrogate pair, but not two of UTF-16.
        errors = "replace" if encoding == "utf-16" else "surrogateescape"
        lines = _Lines(TextIOWrapper(unpacked.file, encoding, errors=errors, newline=""), max_field * 2)
        rows = csv.reader(lines, delimiter=delimiter, strict=True)
        header, problem = _header(rows, columns)
        if problem:
            yield reject(problem, "line 1" if header else None)
            return
        records = DeclaredRecords(origin, columns)
        while True:
            first = lines.number + 1
            try:
                row = next(rows, None)
            except (csv.Error, _TooLong) as error:
                yield reject(f"the row cannot be read ({error})", _position(first, lines.number))
                continue
            if row is None:
                break
            position = _position(first, lines.number)
            if not any(row):
                continue
            if len(row) != len(header):
                yield reject(f"{len(row)} values where the first row names {len(header)} columns", position)
            elif any(_undecoded(value) or (errors == "replace" and "\ufffd" in value) for value in row):
                yield reject(f"not {encoding}: bytes that are no text in that encoding", position)
            else:
                yield records.page({name: value for name, value in zip(header, row, strict=True) if value}, position)
        if unpacked.damage:
            yield reject(f"{unpacked.damage}; what follows is lost", f"line {lines.number}")
        records.finish()
    if unused := [name for name in header if name and name not in map(columns.named, FIELDS)]:
        log.warning("%s: columns that were not understood, and not used: %s", origin, listed(unused))


def delimiter_of(path: Path, head: bytes) -> str:
    """A tab for `.tsv`; else whichever of comma, semicolon, tab and bar stands most often in the first line."""
    if {".tsv", ".tab"} & {suffix.lower() for suffix in path.suffixes}:
        return "\t"
    wide = next((encoding for bom, encoding in _WIDE.items() if head.startswith(bom)), "utf-8")
    line = head.decode(wide, errors="replace").replace("\r", "\n").partition("\n")[0]
    unquoted = "".join(line.split('"')[::2])
    return max(",;\t|", key=unquoted.count)


def _header(rows: Iterator[list[str]], columns: Columns) -> tuple[list[str], str | None]:
    """The column names, and why the table cannot be used, if so."""
    try:
        header = [name.strip() for name in next(rows, [])]
    except (csv.Error, _TooLong) as error:
        return [], f"the first row, which names the columns, cannot be read ({error})"
    if not header:
        return [], "the first row names no columns"
    if len(header) > MAX_COLUMNS:
        return header, f"the first row names {len(header):,} columns; {MAX_COLUMNS:,} are the most that is read"
    if any(map(_undecoded, header)):
        return header, "the first row, which names the columns, is not text"
    used = [theirs for ours in FIELDS if (theirs := columns.named(ours))]
    if doubled := [name for name in used if header.count(name) > 1]:
        return header, f"the column {listed(doubled[:1])} is there {header.count(doubled[0])} times"
    if lacking := columns.lacking(header):
        return header, f"there is no column {listed(lacking)}; the columns are: {listed(header)}"
    if not {columns.named("text"), columns.named("html")} & set(header):
        told = "say which one holds the article with --columns text=NAME (or html=NAME)"
        return header, f"there is no column `text`; the columns are: {listed(header)}; {told}"
    return header, None


def _position(first: int, last: int) -> str:
    return f"line {first}" if last <= first else f"lines {first} to {last}"


def _undecoded(value: str) -> bool:
    """Whether a value holds bytes that its encoding does not know (Python keeps them as lone surrogates)."""
    return not value.isascii() and any("\udc80" <= char <= "\udcff" for char in value)


def _encoding(path: Path) -> str | None:
    """The character encoding of the whole table, found by reading it through once; None when none fits.

    UTF-8 unless most of what is not ASCII is not UTF-8; single damaged rows are for the reader to refuse. The text
    around the first such place is then judged, and the judgement logged.
    """
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    damaged = foreign = 0
    sample = b""
    with Unpacked(path) as unpacked:
        if unpacked.head(2).startswith(tuple(_WIDE)):
            return "utf-16"
        while chunk := unpacked.file.read(_CHUNK):
            text = decoder.decode(chunk)
            bad = text.count("\ufffd")
            if bad and not damaged:
                sample = chunk
            damaged += bad
            foreign += 0 if text.isascii() else sum(char > "\x7f" for char in text) - bad
    if damaged * 5 < foreign or not damaged:
        return "utf-8-sig"
    return _guess(sample)


def _guess(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    telling = b"\n".join(line for line in sample.split(b"\n") if not line.isascii())[:200_000]
    if binary_kind(telling):
        return None
    best = from_bytes(telling, cp_isolation=list(_ALPHABETS)).best()
    return best.encoding if best else None
