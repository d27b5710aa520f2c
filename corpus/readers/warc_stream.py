"""The records of one web archive, one after the other, also behind a place where it is damaged.

A bad sector in the middle of an archive of years must not cost the years behind it. Records are found again by how they
begin: a line with the version and a header after it, or, in a packed archive, a member or frame that unpacks to such a
line.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from corpus.readers.compressed import GZIP, Readable, Unpacked
from corpus.readers.zstandard import FRAME, ZstdBytes

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_MOST_TIMES_RESUMED = 300
"""Damaged places of one file behind which its records are looked for again: each costs up to a reading of the rest."""
_PLAIN = re.compile(rb"WARC/[01]\.\d{1,2}\r\n(?=[A-Za-z-]{2,40}:)")
_MEMBER = re.compile(re.escape(GZIP) + rb"\x08")
_FRAME = re.compile(re.escape(FRAME))
_FIRST_LINE = 16
_CHUNK = 1 << 20
_START = 4096
"""Bytes by which a member is judged."""
_BLOCK = (1 << 17) + 64
"""The same of a frame: nothing of a block can be unpacked before its end, at most 128 KB away (RFC 8878, 3.1.1.2.4)."""


class WarcStream:
    """A web archive open for reading. A context manager.

    fastwarc reads the plain and the gzipped ones itself. Zstandard is unpacked before it, since a dictionary may come
    first: there a record's `stream_pos` is a byte of the unpacked archive, and damage is at a byte of the file.
    """

    def __init__(self, path: Readable) -> None:
        self._path = path
        self._unpacked = Unpacked(path)
        self.packing = self._unpacked.packing
        self._frames = self._unpacked.file.raw if isinstance(self._unpacked.file.raw, ZstdBytes) else None
        self._file = self._unpacked.file if self.packing == "Zstandard" else path.open("rb")
        self.first_line = self._unpacked.head(_FIRST_LINE)
        self._found = self._records()
        self._resumed = self._times = 0

    def __enter__(self) -> WarcStream:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._file.close()
        if not self._frames:
            self._unpacked.file.close()

    def next(self) -> WarcRecord | None:
        """The next record; None at the end. Raises `OSError` for what is no record, and where Zstandard breaks off."""
        record = next(self._found, None)
        if record is None and self.broken:
            raise OSError(self.broken)
        return record

    @property
    def broken(self) -> str | None:
        """Where the file breaks off: at its first line, or, which only Zstandard tells, where it is being read."""
        known = self._frames or not self.first_line
        return f"{self._unpacked.damage} of {self._size()}" if known and self._unpacked.damage else None

    def resume(self, start: int) -> int:
        """Go on behind the damage in or after the record at byte `start`. Gives the byte of the file; 0 when there is
        no further record, or when that was done too often."""
        if self._times == _MOST_TIMES_RESUMED:
            return 0
        self._times += 1
        place = self._next_start(max(self._frames.frame_at if self._frames else start, self._resumed) + 1)
        if not place:
            return 0
        self._resumed = place
        if self._frames:
            self._file.detach()  # with what it holds of the damaged frame
            self._frames.go_on_at(place)
            self._file = io.BufferedReader(self._frames)
        else:
            self._file.seek(place)
        self._found = self._records()
        return place

    def _records(self) -> Iterator[WarcRecord]:
        from fastwarc.warc import ArchiveIterator, WarcRecordType

        return iter(ArchiveIterator(self._file, record_types=WarcRecordType.any_type, parse_http=False))

    def _next_start(self, after: int) -> int:
        """The first byte from `after` on at which a record begins; 0 when there is none."""
        begins = {"gzip": _MEMBER, "Zstandard": _FRAME, None: _PLAIN}[self.packing]
        with self._path.open("rb") as file:
            at = max(0, after - 1)
            while True:
                file.seek(at)
                data = file.read(_CHUNK + _START)
                for found in begins.finditer(data):
                    place = at + found.start()
                    if after <= place and (not self.packing or self._unpacks_to_a_record(file, place)):
                        return place
                if len(data) < _CHUNK + _START:
                    return 0
                at += _CHUNK

    def _unpacks_to_a_record(self, file: BinaryIO, place: int) -> bool:
        file.seek(place)
        if self._frames:
            return self._frames.beginning(file.read(_BLOCK), 16).startswith(b"WARC/")
        try:
            return zlib.decompressobj(wbits=31).decompress(file.read(_START), 16).startswith(b"WARC/")
        except zlib.error:
            return False

    def _size(self) -> int:
        with self._path.open("rb") as file:
            return file.seek(0, 2)
