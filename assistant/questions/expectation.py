"""What kind of answer a question asks for. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.language.new_names import names_of
from assistant.questions.particulars import RANKS, asks_bound, deed_counted, deed_suffered, rank_asked
from assistant.questions.persons_asked import (
    Relative,
    deed_asked,
    identity_asked,
    leaver_asked,
    relative_asked,
    successor_asked,
)
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
    said: frozenset[str] = frozenset()
    """For a person: stems of the words in quotation marks that they are to have said."""
    office: tuple[str, ...] = ()
    """For a person: stems of the office asked about ("prime minister of Ukraine"), which must stand together."""
    deed: frozenset[str] = frozenset()
    """For a person: stems of what was done to them, one of which must be said ("Who is blamed?")."""
    succeeds: bool = False
    """For a person: whether they come after somebody ("Who replaced Mugabe?")."""
    leaves: bool = False
    """For a person: whether they leave an office ("Who resigned?")."""
    described: str = ""
    """For a person: the name of the one who is to be described ("Who is Tatiana Navka?")."""
    relative: Relative | None = None
    """For a person: whose relative they are to be."""
    done: str = ""
    """For a person: the stem of what they are to have done, which must not be denied of them ("Who resigned?")."""
    rank: str | None = None
    """For a person: the rank that must be said of them ("Which general?")."""
    bound: bool = False
    """For a date: whether it is the one by which something is due."""


_AUXILIARY = "did|does|do|was|were|is|are|has|have|had|will|would|could|can|should|may|might"
_NO_THING = "to|in|at|on|from|for|per|by|as|with|after|before|since|during|over|when|while|because|if"
"""After these words "how much" counts no thing: "agreed to pay how much to settle"."""
_PAST = (
    "took|left|came|went|fell|rose|grew|sank|flew|lost|won|sold|spent|gave|got|made|paid|fled|drew|broke|blew|ran|stood"
)
"""Irregular verbs that follow what is counted: "How much rain fell"."""
_SAY = "say|claim|tell|announce|argue|state|warn|promise|deny|think|call"
MEASURES = (
    "turnout|toll|rate|price|percentage|share|score|magnitude|speed|distance|cost|amount|number|figure|margin|total|size"
    "|population|height|weight|age|temperature|majority|salary|budget|fine"
)
_NAMED_WHERE_GIVEN = re.compile(r"\b(?:turnout|magnitude)\b", re.IGNORECASE)
"""Measures that are named wherever their figure is given: 55 percent of the votes are no turnout."""
_PLACES = "country|city|town|state|place|region|nation"
_PEOPLE = (
    "person|man|woman|minister|president|leader|actor|singer|author|spokes(?:man|woman|person)|chancellor|governor"
    rf"|mayor|{RANKS}"
)
_KINDS = tuple(
    (kind, re.compile("|".join(rf"\b{pattern}\b" for pattern in patterns), re.IGNORECASE))
    for kind, patterns in (
        (
            Kind.NUMBER,
            (
                "how (?:many|much|old|long|far|high|large|big|tall|fast|often)",
                "what (?:percentage|share|proportion|number)",
                rf"(?:what|which) (?:was|is|were|are) the (?:[\w-]+ ){{0,3}}(?:{MEASURES})",
                rf"what (?:[\w-]+ )?(?:{MEASURES})",
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
_NOBODY = frozenset(
    stems(
        "new newly latest recent recently reports reporting reported study studies data research researchers experts"
        " officials sources surveys polls scientists figures estimates media analysis analysts review released"
        " published week"
    )
)
"""What says that there is a source, and not which: no article repeats "a new study" in every sentence about it."""
_OFFICE = re.compile(
    r"who (?:is|was) (?:the )?(?P<office>[^?,]*\b(?:president|minister|chief|secretary|head|chairman|chancellor"
    r"|director|leader|manager|governor|mayor|ceo|king|queen|pope)\b[^?,]*?)(?: now| today| then)?\W*$",
    re.IGNORECASE,
)
_INTO_OFFICE = re.compile(
    r"\bwho (?:[a-z]+ ){0,3}?(?:(?:resigned|retired|stepped down|quit|(?:was|were|has been) (?:ousted|removed|sacked"
    r"|dismissed|sworn in)) as|became|becomes|(?:was|were|has been|is) (?:elected|appointed|named|chosen)(?: as)?)"
    r" (?:the )?(?P<office>(?:(?:prime|vice|deputy|foreign|finance|interior|health|defen[cs]e|(?-i:[A-Z][\w-]+)) ){0,2}"
    r"(?:president|minister|chancellor|chief executive|governor|mayor|king|queen|pope)"
    r" of (?:the )?(?-i:[A-Z][\w-]+(?: [A-Z][\w-]+)*))",
    re.IGNORECASE,
)
"""Who left an office or came to it: the words of the office and its place must stand together in what answers."""
_COUNTED = re.compile(
    rf"\bhow (?:many|much) (?!(?:{_AUXILIARY}|{_NO_THING})\b)(?P<noun>(?:[\w-]+ ){{1,4}}?)"
    rf"(?:{_AUXILIARY}|[\w-]+ed|{_PAST}|of|in|at|on|from|for|to|per)\b",
    re.IGNORECASE,
)
_COUNTED_LAST = re.compile(
    rf"\bhow (?:many|much) (?!(?:{_AUXILIARY}|{_NO_THING})\b)(?P<noun>[\w-]+(?: [\w-]+)?)", re.IGNORECASE
)
BARE_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
YEAR = re.compile(rf"\b{BARE_YEAR.pattern}\b")
PERCENT = re.compile(
    r"%|\bper ?cent\b|\bpercentage\b|\bwhat (?:share|proportion)\b|\bhalf\b|\bthird\b|\bquarter\b", re.IGNORECASE
)
_PAYS = "(?:costs?|paid|pay|fined?|spent|spend|worth)"
_COSTS = re.compile(
    rf"\bhow much (?:money|(?:{_AUXILIARY})\b.{{0,60}}\b{_PAYS})\b|\b{_PAYS}\b.{{0,60}}\bhow much\b", re.IGNORECASE
)
_WHO_SAID = re.compile(r"\W*(?:and |but )?who\b[^\"“]{2,60}[\"“](?P<words>[^\"“”]{8,300})[\"”]", re.IGNORECASE)
GENERIC = frozenset({"person", "time", "money"})


def expectation(question: str) -> Expectation:
    """What the question asks for."""
    names = names_of(question)
    kind = next((kind for kind, pattern in _KINDS if pattern.search(question)), Kind.OTHER)
    if kind is Kind.NUMBER:
        years = tuple(int(year) for year in YEAR.findall(question))
        return Expectation(
            kind=kind,
            counted=_counted(question),
            amount=bool(re.search(r"\bhow much\b", question, re.IGNORECASE)),
            money=bool(_COSTS.search(question)),
            percent=bool(PERCENT.search(question)),
            names=names,
            years=years,
        )
    if kind is Kind.SPEECH and (who := _SPEAKER.search(question)):
        words = [re.sub(r"['’]s$", "", word) for word in who["who"].split() if word[:1].isupper()]
        return Expectation(kind, names=names, speaker=words[-1] if words else None)
    if kind is Kind.PERSON and (said := _WHO_SAID.match(question)):
        return Expectation(kind, names=names, said=frozenset(stems(said["words"])))
    if kind is Kind.PERSON and (name := identity_asked(question)):
        return Expectation(kind, names=names, described=name)
    if kind is Kind.PERSON and (office := _OFFICE.match(question) or _INTO_OFFICE.search(question)):
        # "WHO" is a stop word to the index, and a name here.
        acronyms = [stem for word in re.findall(r"\b[A-Z]{2,}\b", office["office"]) for stem in stems(word)]
        return Expectation(
            kind,
            names=names,
            office=tuple(dict.fromkeys((*content_stems(office["office"]), *acronyms))),
            done=deed_asked(question),
            leaves=leaver_asked(question),
        )
    return Expectation(
        kind,
        names=names,
        deed=deed_suffered(question) if kind is Kind.PERSON else frozenset(),
        succeeds=kind is Kind.PERSON and successor_asked(question),
        leaves=kind is Kind.PERSON and leaver_asked(question),
        relative=relative_asked(question) if kind is Kind.PERSON else None,
        done=deed_asked(question) if kind is Kind.PERSON else "",
        rank=rank_asked(question) if kind is Kind.PERSON else None,
        bound=kind is Kind.DATE and asks_bound(question),
    )


def source_asked(question: str) -> frozenset[str]:
    """The stems of whoever is to have said it ("according to the police"); empty when anybody may.

    `question` is the sentence that asks: who says what is told before it is not who answers.
    """
    found = _ACCORDING_TO.search(question)
    return frozenset(content_stems(found["who"])) - _NOBODY if found else frozenset()


def _counted(question: str) -> tuple[str, ...]:
    if deed := deed_counted(question):
        return tuple(sorted(deed))  # "How many people died" counts deaths, not people
    if measure := _NAMED_WHERE_GIVEN.search(question):
        return tuple(base_stem(stem) for stem in stems(measure[0]))
    match = _COUNTED.search(question) or _COUNTED_LAST.search(question)
    words = [word for word in match["noun"].split() if word.casefold() not in STOP_WORDS] if match else []
    return tuple(base_stem(stem) for stem in stems(words[-1])) if words else ()
