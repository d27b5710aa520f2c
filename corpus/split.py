"""Article text -> sentences -> passages, all as character offsets into the text. Pure.

Boundaries come from `sentencex` (Wikimedia's rules, about 28 MB a second); the few repairs below are for
the wire-copy habits it does not know: "at 5 p.m. Tuesday", "Dr. No", a quote that ends before its "he said".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    r"|approx|ca|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)$"
)
_LONGEST_UNFINISHED = len("approx.")
_CLOCK = re.compile(r"\b[ap]\.m\.$")
_AFTER_CLOCK = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|on\b|local\b|\(")
_GOES_ON = frozenset("abcdefghijklmnopqrstuvwxyz,;")
_LOOK_BACK = 60
"""How far before a boundary its repairs look: the longest of what they look for, and white space."""
_ODD_SPACES = tuple(
    "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029"
    "\u202f\u205f\u3000"
)
"""All that `str.isspace` knows but the space and the line break. To look for them takes a tenth of a second."""
_ODD_ASCII_SPACES = tuple(filter(str.isascii, _ODD_SPACES))


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


def _sentences(text: str) -> list[tuple[int, int]]:
    plain = _with_plain_spaces(text)
    found: list[tuple[int, int]] = []
    for match in _BLOCK.finditer(plain):
        block, start = match[0], match.start()
        if _is_one_sentence(block):
            _add(found, plain, start, start + len(block))
            continue
        open_at = 0
        for boundary in _boundaries(block):
            if boundary < len(block) and _is_inside_a_sentence(block, boundary):
                continue
            _add(found, plain, start + open_at, start + boundary)
            open_at = boundary
        if open_at < len(block):
            _add(found, plain, start + open_at, start + len(block))
    return found


def _with_plain_spaces(text: str) -> str:
    """The text with a space for every odd one: sentencex 1.0 panics on "C.\u00a0" and the like, an initial with a space
    of more than one byte."""
    # One search for each, which is a search for a byte, takes a tenth of the time of a pattern for all of them.
    for space in _ODD_ASCII_SPACES if text.isascii() else _ODD_SPACES:
        if space in text:
            text = text.replace(space, " ")
    return text


def _is_one_sentence(block: str) -> bool:
    """Whether no rule divides a line: headings, captions and short sentences, a third of all lines."""
    return block.find(".", 0, -1) < 0 and block.find("!", 0, -1) < 0 and block.find("?", 0, -1) < 0 and block.isascii()


def _boundaries(block: str) -> Iterable[int]:
    """Where sentences end in a block, as sentencex sees it."""
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
    if block[boundary] in _GOES_ON:
        return True
    low = max(0, boundary - _LOOK_BACK)
    said = block[low:boundary].rstrip()
    if not said.endswith("."):
        return False
    end = low + len(said)
    if _UNFINISHED.search(block, max(low, end - _LONGEST_UNFINISHED), end):
        return True
    return said.endswith(".m.") and bool(_CLOCK.search(block, low, end) and _AFTER_CLOCK.match(block, boundary))


def _add(found: list[tuple[int, int]], plain: str, start: int, end: int) -> None:
    """Add the stretch without outer white space, cut at white space when it is longer than `LONGEST_SENTENCE`."""
    piece = plain[start:end].rstrip()
    end = start + len(piece)
    if piece[:1].isspace():
        start = end - len(piece.lstrip())
    while end - start > LONGEST_SENTENCE:
        cut = plain.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        found.append((start, cut))
        start = cut
        while start < end and plain[start].isspace():
            start += 1
    if end > start:
        found.append((start, end))
