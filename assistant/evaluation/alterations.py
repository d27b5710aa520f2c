"""A true sentence with one thing changed, by kind: what an error in a draft looks like. Pure, English.

Nothing here is shared with the checks that are to find the changes, not their word lists either: a blind spot in both
would not be seen. Each kind gives one changed sentence or none. A change that says the same again is not made where
that can be told ("A met B" exchanged), but of some hundred a few will be true all the same; they are to be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from assistant.evaluation.alteration_words import ADDED, BEFORE_A_VERB, COUNTS, NO_PERSON, OPPOSITE, PLACES
from assistant.evaluation.altered_figures import (
    Change,
    bound,
    count,
    day,
    digit,
    month,
    one_of,
    ordinal,
    quantity,
    unit,
    weekday,
    year,
)

SAME = "the same in other words"
"""The kind of changes that leave a sentence true: to call those unsupported is what too much strictness costs."""

_NAME = re.compile(r"(?<![.!?“\"] )\b[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][a-z]+){1,2}\b")
_EITHER_WAY = re.compile(r"\b(?:and|or|with|met|meet|between|both|married|versus|vs)\b|^[\s,]*$", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(is|was|are|were|has|have|had|will|would|can|could|did)\b(?! not\b|n)")


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence with one thing changed."""

    kind: str
    text: str
    was: str
    became: str


def alterations(sentence: str, article: str, chance: Random) -> Iterator[Altered]:
    """One changed sentence of every kind that it has something for; names and words come from its own `article`."""
    for kind, change in _KINDS.items():
        found = change(sentence, article, chance)
        if found and found[2] != sentence[found[0] : found[1]]:
            start, end, became = found
            yield Altered(kind, sentence[:start] + became + sentence[end:], sentence[start:end], became)


def _persons(text: str) -> list[re.Match[str]]:
    return [hit for hit in _NAME.finditer(text) if not NO_PERSON.search(hit[0]) and hit[0].split()[0] not in PLACES]


def _person(sentence: str, article: str, chance: Random) -> Change | None:
    here = _persons(sentence)
    surnames = {hit[0].split()[-1] for hit in here}
    others = sorted({hit[0] for hit in _persons(article)} - {hit[0] for hit in here})
    others = [name for name in others if name.split()[-1] not in surnames and name not in sentence]
    return one_of([(hit.start(), hit.end(), chance.choice(others)) for hit in here] if others else [], chance)


def _exchanged(sentence: str, article: str, chance: Random) -> Change | None:
    """Two persons or places of the sentence, with a verb between them, each in the other's place."""
    here = sorted([*_persons(sentence), *_places_in(sentence)], key=lambda hit: hit.start())
    pairs = [
        (one.start(), two.end(), f"{two[0]}{sentence[one.end() : two.start()]}{one[0]}")
        for one, two in pairwise(here)
        if one.end() < two.start()
        and re.search(r"\b(?!said\b|says\b)[a-z]+(?:ed|s)\b", sentence[one.end() : two.start()])
        and not _EITHER_WAY.search(sentence[one.end() : two.start()])
    ]
    return one_of(pairs, chance)


def _places_in(text: str) -> list[re.Match[str]]:
    return [hit for hit in re.finditer(r"(?<![A-Z][a-z] )\b[A-Z][a-z]+\b(?! [A-Z])", text) if hit[0] in PLACES]


def _place(sentence: str, article: str, chance: Random) -> Change | None:
    here = [hit for hit in _places_in(sentence) if re.search(r"\b(?:in|from|to|at|near|of) $", sentence[: hit.start()])]
    others = sorted({hit[0] for hit in _places_in(article)} - {hit[0] for hit in _places_in(sentence)})
    others = [name for name in others if name not in sentence] or [name for name in ("Peru", "Finland") if here]
    return one_of([(hit.start(), hit.end(), chance.choice(others)) for hit in here], chance)


def _denied(sentence: str, article: str, chance: Random) -> Change | None:
    verbs = _AUXILIARY.finditer(sentence)
    found = [(hit.end(), hit.end(), " not") for hit in verbs if not re.match(r"\s+only\b", sentence[hit.end() :])]
    return None if re.search(r"\b(?:not|no|never)\b|n['’]t\b", sentence) else one_of(found, chance)


def _affirmed(sentence: str, article: str, chance: Random) -> Change | None:
    found = [(hit.start(), hit.end(), "") for hit in re.finditer(r"(?<=[a-z]) (?:not|never)\b(?! only\b)", sentence)]
    found += [(hit.start(), hit.end(), "") for hit in re.finditer(r"(?<=\b(?:is|as|re|ve|ad|ld|id))n['’]t\b", sentence)]
    return found[0] if len(found) == 1 and not re.search(r"\b(?:any|but|or|yet)\b", sentence) else None


