"""Numbers in running text: their value, what they measure or count, and how exactly they are meant. Pure.

"17,600", "17600", "17.6 thousand" and "some 17,600" are one value; "$2.5bn" and "2.5 billion dollars" too. Days of the
month are dates, not numbers (`dates.py`); a year is both and carries the unit "year".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from assistant.language.dates import dates
from assistant.language.remembered import remembered
from assistant.language.wording import is_content, stem, tokens
from corpus import Span

Bound = Literal["", "over", "under"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written at `span` of its text."""

    value: float
    unit: str
    """What it measures: "percent", "dollar", "kilometre", "year" (a calendar year), "ordinal"...; "" if nothing."""
    counted: tuple[str, ...]
    """Stems of the up to two words after it: what a plain number counts."""
    approximate: bool
    """Written with "about", "some", "nearly" and the like."""
    bound: Bound
    """"over" for "more than 5" or "at least 5", "under" for "fewer than 5" or "up to 5"."""
    span: Span
    text: str


_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=1
    )
}
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_UNITS = {
    form: unit
    for unit, forms in {
        "percent": "% percent pct",
        "point": "points",
        "dollar": "$ us$ usd dollar dollars",
        "euro": "€ eur euro euros",
        "pound": "£ gbp pound pounds",
        "yen": "¥ yen",
        "ruble": "₽ rub ruble rubles rouble roubles",
        "rupee": "₹ rupee rupees",
        "yuan": "yuan renminbi",
        "cent": "cents",
        "kilometre": "km kilometer kilometers kilometre kilometres",
        "metre": "meter meters metre metres",
        "mile": "mile miles",
        "foot": "foot feet ft",
        "inch": "inch inches",
        "kilogram": "kg kilo kilos kilogram kilograms",
        "ton": "ton tons tonne tonnes",
        "litre": "liter liters litre litres",
        "gallon": "gallons gallon",
        "barrel": "barrels barrel",
        "hectare": "hectare hectares",
        "acre": "acre acres",
        "degree": "° degree degrees",
        "second": "seconds",
        "minute": "minute minutes",
        "hour": "hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "years": "year years yr yrs",
        "decades": "decade decades",
        "times": "times",
    }.items()
    for form in forms.split()
}
_KINDS = tuple(
    frozenset(kind.split())
    for kind in (
        "dollar euro pound yen ruble rupee yuan cent",
        "kilometre metre mile foot inch",
        "kilogram ton pound",
        "litre gallon barrel",
        "hectare acre",
        "percent point",
        "second minute hour day week month years decades",
    )
)
"""Units that measure the same kind of thing."""
_WORDS = "|".join([*_SMALL, *_TENS, *_SCALES])
_FIGURE = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3}){2,}|\d+(?:\.\d+)?"
_CURRENCY = r"(?:US|A|C|HK)?\$|[€£¥₽₹]"
_NUMBER = re.compile(
    rf"(?P<vague>\b(?:(?:tens|hundreds) of )?(?:dozens|hundreds|thousands|millions|billions)\b)"
    rf"|(?P<part>\b(?:a|one|two|three|four|five)[ -](?:thirds?|quarters?|fifths?|sixths?|tenths?)\b"
    rf"|\bhalf\b(?! an? (?:m|b|d)\w+))"
    rf"|(?P<clock>\b\d{{1,2}}:\d{{2}}\b(?:\s*[ap]\.?m\b)?|\b\d{{1,2}}\s*[ap]\.?m\b)"
    rf"|(?:(?P<currency>{_CURRENCY})\s?)?(?<![\w.])(?<![^\W\d_]-)(?P<figure>{_FIGURE})"
    rf"(?:(?P<ordinal>st|nd|rd|th)\b"
    rf"|(?:\s?|-)(?P<scale>thousand|million|billion|trillion|hundred|dozen|mln|[kmbt]n?)\b)?"
    rf"|\b(?P<half>half )?(?P<article>an? )?(?P<words>(?:{_WORDS})(?:(?:[ -]| and )(?:{_WORDS}))*)\b"
    rf"|\b(?P<ordinal_word>{'|'.join(_ORDINALS)})\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:[\s-]|\s-\s)?(%|°|per\s?cents?\b|percentage points?\b|[^\W\d_]+)(?:[\s-](dollars?|euros?|pounds?|points?))?",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:(?:more|greater|higher|larger|longer) than|over|at least|no (?:fewer|less) than|upwards? of"
    r"|exceed(?:s|ed|ing)?|above|surpass(?:es|ed|ing)?)\s+(?:an? )?(?:\S{1,3}\s)?$",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:(?:less|fewer|lower|smaller|shorter) than|under|at most|no more than|up to|as (?:many|much) as|below"
    r"|not exceed(?:ing)?)\s+(?:an? )?(?:\S{1,3}\s)?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|some|nearly|almost|roughly|approximately|circa|(?:an? )?estimated(?: at)?|close to|"
    r"just (?:over|under)|an average of)\s+(?:an? )?|~\s?)$",
    re.IGNORECASE,
)
_NEARLY_ALL, _ALL = 95.0, 100.5
"""What the shares of two sides make up together, in percent, with what was void and what was rounded."""
_MORE_AFTER = re.compile(r"\s?\+|\s+or more\b|-plus\b", re.IGNORECASE)
_NOT_A_COUNT = re.compile(
    r"\b(?:no|any|every|some|this|that|the|each|another|which|as|only|last|next)\s+$", re.IGNORECASE
)
_AFTER_ONE = re.compile(r"\s+(?:of|another|day|thing|who|that|such|way|by)\b|[-,.;]", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[,.;:()\"\u201d]|\b(?:and|on|in|at|from|by|with|for|during|since|to|who|which|that)\b|\d")
_CLOCK_PARTS = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*([ap])?", re.IGNORECASE)


def numbers(text: str) -> list[Number]:
    """The numbers of a text in order. Vague ones ("thousands") have their scale as value and the unit "vague"."""
    return list(_read(text))


@remembered
def _read(text: str) -> tuple[Number, ...]:
    return tuple(_joined(text, sorted(_numbers(text), key=lambda number: number.span.start)))


def _numbers(text: str) -> Iterator[Number]:
    days = dates(text)
    for day in days:
        if day.year:
            year = re.search(str(day.year), day.text)
            start = day.span.start + (year.start() if year else 0)
            yield Number(float(day.year), "year", (), False, "", Span(start, start + 4), str(day.year))
    for found in _NUMBER.finditer(text):
        start = found.start()
        if any(day.span.start <= start < day.span.end for day in days):
            continue
        read = _value(text, found)
        if read is None:
            continue
        value, unit, end = read
        if not unit:
            unit, end = _unit_after(text, end)
        before = text[max(0, start - 40) : start]
        bound: Bound = "over" if _OVER.search(before) or _MORE_AFTER.match(text, end) else ""
        bound = bound or ("under" if _UNDER.search(before) else "")
        about = bool(_ABOUT.search(before)) or text[end : end + 6].lower() == " or so"
        yield Number(value, unit, _counted(text, end), about, bound, Span(start, end), text[start:end])


def _value(text: str, found: re.Match[str]) -> tuple[float, str, int] | None:
    """(value, unit or "", end), or None when it is no number after all ("one of them", "no one")."""
    end = found.end()
    if found["vague"]:
        words = found["vague"].lower().split()
        times = {"tens": 10, "hundreds": 100}[words[0]] if len(words) > 1 else 1
        return times * _SCALES[words[-1].removesuffix("s")], "vague", end
    if found["part"]:
        if found["part"].lower() == "half":
            share = re.match(r"\s+(?:of|the|its|their|his|her|all)\b", text[end:], re.IGNORECASE)
            return (50.0, "percent", end) if share else None
        top, below = re.split(r"[ -]", found["part"].lower())
        if top == "a" and not re.match(r"\s+of\b", text[end:]):
            return None
        return 100 * (_SMALL.get(top, 1)) / _PARTS[below.removesuffix("s")], "percent", end
    if found["clock"]:
        parts = _CLOCK_PARTS.match(found["clock"])
        assert parts
        hour = int(parts[1]) % 12 + 12 * (parts[3].lower() == "p") if parts[3] else int(parts[1])
        return hour * 60 + int(parts[2] or 0), "clock", end
    if found["figure"]:
        value = float(re.sub(r"[,\s]", "", found["figure"]))
        if found["ordinal"]:
            return value, "ordinal", end
        letters = (found["scale"] or "").lower()
        if letters == "m" and not found["currency"] and _tall(text, end):
            return value, "metre", end
        currency = (found["currency"] or "").lstrip("USACHK")
        return value * (_SCALES.get(letters) or _SHORT_SCALES.get(letters, 1.0)), _UNITS.get(currency, ""), end
    if found["ordinal_word"]:
        word = found["ordinal_word"].lower()
        if word == "second" and re.search(r"\b(?:a|per|each|every|split) $", text[: found.start()], re.IGNORECASE):
            return None
        return float(_ORDINALS[word]), "ordinal", end
    return _in_words(text, found)


def _in_words(text: str, found: re.Match[str]) -> tuple[float, str, int] | None:
    words = [word for word in re.split(r"[ -]", found["words"].lower()) if word != "and"]
    if words == ["one"] and (_NOT_A_COUNT.search(text[: found.start()]) or _AFTER_ONE.match(text, found.end())):
        return None
    if words[0] in _SCALES and not (found["article"] or found["half"]) and len(words) == 1:
        return None
    total = current = 0.0
    for word in words:
        if word in ("hundred", "dozen"):
            current = max(current, 1.0) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + max(current, 1.0) * _SCALES[word], 0.0
        else:
            current += _SMALL.get(word, _TENS.get(word, 0))
    return (total + current) * (0.5 if found["half"] else 1), "", found.end()


def _tall(text: str, end: int) -> bool:
    return bool(re.match(r"[ -](?:tall|high|long|deep|wide|away|race|sprint|final|above|below|from)\b", text[end:]))


def _unit_after(text: str, end: int) -> tuple[str, int]:
    after = _UNIT.match(text, end)
    if not after:
        return "", end
    word = after[1].lower()
    if word.startswith(("per", "percentage")) and word != "per":
        return ("point" if "point" in word else "percent"), after.end(1)
    if word in ("us", "american", "canadian", "australian") and after[2]:
        return _UNITS.get(after[2].lower(), ""), after.end()
    return (_UNITS[word], after.end(1)) if word in _UNITS else ("", end)


def _counted(text: str, end: int) -> tuple[str, ...]:
    """The next two words that carry content, up to the end of the clause or the next preposition."""
    clause = re.split(_CLAUSE_END, text[end : end + 60], maxsplit=1)[0]
    return tuple(stem(word) for word, _ in tokens(clause) if is_content(word))[:2]


def _joined(text: str, found: list[Number]) -> Iterator[Number]:
    """In "10 to 15 percent" and "$2-3 billion" the first number shares the unit and the scale of the second; in "51.9
    percent to 48.1" the second one is a share, too."""
    before: Number | None = None
    for number, following in zip_longest(found, found[1:]):
        if before and _the_other_share(before, number, text):
            number = replace(number, unit="percent")
        before = number
        between = text[number.span.end : following.span.start].strip().lower() if following else ""
        apart = between not in ("-", "\u2013", "to", "or")
        if following is None or apart or following.unit in ("year", "ordinal", "vague"):
            yield number
            continue
        scale = re.search(r"(thousand|million|billion|trillion|[mb]n|[kmb])\b", following.text, re.IGNORECASE)
        if scale and number.value < 1000 and not re.search(r"[^\W\d_]", number.text):
            word = scale[1].lower()
            number = replace(number, value=number.value * (_SCALES.get(word) or _SHORT_SCALES[word]))
        if number.unit == "":
            number = replace(number, unit=following.unit, counted=following.counted)
        yield number


def _the_other_share(share: Number, other: Number, text: str) -> bool:
    """Whether a bare figure behind "51.9 percent to" is what others got: the two make up nearly all. What "rose 5
    percent to 48" gives is none."""
    between = text[share.span.end : other.span.start].strip().lower()
    bare = not other.unit and not other.counted and between in ("to", "against")
    return share.unit == "percent" and bare and _NEARLY_ALL <= share.value + other.value <= _ALL


def same_number(wanted: Number, found: Number) -> bool:
    """Whether a number that is stated is the one that is found.

    The value must be equal, or, when it is stated as approximate, equal once the found one is rounded as coarsely as
    the stated one is written. The unit must be the same, but a bare age ("Smith, 65,") is in years and season 4 is
    the fourth. "More than" is not "fewer than".
    """
    if {wanted.bound, found.bound} == {"over", "under"}:
        return False
    units = {wanted.unit, found.unit}
    if len(units) > 1 and units not in ({"", "years"}, {"", "vague"}, {"", "ordinal"}):
        return False
    if wanted.unit == "vague" and found.unit != "vague":
        return found.value >= 2 * wanted.value
    if found.unit == "vague" and wanted.unit != "vague":
        return False
    if abs(wanted.value - found.value) <= 1e-6 * max(1.0, abs(wanted.value)):
        return True
    if wanted.bound == "over" and not found.bound:
        return found.value > wanted.value and _near(wanted, found)
    if wanted.bound == "under" and not found.bound:
        return found.value < wanted.value and _near(wanted, found)
    return wanted.approximate and _near(wanted, found)


def same_figure_otherwise(wanted: Number, found: Number) -> bool:
    """Whether two numbers have one figure but another scale word ("3 million", "3 billion") or another unit for the
    same kind of thing ("5 km", "5 miles"): what a slip of the pen or a wrong conversion makes of a number."""
    if wanted.unit == found.unit:
        scaled = any(
            re.search(rf"(?:{'|'.join(_SCALES)}|[mbt]n|[kmb])\b", n.text, re.IGNORECASE) for n in (wanted, found)
        )
        ratio = max(wanted.value, found.value) / max(1e-9, min(wanted.value, found.value))
        return scaled and any(abs(ratio / scale - 1) < 1e-6 for scale in (1e3, 1e6, 1e9))
    alike = abs(wanted.value - found.value) <= 1e-6 * max(1.0, abs(wanted.value))
    return alike and any({wanted.unit, found.unit} <= kind for kind in _KINDS)


def _near(wanted: Number, found: Number) -> bool:
    """Equal at the precision the stated number is written in: "about 17,000" covers 16,500 to 17,500."""
    digits = re.sub(r"\D", "", wanted.text)
    figures = len(digits.rstrip("0").lstrip("0")) or 1
    if not wanted.value:
        return False
    step = 10 ** (len(str(int(abs(wanted.value)))) - figures) if abs(wanted.value) >= 1 else 10.0**-figures
    return abs(wanted.value - found.value) <= step * (1 if wanted.bound else 0.5)
