"""Files that may be packed with gzip or Zstandard, read up to where they are cut off.

Python's `gzip` raises at the cut and takes what its buffer held with it; the WARC readers stop there without a word. An
archive half copied from a dying disk is exactly what a newsroom has, so this reader gives every byte that can be
unpacked and then says, in `damage`, that and where the file broke.
"""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from corpus.readers.unpacked_bytes import UnpackedBytes
from corpus.readers.zstandard import DICTIONARY, FRAME, ZstdBytes

GZIP = b"\x1f\x8b"
"""How a member begins."""
_CHUNK = 1 << 16


class GzipBytes(UnpackedBytes):
    """The unpacked bytes of a gzip file of one or many members. Never raises for damaged data."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._inflate = zlib.decompressobj(wbits=31)
        self._member_started = False

    def _next(self, wanted: int) -> bytes:
        while True:
            if self._inflate.eof and not self._next_member():
                return b""
            if not self._pending:
                self._pending = self._file.read(_CHUNK)
                if not self._pending:
                    self.damage = f"cut off at byte {self._file.tell()}"
                    return self._inflate.flush()
            try:
                data = self._inflate.decompress(self._pending, wanted)
            except zlib.error:
                self.damage = f"damaged before byte {self._file.tell()}"
                return b""
            self._pending = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            if data:
                return data

    def _next_member(self) -> bool:
        """Start the next member; False at the end of the file. Zero bytes between members are padding."""
        self._pending = self._pending.lstrip(b"\0")
        while len(self._pending) < len(GZIP):
            more = self._file.read(_CHUNK)
            if not more:
                break
            self._pending = (self._pending + more).lstrip(b"\0")
        if not self._pending:
            return False
        if not GZIP.startswith(self._pending[:2]):
            self.damage = f"followed by bytes that are not gzip at byte {self._file.tell() - len(self._pending)}"
            return False
        self._inflate = zlib.decompressobj(wbits=31)
        return True


class Readable(Protocol):
    """What can be opened for reading more than once: a path, or a stored member of an archive where it lies."""

    def open(self, mode: Literal["rb"], /) -> io.BufferedReader: ...


class Unpacked:
    """A file open for reading, unpacked when it is packed. A context manager; `damage` is known once it is read."""

    def __init__(self, path: Readable) -> None:
        file = path.open("rb")
        start = file.peek(4)[:4]
        unpacking: GzipBytes | ZstdBytes | None = None
        self.packing: Literal["gzip", "Zstandard"] | None = None
        if start.startswith(GZIP):
            unpacking, self.packing = GzipBytes(file), "gzip"
        elif start in (FRAME, DICTIONARY):
            unpacking, self.packing = ZstdBytes(file), "Zstandard"
        self._unpacking = unpacking
        self.file: io.BufferedReader = io.BufferedReader(unpacking) if unpacking else file

    @property
    def damage(self) -> str | None:
        """What is wrong with the packed file, when that has shown: "the gzip file is cut off at byte 8192"."""
        found = self._unpacking.damage if self._unpacking else None
        return f"the {self.packing} file is {found}" if found else None

    def head(self, size: int) -> bytes:
        """The first bytes, without moving on. Call it before any read."""
        return self.file.peek(size)[:size]

    def __enter__(self) -> Unpacked:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.file.close()


def tail_damage(path: Readable, start: int) -> str | None:
    """What is wrong with a gzip file from the member at byte `start` to its end, or None when that is whole.

    When no member begins there (a whole archive packed as one member), the file is checked from its beginning.
    """
    with path.open("rb") as file:
        file.seek(start)
        file.seek(start if file.read(len(GZIP)) == GZIP else 0)
        unpacked = GzipBytes(file)
        while unpacked.read(_CHUNK):
            pass
        return unpacked.damage


def read_whole(path: Path, limit: int) -> tuple[bytes, str | None]:
    """A file's unpacked bytes and what is wrong with it, if anything: empty, over `limit` bytes, or broken off.

    At most `limit` bytes are ever held, also when a small gzip file unpacks into a huge one.
    """
    with Unpacked(path) as unpacked:
        data = unpacked.file.read(limit + 1)
        if len(data) > limit:
            return b"", f"larger than {limit // 1_000_000} MB, which no article page is"
        if unpacked.damage:
            return data, unpacked.damage
        return data, None if data else "the file is empty"
