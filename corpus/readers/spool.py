"""Temporary files for what cannot be read where it lies: a packed member of an archive, standard input.

Memory stays flat because the bytes go to disk; the disk stays whole because there is a bound on how much, on how many
times larger than its packed form a thing may become, and on how little room may be left for others.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

MAX_MEMBER = 4_000_000_000
MAX_RATIO = 200
"""Unpacked to packed. Text packs 3 to 30 times smaller, saved pages of one site at most 80; a bomb begins at 1,000."""
FREELY = 50_000_000
"""Bytes to which anything may unpack, whatever the ratio."""
_ARCHIVE_FREELY = 1_000_000_000
_KEEP_FREE = 200_000_000
_CHUNK = 1 << 20
_ENDINGS = re.compile(r"(?:\.[A-Za-z0-9]{1,10}){1,2}$")
_ROOM_CHECKED_EVERY = 64


class TooLarge(ValueError):
    """What was to be spooled is larger than the bounds allow; the message says which, and what to do."""


@dataclass
class Budget:
    """How much all members of one archive may unpack to together, so that a thousand small bombs are one large one."""

    packed: int
    spent: int = 0

    def spend(self, size: int) -> None:
        """Count what is about to be unpacked. Raises TooLarge when it is more than the archive can honestly hold."""
        self.spent += size
        if self.spent > max(_ARCHIVE_FREELY, self.packed * MAX_RATIO):
            raise TooLarge(f"it unpacks to more than {MAX_RATIO} times its size, as no archive of pages does")


def too_large(size: int, packed: int | None = None) -> str | None:
    """Why something of this declared size, packed into so many bytes, is not unpacked; None when it is."""
    if size > MAX_MEMBER:
        return f"it unpacks to more than {MAX_MEMBER / 1e9:g} GB; unpack it yourself and name the file"
    if packed is not None and size > max(FREELY, packed * MAX_RATIO):
        return f"it unpacks to more than {MAX_RATIO} times its packed size, as no text does"
    return None


@contextmanager
def spooled(source: IO[bytes], limit: int | None = None, name: str = "") -> Iterator[Path]:
    """The bytes of `source` as a temporary file, which is gone afterwards. Of `name` only the endings are kept.

    Raises TooLarge when there are more than `limit` or the temporary folder has no room for them, and OSError.
    """
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        path = Path(folder) / f"content{_endings(name)}"
        with path.open("wb") as target:
            size = count = 0
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                count += 1
                if limit is not None and size > limit:
                    raise TooLarge(f"it is larger than {limit // 1_000_000} MB")
                if count % _ROOM_CHECKED_EVERY == 0 and shutil.disk_usage(folder).free < _KEEP_FREE:
                    raise TooLarge(f"there is no room for it in the temporary folder {tempfile.gettempdir()}")
                target.write(chunk)
        yield path


def _endings(name: str) -> str:
    found = _ENDINGS.search(name)
    return found[0] if found else ""
