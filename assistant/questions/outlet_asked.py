"""The outlet whose own words a question asks for: "What did Steppe Lantern say about NATO?". Pure.

A paper does not name itself as it says something. So in an article of the outlet its name is not looked for, and what
it says without naming another speaker counts as its own words. "The" before the name tells nothing.
"""

from __future__ import annotations

import re

from assistant.language.speaker import speaker
from corpus import Source

_SAID_BY = re.compile(
    r"\b(?:what (?:did|does|do|has|have|had) (?P<says>[^?]+?) (?:say|said|claim(?:ed)?|tell|told|report(?:ed)?|write"
    r"|written|argued?|call(?:ed)?|publish(?:ed)?)\b|according to (?P<by>[^?,;]+))",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_SOMEBODY_ELSES = 0.6
"""What a paper reports of others it says too, if less so than what it says itself."""


def said_by(question: str) -> str:
    """Whoever is to have said it, who may be an outlet, without "the"; "" where a question asks for nobody's words."""
    asked = _SAID_BY.search(question)
    return plain_outlet(asked["says"] or asked["by"]) if asked else ""


def plain_outlet(name: str) -> str:
    return _ARTICLE.sub("", name.strip(' "“”.')).casefold()


def is_its_article(asked: str, source: Source) -> bool:
    """Whether an article is of the outlet asked about."""
    return bool(asked and source.outlet) and plain_outlet(source.outlet or "") == asked


def own_words(sentence: str) -> float:
    """How well a sentence of an outlet's article is what the outlet says: less where it names another speaker."""
    return _SOMEBODY_ELSES if speaker(sentence) else 1.0
