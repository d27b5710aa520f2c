"""Archives of files, WACZ and standard input: read in place, bounded, and hostile members refused by name."""

from __future__ import annotations

import gzip
import json
import os
import struct
import subprocess
import sys
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from corpus.readers import read
from corpus.storable import unstorable
from tests.corpus.builders import ROOT
from tests.corpus.formats import FEED, PAGE, a_pdf, a_tar, a_wacz, a_warc, a_zip, pages, told

MEMBERS: dict[str, bytes | str] = {
    "2014/a.txt": "Troops left the Rostov region.",
    "2014/b.html": PAGE,
    "c.jsonl": '{"text": "One."}\n{"text": \n',
    "d.csv": "text\nTwo.\n",
    "e.tsv": "text\ttitle\nThree, four.\tT\n",
    "f.pdf": a_pdf([["Troops left the Rostov region on Monday."]]),
    "g.xml": FEED,
    "h.warc.gz": a_warc(),
    "i.txt.gz": gzip.compress(b"Packed twice."),
    ".DS_Store": b"\0\1",
    "__MACOSX/a.txt": b"\0\1",
    "x.png": b"\x89PNG\r\n",
}
READ = {"2014/a.txt", "2014/b.html", "c.jsonl, line 1", "d.csv, line 2", "e.tsv, line 2", "f.pdf"} | {
    "g.xml, entry 1",
    "g.xml, entry 3",
    "h.warc.gz, record 1 at byte 0",
    "i.txt.gz",
}


def packed(tmp_path: Path, kind: str, members: dict[str, bytes | str]) -> Path:
    path = tmp_path / f"a.{kind}"
    if kind == "zip":
        return a_zip(path, members)
    return a_tar(path, members, mode="w" if kind == "tar" else "w:gz")


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz", "tgz"])
def test_every_member_is_read_as_the_file_it_is(tmp_path: Path, kind: str) -> None:
    path = packed(tmp_path, kind, MEMBERS)
    found = pages(path)
    assert {page.position for page in found} == READ
    assert {page.origin for page in found} == {str(path)}
    refused = told(path)
    assert set(refused) == {"c.jsonl, line 2", "g.xml, entry 2", "x.png"}
    assert "a PNG picture" in refused["x.png"]


@pytest.mark.parametrize("kind", ["zip", "tar"])
@pytest.mark.parametrize(
    "name", ["../../etc/evil.txt", "/etc/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:\\e.txt"]
)
def test_a_member_whose_name_leads_out_is_refused_and_the_others_read(tmp_path: Path, kind: str, name: str) -> None:
    path = packed(tmp_path, kind, {name: "Evil.", "good.txt": "Good."})
    assert [page.content for page in pages(path)] == ["Good."]
    assert [reason for reason in told(path).values()] == ["its name leads out of the archive; it is not read"]
    assert not list(tmp_path.parent.glob("**/evil.txt"))


def test_links_inside_archives_are_not_followed(tmp_path: Path) -> None:
    path = a_tar(tmp_path / "a.tar", {"good.txt": "Good."}, ("leak.txt", "/etc/passwd"))
    assert "not followed" in told(path)["leak.txt"]
    link = zipfile.ZipInfo("leak.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "not followed" in told(tmp_path / "a.zip")["leak.txt"]


def test_one_archive_in_another_is_opened_and_no_deeper_one(tmp_path: Path) -> None:
    inner = a_zip(tmp_path / "1.zip", {"a.txt": "Deep."}).read_bytes()
    middle = a_zip(tmp_path / "2.zip", {"1.zip": inner, "b.txt": "Middle."}).read_bytes()
    path = a_tar(tmp_path / "3.tar", {"2.zip": middle, "w.wacz": a_wacz(tmp_path / "w", WARCS).read_bytes()})
    assert [page.position for page in pages(path)][:1] == ["2.zip, b.txt"]
    assert len(pages(path)) == 4
    assert "in an archive in an archive" in told(path)["2.zip, 1.zip"]


def test_a_member_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path: Path) -> None:
    path = a_zip(tmp_path / "a.zip", {"bomb.jsonl": b" " * 60_000_000, "good.txt": "Good."})
    assert "200 times" in told(path)["bomb.jsonl"]
    assert [page.content for page in pages(path)] == ["Good."]


