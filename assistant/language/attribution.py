"""Who says it: the speaker inside a sentence, and the outlet, agency and day it reached us by. Pure.

"NATO says" is part of the fact. A speaker is only ever words of the article itself: the name or office that stands as
the subject of a verb of saying, or after "according to". A pronoun is no speaker, and none is guessed for it.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from assistant.language.when import when_published
from corpus import Source

SPEECH_VERBS = """
    said says say told tells claimed claims claim announced announces stated states added adds argued argues warned
    warns insisted insists denied denies alleged alleges acknowledged admits admitted confirmed confirms declared
    declares explained explains noted notes reported reports reiterated stressed suggested suggests testified tweeted
    wrote writes called accused demanded urged asked replied responded predicted estimated concluded emphasised
    emphasized pledged promised vowed revealed disclosed rejected dismissed described
""".split()

_NOT_ONLY_SPEECH = {"states", "rejected", "dismissed"}
"""Words that more often are no saying ("the Baltic states", "voters rejected it"): they make nobody a speaker."""
_VERB = rf"(?:{'|'.join(verb for verb in SPEECH_VERBS if verb not in _NOT_ONLY_SPEECH)})"
_NAME = r"[A-Z][\w.’'-]*"
_ROLE = (
    "(?:spokes(?:man|woman|person)|president|minister|prime minister|chief|secretary|director|leader|officials?|police"
    "|government|ministry|agency|commission|court|company|authorities|prosecutors|researchers|scientists|organi[sz]ers"
    "|press service|central bank|committee|council|consortium|union|army|embassy|department|institute|board|witnesses)"
)
_LINK = rf"(?: (?:of|the|for|de|van|von|al|and|and the|{_ROLE}))?"
_NAME_RUN = rf"{_NAME}(?:{_LINK} {_NAME}){{0,7}}(?: {_ROLE}\b)?"  # bounded, or a page of names takes seconds
_OFFICE = rf"(?:[\w-]+ )?{_ROLE}(?: {_NAME_RUN})?"
_ADVERBS = (
    "also|later|earlier|repeatedly|once again|again|has|have|had|further|previously|publicly|then|consistently|long"
)
_ADVERB = rf"(?: (?:{_ADVERBS}))*"
_WHO = rf"(?P<who>{_NAME_RUN}|{_OFFICE})"
_PATTERNS = (
    re.compile(rf"\b[Aa]ccording to (?:the |a |an )?{_WHO}"),
    re.compile(rf"(?:^|(?<=[\s\"“”,;])){_WHO}(?:, [^,]{{3,60}},|,)?{_ADVERB} (?:{_VERB}|put)\b"),
    re.compile(rf"[\"”,] {_VERB} {_WHO}"),
)
_SUBJECT = _PATTERNS[1]
_NO_SPEAKER = re.compile(
    r"^(?:The|A|An|He|She|It|They|We|I|You|This|That|These|Those|There|In|On|At|But|And|As|While|When|After|Before|If|Both"
    r"|Hours|Later|Mr|Mrs|Ms|Dr|"
    + "|".join(("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split())
    + r"|January|February|March|April|May|June|July|August|September|October|November|December)$"
)
_SUBJECT_BEGINS = re.compile(
    r"(?:^|[^\w\s.’'-] ?|\b(?:and|but|or|while|when|where|as|because|since|after|before|that|which|what|whom|if|later"
    r"|earlier|ago|then|now|also|meanwhile|[Oo]n|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|week|month|year)\s"
    r"|(?:\w[’']s|\b(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir))\s)(?:[Tt]he |[Aa]n? )?$"
)
"""What may stand before a subject. After anything else the name is no subject: "people who know the Kremlin say"."""
_LEADING = re.compile(
    r"^(?:(?:[Tt]he|In|On|At|But|And|As|While|When|After|Before|If|Also|Meanwhile|However|Later|Earlier|Hours later"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[\w-]+ing),? )+"
)


def speaker(sentence: str) -> str | None:
    """Who the sentence says is speaking, in its own words ("NATO Chief"), or None when it attributes nothing."""
    for pattern in _PATTERNS:
        at = 0
        while match := pattern.search(sentence, at):
            found = match["who"]
            who = _LEADING.sub("", found).strip(" ,.")
            begins = pattern is not _SUBJECT or who != found or _SUBJECT_BEGINS.search(sentence[: match.start("who")])
            if who and begins and not _NO_SPEAKER.match(who):
                return who
            at = match.end("who")
    return None


def attribution(source: Source) -> str:
    """Who tells us, ready to print: "Sputnik International, citing RIA Novosti, 4 November"."""
    parts = [publisher(source)]
    if source.agency and source.outlet:
        parts.append(f"citing {source.agency}")
    parts.append(when_published(source) or "undated")
    return ", ".join(parts)


def publisher(source: Source) -> str:
    """The outlet; where it is not known, the agency, the site, or the title."""
    site = urlsplit(source.url).hostname if source.url else None
    return source.outlet or source.agency or site or (f"“{source.title}”" if source.title else "an unnamed source")
