"""Web archives (WARC, plain, gzipped or with Zstandard): each HTML response becomes a page.

fastwarc finds the records (`warc_stream.py`). It stops without a word where a file is cut off, so each record's length
is counted against what its header promises, and the end of a gzipped file is unpacked once more to see whether it is
whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.extraction.written_dates import moment
from corpus.readers.compressed import Readable, tail_damage
from corpus.readers.html import MAX_HTML_BYTES
from corpus.readers.http_message import decoded_body, parse_head
from corpus.readers.sniff import HEAD_BYTES, binary_kind, without_stray_nul
from corpus.readers.warc_stream import WarcStream
from corpus.records import Capture, RawPage, Rejected

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_CHUNK = 1 << 16
_BARE_LINE_FEEDS = re.compile(rb"WARC/\d\.\d{1,2}\n")
_LINE_FEEDS = (
    "the lines of its record headers end in a bare line feed where WARC has carriage return and line feed, so the file"
    " was changed as text or written wrongly, and is not read; get it as it was crawled"
)
_CUT_OFF = "the file is cut off inside this record, {}"
_NO_PAGES = ("warcinfo", "request", "metadata")
_MEDIA_GROUPS = ("application", "audio", "font", "image", "text", "video")
_HTML_TYPES = ("text/html", "application/xhtml+xml")


def read_warc(path: Readable, origin: str) -> Iterator[RawPage | Rejected]:
    """Yields a page for each HTML response with a 2xx status and a rejection for every other capture.

    What every crawl holds and no archive wants (redirects, error responses, revisits, pictures) is a rejection that
    says its `kind`, so that thousands of them can be counted together.

    Records that describe a crawl (warcinfo, request, metadata) are no captures and give nothing. A file that is cut
    off or damaged gives all records before that place and one rejection that names it; reading goes on where a record
    begins after it. Memory holds one page.
    """
    with WarcStream(path) as stream:
        if not stream.first_line or _BARE_LINE_FEEDS.match(stream.first_line):
            reason = _LINE_FEEDS if stream.first_line else stream.broken or "the file is empty"
            yield Rejected(origin=origin, position=None, reason=reason)
            return
        zstandard = stream.packing == "Zstandard"
        number = start = resumed = 0
        broken = ""
        while True:
            try:
                record = stream.next()
                if record is None:
                    break
                number, start = number + 1, record.stream_pos
                block = _read_block(record)
            except OSError as error:
                broken = broken or str(error)
                resumed = stream.resume(start) if number else 0
                if not resumed:
                    break
                continue
            if broken:
                yield _passed_over(origin, number - 1, broken, resumed if zstandard else start)
                broken = ""
            position = f"record {number} at {'unpacked byte' if zstandard else 'byte'} {start}"
            whole = record.content_length if record.headers.get("Content-Length") else None
            if whole is None or block.length < whole:
                where = f"after {block.length} of {whole} bytes" if whole else "in its header"
                why = f"{stream.broken}, inside this record" if stream.broken else _CUT_OFF.format(where)
                resumed = stream.resume(start)
                then = f"reading goes on at byte {resumed}" if resumed else "what follows is lost"
                yield Rejected(origin=origin, position=position, reason=f"{why}; {then}")
                if not resumed:
                    return
                continue
            found = _page(record, block, origin, position)
            if found is not None:
                yield found
        damage = broken or (None if zstandard else tail_damage(path, start) if stream.packing else _open_end(path))
    if damage:
        yield _broken(origin, number, damage)
    elif number == 0:
        yield _broken(origin, number, "no record found")


def _open_end(path: Readable) -> str | None:
    """Whether a plain archive lacks the two line breaks that close its last record."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - 4))
        closed = file.read().endswith((b"\r\n\r\n", b"\n\n"))
    return None if closed else "the last record is not closed"


@dataclass(frozen=True, slots=True)
class _Block:
    """A record's block: its first bytes (all of it when it can be a page) and its full length."""

    data: bytes
    length: int


