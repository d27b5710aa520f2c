"""Who says the words at a place of an article. Pure.

Newspapers name the speaker once and go on quoting: `"...," Smith said. "..."`, the next paragraph with nothing but a
quotation, `he added`. The speaker is looked for in the sentence around the quotation, then in the rest of the
paragraph, then in the paragraph before; "he" is the last speaker named before. That is sure only where the sentence
before the pronoun names one person, whom it begins with or lets speak. Always words of the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from assistant.language.names import name_in, names
from assistant.language.opening import opening
from assistant.language.pronouns import persons_in
from assistant.language.speaker import SPEECH_VERBS, speaker
from assistant.language.wording import is_grammar, plain
from assistant.quotations.quote_words import Words
from corpus import Span
from corpus.split import sentences

_MOST_BEFORE = 4_000
"""Characters before a place in which the person is looked for to whom "he" refers."""
_MOST_INTRODUCTIONS = 20
_VERB = "|".join(SPEECH_VERBS)
_PRONOUN = re.compile(
    rf"\b(?:he|she|they|him|her)\b(?: \w+){{0,2}} (?:{_VERB})\b|\b(?:{_VERB}) (?:he|she|they)\b", re.I
)
_OFFICE_WORD = re.compile(
    r"(?:(?:vice-?)?president|prime|deputy|chief|head|chair(?:man|woman|person)?|minister|secretary|general|director"
    r"|manager|coach|captain|leader|founder|co-founder|editor|spokes(?:man|woman|person)|officer|executive|governor|mayor"
    r"|senator|representative|judge|attorney|sheriff|superintendent|commissioner|ambassador|professor|author|actor|actress"
    r"|singer|star|player|owner|boss|analyst|economist|researcher|scientist|doctor|correspondent|host|member|candidate"
    r"|former|acting|interim|senior|of|the|for|foreign|defen[cs]e)",
    re.IGNORECASE,
)
"""What leads from an office or an organisation to the name of who holds it."""
_SAYS_TO = {
    "told",
    "tells",
    "tell",
    "asked",
    "urged",
    "called",
    "accused",
    "warned",
    "warns",
    "described",
    "rejected",
    "dismissed",
}
"""After these stands who is spoken to, or of: "he told Reuters"."""
_SAYS = "|".join(verb for verb in SPEECH_VERBS if verb not in _SAYS_TO)
_SURNAME_SAID = re.compile(rf"\b(?:(?:{_SAYS}) (?P<after>[A-Z][\w’'-]+)|(?P<before>[A-Z][\w’'-]+) (?:{_VERB}))\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who says the words at a place, and whether the article quotes them."""

    speaker: str | None
    direct: bool
    sure: bool = True
    """False when the speaker is a "he" that may be another, or named only in the paragraph before."""


def spoken_at(words: Words, place: Span) -> Spoken:
    """Who says `words.text[place]`; the speaker is None when the article attributes the words to nobody."""
    text = words.text
    quotation = next((q for q in words.quoted if q.start <= place.start and place.end <= q.end), None)
    if quotation is None:  # the words may run over several quotations, interrupted by "he said"
        over = [q for q in words.quoted if q.start < place.end and place.start < q.end]
        begins_inside = bool(over) and over[0].start <= place.start
        quotation = over[0] if over and (begins_inside or _mostly(over, place)) else None
    paragraph = _paragraph(text, quotation.start if quotation else place.start)
    if quotation is None:
        zone = _around(text, paragraph, place)
        who = _said_in(zone, text, place.start)
        sure = not _PRONOUN.search(zone) or _settled(who, text[paragraph.start : place.start], text)
        return Spoken(who, _opened(text, paragraph, place), sure)
    sentence, whole = (_outside(text, words.quoted, paragraph, near=near) for near in (quotation, None))
    for zone in (whole if _PRONOUN.search(sentence) else sentence, whole):
        if who := _said_in(zone, text, paragraph.start):
            ahead = _outside(text, words.quoted, Span(paragraph.start, quotation.start))
            return Spoken(who, True, not _PRONOUN.search(zone) or _settled(who, ahead, text))
    if _bare(text, words.quoted, paragraph) and (before := _paragraph_before(text, paragraph)):
        who = _said_in(_outside(text, words.quoted, before), text, before.start)
        return Spoken(who, True, False)
    return Spoken(None, True)


