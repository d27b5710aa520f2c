"""What a sentence says otherwise than a claim, beyond figures and dates: each a `Check` that names both sides. Pure.

A claim can be made of the words of its source and be false by one of them: "rose" for "fell", Kiev for Moscow, the one
who was dismissed for the one who dismissed, "first" where the source says "sixth". A sentence speaks against a claim
only by something that can be named like this; two sentences that merely differ contradict nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from assistant.checks.swapped import swapped
from assistant.language.apposition import called_otherwise
from assistant.language.names import name_in, names
from assistant.language.opposites import OPPOSITE
from assistant.language.speaker import speaker
from assistant.language.wording import SPEECH_STEMS, is_content, plain, quoted, stem, tokens, unquoted_form
from assistant.types import Check
from corpus import Span

REACH = 3
"""Content words on either side of a word that count as its neighbours: where two words have a neighbour in common, they
stand at the same place of two sentences."""
NEXT = 2
"""The same for names, on the same side: "ranges in the Belgorod Region", "ranges in the southern Rostov Region"."""
MISQUOTED = 0.6
"""Share of matching characters from which other words between quotation marks are the same words misquoted."""
_FEWEST_QUOTED = 12
"""Characters of a quotation below which it is a name or a term, and another one no misquotation of it."""

ACT_CHARACTERS = 120
"""Between who acts and whom it concerns; further apart two names seldom belong to one verb."""

_KINDS = frozenset(
    """university college school party council bank court agency commission committee ministry city county state region
    province district street river company group club union league cup award prize""".split()
)
_NOT_ALONE = frozenset(stem(word) for word in "first last before after more less most least no yes back".split())
"""Words too common to stand against each other anywhere but at the very same place."""


_COUNTED_ALL = {
    "all": "some many most several few half part",
    "every": "some many most several few",
    "none": "some many most several few all",
    "only": "also other",
    "always": "sometimes often rarely never",
    "never": "sometimes often always once",
    "most": "some few minority",
    "unanimous": "majority divided",
}
_DASH = "[\u2012-\u2015-]"
_SCORE = re.compile(rf"(?<![\w.,-])\d{{1,2}}{_DASH}\d{{1,2}}(?![\w-]|[.,]\d)")
_PRONOUN_SAYS = re.compile(
    r"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:\w+ly )?(?:said|says|told|added|wrote|warned|claimed|denied)\b"
)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|being|is|are|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\s+(?:\S+\s+){0,4}?by\b", re.IGNORECASE)
_NO_ADVERBS = frozenset("early only daily likely friendly".split())
_EACH_HIS_OWN = frozenset(stem(word) for word in "born raised grew died married studied educated lives works".split())
_AMONG = re.compile(r"\b(includ(?:e|es|ed|ing)|such as|among|for example)\b[^.;]*$")
_DONE_TO = re.compile(r" (?:(?:has|have|had) been|was|were|is|are|being) (?:\w+ly )?[a-z]{2,}(?:ed|en|t|d)\b")
_DONE = frozenset(
    """beat won lost bought sold told gave took made met led left sent held fought shot struck hit paid lent fed taught
    caught chose drove drew threw shook stole spent built brought sued hired fired overtook overthrew outbid swore
    forbade forgave withdrew""".split()
)
"""Verbs that do not tell the past by "-ed". A noun between two names ("advice", "allies") stands on either side of a
verb, so its place tells nothing of who did it."""


class Word(NamedTuple):
    """A content word of a text, or a name as one word."""

    key: str
    """Its stem; for a name, the stem of its last part."""
    text: str
    name: bool
    span: Span


def contradictions(claim: str, sentence: str, before: Sequence[str] = ()) -> list[Check]:
    """What the sentence says otherwise. Whether it speaks about the same event is for the caller to judge.

    `before` are the sentences before it, which tell who "he" is that speaks.
    """
    ours, theirs = _words(claim), _words(sentence)
    exchanged = swapped(claim, sentence)
    return [
        *((exchanged,) if exchanged else ()),
        *_opposites(ours, theirs),
        *_quantifiers(claim, sentence),
        *_roles(claim, sentence),
        *_other_names(claim, sentence, ours, theirs),
        *called_otherwise(claim, sentence),
        *_speakers(claim, sentence, before),
        *_misquoted(claim, sentence),
        *_scores(claim, sentence),
    ]


def _words(text: str) -> list[Word]:
    spans: list[tuple[Span, str]] = []
    for name in names(text):
        at = text.find(name)
        while at >= 0:
            initials = text[at - 1 : at] == "(" and text[at + len(name) : at + len(name) + 1] == ")"
            if not initials and not any(span.start < at + len(name) and at < span.end for span, _ in spans):
                spans.append((Span(at, at + len(name)), name))
            at = text.find(name, at + len(name))
    found = [Word(_key(name), name, True, span) for span, name in spans]
    for word, span in tokens(text):
        inside = any(other.start <= span.start < other.end for other, _ in spans)
        if not inside and (is_content(word) or plain(word) in OPPOSITE):
            found.append(Word(stem(word), word, False, span))
    return sorted(found, key=lambda word: word.span.start)


def _key(name: str) -> str:
    """The stem of a name's last part, or of all of it where the last part says only what kind of thing it is."""
    last = plain(re.split(r"[\s-]", name)[-1])
    return " ".join(stem(part) for part in name.split()) if last in _KINDS else stem(last)


