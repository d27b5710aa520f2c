"""Zip and tar archives of readable files: each member is read as the file it is.

A member goes to a temporary file first, under a name of ours: its own name is never used as a path. Members that only
make sense for an attacker (names that lead out of the archive, links, devices) are refused by name and the others read.
"""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

from corpus.readers.compressed import Unpacked
from corpus.readers.spool import Budget, TooLarge, spooled, too_large
from corpus.readers.wacz import is_wacz, read_wacz
from corpus.readers.zip_members import MEMBER_DAMAGED, ZipRefused, opened_zip, outside, shown_name, why_not_read
from corpus.records import RawPage, Rejected

ReadMember = Callable[[Path, PurePosixPath], Iterator[RawPage | Rejected]]
"""Reads a spooled member: where it lies, and the name it has in the archive."""

_MAX_HEADER = 1_000_000  # bytes of a tar header that gives a long name or attributes; real ones have a few hundred


def read_zip(path: Path, origin: str, read_member: ReadMember) -> Iterator[RawPage | Rejected]:
    """Yields what the members of a zip archive hold, or, of a WACZ, what its web archives hold."""
    budget = Budget(path.stat().st_size)
    try:
        with opened_zip(path) as archive:
            if is_wacz(archive):
                yield from read_wacz(path, archive, origin, budget)
                return
            for member in archive.infolist():
                refusal = why_not_read(member)
                if member.is_dir() or (refusal is None and _hidden(member.filename)):
                    continue
                if refusal:
                    yield _refused(origin, member.filename, refusal)
                    continue
                try:
                    budget.spend(member.file_size)
                    with archive.open(member) as source:
                        yield from _member(source, origin, member.filename, read_member)
                except MEMBER_DAMAGED as error:
                    yield _refused(origin, member.filename, f"this member is damaged ({error})")
            if not archive.infolist():
                yield Rejected(origin=origin, position=None, reason="the archive is empty")
    except ZipRefused as error:
        yield Rejected(origin=origin, position=None, reason=str(error))
    except TooLarge as error:
        yield Rejected(origin=origin, position=None, reason=f"{error}; what follows is not read")


def read_tar(path: Path, origin: str, read_member: ReadMember) -> Iterator[RawPage | Rejected]:
    """Yields what the members of a tar archive, gzipped or not, hold. It is read once, from front to back."""
    budget = Budget(path.stat().st_size)
    last = None
    with Unpacked(path) as unpacked:
        try:
            with tarfile.open(fileobj=unpacked.file, mode="r|", tarinfo=_Header) as archive:
                while (member := archive.next()) is not None:
                    archive.members.clear()  # type: ignore[attr-defined]  # it keeps every one, of no use here
                    last = member.name
                    # What is passed over is unpacked as well, on the way to the next member.
                    budget.spend(member.size)
                    if member.isdir():
                        continue
                    if not member.isfile():
                        yield _refused(origin, last, "a link or a device inside an archive is not followed")
                    elif refusal := outside(last) or too_large(member.size):
                        yield _refused(origin, last, refusal)
                    elif not _hidden(last) and (source := archive.extractfile(member)):
                        yield from _member(source, origin, last, read_member)
        except TooLarge as error:
            yield Rejected(origin=origin, position=None, reason=f"{error}; what follows is not read")
            return
        except RecursionError:  # `tarfile` calls itself for each header that only describes the next one
            yield _broken(origin, last, "hundreds of headers for one member")
            return
        except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
            yield _broken(origin, last, unpacked.damage or str(error))
            return
        if unpacked.damage:
            yield _broken(origin, last, unpacked.damage)
        elif last is None:
            yield Rejected(origin=origin, position=None, reason="the archive is empty, or no tar archive")
        elif not unpacked.packing and not _closed(path):
            yield _broken(origin, last, "no empty block closes it")


class _Header(tarfile.TarInfo):
    """Refuses headers that make `tarfile` hold as much as they please: it reads a long name or a map whole."""

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo:
        if self.type in _LONG and self.size > _MAX_HEADER:
            raise tarfile.ReadError("a header of more than 1 MB")
        if self.type == tarfile.GNUTYPE_SPARSE:
            raise tarfile.ReadError("a sparse file")
        return super()._proc_member(archive)  # type: ignore[misc, no-any-return]

    def _proc_gnusparse_10(self, *_: object) -> NoReturn:
        raise tarfile.ReadError("a sparse file")


_LONG = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)


def _member(source: IO[bytes], origin: str, name: str, read_member: ReadMember) -> Iterator[RawPage | Rejected]:
    """What one member holds, with its name in front of every position."""
    shown = shown_name(name)
    with spooled(source, name=name) as path:
        for item in read_member(path, PurePosixPath(name)):
            position = f"{shown}, {item.position}" if item.position else shown
            yield replace(item, origin=origin, position=position)


def _hidden(name: str) -> bool:
    """Files a folder's reader passes over too: those of systems and editors."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts if part != ".")


def _refused(origin: str, name: str, reason: str) -> Rejected:
    return Rejected(origin=origin, position=shown_name(name), reason=reason)


def _broken(origin: str, last: str | None, detail: str) -> Rejected:
    position = f"after {shown_name(last)}" if last else None
    return Rejected(origin=origin, position=position, reason=f"the archive is cut off or damaged here ({detail})")


def _closed(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - tarfile.BLOCKSIZE))
        return not file.read().strip(b"\0")
