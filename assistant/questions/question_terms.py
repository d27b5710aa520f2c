"""The words of a question, and what each is worth where sentences and passages are compared with it. Pure.

Rare words count more; those that ask ("how many") count nothing, and those of a date little.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.language.when import date_mentions
from assistant.questions.expectation import MEASURES
from assistant.types import Question
from corpus.stemming import base_stem, content_stems, stems
from corpus.terms import STOP_WORDS, normalised

_ASKING = re.compile(r"\b(?:how (?:many|much)|what (?:number|share|percentage|proportion))\b", re.IGNORECASE)
"""What asks for a figure is answered by the figure; no article repeats it."""
_HOW_HIGH = re.compile(
    r"\bhow (?P<high>high|low|large|big|great|wide) (?:is|are|was|were|will|would|did|has|have)"
    rf" (?:[\w’'-]+ ){{0,4}}?(?:{MEASURES})\b",
    re.IGNORECASE,
)
_OF_A_MEASURE = 0.3
"""What "high" counts in "how high was the turnout": the figure tells it, and the measure is named beside. "How tall is
the tower" keeps its word, since nothing else says that a height is wanted."""
_IN_A_DATE = 0.3
"""What a word counts that is part of a date in the question: dates are compared as dates, and seldom written alike."""
CONTEXT_WEIGHT = 0.5
"""What a word counts that a follow-up question takes from the question before it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a question with what each is worth."""

    weights: dict[str, float]
    context: frozenset[str] = frozenset()
    """Those that a follow-up takes from the question it follows."""

    @property
    def only_context(self) -> bool:
        """Whether the question itself asks nothing but its kind: "Why were they there?"."""
        return bool(self.weights) and self.context == self.weights.keys()

    @property
    def total(self) -> float:
        return sum(self.weights.values()) or 1.0


def question_terms(question: Question, passages: int, frequency: Callable[[str], int]) -> Terms:
    """The question's stems by inverse document frequency; `frequency` gives in how many passages a stem stands."""
    own, all_of_it = _content(question.text), _content(question.standalone) or base_stems(question.text)
    context = frozenset(all_of_it) - frozenset(own)
    own = own or all_of_it
    dated = {stem for mention in date_mentions(question.text, None) for stem in stems(mention.of(question.text))}
    high = {stem for found in _HOW_HIGH.finditer(question.text) for stem in base_stems(found["high"])}
    weights = {}
    for term in (*own, *(t for t in all_of_it if t not in own)):
        rarity = math.log((passages + 1) / (frequency(term) + 0.5))
        share = 1.0 if term in own else CONTEXT_WEIGHT
        if term in high:
            share *= _OF_A_MEASURE
        weights[term] = max(rarity, 0.1) * share * (_IN_A_DATE if term in dated else 1.0)
    return Terms(weights, context)


def _content(text: str) -> list[str]:
    """The stems of what a question is about, without the words that ask; empty when it has no others."""
    words = (word for word in _ASKING.sub(" ", normalised(text)).split() if _bare(word) not in STOP_WORDS)
    kept = " ".join(words)
    return base_stems(kept) if any(c.isalnum() for c in kept) else []


def _bare(word: str) -> str:
    return word.strip("?!.,;:()\"'“”‘’").casefold()


def base_stems(text: str) -> list[str]:
    """The distinct stems of a text without stop words, irregular forms brought to their base."""
    return list(dict.fromkeys(base_stem(stem) for stem in content_stems(text)))
