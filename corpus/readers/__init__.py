"""Files and folders -> RawPage records, one reader a format.

    text.py   a page saved as plain text          jsonl.py  JSON lines, one article a line
    html.py   a saved HTML page                   warc.py   a web archive of many pages

`read` picks the reader by name and content, goes through folders in sorted order, and turns everything it cannot read
into a `Rejected` with a place and a reason. Readers hold one record at a time, whatever the size of the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import SourceError
from corpus.readers.compressed import Unpacked
from corpus.readers.html import read_html
from corpus.readers.jsonl import read_jsonl
from corpus.readers.sniff import HEAD_BYTES, READABLE, Format, binary_kind, format_of
from corpus.readers.text import read_text
from corpus.readers.warc import read_warc
from corpus.records import RawPage, Rejected

__all__ = ["read"]

_READERS: dict[Format, Callable[[Path, str], Iterator[RawPage | Rejected]]] = {
    "text": read_text,
    "html": read_html,
    "warc": read_warc,
    "jsonl": read_jsonl,
}


def read(source: Path) -> Iterator[RawPage | Rejected]:
    """The pages of a file, or of every file in a folder and its subfolders, in sorted order.

    Hidden files are passed over. Inside a folder a symbolic link is followed only to a file of the same folder.
    Raises SourceError, at the first record asked for, when `source` itself does not exist or cannot be opened.
    """
    try:
        if source.is_dir():
            os.scandir(source).close()
            yield from _read_folder(source, source.resolve())
            return
        if not source.exists():
            raise SourceError(f"{source}: there is no such file or folder; check the path")
        if not source.is_file():
            raise SourceError(f"{source}: neither a file nor a folder; name a file or a folder of files")
        source.open("rb").close()
    except OSError as error:
        raise SourceError(f"{source}: cannot be opened ({error.strerror}); check its permissions") from error
    yield from _read_file(source)


def _read_folder(folder: Path, root: Path) -> Iterator[RawPage | Rejected]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _rejected(folder, f"the folder cannot be opened ({error.strerror})")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and (reason := _unfollowed(entry, root)):
            yield _rejected(entry, reason)
        elif entry.is_dir():
            yield from _read_folder(entry, root)
        elif entry.is_file():
            yield from _read_file(entry)
        else:
            yield _rejected(entry, "not a plain file")


def _unfollowed(link: Path, root: Path) -> str | None:
    """Why a symbolic link inside a folder is not followed, or None."""
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return "a symbolic link that leads nowhere"
    if not target.is_relative_to(root):
        return "a symbolic link out of the folder is not followed; name its target itself to read it"
    return "a symbolic link to a folder is not followed" if target.is_dir() else None


def _read_file(path: Path) -> Iterator[RawPage | Rejected]:
    origin = _printable(path)
    try:
        with Unpacked(path) as unpacked:
            head = unpacked.head(HEAD_BYTES)
        if not head and path.stat().st_size == 0:
            yield _rejected(path, "the file is empty")
            return
        chosen = format_of(path, head)
        if chosen is None:
            kind = binary_kind(head)
            yield _rejected(path, f"this kind of file is not read{f' ({kind})' if kind else ''}; known are {READABLE}")
        elif chosen == "jsonl" and (kind := binary_kind(head)):
            yield _rejected(path, f"not JSON lines: this is {kind}")
        else:
            yield from _READERS[chosen](path, origin)
    except OSError as error:
        yield _rejected(path, f"reading failed ({error.strerror or error})")


def _rejected(path: Path, reason: str) -> Rejected:
    return Rejected(origin=_printable(path), position=None, reason=reason)


def _printable(path: Path) -> str:
    """The path as text that can be stored: file names need not be valid UTF-8."""
    return os.fsencode(path).decode("utf-8", errors="replace")
