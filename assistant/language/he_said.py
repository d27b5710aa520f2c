"""Who is meant by the "he" of a quoted sentence, and who speaks in it, by the sentences before it. Pure, English.

A quote stands alone: "He denied that his wife ..." tells nobody's name. The name is given only where one reading is
left: the sentence before that names people names one, and begins with them or has them speak. Two names there, or one
in passing, and nothing is said, since a wrong speaker is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.pronouns import begins_with_pronoun, persons_in
from assistant.language.roles import ROLES
from assistant.language.speaker import SPEECH_VERBS, speaker

FURTHEST = 3
"""Sentences back to the one that names the person: further on it may have become another."""
_VERB = rf"(?:{'|'.join(SPEECH_VERBS)}|spoke|wondered|joked|recalled|continued|went on)"
_HOW = r"(?:(?:also|then|later|has|had|have|repeatedly|again|once|did not|[a-z]+ly) )"
_OPENS = re.compile(r"(?:[A-Z][\w ,]{0,40}?[ ,])?\b(?P<who>[Hh]e|[Ss]he)\b")
_SAYS = re.compile(rf"\b(?:he|she) {_HOW}{{0,2}}{_VERB}\b", re.IGNORECASE)
_CLOSES = re.compile(rf"[”\"],? (?:(?P<who>he|she) {_HOW}?{_VERB}|{_VERB} (?P<after>he|she))\b")
"""A quotation and who spoke it: "…," he said."""

_HIS = frozenset({"he", "him", "his", "himself"})
_HERS = frozenset({"she", "her", "hers", "herself"})
_GENDERED = re.compile(rf"\b(?:{'|'.join(sorted(_HIS | _HERS))})\b", re.IGNORECASE)
_TITLES = (
    rf"(?:[Tt]he |[Aa]n? )?(?:(?:[A-Z][\w’'-]+|{ROLES}|former|actor|actress|singer|author|captain|officer|lawyer) )"
    r"{0,6}"
)
"""What may stand before the name with which a sentence begins: "Kremlin spokesman Dmitry Peskov"."""


def pronoun(sentence: str) -> str:
    """The "he" or "she" that a sentence begins with, or that speaks its quotation; "" when there is none."""
    if begins_with_pronoun(sentence) and (opens := _OPENS.match(sentence)):
        return opens["who"]
    closes = _CLOSES.search(sentence)
    return (closes["who"] or closes["after"]) if closes else ""


def person_meant(sentence: str, before: Sequence[str]) -> str:
    """The person whom that pronoun is, as the article names them; "" where that is not sure."""
    if not pronoun(sentence):
        return ""
    around = " ".join([*before, sentence])
    near = before[-FURTHEST:]
    if _of_another(pronoun(sentence), " ".join(near)):
        return ""
    for earlier in reversed(near):
        people = _whole(persons_in(earlier, around))
        if people:
            return people[0] if len(people) == 1 and _acts(people[0], earlier) else ""
    return ""


def speaker_of(sentence: str, before: Sequence[str]) -> str | None:
    """Who speaks in a sentence: whom it names as its speaker, or whom its "he said" means."""
    if named := speaker(sentence):
        return named
    speaks = _CLOSES.search(sentence) or (_SAYS.search(sentence[:80]) if begins_with_pronoun(sentence) else None)
    return person_meant(sentence, before) or None if speaks else None


def _whole(people: Sequence[str]) -> list[str]:
    """Each person once: "Peskov" is "Dmitry Peskov" where both stand."""
    return [one for one in people if not any(one != other and one in other.split() for other in people)]


def _of_another(written: str, near: str) -> bool:
    """Whether what stands before knows only a "she" where a "he" is asked for, or the other way round."""
    hits = {word.casefold() for word in _GENDERED.findall(near)}
    mine = _HIS if written.casefold() == "he" else _HERS
    return bool(hits) and hits.isdisjoint(mine)


def _acts(person: str, sentence: str) -> bool:
    """Whether a sentence begins with a person, at most what they are before the name, or has them speak."""
    if re.search(rf"\b[Tt]he {re.escape(person)}\b", sentence):
        return False  # a club or a ship that is named as people are
    who = speaker(sentence)
    if who and who[:1].isupper() and (person in who or who in person):
        return True
    return re.match(rf"{_TITLES}{re.escape(person)}(?=,| [a-z])", sentence) is not None