def test_many_small_bombs_are_one_large_one(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for number in range(12):
            info = tarfile.TarInfo(f"{number}.png")
            info.size = 100_000_000
            file.write(info.tobuf())
            for _ in range(100):
                file.write(bytes(1_000_000))
            file.write(bytes(-info.size % 512))
    assert "200 times its size" in told(path)[None]


def test_a_tar_header_cannot_make_memory_grow(tmp_path: Path) -> None:
    info = tarfile.TarInfo("long")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 400_000_000
    path = tmp_path / "a.tar.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(info.tobuf())
        for _ in range(400):
            file.write(b"a" * 1_000_000)
    tracemalloc.start()
    assert "header of more than 1 MB" in told(path)[None]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000_000


def test_a_table_of_contents_too_large_to_hold_is_refused(tmp_path: Path) -> None:
    data = a_zip(tmp_path / "a.zip", {"a.txt": "A."}).read_bytes()
    at = data.rindex(b"PK\x05\x06")
    (tmp_path / "a.zip").write_bytes(data[: at + 12] + struct.pack("<I", 900_000_000) + data[at + 16 :])
    assert "too many members" in told(tmp_path / "a.zip")[None]


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    data = a_zip(tmp_path / "a.zip", {"a.txt": "The same."}).read_bytes()
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    counts = struct.pack("<HHI", 3, 3, (end - at) * 3)
    (tmp_path / "a.zip").write_bytes(data[:at] + data[at:end] * 3 + data[end : end + 8] + counts + data[end + 16 :])
    assert "share the same bytes" in told(tmp_path / "a.zip")[None]


def test_encrypted_and_damaged_members_are_told_and_the_others_read(tmp_path: Path) -> None:
    data = bytearray(a_zip(tmp_path / "a.zip", {"a.txt": "First page.", "b.txt": "Second page."}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert "encrypted" in told(tmp_path / "a.zip")["a.txt"]
    plain = a_zip(tmp_path / "b.zip", {"a.txt": "First page.", "b.txt": "Second page."}, packed=False)
    plain.write_bytes(plain.read_bytes().replace(b"First page.", b"Fairy tale."))
    assert "damaged" in told(plain)["a.txt"]
    assert [page.content for page in pages(plain)] == ["Second page."]


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_an_archive_that_is_cut_off_says_so(tmp_path: Path, kind: str) -> None:
    path = packed(tmp_path, kind, {f"{n}.txt": os.urandom(3000).hex() for n in range(5)})
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert any("cut off" in reason for reason in told(path).values())
    assert kind == "zip" or len(pages(path)) >= 1


def test_memory_does_not_grow_with_the_number_of_members(tmp_path: Path) -> None:
    path = a_tar(tmp_path / "a.tar", {f"{number}.txt": "A short page." for number in range(3000)})
    tracemalloc.start()
    assert sum(1 for _ in read(path)) == 3000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 25_000_000  # a buffer for one page takes 20


WARCS = {"archive/a.warc.gz": a_warc(["http://e.org/1", "http://e.org/2"]), "archive/b.warc": a_warc(packed=False)}


@pytest.mark.parametrize("is_packed", [False, True], ids=["stored", "deflated"])
@pytest.mark.parametrize("name", ["a.wacz", "a.zip"])
def test_a_wacz_gives_the_pages_of_its_web_archives(tmp_path: Path, name: str, is_packed: bool) -> None:
    path = a_wacz(tmp_path / name, WARCS, packed=is_packed)
    found = pages(path)
    assert [page.url for page in found] == ["http://e.org/1", "http://e.org/2", "http://e.org/1"]
    assert found[0].position == "archive/a.warc.gz, record 1 at byte 0"
    assert all(page.capture and page.origin == str(path) for page in found)
    assert told(path) == {}


def test_a_web_archive_changed_after_it_was_listed_is_told_and_read(tmp_path: Path) -> None:
    path = a_wacz(tmp_path / "a.wacz", WARCS, digests={"archive/b.warc": "sha256:" + "0" * 64})
    assert told(path) == {
        "archive/b.warc": "this file was changed after it was listed: its sha256 is not the one in datapackage.json"
    }
    assert len(pages(path)) == 3


def test_a_wacz_without_a_usable_list_is_read_and_told(tmp_path: Path) -> None:
    for package in (None, "{", "[]", json.dumps({"resources": 3}), json.dumps({"resources": [{}]})):
        members = {**WARCS, **({"datapackage.json": package} if package is not None else {})}
        path = a_zip(tmp_path / "a.wacz", members)
        assert "cannot be used" in told(path)["datapackage.json"]
        assert len(pages(path)) == 3


def test_a_cut_off_web_archive_inside_a_wacz_is_told(tmp_path: Path) -> None:
    path = a_wacz(tmp_path / "a.wacz", {"archive/a.warc.gz": WARCS["archive/a.warc.gz"][:-100]})
    assert len(pages(path)) == 1
    assert any("cut off" in reason for reason in told(path).values())


def test_names_that_lead_out_of_a_wacz_are_refused(tmp_path: Path) -> None:
    path = a_wacz(tmp_path / "a.wacz", {**WARCS, "archive/../../evil.warc.gz": a_warc(), "../x.txt": b"x"})
    assert "leads out" in told(path)["archive/../../evil.warc.gz"] and "leads out" in told(path)["../x.txt"]
    assert len(pages(path)) == 3


def test_a_large_stored_web_archive_is_read_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "no such folder"))
    assert len(pages(a_wacz(tmp_path / "a.wacz", WARCS))) == 3


def piped(content: bytes) -> list[str]:
    code = "import sys; from pathlib import Path; from corpus.readers import read\nfor x in read(Path('-')):"
    code += " print(x.origin, getattr(x, 'kind', None), x.position, getattr(x, 'reason', ''), sep='|')"
    done = subprocess.run([sys.executable, "-c", code], input=content, capture_output=True, cwd=ROOT, check=True)
    return done.stdout.decode().splitlines()


@pytest.mark.parametrize(
    ("content", "kind", "position"),
    [
        (b"Troops left the Rostov region.\n", "saved_text", None),
        (PAGE, "html", None),
        (b'{"text": "One."}\n', "article", "line 1"),
        (b'id;text\n1;"One."\n', "article", "line 2"),
        (FEED.split("<item><title>Only")[0].encode() + b"</channel></rss>", "html", "entry 1"),
        (a_warc(), "html", "record 1 at byte 0"),
        (a_pdf([["Troops left the Rostov region on Monday."]]), "article", None),
        (gzip.compress(b'{"text": "One."}\n'), "article", "line 1"),
    ],
    ids=["text", "html", "json lines", "table", "feed", "warc", "pdf", "gzip"],
)
def test_standard_input_is_read_as_what_it_looks_like(content: bytes, kind: str, position: str | None) -> None:
    assert piped(content) == [f"standard input|{kind}|{position}|"]


def test_a_table_in_utf16_may_come_through_a_pipe() -> None:
    """As PowerShell writes what goes through its own; it was stored as one article with the commas in it."""
    assert piped("text,title\nOne.,T\n".encode("utf-16")) == ["standard input|article|line 2|"]


def test_what_is_logged_of_standard_input_names_no_temporary_file() -> None:
    command = [sys.executable, "-c", "from pathlib import Path; from corpus.readers import read; list(read(Path('-')))"]
    done = subprocess.run(
        command, input=b'{"text": "One.", "retrieved": "x"}\n', capture_output=True, cwd=ROOT, check=True
    )
    assert done.stderr.startswith(b"standard input: 1 `retrieved` times not understood")


def test_an_archive_may_come_through_a_pipe(tmp_path: Path) -> None:
    assert piped(a_zip(tmp_path / "a", {"a.txt": "A page."}).read_bytes()) == ["standard input|saved_text|a.txt|"]
    assert piped(a_tar(tmp_path / "b", {"a.txt": "A page."}).read_bytes()) == ["standard input|saved_text|a.txt|"]


def test_empty_or_binary_standard_input_is_told() -> None:
    assert "the file is empty" in piped(b"")[0]
    assert "not read" in piped(bytes(range(256)) * 20)[0]


def test_a_line_of_300_megabytes_costs_one_rejection_and_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(300):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n{"text": "Good."}\n')
    # Not `ru_maxrss`: a child of a large process begins with its parent's.
    code = "import re, sys; from pathlib import Path; from corpus.readers import read\n"
    code += "print(*[getattr(x, 'reason', 'read') for x in read(Path(sys.argv[1]))], sep='|')\n"
    code += "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=ROOT, check=True)
    reasons, kilobytes = done.stdout.splitlines()
    assert reasons == "the line is longer than 50 MB|read"
    assert int(kilobytes) < 300_000


def test_a_line_of_millions_of_values_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "x", "y": [' + b"{}," * 2_000_000 + b"0]}\n")
    assert "2,000,000 values" in told(path)["line 1"]


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE])
def test_hundreds_of_headers_for_one_member_are_told(tmp_path: Path, kind: bytes) -> None:
    """`tarfile` calls itself for each; the run ended with a RecursionError."""
    content = b"a.txt\0" if kind == tarfile.GNUTYPE_LONGNAME else b"14 path=a.txt\n"
    header = tarfile.TarInfo("long")
    header.type, header.size = kind, len(content)
    good = a_tar(tmp_path / "good.tar", {"good.txt": "Good."}).read_bytes()
    many = (header.tobuf(tarfile.GNU_FORMAT) + content.ljust(512, b"\0")) * 1000
    (tmp_path / "a.tar").write_bytes(good[:1024] + many + good)
    assert [page.content for page in pages(tmp_path / "a.tar")] == ["Good."]
    assert "hundreds of headers" in told(tmp_path / "a.tar")["after good.txt"]


