"""A claim that is a sentence of the archive but for a few words: what was changed, small words included. Pure.

The other checks compare a claim's figures, names and content words wherever they stand. Of "two days before the vote"
made "two days after the vote", of "will open" made "has opened", of a name put where another one stood that the
sentence has too, nothing is missing. Only the place tells: where the claim follows a sentence word for word, what
stands in the place of a word is compared with it. It refutes nothing by itself, but it is not supported either.

Of 2,028 altered sentences of `realtimeqa` (a figure, date, name, place, role, tense, unit, denial or small word
changed) 184 were called supported without this and 5 are with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.checks.copied_words import CopiedWord, copied_words, steps_between
from assistant.language.dates import WrittenDate
from assistant.language.names import name_in, names
from assistant.language.opposites import OPPOSITE
from assistant.language.quantities import same_number
from assistant.language.speaker import speaker
from assistant.language.wording import plain
from assistant.types import Check

MOST_CHANGED = 3
"""Words in a row that stand for others: with more it is another clause."""
MOST_NAMED = 6
"""The same of a name."""
LED_BY = 3
"""Words that must follow a changed beginning unchanged: without words before it, the place is less sure."""

_FAMILIES = tuple(
    frozenset(family.split())
    for family in (
        "before after during until since",
        "over under above below",
        "with without",
        "for against",
        "to from",
        "up down",
        "inside outside",
        "more less fewer most least few",
        "all some many most several few half none no every any each",
        "always often sometimes rarely never seldom",
        "and or nor",
        "is are was were be been being has have had do does did will would shall may might could can must should",
    )
)
_DONE = frozenset("has have had did was were is are am do does".split())
"""Reported speech puts what is into the past ("said it was closed"): the two are not held against each other."""
_AHEAD = frozenset("will would shall".split())
_OPEN = frozenset("may might could can must should".split())
_TENSES = (_DONE, _AHEAD, _OPEN)
_SHORT_OF = frozenset("nearly almost".split())
_BEYOND = frozenset("more over above exceeding".split())
_DENIES = frozenset("not never no without neither nor none nobody nothing".split())
_ONLY = frozenset("only every always".split())


def changed(claim: str, said: str) -> Check | None:
    """The first thing that stands otherwise in the claim than in the sentence it copies; None where it copies none."""
    ours, theirs = copied_words(claim), copied_words(said)
    steps, copied = steps_between(ours, theirs)
    if not ours or not copied:
        return None
    if spoke := _other_speaker(claim, said):
        return spoke
    if exchanged := _exchanged(ours, theirs, steps):
        return exchanged
    for tag, a, b, x, y in steps:
        if tag == "equal":
            continue
        here, there = ours[a:b], theirs[x:y]
        opens = (
            a == 0
            and len(ours) >= b + LED_BY
            and [w.key for w in ours[b : b + LED_BY]] == [w.key for w in theirs[y : y + LED_BY]]
        )
        inside = a > 0 and x > 0 and (b < len(ours) or y == len(theirs))
        for one, other in _differences(here, there, opens, inside):
            return Check("wording", one or "said so", other or "not said", False)
    return None


def _exchanged(
    ours: Sequence[CopiedWord], theirs: Sequence[CopiedWord], steps: Sequence[tuple[str, int, int, int, int]]
) -> Check | None:
    """Two names close together that changed places: one left out here and put in beside the other."""
    put_in = [(a, b, ours[a:b]) for tag, a, b, _, _ in steps if tag != "equal" and b > a]
    left_out = [(a, theirs[x:y]) for tag, a, _, x, y in steps if tag != "equal" and y > x]
    for a, b, here in put_in:
        name = [word.key for word in here if word.content and word.text[0].isupper()]
        for at, there in left_out:
            passed = ours[b:at] if at > a else ours[at:a]
            over = [word for word in passed if word.content and word.text[0].isupper()]
            same = bool(name) and name == [word.key for word in there if word.content and word.text[0].isupper()]
            if same and over and len(passed) <= MOST_NAMED:
                first, last = (here, over) if at > a else (over, here)
                return Check("name", f"{_text(first)} before {_text(last)}", "the other way round", False)
    return None


def _other_speaker(claim: str, said: str) -> Check | None:
    """Somebody else who says so. Where the name stands beside the same word in both, or is described behind it ("Vane,
    a pilot from Osk, said"), it is the sentence that has more than one speaker."""
    one, other = speaker(claim) or "", speaker(said) or ""
    ours, theirs = names(f"by {one}"), names(f"by {other}")  # behind a word, where a capital tells a name
    around = [form for name in ours for form in (rf"{re.escape(name)} \w+", rf"\w+ {re.escape(name)}")]
    beside = [hit[0] for form in around for hit in re.finditer(form, claim)]
    described = any(re.search(rf"{re.escape(name)}, [a-z]", said) for name in ours)
    same = described or any(name_in(name, other) for name in ours) or any(phrase in said for phrase in beside)
    if ours and theirs and not same:
        return Check("name", f"{one} says so", f"{other} says so", False)
    return None


def _differences(
    here: Sequence[CopiedWord], there: Sequence[CopiedWord], opens: bool, inside: bool
) -> Iterator[tuple[str, str]]:
    yield from _small_words(here, there, inside)
    yield from _opposites(here, there)
    if here and there and len(here) <= MOST_NAMED and len(there) <= MOST_NAMED:
        yield from _figures(here, there)
    if inside or opens:
        yield from _other_names(here, there, opens)


def _small_words(here: Sequence[CopiedWord], there: Sequence[CopiedWord], inside: bool) -> Iterator[tuple[str, str]]:
    """A preposition, a quantity or a tense in the place of another; a denial or an "only" that one side lacks."""
    ours, theirs = {plain(word.text) for word in here}, {plain(word.text) for word in there}
    few = len(here) <= MOST_CHANGED and len(there) <= MOST_CHANGED
    for family in _FAMILIES:
        one, other = ours & family, theirs & family
        if few and one and other and not one & other and not _same_tense(one, other):
            yield _written(here, one), _written(there, other)
    for short, beyond in ((_SHORT_OF, _BEYOND), (_BEYOND, _SHORT_OF)):
        if few and ours & short and theirs & beyond:
            yield _written(here, ours & short), _written(there, theirs & beyond)
    if (added := ours & _DENIES - theirs) and not theirs & _DENIES:
        yield _written(here, added), _text(there)
    if inside and few and (left_out := theirs & _DENIES) and not ours & _DENIES:
        yield _text(here), _written(there, left_out)
    if inside and few and (added := ours & _ONLY) and not theirs:
        yield _written(here, added), ""


def _opposites(here: Sequence[CopiedWord], there: Sequence[CopiedWord]) -> Iterator[tuple[str, str]]:
    """A word that denies another in its place, even where the sentence has that word elsewhere."""
    if len(here) == len(there) == 1 and there[0].key in OPPOSITE.get(here[0].key, ()):
        yield here[0].text, there[0].text


def _same_tense(one: set[str], other: set[str]) -> bool:
    """Whether both are forms of one tense ("is" and "are", "has" and "had"), or tell nothing of it ("be")."""
    family = _FAMILIES[-1]
    if not one | other <= family:
        return False
    return _tense(one) == _tense(other) or not _tense(one) or not _tense(other)


def _tense(words: set[str]) -> frozenset[str]:
    return next((tense for tense in _TENSES if words & tense), frozenset())


def _figures(here: Sequence[CopiedWord], there: Sequence[CopiedWord]) -> Iterator[tuple[str, str]]:
    """Another figure or date in the place of one, even where the sentence has that figure elsewhere."""
    ours, theirs = [w for w in here if w.number], [w for w in there if w.number]
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            assert one.number and other.number
            if not same_number(one.number, other.number) and not same_number(other.number, one.number):
                yield one.text, other.text
    days, their_days = [w for w in here if w.date], [w for w in there if w.date]
    if len(days) == len(their_days):
        for one, other in zip(days, their_days, strict=True):
            assert one.date and other.date
            if _differ(one.date, other.date):
                yield one.text, other.text


def _differ(one: WrittenDate, other: WrittenDate) -> bool:
    parts = ("year", "month", "day", "weekday", "decade")
    both = [(getattr(one, part), getattr(other, part)) for part in parts]
    return any(a and b and a != b for a, b in both)


def _other_names(here: Sequence[CopiedWord], there: Sequence[CopiedWord], opens: bool) -> Iterator[tuple[str, str]]:
    """Somebody or something else by name, even where the sentence has that name elsewhere."""
    ours, theirs = [word for word in here if word.content], [word for word in there if word.content]
    if opens:
        theirs = theirs[-MOST_NAMED:]
    if not 0 < len(ours) <= MOST_NAMED or not 0 < len(theirs) <= MOST_NAMED:
        return
    one, other = _text(ours), _text(theirs)
    capitals = all(word.text[0].isupper() for word in ours) and any(word.text[0].isupper() for word in theirs[-1:])
    sure = not opens or any(word.named for word in (*ours, *theirs))
    if capitals and sure and not name_in(one, other) and not name_in(other, one):
        yield one, other


def _written(words: Sequence[CopiedWord], keys: set[str]) -> str:
    return " ".join(word.text for word in words if plain(word.text) in keys)


def _text(words: Sequence[CopiedWord]) -> str:
    return " ".join(word.text for word in words)
