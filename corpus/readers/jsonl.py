"""JSON lines: one article a line, its text kept to the letter.

Every line stands alone, so a broken one costs one article and is reported by its number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.columns import Columns, listed, paths
from corpus.fact_checks import claim_reviews_in
from corpus.readers.compressed import Unpacked
from corpus.readers.declared import DeclaredRecords, kind_of
from corpus.readers.fact_check_file import page_of
from corpus.records import RawPage, Rejected

MAX_LINE_BYTES = 50_000_000
MAX_SEPARATORS = 2_000_000  # JSON values take up to 40 times their bytes in memory: "{}," is 3 bytes and 72
LOOKED_AT = 1000


def read_jsonl(
    path: Path, origin: str, max_line_bytes: int = MAX_LINE_BYTES, columns: Columns | None = None
) -> Iterator[RawPage | Rejected]:
    """Yields an article or a rejection for each line that is not blank; memory holds one line.

    With declared columns, a file whose first thousand records all lack one of them gives one rejection that names the
    fields there are: without it, a misspelt name would cost every record, or silently every headline.
    """
    columns = columns or Columns()
    if columns.declared and (refusal := lacking_columns(columns, _objects(path, max_line_bytes))):
        yield Rejected(origin=origin, position=None, reason=refusal)
        return
    records = DeclaredRecords(origin, columns)
    number = 0
    with Unpacked(path) as unpacked:
        for number, line in _lines(unpacked.file, max_line_bytes):
            position = f"line {number}"
            if line is None:
                reason = f"the line is longer than {max_line_bytes // 1_000_000} MB"
                yield Rejected(origin=origin, position=position, reason=reason)
                continue
            if not line.strip():
                continue
            cut = unpacked.damage is not None and not line.endswith(b"\n")
            value = _value(line)
            if isinstance(value, dict) and b"ClaimReview" in line and (found := claim_reviews_in(value)):
                for one in found:
                    yield page_of(one, origin, position)
            elif isinstance(value, dict):
                yield records.page(value, position)
            elif not cut:
                yield Rejected(origin=origin, position=position, reason=value)
        if unpacked.damage:
            where = f"line {number}" if number else None
            reason = f"{unpacked.damage}; what follows is lost"
            yield Rejected(origin=origin, position=where, reason=reason)
        elif number == 0:
            yield Rejected(origin=origin, position=None, reason="the file is empty")
    records.finish()


def _lines(file: BufferedReader, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one over the limit, whose rest is skipped without being kept."""
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) <= limit:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(1 << 20)
        yield number, None


def _value(line: bytes) -> dict[str, Any] | str:
    """The object on a line, or why there is none."""
    if sum(map(line.count, (b",", b"[", b"{"))) > MAX_SEPARATORS:
        return f"the line holds more than {MAX_SEPARATORS:,} values, which no article has"
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"not UTF-8 at byte {error.start + 1} of the line"
    except json.JSONDecodeError as error:
        ending = "" if line.endswith(b"\n") else "; the line has no end, the file may be cut off"
        return f"not valid JSON: {error.msg} at character {error.pos + 1}{ending}"
    except (ValueError, RecursionError) as error:
        return f"not readable JSON: {error}"
    return value if isinstance(value, dict) else f"a JSON object is expected, this is {kind_of(value)}"


def lacking_columns(columns: Columns, records: Iterable[Mapping[str, Any]]) -> str | None:
    """Which declared columns none of the first records has, in words, or None."""
    seen: dict[str, None] = {}
    for record in islice(records, LOOKED_AT):
        seen |= dict.fromkeys(sorted(paths(record)))
        if not columns.lacking(seen) or len(seen) > LOOKED_AT * 10:
            return None
    if not seen:
        return None
    lacking = columns.lacking(seen)
    return f"no record has the declared field {listed(lacking)}; the fields there are: {listed(seen)}"


def _objects(path: Path, limit: int) -> Iterator[dict[str, Any]]:
    """The objects among the first lines."""
    with Unpacked(path) as unpacked:
        for _, line in islice(_lines(unpacked.file, limit), LOOKED_AT):
            value = _value(line) if line else None
            if isinstance(value, dict):
                yield value
