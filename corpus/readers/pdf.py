"""A PDF: one file, one article, its text in the order of the document.

PDFium (the library of Chromium) reads it in a process of its own, see pdf_text.py. A PDF knows lines, not paragraphs:
they are joined here, and what repeats on every page is left out. What a PDF says about itself is weak: a title may be
a file name, an author an account, and the day it was made is not a day of publication. That day is passed on as the
time of capture, because the article certainly existed then.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from corpus.readers import pdf_text
from corpus.readers.compressed import Unpacked
from corpus.readers.spool import TooLarge, spooled
from corpus.records import RawPage, Rejected

MAX_PDF_BYTES = 300_000_000
MAX_SECONDS = 60
_FEW_LETTERS = 20  # fewer in a whole document are stamps on a scan
_SHORT = 0.6
_SHORTER = 0.85  # a last line, when it also ends a sentence
_HYPHEN = "\u00ad"
_PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—\s]*\d{1,4}[-–—\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"^microsoft \w+ - |\.(?:docx?|indd|qxp|qxd|pdf|tex|rtf|odt|pub)$|^untitled|^document\d*$", re.I
)
_ACCOUNT = re.compile(r"\d|\b(?:user|admin|administrator|owner|office|unknown)\b", re.IGNORECASE)
_MADE = re.compile(r"D?:?(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?")


def read_pdf(path: Path, origin: str, seconds: float = MAX_SECONDS) -> Iterator[RawPage | Rejected]:
    """Yields the article, or why there is none: encrypted, a scan without text, damaged, too large, too slow."""

    def reject(reason: str) -> Rejected:
        return Rejected(origin=origin, position=None, reason=reason)

    with Unpacked(path) as unpacked:
        if unpacked.packing:
            try:
                with spooled(unpacked.file, MAX_PDF_BYTES) as inner:
                    yield from read_pdf(inner, origin, seconds)
            except TooLarge as error:
                yield reject(f"not read: {error}")
            return
    if path.stat().st_size > MAX_PDF_BYTES:
        yield reject(f"the PDF is larger than {MAX_PDF_BYTES // 1_000_000} MB; split it")
        return
    found = _document(path, seconds)
    if refused := found.get("refused"):
        yield reject(refused)
        return
    text = flowing([_clean(page) for page in found["pages"]])
    if sum(map(str.isalpha, text)) < _FEW_LETTERS:
        yield reject("the PDF holds no text: its pages are pictures; a scan needs text recognition (OCR) first")
        return
    if found["unreadable"]:
        yield reject(f"{found['unreadable']} of the PDF's pages are damaged; the others are read")
    title, author = _clean(found["title"]).strip(), _clean(found["author"]).strip()
    yield RawPage(
        origin=origin,
        kind="article",
        content=text,
        title=None if _FILE_NAME.search(title) else title or None,
        byline=author if " " in author and not _ACCOUNT.search(author) else None,
        archived=_made(found["created"]),
    )


def flowing(pages: list[str]) -> str:
    """The pages' lines as paragraphs with a line break between, without page numbers and running heads.

    A paragraph ends at a blank line, at a line much shorter than the page's lines are, and at a somewhat shorter one
    that ends a sentence. It goes on over the end of a page.
    """
    paragraphs: list[str] = []
    open_end = False
    for lines in _without_running_lines([page.splitlines() for page in pages]):
        lengths = sorted(len(line) for line in lines if line.strip())
        usual = lengths[len(lengths) * 4 // 5] if lengths else 0
        for line in (line.strip() for line in lines):
            if line and open_end:
                paragraphs[-1] = f"{paragraphs[-1]} {line}".replace(f"{_HYPHEN} ", "")
            elif line:
                paragraphs.append(line)
            ends = line.rstrip("\"'”’»)").endswith((".", "!", "?", ":"))
            open_end = bool(line) and (line.endswith(_HYPHEN) or len(line) >= usual * (_SHORTER if ends else _SHORT))
    return "\n".join(paragraphs).replace(_HYPHEN, "")


def _without_running_lines(pages: list[list[str]]) -> Iterator[list[str]]:
    """Each page without the lines at its top and bottom that, figures aside, more than half of the pages have."""
    pages = [[line for line in page if line.strip()] if len(page) > 1 else page for page in pages]
    edges = Counter(masked for page in pages for masked in {_masked(line) for line in (*page[:2], *page[-2:])})
    running = {line for line, count in edges.items() if len(pages) > 2 and count > len(pages) / 2}
    for page in pages:
        last = len(page) - 1
        yield [
            line
            for at, line in enumerate(page)
            if 2 <= at < last - 1 or not (_masked(line) in running or _PAGE_NUMBER.fullmatch(line.strip()))
        ]


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _clean(text: str) -> str:
    """Without what cannot be stored, and with the line ends that PDFium leaves out where it finds a divided word: it
    writes U+0002 or U+FFFE for hyphen and line end together."""
    text = re.sub("[\x02\ufffe]", f"{_HYPHEN}\n", text.replace("\u00ad", "").replace("\r\n", "\n"))
    return re.sub("[\0-\x08\x0b\x0e-\x1f\uffff\ud800-\udfff]", "", text)


def _document(path: Path, seconds: float) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", pdf_text.__file__, str(path.absolute())],
            capture_output=True,
            timeout=seconds,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        found: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"refused": f"the PDF could not be read within {seconds:g} seconds"}
    except ValueError:
        why = done.stderr.decode("utf-8", errors="replace").strip().splitlines()[-1:]
        if "ModuleNotFoundError" in "".join(why):
            return {"refused": "PDFs are read with pypdfium2, which is not installed"}
        return {"refused": "the PDF is damaged: reading it crashed or took more memory than any article does"}
    return found


def _made(written: str) -> datetime | None:
    """The time a PDF was made, "D:20141104120000+03'00'" (ISO 32000-1, 7.9.4), in UTC."""
    if not (found := _MADE.match(written.strip())):
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    offset = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0)) if found[7] else timedelta()
    try:
        zone = timezone(-offset if found[7] == "-" else offset)
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
