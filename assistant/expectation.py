"""What kind of answer a question asks for, and whether a sentence holds one. Pure.

"How many tanks did NATO count?" is not answered by 17,600 troops: a number must stand at the thing counted, a "who"
needs somebody whom the question does not name already, a "when" needs a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.attribution import SPEECH_VERBS, speaker
from assistant.remembered import remembered
from assistant.when import MONTHS, date_mentions
from corpus.stemming import base_stem, content_stems, stems
from corpus.terms import STOP_WORDS


class Kind(StrEnum):
    """What would count as an answer."""

    PERSON = "person"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    REASON = "reason"
    SPEECH = "speech"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Expectation:
    """The kind of answer wanted, and the detail that narrows it."""

    kind: Kind
    counted: tuple[str, ...] = ()
    """For a number: stems of the thing counted ("troop"), empty when anything measured will do."""
    amount: bool = False
    """For a number: how much of something, which a figure with a unit may tell without naming it."""
    money: bool = False
    """For a number: what something costs, which no other measure tells."""
    percent: bool = False
    names: tuple[str, ...] = ()
    """Stems of the names in the question: they are given, so they are not the answer."""
    years: tuple[int, ...] = ()
    """The years that the question names."""
    speaker: str | None = None
    """For a statement: the last name of who is to have spoken."""
    office: tuple[str, ...] = ()
    """For a person: stems of the office asked about ("prime minister of Ukraine"), which must stand together."""


_AUXILIARY = "did|does|do|was|were|is|are|has|have|had|will|would|could|can|should|may|might"
_SAY = "say|claim|tell|announce|argue|state|warn|promise|deny|think|call"
_MEASURES = (
    "turnout|toll|rate|price|percentage|share|score|magnitude|speed|distance|cost|amount|number|figure|margin|total|size"
    "|population|height|weight|age|temperature|majority|salary|budget|fine"
)
_PLACES = "country|city|town|state|place|region|nation"
_PEOPLE = (
    "person|man|woman|minister|president|leader|actor|singer|author|spokes(?:man|woman|person)|chancellor|governor"
    "|mayor"
)
_KINDS = tuple(
    (kind, re.compile("|".join(rf"\b{pattern}\b" for pattern in patterns), re.IGNORECASE))
    for kind, patterns in (
        (
            Kind.NUMBER,
            (
                "how (?:many|much|old|long|far|high|large|big|tall|fast|often)",
                "what (?:percentage|share|proportion|number)",
                rf"(?:what|which) (?:was|is|were|are) the (?:[\w-]+ ){{0,3}}(?:{_MEASURES})",
                rf"what (?:[\w-]+ )?(?:{_MEASURES})",
            ),
        ),
        (Kind.REASON, ("why", "what (?:was|is|were) the (?:reason|cause|purpose)", "for what reason")),
        (
            Kind.SPEECH,
            (
                rf"what (?:{_AUXILIARY}) .*\b(?:{_SAY})",
                r"what (?:was|is) .*\b(?:reaction|response|position|statement)",
                "how did .* (?:respond|react)",
            ),
        ),
        (Kind.DATE, ("when", "(?:what|which) (?:year|day|date|month)")),
        (Kind.PLACE, ("where", rf"(?:what|which|whose) (?:[\w-]+ )?(?:{_PLACES})")),
        (Kind.PERSON, ("who(?:m|se)?", rf"which (?:[\w-]+ )?(?:{_PEOPLE})")),
    )
)
_SPEAKER = re.compile(rf"\bwhat (?:{_AUXILIARY}) (?P<who>[^?]+?) (?:{_SAY})\b", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"\baccording to (?:the |a |an |its |their )?(?P<who>[^?,;]+)", re.IGNORECASE)
_OFFICE = re.compile(
    r"who (?:is|was) (?:the )?(?P<office>[^?,]*\b(?:president|minister|chief|secretary|head|chairman|chancellor"
    r"|director|leader|manager|governor|mayor|ceo|king|queen|pope)\b[^?,]*?)(?: now| today| then)?\W*$",
    re.IGNORECASE,
)
_OFFICES = frozenset(
    """chief minister president spokesman spokeswoman spokesperson secretary director leader official officials
    head""".split()
)
_COUNTED = re.compile(
    rf"\bhow (?:many|much) (?!(?:{_AUXILIARY})\b)(?P<noun>(?:[\w-]+ ){{1,4}}?)"
    rf"(?:{_AUXILIARY}|[\w-]+ed|took|died|left|came|went|voted|of|in|at|on|from|for|to|per)\b",
    re.IGNORECASE,
)
_HURT = re.compile(r"\b(?:injured|injuries|wounded|hurt)\b", re.IGNORECASE)
DEADLY = re.compile(r"\b(?:died?|dead|killed|deaths?|perish(?:ed)?|death toll)\b", re.IGNORECASE)
_COUNTED_LAST = re.compile(rf"\bhow (?:many|much) (?!(?:{_AUXILIARY})\b)(?P<noun>[\w-]+(?: [\w-]+)?)", re.IGNORECASE)

_SMALL_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_FIGURE = re.compile(
    r"(?<![\w.])(?:[$£€¥]\s?)?\d(?:[\d,.]*\d)?(?:st|nd|rd|th)?"
    r"(?:\s?(?:%|percent|per cent|million|billion|trillion|thousand))?"
    rf"|\b(?:{_SMALL_NUMBERS}|hundreds?|thousands?|millions?|dozens?|half|third|twice|double)\b",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
YEAR = re.compile(rf"\b{_BARE_YEAR.pattern}\b")
_PERCENT = re.compile(
    r"%|\bper ?cent\b|\bpercentage\b|\bwhat (?:share|proportion)\b|\bhalf\b|\bthird\b|\bquarter\b", re.IGNORECASE
)
_MEASURED = re.compile(
    r"[$£€¥%]|\b(?:dollars?|pounds?|euros?|roubles?|million|billion|percent|per cent|years?|miles?|kilomet\w+)\b"
)
_COSTS = re.compile(
    rf"\bhow much (?:money|(?:{_AUXILIARY})\b.{{0,60}}\b(?:costs?|paid|pay|fined?|spent|spend|worth))\b", re.IGNORECASE
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
_WORD = re.compile(r"[^\W_][\w.’'-]*")
_NAME = r"[A-Z][\w’'-]*"
_CAPITALISED = re.compile(
    rf"\b[A-Z][\w’'-]*[a-z][\w’'-]*(?: (?:(?:de|van|von|al|bin|of|the) )?{_NAME})*|\b[A-Z]{{2,}}\b"
)
NOT_NAMES = frozenset(MONTHS) | frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday The A An In On At But And As While When After Before If
    He She It They We I You This That These Those There His Her Its Their Our For From With By To Of Or Not No Yes One
    Two Three Who Whom Whose What Which Why How Where""".split()
)
_PLACE_CUE = re.compile(
    rf"\b(?:in|at|to|from|near|outside|into|across|inside|off|of|around)\s+(?:the\s+)?(?:[a-z-]+\s+){{0,2}}{_NAME}"
)
_STRONG_REASON = re.compile(
    r"\b(?:because|due to|owing to|in order to|so that|as part of|to participate|in response|aimed at|intended to"
    r"|reasons?|caused by|blamed|citing)\b",
    re.IGNORECASE,
)
_WEAK_REASON = re.compile(
    r"\b(?:to (?:protest|avoid|prevent|protect|support|help|mark|allow|ensure|make|take part)|after|over|amid|following"
    r"|since|for)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(rf"\b(?:{'|'.join(SPEECH_VERBS)}|according to)\b|[\"“]", re.IGNORECASE)

SOLDIERS = frozenset({"troop", "soldier", "servicemen", "serviceman", "personnel", "militari", "fighter"})
_SAME_THING = (
    SOLDIERS,
    frozenset({"victim", "die", "kill", "toll", "bodi"}),
    frozenset({"vote", "voter", "ballot"}),
    frozenset({"person", "protest", "demonstr", "marcher", "particip"}),
)
_GENERIC = frozenset({"person", "time", "money"})
NEAR_WORDS = 6
"""A figure belongs to a noun at most this many words away, as in "17,600 of the Russian troops"."""


def expectation(question: str) -> Expectation:
    """What the question asks for."""
    names = tuple({stem for name in _CAPITALISED.findall(question) if name not in NOT_NAMES for stem in stems(name)})
    kind = next((kind for kind, pattern in _KINDS if pattern.search(question)), Kind.OTHER)
    if kind is Kind.NUMBER:
        years = tuple(int(year) for year in YEAR.findall(question))
        return Expectation(
            kind=kind,
            counted=_counted(question),
            amount=bool(re.search(r"\bhow much\b", question, re.IGNORECASE)),
            money=bool(_COSTS.search(question)),
            percent=bool(_PERCENT.search(question)),
            names=names,
            years=years,
        )
    if kind is Kind.SPEECH and (who := _SPEAKER.search(question)):
        words = [re.sub(r"['’]s$", "", word) for word in who["who"].split() if word[:1].isupper()]
        return Expectation(kind, names=names, speaker=words[-1] if words else None)
    if kind is Kind.PERSON and (office := _OFFICE.match(question)):
        # "WHO" is a stop word to the index, and a name here.
        acronyms = [stem for word in re.findall(r"\b[A-Z]{2,}\b", office["office"]) for stem in stems(word)]
        return Expectation(
            kind, names=names, office=tuple(dict.fromkeys((*content_stems(office["office"]), *acronyms)))
        )
    return Expectation(kind, names=names)


def source_asked(question: str) -> frozenset[str]:
    """The stems of whoever is to have said it ("according to the police"); empty when anybody may."""
    found = _ACCORDING_TO.search(question)
    return frozenset(content_stems(found["who"])) if found else frozenset()


def spoken_by(wanted: Expectation, sentence: str, before: Sequence[str], after: Sequence[str]) -> float:
    """How well a sentence is a statement of the one asked about.

    Somebody else's words are none. Words of an office ("NATO Chief") or of nobody named ("he said") are those of the
    last speaker named before, or else of the next one. `before` is nearest first.
    """
    if not _SPEECH.search(sentence):
        return 0.1
    name = (wanted.speaker or "").casefold()
    who = speaker(sentence)
    if name in (who or sentence).casefold():
        return 1.0
    if who and who.split()[-1].casefold() not in _OFFICES:
        return 0.1
    others = (other for text in (*before, *after) if (other := speaker(text)) and other.split()[-1] not in _OFFICES)
    return 1.0 if name in next(others, "-").casefold() else 0.1


def holds_office(wanted: Expectation, sentence: str) -> bool:
    """Whether the words of an office and its place stand together in a sentence: "Russian Prime Minister"."""
    words = stems(sentence)
    places = [[i for i, word in enumerate(words) if _kindred(word, part)] for part in wanted.office]
    if not all(places):
        return False
    return any(all(any(abs(i - first) <= NEAR_WORDS for i in others) for others in places) for first in places[0])


def _kindred(word: str, part: str) -> bool:
    """The same stem, or a country and its adjective ("ukrain" and "ukrainian")."""
    shorter, longer = sorted((word, part), key=len)
    return word == part or (len(shorter) >= 5 and longer.startswith(shorter[:5]) and shorter[:5] == longer[:5])


def fit(wanted: Expectation, sentence: str, published: date | None) -> float:
    """How well a sentence holds the kind of answer that is wanted: 1 yes, 0 no, between where it cannot be told."""
    match wanted.kind:
        case Kind.NUMBER:
            return _number_fit(wanted, sentence, published)
        case Kind.DATE:
            return 1.0 if date_mentions(sentence, published) or YEAR.search(sentence) else 0.15
        case Kind.PERSON:
            if wanted.office and not holds_office(wanted, sentence):
                return 0.1
            return 1.0 if new_names(sentence, wanted.names) else 0.1
        case Kind.PLACE:
            return 1.0 if _PLACE_CUE.search(sentence) and new_names(sentence, wanted.names) else 0.2
        case Kind.REASON:
            return 1.0 if _STRONG_REASON.search(sentence) else 0.6 if _WEAK_REASON.search(sentence) else 0.1
        case Kind.SPEECH:
            return 1.0 if _SPEECH.search(sentence) else 0.2
        case Kind.OTHER:
            return 0.7 if new_names(sentence, wanted.names) or _FIGURE.search(sentence) else 0.5


def figures(sentence: str, published: date | None) -> list[re.Match[str]]:
    """The figures of a sentence that count or measure something: not its dates."""
    written = [match for match in _FIGURE.finditer(sentence) if not _BARE_YEAR.fullmatch(match[0])]
    dates = date_mentions(sentence, published) if written else []
    return [
        match
        for match in written
        if not any(match.start() < mention.end and mention.start < match.end() for mention in dates)
    ]


def counted_figures(wanted: Expectation, sentence: str, published: date | None) -> list[re.Match[str]]:
    """The figures of a sentence that count what the question asks about."""
    return _counting(wanted, sentence, figures(sentence, published))


def _counting(wanted: Expectation, sentence: str, found: list[re.Match[str]]) -> list[re.Match[str]]:
    if wanted.percent:
        return [m for m in found if _PERCENT.search(sentence[m.start() : m.end() + 12])]
    if wanted.money:
        return [m for m in found if _MONEY.search(sentence[max(0, m.start() - 2) : m.end() + 12])]
    if wanted.amount and (measured := [m for m in found if _UNIT.match(sentence, m.end())]):
        return measured
    if not wanted.counted or set(wanted.counted) <= _GENERIC:
        return found
    return [m for m in found if _stands_at(m, sentence, wanted.counted)]


def new_names(sentence: str, known: tuple[str, ...]) -> list[str]:
    """The names in a sentence that are not among `known` (stems)."""
    found = []
    for match in _CAPITALISED.finditer(sentence):
        written = match[0].split()
        words = [word for word in written if word not in NOT_NAMES]
        # The capital that begins a sentence makes no name: neither "Afterwards" nor "Afterwards Putin" is new.
        telling = words[1:] if match.start() == 0 and words[:1] == written[:1] else words
        if telling and not _stems_of_a_name(" ".join(telling)).issubset(known):
            found.append(" ".join(words))
    return found


@remembered
def _stems_of_a_name(name: str) -> frozenset[str]:
    return frozenset(stems(name))


def _looks_back(wanted: Expectation, sentence: str, published: date | None) -> bool:
    """Whether a sentence tells of an earlier year that nobody asked about ("the worst since 1992, when 263 died")."""
    years = {int(year) for year in YEAR.findall(sentence)}
    return published is not None and bool(years - set(wanted.years)) and max(years) < published.year - 1


def _number_fit(wanted: Expectation, sentence: str, published: date | None) -> float:
    found = figures(sentence, published)
    if not found:
        return 0.0
    if _counting(wanted, sentence, found):
        return 0.3 if _looks_back(wanted, sentence, published) else 1.0
    return 0.5 if not wanted.counted and _MEASURED.search(sentence) else 0.1


def _counted(question: str) -> tuple[str, ...]:
    match = _COUNTED.search(question) or _COUNTED_LAST.search(question)
    if match is None:
        return ()
    words = [word for word in match["noun"].split() if word.casefold() not in STOP_WORDS]
    counted = tuple(base_stem(stem) for stem in stems(words[-1])) if words else ()
    # "How many people died" counts deaths, not people.
    thing = () if set(counted) <= _GENERIC else counted
    if counted and DEADLY.search(question):
        return (*thing, "die", "kill", "toll", "victim", "bodi")
    if counted and _HURT.search(question):
        return (*thing, "injur", "wound", "hurt")
    return counted


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
