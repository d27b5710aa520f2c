"""Which clause of a sentence a date belongs to: "voted to leave, and said he would go by October" dates no vote. Pure.

A sentence often tells several things, each at its own time. Its date speaks against a claim's only where both date the
same thing: where the clause of the one says half of what the clause of the other does, who it is about left out; two
days of one person or thing are taken for the same one.
"""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.language.dates import dates
from assistant.language.names import names
from assistant.language.wording import SPEECH_STEMS, content_stems, stem
from corpus import Span

SAME_THING = 0.5
"""Share of the words of the claim's dated clause that the sentence's must hold to date the same thing."""
_ENDS = re.compile(
    r"[;:\u2013\u2014]\s|,\s|\s\(|\)\s|\n|[.!?]\s(?=[A-Z])"
    r"|\s(?=(?:that|who|which|where|when|while|because|although|though|but|after|before)\s)"
    r"|\sand\s+(?=(?:\w+ly\s+)?(?:he|she|they|it|we|I|said|was|were|has|had|is|are|will|would)\s)"
    r"|\s(?=(?:he|she|they|we)\s)"
)
_DATE_WORDS = frozenset(stem(word) for word in "day week month year morning evening night afternoon previous".split())


def dates_another_thing(claim: str, wanted: str, sentence: str, found: str) -> bool:
    """Whether a sentence's date `found` is of something else than the claim's date `wanted`, both as they are written.

    False where either cannot be placed: what is not known to be of something else counts as of the same.
    """
    ours, theirs = _clause(claim, wanted), _clause(sentence, found)
    if ours is None or theirs is None:
        return False
    who = {part for name in names(claim) for part in content_stems(name)}
    told, there = _told(ours) - who, _told(theirs)
    if not told:
        return False
    doing = told - SPEECH_STEMS
    if not doing:  # it is the saying that is dated
        return not there & SPEECH_STEMS
    if all(any(date.day for date in dates(written)) for written in (wanted, found)) and who & there:
        return False  # a day and a person of both: "landed" and "touched down" are one thing
    return len(doing & there) < SAME_THING * len(doing)


def _clause(text: str, written: str) -> str | None:
    """The clause of a text in which a date stands, with the next one where it says nothing beside the date."""
    date = next((date for date in dates(text) if date.text == written), None)
    if date is None:
        return None
    inside = range(date.span.start, date.span.end)
    ends = [0, *(end.end() for end in _ENDS.finditer(text) if end.start() not in inside), len(text)]
    spans = [Span(a, b) for a, b in pairwise(ends) if a < b]
    at = next(n for n, span in enumerate(spans) if span.start <= date.span.start < span.end)
    clause = spans[at].of(text)
    if not _told(clause):
        beside = spans[at + 1 : at + 2] if at == 0 else spans[at - 1 : at]
        clause = " ".join([clause, *(span.of(text) for span in beside)])
    return clause


def _told(clause: str) -> set[str]:
    """The content words of a clause without those of its dates."""
    for date in reversed(dates(clause)):
        clause = f"{clause[: date.span.start]} {clause[date.span.end :]}"
    return set(content_stems(clause)) - _DATE_WORDS
