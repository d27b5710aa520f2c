"""What can go wrong with an archive.

    CorpusError
    |-- SourceError        a file or folder to ingest cannot be read at all
    |-- ArchiveError       the archive itself cannot be used
    |   |-- ArchiveMissing     there is no archive at that path
    |   |-- ArchiveBusy        another process is writing to it
    |   `-- ArchiveDamaged     an integrity check failed; the message says what to run
    |-- NotFound           no article, passage or URL like that in the archive
    `-- EmbeddingUnavailable   the embedding model cannot be loaded

One bad record inside a readable file is not an error but a `Rejected` record: it is counted, reported and skipped.
Messages are written for the person at the keyboard: what is wrong, where, and what to do.
"""


class CorpusError(Exception):
    """Anything an archive operation can raise on purpose."""


class SourceError(CorpusError):
    """A source named for ingest cannot be read."""


class ArchiveError(CorpusError):
    """The archive cannot be opened or written."""


class ArchiveMissing(ArchiveError):
    """No archive at this path."""


class ArchiveBusy(ArchiveError):
    """Another process holds the write lock."""


class ArchiveDamaged(ArchiveError):
    """Something stored does not match itself."""


class NotFound(CorpusError):
    """Nothing in the archive answers to this id or URL."""


class EmbeddingUnavailable(CorpusError):
    """The embedding model is not installed or cannot be loaded."""


def first_line(error: BaseException) -> str:
    """What an error of a library says, in one line: the first of its message, or its kind where it says nothing."""
    return (str(error).splitlines() or [type(error).__name__])[0]
