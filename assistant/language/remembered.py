"""What was read from a text, kept for the texts read last.

The sentences of one passage are compared with a claim by a dozen readers (names, dates, figures, denials), several of
which ask the same of it, and the passages of one subject come back for each sentence of a draft about it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

Texts = ParamSpec("Texts")
Read = TypeVar("Read")

MOST = 4_000
"""Texts kept of each reader: those of the last hundred claims. Some 2 MB with what was read of them."""
LONGEST = 2_000
"""Characters of what is kept: whole articles would take gigabytes, and are not asked about twice."""


def remembered(read: Callable[Texts, Read]) -> Callable[Texts, Read]:
    """The same function of one or several texts, given by position. What it gives must be something nobody changes."""
    given = cast("Callable[..., Read]", read)
    kept = lru_cache(maxsize=MOST)(given)

    @wraps(read)
    def again(*texts: str) -> Read:
        return kept(*texts) if sum(map(len, texts)) <= LONGEST else given(*texts)

    return cast("Callable[Texts, Read]", again)
