"""Who "he" or "she" is at the beginning of a sentence, by the sentences before it. Pure, English.

News names a person and goes on with a pronoun; the last person named before is the one. Persons are known by a title,
by two names, or by the surname of somebody so known in the same text; a name of a place, a paper or an office is none.
Where no person is named before, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.names import name_in, names
from assistant.language.speaker import speaker
from assistant.language.wording import is_grammar, plain
from corpus.extraction.dateline_places import PLACES

_SUBJECT = re.compile(
    r"^(?P<lead>(?:(?:And|But|So|Then|Now|Later|Also|Yet|Still|However|Meanwhile|Instead|Today|Earlier|Since then|Once)"
    r"\b,? |(?:In|On|At|After|Before|During|By|For|From|Since|Last|This|With|Under)\b [^,.;:]{2,60}, )?)"
    r"(?P<who>[Hh]e|[Ss]he)(?P<has>['’](?:s|d|ll))?\s+(?=[a-z])"
)
_NO_PERSON = frozenset(
    """house court street states kingdom city university college school party union bank department times news league
    cup national international council county committee commission agency office association institute center centre
    church hospital airport park river lake island islands sea ocean mountain beach street road avenue square bridge
    tower stadium club united north south east west new san los las saint group inc corp company foundation museum world
    olympics games series awards award prize act bill amendment army navy force forces police fire ministry parliament
    congress senate assembly conference festival day night week season republic democratic republican labour
    conservative conservatives democrats republicans american british european african asian russian chinese french
    german english press post journal guardian media network studios records tv radio""".split()
)
_POSSESSIVE = re.compile(r"['’]s?$")
_ONE_NAME_ACTS = re.compile(
    r"(?P<name>[A-Z][^\W\d_]*[a-z](?:[-’'][^\W\d_]+)?)(?:, (?:who|\d\d,|the|a|an) [^,.]{2,60},)?"
    r" (?:(?:also|then|now|later) )?"
    r"(?:is|was|has|had|will|would|did|does|became|began|told|said|says|made|took|won|lost|led|left|spent|gave|held|met"
    r"|went|came|grew|wrote|spoke|thinks|[a-z]{2,}ed)\b"
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|Lord|Lady|President|Minister|Secretary|Senator|Sen|Rep|Gov|Governor|Mayor|King|Queen"
    r"|Prince|Princess|Pope|Judge|Justice|Chancellor|General|Gen|Captain|Capt|Colonel|Col|Sheriff|Coach|Chief"
    r"|Congressman|Congresswoman|Director|Chairman|actor|actress|singer|author|coach|director|captain|striker|minister"
    r"|president|senator|journalist|spokesman|spokeswoman)\.? $"
)


def begins_with_pronoun(sentence: str) -> bool:
    return _SUBJECT.match(sentence) is not None


def with_subject(sentence: str, before: Sequence[str]) -> str:
    """The sentence with the person named last before it in the place of the "he" it begins with; else as it is."""
    found = _SUBJECT.match(sentence)
    persons = meant(sentence, before)
    if not found or not persons:
        return sentence
    has = {"'s": " has", "’s": " has", "'d": " had", "’d": " had", "'ll": " will", "’ll": " will"}.get(
        found["has"] or "", ""
    )
    return f"{found['lead']}{persons[0]}{has} {sentence[found.end() :]}"


def meant(sentence: str, before: Sequence[str]) -> tuple[str, ...]:
    """The persons of the last sentence before it that names any, the first of them first; () when it begins with no
    pronoun, or nobody is named before."""
    if not _SUBJECT.match(sentence):
        return ()
    around = " ".join([*before, sentence])
    return next((found for earlier in reversed(before) if (found := persons_in(earlier, around))), ())


def somebody_else(name: str, claim: str, sentence: str, before: Sequence[str]) -> str:
    """Who the "he" of a sentence is, when that is not the one whom a claim names instead; else "".

    It is not where another person is named before it, and this one neither there nor since.
    """
    if not _SUBJECT.match(sentence) or name_in(name, sentence):
        return ""
    around = " ".join([*before, sentence])
    for earlier in reversed(before):
        if name_in(name, earlier):
            return ""
        if persons := persons_in(earlier, around):
            acts = claim.startswith(name) or bool(persons_in(name, f"{around} {name}", alone=True))
            return persons[0] if acts else ""
    return ""


def _opens_with(text: str) -> tuple[str, ...]:
    """The one name that a sentence begins with and that acts in it: "Boeheim spent"."""
    found = _ONE_NAME_ACTS.match(text)
    if not found or is_grammar(found["name"]) or _is_place(found["name"]) or found["name"].isupper():
        return ()
    return (_POSSESSIVE.sub("", found["name"]),)


def persons_in(text: str, around: str, alone: bool = False) -> tuple[str, ...]:
    """The names of persons in a text, in order."""
    every = [name for name in names(f"by {text}" if alone else text)]
    whole = [name for name in names(around) if _two_names(name)]
    found = [
        name
        for name in every
        if _two_names(name)
        or any(name == _POSSESSIVE.sub("", other.split()[-1]) for other in whole)
        or (" " not in name and not _is_place(name) and _titled(name, around))
        or (name == speaker(text) and not name.isupper() and not _is_place(name) and " " not in name)
    ]
    return tuple(dict.fromkeys([*found, *_opens_with(text)])) if not alone else tuple(found)


def _two_names(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() and not (word.isupper() and len(word) > 2) for word in words)
        and not any(plain(part) in _NO_PERSON for word in words for part in word.split("-"))
        and not _is_place(name)
    )


def _is_place(name: str) -> bool:
    return name.casefold() in PLACES or plain(name) in _NO_PERSON


def _titled(name: str, text: str) -> bool:
    return any(_TITLED.search(text[: hit.start()][-20:]) for hit in re.finditer(rf"\b{re.escape(name)}\b", text))
