"""Finds where sources name different ones for the same deed: "who shelled the market?" Pure, English.

Kyiv blames Moscow and Moscow blames Kyiv: to quote the better sentence alone would take a side. Only deeds that
somebody is accused of are looked at; that two papers name two winners mostly means two races. And at least one of the
sides must be somebody's word ("X said", "according to", "X accused Y of"): of two plain reports one may speak of
another deed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.answers.disagreement import MOST_SIDES, Side, heard_about
from assistant.answers.quote import Candidate
from assistant.language.assertion import told
from assistant.language.speaker import speaker
from assistant.language.wording import is_content, stem, tokens
from assistant.questions.expectation import Kind, expectation
from assistant.retrieval.copies import source_of
from assistant.types import Evidence, Question

_DEEDS = frozenset(
    stem(word)
    for word in """
    ambush assassinate attack behead blast blow bomb bombard break burn cause crash destroy detonate down execute
    explode fire gas hack hijack hit injure instigate invade jam kidnap kill launch leak loot massacre murder poison
    provoke raid rape rig rob sabotage seize shell shoot shot shut sink spark stab start steal stole storm strike
    struck sunk target torch torture trigger violate wound
    """.split()
)
_RESPONSIBLE = re.compile(r"\b(?:behind|responsible|to blame|at fault|carried out|did it|culprits?)\b", re.IGNORECASE)
_SOMEBODY = r"[^,;:.]{2,60}?"
_ACCUSED = re.compile(
    rf"\b(?:blam(?:e|es|ed|ing)|accus(?:e|es|ed|ing))\s+(?P<who>{_SOMEBODY})\s+(?:for|of)\b"
    rf"|\b(?:blamed|pinned)\s+(?:it|the \w+(?: \w+)?)\s+on\s+(?P<on>{_SOMEBODY})"
    r"(?=[,;:.]|$|\s+(?:and|but|while|after|on)\b)"
    rf"|\b(?P<were>{_SOMEBODY})\s+(?:was|were|is|are)\s+(?:behind|responsible for|to blame for)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"\bby\s+(?P<who>{_SOMEBODY})"
    r"(?=[,;:.]|$|\s+(?:on|in|at|from|during|after|as|who|which|that|with|to)\b)"
)
_CLAUSE = re.compile(
    r"[,;:.“\"]\s*|\b(?:that|said|says|claims?|claimed|insisted|believes?|and|but|while|when|after)\s+"
)
_ARTICLE = re.compile(r"^(?:(?:the|a|an|its|their|his|her|it was|they were)\s+)+", re.IGNORECASE)
_PRONOUN = re.compile(
    r"^(?:he|she|it|they|who|which|that|this|those|these|someone|somebody|nobody|no one)\b", re.IGNORECASE
)
_FORCES = frozenset(
    stem(word)
    for word in """
    air airline army artillery authorities fighters fire forces government group gunmen jet men militants military
    militia missile navy officials people police president rebels regime rocket separatists side soldiers state troops
    """.split()
)
_SEATS = {
    seat: stem(country)
    for seat, country in (
        pair.split(":")
        for pair in """
        moscow:russia kremlin:russia kyiv:ukraine kiev:ukraine washington:american us:american usa:american
        america:american beijing:china tehran:iran damascus:syria riyadh:saudi ankara:turkish turkey:turkish
        london:british britain:british uk:british paris:french france:french berlin:german israel:israeli
        baghdad:iraq pyongyang:korea seoul:korea delhi:india islamabad:pakistan
        """.split()
    )
}
"""Not jerusalem, and no city that is as often meant itself."""
_AUXILIARIES = frozenset("had has have was were is are be been being will would could may might did does also".split())
LONGEST_PHRASE = 6
"""Words of whoever is named; more is a clause read wrongly."""
BY_REACH = 20
"""Characters between the deed and the "by" that names its doer: "shot down in an attack by"."""


class Accusation(NamedTuple):
    """Whom a sentence names for a deed, and whose word that is."""

    culprit: str
    teller: str
    """"" when the sentence states it as a fact."""


def culprit_sides(
    question: Question, ranked: Sequence[Candidate], threshold: float, evidence: Sequence[Evidence]
) -> list[Side]:
    """The different ones that different sources name for what was asked; empty when they agree."""
    deed = _deed(question)
    if deed is None or not ranked:
        return []
    sides: list[tuple[Accusation, list[Candidate]]] = []
    for candidate in heard_about(ranked, threshold):
        item = evidence[candidate.index]
        found = None if item.superseded else accusation(candidate.text, deed)
        if found is None:
            continue
        place = next((n for n, (other, _) in enumerate(sides) if _same(found, other)), len(sides))
        if place == len(sides):
            sides.append((found, []))
        sides[place][1].append(candidate)
    sources = {source_of(evidence[taken[0].index]) for _, taken in sides}
    tellers = {found.teller for found, _ in sides}
    if len(sides) < 2 or (len(sources) < 2 and len(tellers) < 2) or not any(tellers):
        return []
    return [Side(found.culprit, None, tuple(taken)) for found, taken in sides[:MOST_SIDES]]


def accusation(sentence: str, deed: frozenset[str]) -> Accusation | None:
    """Whom a sentence names as the one who did the deed (its stems; empty for "who was behind it"), if anybody."""
    teller = speaker(sentence) or ("somebody" if told(sentence) else "")
    if blamed := _ACCUSED.search(sentence):
        who = _phrase(blamed["who"] or blamed["on"] or blamed["were"].split(" that ")[-1])
        return Accusation(who, teller or "somebody") if who else None
    for word, span in tokens(sentence):
        if stem(word) not in deed:
            continue
        after = _BY.search(sentence, span.end)
        if after and after.start() - span.end <= BY_REACH:
            who = _phrase(after["who"])
        else:
            who = _phrase(_CLAUSE.split(sentence[: span.start])[-1])
        if who:
            return Accusation(who, teller)
    return None


def _deed(question: Question) -> frozenset[str] | None:
    """The stems of the deed that the question asks the doer of; None when it asks something else."""
    if expectation(question.text).kind is not Kind.PERSON:
        return None
    asked = {stem(word) for word, _ in tokens(question.text) if is_content(word)} & _DEEDS
    return frozenset(asked) if asked or _RESPONSIBLE.search(question.text) else None


def _phrase(text: str) -> str:
    """The one who is named, without article; "" for a pronoun and for what is too long to be anybody."""
    plain = _ARTICLE.sub("", " ".join(text.split()).strip(" “”\"'"))
    words = plain.split()
    while words and (words[-1].lower() in _AUXILIARIES or words[-1].endswith("ly")):
        words.pop()
    plain = " ".join(words)
    if not words or len(words) > LONGEST_PHRASE or _PRONOUN.match(plain) or not any(map(is_content, words)):
        return ""
    return plain


def _same(one: Accusation, other: Accusation) -> bool:
    mine, theirs = _who(one.culprit), _who(other.culprit)
    return any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)


def _who(culprit: str) -> set[str]:
    """What tells one from another: not "forces" of "Ukrainian forces"; a seat of government stands for its country."""
    found = {_SEATS.get(word.lower(), stem(word)) for word, _ in tokens(culprit) if is_content(word)}
    return found - _FORCES or found
