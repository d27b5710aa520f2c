"""Datelines: "BRUSSELS, November 4 (RIA Novosti) —" -> place, day, agency.

Pure. A dateline says where and when a report was filed and which agency filed it; it is often the only date an archived
page has, and usually without a year. The year is never filled in here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.extraction.agencies import agency_named
from corpus.extraction.dateline_places import NO_PLACES, PARTICLES, PLACES
from corpus.extraction.written_dates import MONTH, day_of, month_number
from corpus.records import Span

_LONGEST = 140
_NAME = r"[^\W\d_][^\d(),;:\"“”«»!?\n–—]"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = (
    rf"(?P<month_first>{MONTH})\s*(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year_a>(?:1[6-9]|20)\d{{2}}))?"
    rf"|(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month_second>{MONTH})(?:,?\s+(?P<year_b>(?:1[6-9]|20)\d{{2}}))?"
)
_WHERE_AND_WHEN = re.compile(
    rf"\s*(?:(?P<place>{_NAME}{{1,40}}?)(?:,\s*(?!{_WEEKDAY})(?P<region>{_NAME}{{1,25}}?))?)?"
    rf"(?:(?:^|[,.]\s*|\s+)(?:{_WEEKDAY},?\s+)?(?P<date>{_DATE}))?[.,]?\s*",
    re.IGNORECASE,
)
_END = r"(?P<gap>\s*)(?P<dash>--|[-–—−]|)(?P<after>\s*)(?=\S)"
_ANY_ENDING = re.compile(r"[(/–—−]|--|\s-\s")
_ENDINGS = (
    re.compile(rf"(?P<front>[^()\n]{{0,75}}?)\(\s*(?P<agency>[^\W\d_][^()\n]{{1,40}}?)\s*\){_END}"),
    re.compile(rf"(?P<front>[^()\n/]{{2,75}}?\s)/(?P<slashed>[^\W\d_][^/\n]{{1,30}})/[.,]?{_END}"),
    re.compile(r"(?P<front>[^()\n]{2,75}?)(?P<gap>\s*)(?P<dash>--|[–—−]|(?<=\s)-(?=\s))(?P<after>\s*)(?=\S)"),
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
    if not _ANY_ENDING.search(head):  # two thirds of all paragraphs
        return None
    for ending in _ENDINGS:
        end = ending.match(head)
        front = _WHERE_AND_WHEN.fullmatch(end["front"]) if end else None
        if end and front and (dateline := _dateline(front, end)):
            return dateline
    return None


def _dateline(front: re.Match[str], end: re.Match[str]) -> Dateline | None:
    parts = end.groupdict()
    place, region = front["place"], front["region"]
    credit = parts.get("agency") or parts.get("slashed")
    agency = agency_named(credit) if credit else None
    day, month, year = _day(front)
    shape = _Shape(place, region, credit, agency, day is not None, end)
    if not shape.believable:
        return None
    return Dateline(
        place=in_normal_case(place) if place else None,
        region=_with_its_stop(in_normal_case(region), front) if region else None,
        day=day,
        month=month,
        year=year,
        date_written=front["date"] if day else None,
        agency=agency or (" ".join(credit.split()) if credit else None),
        span=Span(len(end.string) - len(end.string.lstrip()), end.end()),
    )


def in_normal_case(name: str) -> str:
    """A place as prose writes it: BRUSSELS -> Brussels, RIO DE JANEIRO -> Rio de Janeiro; mixed case is kept."""
    name = " ".join(name.split()).rstrip(",")
    if not name.isupper() or re.fullmatch(r"(?:\w\.)+\w?", name):
        return name
    words = re.split(r"([\s/-]+)", name.title())
    lowered = [w.lower() if i and w.lower() in PARTICLES else w for i, w in enumerate(words)]
    return re.sub(r"([’'])S\b", r"\1s", "".join(lowered))


def _with_its_stop(region: str, front: re.Match[str]) -> str:
    """An abbreviated state keeps the full stop that belongs to it: "Fla.", "N.C."."""
    return region + "." if len(region) <= 5 and front.string[front.end("region") :].startswith(".") else region


def _day(found: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    if not found["date"]:
        return None, None, None
    day = int(found["day_second"] or found["day_first"])
    month = month_number(found["month_first"] or found["month_second"])
    year = found["year_a"] or found["year_b"]
    if day_of(year or 2000, month, day) is None:
        return None, None, None
    return day, month, int(year) if year else None


@dataclass(frozen=True, slots=True)
class _Shape:
    """What matched, and whether it is a dateline rather than the beginning of a sentence."""

    place: str | None
    region: str | None
    credit: str | None
    agency: str | None
    dated: bool
    end: re.Match[str]

    @property
    def believable(self) -> bool:
        place, dash = self.place, self.end["dash"]
        if place and not _place_like(place):
            return False
        capitals = bool(place) and _letters(place or "").isupper()
        known = (place or "").strip().rstrip(".").casefold() in PLACES
        if self.credit and self.agency:
            return bool(dash) or capitals or not place or "slashed" in self.end.re.groupindex
        if self.credit:
            return bool(place and dash) and (capitals or known or self.dated)
        if self.dated:
            return bool(place and dash)
        if not place or self.end.string[self.end.end()].islower():
            return False
        return (known or bool(self.region)) if capitals else known and dash in "–—" and bool(self.end["gap"])


def _place_like(place: str) -> bool:
    words = re.split(r"[\s/-]+", place.strip())
    if place.strip().casefold() in NO_PLACES or words[0].casefold() in NO_PLACES or len(words) > 5:
        return False
    return all(word[:1].isupper() or word in PARTICLES for word in words if word)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())
