"""What a file is, by its name and by its first bytes.

The name alone is not enough (pages are saved as `.txt`, pictures as `.html`), and neither are the bytes (JSON lines are
plain text): the name says what is meant, the first bytes may contradict it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

Format = Literal["text", "html", "warc", "jsonl"]

HEAD_BYTES = 4096

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
READABLE = ".txt .text .html .htm .xhtml .warc .jsonl .ndjson, each also with .gz"

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"RIFF", "a RIFF media file"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a SQLite database"),
)
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


def binary_kind(head: bytes) -> str | None:
    """A short name for what these first bytes are when they are not text, else None."""
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith(_WIDE_BOMS):
        return None
    if b"\0" in head:
        return "binary data (it holds NUL bytes)"
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    return "binary data" if controls > len(head) // 50 + 1 else None


def format_of(path: Path, head: bytes) -> Format | None:
    """How to read the file whose unpacked content begins with `head`; None when neither name nor content says."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    named = SUFFIXES.get(suffixes[-1]) if suffixes else None
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if named in ("text", "html") or not suffixes:
        if start.startswith(b"warc/"):
            return "warc"
        if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in head.lower()):
            return "html"
    if named == "html" and b"<" not in head and not head.startswith(_WIDE_BOMS):
        return "text"
    return named
