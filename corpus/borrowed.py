"""A stand-in for a folder that cannot be written, for libraries that insist on writing where they read.

Tantivy takes a lock file and Chroma opens its SQLite file for writing, even to search. An archive on a read-only medium
is therefore read through a temporary folder of links.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory


def writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def borrowed(folder: Path, *, copied: tuple[str, ...] = (), left_out: tuple[str, ...] = ()) -> TemporaryDirectory[str]:
    """A folder of links to what is in `folder`; what is `copied` may be written, what is `left_out` is not there.

    It lasts until its `cleanup`.
    """
    stand_in = TemporaryDirectory(prefix="corpus-", ignore_cleanup_errors=True)
    for entry in folder.iterdir():
        place = Path(stand_in.name) / entry.name
        if entry.name in copied:
            shutil.copyfile(entry, place)
        elif entry.name not in left_out:
            place.symlink_to(entry.resolve())
    return stand_in
