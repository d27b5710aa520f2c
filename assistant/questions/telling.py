"""What a sentence tells that the question does not: the names, figures and days that could be the answer. Pure.

"The country's largest movie theater chain announced ..." answers "Which movie theater chain announced ...?" no better
than the question itself does. Countries are those of the CLDR (babel); of what is asked for by its name it is enough
that some name is new.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from functools import cache

from assistant.language.new_names import new_names, only_origins
from assistant.language.when import date_mentions
from assistant.questions.counted import figures
from assistant.questions.expectation import YEAR, Kind, expectation
from corpus.split import sentences
from corpus.stemming import base_stem, stems


class Wanted(StrEnum):
    """What has to be told for a sentence to answer."""

    COUNTRY = "country"
    STATE = "state"
    NAME = "name"
    FIGURE = "figure"
    DAY = "day"
    SINCE = "since"
    """The year or day from which on something has been so: mostly long before the article."""
    ANYTHING = "anything"


_NAMED = (
    "actor|actress|agency|airline|airport|album|app|artist|athlete|author|award|band|billionaire|book|brand|broadcaster"
    "|candidate|carrier|cartoon|anthem|celebrity|chain|church|city|club|coach|college|comedian|company|congress\\w+|corporation|county"
    "|democrat|director|destination|driver|festival|figure|film|firm|franchise|golfer|governor|group|gymnast|hospital|hotel|institution"
    "|guest|icon|island|judge|lawmaker|leader|league|magazine|maker|manufacturer|mayor|minister|mountain|movie|museum|musician|network"
    "|newspaper|novel|organi[sz]ation|outlet|park|party|platform|player|politician|president|prince|princess|province"
    "|publisher|quarterback|queen|king|racer|rapper|region|republican|restaurant|retailer|river|school|senator|series"
    "|service|show|singer|sitcom|song|squad|stadium|star|store|supermarket|team|tournament|town|union|university|veteran|village"
    "|website|winner|writer"
)
"""What is asked for by its name. Other nouns ("which species", "which sport") are answered by plain words as well."""
_QUESTION_WORD = re.compile(r"\b(?:what|which|who|whom|whose|where|when|how|why)\b", re.IGNORECASE)
_NOUNS = r"(?:which|what|whose)(?: of (?:the|his|her|its|their))?\s+(?P<nouns>[^?.,;:]{1,60})"
_ASKED = re.compile(rf"\b{_NOUNS}", re.IGNORECASE)
_VERBS = re.compile(
    r"\b(?:is|was|are|were|did|does|do|has|have|had|will|would|can|could|should|may|might|won|this|that|to|for|in|on|at"
    r"|recently|who|after|from|with|by|as|when)\b|(?<=[a-z] )[a-z]+ed\b(?= [a-z])"
)
_NAME_OF = re.compile(
    r"\b(?:what|which) (?:is|was|are|were) (?:the |its |his |her |their )?(?:[\w’'-]+ )?names?\b"
    r"|\b(?:called|named|as|titled?|held by)\W*$|\bwill it be called\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince(?: at least)?\W*$", re.IGNORECASE)
_LONG_AGO = re.compile(r"\bsince\b|\blast (?!week|month|year|night|season)", re.IGNORECASE)
"""What tells since when something has not been, or has been so."""
_MEASURED = re.compile(r"\b(?:what|which) (?:time|score|price|amount|speed|age|percentage)\b", re.IGNORECASE)
_DOTS = re.compile(r"(?<=\b[A-Z])\.")
_NAMED_NOUN = re.compile(rf"\b(?:{_NAMED})s?\b", re.IGNORECASE)
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois"
    "|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    "|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon"
    "|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington"
    "|West Virginia|Wisconsin|Wyoming|New South Wales|Victoria|Queensland|Tasmania|South Australia|Western Australia"
    "|Bavaria|Saxony|Hesse|Punjab|Kerala|Gujarat|Tamil Nadu|Uttar Pradesh|West Bengal|Maharashtra|Lagos|Jalisco"
)
_OTHER_COUNTRIES = (
    "England|Scotland|Wales|Northern Ireland|Britain|Great Britain|UK|U.K.|US|U.S.|USA|America|Turkey|Burma|Myanmar"
    "|Czech Republic|Ivory Coast|Palestine|Holland|UAE|Hong Kong|Macau|Congo|Swaziland|East Timor|Vatican"
)


_STATE = re.compile(rf"\b(?:{_STATES})\b")


def wanted_of(question: str) -> Wanted:
    """What a question wants to be told, by its question word and the noun after it."""
    expected = expectation(question)
    kind = expected.kind
    if expected.described:
        return Wanted.ANYTHING
    if kind is Kind.NUMBER or _MEASURED.search(question):
        return Wanted.FIGURE
    if _SINCE.search(question):
        return Wanted.SINCE
    if kind is Kind.DATE:
        return Wanted.DAY
    for asked in _ASKED.finditer(_DOTS.sub("", question)):
        nouns = _VERBS.split(asked["nouns"], maxsplit=1)[0]
        if re.search(r"\b(?:country|nation|countries|nations)\b", nouns, re.IGNORECASE):
            return Wanted.COUNTRY
        if re.search(r"\bstates?\b", nouns, re.IGNORECASE):
            return Wanted.STATE
        if _NAMED_NOUN.search(nouns):
            return Wanted.NAME
    if kind in (Kind.PERSON, Kind.PLACE) or _NAME_OF.search(question):
        return Wanted.NAME
    return Wanted.ANYTHING


def tells(
    wanted: Wanted, sentence: str, published: date | None, known: Collection[str], years: Collection[str]
) -> float:
    """1 when a sentence tells something of the kind wanted, 0 when it does not, and .5 where anything might answer.

    `known` are the stems of the question and `years` those that it names: they are given, so they are not the answer.
    """
    match wanted:
        case Wanted.COUNTRY:
            return float(_any_new(_countries(), sentence, known))
        case Wanted.STATE:
            return float(_any_new(_STATE, sentence, known))
        case Wanted.NAME:
            found = new_names(sentence, tuple(known))
            return (0.5 if only_origins(found) else 1.0) if found else 0.0
        case Wanted.FIGURE:
            return float(any(_plain(figure[0]) not in known for figure in figures(sentence, published)))
        case Wanted.DAY:
            return _dated(sentence, published, years)
        case Wanted.SINCE:
            return _dated(sentence, published, years) if _LONG_AGO.search(sentence) else 0.0
        case Wanted.ANYTHING:
            return 0.5


def asking_sentence(question: str) -> str:
    """The sentence of a question that asks: "Hamlin collapsed on Monday. Which team does he play for?"."""
    texts = [span.of(question) for span in sentences(question)]
    return next((text for text in reversed(texts) if _QUESTION_WORD.search(text)), question)


def _dated(sentence: str, published: date | None, years: Collection[str]) -> float:
    return float(bool(date_mentions(sentence, published)) or not set(YEAR.findall(sentence)) <= set(years))


def _any_new(listed: re.Pattern[str], sentence: str, known: Collection[str]) -> bool:
    return any(base_stem(stem) not in known for found in listed.findall(sentence) for stem in stems(found))


def _plain(figure: str) -> str:
    return re.sub(r"[\s,]", "", figure).casefold()


@cache
def _countries() -> re.Pattern[str]:
    from babel import Locale

    listed = {
        part.strip()
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}
        for part in re.split(r" & | - |[()]", name)
        if part.strip()
    }
    longest_first = sorted({*listed, *_OTHER_COUNTRIES.split("|")}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
