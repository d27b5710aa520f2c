"""A draft as a file -> its text: plain text, Markdown, Word, HTML, PDF.

Text and Markdown are kept to the letter, so that the offsets of a review are those of the file. Of the others the text
is taken out: of a Word file its paragraphs and tables, one a line; of a page or a PDF what an ingest would store.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.errors import InvalidQuestion

MOST_CHARACTERS = 1_000_000
"""About 170,000 words, a long book: a review keeps its evidence in memory, some 25 kB for each sentence checked."""
MOST_BYTES = 50_000_000
READABLE = ".txt, .md, .docx, .html and .pdf"
_PAGES = (".html", ".htm", ".xhtml", ".pdf")


def read_draft(name: str) -> str:
    """The text of the file `name`, or of standard input for `-`. Raises `InvalidQuestion` when it cannot be read."""
    path = Path(name)
    kind = path.suffix.lower() if name != "-" else ""
    try:
        if name != "-" and path.is_file() and path.stat().st_size > MOST_BYTES:
            raise InvalidQuestion(f"{name} is larger than {MOST_BYTES // 1_000_000} MB: review it in parts")
        if kind == ".docx":
            text = _word_text(path)
        elif kind in _PAGES:
            text = _page_text(path)
        else:
            text = _plain_text(name)
    except OSError as error:
        raise InvalidQuestion(f"cannot read {name}: {error.strerror or error}") from None
    if not text.strip():
        raise InvalidQuestion(f"there is nothing to review in {'standard input' if name == '-' else name}")
    refuse_too_long(text, name)
    return text


def refuse_unusable(text: str) -> None:
    """Raise `InvalidQuestion` for a text without words, or too long to be reviewed at once."""
    if not text.strip():
        raise InvalidQuestion("the text to review is empty")
    refuse_too_long(text, "the text")


def refuse_too_long(text: str, name: str) -> None:
    if len(text) > MOST_CHARACTERS:
        raise InvalidQuestion(
            f"{name} has {len(text):,} characters, at most {MOST_CHARACTERS:,} are reviewed at once: review it in parts"
        )


def _plain_text(name: str) -> str:
    content = sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else Path(name).read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidQuestion(
            f"{name} is not text in UTF-8 (byte {error.start}); drafts are read as {READABLE}"
        ) from None
    if "\0" in text:
        raise InvalidQuestion(f"{name} is not text: it holds a zero byte")
    return text


def _word_text(path: Path) -> str:
    import docx

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(member.file_size for member in packed.infolist()) > 4 * MOST_BYTES:
                raise InvalidQuestion(f"{path} unpacks to more than {4 * MOST_BYTES // 1_000_000} MB: not a draft")
        document = docx.Document(str(path))
        return "\n".join(_lines(document))
    except (InvalidQuestion, OSError):
        raise
    except Exception as error:  # a damaged file fails in zipfile, in lxml or in docx, with errors of their own
        damaged = "it is damaged, or another kind of file under this name"
        raise InvalidQuestion(f"{path} is no Word document that can be read: {damaged}") from error


def _lines(document: Any) -> Iterator[str]:
    """Paragraphs and rows of tables in their order."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield "\t".join(cell.text.strip() for cell in row.cells)
        else:
            yield block.text


def _page_text(path: Path) -> str:
    from corpus.extract import extract
    from corpus.readers import read
    from corpus.records import Article, RawPage

    path.open("rb").close()  # so that a missing file is told as for other kinds
    read_from = list(read(path))
    page = next((item for item in read_from if isinstance(item, RawPage)), None)
    found = extract(page) if page else read_from[0]
    if isinstance(found, Article):
        return found.text
    assert not isinstance(found, RawPage)
    raise InvalidQuestion(f"{path} cannot be reviewed: {found.reason}; give its text as .txt")
