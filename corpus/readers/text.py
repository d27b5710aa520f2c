"""A page saved as plain text: one file, one page."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from corpus.readers.compressed import read_whole
from corpus.readers.sniff import HEAD_BYTES, binary_kind
from corpus.records import RawPage, Rejected

MAX_TEXT_BYTES = 20_000_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"))
_DAMAGED_AT_MOST = 50
"""One of so many characters may be damaged where a mark at the beginning says the encoding: beyond, it is no text."""
_WIDE_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_text(path: Path, origin: str) -> Iterator[RawPage | Rejected]:
    """Yields one saved page, and a rejection when the file is empty, too large, cut off, or not text."""
    data, trouble = read_whole(path, MAX_TEXT_BYTES)
    if data:
        text = decode_text(data)
        if isinstance(text, str) and text.strip():
            yield RawPage(origin=origin, kind="saved_text", content=text)
        else:
            reason = "there is only white space in the file" if text is not None else not_text(data)
            yield Rejected(origin=origin, position=None, reason=reason)
    if trouble:
        yield Rejected(origin=origin, position=None, reason=trouble)


def not_text(data: bytes) -> str:
    """Why `decode_text` gave up, in words."""
    kind = binary_kind(data[:HEAD_BYTES]) or "in no character encoding that fits"
    return f"not text: this is {kind}"


def decode_text(data: bytes) -> str | None:
    """The text of bytes in an undeclared encoding, or None when they are no text.

    UTF-8 first, because other encodings almost never happen to be valid UTF-8. A text that is UTF-8 apart from a few
    damaged bytes stays UTF-8, with U+FFFD where they were: guessing another encoding would garble all of it.
    """
    for bom, encoding in _BOMS + _WIDE_BOMS:
        if data.startswith(bom):
            marked = data.decode(encoding, errors="replace")  # a file that is cut off may end in half a character
            return marked if marked.count("\ufffd") * _DAMAGED_AT_MOST <= len(marked) else None
    if binary_kind(data[:HEAD_BYTES]) or b"\0" in data:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", errors="replace")
    damaged = lenient.count("\ufffd")
    if damaged * 5 < sum(char > "\x7f" for char in lenient) - damaged:
        return lenient
    return _guess(data)


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        return None
    try:
        return data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
