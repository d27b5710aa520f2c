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

SAME = "the same in other words"
"""The kind of changes that leave a sentence true: to call those unsupported is what too much strictness costs."""

_MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_COUNTS = "two three four five six seven eight nine ten eleven twelve".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_PLACES = frozenset(
    """Australia Austria Bangladesh Belgium Brazil Britain Canada Chile China Cuba Egypt England Ethiopia Finland
    France Germany Greece Haiti Hungary India Indonesia Iran Iraq Ireland Israel Italy Japan Kenya Lebanon Libya Mexico
    Morocco Nepal Netherlands Nigeria Norway Pakistan Peru Philippines Poland Portugal Qatar Romania Russia Scotland
    Serbia Spain Sudan Sweden Switzerland Syria Taiwan Thailand Turkey Uganda Ukraine Venezuela Vietnam Wales Yemen
    Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois
    Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana
    Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming
    London Paris Berlin Madrid Rome Moscow Kyiv Kiev Beijing Tokyo Delhi Mumbai Boston Chicago Dallas Denver Detroit
    Houston Miami Philadelphia Phoenix Seattle Atlanta Washington Toronto Sydney Melbourne Cairo Istanbul Ankara Tehran
    Jerusalem Brussels Geneva Vienna Warsaw Dublin Rostov Donetsk Luhansk Crimea Slovyansk""".split()
)
_PAIRS = """rose fell|rise fall|rising falling|increased decreased|increase decrease|increasing decreasing|up down
    |higher lower|highest lowest|more fewer|gained lost|won lost|before after|above below|north south|east west
    |northern southern|eastern western|opened closed|began ended|started stopped|supported opposed|support oppose
    |approved rejected|accepted refused|allowed banned|allow ban|largest smallest|larger smaller|older younger
    |oldest youngest|best worst|better worse|faster slower|strongest weakest|stronger weaker|early late|earlier later
    |buy sell|bought sold|joined left|arrived departed|guilty innocent|legal illegal|success failure|friend enemy
    |import export|raised lowered|longest shortest|majority minority|first last|public private|for against
    |arrested released|hired fired|inside outside|upper lower|left right|hot cold|male female|men women"""
