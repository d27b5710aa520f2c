"""Zip files opened with care: a bounded table of contents, and the reasons for which a member is not read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Literal

from corpus.readers.spool import too_large

MAX_DIRECTORY = 32_000_000
"""Bytes of a table of contents, some 300,000 members: Python keeps all of it in memory, at five times the size."""
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
MEMBER_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, UnicodeError, NotImplementedError)
"""What reading a damaged member raises."""


class ZipRefused(ValueError):
    """A zip file that is not opened; the message says why."""


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, open. Raises ZipRefused when it is damaged or its table of contents is too large to hold."""
    if _directory_size(path) > MAX_DIRECTORY:
        raise ZipRefused("the archive has far too many members to hold its table of contents; unpack it into a folder")
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, EOFError) as error:
        raise ZipRefused(f"the archive is damaged or cut off ({error})") from error
    with archive:
        if _overlap(archive.infolist()):
            raise ZipRefused("members of the archive share the same bytes, as in no honest one; it is not read")
        yield archive


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether one packed stretch is listed as several members, by which a small file unpacks to petabytes."""
    placed = sorted((member.header_offset, member.compress_size) for member in members)
    return any(start + _LOCAL_HEADER.size + size > following for (start, size), (following, _) in pairwise(placed))


def _directory_size(path: Path) -> int:
    """The size that a zip file gives for its table of contents, 0 when no end record is found."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - (1 << 16) - 200))
        tail = file.read()
    sizes = [0]
    for magic, form, offset in ((_END, "<I", 12), (_END64, "<Q", 40)):
        at = tail.rfind(magic)
        if at >= 0 and len(tail) >= at + offset + struct.calcsize(form):
            (size,) = struct.unpack_from(form, tail, at + offset)
            # 0xFFFFFFFF only says that the 64-bit record has the size.
            sizes.append(0 if form == "<I" and size == 0xFFFFFFFF else size)
    return max(sizes)


def why_not_read(member: zipfile.ZipInfo) -> str | None:
    """Why a member is not opened, or None."""
    if refusal := outside(member.orig_filename):
        return refusal
    if member.flag_bits & 1:
        return "this member is encrypted; unpack it with its password"
    if (member.external_attr >> 16) & 0o170000 not in (0, 0o100000):
        return "a link or a device inside an archive is not followed"
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "this member is packed with a method that is not read; unpack it and name the file"
    return too_large(member.file_size, member.compress_size)


def outside(name: str) -> str | None:
    """Why a member's name is none that an honest archive has, or None."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or name[1:2] == ":" or "\0" in name:
        return "its name leads out of the archive; it is not read"
    return None


def shown_name(name: str) -> str:
    """A member's name for a message, however long it is and whatever it holds."""
    return name[:300].encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")


class StoredMember:
    """A member that lies in its archive unpacked: it is read there, however large, and as often as needed."""

    def __init__(self, path: Path, member: zipfile.ZipInfo) -> None:
        self._path, self._size = path, member.compress_size
        with path.open("rb") as file:
            file.seek(member.header_offset)
            header = file.read(_LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise zipfile.BadZipFile("no member begins where the table of contents says")
        _, name, extra = _LOCAL_HEADER.unpack(header)
        self._start = member.header_offset + _LOCAL_HEADER.size + name + extra

    def open(self, mode: Literal["rb"] = "rb", /) -> io.BufferedReader:
        return io.BufferedReader(_Stretch(self._path, self._start, self._size))


class _Stretch(io.RawIOBase):
    """Some bytes of a file as a file."""

    def __init__(self, path: Path, start: int, size: int) -> None:
        super().__init__()
        self._file = path.open("rb", buffering=0)
        self._start, self._size, self._at = start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at))) or b""
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()
