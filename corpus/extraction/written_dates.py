"""Dates as people and machines write them -> whole dates, or nothing.

Only a day, a month and a year that are all written count. "03/11/2014" is left unknown (March or November?), and so are
"May 2023" and "yesterday": a wrong date misleads a fact-checker more than none.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[T\s])")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?$")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:$|\s)")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+({MONTH}),?[\s-]+(\d{{4}})\b", re.I)
_MONTH_DAY = re.compile(rf"\b({MONTH})\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.I)
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_IN_URL = re.compile(r"(?<!\d)((?:19|20)\d{2})([-/_]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_LANGUAGES = ["de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "sv", "da", "tr"]


def day_of(year: str | int, month: str | int, day: str | int) -> date | None:
    """The date these three make, or None when there is no such day or it lies outside 1600-2100."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1600 <= found.year <= 2100 else None


def month_number(name: str) -> int:
    """1 to 12 for an English month name or abbreviation that matched `MONTH`."""
    return MONTHS[name.rstrip(".").casefold()]


def whole_date(written: str) -> date | None:
    """The calendar day a text names, in the writer's own time zone; None unless day, month and year are all certain."""
    written = " ".join(written.split())
    if len(written) > 100:
        return None
    for pattern in (_ISO, _COMPACT, _YEAR_FIRST):
        if found := pattern.match(written):
            return day_of(*found.groups())
    if found := _DAY_MONTH.search(written):
        return day_of(found[3], month_number(found[2]), found[1])
    if found := _MONTH_DAY.search(written):
        return day_of(found[3], month_number(found[1]), found[2])
    if found := _DOTTED.search(written):
        return day_of(found[3], found[2], found[1])
    if found := _SLASHED.search(written):
        first, second = int(found[1]), int(found[2])
        if first == second or first > 12:
            return day_of(found[3], second, first)
        return day_of(found[3], first, second) if second > 12 else None
    return _other_language(written)


def moment(written: str) -> datetime | None:
    """A point in time from ISO 8601, a bare date or a 14-digit archive timestamp. Without a zone it is taken as UTC."""
    written = written.strip()
    if re.fullmatch(r"\d{14}", written):
        written = f"{written[:8]}T{written[8:]}"
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return None


def date_in_url(url: str) -> date | None:
    """The day in an address such as `/2014/11/04/` or `/20141104/`, or None when there is none or more than one."""
    path = url.split("://", 1)[-1].partition("/")[2].partition("?")[0]
    days = {day_of(found[1], found[3], found[4]) for found in _IN_URL.finditer(path)} - {None}
    return days.pop() if len(days) == 1 else None


def after_capture(day: date, archived: datetime | None) -> bool:
    """Whether a day had begun nowhere on earth when the page was captured: then it cannot be its publication date."""
    if archived is None:
        return False
    easternmost = archived.astimezone(timezone(timedelta(hours=14)))
    return day > easternmost.date()


def _other_language(written: str) -> date | None:
    """Month names of other languages, by dateparser; slow, so only what has letters and a year gets here."""
    if not (re.search(r"\b(?:1[6-9]|20)\d{2}\b", written) and re.search(r"[^\W\d_]{3}", written)):
        return None
    import dateparser

    found = dateparser.parse(
        written,
        languages=_LANGUAGES,
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "STRICT_PARSING": True},
    )
    return found.date() if found and str(found.year) in written else None