def _neighbours(words: Sequence[Word], place: int) -> set[str]:
    near = (*words[max(0, place - REACH) : place], *words[place + 1 : place + 1 + REACH])
    return {word.key for word in near if word.key not in SPEECH_STEMS}


def _opposites(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Check]:
    here, there = {word.key for word in ours}, {word.key for word in theirs}
    for place, word in enumerate(ours):
        if word.key in there:
            continue
        for other_place, other in enumerate(theirs):
            if other.key not in OPPOSITE.get(word.key, ()) or other.key in here:
                continue
            if _how(word.text) != _how(other.text):
                continue  # "increasingly urgent" is no growth
            shared = _neighbours(ours, place) & _neighbours(theirs, other_place)
            if len(shared) > (word.key in _NOT_ALONE or other.key in _NOT_ALONE):
                yield Check("wording", word.text, other.text, False)
                break


def _how(word: str) -> bool:
    """Whether a word says how or how much: "increasingly"."""
    return word.endswith("ly") and word.casefold() not in _NO_ADVERBS


def _quantifiers(claim: str, sentence: str) -> Iterator[Check]:
    """ "All of the miners" where the source says "most of the miners": the same thing, counted otherwise."""
    for word, others in _COUNTED_ALL.items():
        here = re.search(rf"\b{word}\b (?:of )?(?:the )?([\w-]+)", claim, re.IGNORECASE)
        if not here or re.search(rf"\b{word}\b", sentence, re.IGNORECASE) or not is_content(here[1]):
            continue
        for found in re.finditer(
            rf"\b({'|'.join(others.split())})\b (?:of )?(?:the )?([\w-]+)", sentence, re.IGNORECASE
        ):
            if stem(found[2]) == stem(here[1]):
                yield Check("wording", here[0], found[0], False)
                return


def _roles(claim: str, sentence: str) -> Iterator[Check]:
    """Who did it to whom: the same two names around the same verb, the other way round."""
    theirs = list(_acts(sentence))
    for verb, one, other, said in _acts(claim):
        for same, doer, target, found in theirs:
            if verb == same and name_in(one, target) and name_in(other, doer) and not name_in(one, doer):
                yield Check("name", said, found, False)
                return


def _acts(text: str) -> Iterator[tuple[str, str, str, str]]:
    """(verb, who, whom, as it stands) for each lower-case word between two names; a passive is turned round."""
    found = [word for word in _words(text) if word.name]
    for before, after in pairwise(found):
        between = text[before.span.end : after.span.start]
        if len(between) > ACT_CHARACTERS or re.search(r"[.;:!?]\s", between):
            continue
        for word, span in tokens(between):
            done = plain(word).endswith("ed") or plain(word) in _DONE
            does = not between[: span.start].strip() and plain(word).endswith("s")
            if not is_content(word) or word[0].isupper() or not (done or does):
                continue
            passive = _PASSIVE.search(between[: span.start]) and _BY.match(between[span.end :])
            who, whom = (after.text, before.text) if passive else (before.text, after.text)
            yield stem(word), who, whom, text[before.span.start : after.span.end]


