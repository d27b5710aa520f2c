"""Standard input, named `-`: what a pipe brings, read as the kind of file it looks like.

Readers look at their file more than once, so the pipe is written to a temporary file first: the disk bounds it, not
the memory.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import SourceError
from corpus.readers.spool import TooLarge, spooled

ORIGIN = "standard input"


def is_standard_input(source: Path) -> bool:
    """Whether a source means standard input. A file of that name is `./-`, which Path shortens: name its full path."""
    return str(source) == "-"


@contextmanager
def spooled_input() -> Iterator[Path]:
    """Standard input as a temporary file. Raises SourceError when there is none or no room for it."""
    if sys.stdin is None:
        raise SourceError("there is no standard input to read; name a file")
    try:
        with spooled(sys.stdin.buffer) as path:
            yield path
    except TooLarge as error:
        raise SourceError(f"standard input cannot be read: {error}") from error
