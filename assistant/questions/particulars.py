"""What an answer must say beside being of the right kind: that those counted were detained, that a day is one by which
something is due, that somebody is blamed, that the one named is a general. Pure.

"How many people were detained at the march?" is not answered by how many marched, though both count people.
"""

from __future__ import annotations

import re

from corpus.stemming import base_stem, stems

_DEEDS = tuple(
    (
        re.compile(rf"(?:{asked})\b", re.IGNORECASE),
        frozenset(base_stem(stem) for word in told.split() for stem in stems(word)),
    )
    for asked, told in (
        (
            "die|died|dead|kill|killed|perished|deaths|fatalities|casualties",
            "die dead death killed toll victims bodies perished fatal fatalities casualties",
        ),
        ("injure|injured|injuries|wound|wounded|hurt", "injured injuries wounded hurt"),
        (
            "detain|detained|detentions|arrest|arrested|arrests|jail|jailed|imprisoned|taken into custody|apprehended",
            "detained detention arrested custody jailed imprisoned apprehended",
        ),
        ("charged|indicted|prosecuted", "charged indicted indictment prosecuted arrested"),
        ("convicted|sentenced|found guilty", "convicted conviction sentenced guilty jailed"),
        (
            "evacuate|evacuated|displace|displaced|made homeless|forced to flee",
            "evacuated evacuation displaced homeless flee fled",
        ),
        ("missing|unaccounted|lost|disappeared", "missing unaccounted lost disappeared"),
        ("rescue|rescued|saved|freed|pulled out|brought out", "rescued rescue saved freed survivors survived pulled"),
        ("infect|infected|sicken|sickened|taken ill", "infected infection cases contracted sick sickened ill"),
        (
            "blamed|to blame|at fault|accused|suspected|(?:held )?responsible",
            "blame blamed accused fault suspected suspect responsible responsibility charged culprit guilty negligence",
        ),
    )
)
"""What is done to somebody, and the words in which an article says so."""
DEADLY = re.compile(r"\b(?:died?|dead|killed|deaths?|perish(?:ed)?|death toll)\b", re.IGNORECASE)
_BE = "is|are|was|were|be|been|being|has|have|had|do|does|did|got|get|will|would|may|might|could"
_MEANWHILE = "still|now|reportedly|also|so|far|already|believed|thought|said|feared|known|to|officially|initially|being"
_COUNTED_DOING = re.compile(
    rf"\bhow many (?:(?!(?:{_BE})\b)[\w’'-]+ ){{1,4}}?(?:(?:{_BE}|{_MEANWHILE}) )*(?P<deed>[\w ]+)", re.IGNORECASE
)
_COUNTED_DONE_TO = re.compile(
    rf"\bhow many (?:[\w’'-]+ ){{1,4}}?(?:{_BE}) [^?]{{2,60}}? (?P<deed>kill(?:ed)?|injured?|wound(?:ed)?|hurt"
    r"|detain(?:ed)?|arrest(?:ed)?|jail(?:ed)?|evacuated?|displaced?|rescued?|infect(?:ed)?|sicken(?:ed)?)"
    r"(?= (?:in|on|at|by|since|after|before|during|for|over|so|this|last|when|while|from|across|near|and|as)\b|\W*$)",
    re.IGNORECASE,
)
"""Those counted, somebody who did it to them, and what: "How many soldiers did the blast kill?"."""
_COUNTED_AS = re.compile(
    r"\bhow many (?:[\w’'-]+ ){0,2}?(?P<deed>deaths|fatalities|casualties|injuries|arrests|detentions)\b", re.IGNORECASE
)
_WHO_DONE_TO = re.compile(
    rf"\bwho(?:m)? (?:(?:{_BE}|{_MEANWHILE}) )+(?P<deed>[\w ]+)"
    rf"|\bwho(?:m)? (?:{_BE}) [^?]{{2,60}} (?P<by>blame|accuse|suspect)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:by|until|till|before) (?:what|which|when)\b", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TOLD_BOUND = re.compile(
    r"\b(?:by|until|till|before|within|no later than|deadline|due|end of|expires?)\b[^.;]{0,30}?"
    rf"(?:\b(?:{_MONTHS}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|noon|midnight|spring|summer|autumn|winter"
    r"|tomorrow|tonight|(?:hour|day|week|month|year|decade)s?)\b|\b(?:1[5-9]|20)\d\d\b)",
    re.IGNORECASE,
)
_RANKS = {
    "general": r"generals?|gen\.",
    "admiral": r"admiral|adm\.",
    "colonel": r"colonel|col\.",
    "commander": r"commander|cmdr|commands?|commanded|commanding",
    "judge": r"judge|magistrate|(?<!of )justice",
    "justice": r"(?<!of )justice",
    "lawyer": r"lawyer|attorney|barrister|solicitor|counsel",
    "attorney": r"attorney|lawyer",
    "prosecutor": r"prosecutor|attorney",
    "ambassador": r"ambassador|envoy",
    "engineer": r"engineer",
    "architect": r"architect",
    "surgeon": r"surgeon|dr\.?|doctor",
    "pilot": r"pilot|captain|capt\.",
    "bishop": r"(?:arch)?bishop",
    "cardinal": r"cardinal",
}
"""Ranks and offices that an article states when it names who holds them, with how it writes them. Not "actor" or
"senator", of whom everybody knows what they are."""
RANKS = "|".join(_RANKS)
_RANK_ASKED = re.compile(
    rf"\b(?:which|what) (?:[\w-]+ )?(?P<rank>{RANKS})\b"
    r"(?! (?:election|strike|assembly|manager|secretary|store|hospital)\b)",
    re.IGNORECASE,
)


def deed_counted(question: str) -> frozenset[str]:
    """Stems of what is said to have happened to those whose number is asked for; empty when nothing of this list."""
    for pattern in (_COUNTED_DOING, _COUNTED_DONE_TO, _COUNTED_AS):
        if (asked := pattern.search(question)) and (deed := _deed(asked["deed"])):
            return deed
    return frozenset()


def deed_suffered(question: str) -> frozenset[str]:
    """The same for whoever it happened to, where the question asks who that was."""
    asked = _WHO_DONE_TO.search(question)
    return _deed(asked["deed"] or f"{asked['by']}d") if asked else frozenset()


def says_deed(deed: frozenset[str], sentence: str) -> bool:
    return not deed.isdisjoint(base_stem(stem) for stem in stems(sentence))


def asks_bound(question: str) -> bool:
    """Whether a question asks for the day by which something is due."""
    return bool(_BOUND.search(question))


def says_bound(sentence: str) -> bool:
    return bool(_TOLD_BOUND.search(sentence))


def rank_asked(question: str) -> str | None:
    """The rank or office that the one asked for must hold, a key of the list."""
    asked = _RANK_ASKED.search(question)
    return asked["rank"].lower() if asked else None


def says_rank(rank: str, sentence: str) -> bool:
    return bool(re.search(rf"\b(?:{_RANKS[rank]})(?!\w)", sentence, re.IGNORECASE))


def _deed(asked: str) -> frozenset[str]:
    return next((told for pattern, told in _DEEDS if pattern.match(asked)), frozenset())
