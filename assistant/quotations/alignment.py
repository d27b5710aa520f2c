"""Finds the words of a quotation in a text: word for word, with the fewest changes, or in runs. Pure.

Whole texts are compared in time proportional to their length; only a stretch about as long as the quotation is aligned
word by word, which costs the product of both lengths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.quotations.quote_words import Words

LEFT_OUT = 120
"""Words that an ellipsis may stand for: about a long paragraph. What is further away is another place."""
REPLACED = 6
"""Words that brackets may stand in for: "[the government]" for "they"."""
MOST_CELLS = 2_000_000
"""Pairs of words compared in one alignment, about a second of work; a longer quotation is aligned by its beginning."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words `quote[first:last]` stand where the text has `[start:stop]`; one of the two may be empty."""

    first: int
    last: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands in a text: words `start` to `stop`, with what differs and what was left out."""

    start: int
    stop: int
    edits: tuple[Edit, ...] = ()
    left_out: tuple[tuple[int, int], ...] = ()
    """Words of the text that an ellipsis or brackets of the quotation stand for."""
    kept: int = 0
    """How many words of the quotation stand there."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first` to `last` of a quotation stand in a text from word `start` on."""

    first: int
    last: int
    start: int

    @property
    def stop(self) -> int:
        return self.start + self.last - self.first


