"""Dates as news writes them -> whole dates, from the day the article was published. Pure.

"On October 12" in an article of 4 November 2014 is 12 October 2014; "Tuesday" is the Tuesday on or before publication,
unless the sentence looks ahead. When the publication day is not known, nothing is resolved: a year is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, zip_longest

from assistant.language.dates import WrittenDate, dates
from corpus import Source

MONTHS = "January February March April May June July August September October November December".split()
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_RELATIVE = re.compile(r"\b(?:yesterday|today|tomorrow|(?:last|next|this) (?:month|year))\b", re.IGNORECASE)
_LAST_OR_NEXT = re.compile(r"\b(?:last|next) $", re.IGNORECASE)
_LOOKS_AHEAD = re.compile(
    r"\b(?:will|would|shall|to be held|due to|scheduled|plans? to|is to|are to|next|upcoming"
    r"|takes? place|before the|ahead of|plan(?:s|ned)?)\b"
)
_WILL = re.compile(r"\b(?:will|shall)\b")
_PASSED = (
    r"(?<!\bbe )(?<!\bto )(?<!\bis )(?<!\bare )(?:was|were|had|did|[a-z]{3,}ed|took|made|held|won|lost|met|began"
    r"|came|went|left|gave|got|saw|found|led|fell|rose|broke|sent|shot|struck|hit|put|sank|ran|spoke|fought|sold"
    r"|bought|paid|stood|drew|kept|grew|became|brought|said|told)"
)
_CUE = re.compile(
    rf"\b(?:the|an?|his|her|its|their) plans?\b|(?P<ahead>{_LOOKS_AHEAD.pattern})|\b(?P<passed>{_PASSED})\b"
)
"""A word that tells whether what it stands with is past or to come."""
_CLAUSE_BREAK = re.compile(
    r"[,;:.!?]\s|\b(?:but|while|although|which|who|because|after|when"
    r"|and (?=(?:he|she|it|they|will|would|was|had|[a-z]+ed)\b))\b"
)
_SENTENCE_END = re.compile(r"[.!?;](?:\s|$)")
_TOLD_ON = re.compile(
    r"\b(?:said|says|told|announced|reported|declared|stated|added|warned|confirmed)(?: [\w.’']+){0,3}?"
    r"(?: on| late| early| in)* (?:last )?$",
    re.IGNORECASE,
)
"""Before the day on which somebody spoke, which is past, whatever was said: "said on Tuesday that he would resign"."""
_FOR_WHAT_IS_PLANNED = re.compile(
    r"\b(?:because of|due to|owing to|in view of|ahead of|for|over) (?:an?|the|its|their) (?:[\w-]+ )?"
    r"(?:planned|scheduled|upcoming|looming|threatened|coming) (?=[a-z])"
)
"""What is planned has not been, nor has what it leads to: "was closed Tuesday because of a planned strike"."""
_ADDED_LATER = re.compile(
    r"\W*(?:(?:Editor|Publisher)(?:['’]?s['’]?|s['’])? note|Update[ds]?|Correction|Clarification)\b"
    r"(?: ?\([^)\n]{1,60}\)|[^.!?\n]{0,40}?) ?[:–—]",
    re.IGNORECASE,
)
"""A word to the reader that is put into an article on a later day, which it seldom gives."""
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
    """Every month, day and weekday in `text`, in order; what is missing is taken from `published` where it is known.

    "Editor's note: On Friday ..." was written after the day of publication: of it nothing is taken from there.
    """
    if _ADDED_LATER.match(text):
        published = None
    written = [item for item in dates(text) if item.month or (item.weekday and item.text.endswith("day"))]
    # "Monday, April 18" is one day, and its weekday tells the year.
    beside = {
        day.span.start: name
        for name, day in pairwise(written)
        if name.weekday and day.day and text[name.span.end : day.span.start] in (", ", " ", ", the ")
    }
    whole = [one for one, after in zip_longest(written, written[1:]) if not after or after.span.start not in beside]
    found = [_resolved(item, text, published, beside.get(item.span.start)) for item in whole]
    for match in _RELATIVE.finditer(text):
        if match[0].isupper():  # the newspaper USA TODAY
            continue
        if not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(_shifted(match, published))
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


def _resolved(written: WrittenDate, text: str, published: date | None, named: WrittenDate | None) -> DateMention:
    """The date made whole; `named` is the weekday written before it."""
    start, end = (named or written).span.start, written.span.end
    weekday = _WEEKDAYS.index(named.text.capitalize()) if named else None
    ahead = _looks_ahead(text, start, end)
    if written.month:
        year = written.year or (
            _likely_year(written.month, written.day, published, ahead, weekday, text[:start]) if published else None
        )
        return DateMention(start, end, year, written.month, written.day, written.year is not None)
    before = _LAST_OR_NEXT.search(text[:start])
    start = before.start() if before else start
    try:
        day = (
            _weekday(text[written.span.start : end], before[0] if before else "", published, ahead)
            if published
            else None
        )
    except OverflowError:
        day = None
    return _mention(start, end, day)


def _looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the date at `text[start:end]` is of something to come.

    The last word before it in its clause that tells decides, else the first one behind it: "rejected it Thursday night
    and will vote again" is of last Thursday, "they will vote on Thursday what was rejected" of the next one.
    """
    if _TOLD_ON.search(text[:start]):
        return False
    if _FOR_WHAT_IS_PLANNED.search(_SENTENCE_END.split(text[end:], maxsplit=1)[0]):
        return True
    if not _LOOKS_AHEAD.search(text):
        return False
    clause = _CLAUSE_BREAK.split(text[:start])[-1]
    if _WILL.search(clause):
        return True
    cues = [cue for cue in _CUE.finditer(clause) if cue["ahead"] or cue["passed"]][-1:]
    cues = cues or [cue for cue in _CUE.finditer(text, end) if cue["ahead"] or cue["passed"]][:1]
    return not cues or bool(cues[0]["ahead"])


