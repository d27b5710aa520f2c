"""A quotation put together from several places without saying so: which of its words stand where. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.quotations.alignment import Quotation
from assistant.quotations.quote_places import Stretch

SHORTEST_PART = 4
"""Words in a row that are no chance; with fewer, half of any sentence is found somewhere."""
COVERED = 0.8
"""Share of the quotation's words that the places must hold together."""
GAINED = 0.2
"""Share of its words that several places must hold more than the best single one, or it was altered there."""
MOST_PARTS = 6
_COST = 3
"""What a further part must add, in words: of two ways to cover the same words, the one with fewer parts is told."""
_SAME_PLACE = 12
"""Words that may be left out or put in between two parts before they are different places."""
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Words `first` to `last` of the quotation stand at words `start` to `stop` of a stretch."""

    stretch: Stretch
    first: int
    last: int
    start: int
    stop: int


def spliced(quotation: Quotation, found: Sequence[Stretch], kept_by_one: int) -> list[Part]:
    """The places it was put together from, in its own order; empty when it was not.

    `kept_by_one` is how many of its words the nearest single place holds.
    """
    length = len(quotation.forms)
    if kept_by_one > (1 - GAINED) * length or length < 2 * SHORTEST_PART:
        return []
    parts = _merged(_cover(quotation, found[:_LOOKED_AT]))
    parts = [part for part in parts if _tells(quotation, part)]
    covered = sum(part.last - part.first for part in parts)
    enough = covered >= COVERED * length and covered >= kept_by_one + GAINED * length
    return parts if enough and 2 <= len(parts) <= MOST_PARTS else []


def _tells(quotation: Quotation, part: Part) -> bool:
    places = quotation.own[part.first : part.last]
    return sum(quotation.words.content(place, place + 1) for place in places) >= 2


def _cover(quotation: Quotation, found: Sequence[Stretch]) -> list[Part]:
    """The runs that together hold most of the quotation, with as few parts as possible."""
    length = len(quotation.forms)
    longest: list[Part | None] = [None] * length
    for stretch in found:
        for run in quotation.runs(stretch.words, SHORTEST_PART):
            known = longest[run.first]
            if known is None or run.last > known.last:
                longest[run.first] = Part(stretch, run.first, run.last, run.start, run.stop)
    score = [0] * (length + 1)
    taken: list[Part | None] = [None] * length
    for place in range(length - 1, -1, -1):
        score[place] = score[place + 1]
        part = longest[place]
        if part and (worth := part.last - place - _COST + score[part.last]) > score[place]:
            score[place], taken[place] = worth, part
    parts, place = [], 0
    while place < length:
        chosen = taken[place]
        if chosen:
            parts.append(chosen)
            place = chosen.last
        else:
            place += 1
    return parts


def _merged(parts: Sequence[Part]) -> list[Part]:
    """Neighbouring parts of one place made one: between them words were changed, which joins nothing."""
    merged: list[Part] = []
    for part in parts:
        before = merged[-1] if merged else None
        near = (
            before is not None
            and before.stretch is part.stretch
            and 0 <= part.start - before.stop <= _SAME_PLACE
            and part.first - before.last <= _SAME_PLACE
        )
        if before and near:
            merged[-1] = replace(before, last=part.last, stop=part.stop)
        else:
            merged.append(part)
    return merged
