"""Datelines: "BRUSSELS, November 4 (RIA Novosti) —" -> place, day, agency.

Pure. A dateline says where and when a report was filed and which agency filed it; it is often the only date an archived
page has, and usually without a year. The year is never filled in here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.agencies import agency_named
from corpus.dateline_places import NO_PLACES, PLACES, PARTICLES
from corpus.records import Span
from corpus.written_dates import MONTH, day_of, month_number

_LONGEST = 140
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DATE = (
    rf"(?P<month_first>{MONTH})\s*(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year_a>(?:1[6-9]|20)\d{{2}}))?"
    rf"|(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month_second>{MONTH})(?:,?\s+(?P<year_b>(?:1[6-9]|20)\d{{2}}))?"
)
_PATTERN = re.compile(
    r"\s*"
    r"(?:(?P<place>[^\W\d_][^\d(),;:\"“”«»!?\n–—]{1,40}?)"
    r"(?:,\s*(?P<region>[^\W\d_][^\d(),;:\"“”«»!?\n–—/]{1,25}?))??)?"
    rf"(?:(?:(?<=\w)[,.]|^|(?<=[.,]))\s*{_WEEKDAY}(?P<date>{_DATE}))?"
    r"[.,]?\s*"
    r"(?:\(\s*(?P<agency>[^\W\d_][^()\n]{1,40}?)\s*\)|(?<=\s)/(?P<slashed>[^\W\d_][^/\n]{1,30})/[.,]?)?"
    r"(?P<gap>\s*)(?P<dash>[-–—−]{1,2}|)(?P<after>\s*)(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The parts of a dateline. `span` covers it in the paragraph, its dash included."""

    place: str | None
    region: str | None
    day: int | None
    month: int | None
    year: int | None
    date_written: str | None
    """The day as it stands there: "Oct. 12, 2014"."""
    agency: str | None
    span: Span

    @property
    def date(self) -> date | None:
        """The whole date, when the dateline gives the year too."""
        return day_of(self.year, self.month, self.day) if self.year and self.month and self.day else None

    @property
    def partial(self) -> str | None:
        """Month and day without a year, as ISO 8601 writes it: "--11-04"."""
        return f"--{self.month:02}-{self.day:02}" if self.month and self.day and not self.year else None

    def __str__(self) -> str:
        """Place and day in our order: "Brussels, 4 November"."""
        day = f"{self.day} {_MONTH_NAMES[self.month - 1]}" if self.day and self.month else None
        if day and self.year:
            day = f"{day} {self.year}"
        return ", ".join(part for part in (self.place, self.region, day) if part)


_MONTH_NAMES = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip


def parse_dateline(paragraph: str) -> Dateline | None:
    """The dateline a paragraph begins with, or None.

    Strict where it could be an ordinary sentence: a bare place needs to be a known one and a dash followed by a new
    sentence, a place in normal case needs a known agency or a day.
    """
    head = paragraph[:_LONGEST]
    found = _PATTERN.match(head)
    if not found or not (found["place"] or found["agency"] or found["date"]):
        return None
    place, region = found["place"], found["region"]
    credit = found["agency"] or found["slashed"]
    agency = agency_named(credit) if credit else None
    day, month, year = _day(found)
    if not _believable(found, agency, day is not None):
        return None
    return Dateline(
        place=in_normal_case(place) if place else None,
        region=in_normal_case(region) if region else None,
        day=day,
        month=month,
        year=year,
        date_written=found["date"] if day else None,
        agency=agency or (" ".join(credit.split()) if credit else None),
        span=Span(found.start() + len(head) - len(head.lstrip()), found.end()),
    )


def in_normal_case(name: str) -> str:
    """A place as prose writes it: BRUSSELS -> Brussels, RIO DE JANEIRO -> Rio de Janeiro; mixed case is kept."""
    name = " ".join(name.split()).rstrip(",")
    if not name.isupper() or re.fullmatch(r"(?:\w\.)+\w?", name):
        return name
    words = re.split(r"([\s/-]+)", name.title())
    lowered = [w.lower() if i and w.lower() in PARTICLES else w for i, w in enumerate(words)]
    return re.sub(r"([’'])S\b", r"\1s", "".join(lowered))


def _day(found: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    if not found["date"]:
        return None, None, None
    day = int(found["day_second"] or found["day_first"])
    month = month_number(found["month_first"] or found["month_second"])
    year = found["year_a"] or found["year_b"]
    if day_of(year or 2000, month, day) is None:
        return None, None, None
    return day, month, int(year) if year else None


def _believable(found: re.Match[str], agency: str | None, dated: bool) -> bool:
    """Whether what matched the shape of a dateline is one."""
    place, region, dash = found["place"], found["region"], found["dash"]
    if place and not _place_like(place):
        return False
    capitals = bool(place) and _letters(place).isupper()
    known = bool(place) and place.strip().rstrip(".").casefold() in PLACES
    spaced = bool(dash) and (bool(found["gap"]) or dash in "—––-−") and (bool(found["after"]) or dash != "-")
    if found["slashed"]:
        return (capitals or known) and (dated or agency is not None)
    if found["agency"]:
        if agency:
            return bool(dash) or capitals or not place
        return bool(dash) and bool(place) and (capitals or known or dated)
    if dated:
        return bool(place) and spaced
    following = found.string[found.end() : found.end() + 1]
    if not (place and spaced and dash and found["gap"] and not following.islower()):
        return False
    if capitals:
        return known or bool(region)
    return known and dash != "-"


def _place_like(place: str) -> bool:
    words = re.split(r"[\s/-]+", place.strip())
    if place.strip().casefold() in NO_PLACES or words[0].casefold() in NO_PLACES or len(words) > 5:
        return False
    return all(word[:1].isupper() or word in PARTICLES for word in words if word)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())
