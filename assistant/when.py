"""Dates as news writes them -> whole dates, from the day the article was published. Pure.

"On October 12" in an article of 4 November 2014 is 12 October 2014; "Tuesday" is the Tuesday on or before publication,
unless the sentence looks ahead. When the publication day is not known, nothing is resolved: a year is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus import Source

MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTH_NUMBER = {name[:length].casefold(): n for n, name in enumerate(MONTHS, 1) for length in (3, len(name))}
_MONTH_NUMBER["sept"] = 9

_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
_BEFORE_MONTH = "[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Ll]ast|[Bb]y|[Ll]ate|[Ee]arly|[Tt]his|[Ff]rom|[Oo]f|[Tt]ill"
_PATTERNS = tuple(
    re.compile(rf"\b{pattern}")
    for pattern in (
        rf"{_MONTH} {_DAY}\b(?:,? {_YEAR}\b)?(?!,?\d)",
        rf"{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR}\b)?(?!\w)",
        rf"{_MONTH},? {_YEAR}\b",
        rf"(?P<before>(?:{_BEFORE_MONTH}) ){_MONTH}\b(?! \d)",
        rf"(?P<before>[Ll]ast |[Nn]ext )?(?P<weekday>{'|'.join(_WEEKDAYS)})\b",
        r"(?P<relative>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Ll]ast (?:month|year)|[Nn]ext (?:month|year)"
        r"|[Tt]his (?:month|year))\b",
    )
)
_LOOKS_AHEAD = re.compile(r"\b(?:will|would|shall|to be held|due to|scheduled|plans? to|is to|are to|next|upcoming)\b")
_TOLD_ON = re.compile(
    r"\b(?:said|says|told|announced|reported|declared|stated|added|warned|confirmed)(?: [\w.’']+){0,3}?"
    r"(?: on| late| early| in)* (?:last )?$",
    re.IGNORECASE,
)
"""Before the day on which somebody spoke, which is past, whatever was said: "said on Tuesday that he would resign"."""
_FUTURE_IS_FARTHER = 3
"""Without a word that looks ahead, "in April" in November is the past one, and "3 December" still the coming one."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `text[start:end]`, and the parts of it that are known, from the text or its publication."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    explicit: bool
    """True when the text itself gives everything down to the year."""

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    @property
    def middle(self) -> date | None:
        """The day in the middle of what is meant, when the year is known."""
        return date(self.year, self.month or 7, self.day or (15 if self.month else 1)) if self.year else None

    def __str__(self) -> str:
        parts = [str(self.day) if self.day else "", MONTHS[self.month - 1] if self.month else "", str(self.year or "")]
        return " ".join(part for part in parts if part)


def date_mentions(text: str, published: date | None) -> list[DateMention]:
    """Every date in `text`, in order, with what is missing taken from `published` where that is known."""
    found: list[DateMention] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            found.append(_read(match, text, published))
    return sorted(found, key=lambda mention: mention.start)


def resolved_dates(text: str, published: date | None) -> tuple[tuple[str, str], ...]:
    """Each date that the text leaves incomplete, as written and made whole: ("October 12", "12 October 2014")."""
    mentions = date_mentions(text, published)
    whole = {text[m.start : m.end]: str(m) for m in mentions if not m.explicit and m.year}
    return tuple(whole.items())


def open_dates(text: str, published: date | None) -> tuple[str, ...]:
    """The dates of a text whose year can be told neither from it nor from its article."""
    return tuple(text[m.start : m.end] for m in date_mentions(text, published) if m.month and not m.year)


def display_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def when_published(source: Source) -> str:
    """The publication day as it may be printed: "4 November 2014", "4 November" when the year is not known, or ""."""
    if source.published:
        return display_day(source.published)
    if source.published_partial:
        month, day = source.published_partial.removeprefix("--").split("-")
        return f"{int(day)} {MONTHS[int(month) - 1]}"
    return ""


def _read(match: re.Match[str], text: str, published: date | None) -> DateMention:
    parts = match.groupdict()
    start = match.end("before") if parts.get("before") and parts.get("month") else match.start()
    ahead = bool(_LOOKS_AHEAD.search(text)) and not _TOLD_ON.search(text[: match.start()])
    if parts.get("month"):
        month = _MONTH_NUMBER[parts["month"].rstrip(".").casefold()]
        day = int(parts["day"]) if parts.get("day") else None
        if parts.get("year"):
            return DateMention(start, match.end(), int(parts["year"]), month, day, True)
        year = _likely_year(month, day, published, ahead) if published else None
        return DateMention(start, match.end(), year, month, day, False)
    if published is None:
        return DateMention(start, match.end(), None, None, None, False)
    try:
        if parts.get("weekday"):
            resolved = _weekday(parts["weekday"], parts["before"] or "", published, ahead)
            return DateMention(start, match.end(), resolved.year, resolved.month, resolved.day, False)
        return _relative(parts["relative"].casefold(), start, match.end(), published)
    except OverflowError:  # a broken date of publication, in the year 1 or 9999, from which nothing follows
        return DateMention(start, match.end(), None, None, None, False)


def _likely_year(month: int, day: int | None, published: date, ahead: bool) -> int | None:
    """The year that brings a month and day nearest to publication; news tells the past unless it says otherwise."""
    candidates = [found for year in (-1, 0, 1) for found in _valid(month, day, published.year + year)]

    def distance(candidate: date) -> int:
        days = (candidate - published).days
        return days * _FUTURE_IS_FARTHER if days > 0 and not ahead else abs(days)

    return min(candidates, key=distance).year if candidates else None


def _valid(month: int, day: int | None, year: int) -> Iterator[date]:
    try:
        yield date(year, month, day or 15)
    except ValueError:
        return


def _weekday(name: str, before: str, published: date, ahead: bool) -> date:
    wanted = _WEEKDAYS.index(name)
    if ahead and "last" not in before.casefold():
        days = (wanted - published.weekday()) % 7
        return published + timedelta(days=days or (7 if before.casefold().startswith("next") else 0))
    back = (published.weekday() - wanted) % 7
    return published - timedelta(days=back or (7 if before.casefold().startswith("last") else 0))


def _relative(words: str, start: int, end: int, published: date) -> DateMention:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if words in days:
        day = published + timedelta(days=days[words])
        return DateMention(start, end, day.year, day.month, day.day, False)
    step = {"last": -1, "this": 0, "next": 1}[words.split()[0]]
    if words.endswith("year"):
        return DateMention(start, end, published.year + step, None, None, False)
    months = published.year * 12 + published.month - 1 + step
    return DateMention(start, end, months // 12, months % 12 + 1, None, False)
