"""Web archives as crawlers write them, and what is read from them."""

from __future__ import annotations

import io
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.readers import read
from corpus.records import RawPage, Rejected

HTML = b"<html><body><p>" + b"Troops left the Rostov region. " * 40 + b"</p></body></html>"


class Archive:
    """Writes WARC records as a crawler does."""

    def __init__(self, packed: bool = True) -> None:
        self.stream = io.BytesIO()
        self.writer = WARCWriter(self.stream, gzip=packed)
        self.starts: list[int] = []

    def add(
        self,
        body: bytes = HTML,
        status: str = "200 OK",
        content_type: str | None = "text/html; charset=utf-8",
        kind: str = "response",
        url: str = "http://example.org/page",
        **headers: str,
    ) -> Archive:
        fields = [(name.replace("_", "-"), value) for name, value in headers.items()]
        if content_type:
            fields.append(("Content-Type", content_type))
        self.starts.append(self.stream.tell())
        http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_headers_dict={"WARC-Date": "2014-11-05T08:00:00Z"},
        )
        self.writer.write_record(record)
        return self

    def info(self) -> Archive:
        self.starts.append(self.stream.tell())
        self.writer.write_record(self.writer.create_warcinfo_record("a.warc.gz", {"software": "tests"}))
        return self

    def save(self, path: Path) -> Path:
        path.write_bytes(self.stream.getvalue())
        return path


def reasons(path: Path) -> list[str]:
    return [found.reason for found in read(path) if isinstance(found, Rejected)]


def pages(path: Path) -> list[RawPage]:
    return [found for found in read(path) if isinstance(found, RawPage)]


def an_unpacked_archive(pages: int = 12) -> Archive:
    archive = Archive(packed=False).info()
    for number in range(pages):
        archive.add(HTML.replace(b"Troops", b"Column %d" % number), url=f"http://example.org/{number}")
    return archive
