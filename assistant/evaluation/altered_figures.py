"""A figure, day, unit or bound of a sentence put otherwise: the alterations that are counted. Pure, English."""

from __future__ import annotations

import re
from random import Random

from assistant.evaluation.alteration_words import BOUNDS, COUNTS, MONTHS, ORDINALS, QUANTITIES, UNITS, WEEKDAYS

_FIGURE = re.compile(r"(?<![\w.,:$€£/-])[$€£]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|[.,]\d)")
_DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{1,2}})\b(?!,?\d)")
Change = tuple[int, int, str]
"""Where of the sentence what is put."""


def one_of(found: list[Change], chance: Random) -> Change | None:
    return chance.choice(found) if found else None


def digit(sentence: str, article: str, chance: Random) -> Change | None:
    hits = [
        hit
        for hit in _FIGURE.finditer(sentence)
        if not is_year(hit[0]) and not _DAY.search(sentence[: hit.end()], max(0, hit.start() - 12))
    ]
    if not hits:
        return None
    hit = chance.choice(hits)
    places = [place for place, letter in enumerate(hit[0]) if letter.isdigit()]
    place = chance.choice(places)
    digits = [d for d in "123456789" if d != hit[0][place]]
    return hit.start() + place, hit.start() + place + 1, chance.choice(digits)


def is_year(figure: str) -> bool:
    return bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", figure))


def year(sentence: str, article: str, chance: Random) -> Change | None:
    years = [hit for hit in _FIGURE.finditer(sentence) if is_year(hit[0])]
    changed = [(hit.start(), hit.end(), str(int(hit[0]) + chance.choice((-2, -1, 1, 2)))) for hit in years]
    return one_of(changed, chance)


def day(sentence: str, article: str, chance: Random) -> Change | None:
    days = list(_DAY.finditer(sentence))
    changed = [(hit.start(2), hit.end(2), str(int(hit[2]) % 28 + chance.choice((1, 2)))) for hit in days]
    return one_of(changed, chance)


def month(sentence: str, article: str, chance: Random) -> Change | None:
    months = re.finditer(rf"\b(?:{'|'.join(MONTHS)})\b(?= \d)|(?<=\b[Ii]n )(?:{'|'.join(MONTHS)})\b", sentence)
    return one_of([(hit.start(), hit.end(), another(hit[0], MONTHS, chance)) for hit in months], chance)


def weekday(sentence: str, article: str, chance: Random) -> Change | None:
    days = re.finditer(rf"\b(?:{'|'.join(WEEKDAYS)})\b", sentence)
    return one_of([(hit.start(), hit.end(), another(hit[0], WEEKDAYS, chance)) for hit in days], chance)


def count(sentence: str, article: str, chance: Random) -> Change | None:
    counts = re.finditer(rf"\b(?:{'|'.join(COUNTS)})\b", sentence)
    return one_of([(hit.start(), hit.end(), another(hit[0], COUNTS, chance)) for hit in counts], chance)


def ordinal(sentence: str, article: str, chance: Random) -> Change | None:
    ordinals = re.finditer(rf"\b(?:{'|'.join(ORDINALS)})\b", sentence)
    return one_of([(hit.start(), hit.end(), another(hit[0], ORDINALS, chance)) for hit in ordinals], chance)


def another(word: str, words: list[str], chance: Random) -> str:
    return chance.choice([other for other in words if other != word])


def bound(sentence: str, article: str, chance: Random) -> Change | None:
    found = re.finditer(rf"\b(?:{'|'.join(BOUNDS)})\b(?= [$€£]?\d| (?:a|an|{'|'.join(COUNTS)}) )", sentence)
    return one_of([(hit.start(), hit.end(), BOUNDS[hit[0]]) for hit in found], chance)


def quantity(sentence: str, article: str, chance: Random) -> Change | None:
    found = re.finditer(rf"(?<!at )(?<!the )(?<!a )\b(?:{'|'.join(QUANTITIES)})\b(?= (?:of |the )*[a-z]+s\b)", sentence)
    return one_of([(hit.start(), hit.end(), QUANTITIES[hit[0]]) for hit in found], chance)


def unit(sentence: str, article: str, chance: Random) -> Change | None:
    words = "|".join(sorted(UNITS, key=len, reverse=True))
    found = re.finditer(rf"(?<=\d)(?: |-)?(?P<unit>{words})(?!\w)", sentence)
    changed = [(hit.start("unit"), hit.end("unit"), UNITS[hit["unit"]]) for hit in found]
    changed += [(hit.start(), hit.end(), "€") for hit in re.finditer(r"\$(?=\d)", sentence)]
    return one_of(changed, chance)
