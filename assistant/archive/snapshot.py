"""Which state an archive is in, as one short text: equal for equal contents, whoever ingested them. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def snapshot_of(article_ids: Iterable[str]) -> str:
    """`N-HASH`: how many articles there are, and 16 hex digits over their ids, which depend on content and address."""
    ids = sorted(article_ids)
    digest = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16]
    return f"{len(ids)}-{digest}"
