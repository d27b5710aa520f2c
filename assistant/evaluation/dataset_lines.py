"""The lines of a dataset's files, one at a time, with an error that names the place when a line is not what it must be.

What the archive's own reader passes over with a note stops an evaluation here: a question that is lost without a word
changes every score.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from assistant.evaluation.errors import DatasetError
from corpus.readers.compressed import Unpacked

MAX_LINE_BYTES = 50_000_000
"""What the archive's reader takes as one line (`corpus.readers.jsonl`). A longer one is no article and no question."""


class Line(NamedTuple):
    """A JSON object and where it stands, or None for a line that is too long to be read."""

    where: str
    """"FOLDER/questions.jsonl, line 12", to begin a message with."""
    number: int
    fields: dict[str, Any] | None


class LinesFile:
    """A `.jsonl` or `.jsonl.gz` file. Iterating yields its lines that are not blank; memory holds one of them.

    Raises `DatasetError` for a file that cannot be opened, is cut off or is not UTF-8, and for a line that is no JSON
    object.
    """

    def __init__(self, path: Path, max_line_bytes: int = MAX_LINE_BYTES) -> None:
        self.path = path
        self.count = 0
        """Lines that are not blank, so far."""
        self._limit = max_line_bytes
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of the unpacked bytes, once they are all read: packing a file anew does not make it another one."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[Line]:
        try:
            with Unpacked(self.path) as unpacked:
                number = 0
                while line := unpacked.file.readline(self._limit + 1):
                    number += 1
                    where = f"{self.path}, line {number}"
                    self._digest.update(line)
                    if len(line) > self._limit:
                        while line and not line.endswith(b"\n"):
                            line = unpacked.file.readline(1 << 20)
                            self._digest.update(line)
                        self.count += 1
                        yield Line(where, number, None)
                        continue
                    if unpacked.damage and not line.endswith(b"\n"):
                        break
                    if number == 1:
                        line = line.removeprefix(b"\xef\xbb\xbf")
                    if line.strip():
                        self.count += 1
                        yield Line(where, number, _object(line.rstrip(b"\r\n"), where))
                if unpacked.damage:
                    raise DatasetError(
                        f"{self.path}: {unpacked.damage}, {self.count:,} whole lines before that: "
                        "copy it again from where it came"
                    )
        except OSError as error:
            raise DatasetError(f"{self.path}: cannot be read ({error.strerror or error})") from None


def read_object(path: Path) -> dict[str, Any]:
    """A file that is one JSON object. Raises `DatasetError`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read ({error.strerror or error})") from None
    return _object(content.removeprefix(b"\xef\xbb\xbf"), str(path))


def problem_of(error: ValidationError) -> str:
    """The first thing pydantic objects to, and how many more there are: "field `gold[0].quotes`: ..."."""
    first = error.errors(include_url=False, include_input=False)[0]
    message = first["msg"].removeprefix("Value error, ").replace("a valid tuple", "a list")
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"]).removeprefix(".")
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    if not path:
        return f"{message}{more}"
    if first["type"] == "missing":
        return f"no field `{path}`{more}"
    return f"field `{path}`: {message}{more}"


def _object(content: bytes, where: str) -> dict[str, Any]:
    try:
        value = json.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DatasetError(f"{where}: not UTF-8 at byte {error.start + 1}: save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        inside = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise DatasetError(f"{where}: not valid JSON at {inside}column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise DatasetError(f"{where}: not readable JSON: {error}") from None
    if not isinstance(value, dict):
        raise DatasetError(f"{where}: a JSON object is expected, not {_KINDS.get(type(value), 'a number')}")
    return value


_KINDS = {list: "a list", str: "a string", bool: "true or false", type(None): "null"}