def _tense(sentence: str, article: str, chance: Random) -> Change | None:
    found = [
        *((hit.start(), hit.end(), "has been") for hit in re.finditer(r"\bwill be\b", sentence)),
        *((hit.start(), hit.end(), "will be") for hit in re.finditer(r"\b(?:has|have) been\b", sentence)),
        *((hit.start(), hit.end(), "will be") for hit in re.finditer(r"\b(?:was|were)\b(?= [a-z]+ed\b)", sentence)),
        *(
            (hit.start(), hit.end(), f"has {hit[1]}ed")
            for hit in re.finditer(r"\bwill ([a-z]+(?:en|in|rt|ch|nd|it|ck|st|sh|rn|er))\b", sentence)
        ),
    ]
    return one_of(found, chance)


def _direction(sentence: str, article: str, chance: Random) -> Change | None:
    found = [hit for hit in re.finditer(r"\b[a-z]+\b", sentence) if hit[0] in OPPOSITE]
    left_alone = re.compile(r"\b(?:sign|set|stand|stood|made|make|more)\s+$|\bfirst\s+(?=lady|name)")
    changed = [
        (hit.start(), hit.end(), OPPOSITE[hit[0]])
        for hit in found
        if not left_alone.search(sentence[: hit.start()]) and (hit[0] != "for" or "vote" in sentence)
    ]
    return one_of(changed, chance)


def _word(sentence: str, article: str, chance: Random) -> Change | None:
    """A word of the sentence in whose place another one of its article stands, of the same ending."""
    endings = ("ed", "ing", "ly", "tion", "ment", "ers", "ies", "ity", "ive", "al", "ous", "ance")
    own = {word.lower() for word in re.findall(r"[A-Za-z]+", sentence)}
    theirs = sorted({word for word in re.findall(r"(?<![\w’'-])[a-z]{5,}(?![\w’'-])", article)} - own)
    hits = [hit for hit in re.finditer(r"(?<![\w’'-])[a-z]{5,}(?![\w’'-])", sentence) if hit[0].endswith(endings)]
    changed = []
    for hit in hits:
        ending = next(ending for ending in endings if hit[0].endswith(ending))
        others = [word for word in theirs if word.endswith(ending) and word[:4] != hit[0][:4]]
        if others:
            changed.append((hit.start(), hit.end(), chance.choice(others)))
    return one_of(changed, chance)


def _added(sentence: str, article: str, chance: Random) -> Change | None:
    end = len(sentence) - 1
    return (end, end, f" {chance.choice(ADDED)}") if sentence.endswith(".") and sentence[-2].isalpha() else None


def _qualified(sentence: str, article: str, chance: Random) -> Change | None:
    found = re.finditer(r"\b(?:was|were|is|are|has|have|had)\b(?= [a-z]+(?:ed|ing)\b)", sentence)
    return one_of([(hit.end(), hit.end(), f" {chance.choice(BEFORE_A_VERB)}") for hit in found], chance)


def _same(sentence: str, article: str, chance: Random) -> Change | None:
    """Written otherwise, and true: a figure, a contraction, an aside left out."""
    forms = {"percent": "%", "isn’t": "is not", "isn't": "is not", "didn’t": "did not", "didn't": "did not"}
    forms |= {"wasn’t": "was not", "wasn't": "was not", "kilometers": "km", "U.S.": "US"}
    found = [
        (hit.start(), hit.end(), forms[hit[0].strip()] if hit[0][0] != " " else f"{forms[hit[0].strip()]}")
        for hit in re.finditer(
            r"(?<=\d) percent\b|\b(?:isn['’]t|didn['’]t|wasn['’]t|kilometers)\b|\bU\.S\.(?= )", sentence
        )
    ]
    found += [(hit.start(), hit.end(), "") for hit in re.finditer(r", who [^,.;“”\"]{4,60}(?=, [a-z])", sentence)]
    found += [(hit.start(), hit.end(), "") for hit in re.finditer(r"(?<=\d),(?=\d{3}\b)", sentence)]
    found += [
        (hit.start(), hit.end(), str(COUNTS.index(hit[0]) + 2))
        for hit in re.finditer(rf"\b(?:{'|'.join(COUNTS)})\b(?= [a-z]+s\b)", sentence)
    ]
    return one_of(found, chance)


_KINDS: dict[str, Callable[[str, str, Random], Change | None]] = {
    SAME: _same,
    "digit": digit,
    "count": count,
    "year": year,
    "month": month,
    "day of the month": day,
    "day of the week": weekday,
    "person": _person,
    "place": _place,
    "roles exchanged": _exchanged,
    "denied": _denied,
    "affirmed": _affirmed,
    "bound": bound,
    "quantity": quantity,
    "ordinal": ordinal,
    "unit": unit,
    "tense": _tense,
    "direction": _direction,
    "another word": _word,
    "qualified": _qualified,
    "added": _added,
}
