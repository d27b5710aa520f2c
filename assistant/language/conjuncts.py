"""A claim that states several things -> the statements it is made of. Pure, English.

"Yildiz said 301 died and the search is over" may be half true. Split only where both halves stand on their own: at a
semicolon, or at a conjunction behind which a new clause begins with its own subject and verb, or with a verb that takes
the first clause's subject. What is told by somebody ("X said that A and B") stays whole, and so does a quotation.

Several sentences are each a statement, with the person put in for the "he" that one begins with; one that begins with
another pronoun goes with the sentence before it.

The rule for the whole: refuted when any part is; supported when the whole is, or when all parts are, each by its own
source; else what the whole was judged to be. A part that names nobody and nothing ("turnout was 72.2 percent") may be
of any event: beside parts that rest on other articles it counts only by an article that another part rests on, too.
"""

from __future__ import annotations

import re

from assistant.language.names import names
from assistant.language.pronouns import with_subject
from assistant.language.wording import content_stems
from corpus import Span
from corpus.split import sentences

FEWEST_WORDS = 3
"""Content words and figures that a part needs: "and left" cannot be looked up."""
MOST_PARTS = 4
MOST_SENTENCES = 6
"""A claim of more is a text to review: it is judged as a whole only."""
_LEANS_BACK = re.compile(
    r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b"
)
_QUOTED = re.compile(r"[\"“«][^\"”»]*[\"”»]")
_TELLS = re.compile(
    r"\b(?:said|says|told|claim(?:s|ed)?|announced|reported|denied|warned|stated|wrote|according to|argued"
    r"|believes?)\b",
    re.IGNORECASE,
)
_PAST = (
    r"(?:was|were|is|are|has|have|had|did|does|fell|rose|won|lost|took|gave|began|spoke|spent|sent|led|left|held|met"
    r"|made|came|went|became|broke|brought|drew|kept|ran|saw|struck|grew|hit|found|shot|fought|sold|bought|paid"
    r"|stood|[a-z]{2,}ed)"
)
_SUBJECT_OF_ITS_OWN = (
    r"(?P<subject>(?:[Tt]he |[Aa]n? |[Ii]ts |[Hh]is |[Hh]er |[Tt]heir )?(?:\d[\d.,]*\d|[\w’'-]+)(?: [\w’'-]+){0,4}?)"
)
_JOINT = re.compile(
    rf"(?P<semicolon>;\s+)|,?\s+(?:and|but|while|whereas)\s+(?:(?P<verb>(?:then |later |also )?{_PAST}\b)"
    rf"|(?={_SUBJECT_OF_ITS_OWN} {_PAST}\b))"
)
_SUBJECT = re.compile(rf"^(?P<subject>(?:[\w’'-]+ ){{1,6}}?)(?={_PAST}\b)")


def parts(claim: str) -> list[str]:
    """The statements of a claim in order; empty when it states one thing only."""
    said = [span.of(claim) for span in sentences(claim)]
    if len(said) < 2:
        return _clauses(claim)
    whole = [with_subject(sentence, said[:place]) for place, sentence in enumerate(said)]
    found: list[str] = []
    for sentence in whole:
        if found and (_LEANS_BACK.match(sentence) or not _stands_alone(sentence)):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found if 1 < len(found) <= MOST_SENTENCES and all(map(_stands_alone, found)) else []


def _clauses(claim: str) -> list[str]:
    """The statements of one sentence."""
    quotes = [Span(found.start(), found.end()) for found in _QUOTED.finditer(claim)]
    first = _SUBJECT.match(claim)
    found: list[str] = []
    start, lead = 0, ""
    for joint in _JOINT.finditer(claim):
        inside = any(span.start < joint.end() and joint.start() < span.end for span in quotes)
        if inside or len(found) == MOST_PARTS - 1 or _TELLS.search(claim[start : joint.start()]):
            continue
        if joint["verb"] and not first:
            continue
        piece = lead + claim[start : joint.start()]
        if not _stands_alone(piece):
            continue
        found.append(piece.strip(" ,;."))
        start = joint.start("verb") if joint["verb"] else joint.end()
        lead = first["subject"] if joint["verb"] and first else ""
    last = (lead + claim[start:]).strip()
    if not found or not _stands_alone(last):
        return []
    return [f"{piece}." for piece in found] + [last]


def _stands_alone(text: str) -> bool:
    """Whether a text has a verb, enough words, and something that can be looked up."""
    has_verb = re.search(rf"\b{_PAST}\b", text) is not None
    return (
        has_verb
        and len(content_stems(text)) + len(re.findall(r"\d[\d.,]*", text)) >= FEWEST_WORDS
        and bool(names(text) or re.search(r"\d", text))
    )
