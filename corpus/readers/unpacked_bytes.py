"""What unpacks a file while it is read, up to where it is cut off or damaged: the part that no packing decides."""

from __future__ import annotations

import io
from abc import abstractmethod
from typing import BinaryIO


class UnpackedBytes(io.RawIOBase):
    """The unpacked bytes of a packed file. Never raises for damaged data."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._pending = b""
        self.damage: str | None = None
        """Set at the end when the file broke off: "cut off at byte 8192" (a byte of the packed file)."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """As much as there is room for: whoever looks at the first bytes must see more than a first small part."""
        filled = 0
        while filled < len(buffer) and self.damage is None and (data := self._next(len(buffer) - filled)):
            buffer[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def close(self) -> None:
        self._file.close()
        super().close()

    @abstractmethod
    def _next(self, wanted: int) -> bytes:
        """Some of the next `wanted` bytes; none at the end, or where `damage` says why."""
