"""What a sentence begins with: who or what does it, what is said of them beside, and the verb. Pure, English.

No grammar: the words up to the first verb that surely is one. Where that is not plain ("Three companies face ...") the
sentence has no opening, and nothing is made of it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.language.names import names
from assistant.language.remembered import remembered
from assistant.language.wording import is_grammar
from corpus.extraction.dateline import parse_dateline

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs"
    r"|Fri|Satur|Sun)day)"
)
LEAD = (
    r"(?P<lead>(?:(?:And|But|So|Then|Now|Later|Also|Yet|Still|However|Meanwhile|Instead|Today|Earlier|Since then|Once)"
    r"\b,? |(?:In|On|By|Since|Until) (?:early |late |mid-)?(?:\d{4}|"
    rf"{_MONTH}(?: \d{{1,2}})?(?:,? \d{{4}})?),? "
    r"|(?:In|On|At|After|Before|During|By|For|From|Since|Last|This|With|Under)\b"
    r" [^,.;:]{2,60}, |The (?:previous|next|following|same) (?:day|week|month|year|morning|evening|night),? )?)"
)
"""What may stand before the subject: a day, a place, a word that joins the sentence to the one before."""
MOST_OF_A_DATELINE = 80
"""Characters."""
_DASH = re.compile(r"\s[–—-]+\s")
_PRESENT = "is|are|has|have|does|do|says|say|runs|leads|denies|wants|plans|owns|employs|operates|makes|remains|can|may"
_PAST = (
    "was|were|had|did|will|would|could|might|said|told|fell|rose|won|lost|took|gave|began|spoke|spent|sent|led|left"
    "|held|met|made|came|went|became|broke|brought|drew|kept|ran|saw|struck|grew|hit|found|shot|fought|sold|bought|paid"
    "|stood|beat|put|cut|set|let|read|wrote|sought|drove|threw|built|flew|sank|[a-z]{2,}ed"
)
VERB = rf"(?:{_PRESENT}|{_PAST}|[a-z]+n['’]t)"
AUXILIARY = frozenset("is are was were has have had does did do will would can could may might".split())
"""Those of them that say nothing of what is done."""
_ADVERB = r"(?:(?:also|later|then|now|again|never|once|still|soon|first|[a-z]+ly) )?"
_WORD = r"[^\s/,;:.!?\"“”()]+(?:\.(?=[A-Z\s]\S))?"
_OPENING = re.compile(
    rf"^{LEAD}(?P<who>{_WORD}(?: {_WORD}){{0,8}}?)(?P<aside>, [^;:\"“”]{{2,120}}?,)? "
    rf"{_ADVERB}(?P<verb>{VERB})\b(?P<rest>.*)$",
    re.DOTALL,
)
_NO_SUBJECT = re.compile(
    r"^(?:When|While|After|Before|If|As|Because|Although|Though|Since|That|What|There|Who|How|Neither|Either|Not|Once)\b"
    r"|\b(?:that|which|who|whose|when|while|than|it|they|he|she)\b"
    r"|(?<! of)(?<! in)(?<! at)(?<! for)(?<! from)(?<! to)(?<! with)(?<! on)(?<! and)(?<!^) the\b"
)
"""A clause of its own, or two: "The scientists suspect that Dimorphos ..."."""


class Opening(NamedTuple):
    """The subject of a sentence with its verb."""

    who: str
    """Up to nine words, with "the"."""
    aside: str
    """What stands between commas behind it: "the operator of the mine"."""
    verb: str
    rest: str
    names: tuple[str, ...]
    """Those of `who`, which is one itself where it is a single word; where it has none, those of the `aside`."""


@remembered
def opening(sentence: str) -> Opening | None:
    found = _OPENING.match(_without_dateline(sentence))
    if not found:
        return None
    if _NO_SUBJECT.search(found["who"]):
        return None
    who, aside = found["who"], (found["aside"] or "").strip(", ")
    every = names(sentence)
    alone = (who,) if who.isalpha() and who[0].isupper() and not is_grammar(who) else ()
    named = tuple(name for name in every if name in who) or alone or tuple(name for name in every if name in aside)
    return Opening(who, aside, found["verb"], found["rest"], named)


def _without_dateline(sentence: str) -> str:
    dateline = parse_dateline(sentence) if _DASH.search(sentence[:MOST_OF_A_DATELINE]) else None
    return sentence[dateline.span.end :].lstrip() if dateline else sentence
