"""A claim that is its source with a word or two changed: "protects humans" made "protects chickens". Pure.

Words alone see a sentence that holds nearly all of the claim. What tells is that another word stands exactly where the
missing one should. That does not refute the claim, because the two may mean the same ("voted" and "named"), but the
sentence does not support it either. Of the claims of `qags`, `wice`, `averitec`, `climate-fever` (350), `covidfact`
(600) that were called supported, this took back 11 of 60 wrongly and 6 of 289 rightly so called.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from assistant.language.dates import dates
from assistant.language.wording import JUST_SAID, content_stems, is_content, stem, tokens
from assistant.types import Check

MOST_CHANGED = 2
"""Words in a row: with more it is another sentence, not another word."""


def substituted(claim: str, said: str) -> Check | None:
    """The first words of the claim in whose place, between the same words, the sentence has others."""
    ours, theirs = content_stems(claim), content_stems(said)
    here, there = set(ours), set(theirs)
    calendar = _calendar(claim) | _calendar(said)
    for tag, a, b, x, y in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        few = b - a <= MOST_CHANGED and y - x <= MOST_CHANGED
        between = a > 0 and x > 0 and (b < len(ours) or y == len(theirs))
        one, other = set(ours[a:b]) - calendar, set(theirs[x:y]) - calendar
        same = not one or (one <= JUST_SAID and other <= JUST_SAID)
        if tag == "replace" and few and between and not same and not set(ours[a:b]) & there and not other & here:
            return Check("wording", _written(ours[a:b], claim), _written(theirs[x:y], said), False)
    return None


def _calendar(text: str) -> set[str]:
    """The words of its dates: "July" in the place of "Tuesday" is compared as a date (`verify`)."""
    return {part for day in dates(text) for part in content_stems(day.text)}


def _written(stems: list[str], text: str) -> str:
    """The words of a text with these stems, as they stand there."""
    words = [part for word, _ in tokens(text) for part in word.split("-") if part and is_content(part)]
    return " ".join(word for word in words if stem(word) in stems)
