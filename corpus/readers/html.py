"""A saved HTML page: one file, one page, its bytes passed on as they are, but for stray NUL bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.readers.compressed import read_whole
from corpus.readers.sniff import HEAD_BYTES, binary_kind, without_stray_nul
from corpus.records import RawPage, Rejected

MAX_HTML_BYTES = 20_000_000


def read_html(path: Path, origin: str) -> Iterator[RawPage | Rejected]:
    """Yields the page, and a rejection when the file is empty, over 20 MB, cut off (gzip), or not markup at all."""
    data, trouble = read_whole(path, MAX_HTML_BYTES)
    if data:
        yield html_page(data, origin)
    if trouble:
        yield Rejected(origin=origin, position=None, reason=trouble)


def html_page(data: bytes, origin: str) -> RawPage | Rejected:
    """One HTML page, or why these bytes are none."""
    data = without_stray_nul(data)
    kind = binary_kind(data[:HEAD_BYTES])
    if kind:
        return Rejected(origin=origin, position=None, reason=f"not an HTML page: this is {kind}")
    if not data.strip():
        return Rejected(origin=origin, position=None, reason="there is only white space in the file")
    return RawPage(origin=origin, kind="html", content=data)
