"""Who a question with "who" is about: a person to be described, a relative, whoever came after somebody. Pure.

"Who is Tatiana Navka?" names the person already, and wants to know what she is. "Who is the wife of Dmitry Peskov?"
is answered by no other name beside his. "Who resigned?" is not answered by who said that he would not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.assertion import denied_stems, negated
from assistant.language.names import name_in
from assistant.language.pronouns import persons_in
from assistant.language.wording import is_grammar, stem
from corpus.stemming import base_stem, stems

_PART = r"(?:[A-Z][\w.’'-]*|d[aeiu]|van|von|der|den|al|bin|bint|la|le)"
_OFFICE_LAST = re.compile(
    r"\b(?:President|Minister|Chief|Secretary|General|Head|Chairman|Chancellor|Director|Leader|Manager|Governor|Mayor"
    r"|CEO|King|Queen|Pope|Speaker|Commissioner|Officer)$"
)
_IDENTITY = re.compile(
    rf"\W*(?:(?:[Aa]nd|[Bb]ut|[Ss]o),? )?[Ww]ho(?:['’]s| is| was| are| were) (?P<name>{_PART}(?: {_PART}){{0,4}})\W*$"
)
_NAMED = rf"(?P<{{0}}>{_PART}(?: {_PART}){{{{0,4}}}})"
_KIN = tuple(
    (
        re.compile(rf"(?:{asked})", re.IGNORECASE),
        frozenset(base_stem(one) for word in told.split() for one in stems(word)),
    )
    for asked, told in (
        ("wife|husband|spouse|widow|widower", "wife husband spouse widow widower married marry marriage wed"),
        (
            "partner|girlfriend|boyfriend|fianc[eé]e?|companion",
            "partner girlfriend boyfriend fiancé fiancée companion engaged dating relationship wife husband married",
        ),
        ("sons?|daughters?|child|children|kids?|heirs?", "son daughter child children kid heir father mother parent"),
        ("father|mother|parents?|dad|mum|mom", "father mother parent dad mum mom son daughter child"),
        ("brothers?|sisters?|siblings?|twin", "brother sister sibling twin"),
        ("(?:grand|god)(?:sons?|daughters?|child(?:ren)?|father|mother|parents?)|uncle|aunt|nephew|niece|cousin", ""),
    )
)
_RELATION = "|".join(f"(?:{pattern.pattern})" for pattern, _ in _KIN)
_KIN_ASKED = re.compile(
    rf"\bwho(?:['’]s| is| was| are| were)"
    rf" (?:(?:the )?(?:[a-z-]+ )?(?P<kin>{_RELATION}) (?:of|to) (?-i:{_NAMED.format('of')})"
    rf"|(?-i:{_NAMED.format('whose')})(?<!['’]s)['’]s? (?:[a-z-]+ )?(?P<their>{_RELATION}))(?![\w-])",
    re.IGNORECASE,
)
_MARRIED = re.compile(
    rf"\bwho(?:m)? (?:is|was|did|has|will) (?-i:{_NAMED.format('of')}) (?:get )?(?:married|marry|wed)\b", re.IGNORECASE
)
_SUCCEEDED = re.compile(
    r"\bwho(?:m)? (?!(?:\w+ )?(?:is|was|were|been|be|being) (?:replaced|succeeded|followed)\b)"
    r"(?:(?:has|have|had|is|was|will|would|could|may|might|to|be|been|set|expected|likely|going|then) )*"
    r"(?:replac(?:e|es|ed|ing)|succe(?:ed|eds|eded|eding)|t(?:akes?|aking|ook) over (?:from|for)"
    r"|follow(?:s|ed)? [^?]{2,60} as)\b",
    re.IGNORECASE,
)
_SUCCESSOR = re.compile(
    r"\b(?:replac\w+|succe(?:ed|ss[io])\w*|t(?:ak(?:es?|en|ing)|ook) (?:over|the reins|office)|sworn|inaugurat\w+"
    r"|appoint\w*|named|elect(?:s|ed)?|interim|acting|(?-i:next|new) (?:[\w-]+ ){0,2}?[a-z]+"
    r"|follow(?:s|ed|ing)? [^.;]{2,60} as|step(?:s|ped)? (?:in|up))\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\bwho (?:(?:has|have|had|is|was|were|will|just|also|been|reportedly|suddenly) )*"
    r"(?:resign(?:s|ed|ing)?|quit(?:s|ting)?|step(?:s|ped|ping)? (?:down|aside)|stood down|retir(?:es?|ed|ing)"
    r"|oust(?:ed)?|sacked|dismissed|removed (?:as|from))\b",
    re.IGNORECASE,
)
_LEAVES = re.compile(
    r"\b(?:resign\w*|quit\w*|step\w* (?:down|aside|back)|st(?:and|ood)\w* down|retire\w*|retiring|oust\w*"
    r"|sack(?:ed|ing)|fired?|dismiss\w*|remov\w*|leav(?:e|es|ing)|left|depart\w*|gone|resignation|exit\w*|outgoing)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\bwho (?:(?:is|was|are|were|has|have|had|did|does|do|will|would|also|first|just|now|then|recently|reportedly|been"
    r"|being|be) )*(?P<verb>(?-i:[a-z]){3,})\b",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(r"(?:said|says|saying|told|claim\w*|den(?:y|ies|ied)|refus\w+|reject\w*|fail\w*|declin\w*)$")


@dataclass(frozen=True, slots=True)
class Relative:
    """Whose relative is asked for, and the stems by which an article says that somebody is one."""

    of: str
    words: frozenset[str]


def identity_asked(question: str) -> str:
    """The name of who is to be described ("Who is Claudio Ranieri?"); "" when a question asks for no such thing."""
    asked = _IDENTITY.match(question)
    return asked["name"] if asked and not _OFFICE_LAST.search(asked["name"]) else ""


def relative_asked(question: str) -> Relative | None:
    if married := _MARRIED.search(question):
        return Relative(married["of"], _KIN[0][1])
    asked = _KIN_ASKED.search(question)
    if not asked:
        return None
    written = asked["kin"] or asked["their"]
    told = next(told for pattern, told in _KIN if pattern.fullmatch(written))
    return Relative(
        (asked["of"] or asked["whose"]).removesuffix("'s"),
        told or frozenset(base_stem(one) for one in stems(written)),
    )


def successor_asked(question: str) -> bool:
    """Whether the one who came after somebody is asked for: "Who replaced Mugabe?"."""
    return bool(_SUCCEEDED.search(question))


def says_successor(sentence: str) -> bool:
    return bool(_SUCCESSOR.search(sentence))


def leaver_asked(question: str) -> bool:
    """Whether the one who left an office is asked for: "Who resigned?"."""
    return bool(_LEFT.search(question))


def says_leaver(sentence: str) -> bool:
    return bool(_LEAVES.search(sentence))


def deed_asked(question: str) -> str:
    """The stem of what somebody is to have done ("resigned"), where a sentence may say that they did not; else ""."""
    asked = _DOES.search(question)
    if not asked or negated(question) or is_grammar(asked["verb"]) or _SPOKEN_OF.match(asked["verb"]):
        return ""
    return stem(asked["verb"])


def denies(deed: str, sentence: str) -> bool:
    """Whether a sentence speaks of a deed only to say that it was not, or will not be, done."""
    return bool(deed) and deed in denied_stems(sentence)


def described(name: str, sentence: str) -> float:
    """How well a sentence tells who somebody is: 1 when it says what they are, .6 when it names them, .1 when not."""
    if not name_in(name, sentence):
        return 0.1
    surname = re.escape(name.split()[-1])
    return 1.0 if re.search(_DESCRIPTION.format(name=surname), sentence) else 0.6


_TITLE = (
    "(?i:president|minister|spokes(?:man|woman|person)|chief|secretary|general|director|leader|manager|governor|mayor"
    "|chancellor|king|queen|prince|princess|pope|senator|judge|professor|coach|captain|striker|singer|actor|actress"
    "|author|analyst|activist|lawyer|ambassador|commissioner|chairman|chairwoman|founder|editor|speaker)"
)
_DESCRIPTION = (
    # the manager, Claudio Ranieri - his wife, the former ice dancer Tatiana Navka - Kremlin spokesman Dmitry Peskov
    r"(?:\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[\w’'-]+['’]s?)"
    r"(?: [a-z][\w-]*| [A-Z][\w-]*(?= [a-z])){{1,6}},?"
    rf"|\b{_TITLE},?)"
    r"(?: [A-Z][\w.’'-]*){{0,3}} {name}\b"
    # Claudio Ranieri, the manager - Mugabe, 93 - Stern is the mission's head
    r"|\b{name},(?: (?:aged )?\d\d,)?"
    r" (?:(?:the|an?|its|his|her|their|who|whose|former|[\w’'-]+['’]s?)\b|\d\d\b|{title})"
    r"|\b{name}(?: [A-Z]\w*)? (?:is|was|became|remains|has been|had been|served as|worked as)"
    r" (?:an?|the|its|one of|\w+['’]s)\b"
).replace("{title}", _TITLE)


def says_relative(wanted: Relative, sentence: str, before: Sequence[str]) -> bool:
    """Whether a sentence speaks of a relative of the one asked about, by name or as "his wife".

    "His" is of the one asked about when the sentence before it that names anybody names him.
    """
    if wanted.words.isdisjoint(base_stem(one) for one in stems(sentence)):
        return False
    if name_in(wanted.of, sentence):
        return True
    if not re.search(r"\b(?:his|her|their|he|she)\b", sentence, re.IGNORECASE):
        return False
    around = " ".join([*before, sentence])
    for earlier in reversed(before):
        if name_in(wanted.of, earlier):
            return True
        if persons_in(earlier, around):
            return False
    return False
