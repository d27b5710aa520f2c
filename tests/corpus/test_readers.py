"""Files and folders: the right reader, and a reason for everything that is not read."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from backports import zstd

from corpus.errors import SourceError
from corpus.extract import extract
from corpus.readers import FAILED, read
from corpus.reading_progress import BytesRead
from corpus.records import Article, RawPage, Rejected


def only(path: Path) -> RawPage | Rejected:
    (found,) = read(path)
    return found


def reason(path: Path) -> str:
    found = only(path)
    assert isinstance(found, Rejected), found
    return found.reason


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_path_that_does_not_exist_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        list(read(tmp_path / "missing"))


def test_a_pipe_is_a_source_error(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="neither a file nor a folder"):
        list(read(tmp_path / "pipe.txt"))


def test_a_folder_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("c.txt", "a.txt", "b/inner.txt", ".secret.txt", ".hidden/x.txt"):
        write(tmp_path / name, "Some text.")
    assert [Path(page.origin).name for page in read(tmp_path)] == ["a.txt", "inner.txt", "c.txt"]


def test_folders_may_lie_deeper_in_each_other_than_calls_may(tmp_path: Path) -> None:
    here, deep = Path.cwd(), tmp_path / "deep"
    deep.mkdir()
    try:
        os.chdir(deep)
        for _ in range(1100):  # a path of this length can be used, but not made at once
            Path("a").mkdir()
            os.chdir("a")
        Path("page.txt").write_text("At the bottom.")
        os.chdir(here)
        (tmp_path / "z.txt").write_text("At the top.")
        found = [item.content for item in read(tmp_path) if isinstance(item, RawPage)]
        assert found == ["At the bottom.", "At the top."]
        assert BytesRead([tmp_path]).total == len("".join(found))
    finally:
        os.chdir(here)
        subprocess.run(["rm", "-rf", deep], check=True)  # which pytest could not remove


def test_a_file_that_is_gone_when_its_turn_comes_costs_itself(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.txt"):
        write(tmp_path / name, f"Page {name}.")
    items = read(tmp_path)
    first = next(items)
    (tmp_path / "2.txt").unlink()
    gone, last = items
    assert isinstance(first, RawPage) and isinstance(last, RawPage) and last.content == "Page 3.txt."
    assert isinstance(gone, Rejected) and gone.origin.endswith("2.txt") and gone.reason == "the file is gone"


def test_what_a_reader_did_not_foresee_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parsers of zip, tar, XML and the like raise what no list of ours holds."""

    def surprised(*_: object) -> NoReturn:
        raise AssertionError("half a surrogate: \ud800")

    monkeypatch.setattr("corpus.readers.read_feed", surprised)
    write(tmp_path / "1.rss", "<rss></rss>")
    write(tmp_path / "2.txt", "A page.")
    failed, kept = read(tmp_path)
    assert isinstance(failed, Rejected) and failed.reason.startswith(f"{FAILED} (AssertionError: half a surrogate: ?)")
    assert isinstance(kept, RawPage)


@pytest.mark.parametrize("packed", [gzip.compress, zstd.compress])
def test_a_file_packed_in_tiny_pieces_is_seen_as_what_it_is(tmp_path: Path, packed: Callable[[bytes], bytes]) -> None:
    table = "text,title\nThe quay was closed on Monday.,Strike\n".encode("utf-16")
    suffix = "gz" if packed is gzip.compress else "zst"
    path = tmp_path / f"a.csv.{suffix}"
    path.write_bytes(b"".join(packed(table[at : at + 1]) for at in range(len(table))))
    page = only(path)
    assert isinstance(page, RawPage) and (page.title, page.content) == ("Strike", "The quay was closed on Monday.")


