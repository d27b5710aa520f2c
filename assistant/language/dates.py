"""Dates in running text, as far as they are written: "12 October 2014", "in March 2014", "on Tuesday", "in 2014". Pure.

`corpus.extraction.written_dates` reads whole dates only, for an article's own date. Here a part of a date is worth
comparing too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.language.remembered import remembered
from corpus import Span

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d|21\d\d)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_BEFORE_YEAR = (
    r"(?:in|of|since|by|until|till|from|to|through|during|year|early|late|mid|before|after|between|and|around|about|the"
    r"|circa|spring|summer|autumn|fall|winter)"
)
_WITH_MONTH, _WITH_YEAR, _WITH_WEEKDAY = range(3)
_PATTERNS = tuple(
    (needs, re.compile(pattern, re.IGNORECASE if ignore else 0))
    for needs, pattern, ignore in (
        (_WITH_YEAR, rf"\b{_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)\b", False),
        (_WITH_MONTH, rf"\b{_DAY}(?:\s+of)?[ -]{_MONTH}(?:,?[ -]{_YEAR}\b)?", True),
        (_WITH_MONTH, rf"\b{_MONTH}\s+{_DAY}\b(?!\s*(?:[,.]\d|%|percent))(?:,?\s+{_YEAR}\b)?", True),
        (_WITH_MONTH, rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b", True),
        (_WITH_YEAR, r"\b(?P<decade>(?:1[5-9]|20)\d0)s\b", False),
        (
            _WITH_YEAR,
            rf"(?:(?<=[(\u2013/-])|\b(?i:{_BEFORE_YEAR})[ -]){_YEAR}\b(?:[-\u2013/]\d\d\b)?(?![,.]\d|\s?%|-\w)",
            False,
        ),
        (
            _WITH_YEAR,
            rf"(?<![\d,.$€£])\b{_YEAR}\b(?:[-\u2013/]\d\d\b)?(?![,.]\d|\s?%|\s+(?:people|[a-z]+s)\b)",
            False,
        ),
        (_WITH_WEEKDAY, r"\b(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b", False),
        (_WITH_MONTH, rf"\b{_MONTH}\b", False),
    )
)
_FOUR_DIGITS = re.compile(r"\d{4}")
_BEFORE_A_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|last|next|this|early|late|mid|and|from|to)[\s-]+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date with the parts that are written; None for the others. `decade` is its first year."""

    year: int | None
    month: int | None
    day: int | None
    weekday: str | None
    decade: int | None
    span: Span
    text: str


def dates(text: str) -> list[WrittenDate]:
    """The dates of a text in order; what is written together is one date."""
    return list(_dates(text))


@remembered
def _dates(text: str) -> tuple[WrittenDate, ...]:
    found: list[WrittenDate] = []
    there = _parts_there(text)
    for needs, pattern in _PATTERNS:
        for match in pattern.finditer(text) if needs in there else ():
            inside = match.re.groupindex
            start = min(match.start(name) for name in inside if match[name] is not None)
            span = Span(start, match.end())
            if any(span.start < other.span.end and other.span.start < span.end for other in found):
                continue
            date = _read(text, match, span)
            if date:
                found.append(date)
    return tuple(sorted(found, key=lambda date: date.span.start))


def _parts_there(text: str) -> set[int]:
    """What a pattern could find: nine of them over every sentence cost more than all else that is read of it."""
    plain = text.casefold()
    parts = {_WITH_MONTH} if any(month in plain for month in _MONTHS) else set()
    if _FOUR_DIGITS.search(text):
        parts.add(_WITH_YEAR)
    if "day" in text:
        parts.add(_WITH_WEEKDAY)
    return parts


def _read(text: str, match: re.Match[str], span: Span) -> WrittenDate | None:
    parts = match.groupdict()
    name = parts.get("month")
    if name and not parts.get("day") and not parts.get("year"):
        # "May" and "March" begin sentences and are verbs; "Jan" and "June" are people.
        ambiguous = len(name) < 5 or name == "March"
        if not name[0].isupper() or (ambiguous and not _BEFORE_A_MONTH.search(text[: span.start])):
            return None
    if name and not name[0].isupper() and name.lower().startswith(("may", "mar")) and not parts.get("day"):
        return None
    month = 1 + _MONTHS.index(name[:3].lower()) if name else None
    return WrittenDate(
        year=_int(parts.get("year")),
        month=month or _int(parts.get("number")),
        day=_int(parts.get("day")),
        weekday=(parts.get("weekday") or "").lower() or None,
        decade=_int(parts.get("decade")),
        span=span,
        text=span.of(text),
    )


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def same_date(wanted: WrittenDate, found: WrittenDate, years: frozenset[int] = frozenset()) -> bool:
    """Whether every part of the date that is stated stands in the one that is found.

    A year that the found date leaves out may come from `years`, those known from around it (the article's own date).
    """
    if found.year is None and wanted.year in years and wanted.month:
        found = replace(found, year=wanted.year)
    if wanted.decade and found.year:
        return wanted.decade <= found.year < wanted.decade + 10
    parts = ("year", "month", "day", "weekday", "decade")
    return all(getattr(wanted, part) in (None, getattr(found, part)) for part in parts)
