"""Archive time: files become a searchable archive. This package never imports `assistant`.

What answer time uses of it is named here; loading it costs SQLite and Tantivy and nothing heavier.
"""

from corpus.archive import Archive
from corpus.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveMissing,
    CorpusError,
    EmbeddingUnavailable,
    NotFound,
    SourceError,
)
from corpus.fact_checks import ClaimReview
from corpus.holdings import Holdings
from corpus.records import (
    Article,
    Capture,
    Member,
    Passage,
    RawPage,
    Rejected,
    Source,
    Span,
    Story,
    Superseded,
    TextChange,
    Version,
)
from corpus.selection import Selection

__all__ = [
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveMissing",
    "Article",
    "Capture",
    "ClaimReview",
    "CorpusError",
    "EmbeddingUnavailable",
    "Holdings",
    "Member",
    "NotFound",
    "Passage",
    "RawPage",
    "Rejected",
    "Selection",
    "Source",
    "SourceError",
    "Span",
    "Story",
    "Superseded",
    "TextChange",
    "Version",
]
