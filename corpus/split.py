"""Article text -> sentences -> passages, all as character offsets into the text. Pure.

Boundaries come from `sentencex` (Wikimedia's rules, about 28 MB a second); the few repairs below are for
the wire-copy habits it does not know: "at 5 p.m. Tuesday", "Dr. No", a quote that ends before its "he said".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.records import Span

PASSAGE_CHARACTERS = 500
"""Passages are filled up to about this length, which is what retrieval was measured with (DESIGN, decision 4)."""
LONGEST_SENTENCE = 2_000
"""A "sentence" beyond this is a table or a page without punctuation; it is cut at white space."""

_BLOCK = re.compile(r"\S(?:.*\S)?(?:\n(?=[a-z]).*\S)*")
# A line is a unit of its own, unless the next one goes on in lower case, as in hard-wrapped text.
_UNFINISHED = re.compile(
    r"(?:^|[\s(\"'\u201c\u2018])(?:[A-Z]\.|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Rev|Hon|St|Mt|No|Nos|vs"
    r"|approx|ca|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)\s*$"
)
_CLOCK = re.compile(r"\b[ap]\.m\.\s*$")
_AFTER_CLOCK = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|on\b|local\b|\(")
_GOES_ON = re.compile(r"[a-z,;]")


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order, without outer white space. Every non-blank character is in one of them."""
    return [span for block in _BLOCK.finditer(text) for span in _sentences_of_block(text, block.start(), block.end())]


def passages(text: str, target: int = PASSAGE_CHARACTERS) -> list[Span]:
    """Runs of whole sentences of about `target` characters, in order, that together hold every sentence."""
    found: list[Span] = []
    start = end = -1
    for sentence in sentences(text):
        if start >= 0 and sentence.end - start > target:
            found.append(Span(start, end))
            start = -1
        if start < 0:
            start = sentence.start
        end = sentence.end
    if start >= 0:
        found.append(Span(start, end))
    return found


def _sentences_of_block(text: str, start: int, end: int) -> Iterator[Span]:
    import sentencex

    block = text[start:end]
    open_at: int | None = None
    for boundary in sentencex.get_sentence_boundaries("en", block):
        piece_start, piece_end = boundary["start_index"], boundary["end_index"]
        if open_at is None:
            open_at = piece_start
        if piece_end < len(block) and _belongs_together(block[open_at:piece_end], block[piece_end:]):
            continue
        yield from _trimmed(text, start + open_at, start + piece_end)
        open_at = None
    if open_at is not None:
        yield from _trimmed(text, start + open_at, end)


def _belongs_together(before: str, after: str) -> bool:
    """Whether a boundary that was found between `before` and `after` is none."""
    if _GOES_ON.match(after) or _UNFINISHED.search(before):
        return True
    return bool(_CLOCK.search(before) and _AFTER_CLOCK.match(after))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretch without outer white space, cut at white space when it is longer than `LONGEST_SENTENCE`."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:
        cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield Span(start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if end > start:
        yield Span(start, end)
