"""Does a statement follow from what it cites? The deterministic checks, each with what was wanted and what was found.

A statement made of the right words can still be wrong by one of them, so every number, date, name, quotation, denial
and hedge of it must stand in the cited sentences, and who says so must not get lost. What the checks cannot see is
meaning: two sentences of the same words in another order pass. `Verifier` is the place for a model that sees more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from assistant.checks.copied_words import copied_words, steps_between
from assistant.language.assertion import (
    Told,
    denied_stems,
    hedged_stems,
    hedges,
    names_a_speaker,
    negated,
    only_future,
    told,
)
from assistant.language.date_clauses import dates_another_thing
from assistant.language.dates import WrittenDate, dates, same_date
from assistant.language.names import name_in, names
from assistant.language.quantities import Number, numbers, same_figure_otherwise, same_number
from assistant.language.speaker import speaker
from assistant.language.wording import SPEECH_STEMS, content_stems, plain, quoted, stem, tokens, unquoted_form
from assistant.types import Check
from corpus import Span

__all__ = ["LexicalVerifier", "Verifier", "holds", "names", "negated", "numbers", "quoted"]

WORDING_FLOOR = 0.6
"""The least share of a statement's content words that must stand in what it cites. On 476 sentences that models wrote
about news (`qags`, compared with the two best sentences of the article), .5 stopped 7 % of the unsupported and 2.1 % of
the supported ones, .6 14 % and 2.7 %, .7 25 % and 5.7 %."""


_SPLIT_FIGURE = re.compile(r"(?<=\d)([,.]) (?=\d)")
"""Texts that were cut into words and joined again have "3, 700" for 3,700."""
_MONEY = frozenset("dollar euro pound yen ruble rupee yuan".split())
_SLIP_FACTOR = 20
"""A digit put in or left out makes a number up to about so many times as large."""
_NOWHERE = WrittenDate(None, None, None, None, None, Span(0, 0), "")
_THIS_YEAR = re.compile(r"\b(?:this|last|next|previous|following) (?:year|season)\b", re.IGNORECASE)
"""A year told like this may be the one that is wanted, beside another one that is written."""
_WEEK = 7
_ANY_YEAR = 2000
"""A leap year: "29 February" is a day of it."""

WHO_SAYS_SO = "who says so"
"""What the attribution check wants; it concerns how an answer is put, not whether a claim is true."""


WORDING_SHARE = f"at least {WORDING_FLOOR:.0%} of its words"
"""What the wording check wants."""


class Verifier(Protocol):
    """Compares a statement with the sentences it cites. `context` is what surrounds them: passage, headline, dates.

    Context can say who "he" is and which year it was; it cannot bring in a number, a quotation or a claim.
    """

    def verify(self, statement: str, quotes: Sequence[str], context: Sequence[str]) -> tuple[Check, ...]: ...


def holds(checks: Sequence[Check]) -> bool:
    """Whether nothing was found against a statement. Without any check nothing is known, so it does not hold."""
    return bool(checks) and all(check.ok for check in checks)


class LexicalVerifier:
    """The checks that need no model."""

    def verify(self, statement: str, quotes: Sequence[str], context: Sequence[str]) -> tuple[Check, ...]:
        cited, around = "\n".join(quotes), "\n".join(context)
        return (
            *_number_checks(statement, cited, quotes),
            *_date_checks(statement, cited, around),
            *_name_checks(statement, cited, around),
            *_quote_checks(statement, quotes),
            *_negation_checks(statement, cited),
            *_hedge_checks(statement, cited),
            *_attribution_checks(statement, quotes),
            _wording_check(statement, cited, around),
        )


def _number_checks(statement: str, cited: str, quotes: Sequence[str]) -> Iterator[Check]:
    together = _SPLIT_FIGURE.sub(r"\1", cited)
    there = [*numbers(cited), *(numbers(together) if together != cited else ())]
    for number in numbers(statement):
        if number.unit == "year":
            continue
        # Cut into sentences within "1.3 billion", a text goes on with "3 billion".
        whole = [found for found in there if not number.text.casefold().endswith(f".{found.text.casefold()}")]
        same = [found for found in there if same_number(number, found)]
        other = _counts_the_same(number, whole) if not any(_counts_alike(number, found) for found in same) else None
        ok = bool(same) and other is None
        if other is None and not same:
            other = _slip(number, whole) or _measured_otherwise(number, whole)
            other = other or _in_its_place(number, statement, quotes)
        found = same[0].text if ok else (other.text if other else "")
        yield Check("number", _with_unit(number), found, ok)


def _counts_alike(one: Number, other: Number) -> bool:
    return not one.counted or not other.counted or bool(set(one.counted) & set(other.counted))


def _counts_the_same(wanted: Number, there: Sequence[Number]) -> Number | None:
    """A different number that the source gives for the very thing: "3 killed, 5 wounded" against "5 killed".

    A share counts no thing by name; it is of the same thing when the source gives only one. (The same for all units
    refuted six true sentences of `qags` and one of `climate-fever`, which speak of other years or split "3, 800".)
    """
    for found in there:
        alike = found.unit == wanted.unit and set(wanted.counted[:1]) & set(found.counted)
        others = {other.value for other in there if other.unit == found.unit}
        if found.unit in _MONEY and len(others) > 1:
            continue  # which of several sums is the one that the statement is about cannot be told
        if alike and not same_number(wanted, found):
            return found
    shares = [found for found in there if found.unit == "percent"]
    alone = wanted.unit == "percent" and len(shares) == 1
    return shares[0] if alone and not same_number(wanted, shares[0]) else None


def _slip(wanted: Number, there: Sequence[Number]) -> Number | None:
    """The number of the source that differs by one digit, or by two that changed places: "7,600" for "17,600".

    None where there are several: of "those 18 and older, people ages 16 and 17" none is the 12 of another age group.
    """
    digits = re.sub(r"\D", "", wanted.text)
    slips = []
    for found in there:
        others = re.sub(r"\D", "", found.text)
        alike = found.unit == wanted.unit and wanted.value < _SLIP_FACTOR * found.value < _SLIP_FACTOR**2 * wanted.value
        whole = found.span.start > 0  # at the very start it may be the rest of "1." and "3 billion"
        if alike and whole and min(len(digits), len(others)) > 1 and _one_slip(digits, others):
            slips.append(found)
    return slips[0] if len({found.value for found in slips}) == 1 else None


def _measured_otherwise(wanted: Number, there: Sequence[Number]) -> Number | None:
    """The number of the source that has the same figure in another unit of its kind, or a thousand or a million times
    as much of it: "3 billion" for "3 million", "5 percentage points" for "5 percent". None where there are several."""
    found = [number for number in there if same_figure_otherwise(wanted, number) and _counts_alike(wanted, number)]
    return found[0] if len({(number.value, number.unit) for number in found}) == 1 else None


def _in_its_place(wanted: Number, statement: str, quotes: Sequence[str]) -> Number | None:
    """The only figure of a unit in a sentence that the statement copies but for that figure: "77 points with two
    matches left" for "81 points with two matches left". "$ 1" may be what is left of "$ 1.7 million"."""
    if wanted.unit in ("", "ordinal", "clock", "vague"):
        return None
    own = [number for number in numbers(statement) if number.unit == wanted.unit]
    for quote in quotes:
        there = [number for number in numbers(quote) if number.unit == wanted.unit]
        cut = any(wanted.text.startswith(number.text) for number in there)
        if len(own) == len(there) == 1 and not cut and steps_between(copied_words(statement), copied_words(quote))[1]:
            return there[0]
    return None