def test_an_unknown_kind_of_file_is_rejected_and_named(tmp_path: Path) -> None:
    path = write(tmp_path / "report.xlsx", b"PK\x03\x04 ...")
    assert "not read (a ZIP archive or office document)" in reason(path)
    assert only(path).origin == str(path)


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    write(outside / "secret.txt", "Not to be read.")
    write(inside / "page.txt", "To be read.")
    (inside / "leak.txt").symlink_to(outside / "secret.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "gone.txt").symlink_to(inside / "nowhere.txt")
    found = {Path(item.origin).name: item for item in read(inside)}
    assert isinstance(found["page.txt"], RawPage)
    for name in ("leak.txt", "loop", "gone.txt"):
        assert isinstance(found[name], Rejected), name


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.warc", "a.warc.gz"])
def test_an_empty_file_is_rejected_as_empty(tmp_path: Path, name: str) -> None:
    assert reason(write(tmp_path / name, b"")) == "the file is empty"


@pytest.mark.parametrize("name", ["a.txt.gz", "a.html.gz", "a.jsonl.gz", "a.warc.gz"])
def test_an_empty_gzip_file_is_rejected_as_empty(tmp_path: Path, name: str) -> None:
    assert "empty" in reason(write(tmp_path / name, gzip.compress(b"")))


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
@pytest.mark.parametrize("content", [b"\x89PNG\r\n" + b"\0\1" * 50, b"text\0with\0nuls" * 20, bytes(range(32)) * 40])
def test_binary_data_under_a_text_name_is_rejected(tmp_path: Path, name: str, content: bytes) -> None:
    assert "not" in reason(write(tmp_path / name, content))


@pytest.mark.parametrize("name", ["a.html", "a", "a.txt"])
def test_a_web_page_with_a_stray_nul_is_read_as_one(tmp_path: Path, name: str) -> None:
    sentences = "".join(
        f"<p>On {day} May the council met and voted on part {day} of the budget.</p>" for day in range(1, 13)
    )
    markup = (
        f"<!DOCTYPE html><html><head><title>Bud\0get</title></head><body><article>\0{sentences}</article></body></html>"
    )
    page = only(write(tmp_path / name, markup))
    assert isinstance(page, RawPage) and page.kind == "html"
    article = extract(page)
    assert isinstance(article, Article) and article.text.count("the council met and voted on part") == 12
    assert "\0" not in article.text and article.source.title == "Budget"


def test_white_space_alone_is_no_page(tmp_path: Path) -> None:
    assert "white space" in reason(write(tmp_path / "a.txt", " \n\n\t"))
    assert "white space" in reason(write(tmp_path / "a.html", " \n\n\t"))


def test_a_web_page_saved_under_a_text_name_is_read_as_one(tmp_path: Path) -> None:
    path = write(tmp_path / "page.txt", "<!DOCTYPE html><html><body>Hello</body></html>")
    page = only(path)
    assert isinstance(page, RawPage) and page.kind == "html"


def test_plain_text_saved_under_an_html_name_is_read_as_text(tmp_path: Path) -> None:
    page = only(write(tmp_path / "page.html", "A plain text without any markup."))
    assert isinstance(page, RawPage) and page.kind == "saved_text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_text_is_decoded_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = "Владимир Путин приказал отвести войска из Ростовской области после учений. " * 5
    page = only(write(tmp_path / "a.txt", text.encode(encoding)))
    assert isinstance(page, RawPage) and page.content == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_text_that_is_cut_off_in_a_character_is_read(tmp_path: Path, encoding: str) -> None:
    text = "Docks closed. " * 20 + "é"
    page = only(write(tmp_path / "a.txt", text.encode(encoding)[:-1]))
    assert isinstance(page, RawPage) and page.content == text[:-1] + "\ufffd"


def test_one_damaged_byte_does_not_garble_a_utf8_text(tmp_path: Path) -> None:
    text = "«Войска» отведены из Ростовской области, сказал он. " * 3
    page = only(write(tmp_path / "a.txt", text.encode() + b"\xff end"))
    assert isinstance(page, RawPage) and page.content == text + "\ufffd end"


def test_a_page_over_the_limit_is_rejected_without_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "bomb.html.gz"
    with gzip.open(path, "wb") as file:
        for _ in range(25):
            file.write(b"<p>" + b"a" * 1_000_000)
    assert "larger than 20 MB" in reason(path)


def test_a_cut_off_gzipped_page_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    whole = gzip.compress(os.urandom(3000).hex().encode(), compresslevel=1)
    page, cut = read(write(tmp_path / "a.txt.gz", whole[:2000]))
    assert isinstance(page, RawPage) and len(page.content) > 100
    assert isinstance(cut, Rejected) and "cut off at byte 2000" in cut.reason


def test_a_file_name_that_is_not_utf8_can_still_be_told(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    write(path, "Some text.")
    (page,) = read(tmp_path)
    page.origin.encode("utf-8")
    assert page.origin.endswith("caf\ufffd.txt")


def test_heavy_libraries_are_loaded_only_when_needed() -> None:
    heavy = ("trafilatura", "fastwarc", "lxml", "dateparser", "py3langid", "charset_normalizer", "htmldate", "courlan")
    code = f"import sys, corpus.readers, corpus.extract; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