_OPPOSITE = {
    one: other
    for pair in " ".join(_PAIRS.split()).split("|")
    for one, other in (pair.split(), pair.split()[::-1])
    if one != other
}
_UNITS = {
    "million": "billion",
    "billion": "million",
    "percent": "percentage points",
    "%": " percentage points",
    "miles": "kilometers",
    "kilometers": "miles",
    "feet": "meters",
    "meters": "feet",
    "hours": "days",
    "days": "weeks",
    "weeks": "months",
    "months": "years",
    "years": "months",
    "minutes": "hours",
    "pounds": "kilograms",
}
_ADDED = (
    "for the first time in a decade",
    "without any warning",
    "despite strong protests",
    "at the expense of taxpayers",
    "even when nobody asked for it",
    "under a secret agreement",
)
_BEFORE_A_VERB = ("illegally", "secretly", "only reluctantly", "far less than before", "no longer")
_FIGURE = re.compile(r"(?<![\w.,:$€£/-])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|[.,]\d)")
_DAY = re.compile(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}})\b(?!,?\d)")
_NAME = re.compile(r"(?<![.!?“\"] )\b[A-Z][a-z]+(?: [A-Z]\.)?(?: [A-Z][a-z]+){1,2}\b")
_NO_PERSON = re.compile(
    r"\b(?:The|Both|When|New|United|North|South|East|West|University|School|College|House|Court|Street|City|County|State|States"
    r"|Center|Department|Union|League|Cup|Day|Church|Park|News|Times|Bank|Party|Association|Council|Committee|Museum"
    r"|Award|Awards|Act|River|Lake|Island|Group|Company|Press|Hospital|Institute|World|National|International|American"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|President|Minister|January|February|March|April|May"
    r"|June|July|August|September|October|November|December|War|Games|Series|Club|Airport|Station|Office|Agency)\b"
)
_EITHER_WAY = re.compile(r"\b(?:and|or|with|met|meet|between|both|married|versus|vs)\b|^[\s,]*$", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(is|was|are|were|has|have|had|will|would|can|could|did)\b(?! not\b|n)")
_QUANTITIES = {
    "some": "all",
    "many": "few",
    "most": "few",
    "several": "all",
    "all": "none",
    "every": "no",
    "few": "many",
}
_BOUNDS = {
    "more than": "less than",
    "less than": "more than",
    "fewer than": "more than",
    "at least": "at most",
    "at most": "at least",
    "over": "under",
    "up to": "at least",
    "nearly": "more than",
}


@dataclass(frozen=True, slots=True)
class Altered:
    """A sentence with one thing changed."""

    kind: str
    text: str
    was: str
    became: str


Change = tuple[int, int, str]
"""Where of the sentence what is put."""


def alterations(sentence: str, article: str, chance: Random) -> Iterator[Altered]:
    """One changed sentence of every kind that it has something for; names and words come from its own `article`."""
    for kind, change in _KINDS.items():
        found = change(sentence, article, chance)
        if found and found[2] != sentence[found[0] : found[1]]:
            start, end, became = found
            yield Altered(kind, sentence[:start] + became + sentence[end:], sentence[start:end], became)


def _one(found: list[Change], chance: Random) -> Change | None:
    return chance.choice(found) if found else None


def _digit(sentence: str, article: str, chance: Random) -> Change | None:
    hits = [
        hit
        for hit in _FIGURE.finditer(sentence)
        if not _is_year(hit[0]) and not _DAY.search(sentence[: hit.end()], max(0, hit.start() - 12))
    ]
    if not hits:
        return None
    hit = chance.choice(hits)
    places = [place for place, letter in enumerate(hit[0]) if letter.isdigit()]
    place = chance.choice(places)
    digits = [d for d in "123456789" if d != hit[0][place]]
    return hit.start() + place, hit.start() + place + 1, chance.choice(digits)


def _is_year(figure: str) -> bool:
    return bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", figure))


def _year(sentence: str, article: str, chance: Random) -> Change | None:
    years = [hit for hit in _FIGURE.finditer(sentence) if _is_year(hit[0])]
    changed = [(hit.start(), hit.end(), str(int(hit[0]) + chance.choice((-2, -1, 1, 2)))) for hit in years]
    return _one(changed, chance)


def _day(sentence: str, article: str, chance: Random) -> Change | None:
    days = list(_DAY.finditer(sentence))
    changed = [(hit.start(2), hit.end(2), str(int(hit[2]) % 28 + chance.choice((1, 2)))) for hit in days]
    return _one(changed, chance)


def _month(sentence: str, article: str, chance: Random) -> Change | None:
    months = re.finditer(rf"\b(?:{'|'.join(_MONTHS)})\b(?= \d)|(?<=\b[Ii]n )(?:{'|'.join(_MONTHS)})\b", sentence)
    return _one([(hit.start(), hit.end(), _other(hit[0], _MONTHS, chance)) for hit in months], chance)


def _weekday(sentence: str, article: str, chance: Random) -> Change | None:
    days = re.finditer(rf"\b(?:{'|'.join(_WEEKDAYS)})\b", sentence)
    return _one([(hit.start(), hit.end(), _other(hit[0], _WEEKDAYS, chance)) for hit in days], chance)


def _count(sentence: str, article: str, chance: Random) -> Change | None:
    counts = re.finditer(rf"\b(?:{'|'.join(_COUNTS)})\b", sentence)
    return _one([(hit.start(), hit.end(), _other(hit[0], _COUNTS, chance)) for hit in counts], chance)


def _ordinal(sentence: str, article: str, chance: Random) -> Change | None:
    ordinals = re.finditer(rf"\b(?:{'|'.join(_ORDINALS)})\b", sentence)
    return _one([(hit.start(), hit.end(), _other(hit[0], _ORDINALS, chance)) for hit in ordinals], chance)


def _other(word: str, words: list[str], chance: Random) -> str:
    return chance.choice([other for other in words if other != word])


def _persons(text: str) -> list[re.Match[str]]:
    return [hit for hit in _NAME.finditer(text) if not _NO_PERSON.search(hit[0]) and hit[0].split()[0] not in _PLACES]


def _person(sentence: str, article: str, chance: Random) -> Change | None:
    here = _persons(sentence)
    surnames = {hit[0].split()[-1] for hit in here}
    others = sorted({hit[0] for hit in _persons(article)} - {hit[0] for hit in here})
    others = [name for name in others if name.split()[-1] not in surnames and name not in sentence]
    return _one([(hit.start(), hit.end(), chance.choice(others)) for hit in here] if others else [], chance)


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
    return _one(pairs, chance)


def _places_in(text: str) -> list[re.Match[str]]:
    return [hit for hit in re.finditer(r"(?<![A-Z][a-z] )\b[A-Z][a-z]+\b(?! [A-Z])", text) if hit[0] in _PLACES]


def _place(sentence: str, article: str, chance: Random) -> Change | None:
    here = [hit for hit in _places_in(sentence) if re.search(r"\b(?:in|from|to|at|near|of) $", sentence[: hit.start()])]
    others = sorted({hit[0] for hit in _places_in(article)} - {hit[0] for hit in _places_in(sentence)})
    others = [name for name in others if name not in sentence] or [name for name in ("Peru", "Finland") if here]
    return _one([(hit.start(), hit.end(), chance.choice(others)) for hit in here], chance)


def _denied(sentence: str, article: str, chance: Random) -> Change | None:
    verbs = _AUXILIARY.finditer(sentence)
    found = [(hit.end(), hit.end(), " not") for hit in verbs if not re.match(r"\s+only\b", sentence[hit.end() :])]
    return None if re.search(r"\b(?:not|no|never)\b|n['’]t\b", sentence) else _one(found, chance)


def _affirmed(sentence: str, article: str, chance: Random) -> Change | None:
    found = [(hit.start(), hit.end(), "") for hit in re.finditer(r"(?<=[a-z]) (?:not|never)\b(?! only\b)", sentence)]
    found += [(hit.start(), hit.end(), "") for hit in re.finditer(r"(?<=\b(?:is|as|re|ve|ad|ld|id))n['’]t\b", sentence)]
    return found[0] if len(found) == 1 and not re.search(r"\b(?:any|but|or|yet)\b", sentence) else None


def _bound(sentence: str, article: str, chance: Random) -> Change | None:
    found = re.finditer(rf"\b(?:{'|'.join(_BOUNDS)})\b(?= [$€£]?\d| (?:a|an|{'|'.join(_COUNTS)}) )", sentence)
    return _one([(hit.start(), hit.end(), _BOUNDS[hit[0]]) for hit in found], chance)


def _quantity(sentence: str, article: str, chance: Random) -> Change | None:
    found = re.finditer(
        rf"(?<!at )(?<!the )(?<!a )\b(?:{'|'.join(_QUANTITIES)})\b(?= (?:of |the )*[a-z]+s\b)", sentence
    )
    return _one([(hit.start(), hit.end(), _QUANTITIES[hit[0]]) for hit in found], chance)


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
    return _one(found, chance)


def _unit(sentence: str, article: str, chance: Random) -> Change | None:
    words = "|".join(sorted(_UNITS, key=len, reverse=True))
    found = re.finditer(rf"(?<=\d)(?: |-)?(?P<unit>{words})(?!\w)", sentence)
    changed = [(hit.start("unit"), hit.end("unit"), _UNITS[hit["unit"]]) for hit in found]
    changed += [(hit.start(), hit.end(), "€") for hit in re.finditer(r"\$(?=\d)", sentence)]
    return _one(changed, chance)


def _direction(sentence: str, article: str, chance: Random) -> Change | None:
    found = [hit for hit in re.finditer(r"\b[a-z]+\b", sentence) if hit[0] in _OPPOSITE]
    left_alone = re.compile(r"\b(?:sign|set|stand|stood|made|make|more)\s+$|\bfirst\s+(?=lady|name)")
    changed = [
        (hit.start(), hit.end(), _OPPOSITE[hit[0]])
        for hit in found
        if not left_alone.search(sentence[: hit.start()]) and (hit[0] != "for" or "vote" in sentence)
    ]
    return _one(changed, chance)


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
    return _one(changed, chance)


def _added(sentence: str, article: str, chance: Random) -> Change | None:
    end = len(sentence) - 1
    return (end, end, f" {chance.choice(_ADDED)}") if sentence.endswith(".") and sentence[-2].isalpha() else None


def _qualified(sentence: str, article: str, chance: Random) -> Change | None:
    found = re.finditer(r"\b(?:was|were|is|are|has|have|had)\b(?= [a-z]+(?:ed|ing)\b)", sentence)
    return _one([(hit.end(), hit.end(), f" {chance.choice(_BEFORE_A_VERB)}") for hit in found], chance)


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
        (hit.start(), hit.end(), str(_COUNTS.index(hit[0]) + 2))
        for hit in re.finditer(rf"\b(?:{'|'.join(_COUNTS)})\b(?= [a-z]+s\b)", sentence)
    ]
    return _one(found, chance)


_KINDS: dict[str, Callable[[str, str, Random], Change | None]] = {
    SAME: _same,
    "digit": _digit,
    "count": _count,
    "year": _year,
    "month": _month,
    "day of the month": _day,
    "day of the week": _weekday,
    "person": _person,
    "place": _place,
    "roles exchanged": _exchanged,
    "denied": _denied,
    "affirmed": _affirmed,
    "bound": _bound,
    "quantity": _quantity,
    "ordinal": _ordinal,
    "unit": _unit,
    "tense": _tense,
    "direction": _direction,
    "another word": _word,
    "qualified": _qualified,
    "added": _added,
}
