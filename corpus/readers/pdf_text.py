"""Runs as a process of its own: the text and the description of one PDF, as JSON on standard output.

    python -P pdf_text.py FILE

PDFium is a C++ library that reads whatever the internet made. Apart from us it can be given a limit of memory and time,
and a document that crashes it costs one rejection and not the archive's process. This file imports nothing of ours, so
that it starts quickly.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MAX_PAGES = 3000
MAX_CHARACTERS = 20_000_000
MAX_MEMORY = 3 << 30  # address space; a 500-page newspaper took .4 GB of it


def document(path: str) -> dict[str, Any]:
    """`{"pages": [text, ...], "unreadable": how many, "title", "author", "created"}`, or `{"refused": reason}`."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]
    import pypdfium2.raw as raw  # type: ignore[import-untyped]

    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            return {"refused": "the PDF is encrypted; save it without a password"}
        return {"refused": "the PDF is damaged or cut off: it has no readable page tree"}
    if len(pdf) > MAX_PAGES:
        return {"refused": f"the PDF has {len(pdf):,} pages; {MAX_PAGES:,} are the most that is read: split it"}
    pages: list[str] = []
    unreadable = characters = 0
    for number in range(len(pdf)):
        try:
            page = pdf[number]
            text = page.get_textpage()
            pages.append(text.get_text_bounded(errors="replace"))
            text.close()
            page.close()
        except pdfium.PdfiumError:
            unreadable += 1
            continue
        characters += len(pages[-1])
        if characters > MAX_CHARACTERS:
            return {"refused": f"the PDF holds more than {MAX_CHARACTERS:,} characters of text"}
    about = pdf.get_metadata_dict()
    return {
        "pages": pages,
        "unreadable": unreadable,
        "title": about.get("Title", ""),
        "author": about.get("Author", ""),
        "created": about.get("CreationDate", ""),
    }


def main() -> int:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except ImportError:  # Windows has no such limit
        pass
    try:
        found = document(sys.argv[1])
    except MemoryError:
        found = {"refused": "the PDF needs more memory than any article does"}
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
