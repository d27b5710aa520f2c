"""Article text -> sentences -> passages, all as character offsets into the text. Pure.

Boundaries come from `sentencex` (Wikimedia's rules, about 28 MB a second); the few repairs below are for
the wire-copy habits it does not know: "at 5 p.m. Tuesday", "Dr. No", a quote that ends before its "he said".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate

from corpus.panics import is_panic
from corpus.records import Span

PASSAGE_CHARACTERS = 500
"""Passages are filled up to about this length, which is what retrieval was measured with (DESIGN, decision 4)."""
LONGEST_SENTENCE = 2_000
"""A "sentence" beyond this is a table or a page without punctuation; it is cut at white space."""

_BLOCK = re.compile(r"\S(?:.*\S)?(?:\n(?=[a-z]).*\S)*")
# A line is a unit of its own, unless the next one goes on in lower case, as in hard-wrapped text.
_UNFINISHED = re.compile(
    r"(?<![^\s(\"'\u201c\u2018])(?:[A-Z]\.|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Rev|Hon|St|Mt|No|Nos|vs"
    r"|approx|ca|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)\s*$"
)
_CLOCK = re.compile(r"\b[ap]\.m\.\s*$")
_AFTER_CLOCK = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|on\b|local\b|\(")
_GOES_ON = re.compile(r"[a-z,;]")
_LOOK_BACK = 60
"""How far before a boundary its repairs look: the longest of what they look for, and white space."""
_ODD_SPACE = re.compile(r"[^\S\n ]")
_ONE_SENTENCE = re.compile(r"[^.!?\x80-\U0010ffff]*[.!?]?")
"""A line that no rule divides: headings, captions and short sentences, a third of all lines."""


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order, without outer white space. Every non-blank character is in one of them."""
    return [Span(start, end) for start, end in _sentences(text)]


def passages(text: str, target: int = PASSAGE_CHARACTERS) -> list[Span]:
    """Runs of whole sentences of about `target` characters, in order, that together hold every sentence."""
    found: list[Span] = []
    start = end = -1
    for sentence_start, sentence_end in _sentences(text):
        if start >= 0 and sentence_end - start > target:
            found.append(Span(start, end))
            start = -1
        if start < 0:
            start = sentence_start
        end = sentence_end
    if start >= 0:
        found.append(Span(start, end))
    return found


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    # sentencex 1.0 panics on "C.\u00a0" and the like: an initial with a space of more than one byte.
    plain = _ODD_SPACE.sub(" ", text)
    for found in _BLOCK.finditer(plain):
        block, start = found[0], found.start()
        open_at = 0
        for boundary in _boundaries(block):
            if boundary < len(block) and _is_inside_a_sentence(block, boundary):
                continue
            yield from _trimmed(text, start + open_at, start + boundary)
            open_at = boundary
        yield from _trimmed(text, start + open_at, found.end())


def _boundaries(block: str) -> Iterable[int]:
    """Where sentences end in a block, as sentencex sees it."""
    if _ONE_SENTENCE.fullmatch(block):
        return ()
    import sentencex

    try:
        parts = sentencex.segment("en", block)
    except BaseException as error:
        if not is_panic(error):
            raise
        return ()
    return accumulate(map(len, parts))


def _is_inside_a_sentence(block: str, boundary: int) -> bool:
    """Whether the boundary that was found there is none."""
    low = max(0, boundary - _LOOK_BACK)
    if _GOES_ON.match(block, boundary) or _UNFINISHED.search(block, low, boundary):
        return True
    return bool(_CLOCK.search(block, low, boundary) and _AFTER_CLOCK.match(block, boundary))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without outer white space, cut at white space when it is longer than `LONGEST_SENTENCE`."""
    piece = text[start:end].rstrip()
    end = start + len(piece)
    start = end - len(piece.lstrip())
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield start, end
