"""Where the next record of a damaged web archive begins.

A bad sector in the middle of an archive of years must not cost the years behind it. Records are found again by how they
begin: a line with the version and a header after it, or, in a gzipped archive, a member that unpacks to such a line.
"""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

from corpus.readers.compressed import Readable

_PLAIN = re.compile(rb"WARC/[01]\.\d{1,2}\r\n(?=[A-Za-z-]{2,40}:)")
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_CHUNK = 1 << 20
_START = 4096
"""Bytes by which a start is judged."""


def next_record(path: Readable, after: int, packing: str | None) -> int:
    """The first byte from `after` on at which a record begins; 0 when there is none."""
    begins = _MEMBER if packing else _PLAIN
    with path.open("rb") as file:
        at = max(0, after - 1)
        while True:
            file.seek(at)
            data = file.read(_CHUNK + _START)
            for found in begins.finditer(data):
                place = at + found.start()
                if after <= place and (not packing or _unpacks_to_a_record(file, place)):
                    return place
            if len(data) < _CHUNK + _START:
                return 0
            at += _CHUNK


def _unpacks_to_a_record(file: BinaryIO, place: int) -> bool:
    file.seek(place)
    try:
        return zlib.decompressobj(wbits=31).decompress(file.read(_START), 16).startswith(b"WARC/")
    except zlib.error:
        return False
