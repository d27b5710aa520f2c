"""Whether a sentence can be of the report that a claim was pasted from, by its dateline and who is said to report it.

What a claim is wrapped in is not what it asserts (`assistant/claims/pasted.py`), but "..., the Guardian reported" is
not borne out by a sentence that ends "..., the BBC reported", nor a report from Rostov by one from Sochi.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from assistant.claims.pasted import asserted
from assistant.claims.stance import Reading
from assistant.language.dates import WrittenDate, dates, same_date
from assistant.language.when import when_published
from assistant.types import Check, Question
from corpus import Source


def of_the_report(reading: Reading, claim: Question, source: Source) -> Reading:
    """The reading; without support where it is of another report than the one the claim was pasted from."""
    check = _filed_otherwise(claim.filed, source) if claim.filed else None
    if claim.told_by and not check:
        check = _told_otherwise(claim.told_by, reading)
    return replace(reading, checks=(*reading.checks, check), carries=False) if check else reading


def _told_otherwise(told_by: str, reading: Reading) -> Check | None:
    """Who reports it where that is somebody else, as the sentence itself says; most do not say it."""
    named = [name for quote in reading.quotes if (name := asserted(quote.text).told_by)]
    claimed = told_by.casefold()
    if not named or any(claimed in name.casefold() or name.casefold() in claimed for name in named):
        return None
    return Check("name", told_by, named[0], False)


def _filed_otherwise(filed: str, source: Source) -> Check | None:
    """Another place or day in the dateline; where that gives no day, another one than that of publishing, give or take
    one."""
    place, day = _place_and_day(filed)
    own_place, own_day = _place_and_day(source.dateline or "")
    if place and own_place and place not in own_place and own_place not in place:
        return Check("name", filed, source.dateline or "", False)
    if day and own_day and not (same_date(day, own_day) or (day.month, day.day) == (own_day.month, own_day.day)):
        return Check("date", filed, source.dateline or "", False)
    if day and not own_day and source.published and not _within_a_day(day, source.published):
        return Check("date", filed, when_published(source), False)
    return None


def _place_and_day(dateline: str) -> tuple[str, WrittenDate | None]:
    day = next((one for one in dates(dateline) if one.day), None)
    place = dateline.replace(day.text, "") if day else dateline
    return place.strip(" ,").casefold(), day


def _within_a_day(day: WrittenDate, published: date) -> bool:
    around = [published + timedelta(days=days) for days in (-1, 0, 1)]
    return any((one.month, one.day) == (day.month, day.day) and day.year in (None, one.year) for one in around)
