"""How many bytes of the sources have been read, for a progress bar that knows how long it will take.

Readers open files in many ways, some through libraries written in C, and none of them reports. What they have read of
the file in hand is known to Linux, which tells it for every open file (`/proc/self/fdinfo`); elsewhere a file counts
when it is done.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from corpus.readers.standard_input import is_standard_input

_OPEN_FILES = Path("/proc/self/fd")
_FACTS = Path("/proc/self/fdinfo")


class BytesRead:
    """Counts along with an ingest, which says from which file each record came."""

    def __init__(self, sources: Iterable[Path]) -> None:
        sizes = [_size(source) for source in sources]
        self.total = None if None in sizes else sum(size or 0 for size in sizes)
        """All bytes of the sources; None when one of them is a pipe, whose length nobody knows."""
        self._current: str | None = None
        self._finished = self._shown = 0
        self._read = self._stored = 0

    def stored(self) -> None:
        """What became of a record is known."""
        self._stored += 1

    def reading(self, origin: str) -> None:
        """The record that comes next is from this file."""
        self._read += 1
        if origin != self._current:
            if self._current is not None:
                self._finished += _size(Path(self._current)) or 0
            self._current = origin

    def so_far(self) -> int:
        """How many bytes are done with: never fewer than before, and never all, which only the end of the ingest tells.

        Readers are ahead of what is stored, by thousands of records in a large file and by all of a small one, so of
        what was read the share of the records that are stored counts.
        """
        read = self._finished + (_read_of(Path(self._current)) if self._current else 0)
        done = read * self._stored // max(self._stored, self._read, 1)
        self._shown = max(self._shown, done if self.total is None else min(done, self.total * 99 // 100))
        return self._shown


def _size(source: Path) -> int | None:
    if is_standard_input(source):
        return None
    try:
        if not source.is_dir():
            return source.stat().st_size
    except (OSError, ValueError):
        return 0
    total = 0
    waiting = [os.fspath(source)]
    while waiting:  # `os.walk` calls itself for each folder in a folder, and gives up where they are a thousand
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    total += entry.stat(follow_symlinks=False).st_size
    return total


def _read_of(path: Path) -> int:
    """How far a file has been read: to its end when it is closed again; 0 where that cannot be known."""
    try:
        wanted = path.resolve()
        for opened in _OPEN_FILES.iterdir():
            with suppress(OSError):
                if opened.readlink() == wanted:
                    return int((_FACTS / opened.name).read_text().split()[1])
    except (OSError, ValueError):
        return 0
    return _size(path) or 0
