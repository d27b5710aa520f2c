"""A draft -> the sentences worth checking, and why or why not. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.language.assertion import names_a_speaker
from corpus import Span
from corpus.split import sentences

_OPINION = re.compile(
    r"\b(?:I|we) (?:think|believe|feel|hope)\b|\b(?:should|must|ought|deserves?|disgrac\w+|beautiful|wonderful|terrible"
    r"|shameful|best|worst|unacceptable)\b",
    re.I,
)
_VALUES = re.compile(
    r"\b(?:I|we) (?:think|believe|feel|hope)\b|\b(?:should|ought to|deserves?)\b"
    r"|\b(?:is|are|was|were) (?:an? |so |very )?(?:disgrac\w+|shameful|unacceptable|terrible|wonderful|beautiful)\b",
    re.I,
)
"""What no archive settles. Fewer words than above: "best" may be a prize's, and somebody asks about this sentence."""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PREDICTION = re.compile(r"\b(?:will|shall|is going to|are going to|is expected to|are expected to)\b", re.I)
_CHECKABLE = (
    (
        "gives a figure",
        re.compile(r"\d|\b(?:dozens?|hundreds?|thousands?|millions?|half|twice|double|percent)\b", re.I),
    ),
    ("quotes somebody", re.compile(r"[“\"][^”\"]{8,}[”\"]")),
    (
        "says who did what",
        re.compile(
            r"(?<!^)\b[A-Z][a-z]+\b.*\b[a-z]+(?:ed|s)\b|^[A-Z][a-z]+(?: [A-Z][a-z]+)+ [a-z]+"
            r"|^(?!(?:It|He|She|They|We|You|This|That|These|Those|There|What|Who|So|And|But|The|An?|Nobody|Everybody)\b)"
            r"[A-Z][\w-]+ (?:(?:has|have|had) )?[a-z]+(?:ed|s)\b"
        ),
    ),
    (
        "tells what happened",
        re.compile(
            r"^(?:The|An?|Its?|His|Her|Their|[A-Z][\w-]+|It|He|She|They)\b(?: [\w\u2019'-]+){0,8}?"
            r" (?:was|were|had|has|have|did|"
            r"fell|rose|won|lost|took|gave|began|spoke|spent|sent|led|left|held|met|made|came|went|became|broke|brought"
            r"|drew|kept|ran|saw|struck|grew|hit|found|told|shot|fought|sold|bought|paid|stood|sank|[a-z]{3,}ed)"
            r" (?:[\w\u2019'-]+ ){2,}"
        ),
    ),
    ("compares", re.compile(r"\b(?:more|less|fewer|higher|lower|larger|smaller|most|least|first|only|never) ", re.I)),
)


def review_sentences(text: str) -> Iterator[tuple[Span, bool, str]]:
    """Each sentence of a draft: where it is, whether it can be checked, and why or why not."""
    for span in sentences(text):
        yield span, *checkable(span.of(text))


def checkable(sentence: str) -> tuple[bool, str]:
    """Whether a sentence states something that an archive could confirm or deny, and the reason."""
    if sentence.rstrip('"”’)').endswith("?"):
        return False, "a question"
    has_words = any(c.isalnum() for c in sentence)
    reason = next((reason for reason, pattern in _CHECKABLE if has_words and pattern.search(sentence)), None)
    if _OPINION.search(sentence) and reason != "gives a figure":
        return False, "an opinion"
    if _PREDICTION.search(sentence) and reason != "quotes somebody":
        return False, "about the future"
    return (True, reason) if reason else (False, "states nothing that can be looked up")


def unsettled(claim: str) -> str | None:
    """Why no verdict can be given on what somebody wants checked: it asks, or it values; None for a statement.

    What somebody is said to think is a statement about them, and a figure in an opinion can be looked up.
    """
    if claim.rstrip('"”’) ').endswith("?"):
        return "a question"
    own = _QUOTED.sub(" ", claim)
    told = names_a_speaker(_VALUES.sub(" ", claim))
    return "an opinion" if _VALUES.search(own) and not told and not re.search(r"\d", claim) else None
