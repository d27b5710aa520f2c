"""PDFs: paragraphs in the order of the document, weak metadata kept weak, and a reason for what cannot be read."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path

from corpus.extract import extract
from corpus.readers import read
from corpus.readers.pdf import flowing, read_pdf
from corpus.records import Article, RawPage, Rejected
from tests.corpus.formats import a_pdf, pages, pdf_of

LINES = [
    "Troops left the Rostov region on Monday, officials said in Mos-",
    "cow, after exercises that had lasted for two weeks and that had",
    "worried NATO.",
    "The chief of staff confirmed it. He said that 17,600 troops had",
    "gone home by train.",
]
TEXT = (
    "Troops left the Rostov region on Monday, officials said in Moscow, after exercises that had lasted for two weeks"
    " and that had worried NATO.\nThe chief of staff confirmed it. He said that 17,600 troops had gone home by train."
)


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def refusal(path: Path, seconds: float = 60) -> str:
    (found,) = read_pdf(path, "a.pdf", seconds)
    assert isinstance(found, Rejected), found
    return found.reason


def test_lines_become_paragraphs_and_divided_words_whole(tmp_path: Path) -> None:
    (page,) = pages(saved(tmp_path / "a.pdf", a_pdf([LINES])))
    assert (page.kind, page.content) == ("article", TEXT)


def test_a_gzipped_pdf_is_read(tmp_path: Path) -> None:
    (page,) = pages(saved(tmp_path / "a.pdf.gz", gzip.compress(a_pdf([LINES]))))
    assert page.content == TEXT


def test_the_day_a_pdf_was_made_is_a_capture_and_no_publication(tmp_path: Path) -> None:
    about = {"Title": "Troops left", "Author": "Jane Doe", "CreationDate": "D:20141104120000+03'00'"}
    (page,) = pages(saved(tmp_path / "a.pdf", a_pdf([LINES], **about)))
    assert (page.title, page.byline) == ("Troops left", "Jane Doe")
    assert (page.published, page.archived) == (None, datetime(2014, 11, 4, 9, tzinfo=UTC))
    article = extract(page)
    assert isinstance(article, Article)
    assert article.source.published is None and article.source.known_by is not None


def test_a_file_name_is_no_headline_and_an_account_no_byline(tmp_path: Path) -> None:
    about = {"Title": "Microsoft Word - page12.doc", "Author": "user01", "CreationDate": "yesterday"}
    (page,) = pages(saved(tmp_path / "a.pdf", a_pdf([LINES], **about)))
    assert (page.title, page.byline, page.archived) == (None, None, None)


def test_running_heads_and_page_numbers_are_left_out_and_a_paragraph_goes_on_over_the_page() -> None:
    sheets = [f"The Daily Example\n{text}\n{number}" for number, text in enumerate(("A line " * 9, "b " * 30, "End."))]
    assert flowing(sheets) == ("A line " * 9).strip() + " " + ("b " * 30).strip() + " End."


def test_a_scan_without_text_is_told(tmp_path: Path) -> None:
    assert "holds no text" in refusal(saved(tmp_path / "a.pdf", a_pdf([[], []])))


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    lock = b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (b"ab" * 32, b"cd" * 32)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", lock]
    path = saved(tmp_path / "a.pdf", pdf_of(objects, b"/Encrypt 3 0 R /ID [<00> <00>]"))
    assert "encrypted" in refusal(path)


def test_a_damaged_pdf_is_told(tmp_path: Path) -> None:
    assert "damaged" in refusal(saved(tmp_path / "a.pdf", b"%PDF-1.7 and nothing else"))
    assert "damaged" in refusal(saved(tmp_path / "b.pdf", a_pdf([LINES])[:200]))


def test_a_pdf_that_takes_too_long_costs_one_rejection(tmp_path: Path) -> None:
    assert "within 0.01 seconds" in refusal(saved(tmp_path / "a.pdf", a_pdf([LINES])), seconds=0.01)


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    kids = b"4 0 R " * 3001
    one = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count 3001 >>" % kids, b"null", one]
    assert "3,001 pages" in refusal(saved(tmp_path / "a.pdf", pdf_of(objects)))


def test_a_stream_that_unpacks_to_gigabytes_costs_one_rejection(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b"(aaaaaaaa) Tj T*\n" * 60_000) for _ in range(400)) + packer.flush()
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(bomb) + bomb + b"\nendstream"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 3 0 R >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>", stream, page]
    path = saved(tmp_path / "a.pdf", pdf_of(objects))
    assert all(isinstance(item, Rejected | RawPage) for item in read(path))
