"""Whether what a model wrote tells a reader anything: a whole sentence, and more than the question said. Pure.

A small model completes the question ("what the board had kept back"), or says it back as a statement. Both can follow
to the letter from what they cite, and answer nothing.
"""

from __future__ import annotations

import re

from corpus.bases import content_bases

_ASKS_FOR_SOMETHING = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\W\d_]+")


def is_sentence(text: str) -> bool:
    """Whether a text begins as a sentence does. A name may begin with a small letter where a capital follows in it
    ("eBay"), and a script without capitals has none."""
    first = _FIRST_WORD.match(text.lstrip("\"'“‘«( "))
    return first is None or not first[0].islower()


def says_back(text: str, question: str) -> bool:
    """Whether a text has no word beside those of a question that asks for one. "Did it close?" asks for none: what
    answers it may be its own words."""
    return bool(_ASKS_FOR_SOMETHING.search(question)) and content_bases(text) <= content_bases(question)
