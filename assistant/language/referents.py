"""What "it", "they", "the company" or "the president" at the beginning of a sentence stands for. Pure, English.

A draft says "The bank raised its rate. It expects ..." and the second sentence is to be checked as what it states: of
the bank, and of nobody else. So the name is put in its place where the sentences before leave one choice:

    it, they       what the sentence before begins with, when that is named, fits in number, and nothing else is named
                   or spoken of there that may be meant; "it" with a verb that only somebody can do may pass over things
    the bank       what has been named with that noun ("Russia's central bank"), else as "it"
    the president  the one person that was given this role by then
    he, she        the one person of the last sentence that names any

Else it stays as it is: a guess would make a false verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.names import names
from assistant.language.opening import LEAD, VERB, Opening, opening
from assistant.language.pronouns import meant, persons_in, with_subject
from assistant.language.roles import ROLES, holder
from assistant.language.wording import is_grammar, plain
from corpus.extraction.dateline_places import PLACES

_BODIES = (
    "company|firm|central bank|bank|agency|organi[sz]ation|group|party|union|club|team|court|ministry|army|airline"
    "|alliance|bloc|operator|regulator|council|committee|commission|university|carmaker|newspaper|consortium|association|federation"
    "|foundation|institute|museum|hospital|school|police force|band|probe|spacecraft|lander|ship|plane"
)
_PLACES = "city|town"
_BEGINS = re.compile(
    rf"^{LEAD}(?:(?P<pronoun>[Ii]t|[Tt]hey)(?P<has>['’](?:s|d|ll|ve|re))?"
    rf"|[Tt]he (?P<noun>{ROLES}|{_BODIES}|{_PLACES}))"
    r"(?P<aside>, \d{1,3},)?(?= (?:(?:also|later|then|now|again|never|once|still|soon|first|[a-z]+ly) )?(?P<verb>"
    rf"{VERB})\b(?P<rest>.*))",
    re.DOTALL,
)
_WRITTEN_OUT = {"s": " has", "d": " had", "ll": " will", "ve": " have", "re": " are"}
_BE = frozenset("is are was were be been".split())
_MAY_BE = frozenset("is are was were has have had will would can could may might did does do".split())
_ACTS = re.compile(
    r"\W*(?:(?:has|have|had|will|would|did|does|do|not|also|already|since|never|repeatedly|been|was|were)\W+)*(?:said|says"
    r"|told|added|announced|declared|den(?:y|ied|ies)|approved|rejected|refused|ruled|accused|warned|called|asked|urged"
    r"|agreed|ordered|promised|pledged|vowed|wrote|signed|voted|removed|dismissed|let|sued|hired|fired|employs?|fined"
    r"|bought|sold|admitted|insisted|demanded|appealed|recommended|apologi[sz]ed|decided|acquired|founded|elected"
    r"|appointed|raised(?! (?:questions|concerns?|doubts|hopes|fears))|sent|paid|owns|wants|plans)\b"
)
"""What only somebody does, or is done to somebody only: "it" with such a verb is no rate and no report."""
_IT_IS_THAT = re.compile(r"[^,;]{0,60}\b(?:that|to)\b")
_EMPTY_IT = re.compile(
    r"\W*(?:(?:has|have|had|will|would|also|still|not|now|been)\W+)*(?:took|takes?|taken|remain\w*|seem\w*|appear\w*"
    r"|turn(?:s|ed)? out|follow\w*|came|comes?|mark(?:s|ed)|mean[st]?|emerge[ds]?|happen\w*|rain\w*|snow\w*|costs?"
    r"|became|becomes?|help\w*|matter\w*|look\w*|made|makes?)\b"
)
_PARTICIPLE = re.compile(
    r"\W*(?:(?:not|also|then|later|been|being|[a-z]+ly)\W+)*(?:[a-z]{2,}ed|[a-z]{2,}en|built|sold|sent|held|told|led)\b"
)
_REMOTE = re.compile(
    r"\b(?:in|at|near|from|across|around|outside|on|of|by)\s+(?:(?:the|its|their|early|late|mid-?)\s+)?"
    r"(?:[A-Z][\w’'-]*|\d[\d,:.]*)(?:\s+(?:of\s+)?(?:[A-Z][\w’'-]*|\d[\d,:.]*))*"
)
"""Where or when it was, or whose it is: what is named there is seldom what the next sentence begins with."""
_THINGS = re.compile(r"\b(?:the|an?|its|their|his|her|this|that|these|those|some|several|many)\s+\w", re.IGNORECASE)
_ANOTHER = re.compile(
    rf"\b(?:the|an?|its|their|another|some)\s+(?:[\w’'-]+ ){{0,2}}"
    rf"(?:{_BODIES}|government|parliament|police)\b"
)
_MANY = re.compile(
    r"\b(?!(?:is|was|has|does|his|this|its|as|us|news|series|percent|politics|years|days|miles)\b)"
    r"[a-z]{2,}[^su\W]s\b"
)
_DEMONYM = re.compile(r"\w+(?:an|ish|ese|ic)")
_PERSON_NOUN = re.compile(rf"\b(?:{ROLES}|leader|chief|president|official|lawmaker|actor|singer|player|judge|author)$")
_TOLD_BY = re.compile(r",? (?:according to [^,]*|[^,]{2,60} (?:said|says))[^,]{0,40}(?=,|\.?$)")
_NAME = r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|[A-Z]\.|van|von|de|al|bin))*"


def refers_back(sentence: str) -> bool:
    """Whether a sentence begins with a word whose meaning stands before it."""
    return _BEGINS.match(sentence) is not None or bool(re.match(rf"{LEAD}(?:[Hh]e|[Ss]he)\b", sentence))


def in_full(sentence: str, before: Sequence[str]) -> str:
    """The sentence with what its first word refers to in its place; as it is where that is not clear.

    `before` are the sentences before it, each in full where that could be told (`all_in_full`).
    """
    he = meant(sentence, before)
    if he:
        return with_subject(sentence, before) if len(set(he)) == 1 else sentence
    found = _BEGINS.match(sentence)
    if not found or not before:
        return sentence
    noun, verb = found["noun"], f"{found['verb']}{found['rest']}"
    who: str | None
    if noun and re.fullmatch(ROLES, noun):
        who = holder(noun, before)
    elif noun and re.fullmatch(_PLACES, noun):
        who = _only_place(before[-1])
    elif noun:
        who = _called(noun, before)
        who = _subject(before, many=False, acts=True, noun=noun) if who is None else who
    else:
        acts = bool(_ACTS.match(verb))
        many = found["pronoun"].casefold() == "they"
        who = "" if not many and _empty(found["verb"], found["rest"]) else _subject(before, many=many, acts=acts)
    if not who:
        return sentence
    if found["lead"] and who.startswith("The "):
        who = f"the {who[4:]}"
    elif not found["lead"]:
        who = f"{who[0].upper()}{who[1:]}"
    has = _WRITTEN_OUT.get((found["has"] or "")[1:], "") if not noun else ""
    return f"{found['lead']}{who}{has}{found['aside'] or ''}{sentence[found.end() :]}"


def all_in_full(sentences: Sequence[str]) -> list[str]:
    """Sentences that follow each other, each in full where that can be told by those before it."""
    whole: list[str] = []
    for sentence in sentences:
        whole.append(in_full(sentence, whole))
    return whole


def _empty(verb: str, rest: str) -> bool:
    """Whether "it" may stand for nobody and nothing: "It is clear", "It was reported that", "It took an hour"."""
    if verb in _BE:
        return not _PARTICIPLE.match(rest) or bool(_IT_IS_THAT.match(rest))
    told = rest if verb in _MAY_BE else f"{verb}{rest}"
    if re.match(r"\W*(?:\w+ly\W+)?be(?:en)?\b", told):
        after = re.sub(r"^\W*(?:\w+ly\W+)?be(?:en)?\b", "", told)
        return not _PARTICIPLE.match(after) or bool(re.match(r"\W*\w+\W+that\b", after))
    return bool(_EMPTY_IT.match(told))


def _subject(before: Sequence[str], *, many: bool, acts: bool, noun: str = "") -> str:
    """What the sentence before begins with, when it is a named body, place or thing and the only one there."""
    sentence = before[-1]
    begins = opening(sentence)
    if not begins or not any(name in begins.who for name in begins.names):
        return ""
    if re.search(r"[\"“”]", sentence) or _PERSON_NOUN.search(begins.who) or _DEMONYM.fullmatch(begins.who):
        return ""
    persons = persons_in(sentence, " ".join(before))
    joined = " and " in begins.who
    if any(person in begins.who for person in persons) and not joined and not _is_body(begins):
        return ""
    fits = _many(begins)
    goes_on = len(before) > 1 and (other := opening(before[-2])) is not None and other.who == begins.who
    if (
        (noun and not _may_be_called(begins, noun))
        or fits not in (None, many)
        or _rivals(begins, many, acts or goes_on, noun)
    ):
        return ""
    return re.sub(r"^(?:Both|All|Some) ", "", begins.who)


def _may_be_called(begins: Opening, noun: str) -> bool:
    """Whether a subject may be what "the company" means: not "Nikola's stock" nor "The Bouchard government", nor where
    another company is spoken of in its sentence."""
    head = _head(begins.who)
    named = head[0].isupper() or re.fullmatch(_BODIES, head)
    return bool(named) and not re.search(r"['’]s? ", begins.who) and not re.search(rf"\b{noun}\b", begins.rest)


def _head(who: str) -> str:
    return re.split(r" (?:of|in|from|at|for|to|with) ", who)[0].split()[-1]


def _is_body(begins: Opening) -> bool:
    """Whether what could be the name of a person is that of a firm or a team: it is called one, or has a score."""
    called = f"{begins.aside} {begins.rest if begins.verb in _BE else ''}".split(" of ")[0]
    return bool(re.search(rf"\b(?:{_BODIES})\b", called) or re.match(r"\s\d{1,2}[-–]\d{1,2}\b", begins.rest))


def _many(begins: Opening) -> bool | None:
    """Whether several are told of ("Lawmakers of the party", "Gazprom and Shell"); None for a team, often either."""
    head = _head(begins.who)
    common = head.islower() or (begins.who == head and head not in names(f"by {head} who"))
    if (
        " and " in begins.who
        or begins.verb in ("are", "were", "have", "do")
        or (head.islower() and _MANY.fullmatch(head))
    ):
        return True
    if begins.verb in ("is", "was", "has", "does") or common or begins.who.startswith(("The ", "A ", "An ")):
        return False
    return None


def _rivals(begins: Opening, many: bool, acts: bool, noun: str) -> bool:
    """Whether something else in the sentence may be meant; by a `noun` no country is, nor who tells it at the end."""
    described = re.match(r"(?:the|an?|which|that|who|led|headed|based)\b", begins.aside)
    rest = begins.rest if described else f"{begins.aside} {begins.rest}"
    if begins.verb in _BE | {"became", "remains"} and not re.match(r"\s*(?:\w+ly )?\w+ed\b", begins.rest):
        return False  # what it is or was is the same again
    near = _REMOTE.sub(" ", _TOLD_BY.sub("", rest) if noun else rest)
    other = [
        name
        for name in names(f"by {near}")
        if name not in begins.who
        and not _DEMONYM.fullmatch(name)
        and not (noun and name.casefold() in PLACES)
        and not re.search(rf"\b(?:the|an?|its|their) {re.escape(name)} (?!{VERB}\b)[a-z]", near)
    ]
    if other or (_ANOTHER.search(near) and not noun):
        return True
    if many:
        return bool(_MANY.search(near) or re.search(r"\b(?:them|they)\b", near))
    return not acts and bool(_THINGS.search(near))


def _called(noun: str, before: Sequence[str]) -> str | None:
    """What has been named with a noun ("Russia's central bank"); "" for several, None for nothing."""
    between = r"(?:(?!(?:the|an?|its|their|his|her)\b)[a-z-]+ ){0,2}"
    named = re.compile(
        rf"\b(?:[Tt]he {_NAME} {between}{noun}|(?:[Tt]he )?{_NAME}['’]s? {between}{noun}"
        rf"|(?:[Tt]he )?{_NAME} {noun.title()}(?: (?:of|for) (?:the )?{_NAME})?"
        rf"|(?:[Tt]he )?{noun.title()} (?:of|for) (?:the )?{_NAME})(?!\w)"
    )
    found: dict[str, str] = {}
    for hit in (hit[0] for sentence in before for hit in named.finditer(sentence)):
        bare = re.sub("^[Tt]he ", "", hit)
        if names(f"by {bare}") and not is_grammar(bare.split()[0]):
            found[plain(bare)] = hit if bare == hit else f"the {bare}"
    return None if not found else (next(iter(found.values())) if len(found) == 1 else "")


def _only_place(sentence: str) -> str:
    found = [name for name in names(sentence) if name.casefold() in PLACES]
    return found[0] if len(found) == 1 else ""
