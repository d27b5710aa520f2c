"""Which sentences are worth quoting behind the one that answers. Pure.

Who asks for a name, a figure or a day is not helped by a sentence that says what was not done ("named no day by which
the withdrawal is to be complete"), nor by another place's figure ("405 millimetres at Thirlmere", asked of Honister).
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.language.assertion import negated
from assistant.language.new_names import names_of, new_names
from assistant.questions.expectation import Kind, expectation
from assistant.questions.telling import Wanted, wanted_of
from assistant.types import Question
from corpus.bases import all_bases


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

    @classmethod
    def of(cls, question: Question, best: str) -> Beside:
        anything = wanted_of(question.text) is Wanted.ANYTHING
        counts = expectation(question.text).kind is Kind.NUMBER
        named = frozenset(names_of(question.text)) if counts else frozenset()
        return cls(
            denies=anything or negated(question.text) or negated(best),
            places=named if named & all_bases(best) else frozenset(),
        )

    def helps(self, sentence: str) -> bool:
        if not self.denies and negated(sentence):
            return False
        elsewhere = self.places and not self.places & all_bases(sentence)
        return not (elsewhere and new_names(sentence, tuple(self.places)))