def _shifted(match: re.Match[str], published: date | None) -> DateMention:
    """ "yesterday" and "last month", counted from publication."""
    start, end = match.span()
    words = match[0].casefold().split()
    if published is None:
        return _mention(start, end, None)
    if len(words) == 1:
        try:
            return _mention(
                start, end, published + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[words[0]])
            )
        except OverflowError:
            return _mention(start, end, None)
    step = {"last": -1, "this": 0, "next": 1}[words[0]]
    if words[1] == "year":
        return DateMention(start, end, published.year + step, None, None, False)
    months = published.year * 12 + published.month - 1 + step
    return DateMention(start, end, months // 12, months % 12 + 1, None, False)


def _mention(start: int, end: int, day: date | None) -> DateMention:
    """A mention that means one day, or one that cannot be told (as when publication is in the year 1 or 9999)."""
    if day is None:
        return DateMention(start, end, None, None, None, False)
    return DateMention(start, end, day.year, day.month, day.day, False)


def _likely_year(
    month: int, day: int | None, published: date, ahead: bool, weekday: int | None, before: str
) -> int | None:
    """The year that brings a month and day nearest to publication; news tells the past unless it says otherwise.

    A weekday written beside it decides, where one of these years has that day on it, and so do "last July" and "next
    July": never the month of publication itself.
    """
    candidates = [found for year in (-1, 0, 1) for found in _valid(month, day, published.year + year)]
    if said := _LAST_OR_NEXT.search(before):
        sign = -1 if said[0].casefold().startswith("last") else 1
        months = [12 * (found.year - published.year) + found.month - published.month for found in candidates]
        candidates = [found for found, away in zip(candidates, months, strict=True) if sign * away > 0] or candidates
    candidates = [found for found in candidates if found.weekday() == weekday] or candidates

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
    """The day of publication or one of the seven after or before it; raises `OverflowError` at the ends of time."""
    wanted = _WEEKDAYS.index(name.capitalize())
    if ahead and "last" not in before.casefold():
        days = (wanted - published.weekday()) % 7
        return published + timedelta(days=days or (7 if before.casefold().startswith("next") else 0))
    back = (published.weekday() - wanted) % 7
    return published - timedelta(days=back or (7 if before.casefold().startswith("last") else 0))
