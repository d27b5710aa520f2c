"""The time that a question names as a stretch of days: "between March and June", "earlier this month". Pure.

Articles of such a stretch are preferred, each day of it alike; `assistant.retrieval.ranking` says how that fades
outside of it. What is counted from an event ("two days after the election", "before the war") is no stretch: which day
it was stands in the articles, if at all, and a wrong guess would hide the right ones.

Stretches counted from the day of asking need that day to be given. Where it is, one longer than half a year is taken
only when its beginning is named ("since 2014", "between 2014 and 2016"), which asks for all of it. Others tell when
something was: of the 11 questions of `realtimeqa` that name one ("left Congress last year", "stepped away in 2018",
"after the 2020 election") all ask for the news of their own week.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from assistant.language.dates import WrittenDate, dates
from assistant.language.when import MONTHS

_COUNTS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins; those of the northern half of the world, as most news in English means them."""
_SEASON_MONTHS = 3
_PAST = re.compile(
    rf"\b(?:past|last|previous|preceding) (?:(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)}|few|couple of|several) )?"
    r"(?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:over|during|in|within|for) the $", re.IGNORECASE)
_SO_FAR = re.compile(r"\b(?:earlier|so far|already|previously) this (?P<unit>week|month|year)\b", re.IGNORECASE)
_SEASON = re.compile(rf"\b(?P<which>last|this|this past) (?P<season>{'|'.join(_SEASONS)})\b", re.IGNORECASE)
_WITHIN_YEAR = re.compile(
    r"\b(?:in|during|throughout|within|of)(?: the(?: year)?| all of| early| late)? $", re.IGNORECASE
)
_OPEN = re.compile(r"\b(?P<word>since|after|before|until|till) (?:the )?(?:\w+day,? )?$", re.IGNORECASE)
_GOES_ON = re.compile(r" [^\W\d_]")
"""After "the 2020" comes what was then: "since the 2020 election" names an event and no day."""
_OTHER_END = re.compile(
    r"\b(?:between|from) (?:the )?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\b)? ?(?P<month>[A-Z][a-z]+)?,? ?(?P<year>\d{4})?"
    r" (?:and|to|until|till|through) (?:the )?$"
)
_NOW = re.compile(
    r"\b(?:this (?:past )?week|today|tonight|yesterday|now|currently|recent(?:ly)?|latest|just)\b", re.IGNORECASE
)
_FEW = 3
_LONGEST_DAYS = 183
_EARLIEST, _LATEST = date(1500, 1, 1), date(9999, 12, 31)


class Period(NamedTuple):
    """A stretch of days, both ends in it."""

    first: date
    last: date

    def days_from(self, day: date) -> int:
        """How many days lie between a day and the nearest one of the stretch; 0 within it."""
        return max((self.first - day).days, (day - self.last).days, 0)


def period_named(text: str, asked_on: date | None) -> Period | None:
    """The first stretch of days that a question names, or None. `asked_on` is the day of asking where it is given."""
    if _NOW.search(text):
        return None
    try:
        found, begun = next(_written(text, asked_on), (None, False))
        found = found or (_relative(text, asked_on) if asked_on else None)
    except (ValueError, OverflowError):  # "31 June 2014", the year 1 or 9999
        return None
    too_long = asked_on is not None and found is not None and (found.last - found.first).days > _LONGEST_DAYS
    return None if too_long and not begun else found


def _written(text: str, asked_on: date | None) -> Iterator[tuple[Period, bool]]:
    """Stretches made of dates that are written: a range, an open one, a month or a year; and whether the day on which
    they begin is named by itself."""
    for one in dates(text):
        before = text[: one.span.start]
        meant = _stretch(one, asked_on)
        if meant is None:
            continue
        if (other := _OTHER_END.search(before)) and (first := _first_end(other, one, asked_on)):
            if first.first <= meant.last:
                yield Period(first.first, meant.last), True
        elif opened := _OPEN.search(before):
            word = opened["word"].casefold()
            of_event = opened[0].endswith("the ") and not one.decade and _GOES_ON.match(text, one.span.end) is not None
            if word in ("since", "after"):
                start = meant.first if word == "since" else meant.last + timedelta(days=1)
                if start <= (asked_on or _LATEST):
                    yield Period(start, asked_on or _LATEST), not of_event
            else:
                yield Period(_EARLIEST, meant.first - timedelta(days=1) if word == "before" else meant.last), False
        elif one.year and one.month and not one.day:
            yield meant, False
        elif not one.month and _WITHIN_YEAR.search(before):
            yield meant, False


def _first_end(match: re.Match[str], other: WrittenDate, asked_on: date | None) -> Period | None:
    """The first end of a range with what only the second one says: "between 3 and 9 March"."""
    month = next((n for n, name in enumerate(MONTHS, 1) if match["month"] and name.startswith(match["month"])), None)
    if match["month"] and month is None:  # from Paris to London
        return None
    day, year = (int(match[part]) if match[part] else None for part in ("day", "year"))
    if not (day or month or year):
        return None
    first = replace(other, year=year or other.year, month=month or (other.month if day else None), day=day, decade=None)
    return _stretch(first, asked_on)


def _stretch(written: WrittenDate, asked_on: date | None) -> Period | None:
    """The days that a date means; a month without its year is the last one that had begun on the day of asking."""
    if written.decade:
        return Period(date(written.decade, 1, 1), date(written.decade + 9, 12, 31))
    year, month, day = written.year, written.month, written.day
    if year is None:
        if month is None or asked_on is None:
            return None
        year = asked_on.year - (date(asked_on.year, month, day or 1) > asked_on)
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31))
    return Period(date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1]))


def _relative(text: str, asked_on: date) -> Period | None:
    """Stretches counted from the day of asking."""
    if so_far := _SO_FAR.search(text):
        return Period(_beginning(so_far["unit"].casefold(), asked_on), asked_on)
    if named := _SEASON.search(text):
        return _season(named["season"].casefold(), named["which"].casefold(), asked_on)
    if past := _PAST.search(text):
        unit, count = past["unit"].casefold(), (past["count"] or "").casefold()
        many = int(count) if count.isdigit() else _COUNTS.get(count, _FEW if count else 1)
        if count or not past[0].casefold().startswith("last") or _OVER.search(text[: past.start()]):
            return Period(asked_on - timedelta(days=many * _UNIT_DAYS[unit]), asked_on)
        end = _beginning(unit, asked_on) - timedelta(days=1)
        return Period(_beginning(unit, end), end) if unit != "day" else None
    return None


def _beginning(unit: str, day: date) -> date:
    """The first day of the week, month or year of a day."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(month=1 if unit == "year" else day.month, day=1)


def _season(name: str, which: str, asked_on: date) -> Period | None:
    """The season of that name that began last, or for "last" the last one that is over."""
    for year in (asked_on.year, asked_on.year - 1, asked_on.year - 2):
        first = date(year, _SEASONS[name], 1)
        months = year * 12 + _SEASONS[name] - 1 + _SEASON_MONTHS
        last = date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
        if which == "last" and last < asked_on:
            return Period(first, last)
        if which != "last" and first <= asked_on:
            return Period(first, min(last, asked_on)) if year == asked_on.year else None
    return None
