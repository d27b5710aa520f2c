"""The one place where an archive's errors become the assistant's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.errors import ArchiveUnavailable
from corpus import CorpusError


@contextmanager
def archive_errors() -> Iterator[None]:
    """What the archive raises, as this package's own error with the same line."""
    try:
        yield
    except CorpusError as error:
        raise ArchiveUnavailable(str(error)) from error
