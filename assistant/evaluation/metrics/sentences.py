"""Whether two pieces of text are the same sentence, though they were cut and printed differently.

A dataset's sentences and ours come from different splitters, and its text may have gone through an extractor in
between. So words are compared, not characters, and one piece may be longer than the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MIN_WORDS = 4
"""A shorter piece is never found *in* a longer one. Of the gold sentences of the six data sets that have any, 33 of the
110 with 1 to 3 words ("May 5, 2017") stand a second time in their own article, 3 of the 44 with 4 words, and 140 of the
9,337 longer ones: finding a very short one says nothing."""

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def words(text: str) -> str:
    """The words of a text in order, case and compatibility forms folded, with single spaces between and around."""
    return f" {' '.join(_WORD.findall(unicodedata.normalize('NFKC', text).casefold()))} "


def holds(text: str, sentence: str) -> bool:
    """Whether one of the two stands in the other, word for word.

    A passage is usually longer than a sentence; a dataset's quote of several sentences may be longer than a passage,
    which then is part of the evidence. The shorter one must have `MIN_WORDS` words, unless the two are the same.
    """
    one, other = sorted((words(text), words(sentence)), key=len)
    return one == other != "  " or (len(one.split()) >= MIN_WORDS and one in other)
