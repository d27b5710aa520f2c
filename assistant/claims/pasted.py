"""What somebody pasted to have it checked -> the statement it makes. Pure, English.

A claim arrives with its dateline, behind "BREAKING:" or "Fact check:", inside "Is it true that ...?", in quotation
marks, with the outlet that told it at the end. None of that is asserted, and each of it keeps a sentence of the archive
from being recognised as the same one. Only what is known for such a wrapping is taken off: "NATO said" stays,
because who says so is part of a claim, "the BBC said" too, while "Reuters reported" only tells where it was read.

    '🚨 BREAKING: ROSTOV, Oct. 12 - "The mayor resigned", Reuters reported'   ->   'The mayor resigned'
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.extraction.agencies import agency_named
from corpus.extraction.dateline import parse_dateline
from corpus.extraction.dateline_places import NO_PLACES

MOST_LAYERS = 8
"""Wrappings inside each other; a text with more is no claim."""
FEWEST_WORDS = 3
"""What is left must have so many, or the wrapping was the statement ("Update: Reuters reported")."""

_LABEL = re.compile(
    r"[\[(]?(?:breaking(?: news)?|just in|happening now|update|developing|exclusive|alert|watch|news|headline|rumou?r"
    r"|fact[- ]?check(?:ed|ing)?|(?:the )?claim(?: \d+)?|statement|quote|verify(?: this)?|(?:please )?check(?: this)?"
    r"|true or false|true|real or fake|fake or real|myth|viral(?: post| claim)?|post|tweet|fact"
    r"|is (?:this|it|that) (?:really |actually )?(?:true|correct|right|real))"
    r"(?:\s*[:?|!\])]+\s*|\s+[–—-]+\s+)(?=\S)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:is it (?:really |actually |indeed )?(?:true|correct|right|a fact|the case) that"
    r"|(?:(?:can|could|would|will) you |please )+(?:check|verify|confirm|find out|tell me) (?:whether|if|that)"
    r"|(?:check|verify|confirm|find out) (?:whether|if|that)|did you know that|is it (?:really )?so that"
    r"|(?:i(?:['’]ve| have)?|we(?:['’]ve| have)?|somebody|someone|a friend|my \w+) (?:just )?"
    r"(?:read|heard|saw|seen|was told|were told|been told|told me|told us)(?: \w+){0,2}? that)\s+(?=\w)",
    re.IGNORECASE,
)
_ASKED_BEHIND = re.compile(
    r"(?<=[.!?”\"])\s+(?:is (?:this|it|that) (?:really |actually )?(?:true|correct|right|real)|true or false|true"
    r"|really|fact or fiction|can (?:you|anyone) (?:confirm|verify)(?: (?:this|that|it))?)\s*\?+$|,? right\?+$",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"(?:[^\w\s\"“”„«'‘(\[$€£¥₽₹@#+.-]+|[-*•–—]|\(?\d{1,2}[.)](?! ?(?:FC|SC)\b)|>+)\s+(?=[^\W_]|[\"“«‘(\[#])"
)
_TOPIC = re.compile(r"(?P<topic>[A-Z][A-Z.’'-]{3,}(?:[ ,]+[A-Z][A-Z.’'-]+){0,3})\s+[–—-]{1,2}\s+(?=[A-Z\"“‘«][\w])")
_LINK = re.compile(r"\s*(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+$", re.IGNORECASE)
_TAGS = re.compile(r"(?:\s+(?:#|(?:via )?@)\w+)+$")
_PUBLISHER = (
    r"(?:(?:[Tt]he )?[A-Z][\w.’'&-]*(?:(?: of| and| the)? [A-Z][\w.’'&-]*){0,5}"
    r"|[\w-]+\.(?:com|org|net|co\.uk|info|ru|de))"
)
_REPORTS = r"(?:has |have )?(?:first )?report(?:ed|s)"
_WHEN = r"(?: (?:on |late |early |this )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|week|month|yesterday))?"
_BEHIND = re.compile(
    rf"(?:,\s+(?:as )?(?P<a>{_PUBLISHER}) {_REPORTS}{_WHEN}|,?\s+according to (?P<b>{_PUBLISHER})"
    rf"(?: reports?| journalists| reporting)?|,\s+{_REPORTS} (?P<c>{_PUBLISHER}){_WHEN}"
    rf"|[.,]?\s+[(\[](?:[Ss]ource: |[Vv]ia )?(?P<d>{_PUBLISHER})[)\]]"
    rf"|[.,]?\s+(?:[–—|-]+|via|[Ss]ource:)\s+@?(?P<e>{_PUBLISHER}))\.?$"
)
_AHEAD = re.compile(
    rf"(?:[Aa]ccording to (?P<a>{_PUBLISHER}),\s+|(?P<b>{_PUBLISHER}) (?:has )?report(?:ed|s){_WHEN} that\s+"
    rf"|(?:RT )?@?(?P<c>{_PUBLISHER}):\s+|[(\[](?P<d>{_PUBLISHER})[)\]]\s*(?:[–—-]+\s+)?)(?=\S)"
)
_KNOWN = re.compile(
    r"(?:^|[ -])(?:News|Times|Post|Press|Journal|Guardian|Telegraph|Independent|Tribune|Chronicle|Herald|Gazette"
    r"|Courier|Observer|Daily Mail|Mirror|Daily Express|Economist|Newsweek|Politico|Axios|USA TODAY|Magazine|Radio"
    r"|Television|Al Jazeera|Deutsche Welle|Le Monde|Spiegel|BBC|NPR|NBC|ABC|CBS|PBS|MSNBC|CNBC|ITV)"
    r"(?: News| Weekly| Online)?$"
    r"|^Sun$|\.(?:com|org|net|co\.uk|info|ru|de)$"
)
_MARKS = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‘", "’"), ("'", "'"))


class Asserted(NamedTuple):
    """What a pasted claim states."""

    text: str
    filed: str | None = None
    """Place and day of the dateline that was taken off: where it was, and which Tuesday "on Tuesday" is."""
    told_by: str | None = None
    """The outlet or agency that is said to report it, without "the"."""


def asserted(text: str) -> Asserted:
    """The statement that a pasted claim makes; the text itself where it is wrapped in nothing."""
    stated = Asserted(text.strip())
    for _ in range(MOST_LAYERS):
        bare = _unwrapped(stated.text)
        if bare.text == stated.text or len(re.findall(r"[^\W_]+", bare.text)) < FEWEST_WORDS:
            break
        stated = Asserted(bare.text, bare.filed or stated.filed, bare.told_by or stated.told_by)
    return stated


def _unwrapped(text: str) -> Asserted:
    """The text without its outermost wrapping."""
    dateline = parse_dateline(text)
    no_day = dateline and not dateline.day and re.search(r"\d", text[: dateline.span.end])  # "September 31"
    if dateline and not no_day and text[dateline.span.end :].strip():
        return Asserted(text[dateline.span.end :].lstrip(), str(dateline) or None)
    bare = _bare(text)
    return bare if isinstance(bare, Asserted) else Asserted(bare)


def _bare(text: str) -> str | Asserted:
    for pattern in (_BULLET, _LABEL):
        if found := pattern.match(text):
            return text[found.end() :]
    for pattern in (_LINK, _TAGS, _ASKED_BEHIND):
        if found := pattern.search(text):
            return text[: found.start()]
    if found := _ASKS.match(text):
        return _as_sentence(text[found.end() :].rstrip("? ").rstrip("."))
    if (inside := _inside_marks(text)) is not None:
        return inside
    if (found := _TOPIC.match(text)) and found["topic"].casefold() not in NO_PLACES:
        return text[found.end() :]
    if (found := _AHEAD.match(text)) and (publisher := _publisher(found)):
        return Asserted(_as_sentence(text[found.end() :]), told_by=publisher)
    if (found := _BEHIND.search(text)) and (publisher := _publisher(found)):
        return Asserted(f"{text[: found.start()].rstrip(' ,.')}.", told_by=publisher)
    return re.sub(r"(?:\s*[!?]){2,}$|\s*!$", ".", text)


def _inside_marks(text: str) -> str | None:
    """What stands between one pair of quotation marks around the whole text."""
    whole = text.rstrip(" .,;!")
    for opening, closing in _MARKS:
        inside = whole[1:-1]
        if len(whole) > 2 and whole[0] == opening and whole[-1] == closing:
            apostrophes = re.sub(r"\w['’]\w", "", inside)
            if opening not in apostrophes and closing not in apostrophes:
                return inside.strip()
    return None


def _publisher(found: re.Match[str]) -> str | None:
    """The agency or outlet that a wrapping names; None for any other name, which is somebody who says so."""
    name = re.sub(r"^[Tt]he ", "", next(part for part in found.groupdict().values() if part)).rstrip(".")
    return agency_named(name) or (name if _KNOWN.search(name) else None)


def _as_sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
