"""Two names of a claim that have changed places in the sentence that it follows. Pure, English."""

from __future__ import annotations

import re
from itertools import combinations

from assistant.checks.copied_words import copied_words
from assistant.language.names import names
from assistant.types import Check

_EITHER_WAY = re.compile(
    r"^\W*(?:and|or|with|versus|vs|against|as well as|along with|alongside|together with)\b\W*(?:the\W)?$|\b(?:between"
    r"|both|m(?:ee|e)t(?:s|ing)?|marr(?:y|ied|ies|iage)|wed|divorc\w+|fac(?:e|es|ed|ing)|play(?:s|ed|ing)?|drew|draws?|tied?"
    r"|fought|fights?|talk(?:s|ed)?|spoke|shak\w+|shook|border\w*|neighbou?r\w*|resembl\w+|merg\w+|partner\w*|debat\w+"
    r"|sign(?:s|ed)?|agree[ds]?|clash\w*|compet\w+|collaborat\w+|co-\w+|sibling|brother|sister|cousin|twin|equals?)\b",
    re.IGNORECASE,
)
"""What joins two names either of which may come first."""


def swapped(claim: str, said: str) -> Check | None:
    """Two names of the claim that have changed places in a sentence that it otherwise follows word for word.

    "Vane beat Holm" over "Holm beat Vane in Osk". None where either order says the same: "Holm and Vane", "Holm met
    Vane".
    """
    theirs = [word.key for word in copied_words(said)]
    named = [name for name in names(f"by {claim}") if claim.count(name) == 1 and name in said]
    for one, other in combinations(named, 2):
        if claim.index(one) > claim.index(other):
            one, other = other, one
        turned = claim.replace(one, "\0").replace(other, one).replace("\0", other)
        between = claim[claim.index(one) + len(one) : claim.index(other)]
        if one in other or other in one or _EITHER_WAY.search(between) or not re.search(r"[^\W\d_]", between):
            continue
        around = turned[turned.index(other) : turned.index(one) + len(one)]
        if _stands_in(around, theirs) and _follows(turned, theirs) and not _follows(claim, theirs):
            return Check("name", f"{one} before {other}", "the other way round", False)
    return None


def _follows(claim: str, theirs: list[str]) -> bool:
    """Whether every word of a claim stands in a sentence in the same order."""
    rest = iter(theirs)
    return all(word.key in rest for word in copied_words(claim))


def _stands_in(words: str, theirs: list[str]) -> bool:
    """Whether words stand in a sentence with none between them: "was defeated by" is not "defeated"."""
    keys = [word.key for word in copied_words(words)]
    return any(theirs[at : at + len(keys)] == keys for at in range(len(theirs)))
