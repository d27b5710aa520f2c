"""Archive time: files become a searchable archive. This package never imports `assistant`.

What answer time uses of it is named here, and loaded when it is first asked for: a process that reads pages needs no
store and no index, and the command line must hear Ctrl-C before it loads anything.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_HOMES = {
    "corpus.archive": ("Archive",),
    "corpus.errors": (
        "ArchiveBusy",
        "ArchiveDamaged",
        "ArchiveError",
        "ArchiveMissing",
        "CorpusError",
        "EmbeddingUnavailable",
        "NotFound",
        "SourceError",
    ),
    "corpus.fact_checks": ("ClaimReview",),
    "corpus.holdings": ("Holdings",),
    "corpus.records": (
        "Article",
        "Capture",
        "Member",
        "Passage",
        "RawPage",
        "Rejected",
        "Source",
        "Span",
        "Story",
        "Superseded",
        "TextChange",
        "Version",
    ),
    "corpus.selection": ("Selection",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            globals()[name] = found = getattr(import_module(home), name)
            return found
    raise AttributeError(f"module 'corpus' has no attribute {name!r}")
