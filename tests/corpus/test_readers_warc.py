"""Web archives: HTML responses become pages, everything else a reason, and a cut is never silent."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.ingest import LISTED_OF_A_KIND, ingest
from corpus.readers import read
from corpus.records import RawPage, Rejected
from tests.corpus.web_archives import HTML, Archive, an_unpacked_archive, pages, reasons


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_html_response_becomes_a_page_that_can_be_replayed(tmp_path: Path, name: str) -> None:
    archive = Archive(packed=name.endswith("gz")).info().add(content_type="text/html; charset=windows-1251")
    (page,) = read(archive.save(tmp_path / name))
    assert isinstance(page, RawPage)
    assert (page.kind, page.content, page.encoding) == ("html", HTML, "windows-1251")
    assert page.url == "http://example.org/page"
    assert page.archived == datetime(2014, 11, 5, 8, tzinfo=UTC)
    assert page.position == f"record 2 at byte {archive.starts[1]}"
    assert page.capture is not None
    assert page.capture.record_id.startswith("urn:uuid:")
    assert (page.capture.payload_digest or "").startswith("sha1:")


@pytest.mark.parametrize(
    ("add", "why"),
    [
        (lambda a: a.add(status="404 Not Found"), "HTTP status 404"),
        (lambda a: a.add(b"", status="301 Moved", Location="http://e.org/"), "HTTP status 301"),
        (lambda a: a.add(b"\x89PNG\r\n", content_type="image/png"), "not HTML: image/png"),
        (lambda a: a.add(b"\x89PNG\r\n\0\0\0"), "not HTML: a PNG picture"),
        (lambda a: a.add(b"{}", content_type=None), "no content type and no markup"),
        (lambda a: a.add(b""), "the page is empty"),
        (lambda a: a.add(kind="revisit"), "a revisit record"),
        (lambda a: a.add(kind="resource"), "a resource record"),
        (lambda a: a.add(b"\xff\x00junk", Content_Encoding="br"), "encoding br cannot be undone"),
        (lambda a: a.add(gzip.compress(b"<p>" * 8_000_000), Content_Encoding="gzip"), "larger than 20 MB"),
    ],
)
def test_what_is_not_a_page_is_rejected_with_the_reason(
    tmp_path: Path, add: Callable[[Archive], Archive], why: str
) -> None:
    path = add(Archive()).add(url="http://example.org/good").save(tmp_path / "a.warc.gz")
    rejected, page = read(path)
    assert isinstance(rejected, Rejected)
    assert why in rejected.reason
    assert rejected.position == "record 1 at byte 0"
    assert isinstance(page, RawPage) and page.url == "http://example.org/good"


def test_records_about_the_crawl_are_passed_over(tmp_path: Path) -> None:
    path = Archive().info().add(kind="request").add(kind="metadata").add().save(tmp_path / "a.warc.gz")
    assert len(list(read(path))) == 1


def chunked(body: bytes) -> bytes:
    parts = [body[at : at + 500] for at in range(0, len(body), 500)]
    return b"".join(b"%x;note=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(HTML), {"Content_Encoding": "gzip"}),
        (zlib.compress(HTML), {"Content_Encoding": "deflate"}),
        (zlib.compress(HTML)[2:-4], {"Content_Encoding": "deflate"}),
        (chunked(HTML), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(HTML)), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (HTML, {"Transfer_Encoding": "chunked"}),
        (HTML, {"Content_Encoding": "gzip"}),
        (HTML, {"Content_Encoding": "br"}),
    ],
    ids=["gzip", "deflate", "raw deflate", "chunked", "both", "chunks undone", "gzip undone", "brotli undone"],
)
def test_transfer_and_content_encodings_are_undone(tmp_path: Path, body: bytes, headers: dict[str, str]) -> None:
    (page,) = read(Archive().add(body, **headers).save(tmp_path / "a.warc.gz"))
    assert isinstance(page, RawPage)
    assert page.content == HTML


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        (
            "br",
            "1bf804e89d07764ce2976f8cb4dc404a1f29b9847bb32b1eaa7e9b03a10b0e3960ff0a2da018038760030e2dc1e56d5df770468a"
            "0c5c5a038c74ff02fa1c2097c5b3",
        ),
        (
            "zstd",
            "28b52ffd60f903350200a4033c68746d6c3e3c626f64793e3c703e54726f6f7073206c6566742074686520526f73746f76207265"
            "67696f6e2e203c2f703e3c2f2f68746d6c3e0200e9e4a1d816f1ab32",
        ),
    ],
)
def test_brotli_and_zstandard_are_undone(tmp_path: Path, name: str, packed: str) -> None:
    (page,) = read(Archive().add(bytes.fromhex(packed), Content_Encoding=name).save(tmp_path / "a.warc.gz"))
    assert isinstance(page, RawPage)
    assert page.content == HTML


def test_garbage_is_said_to_be_no_web_archive(tmp_path: Path) -> None:
    for name, content in (("a.warc", b"no archive " * 50), ("b.warc.gz", gzip.compress(b"no archive " * 50))):
        (tmp_path / name).write_bytes(content)
        assert reasons(tmp_path / name)[0].startswith("not a WARC file")


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_warc_cut_in_the_middle_keeps_the_earlier_pages_and_says_so(tmp_path: Path, name: str) -> None:
    archive = Archive(packed=name.endswith("gz")).info()
    for number in range(3):
        archive.add(HTML + bytes(str(number), "ascii"), url=f"http://example.org/{number}")
    data = archive.stream.getvalue()
    ends = [*archive.starts[2:], len(data)]
    path = tmp_path / name
    for cut in range(1, len(data), 1 if len(data) < 3000 else 13):
        path.write_bytes(data[:cut])
        found = list(read(path))
        told = [item for item in found if isinstance(item, Rejected)]
        whole = sum(end <= cut for end in ends)
        assert len(found) - len(told) >= whole, cut
        assert len(told) == (0 if cut in archive.starts else 1), (cut, told)
        assert all(page.content.endswith(b"</html>%d" % at) for at, page in enumerate(pages(path)))  # type: ignore[arg-type]


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("lost", [0, 60])
def test_damage_in_the_middle_costs_what_it_hit_and_is_told(tmp_path: Path, packed: bool, lost: int) -> None:
    """Garbage before the second of three records, with or without its last bytes."""
    archive = Archive(packed).add().add(url="http://example.org/2").add(url="http://example.org/3")
    data, (_, second, third) = archive.stream.getvalue(), archive.starts
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(data[:second] + b"GARBAGE\r\n" * 9 + data[second : third - lost] + data[third:])
    whole = ["http://example.org/page", "http://example.org/2", "http://example.org/3"]
    if lost:
        del whole[1]
    assert [page.url for page in pages(path) if page.url in whole] == whole
    assert any("damaged here" in reason for reason in reasons(path))


def test_a_length_that_swallows_the_rest_costs_its_record(tmp_path: Path) -> None:
    archive = Archive(packed=False).add().add(url="http://example.org/2")
    data = archive.stream.getvalue()
    length = data.index(b"Content-Length: ") + len(b"Content-Length: ")
    (tmp_path / "a.warc").write_bytes(data[:length] + b"9" + data[length:])
    told, page = read(tmp_path / "a.warc")
    assert isinstance(told, Rejected) and "inside this record" in told.reason and "goes on at byte" in told.reason
    assert isinstance(page, RawPage) and page.url == "http://example.org/2"


def test_an_archive_of_nothing_but_beginnings_comes_to_an_end(tmp_path: Path) -> None:
    data = Archive(packed=False).add().stream.getvalue()
    (tmp_path / "a.warc").write_bytes(data + b"WARC/1.0\r\nA: b" * 100_000)
    page, *told = read(tmp_path / "a.warc")
    assert isinstance(page, RawPage) and 1 <= len(told) <= 302
    assert all(isinstance(one, Rejected) for one in told)


def test_damage_before_nothing_more_is_told_once(tmp_path: Path) -> None:
    archive = Archive().add().add()
    (tmp_path / "a.warc.gz").write_bytes(archive.stream.getvalue()[: archive.starts[1]] + b"GARBAGE\r\n" * 9)
    page, told = read(tmp_path / "a.warc.gz")
    assert isinstance(page, RawPage) and isinstance(told, Rejected)
    assert "what follows is lost" in told.reason and told.position == "after record 1"


def test_an_archive_packed_as_one_member_is_whole(tmp_path: Path) -> None:
    data = gzip.compress(Archive(packed=False).add().add().stream.getvalue())
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert len(pages(tmp_path / "a.warc.gz")) == 2
    assert reasons(tmp_path / "a.warc.gz") == []


def test_the_archive_of_real_pages_is_read_whole(shared_data: Path) -> None:
    found = list(read(shared_data / "extraction" / "pages.warc.gz"))
    assert len(found) == 90
    assert all(isinstance(page, RawPage) and page.url and page.capture for page in found)


def test_what_every_crawl_holds_and_no_archive_wants_is_counted_by_kind(tmp_path: Path) -> None:
    archive = Archive().add()
    for number in range(40):
        archive.add(b"", status="301 Moved", url=f"http://example.org/{number}")
        archive.add(b"\x89PNG\r\n", content_type="image/png", url=f"http://example.org/{number}.png")
    archive.add(kind="revisit").add(status="404 Not Found").add(b"", url="http://example.org/empty")
    report = ingest([archive.save(tmp_path / "a.warc.gz")], tmp_path / "archive")
    assert report.kinds == {"a redirect": 40, "not HTML: image": 40, "a revisit": 1, "HTTP status 404": 1}
    assert (report.stored, report.rejections, report.records) == (1, 83, 84)
    assert len(report.rejected) == 2 * LISTED_OF_A_KIND + 3
    assert report.to_dict()["rejected_by_kind"]["a redirect"] == 40


def test_a_header_of_any_bytes_makes_a_reason_that_can_be_stored(tmp_path: Path) -> None:
    path = Archive(packed=False).add(kind="response").save(tmp_path / "a.warc")
    path.write_bytes(path.read_bytes().replace(b"WARC-Type: response", b"WARC-Type: respo\0se"))
    assert reasons(path) == ["a respo\ufffdse record, not a response (http://example.org/page)"]


def test_a_body_packed_in_several_pieces_is_read_to_its_end(tmp_path: Path) -> None:
    body = b"".join(gzip.compress(HTML[at : at + 300]) for at in range(0, len(HTML), 300))
    (tmp_path / "a.warc").write_bytes(Archive(packed=False).add(body, Content_Encoding="gzip").stream.getvalue())
    (page,) = pages(tmp_path / "a.warc")
    assert page.content == HTML


def test_a_media_type_of_any_length_makes_a_short_reason(tmp_path: Path) -> None:
    record = Archive(packed=False).add(content_type="image/" + "x" * 30_000)
    (tmp_path / "a.warc").write_bytes(record.stream.getvalue())
    (reason,) = reasons(tmp_path / "a.warc")
    assert "image/xxx" in reason and len(reason) < 400


def test_an_archive_whose_headers_end_in_bare_line_feeds_is_refused_for_that(tmp_path: Path) -> None:
    archive = an_unpacked_archive(2).stream.getvalue()
    (tmp_path / "a.warc").write_bytes(archive.replace(b"\r\n", b"\n"))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(archive.replace(b"\r\n", b"\n")))
    for name in ("a.warc", "b.warc.gz"):
        (reason,) = reasons(tmp_path / name)
        assert "a bare line feed where WARC has carriage return and line feed" in reason


def test_a_page_with_a_stray_nul_is_read_as_the_page_it_is(tmp_path: Path) -> None:
    body = HTML.replace(b"<p>", b"<p>\0", 1)
    assert b"\0" in body[:1000]
    (page,) = pages(Archive().add(body).save(tmp_path / "a.warc.gz"))
    assert page.content == HTML
