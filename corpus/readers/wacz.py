"""WACZ, a web archive packed for sharing: a zip with WARC files in `archive/` and a list of checksums.

(WACZ 1.1.1, specs.webrecorder.net.) The WARC files usually lie in the zip unpacked, so they are read where they are;
one that is packed goes to a temporary file first. The checksums are compared while reading: a page from a file that was
changed after the capture is still read, but the report says that it was.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.readers.compressed import Readable
from corpus.readers.spool import Budget, TooLarge, spooled
from corpus.readers.warc import read_warc
from corpus.readers.zip_members import MEMBER_DAMAGED, StoredMember, outside, shown_name, why_not_read
from corpus.records import RawPage, Rejected

_PACKAGE, _PACKAGE_DIGEST = "datapackage.json", "datapackage-digest.json"
_MAX_PACKAGE = 20_000_000
_CHUNK = 1 << 20
_UNUSABLE: tuple[type[Exception], ...] = (
    *(ValueError, TypeError, AttributeError, KeyError, RecursionError),  # of any JSON
    *(OSError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error),  # of any zip
)


def is_wacz(archive: zipfile.ZipFile) -> bool:
    """Whether a zip file is a WACZ: it has the list, or WARC files where a WACZ has them."""
    return any(name == _PACKAGE or _is_warc(name) for name in archive.namelist())


def read_wacz(path: Path, archive: zipfile.ZipFile, origin: str, budget: Budget) -> Iterator[RawPage | Rejected]:
    """Yields what the WARC files hold, each record with its file in front of its position.

    Every checksum that does not fit, every member whose name leads out of the archive, and a list that is missing or
    unreadable gives one rejection. Indexes and lists of pages hold nothing of their own and are not read.
    """

    def reject(reason: str, name: str | None = None) -> Rejected:
        return Rejected(origin=origin, position=name and shown_name(name), reason=reason)

    try:
        declared = _declared(archive)
    except _UNUSABLE as error:
        declared = {}
        yield reject(f"the list {_PACKAGE} cannot be used ({error}), so no checksum was compared", _PACKAGE)
    for name in sorted(declared.keys() - set(archive.namelist())):
        if _is_warc(name):
            yield reject("the WACZ lists this file and does not hold it", name)
    found = False
    for member in archive.infolist():
        name = member.filename
        if member.is_dir() or not (_is_warc(name) or outside(member.orig_filename)):
            continue
        found = True
        if refusal := why_not_read(member):
            yield reject(refusal, name)
            continue
        try:
            with ExitStack() as open_files:
                content: Readable
                if member.compress_type == zipfile.ZIP_STORED:
                    content = StoredMember(path, member)
                else:
                    budget.spend(member.file_size)
                    content = open_files.enter_context(spooled(archive.open(member)))
                if wrong := _checked(content, declared.get(name)):
                    yield reject(wrong, name)
                for item in read_warc(content, origin):
                    position = f"{name}, {item.position}" if item.position else name
                    yield replace(item, position=position)
        except MEMBER_DAMAGED as error:
            yield reject(f"this member is damaged ({error})", name)
        except TooLarge as error:
            yield reject(str(error), name)
            return
    if not found:
        yield reject("the WACZ holds no WARC file in archive/")


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _declared(archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    """The listed files by their path. Raises ValueError or one of its kin when there is no usable list."""
    written = _small(archive, _PACKAGE)
    if _PACKAGE_DIGEST in archive.namelist():
        stated = json.loads(_small(archive, _PACKAGE_DIGEST))["hash"]
        if _digest_of(stated, [written]) != stated:
            raise ValueError(f"its checksum is not the one in {_PACKAGE_DIGEST}")
    return {str(resource["path"]): resource for resource in json.loads(written)["resources"]}


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if refusal := why_not_read(archive.getinfo(name)):
        raise ValueError(refusal)
    with archive.open(name) as file:
        data = file.read(_MAX_PACKAGE + 1)
    if len(data) > _MAX_PACKAGE:
        raise ValueError("it is larger than 20 MB")
    return data


def _checked(content: Readable, listed: dict[str, Any] | None) -> str | None:
    """What is wrong with a WARC file according to the list, or None. It is read through once, in pieces."""
    stated = (listed or {}).get("hash")
    if not isinstance(stated, str):
        return None
    with content.open("rb") as file:
        found = _digest_of(stated, iter(lambda: file.read(_CHUNK), b""))
    if found is None or found == stated:
        return None
    return f"this file was changed after it was listed: its {stated.partition(':')[0]} is not the one in {_PACKAGE}"


def _digest_of(stated: str, pieces: Any) -> str | None:
    """The checksum of some bytes in the form of a stated one, "sha256:..."; None when its kind is not known."""
    kind = stated.partition(":")[0]
    if kind not in ("sha256", "md5", "sha1", "sha512"):
        return None
    digest = hashlib.new(kind, usedforsecurity=False)
    for piece in pieces:
        digest.update(piece)
    return f"{kind}:{digest.hexdigest()}"
