"""An HTTP response as archived: status, headers, and the body with its transfer and content encodings undone.

Crawlers differ in what they keep: some store chunks and compression as they came, some undo them and leave the headers
as they were. So a declared encoding that the bytes do not show is taken as already undone.
"""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import dataclass

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})")
_CHUNK_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP_MAGIC = b"\x1f\x8b"
_MOST_MEMBERS = 400
"""Pieces of gzip one body is made of. Those of 64 KB, as `bgzip` makes them, are 300 for the largest page."""
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpHead:
    """Status line and headers; `length` is the number of bytes before the body, `headers` have lower-case names."""

    status: int
    headers: dict[str, str]
    length: int

    @property
    def media_type(self) -> str:
        """`text/html`, lower case and without parameters; empty when none is declared."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1].lower() if found else None


def parse_head(data: bytes) -> HttpHead | None:
    """The head of an HTTP response, or None when the data does not begin with one."""
    status = _STATUS.match(data)
    if not status:
        return None
    end = re.search(rb"\r?\n\r?\n", data)
    lines = data[: end.start() if end else len(data)].decode("latin-1").splitlines()
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return HttpHead(status=int(status[1]), headers=headers, length=end.end() if end else len(data))


def decoded_body(body: bytes, head: HttpHead, limit: int) -> bytes | str:
    """The body as the browser saw it, or the reason it cannot be had. Never holds much more than `limit` bytes."""
    if "chunked" in head.headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    encodings = [name.strip().lower() for name in head.headers.get("content-encoding", "").split(",")]
    for encoding in reversed(encodings):
        try:
            body = _uncompressed(body, encoding, limit)
        except (OSError, zlib.error):
            return f"the content encoding {encoding} cannot be undone"
    return body if len(body) <= limit else f"the page is larger than {limit // 1_000_000} MB"


def _unchunked(body: bytes) -> bytes:
    """The chunks joined; the body itself when it does not begin with a chunk."""
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[size.end() : size.end() + length])
        at = size.end() + length
    return b"".join(parts) if parts and at >= len(body) else body


def _uncompressed(body: bytes, encoding: str, limit: int) -> bytes:
    """The body with one content encoding undone; unchanged when it is markup that was never encoded."""
    if encoding in ("", "identity", "none"):
        return body
    try:
        if encoding in ("gzip", "x-gzip"):
            return _inflated(body, 31, limit)
        if encoding == "deflate":
            return _inflated(body, 15 if body[:1] == b"\x78" else -15, limit)
        if encoding in ("br", "zstd"):
            return _by_fastwarc(body, encoding, limit)
        raise OSError(f"unknown content encoding {encoding}")
    except (OSError, zlib.error):
        if body.lstrip()[:1] == b"<":
            return body
        raise


def _by_fastwarc(body: bytes, encoding: str, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    reader = BrotliReader(io.BytesIO(body)) if encoding == "br" else ZstdReader(io.BytesIO(body))
    parts: list[bytes] = []
    while sum(map(len, parts)) <= limit and (piece := reader.read(1 << 16)):
        parts.append(piece)
    return b"".join(parts)


def _inflated(body: bytes, window: int, limit: int) -> bytes:
    """The unpacked bytes, of all members where gzip has several; what is cut off gives what is there."""
    parts: list[bytes] = []
    room = limit + 1
    for _ in range(_MOST_MEMBERS):
        unpacking = zlib.decompressobj(wbits=window)
        parts.append(unpacking.decompress(body, room))
        room -= len(parts[-1])
        body = unpacking.unused_data
        if room <= 0 or not body.startswith(_GZIP_MAGIC):
            break
    return b"".join(parts)
