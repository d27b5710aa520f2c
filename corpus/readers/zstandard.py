"""The unpacked bytes of a Zstandard file, up to where it is cut off or damaged.

Web archives in this form (`.warc.zst`, as Archive Team makes them) are a frame for each record, and may begin with the
dictionary that all frames need, in a frame of its own that other programs skip:
https://iipc.github.io/warc-specifications/specifications/warc-zstd/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from corpus.readers.unpacked_bytes import UnpackedBytes

if TYPE_CHECKING:
    from backports.zstd import ZstdDecompressor, ZstdDict

FRAME = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""How a frame begins, and the skipped one that holds a dictionary."""
MAX_DICTIONARY = 16_000_000
"""Bytes. Those of real archives have 0.1 to 1 MB."""
_CHUNK = 1 << 16


class ZstdBytes(UnpackedBytes):
    """The unpacked bytes of one frame or many. Never raises for damaged data; holds little of a bomb at a time."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self._dictionary: ZstdDict | None = None
        self._frame: ZstdDecompressor | None = None
        self._begun = False
        self._given = 0
        self.frame_at = 0
        """The byte of the file at which the frame begins that is being unpacked."""

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        filled = super().readinto(buffer)
        self._given += filled
        return filled

    def tell(self) -> int:
        """How many unpacked bytes were read."""
        return self._given

    def _next(self, wanted: int) -> bytes:
        from backports.zstd import ZstdDecompressor, ZstdError

        try:
            if not self._begun:
                self._begun = True
                self._read_dictionary()
            while self.damage is None:
                if self._frame is None or self._frame.eof:
                    if self._frame is not None:
                        self._pending = self._frame.unused_data
                    self._pending = self._pending or self._file.read(_CHUNK)
                    if not self._pending:
                        break
                    self.frame_at = self._file.tell() - len(self._pending)
                    self._frame = ZstdDecompressor(self._dictionary)
                elif self._frame.needs_input and not (self._pending or self._refilled()):
                    self.damage = f"cut off at byte {self._file.tell()}"
                    break
                pending, self._pending = self._pending, b""
                if data := self._frame.decompress(pending, wanted):
                    return data
        except (ZstdError, ValueError) as error:
            self.damage = f"damaged before byte {self._file.tell()}"
            if "ictionary" in str(error):
                self.damage += " (it needs a dictionary that is not in it)"
        return b""

    def beginning(self, frame: bytes, most: int) -> bytes:
        """The first unpacked bytes of what may be a frame of this file; none when it is not."""
        from backports.zstd import ZstdDecompressor, ZstdError

        try:
            return ZstdDecompressor(self._dictionary).decompress(frame, most)
        except ZstdError:
            return b""

    def go_on_at(self, place: int) -> None:
        """Unpack the frame at this byte of the file next, whatever is wrong with the one before."""
        self._file.seek(place)
        self._frame, self._pending, self.damage = None, b"", None

    def _refilled(self) -> bool:
        self._pending = self._file.read(_CHUNK)
        return bool(self._pending)

    def _read_dictionary(self) -> None:
        from backports.zstd import ZstdDecompressor, ZstdDict

        head = self._file.read(8)
        if not head.startswith(DICTIONARY):
            self._pending = head
            return
        size = int.from_bytes(head[4:], "little")
        content = self._file.read(size) if size <= MAX_DICTIONARY else b""
        if len(content) < size:
            at = self._file.tell()
            self.damage = f"cut off at byte {at}" if size <= MAX_DICTIONARY else f"damaged before byte {at}"
            return
        if content.startswith(FRAME):
            content = ZstdDecompressor().decompress(content, MAX_DICTIONARY)
        self._dictionary = ZstdDict(content)
