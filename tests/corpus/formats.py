"""Small real files of every format, made byte by byte: a PDF, a WARC, a WACZ."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.readers import read
from corpus.records import RawPage, Rejected

PAGE = b"<html><body><p>" + b"Troops left the Rostov region. " * 40 + b"</p></body></html>"
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Example News</title><link>http://e.org/</link>
<item><media:title>A picture</media:title><title>Bread &amp;amp; peace</title><link>http://e.org/1</link>
<guid>one</guid><pubDate>Tue, 04 Nov 2014 10:00:00 +0300</pubDate><dc:creator>Jane Doe</dc:creator>
<author>desk@e.org (News Desk)</author><description>A teaser.</description>
<content:encoded><![CDATA[<p>Troops left the Rostov region on Monday.</p><p>NATO said so.</p>]]></content:encoded>
</item>
<item><title>Only a headline</title><link>http://e.org/2</link></item>
<item><title>Plain</title><description>A summary in one sentence &amp;amp; no markup.</description></item>
</channel></rss>"""


def a_pdf(pages: Iterable[list[str]], **about: str) -> bytes:
    """A PDF with these lines on its pages and this in its description (Title, Author, CreationDate)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        shown = b"".join(b"(" + line.encode("cp1252") + b") Tj T*\n" for line in lines)
        stream = b"BT /F1 11 Tf 72 760 Td 14 TL\n" + shown + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< " + b" ".join(f"/{name} ({value})".encode() for name, value in about.items()) + b" >>")
    return pdf_of(objects, b"/Info %d 0 R" % len(objects))


def pdf_of(objects: list[bytes], trailer: bytes = b"") -> bytes:
    out, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n" % size + table + end


def a_warc(urls: Iterable[str] = ("http://e.org/1",), packed: bool = True) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for url in urls:
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        day = {"WARC-Date": "2014-11-05T08:00:00Z"}
        made = writer.create_warc_record(
            url, "response", payload=io.BytesIO(PAGE), http_headers=http, warc_headers_dict=day
        )
        writer.write_record(made)
    return stream.getvalue()


def a_wacz(path: Path, warcs: Mapping[str, bytes], *, packed: bool = False, digests: Mapping[str, str] = {}) -> Path:
    """A WACZ with these WARC files; `digests` states other checksums than the true ones."""
    listed = [
        {"path": name, "hash": digests.get(name, "sha256:" + hashlib.sha256(data).hexdigest()), "bytes": len(data)}
        for name, data in warcs.items()
    ]
    package = json.dumps({"profile": "data-package", "resources": listed})
    return a_zip(path, {**warcs, "datapackage.json": package, "pages/pages.jsonl": '{"format": "x"}\n'}, packed=packed)


def a_zip(path: Path, members: Mapping[str, bytes | str], *, packed: bool = True) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def a_tar(path: Path, members: Mapping[str, bytes | str], *links: tuple[str, str], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            content = data.encode() if isinstance(data, str) else data
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        for name, target in links:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = tarfile.SYMTYPE, target
            archive.addfile(info)
    return path


def pages(path: Path) -> list[RawPage]:
    return [item for item in read(path) if isinstance(item, RawPage)]


def told(path: Path) -> dict[str | None, str]:
    """The reason at each position at which something was rejected."""
    return {item.position: item.reason for item in read(path) if isinstance(item, Rejected)}
