"""Whether one draft is a version of another of the same name: most of its sentences are the same. Pure.

A pasted text is named by how it begins, and two texts of one desk may begin alike.
"""

from __future__ import annotations

from corpus.split import sentences


def is_version(text: str, other: str) -> bool:
    """Whether two texts share more than half of their sentences; of one that grew, more than half of the shorter, since
    what was written first is still there. One sentence that both have, such as the first, is not enough then."""
    own, others = _said(text), _said(other)
    shared = len(own & others)
    if 2 * shared > max(len(own), len(others)) or own == others:
        return True
    return shared > 1 and 2 * shared > min(len(own), len(others))


def _said(text: str) -> set[str]:
    return {" ".join(span.of(text).casefold().split()) for span in sentences(text)}