def _settled(who: str | None, ahead: str, text: str) -> bool:
    """Whether the sentences `ahead` of a "he" in its paragraph leave no other choice than `who`.

    The last of them that names anybody must name one person only and begin with that person, or let him speak.
    """
    for span in reversed(sentences(ahead)):
        sentence = span.of(ahead)
        if persons := {_whole_name(name, sentence, text) for name in persons_in(sentence, text)}:
            begins = opening(sentence)
            named = [*(begins.names if begins else ()), speaker(sentence) or ""]
            return persons == {who} and any(name and name_in(name, who or "") for name in named)
    return False


def same_speaker(claimed: str, found: Spoken, text: str) -> bool | None:
    """Whether the speaker claimed is the one found in an article; None when it does not tell.

    "Stoltenberg" is "Jens Stoltenberg", and "NATO" is, where the article has "NATO Secretary General Jens
    Stoltenberg". An office ("the minister") or a "he" may be the person claimed when the article knows that person.
    """
    if found.speaker is None:
        return None
    who = found.speaker
    if plain(claimed) == plain(who) or name_in(claimed, who) or name_in(who, claimed):
        return True
    if plain(claimed.split()[-1]) == plain(who.split()[-1]) and len(who.split()) > 2:
        return True  # "Video Ad Feedback Trump": a caption that runs into the name
    people = names(who) or ([who] if who[:1].isupper() and " " not in who else [])
    if any(_introduced(claimed, person, text) for person in people):
        return True
    if not (name_in(claimed, text) or claimed.casefold() in text.casefold()):
        return False
    named = claimed[:1].isupper() or bool(names(claimed))
    return False if people and named and found.sure else None


def _introduced(claimed: str, person: str, text: str) -> bool:
    """Whether the article puts the one before the name of the other: "NATO chief" before "Jens Stoltenberg".

    Only names and words of office may stand between: "Hoff gave Walker credit" tells of two people, "Kimmel, Lear and
    ABC" of three, and "Lourdes Martin" is not Frank Martin.
    """
    surname = re.escape(person.split()[-1])
    what = r"[\s-]+".join(re.escape(part) for part in claimed.split())
    before = rf"\b(?i:{what})(?P<whose>['’]s)?\s+(?P<between>(?:[\w’'.-]+\s+){{0,5}}?)(?i:{surname})\b"
    for titled in re.finditer(before, text):
        between = titled["between"].split()
        if not between and (titled["whose"] or (" " in person and not name_in(claimed, person))):
            continue
        if all(word[0].isupper() or _OFFICE_WORD.fullmatch(word) for word in between):
            return True
    behind = rf"\b(?i:{surname}),\s+(?P<between>(?:[\w’'-]+\s+){{0,4}})(?i:{what})\b(?P<whose>['’]s)?"
    return any(
        found["whose"] or any(_OFFICE_WORD.fullmatch(word) for word in found["between"].split())
        for found in re.finditer(behind, text)
    )


def _said_in(zone: str, text: str, before: int) -> str | None:
    """The speaker that the words around a quotation name, a pronoun resolved by what the article says before."""
    if _PRONOUN.search(zone):
        return _named_first(zone, text) or _last_speaker(text, before)
    if who := speaker(zone):
        return _whole_name(who, zone, text)
    if (hit := _SURNAME_SAID.search(zone)) and not is_grammar(named := hit["after"] or hit["before"]):
        here = [name for name in names(zone) if named in name.split()]
        if here or hit["after"]:
            return _whole_name(here[-1] if here else named, zone, text)
    return None


