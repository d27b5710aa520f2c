"""Who is called what: "Alan Stern, the mission's principal investigator", where a claim calls somebody else that. Pure.

Both people may stand in the same sentence, so that no name is missing and no word is other: only the place of the
description tells. Descriptions that fit many ("a German minister") tell nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.names import name_in, names
from assistant.language.wording import content_stems
from assistant.types import Check

FEWEST_STEMS = 2
"""Content words that a description needs to be of one person: "the manager" may be of anybody's."""
_DESCRIBED = re.compile(
    r"\s*,\s+(?P<what>(?:the|its|his|her|their|our|[\w-]+['\u2019]s?)\s+[^,.;:()\u201c\u201d\"]{3,90})(?=[,.;:]|\s*$)"
)


def called_otherwise(claim: str, sentence: str) -> Iterator[Check]:
    """The people of the claim whose description the sentence gives to somebody else, and not to them too."""
    theirs = list(_described(sentence))
    for name, what, stems in _described(claim):
        same = [(other, said) for other, said, held in theirs if stems <= held]
        if same and not any(name_in(name, other) or name_in(other, name) for other, _ in same):
            yield Check("name", f"{name}, {what}", f"{same[0][0]}, {same[0][1]}", False)


def _described(text: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """(name, its description, the stems of that) for every name with a definite description behind it."""
    for name in names(text):
        at = text.find(name)
        while at >= 0:
            if found := _DESCRIBED.match(text, at + len(name)):
                stems = frozenset(content_stems(found["what"]))
                if len(stems) >= FEWEST_STEMS:
                    yield name, found["what"].strip(), stems
            at = text.find(name, at + len(name))