@pytest.mark.parametrize("name", ["a.zip", "a.wacz"])
def test_a_member_that_calls_itself_otherwise_costs_itself(tmp_path: Path, name: str) -> None:
    """The name that stands before a member is no UTF-8, the one in the table of contents is."""
    wacz = name == "a.wacz"
    members = {"archive/é.warc": a_warc(packed=False)} if wacz else {"é.txt": "Lost.", "b.txt": "Kept."}
    data = a_zip(tmp_path / name, members).read_bytes()
    (tmp_path / name).write_bytes(data.replace("é".encode(), b"\xff\xff", 1))
    assert any("member is damaged" in reason for reason in told(tmp_path / name).values())
    assert len(pages(tmp_path / name)) == (0 if wacz else 1)


@pytest.mark.parametrize(
    ("package", "why"),
    [
        ("[" * 100_000, "cannot be used"),
        ('{"resources": [{"path": "archive/\\ud800.warc"}]}', "does not hold it"),
        ('{"resources": [{"path": "archive/\\u0000.warc"}]}', "does not hold it"),
    ],
)
def test_any_list_in_a_wacz_costs_only_the_checksums(tmp_path: Path, package: str, why: str) -> None:
    path = a_zip(tmp_path / "a.wacz", {"archive/a.warc": a_warc(packed=False), "datapackage.json": package})
    assert len(pages(path)) == 1
    ((where, reason),) = told(path).items()
    assert why in reason and where and not unstorable(where)


@pytest.mark.parametrize(("at", "value"), [(8, 1), (10, 97)])
def test_a_list_that_cannot_be_unpacked_costs_only_the_checksums(tmp_path: Path, at: int, value: int) -> None:
    """Encrypted, and packed with a method of the future."""
    path = a_zip(tmp_path / "a.wacz", {"datapackage.json": "{}", "archive/a.warc": a_warc(packed=False)})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + at] |= value
    path.write_bytes(data)
    assert len(pages(path)) == 1
    assert "no checksum was compared" in told(path)["datapackage.json"]