def _whole_name(who: str, zone: str, text: str) -> str:
    """A lone surname with the given name by which the article introduces the person, where it does."""
    if " " in who or not who[:1].isupper():
        return who
    # Only the words around the surname are read for names: a draft may be a book.
    introduced = re.compile(rf"(?:\b[A-Z][\w.’'-]* ){{1,3}}{re.escape(who)}\b")
    for place in (zone, text):
        for hit in islice(introduced.finditer(place), _MOST_INTRODUCTIONS):
            known = [name for name in names(f"says {hit[0]}") if " " in name and name.split()[-1] == who]
            if known:
                return known[-1]
    return who


def _named_first(zone: str, text: str) -> str | None:
    """The person with whom a paragraph begins that goes on to say "he said": "Peter Holm disagreed. ..., he said"."""
    hit = _PRONOUN.search(zone)
    people = [name for name in names(zone[: hit.start()] if hit else "") if " " in name]
    return _whole_name(people[0], zone, text) if people else None


def _last_speaker(text: str, before: int) -> str | None:
    """Whom "he" refers to: the last speaker named before a place, else the last person named in the line before."""
    start = max(0, before - _MOST_BEFORE)
    earlier = text[start:before]
    for span in reversed(sentences(earlier)):
        if (who := speaker(span.of(earlier))) and who[:1].isupper():
            return _whole_name(who, earlier, text)
    people = [name for name in names(earlier) if " " in name]
    return people[-1] if people else None


def _around(text: str, paragraph: Span, place: Span) -> str:
    """The sentences of a paragraph that a place touches."""
    inside = paragraph.of(text)
    low, high = place.start - paragraph.start, place.end - paragraph.start
    held = [span for span in sentences(inside) if span.start < high and low < span.end]
    return inside[held[0].start : held[-1].end] if held else inside


def _outside(text: str, quotations: tuple[Span, ...], paragraph: Span, near: Span | None = None) -> str:
    """A paragraph with its quotations made empty, so that no word of a speaker is taken for who speaks.

    With `near`, only as far as the sentence that this quotation stands in.
    """
    low, high = paragraph.start, paragraph.end
    if near is not None:
        low = max([low, *(hit.end() + low for hit in re.finditer(r"[.!?][”\"]?\s+", text[low : near.start]))])
        ends = re.search(r"[.!?](?:\s|$)|\n", text[near.end : high])
        high = near.end + ends.end() if ends else high
        if not re.match(
            r"\s*(?:[a-z]|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)* (?:\w+ )?(?:said|says)\b)", text[near.end : high]
        ) and (near.end > low and text[near.end - 2 : near.end - 1] in ".!?"):
            high = near.end  # the quotation ended the sentence; what follows is the next one
    parts, at = [], low
    for quotation in quotations:
        if quotation.end <= low or quotation.start >= high:
            continue
        parts.append(text[at : max(at, quotation.start)])
        inner = text[max(quotation.start, quotation.end - 2)]
        parts.append('"…,"' if inner in ",.!?" else '"…"')
        at = max(at, quotation.end)
    return "".join([*parts, text[at : max(at, high)]])


def _mostly(quotations: list[Span], place: Span) -> bool:
    shared = sum(min(q.end, place.end) - max(q.start, place.start) for q in quotations)
    return shared * 2 > place.end - place.start


def _opened(text: str, paragraph: Span, place: Span) -> bool:
    """Whether a quotation mark opens the paragraph and none closes it before the place: a speech over paragraphs."""
    before = text[paragraph.start : place.start]
    return before[:1] in '“"«' and not re.search(r"[”»\"]", before[1:]) if before else False


def _bare(text: str, quotations: tuple[Span, ...], paragraph: Span) -> bool:
    """Whether a paragraph is nothing but quotations."""
    held = [q for q in quotations if paragraph.start <= q.start and q.end <= paragraph.end]
    return paragraph.end - paragraph.start - sum(q.end - q.start for q in held) <= 5


def _paragraph(text: str, at: int) -> Span:
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return Span(start, len(text) if end < 0 else end)


def _paragraph_before(text: str, paragraph: Span) -> Span | None:
    before = text[: paragraph.start].rstrip()
    return _paragraph(text, len(before) - 1) if before else None
