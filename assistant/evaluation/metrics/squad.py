"""Whether a text gives an answer: normalisation, exact match and token F1 as SQuAD defines them.

Rajpurkar et al. 2016 and the official evaluation script of SQuAD 1.1: lower case, punctuation deleted, the
words a, an and the deleted, white space made single. Deleted means deleted: "7.8" becomes "78" and "well-known" one
word, on both sides. One thing is wider, as in the script of MLQA (Lewis et al. 2020): punctuation is all of Unicode's,
not ASCII's only, because archived pages are full of curly quotation marks and long dashes.
"""

from __future__ import annotations

import re
import string
import sys
import unicodedata
from collections import Counter
from functools import lru_cache

_PUNCTUATION = dict.fromkeys(
    {ord(mark) for mark in string.punctuation}
    | {point for point in range(sys.maxunicode) if unicodedata.category(chr(point)).startswith("P")}
)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The words that count, in order, with single spaces between them."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def contains(text: str, answer: str) -> bool:
    """Whether the answer's words stand in the text one after the other, as whole words: "5" is not in "15".

    An answer of which nothing is left ("The") is in no text.
    """
    wanted = normalise(answer)
    return bool(wanted) and f" {wanted} " in f" {normalise(text)} "


def exact(text: str, answer: str) -> bool:
    """Whether the text is the answer and nothing else."""
    return bool(normalise(answer)) and normalise(text) == normalise(answer)


def token_f1(text: str, answer: str) -> float:
    """F1 of the text's words against the answer's, each word as often as it occurs; 0 when they share none."""
    said, wanted = normalise(text).split(), normalise(answer).split()
    shared = (Counter(said) & Counter(wanted)).total()
    return 2 * shared / (len(said) + len(wanted)) if shared else 0.0
