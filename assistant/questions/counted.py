"""The figures of a sentence, and which of them count what a question asks about. Pure.

"How many tanks did NATO count?" is not answered by 17,600 troops: the figure must stand at the thing counted.
"""

from __future__ import annotations

import re
from datetime import date

from assistant.language.when import date_mentions
from assistant.questions.expectation import BARE_YEAR, GENERIC, PERCENT, YEAR, Expectation
from corpus.stemming import base_stem, stems

_SMALL_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
FIGURE = re.compile(
    r"(?<![\w.])(?:[$£€¥]\s?)?\d(?:[\d,.]*\d)?(?:st|nd|rd|th)?"
    r"(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand))?"
    rf"|\b(?:{_SMALL_NUMBERS}|hundreds?|thousands?|millions?|dozens?|half|third|twice|double)\b",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"[$£€¥%]|\b(?:dollars?|pounds?|euros?|roubles?|million|billion|percent|per cent|years?|miles?|kilomet\w+)\b"
)
_MONEY = re.compile(
    r"[$£€¥₽₹]|\b(?:dollars?|pounds?|euros?|roubles?|rubles?|yen|yuan|hryvnias?|cents?|pence|rupees?|francs?|lira)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[ -]?(?:(?:milli|centi|kilo)?(?:metre|meter|gram|litre|liter)s?|inch(?:es)?|feet|foot|miles?|kilos?|tonnes?|tons?"
    r"|gallons?|barrels?|acres?|hectares?|degrees?|(?:kilo|mega|giga)watts?|volts?)\b",
    re.IGNORECASE,
)
_DURATION = re.compile(r"[ -](?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?)\b", re.IGNORECASE)
"""What "24 hours" measures is no amount: "more rain in 24 hours than ever"."""
_WORD = re.compile(r"[^\W_][\w.’'-]*")
SOLDIERS = frozenset({"troop", "soldier", "servicemen", "serviceman", "personnel", "militari", "fighter"})
_SAME_THING = (
    SOLDIERS,
    frozenset({"victim", "die", "kill", "toll", "bodi"}),
    frozenset({"vote", "voter", "ballot"}),
    frozenset(base_stem(stem) for stem in stems("employees workers staff staffers")),
    frozenset({"person", "protest", "demonstr", "marcher", "particip"}),
)
NEAR_WORDS = 6
"""A figure belongs to a noun at most this many words away, as in "17,600 of the Russian troops"."""


def figures(sentence: str, published: date | None) -> list[re.Match[str]]:
    """The figures of a sentence that count or measure something: not its dates."""
    written = [match for match in FIGURE.finditer(sentence) if not BARE_YEAR.fullmatch(match[0])]
    dates = date_mentions(sentence, published) if written else []
    return [
        match
        for match in written
        if not any(match.start() < mention.end and mention.start < match.end() for mention in dates)
    ]


def counted_figures(wanted: Expectation, sentence: str, published: date | None) -> list[re.Match[str]]:
    """The figures of a sentence that count what the question asks about."""
    return _counting(wanted, sentence, figures(sentence, published))


def number_fit(wanted: Expectation, sentence: str, published: date | None) -> float:
    found = figures(sentence, published)
    if not found:
        return 0.0
    if _counting(wanted, sentence, found):
        return 0.3 if _looks_back(wanted, sentence, published) else 1.0
    return 0.5 if not wanted.counted and _MEASURED.search(sentence) else 0.1


def _counting(wanted: Expectation, sentence: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    if wanted.percent:
        return [m for m in found if PERCENT.search(sentence[m.start() : m.end() + 12])]
    if wanted.money:
        return [m for m in found if _MONEY.search(sentence[max(0, m.start() - 2) : m.end() + 12])]
    if wanted.amount and "time" not in wanted.counted:
        found = [m for m in found if not _DURATION.match(sentence, m.end())]
    if wanted.amount and (measured := [m for m in found if _UNIT.match(sentence, m.end())]):
        return measured
    if not wanted.counted or set(wanted.counted) <= GENERIC:
        return found
    return [m for m in found if _stands_at(m, sentence, wanted.counted)]


def _looks_back(wanted: Expectation, sentence: str, published: date | None) -> bool:
    """Whether a sentence tells of an earlier year that nobody asked about ("the worst since 1992, when 263 died")."""
    years = {int(year) for year in YEAR.findall(sentence)}
    return published is not None and bool(years - set(wanted.years)) and max(years) < published.year - 1


def _stands_at(figure: re.Match[str], sentence: str, counted: tuple[str, ...]) -> bool:
    wanted = set(counted)
    for group in _SAME_THING:
        if wanted & group:
            wanted |= group
    after = _WORD.findall(sentence[figure.end() :])[:NEAR_WORDS]
    before = _WORD.findall(sentence[: figure.start()])[-NEAR_WORDS:]
    # "Training" has the stem of "train", but nobody counts doings: only things.
    things = [word for word in (*before, *after) if not word.endswith("ing")]
    return bool(wanted & {base_stem(stem) for stem in stems(" ".join(things))})
