"""The verdict on a claim: found for it and for each thing that it states, judged, and made one.

claim, its parts -> found -> the stance of each sentence -> Verdict
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from assistant.answers.caveats import source_notes
from assistant.archive_errors import archive_errors
from assistant.checks.verify import LexicalVerifier
from assistant.claims.checkable import unsettled
from assistant.claims.earlier_checks import earlier_checks
from assistant.claims.judgement import Verdict
from assistant.claims.stance_weights import StanceWeights
from assistant.claims.verdict import judge, withheld
from assistant.claims.verdict_of_parts import of_parts
from assistant.errors import ModelError
from assistant.finding import Finder
from assistant.language.letter_case import as_written, case_tells_nothing
from assistant.types import Question
from corpus import Archive

if TYPE_CHECKING:
    from assistant.claims.stance_model import StanceModel


@dataclass(frozen=True)
class ClaimCheck:
    """Judges claims by one archive."""

    archive: Archive
    finder: Finder
    verifier: LexicalVerifier
    weights: StanceWeights
    model: Callable[[], StanceModel | None]
    """The model that grades claims, if there is one; making it may raise `ModelError`."""

    def verdict(self, stated: Sequence[Question]) -> Verdict:
        """The verdict on a claim, which comes first, and on its parts; none on a question or an opinion."""
        claim, *pieces = stated
        verdict = self._of_one(claim)
        if why := unsettled(claim.text):
            verdict, pieces = withheld(verdict, why), []
        judged = [self._of_one(piece) for piece in pieces]
        with archive_errors():
            earlier = earlier_checks(self.archive.store, claim)
        return replace(of_parts(verdict, judged) if judged else verdict, earlier_checks=earlier)

    def _of_one(self, claim: Question) -> Verdict:
        found = self.finder.find(claim, whole=True)
        with found.timed("judge"):
            read = claim
            if case_tells_nothing(claim.text):
                texts = [item.passage.text for item in found.evidence]
                read = replace(claim, text=as_written(claim.text, texts))
            given = (read, found.evidence, found.terms, self.verifier, found.coverage, found.shown, self.weights)
            text_of = cache(self.archive.store.text)
            try:
                verdict = judge(*given, model=self.model(), text_of=text_of)
            except ModelError:  # costs its grades, never the verdict
                verdict = judge(*given, text_of=text_of)
        cited = (*verdict.supporting, *verdict.refuting)
        notes = (*found.notes, *source_notes(cited, found.evidence, claim.filters.as_of))
        return replace(verdict, claim=claim, notes=notes, seconds=dict(found.seconds))
