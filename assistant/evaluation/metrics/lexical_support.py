"""Does a quote carry a statement? By its words and figures alone: no model, and nothing shared with the product.

A yardstick that any system can be held to, and a crude one: it sees no negation and no order of words. Read the figures
made with it as "the words are there", not as "it follows".
"""

from __future__ import annotations

import re
from functools import lru_cache

SHARE = 0.7
"""Share of a statement's content words that must stand in the quote. Chosen on sentences that people judged, by the
balanced accuracy of this test at 0.5, 0.6, 0.7, 0.8, 0.9: qags (476 machine-written sentences against their articles)
.53 .55 .58 .64 .68; wice (319 sentences against their best gold set) .69 .67 .64 .58 .51. The sum
is greatest here."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GRAMMAR = frozenset(
    "about after also am an and any are as at be because been before being but by can could did do does for from had "
    "has have he her here him his how if in into is it its may me might must my no nor not of on or our out over shall "
    "she should so such than that the their them then there these they this those to up us was we were what when where "
    "which while who whom whose why will with would you your".split()
)


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """(content words, numbers) of a text; all its words when it has no content words."""
    words = frozenset(_WORD.findall(text.casefold()))
    return words - _GRAMMAR or words, frozenset(number.replace(",", "") for number in _NUMBER.findall(text))


def carries(quotes: tuple[str, ...], statement: str) -> bool:
    """Whether the quotes together hold every number of the statement and `SHARE` of its content words.

    Numbers are compared as digits without thousands separators: "17,600" is "17600" and not "17.6 thousand". False
    without quotes, and for a statement without words and numbers.
    """
    there_words, there_numbers = _words(" ".join(quotes))
    words, numbers = _words(statement)
    if not quotes or not (words or numbers):
        return False
    return numbers <= there_numbers and len(words & there_words) >= SHARE * len(words)
