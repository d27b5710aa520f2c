"""Files handed to the page -> articles, by the same ingest as on the command line.

A file's name is a stranger's: it is shown and remembered as text, and of it only a known ending is ever used as a
file name. What was handed over lies in a folder of its own until it is read, and is deleted then: of a page that is
taken down later (`python -m corpus remove`) nothing may be left behind.
"""

from __future__ import annotations

import itertools
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from assistant.errors import UploadRefused
from corpus.changes import Added
from corpus.records import Rejected

KINDS = tuple("txt text html htm xhtml pdf warc wacz jsonl ndjson json csv tsv rss atom xml zip tar tgz gz zst".split())
"""Endings of the files that the archive's readers know."""
NAME_LENGTH = 120
"""Characters of a file's name that are kept."""
REFUSED_LISTED = 5
"""Refused records of a file that are told at once; the archive lists the others."""
UPLOADED = "upload/"
"""What the remembered name of a file begins with."""
TELL_SECONDS = 0.2
_ENDING = re.compile(r"(?:\.(?:warc|jsonl|ndjson|json|csv|tsv|html?|txt|xml|tar))?\.[a-z]{2,6}$")


class HandedOver(NamedTuple):
    """A file as a visitor gives it."""

    name: str
    content: IO[bytes]
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class IntakeProgress:
    """How far the files are."""

    records: int
    bytes_read: int
    bytes_total: int


@dataclass(frozen=True, slots=True)
class TakenFile:
    """What became of one file."""

    name: str
    outcomes: Mapping[str, int]
    """What became of its records ("new", "copy", "updated", "unchanged", "rejected"), with how many of each."""
    refused: tuple[str, ...]
    """Why the first of those that did not become articles were refused: the place in the file, if it has one, and the
    reason."""


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """What became of the files."""

    files: tuple[TakenFile, ...]
    """In the order in which they were handed over."""
    articles_in_archive: int


def refuse_unfit(files: Sequence[HandedOver], most_megabytes: int) -> None:
    """Raises `UploadRefused` when there is no file, when they are too large, or when one is of no known kind."""
    if not files:
        raise UploadRefused("choose one or more files to add")
    total = sum(file.size for file in files)
    if total > most_megabytes * 1_000_000:
        raise UploadRefused(
            f"the files have {total / 1e6:,.0f} MB, at most {most_megabytes:,} MB are taken at once; add fewer, raise"
            " FACTCHECK_UPLOAD_MB, or use python -m corpus ingest"
        )
    for file in files:
        ending = file.name.lower().rpartition(".")[2]
        if ending not in KINDS:
            raise UploadRefused(f"“{shown_name(file.name)}” is of no kind that is read; known are {', '.join(KINDS)}")


def shown_name(name: str) -> str:
    """A file's name as the archive remembers it: one short line without a path."""
    line = "".join(c if c.isprintable() else " " for c in name.replace("\\", "/").rpartition("/")[2])
    return " ".join(line.split())[-NAME_LENGTH:] or "a file without a name"


def spooled(files: Sequence[HandedOver]) -> tuple[Path, dict[str, str]]:
    """A new folder with the files, and what each path in it is to be remembered as."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-upload-"))
    names: dict[str, str] = {}
    for number, file in enumerate(files, 1):
        ending = _ENDING.search(file.name.lower())
        path = folder / f"file{number:04d}{ending[0] if ending else ''}"
        with path.open("wb") as copy:
            shutil.copyfileobj(file.content, copy)
        names[str(path)] = _unlike(f"{UPLOADED}{shown_name(file.name)}", set(names.values()))
    return folder, names


def _unlike(name: str, others: Container[str]) -> str:
    """A name that none of the others has: of two files called alike each is told of by itself."""
    return next(
        one for one in itertools.chain([name], (f"{name} ({n})" for n in itertools.count(2))) if one not in others
    )


class _Ledger:
    """What becomes of each file of a lot, by the name that the archive remembers."""

    def __init__(self, names: Iterable[str]) -> None:
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in names}
        self._refused: dict[str, list[str]] = {name: [] for name in self._counts}

    def became(self, name: str, outcome: Added | Rejected) -> None:
        if not isinstance(outcome, Rejected):
            self._counts[name][outcome.value] += 1
            return
        self._counts[name]["rejected"] += 1
        if len(self._refused[name]) < REFUSED_LISTED:
            told = f"{outcome.position}: {outcome.reason}" if outcome.position else outcome.reason
            self._refused[name].append(told)

    def files(self) -> tuple[TakenFile, ...]:
        return tuple(
            TakenFile(name.removeprefix(UPLOADED), dict(counts), tuple(self._refused[name]))
            for name, counts in self._counts.items()
        )


def take_in(archive: Path, folder: Path, names: dict[str, str], tell: Callable[[IntakeProgress], None]) -> IntakeResult:
    """Ingest the files of a folder and delete it. Raises what `corpus.ingest.ingest` raises."""
    from corpus.ingest import ingest  # with trafilatura, which answering does without
    from corpus.reading_progress import BytesRead

    ledger = _Ledger(names.values())
    try:
        read = BytesRead([folder])
        records, told = 0, 0.0

        def advance() -> None:
            nonlocal records, told
            records += 1
            read.stored()
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                tell(IntakeProgress(records, read.so_far(), read.total or 0))

        report = ingest(
            [folder], archive, advance, reading=read.reading, known_as=names.__getitem__, became=ledger.became
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return IntakeResult(ledger.files(), report.articles_in_archive)
