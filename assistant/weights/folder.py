"""The folder that model files are kept in. A file under its own name there is whole and was checked when it came.

What is still being fetched stands in a folder of its own beside it, so that an interrupted pull is never taken for a
model and can go on where it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import ModelPullFailed
from assistant.weights.catalogue import Catalogue, ModelEntry


@dataclass(frozen=True, slots=True)
class ModelsFolder:
    """`path` need not exist yet."""

    path: Path
    catalogue: Catalogue

    def file(self, entry: ModelEntry) -> Path:
        """Where the model is, or would be."""
        return self.path / entry.file

    def has(self, entry: ModelEntry) -> bool:
        """Whether the model is there. By its size: the hash was checked before it got this name, and takes seconds."""
        try:
            return self.file(entry).stat().st_size == entry.size
        except OSError:
            return False

    def best(self) -> Path | None:
        """The best model that is there, in the order of the catalogue."""
        return next((self.file(entry) for entry in self.catalogue.models if self.has(entry)), None)

    def staging(self, entry: ModelEntry) -> Path:
        """The folder for what is fetched and not yet checked."""
        return self.path / ".partial" / entry.name

    def status_file(self, entry: ModelEntry) -> Path:
        """Where a pull in the background says how it goes."""
        return self.path / f".{entry.name}.status.json"

    def partial_bytes(self, entry: ModelEntry) -> int:
        """How much of an interrupted pull is kept."""
        files = (file for file in self.staging(entry).rglob("*") if file.is_file())
        try:
            return sum(file.stat().st_size for file in files)
        except OSError:  # it is being moved into its place just now
            return 0

    def remove(self, entry: ModelEntry) -> int:
        """Remove the model and what an interrupted pull left; gives the bytes freed.

        Raises `ModelPullFailed` while it is being pulled, or when it cannot be removed.
        """
        if not self.path.is_dir():
            return 0
        with self.locked(entry):
            freed = self.partial_bytes(entry)
            shutil.rmtree(self.staging(entry), ignore_errors=True)
            self.status_file(entry).unlink(missing_ok=True)
            try:
                freed += self.file(entry).stat().st_size
                self.file(entry).unlink()
            except FileNotFoundError:
                pass
            except OSError as error:
                raise ModelPullFailed(f"cannot remove {self.file(entry)}: {error.strerror}") from None
            return freed

    @contextmanager
    def locked(self, entry: ModelEntry, wait: float = 1.0) -> Iterator[None]:
        """Nobody else pulls or removes this model meanwhile. The operating system frees the lock of a killed process.

        Raises `ModelPullFailed` when another process has it for longer than `wait` seconds, or the folder
        cannot be made.
        """
        lock = FileLock(self._lock_file(entry), timeout=wait)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout:
            raise ModelPullFailed(f"{entry.name} is being pulled into {self.path} by another process") from None
        except OSError as error:
            raise ModelPullFailed(f"cannot write into {self.path}: {error.strerror}") from None
        try:
            yield
        finally:
            lock.release()

    def is_locked(self, entry: ModelEntry) -> bool:
        """Whether a process pulls this model at this moment."""
        if not self._lock_file(entry).exists():
            return False
        try:
            with FileLock(self._lock_file(entry), timeout=0):
                return False
        except (Timeout, OSError):
            return True

    def _lock_file(self, entry: ModelEntry) -> Path:
        return self.path / f".{entry.name}.lock"
