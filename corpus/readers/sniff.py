"""What a file is, by its name and by its first bytes.

The name alone is not enough (pages are saved as `.txt`, pictures as `.html`), and neither are the bytes (JSON lines are
plain text): the name says what is meant, the first bytes may contradict it.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Format = Literal["text", "html", "warc", "jsonl", "table", "feed", "pdf", "zip", "tar"]

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
    ".json": "jsonl",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".pdf": "pdf",
    ".zip": "zip",
    ".wacz": "zip",
    ".tar": "tar",
    ".tgz": "tar",
}
READABLE = (
    ".txt .text .html .htm .xhtml .warc .jsonl .ndjson .json .csv .tsv .rss .atom .rdf .xml .pdf, each also with .gz or"
    " .zst, and .zip .wacz .tar .tar.gz .tgz"
)

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
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a SQLite database"),
)
_UNPACKERS = (
    (b"BZh", "bunzip2"),
    (b"\xfd7zXZ", "unxz"),
)
_FEED_STARTS = (b"<rss", b"<feed", b"<rdf:rdf")
_FEED_ROOT = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_STRAY_AMONG = 50
"""One control character or NUL of so many bytes may stand in text by accident."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
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
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary data" if controls > len(head) // _STRAY_AMONG + 1 else None


def without_stray_nul(data: bytes) -> bytes:
    """A page of markup without the NUL bytes in it, which browsers pass over; what has too many, or is no markup,
    stays as it is."""
    head = data[:HEAD_BYTES]
    if not 0 < head.count(b"\0") <= len(head) // _STRAY_AMONG + 1 or _by_content(head.replace(b"\0", b"")) != "html":
        return data
    return data.replace(b"\0", b"")


def unpacking(head: bytes) -> str:
    """How to make what is packed in a way that is not read into something that is, when that is one command."""
    program = next((name for magic, name in _UNPACKERS if head.startswith(magic)), None)
    return f"unpack it first with `{program} FILE`; " if program else ""


def format_of(path: PurePath, head: bytes) -> Format | None:
    """How to read the file whose unpacked content begins with `head`; None when neither name nor content says."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in (".gz", ".zst"):
        suffixes.pop()
    named = SUFFIXES.get(suffixes[-1]) if suffixes else None
    if named in ("text", "html", "feed") or not suffixes:
        found = _by_content(head)
        # A page may speak of PDFs or begin with "PK"; only a file without a name ending is taken for what it looks.
        if found in ("warc", "html", "feed") or not suffixes:
            return found
    if named == "html" and b"<" not in head and not head.startswith(_WIDE_BOMS):
        return "text"
    return named


def format_of_stream(head: bytes) -> Format | None:
    """How to read what has no name at all, such as standard input. Tables are known by a name of ours in their head."""
    if head.startswith(_WIDE_BOMS):
        head = head.decode("utf-16", errors="replace").encode("utf-8")
    if found := _by_content(head):
        return found
    start = _start(head)
    if start.startswith((b"{", b"[")):
        return "jsonl"
    first = start.partition(b"\n")[0]
    names = {name.strip(b' "\r') for name in re.split(rb"[,;\t|]", first)}
    if len(names) > 1 and names & {b"text", b"html"}:
        return "table"
    return None if binary_kind(head) else "text"


def _by_content(head: bytes) -> Format | None:
    """What these bytes can only be, or None."""
    start = _start(head)
    if start.startswith(b"warc/"):
        return "warc"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    if start.startswith(_FEED_STARTS) or (start.startswith(b"<?xml") and _FEED_ROOT.search(head)):
        return "feed"
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in head.lower()):
        return "html"
    return None


def _start(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2000].lower()
