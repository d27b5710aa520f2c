"""Pulling a model while others go on: a process of its own, and a status file that whoever wants to may read.

The process ends with the one that started it (its standard input closes): somebody who stops the page does not want a
gigabyte to go on coming, and the next start goes on where it was. The lock of the folder lets one pull at a time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from assistant.errors import AssistantError
from assistant.weights.catalogue import Catalogue
from assistant.weights.folder import ModelsFolder
from assistant.weights.pull import pull

WRITE_SECONDS = 0.5
"""The status is written at most this often."""
START_SECONDS = 20.0
"""How long a started process may take before it has the lock; it imports Python modules on a busy machine."""

State = Literal["missing", "pulling", "ready", "failed"]


@dataclass(frozen=True, slots=True)
class PullStatus:
    """How it stands with a model."""

    state: State
    model: str
    done: int = 0
    """Bytes."""
    total: int = 0
    doing: str = ""
    problem: str = ""
    """Why it failed, in one line."""


class BackgroundPull:
    """Gets the default model in the background, once, however many ask for it. Threads may share it."""

    def __init__(self, folder: Path, catalogue: Path | None = None) -> None:
        """Raises `InvalidSettings` when the catalogue cannot be read."""
        self._catalogue = catalogue
        self._folder = ModelsFolder(folder, Catalogue.load(catalogue))
        self._entry = self._folder.catalogue.entry()
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._guard = threading.Lock()

    def start(self) -> None:
        """Begin, unless the model is there or being pulled. A failure shows in `status`."""
        with self._guard:
            if self.status().state in ("ready", "pulling"):
                return
            package_home = Path(__file__).resolve().parent.parent.parent
            paths = [str(package_home), *filter(None, [os.environ.get("PYTHONPATH")])]
            command = [sys.executable, "-P", "-m", "assistant.weights.background", str(self._folder.path)]
            try:
                self._folder.status_file(self._entry).unlink(missing_ok=True)
                self._process = subprocess.Popen(
                    [*command, *([str(self._catalogue)] if self._catalogue else [])],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
                    start_new_session=True,
                )
                self._started = time.monotonic()
            except OSError:
                self._process = None  # a status without a process says that it failed

    def status(self) -> PullStatus:
        """How it stands now."""
        name, size = self._entry.name, self._entry.size
        if self._folder.has(self._entry):
            return PullStatus("ready", name, size, size)
        written = _read(self._folder.status_file(self._entry), name)
        if self._folder.is_locked(self._entry):
            return written if written and written.state == "pulling" else PullStatus("pulling", name, 0, size)
        running = self._process is not None and self._process.poll() is None
        if running and time.monotonic() - self._started < START_SECONDS:
            return PullStatus("pulling", name, 0, size, "starting")
        if written and written.state == "failed":
            return written
        if written or self._process is not None:
            return PullStatus("failed", name, 0, size, problem=f"the pull of {name} ended before it was done")
        return PullStatus("missing", name, 0, size)

    def stop(self) -> None:
        """End the process if it still runs. What was fetched is kept."""
        with self._guard:
            process, self._process = self._process, None
            if process is not None:
                assert process.stdin
                process.stdin.close()
                process.wait()


def _read(file: Path, model: str) -> PullStatus | None:
    try:
        found = PullStatus(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return found if found.model == model else None


def _write(file: Path, status: PullStatus) -> None:
    new = file.with_suffix(f".{os.getpid()}")
    try:
        new.write_text(json.dumps(asdict(status)), encoding="utf-8")
        new.replace(file)
    except OSError:  # a disk that is full: the pull itself will say so
        new.unlink(missing_ok=True)


def _pull_and_tell(folder: ModelsFolder) -> int:
    entry = folder.catalogue.entry()
    file, written = folder.status_file(entry), 0.0

    def tell(doing: str, done: int, total: int) -> None:
        nonlocal written
        if time.monotonic() - written >= WRITE_SECONDS:
            _write(file, PullStatus("pulling", entry.name, done, total, doing))
            written = time.monotonic()

    try:
        pull(entry, folder, progress=tell)
    except AssistantError as error:
        if folder.is_locked(entry):
            return 0  # another process is at it, and tells how it goes
        _write(file, PullStatus("failed", entry.name, 0, entry.size, problem=str(error)))
        return 1
    file.unlink(missing_ok=True)
    return 0


def _end_with_parent() -> None:
    """End this process, and a pip at work for it, when standard input closes."""
    while os.read(0, 1024):
        pass
    os.killpg(0, 15)


def main(arguments: list[str]) -> int:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    catalogue = Catalogue.load(Path(arguments[1]) if len(arguments) > 1 else None)
    return _pull_and_tell(ModelsFolder(Path(arguments[0]), catalogue))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
