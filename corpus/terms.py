"""Words as they are indexed and searched: normalised text and the words that carry no meaning. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_DIGIT_GROUPS = re.compile(r"[,\u00a0\u2009\u202f\uff0c](?<=\d.)(?=\d{3}(?!\d))")
_COMMA_GROUPS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
"""The same in ASCII: a pattern that begins with one letter is looked for four times as fast as one with a choice."""
_ODD_GROUP = re.compile(r"[\u00a0\u2009\u202f\uff0c]\d{3}")
# Before NFKC, which makes plain spaces of the ones that hold a number together.
_ABBREVIATED = re.compile(r"\.(?<=\b[^\W\d_]\.)(?:[^\W\d_]\.)+")
"""From the first full stop of an abbreviation to its last. It begins with a letter, which is slow to look for."""
_POSSESSIVE = re.compile(r"['\u2019]s\b")
_PLAIN_POSSESSIVE = re.compile(r"'s\b")
_WORD = re.compile(r"\w+")
_PLAIN_MARKS = (("\u2019", "'"), ("\u2018", '"'), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\u2014", "-"))
"""Punctuation of print with what a typewriter has for it. Neither is part of a word, so either divides alike."""
_RARER_MARKS = (
    ("\u2026", "..."),
    *((sign, "-") for sign in "\u2022\u00a3\u20ac\u2212\u2015\u25ba\u25fe\u00b0\u00b7\u2191\u2193\u202a\u202c"),
)
"""Signs that NFKC leaves as they are (of an ellipsis it makes three full stops), and that are no part of a word to any
tokenizer. With them, three of five passages of news that hold more than the marks of print are no work for Tantivy."""
_LETTERS_ONLY = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
BREAK = "\x1e"
"""Between texts that are divided together."""
_LETTERS_AND_BREAKS = _LETTERS_ONLY[: ord(BREAK)] + BREAK.encode() + _LETTERS_ONLY[ord(BREAK) + 1 :]

STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being between both but by can could"
    " did do does doing during each for from further had has have having he her here hers him his how i if in into"
    " is it its itself just me more most my no nor not now of off on once only or other our out over own same say"
    " says said she should so some such tell than that the their them then there these they this those through to"
    " too under until up very was we were what when where which while who whom whose why will with would you"
    " your".split()
)


def normalised(text: str) -> str:
    """Text in which "17,600" and "U.S." are one word each and "Russia's" is Russia."""
    ascii_only = text.isascii()
    if not ascii_only:
        text = text.encode(errors="replace").decode()  # half a surrogate pair, as a command line may hand over
        if _COMMA_GROUPS.search(text) or _ODD_GROUP.search(text):
            text = _DIGIT_GROUPS.sub("", text)
        text = unicodedata.normalize("NFKC", text)
    else:
        text = _COMMA_GROUPS.sub("", text)
    text = _ABBREVIATED.sub(lambda found: found[0].replace(".", ""), text)
    if ascii_only:
        return _PLAIN_POSSESSIVE.sub("", text)
    return _POSSESSIVE.sub("", text) if "'s" in text or "\u2019s" in text else text


def joined_words(text: str) -> str:
    """The normalised words of a text in lower case and in order, divided as Tantivy's simple tokenizer does, a blank or
    more before each.

    For the sixty passages that a question is compared with: where only the marks of print are beyond ASCII, which is
    nearly everywhere, a table of bytes takes a quarter of the time of a pattern.
    """
    text = normalised(_with_plain_marks(text))
    if text.isascii():
        return f" {text.encode().translate(_LETTERS_ONLY).decode()}"
    return f" {' '.join(_WORD.findall(text.lower().replace('_', ' ')))}"


def divided(texts: Sequence[str]) -> list[list[str] | None]:
    """The `joined_words` of each of the texts, or None for one that takes more than a table of bytes to divide.

    All of them at once, with a sign between them: one by one, thirteen passages of an article took twice as long.
    """
    joined, simple = all_joined(texts)
    found = map(str.split, joined.split(BREAK))
    return [next(found) if is_simple else None for is_simple in simple]


def all_joined(texts: Sequence[str]) -> tuple[str, list[bool]]:
    """The `joined_words` of the texts that a table of bytes divides, a `BREAK` between them, and which they are."""
    plain = [_with_plain_marks(text) for text in texts]
    simple = [text.isascii() and BREAK not in text for text in plain]
    joined = f"\n{BREAK}\n".join(text for text, is_simple in zip(plain, simple, strict=True) if is_simple)
    return f" {normalised(joined).encode().translate(_LETTERS_AND_BREAKS).decode()}", simple


def _with_plain_marks(text: str) -> str:
    if not text.isascii():
        for mark, plain in _PLAIN_MARKS:
            text = text.replace(mark, plain)
        if not text.isascii():
            for mark, plain in _RARER_MARKS:
                text = text.replace(mark, plain)
    return text
