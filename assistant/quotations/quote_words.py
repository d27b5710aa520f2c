"""A text as the words by which quotations are compared, each with its place. Pure.

Compared are words and figures, without regard to case, accents, kind of quotation mark, dash or space, and other
punctuation. What an editor may do to a quotation and own up to is kept as a mark: an ellipsis leaves words out,
brackets put the editor's own words in, and "..., he said, ..." interrupts the speaker.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from corpus import Span
from corpus.terms import STOP_WORDS

LONGEST_INTERRUPTION = 30
"""Words between the end of one quotation and the beginning of the next that may be no more than "he said on Monday"."""
_LONGEST_BRACKETS = 80
"""Characters; what is longer between brackets is text of its own."""

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]"  # scripts without spaces: each character for itself
    r"|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['\u2018\u2019\u02bc][^\W\d_]+)*|[%$\u00a3\u20ac]"
)
_BRACKETS = re.compile(rf"\[[^\[\]\n]{{0,{_LONGEST_BRACKETS}}}\]")
_ELLIPSIS = re.compile(r"\[\s*(?:\.{2,}|\u2026)\s*\]|\(\s*(?:\.{3}|\u2026)\s*\)|\u2026|\.{3,}|(?<!\.)\. \. \.(?: \.)?")
_OPENS = re.compile(r"[\u201c\u00ab\u201e]|(?<![\w.,!?%)\]\u2026])\"(?=[\w\[(.\u2026$\u00a3'\u2018])")
_CLOSES = re.compile(r"[\u201d\u00bb]|(?<=[\w.,!?%)\]\u2026;:'\u2019-])\"(?![\w])")
_ACCENTS = re.compile("[\u0300-\u036f]")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in the form in which they are compared, with their places in it."""

    text: str
    forms: tuple[str, ...]
    edges: tuple[tuple[int, int], ...]
    """Where each begins and ends in the text. A stretch has thousands, and few of them are ever looked at."""
    bracketed: frozenset[int]
    """The words that stand in square brackets."""
    left_out: frozenset[int]
    """The words before which an ellipsis stands."""
    jumps: dict[int, int]
    """From the first word after a closing quotation mark to the first word of the quotation that goes on."""
    quoted: tuple[Span, ...]
    """What stands between quotation marks, in characters, where both marks are in the text."""

    def place(self, first: int, last: int) -> Span:
        """The stretch of the text from one word to another one, that one not included."""
        return Span(self.edges[first][0], self.edges[last - 1][1])

    def content(self, first: int = 0, last: int | None = None) -> int:
        """How many of the words are no stop words."""
        return sum(form not in STOP_WORDS for form in self.forms[first:last])


def words_of(text: str) -> Words:
    """The words of a text. Time and memory grow with its length."""
    ellipses = [Span(*hit.span()) for hit in _ELLIPSIS.finditer(text)]
    brackets = [Span(*hit.span()) for hit in _BRACKETS.finditer(text) if not _ELLIPSIS.fullmatch(hit[0])]
    edges = tuple(hit.span() for hit in _WORD.finditer(text))
    starts = [start for start, _ in edges]
    inside = [n for b in brackets for n in range(bisect_left(starts, b.start), bisect_left(starts, b.end))]
    opened = [hit.start() for hit in _OPENS.finditer(text)]
    closed = [hit.end() for hit in _CLOSES.finditer(text)]
    return Words(
        text=text,
        forms=tuple(map(_form, _WORD.findall(text))),
        edges=edges,
        bracketed=frozenset(inside),
        left_out=frozenset(bisect_left(starts, span.start) for span in ellipses),
        jumps=_jumps(starts, opened, closed),
        quoted=tuple(_quoted(opened, closed)),
    )


def _jumps(starts: list[int], opened: list[int], closed: list[int]) -> dict[int, int]:
    jumps = {}
    for end in closed:
        following = bisect_left(opened, end)
        if following < len(opened):
            leave, enter = bisect_left(starts, end), bisect_left(starts, opened[following])
            if 0 < enter - leave <= LONGEST_INTERRUPTION:
                jumps[leave] = enter
    return jumps


def _quoted(opened: list[int], closed: list[int]) -> list[Span]:
    """The quotations; one whose marks do not pair (a paragraph that opens and never closes) is left out."""
    found = []
    for n, start in enumerate(opened):
        place = bisect_right(closed, start)
        following = opened[n + 1] if n + 1 < len(opened) else None
        if place < len(closed) and (following is None or closed[place] <= following):
            found.append(Span(start, closed[place]))
    return found


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word).casefold()
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    return _GROUPED.sub("", re.sub("[\u2018\u2019\u02bc]", "'", folded))


def roughly_folded(text: str) -> str:
    """A text in which every word form of plain letters stands that `words_of` would find in it; quick, and no more."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
