"""Files and folders -> RawPage records, one reader a format.

    text.py   a page saved as plain text          jsonl.py      JSON lines, one article a line
    html.py   a saved HTML page                   json_document.py  one JSON array of articles, or one article
    pdf.py    a PDF, one article                  delimited.py  a table (CSV, TSV), one article a row
    warc.py   a web archive of many pages         feed.py       RSS and Atom, one article an entry
    wacz.py   a packed web archive                standard_input.py  `-`, any of these through a pipe
    packed.py a zip or tar archive of all these

`read` picks the reader by name and content, goes through folders in sorted order, and turns everything it cannot read
into a `Rejected` with a place and a reason. Readers hold one record at a time, whatever the size of the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath

from corpus.columns import Columns
from corpus.errors import CorpusError, SourceError
from corpus.readers.compressed import Unpacked
from corpus.readers.delimited import read_delimited
from corpus.readers.feed import read_feed
from corpus.readers.html import read_html
from corpus.readers.json_document import is_json_document, read_json_document
from corpus.readers.jsonl import read_jsonl
from corpus.readers.packed import read_tar, read_zip
from corpus.readers.pdf import read_pdf
from corpus.readers.sniff import HEAD_BYTES, READABLE, Format, binary_kind, format_of, format_of_stream, unpacking
from corpus.readers.standard_input import ORIGIN, is_standard_input, spooled_input
from corpus.readers.text import read_text
from corpus.readers.warc import read_warc
from corpus.readers.zip_members import shown_name
from corpus.records import RawPage, Rejected

__all__ = ["read"]

FAILED = "the reader failed"
"""How the reason begins when a reader raised what it should have told itself."""
_MAX_DEPTH = 1
"""Archives inside an archive that are opened: a tar of WACZ files is how crawls are delivered, more is a bomb."""
_MAY_BE_BARREN: tuple[Format, ...] = ("warc", "zip", "tar")
"""Formats that hold other things than records: the notes of a crawl, hidden files."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What holds for one file that is being read: the declared columns, in how many archives it lies, and what it is
    called where its path says nothing, since it is spooled."""

    columns: Columns
    depth: int = 0
    called: str | None = None


def read(source: Path, columns: Columns | None = None) -> Iterator[RawPage | Rejected]:
    """The pages of a file, or of every file in a folder and its subfolders, in sorted order; `-` is standard input.

    `columns` says which of our fields is which in tables and JSON lines. Hidden files are passed over. Inside a folder
    a symbolic link is followed only to a file of the same folder. Raises SourceError, at the first record asked for,
    when `source` itself does not exist or cannot be opened.
    """
    reading = _Reading(columns or Columns())
    if is_standard_input(source):
        with spooled_input() as path:
            for item in _read_file(path, PurePath(), replace(reading, called=ORIGIN)):
                yield replace(item, origin=ORIGIN)
        return
    try:
        if source.is_dir():
            os.scandir(source).close()
            yield from _read_folder(source, source.resolve(), reading)
            return
        if not source.exists():
            raise SourceError(f"{source}: there is no such file or folder; check the path")
        if not source.is_file():
            raise SourceError(f"{source}: neither a file nor a folder; name a file or a folder of files")
        source.open("rb").close()
    except OSError as error:
        raise SourceError(f"{source}: cannot be opened ({error.strerror}); check its permissions") from error
    yield from _read_file(source, source, reading)


def _read_folder(folder: Path, root: Path, reading: _Reading) -> Iterator[RawPage | Rejected]:
    """Depth first, with the folders still to be read in a list: they may lie deeper in each other than calls may."""
    waiting = [folder]
    while waiting:
        entry = waiting.pop()
        try:
            if entry.is_symlink() and entry != folder and (reason := _unfollowed(entry, root)):
                yield _rejected(entry, reason)
            elif entry.is_dir():
                inside = [inner for inner in entry.iterdir() if not inner.name.startswith(".")]
                waiting += sorted(inside, key=lambda inner: inner.name, reverse=True)
            elif entry.is_file():
                yield from _read_file(entry, entry, reading)
            else:
                yield _rejected(entry, "not a plain file" if os.path.lexists(entry) else "the file is gone")
        except OSError as error:
            yield _rejected(entry, f"cannot be opened ({error.strerror}); check its permissions")


def _unfollowed(link: Path, root: Path) -> str | None:
    """Why a symbolic link inside a folder is not followed, or None."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a symbolic link that leads nowhere"
    if not target.is_relative_to(root):
        return "a symbolic link out of the folder is not followed; name its target itself to read it"
    return "a symbolic link to a folder is not followed" if target.is_dir() else None


def _read_file(path: Path, name: PurePath, reading: _Reading) -> Iterator[RawPage | Rejected]:
    """What a file holds, read as its name and content say. A spooled one has a name of its own, or none at all."""
    try:
        with Unpacked(path) as unpacked:
            head = unpacked.head(HEAD_BYTES)
        if not head and path.stat().st_size == 0:
            yield _rejected(path, "the file is empty")
            return
        chosen = format_of(name, head) if name.name else format_of_stream(head)
        if chosen is None:
            kind = binary_kind(head)
            yield _rejected(
                path,
                f"this kind of file is not read{f' ({kind})' if kind else ''}; {unpacking(head)}known are {READABLE}",
            )
        elif chosen == "jsonl" and (kind := binary_kind(head)):
            yield _rejected(path, f"not JSON lines: this is {kind}")
        elif chosen in ("zip", "tar") and reading.depth > _MAX_DEPTH:
            yield _rejected(path, "an archive in an archive in an archive is not opened; unpack the outer one")
        else:
            found = False
            for item in _by_format(chosen, path, reading):
                found = True
                yield item
            if not found and chosen not in _MAY_BE_BARREN:
                yield _rejected(path, "there is no record in the file")
    except OSError as error:
        yield _rejected(path, f"reading failed ({error.strerror or error})")
    except CorpusError:
        raise
    except Exception as error:  # parsers of other people's files fail in ways nobody can list; one file, not the run
        detail = str(error)[:120].encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")
        yield _rejected(path, f"{FAILED} ({type(error).__name__}: {detail}); what follows is not read")


def _by_format(chosen: Format, path: Path, reading: _Reading) -> Iterator[RawPage | Rejected]:
    origin = reading.called or _printable(path)

    def read_member(spooled: Path, name: PurePosixPath) -> Iterator[RawPage | Rejected]:
        inside = replace(reading, depth=reading.depth + 1, called=f"{origin}, {shown_name(str(name))}")
        return _read_file(spooled, name, inside)

    match chosen:
        case "text":
            return read_text(path, origin)
        case "html":
            return read_html(path, origin)
        case "warc":
            return read_warc(path, origin)
        case "jsonl" if is_json_document(path):
            return read_json_document(path, origin, columns=reading.columns)
        case "jsonl":
            return read_jsonl(path, origin, columns=reading.columns)
        case "table":
            return read_delimited(path, origin, columns=reading.columns)
        case "feed":
            return read_feed(path, origin)
        case "pdf":
            return read_pdf(path, origin)
        case "zip":
            return read_zip(path, origin, read_member)
        case "tar":
            return read_tar(path, origin, read_member)


def _rejected(path: Path, reason: str) -> Rejected:
    return Rejected(origin=_printable(path), position=None, reason=reason)


def _printable(path: Path) -> str:
    """The path as text that can be stored: file names need not be valid UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="replace")