def _one_slip(one: str, other: str) -> bool:
    """Whether one change turns one string into the other: a character put in, left out, replaced, or two swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    swapped = one[1:2] + one[:1] + one[2:]
    return one != other and (one[1:] == other[1:] or one[1:] == other or one == other[1:] or swapped == other)


def _with_unit(number: Number) -> str:
    """The figure as written, with its unit where the words do not say it: "5 [percent]" of "5 to 7 percent"."""
    said = number.unit in ("", "ordinal", "clock", "vague") or number.unit.casefold() in number.text.casefold()
    return number.text if said else f"{number.text} [{number.unit}]"


def _date_checks(statement: str, cited: str, around: str) -> Iterator[Check]:
    given, near = dates(cited), dates(around)
    years = frozenset(day.year for day in near if day.year)
    stated = dates(statement)
    for day in stated:
        there = [other for other in given if not dates_another_thing(statement, day.text, cited, other.text)]
        found = next((other for other in given if same_date(day, other, years)), None)
        if found is None and not any(_rivals(day, other) for other in there):
            found = next((other for other in near if same_date(day, other)), None)
        # A day that the statement gives as well, as the other end of a time, is not said instead of this one.
        beside, around_it = (
            [d for d in some if not any(same_date(own, d) for own in stated)] for some in (there, near)
        )
        rival = None if found else _other_day(day, beside, around_it, cited)
        yield Check("date", day.text, (found or rival or _NOWHERE).text, found is not None)


def _other_day(
    wanted: WrittenDate, there: Sequence[WrittenDate], near: Sequence[WrittenDate], cited: str
) -> WrittenDate | None:
    """The date that the source gives instead: one that differs in a single part, or the only one there is.

    Where the source only has a day of the week, that day made whole is the one, when it is a week off at most.
    """
    if not wanted.month and not wanted.weekday and _THIS_YEAR.search(cited):
        return None
    alike = [found for found in there if _parts_that_differ(wanted, found) == 1]
    if alike:
        return alike[0]
    weekdays = [found for found in there if found.weekday and not found.day]
    if len(there) == len(weekdays) == 1 and wanted.month and wanted.day:
        return next((day for day in near if day.day and _days_apart(wanted, day) <= _WEEK), None)
    return None


def _parts_that_differ(wanted: WrittenDate, found: WrittenDate) -> int | None:
    """How many of the parts that both have are not the same; None when the found one lacks a part but the year."""
    parts = [part for part in ("month", "day", "weekday") if getattr(wanted, part)]
    if any(not getattr(found, part) for part in parts) or wanted.decade or found.decade:
        return None
    if wanted.year and not found.year and not parts:
        return None
    both = [*parts, *(["year"] if wanted.year and found.year else [])]
    return [getattr(wanted, part) == getattr(found, part) for part in both].count(False)


def _days_apart(one: WrittenDate, other: WrittenDate) -> int:
    year = one.year or other.year or _ANY_YEAR
    try:
        days = [date(day.year or year, day.month or 0, day.day or 0) for day in (one, other)]
    except ValueError:
        return _ANY_YEAR
    return abs((days[0] - days[1]).days)


def _rivals(wanted: WrittenDate, found: WrittenDate) -> bool:
    """Whether both give a part of the date, so that the one found speaks against the one wanted."""
    parts = ("year", "month", "day", "weekday")
    return any(getattr(wanted, part) and getattr(found, part) for part in parts)


def _name_checks(statement: str, cited: str, around: str) -> Iterator[Check]:
    for name in names(statement):
        found = name_in(name, cited) or name_in(name, around)
        yield Check("name", name, found, bool(found))


def _quote_checks(statement: str, quotes: Sequence[str]) -> Iterator[Check]:
    forms = [unquoted_form(quote) for quote in quotes]
    for words in quoted(statement):
        wanted = unquoted_form(words)
        ok = any(wanted in form for form in forms)
        yield Check("quote", words, words if ok else "", ok)


def _negation_checks(statement: str, cited: str) -> Iterator[Check]:
    """Nothing may be denied on one side only. Compared word by word: another clause of the sentence may deny, too."""
    here, there = denied_stems(statement), denied_stems(cited)
    beside = SPEECH_STEMS | {part for name in names(statement) for part in content_stems(name)}
    dropped = (set(content_stems(statement)) & there) - here - beside
    added = (set(content_stems(cited)) & here) - there - beside
    if dropped:
        yield Check("negation", "not denied", f"denied: {_as_written(dropped, cited)}", False)
    elif added or (negated(statement) and not negated(cited)):
        yield Check("negation", "denied", "not denied", False)
    elif negated(statement) or negated(cited):
        yield Check("negation", "the same", "the same", True)


def _as_written(keys: set[str], text: str) -> str:
    """The words of a text with these stems, each once and in order."""
    return ", ".join(dict.fromkeys(plain(word) for word, _ in tokens(text) if stem(word) in keys))


def _hedge_checks(statement: str, cited: str) -> Iterator[Check]:
    """What the source only expects, intends or suspects may not be stated as a fact, nor a fact as a possibility."""
    here, there = hedged_stems(statement), hedged_stems(cited)
    beside = SPEECH_STEMS | {part for name in names(statement) for part in content_stems(name)}
    past = {stem(word) for word, _ in tokens(statement) if _past(word)}
    for word in dict.fromkeys(content_stems(statement)):
        hedge = there.get(word) or there.get(word.removeprefix("re"))  # what "will launch" has not been relaunched
        if hedge and word not in here and word not in beside and (word in past or not only_future(hedge)):
            yield Check("wording", "stated as a fact", f'"{hedge}" in the source', False)
            return
    done = {stem(word) for word, _ in tokens(cited) if _past(word)}
    ahead = next((word for word in here if not there and word in done and only_future(here[word])), None)
    if ahead and ahead not in beside:
        yield Check("wording", f'"{here[ahead]}"', "told as past in the source", False)
        return
    if hedges(statement) and not hedges(cited) and not there:
        yield Check("wording", hedges(statement)[0], "stated as a fact in the source", False)


def _past(word: str) -> bool:
    lower = plain(word)
    return lower.endswith("ed") or (stem(lower) != lower and lower[-1] not in "sgly")


def _attribution_checks(statement: str, quotes: Sequence[str]) -> Iterator[Check]:
    """A statement whose words the source puts into somebody's mouth has to say so."""
    if names_a_speaker(statement):
        return
    words = set(content_stems(statement)) - SPEECH_STEMS
    who = ""
    for quote in quotes:
        parts = told(quote)
        own, theirs = _own_and_told(quote, parts)
        if len(words & own) >= len(words & theirs):
            return  # the source says it itself
        who = who or f"{speaker(quote) or '...'} {parts[0].verb}"
    if who:
        yield Check("wording", WHO_SAYS_SO, who, False)


def _own_and_told(quote: str, parts: Sequence[Told]) -> tuple[set[str], set[str]]:
    """The content a sentence states itself, and the content it puts into somebody's mouth."""
    own, theirs, at = "", "", 0
    for span in sorted((span for part in parts for span in part.said), key=lambda span: (span.start, -span.end)):
        own += quote[at : max(at, span.start)] + " "
        theirs += quote[max(at, span.start) : max(at, span.end)] + " "
        at = max(at, span.end)
    return set(content_stems(own + quote[at:])), set(content_stems(theirs))


def _wording_check(statement: str, cited: str, around: str) -> Check:
    wanted = [word for word in dict.fromkeys(content_stems(statement)) if word not in SPEECH_STEMS]
    there = set(content_stems(cited))
    named = {part for name in names(statement) if name_in(name, around) for part in content_stems(name)}
    missing = [word for word in wanted if word not in there and word not in named]
    share = 1 - len(missing) / len(wanted) if wanted else 0.0
    return Check("wording", WORDING_SHARE, f"{share:.0%}", share >= WORDING_FLOOR)
