"""Who denies something, in a claim and in a sentence that denies the same: they may differ in that alone. Pure.

"Tatiana Navka denied owning a company" has every word, and the denial, in "He denied that his wife, Tatiana Navka, had
owned a company". What differs is neither the denial nor the wife: it is who denies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.names import name_in, names
from assistant.language.pronouns import meant
from assistant.language.speaker import speaker
from assistant.types import Check

DENIES = re.compile(r"\b(?:den(?:y|ies|ied|ying)|rejects?|rejected|disputes?|disputed)\b", re.IGNORECASE)


def who_denies(claim: str, said: str, before: Sequence[str]) -> Check | None:
    """Who denies it, where both texts deny and each by somebody else; `before` are the sentences before `said`, which
    tell who "he" is."""
    if not DENIES.search(claim) or not DENIES.search(said):
        return None
    ours, persons = speaker(claim), set(meant(said, before))
    theirs = speaker(said) or (persons.pop() if len(persons) == 1 else None)
    if not ours or not theirs or not names(f"by {ours}") or name_in(ours, theirs) or name_in(theirs, ours):
        return None
    return Check("name", f"{ours} denied it", f"{theirs} denied it", False)
