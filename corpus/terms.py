"""Words as they are indexed and searched: normalised text and the words that carry no meaning. Pure."""

from __future__ import annotations

import re
import unicodedata

_DIGIT_GROUPS = re.compile(r"[,\u00a0\u2009\u202f\uff0c](?<=\d.)(?=\d{3}(?!\d))")
# Before NFKC, which makes plain spaces of the ones that hold a number together.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_DOT_LETTER_DOT = re.compile(r"\.[^\W\d_]\.")
_POSSESSIVE = re.compile(r"['\u2019]s\b")

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
    text = _DIGIT_GROUPS.sub("", text)
    if not ascii_only:
        text = unicodedata.normalize("NFKC", text)
    if _DOT_LETTER_DOT.search(text):  # found by its dots, ten times as fast as at every word
        text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return _POSSESSIVE.sub("", text) if "'" in text or "\u2019" in text else text