class Quotation:
    """A quotation made ready to be looked for: its own words, and after which of them something is left out."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.own = [n for n in range(len(words.forms)) if n not in words.bracketed]
        """The places in `words` of the words that the speaker is said to have used."""
        self.forms = [words.forms[n] for n in self.own]
        self.gaps: dict[int, int] = {}
        """Before which own word others may stand in the text, and how many."""
        for place in range(1, len(self.own)):
            before, here = self.own[place - 1], self.own[place]
            if any(n in words.left_out for n in range(before + 1, here + 1)):
                self.gaps[place] = LEFT_OUT
            elif here - before > 1:
                self.gaps[place] = REPLACED

    def exact(self, text: Words) -> Iterator[Match]:
        """Every place where the text has these words; only where words are left out may two of them overlap."""
        if not self.forms:
            return
        behind = 0
        for start in _places(self.forms[0], text.forms):
            if (start >= behind or self.gaps) and (match := self._from(text, start)):
                behind = match.stop
                yield match

    def _from(self, text: Words, start: int) -> Match | None:
        at, left_out = start, []
        for place, form in enumerate(self.forms):
            if reach := self.gaps.get(place):
                # The words up to the next gap have to follow each other, so the first of them is no matter of chance.
                entered = next((n for n in range(at, at + reach + 1) if self._holds(text, n, place)), None)
                if entered is None:
                    return None
                if entered > at:
                    left_out.append((at, entered))
                at = entered
            found = self._step(text, at, form)
            if found is None:
                return None
            at = found + 1
        return Match(start, at, (), tuple(left_out), len(self.forms))

    def _holds(self, text: Words, at: int, place: int) -> bool:
        """Whether the words from `place` to the next gap stand at `at`."""
        for n in range(place, len(self.forms)):
            if n > place and n in self.gaps:
                break
            found = self._step(text, at, self.forms[n])
            if found is None or (n == place and found != at):
                return False
            at = found + 1
        return True

    @staticmethod
    def _step(text: Words, at: int, form: str) -> int | None:
        """Where the next word of the speaker is, if it is this one: behind an editor's insertion or "he said"."""
        for _ in range(2):
            if at < len(text.forms) and text.forms[at] == form:
                return at
            jumped = text.jumps.get(at, at)
            while jumped < len(text.forms) and jumped in text.bracketed:
                jumped += 1
            if jumped == at:
                return None
            at = jumped
        return at if at < len(text.forms) and text.forms[at] == form else None

    def nearest(self, text: Words) -> Match | None:
        """The stretch of the text that becomes the quotation with the fewest changes; None when nothing is alike.

        Sellers' alignment (1980): the edit distance of words in which the text before and after costs nothing, nor do
        words that an ellipsis stands for, an editor's insertion, and "he said" between two quotations.
        """
        window = self._window(text)
        if window is None:
            return None
        low, high = window
        wanted = self.forms[: max(1, MOST_CELLS // (high - low + 1))]
        width = high - low
        rows = [[0] * (width + 1)]
        for i, form in enumerate(wanted, 1):
            before = rows[-1]
            row = [i] * (width + 1)
            free = i in self.gaps
            for j in range(1, width + 1):
                n = low + j - 1
                cost = before[j - 1] + (text.forms[n] != form)
                insert = row[j - 1] + (not free and n not in text.bracketed)
                row[j] = min(cost, insert, before[j] + 1)
            for leave, enter in text.jumps.items():
                a, b = leave - low, enter - low
                if 0 <= a < b <= width and row[a] < row[b]:
                    row[b] = row[a]
                    for j in range(b + 1, width + 1):
                        n = low + j - 1
                        better = min(row[j], row[j - 1] + (not free and n not in text.bracketed))
                        if better == row[j]:
                            break
                        row[j] = better
            rows.append(row)
        return self._traced(text, rows, low, wanted)

    def _traced(self, text: Words, rows: list[list[int]], low: int, wanted: list[str]) -> Match | None:
        last = rows[-1]
        stop = min(range(len(last)), key=lambda n: (last[n], n))
        while stop + 1 < len(last) and last[stop + 1] == last[stop]:
            stop += 1  # a last word exchanged rather than put in
        j = stop
        entered = {enter - low: leave - low for leave, enter in text.jumps.items()}
        i, kept = len(wanted), 0
        edits: list[Edit] = []
        left_out: list[tuple[int, int]] = []
        while i > 0:
            row, before = rows[i], rows[i - 1]
            same = j > 0 and text.forms[low + j - 1] == wanted[i - 1]
            if j > 0 and row[j] == before[j - 1] + (not same):
                kept += same
                if not same:
                    edits.append(Edit(i - 1, i, low + j - 1, low + j))
                i, j = i - 1, j - 1
            elif row[j] == before[j] + 1:
                edits.append(Edit(i - 1, i, low + j, low + j))
                i -= 1
            elif j in entered and entered[j] >= 0 and row[j] == row[entered[j]]:
                j = entered[j]
            else:
                n = low + j - 1
                if i in self.gaps:
                    left_out.append((n, n + 1))
                elif n not in text.bracketed:
                    edits.append(Edit(i, i, n, n + 1))
                j -= 1
        if not kept:
            return None
        return Match(low + j, low + stop, tuple(_joined(edits)), tuple(_runs(left_out)), kept)

    def _window(self, text: Words) -> tuple[int, int] | None:
        """The stretch of a text with most of the quotation's pairs of words, and as much again around it."""
        pairs: set[tuple[str, ...]] = set(pairwise(self.forms)) or {(self.forms[0],)}
        width = 1 if len(self.forms) == 1 else 2
        places = [n for n in range(len(text.forms) - width + 1) if text.forms[n : n + width] in pairs]
        if not places:
            return None
        length = len(self.forms)
        reach = length + length // 2 + sum(self.gaps.values())
        best, most, tail = (0, 0), 0, 0
        counts: dict[tuple[str, ...], int] = defaultdict(int)
        for head, place in enumerate(places):
            counts[text.forms[place : place + width]] += 1
            while place - places[tail] > reach:
                gone = text.forms[places[tail] : places[tail] + width]
                counts[gone] -= 1
                if not counts[gone]:
                    del counts[gone]
                tail += 1
            if len(counts) > most:
                best, most = (places[tail], places[head]), len(counts)
        around = length + 10
        return max(0, best[0] - around), min(len(text.forms), best[1] + around)

    def runs(self, text: Words, shortest: int) -> list[Run]:
        """For each word of the quotation the longest run of words from it on that the text has, if long enough."""
        places: dict[tuple[str, ...], list[int]] = defaultdict(list)
        wanted = {tuple(self.forms[n : n + shortest]) for n in range(len(self.forms) - shortest + 1)}
        for n in range(len(text.forms) - shortest + 1):
            if (run := text.forms[n : n + shortest]) in wanted:
                places[run].append(n)
        found = []
        for first in range(len(self.forms) - shortest + 1):
            best = Run(first, first, 0)
            for start in places.get(tuple(self.forms[first : first + shortest]), [])[:50]:
                length = shortest
                while (
                    first + length < len(self.forms)
                    and start + length < len(text.forms)
                    and self.forms[first + length] == text.forms[start + length]
                ):
                    length += 1
                if length > best.last - best.first:
                    best = Run(first, first + length, start)
            if best.last > best.first:
                found.append(best)
        return found


def _places(form: str, forms: tuple[str, ...]) -> Iterator[int]:
    """Where a word stands, in order."""
    place = -1
    for _ in range(forms.count(form)):
        place = forms.index(form, place + 1)
        yield place


def _joined(edits: list[Edit]) -> Iterator[Edit]:
    """The edits in the order of the text, neighbours made one."""
    current: Edit | None = None
    for edit in reversed(edits):
        if current and current.last == edit.first and current.stop == edit.start:
            current = Edit(current.first, edit.last, current.start, edit.stop)
            continue
        if current:
            yield current
        current = edit
    if current:
        yield current


def _runs(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    current: tuple[int, int] | None = None
    for start, stop in reversed(places):
        if current and current[1] == start:
            current = (current[0], stop)
            continue
        if current:
            yield current
        current = (start, stop)
    if current:
        yield current
