"""JSON lines: one article a line, its text kept to the letter.

Every line stands alone, so a broken one costs one article and is reported by its number.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

from corpus.extraction.written_dates import moment
from corpus.readers.compressed import Unpacked
from corpus.records import RawPage, Rejected
from corpus.storable import unstorable

MAX_LINE_BYTES = 50_000_000

log = logging.getLogger(__name__)


def read_jsonl(path: Path, origin: str, max_line_bytes: int = MAX_LINE_BYTES) -> Iterator[RawPage | Rejected]:
    """Yields an article or a rejection for each line that is not blank; memory holds one line.

    A `retrieved` that cannot be understood leaves the capture time unknown; that is logged once a file, because a
    record has no place for it. A `published` is passed on as written: the extractor judges it and tells.
    """
    unclear: list[str] = []
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
            found = _record(line, origin, position, unclear)
            if isinstance(found, Rejected) and cut:
                continue
            yield found
        if unpacked.damage:
            where = f"line {number}" if number else None
            reason = f"the gzip file is {unpacked.damage}; what follows is lost"
            yield Rejected(origin=origin, position=where, reason=reason)
        elif number == 0:
            yield Rejected(origin=origin, position=None, reason="the file is empty")
    if unclear:
        log.warning("%s: %d `retrieved` times not understood, the first: %s", origin, len(unclear), unclear[0])


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


def _record(line: bytes, origin: str, position: str, unclear: list[str]) -> RawPage | Rejected:
    def reject(reason: str) -> Rejected:
        return Rejected(origin=origin, position=position, reason=reason)

    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return reject(f"not UTF-8 at byte {error.start + 1} of the line")
    except json.JSONDecodeError as error:
        ending = "" if line.endswith(b"\n") else "; the line has no end, the file may be cut off"
        return reject(f"not valid JSON: {error.msg} at character {error.pos + 1}{ending}")
    except (ValueError, RecursionError) as error:
        return reject(f"not readable JSON: {error}")
    if not isinstance(value, dict):
        return reject(f"a JSON object is expected, this is {_kind(value)}")
    problem = _problem(value)
    if problem:
        return reject(problem)
    retrieved = value.get("retrieved")
    archived = moment(str(retrieved)) if retrieved is not None else None
    if retrieved and archived is None:
        unclear.append(f"{position}: {str(retrieved)[:60]!r}")
    identity = value.get("id")
    byline = value.get("byline")
    return RawPage(
        origin=origin,
        position=position,
        kind="article",
        content=value["text"],
        url=value.get("url") or None,
        title=value.get("title") or None,
        outlet=value.get("outlet") or None,
        byline=(", ".join(byline) if isinstance(byline, list) else byline) or None,
        published=str(value["published"]) if value.get("published") not in (None, "") else None,
        archived=archived,
        external_id=str(identity) if identity not in (None, "") else None,
    )


def _problem(value: dict[str, Any]) -> str | None:
    """Why this object cannot be an article, or None."""
    text = value.get("text")
    if text is None:
        return "no field `text`"
    if not isinstance(text, str):
        return f"the field `text` is {_kind(text)}, not a string"
    if not text.strip():
        return "the field `text` is empty"
    byline = value.get("byline")
    names = byline if isinstance(byline, list) else [byline]
    identity = value.get("id")
    if identity is not None and (isinstance(identity, bool) or not isinstance(identity, str | int)):
        return f"the field `id` is {_kind(identity)}, not a string or a whole number"
    for name in ("url", "title", "outlet"):
        if not isinstance(value.get(name), str | None):
            return f"the field `{name}` is {_kind(value[name])}, not a string"
    if not all(isinstance(name, str) or byline is None for name in names):
        return "the field `byline` is not a string or a list of strings"
    fields = [(name, value.get(name)) for name in ("text", "id", "url", "title", "outlet", "published")]
    for name, content in [*fields, *(("byline", name) for name in names)]:
        if isinstance(content, str) and (bad := unstorable(content)):
            return f"the field `{name}` holds {bad}"
    return None


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