def _other_names(claim: str, sentence: str, ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Check]:
    """A name of the claim that the sentence lacks, where another name stands at the same place."""
    rivals = [(place, word) for place, word in enumerate(theirs) if word.name and not name_in(word.text, claim)]
    for place, word in enumerate(ours):
        if not word.name or name_in(word.text, sentence):
            continue
        near = _close(ours, place)
        for other_place, rival in rivals:
            shared = near & _close(theirs, other_place)
            beside = _close(ours, place, 1) & _close(theirs, other_place, 1)
            if (beside or len(shared) > 1) and _alike(word.text, rival.text):
                if _both_may_be((claim, word), (sentence, rival), shared):
                    continue
                yield Check("name", word.text, rival.text, False)
                break


def _both_may_be(ours: tuple[str, Word], theirs: tuple[str, Word], shared: set[tuple[int, str]]) -> bool:
    """Whether it may be true of both: what everybody does once, one of a list that is not said to be whole, and what is
    done to one ("the brewery was leased") by the other ("John leased it")."""
    (claim, word), (sentence, rival) = ours, theirs
    if {key for side, key in shared if side > 0} & _EACH_HIS_OWN or _one_of_some(sentence, rival, claim):
        return True
    return bool(_DONE_TO.match(claim[word.span.end :])) != bool(_DONE_TO.match(sentence[rival.span.end :]))


def _one_of_some(sentence: str, rival: Word, claim: str) -> bool:
    """Whether it is told as one of several, and not in the words of the claim."""
    told = _AMONG.search(sentence[: rival.span.start])
    return told is not None and told[1] not in claim


def _close(words: Sequence[Word], place: int, reach: int = NEXT) -> set[tuple[int, str]]:
    """The words up to `reach` before and after, each with its side."""
    before, after = words[max(0, place - reach) : place], words[place + 1 : place + 1 + reach]
    sides = [*((-1, word) for word in before), *((1, word) for word in after)]
    return {(side, word.key) for side, word in sides if word.key not in SPEECH_STEMS}


def _alike(one: str, other: str) -> bool:
    """Both initials ("NATO", "EU") or neither: an organisation's initials do not stand in for a person or a town."""
    return one.isupper() == other.isupper()


def _speakers(claim: str, sentence: str, before: Sequence[str]) -> Iterator[Check]:
    """The same words, put into somebody else's mouth."""
    ours = names(speaker(claim) or "")
    if not ours or any(name_in(name, sentence) for name in ours):
        return
    theirs = speaker(sentence)
    if theirs is None and _PRONOUN_SAYS.search(sentence):
        theirs = next((who for earlier in reversed(before) if (who := speaker(earlier)) and names(who)), None)
    if theirs and names(theirs) and not any(name_in(name, theirs) for name in ours):
        if not any(name_in(name, claim) for name in names(theirs)):
            yield Check("name", f"{ours[-1]} says so", f"{theirs} says so", False)


def _misquoted(claim: str, sentence: str) -> Iterator[Check]:
    """Words between quotation marks that the source has otherwise."""
    whole = unquoted_form(sentence)
    for words in quoted(claim):
        wanted = unquoted_form(words)
        if len(wanted) < _FEWEST_QUOTED or wanted in whole:
            continue
        for theirs in quoted(sentence):
            match = SequenceMatcher(None, wanted, unquoted_form(theirs), autojunk=False)
            if match.quick_ratio() >= MISQUOTED and match.ratio() >= MISQUOTED:
                yield Check("quote", words, theirs, False)
                break


def _scores(claim: str, sentence: str) -> Iterator[Check]:
    """Another result of a match or a vote: "2-2" where the source has "1-1"."""
    there = [re.sub(_DASH, "-", found[0]) for found in _SCORE.finditer(sentence)]
    for found in _SCORE.finditer(claim):
        score = re.sub(_DASH, "-", found[0])
        if there and score not in there and "-".join(reversed(score.split("-"))) not in there:
            yield Check("number", found[0], there[0], False)
