"""Which sentences are worth quoting behind the one that answers. Pure.

Who asks for a name, a figure or a day is not helped by a sentence that says what was not done ("named no day by which
the withdrawal is to be complete"), nor by another place's figure ("405 millimetres at Thirlmere", asked of Honister).
And where one sentence holds the whole question and its answer, what holds little of it is padding.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language.assertion import negated
from assistant.language.new_names import names_of, new_names
from assistant.questions.expectation import Kind, expectation
from assistant.questions.features import Features
from assistant.questions.telling import Wanted, wanted_of
from assistant.types import Question
from corpus.bases import all_bases

NEARLY_ALL = 0.85
"""Share of the question's words that a sentence holds which needs no other to be understood."""
LITTLE = 0.5
"""Then less than this share is too little to be quoted behind it. With .85 and .3 or .5 nothing is lost of `realtimeqa`
and `clapnq`, and 2 of 47 quotes of the samples are left out; with .7 and .5 `clapnq` is right in .767, not .780."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is asked, and the sentence that answers it best.

    Offline, over all questions: of what denies, gold in the first two quotes of `realtimeqa` with its days rises from
    .767 to .776, in all from .825 to .830, without them from .713 to .726 and .794 as it was; of another place's
    figure nothing is lost there, and two quotes of the samples' 50 are left out.
    """

    denies: bool
    """Whether a denial may be what is asked for: nothing else is, or the question or the answer itself denies."""
    places: frozenset[str]
    """Stems of the names in the question that the best sentence gives a figure for."""
    complete: bool
    """Whether the best sentence holds the question and tells what it asks."""

    @classmethod
    def of(cls, question: Question, best: str, features: Features) -> Beside:
        anything = wanted_of(question.text) is Wanted.ANYTHING
        counts = expectation(question.text).kind is Kind.NUMBER
        named = frozenset(names_of(question.text)) if counts else frozenset()
        return cls(
            denies=anything or negated(question.text) or negated(best),
            places=named if named & all_bases(best) else frozenset(),
            complete=features.coverage_here >= NEARLY_ALL and features.tells == 1.0 and features.kind == 1.0,
        )

    def helps(self, sentence: str, features: Features) -> bool:
        if self.complete and features.coverage_here < LITTLE:
            return False
        answers = features.coverage_here >= NEARLY_ALL and features.kind == 1.0
        if not self.denies and negated(sentence) and not answers:  # "holds 55 million tons, not 40" contradicts
            return False
        elsewhere = self.places and not self.places & all_bases(sentence)
        return not (elsewhere and new_names(sentence, tuple(self.places)))