def _read_block(record: WarcRecord) -> _Block:
    """Reads the block to its end; what is no HTML or over the limit is counted but not kept."""
    data = record.reader.read(_CHUNK)
    length = len(data)
    keep = _may_be_html(data)
    parts = [data]
    while piece := record.reader.read(_CHUNK):
        length += len(piece)
        if keep and length <= MAX_HTML_BYTES + _CHUNK:
            parts.append(piece)
    return _Block(b"".join(parts), length)


def _may_be_html(start: bytes) -> bool:
    head = parse_head(start)
    return head is not None and (head.media_type in _HTML_TYPES or not head.media_type)


def _page(record: WarcRecord, block: _Block, origin: str, position: str) -> RawPage | Rejected | None:
    def reject(reason: str) -> Rejected:
        return Rejected(origin=origin, position=position, reason=_shown(reason))

    def skip(kind: str, reason: str) -> Rejected:
        return Rejected(origin=origin, position=position, reason=_shown(reason), kind=kind)

    kind = (record.headers.get("WARC-Type") or "unknown").lower()
    if kind in _NO_PAGES:
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    named = f" ({url[:200]})" if url else ""
    if kind == "revisit":
        return skip("a revisit", f"a revisit record: the page is kept in an earlier capture{named}")
    if kind != "response":
        return skip("a record that is no response", f"a {kind[:100]} record, not a response{named}")
    head = parse_head(block.data)
    if head is None:
        declared = (record.headers.get("Content-Type") or "no content type")[:100]
        return reject(f"not an HTTP response: {declared}{named}")
    if not 200 <= head.status < 300:
        return skip(_status_kind(head.status), f"HTTP status {head.status}{named}")
    if head.media_type and head.media_type not in _HTML_TYPES:
        return skip(_media_kind(head.media_type), f"not HTML: {head.media_type[:100]}{named}")
    if block.length > MAX_HTML_BYTES:
        return reject(f"the page is larger than {MAX_HTML_BYTES // 1_000_000} MB{named}")
    body = decoded_body(block.data[head.length :], head, MAX_HTML_BYTES)
    if isinstance(body, str):
        return reject(f"{body}{named}")
    body = without_stray_nul(body)
    if not body.strip():
        return reject(f"the page is empty{named}")
    if (binary := binary_kind(body[:HEAD_BYTES])) or (not head.media_type and b"<" not in body[:HEAD_BYTES]):
        return reject(f"not HTML: {binary or 'no content type and no markup'}{named}")
    return RawPage(
        origin=origin,
        position=position,
        kind="html",
        content=body,
        encoding=head.charset,
        url=url or None,
        archived=moment(record.headers.get("WARC-Date") or ""),
        capture=_capture(record),
    )


def _shown(reason: str) -> str:
    """A reason that quotes a header, which may hold any bytes."""
    return re.sub("[\0\ud800-\udfff]", "\ufffd", reason)


def _status_kind(status: int) -> str:
    return "a redirect" if 300 <= status < 400 else f"HTTP status {status}"


def _media_kind(media_type: str) -> str:
    """The group a media type belongs to; there are as many types as servers can misspell, so not the type itself."""
    group = media_type.partition("/")[0]
    return f"not HTML: {group}" if group in _MEDIA_GROUPS else "not HTML: other"


def _capture(record: WarcRecord) -> Capture | None:
    identity = record.headers.get("WARC-Record-ID")
    if not identity:
        return None
    return Capture(record_id=identity.strip("<>"), payload_digest=record.headers.get("WARC-Payload-Digest"))


def _passed_over(origin: str, number: int, detail: str, start: int) -> Rejected:
    reason = f"the file is damaged here ({detail}); reading goes on at byte {start}, what lies between is lost"
    return Rejected(origin=origin, position=f"after record {number}", reason=reason)


def _broken(origin: str, number: int, detail: str) -> Rejected:
    if number == 0:
        return Rejected(origin=origin, position=None, reason=f"not a WARC file ({detail})")
    return Rejected(
        origin=origin,
        position=f"after record {number}",
        reason=f"the file is cut off or damaged here ({detail}); what follows is lost",
    )
