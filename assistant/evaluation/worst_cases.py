"""Which cases a person should read first to learn what goes wrong: few, of every kind of mistake, the worst first.

A mistake made with confidence is worse than one made in doubt, and a falsehood called supported is the worst that an
assistant for fact checking can do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.evaluation.cases import ClaimCase, PageCase, QuestionCase
from assistant.evaluation.labels import expected, scheme_for
from assistant.evaluation.metrics.correctness import right
from assistant.evaluation.outputs import FAILED, AnswerOutput, VerdictOutput
from assistant.evaluation.scores import CaseResult

MOST = 30
"""Cases in all. More would not be read."""
BODY = "extraction/token-f1"
"""The score by which a page's body is judged."""

_WITHHELD = "NOT_ENOUGH_EVIDENCE"


@dataclass(frozen=True, slots=True)
class WorstCases:
    """One kind of mistake with the worst cases of it."""

    title: str
    found: int
    """How many cases of the kind there are, shown or not."""
    shown: tuple[CaseResult, ...]


def worst_cases(results: Iterable[CaseResult], system: str = "assistant", most: int = MOST) -> list[WorstCases]:
    """The worst cases of one system by kind of mistake, at most `most` in all; kinds without a case are left out.

    Every kind gets its share; what one does not need goes to the others. Cases that crashed are not among them: they
    are failures, not mistakes.
    """
    told = [result for result in results if result.system == system and result.error is None]
    kinds = [(title, sorted(filter(of, told), key=worse)) for title, of, worse in _KINDS]
    kinds = [(title, cases) for title, cases in kinds if cases]
    shares = _shares([len(cases) for _, cases in kinds], most)
    return [
        WorstCases(title, len(cases), tuple(cases[:share]))
        for (title, cases), share in zip(kinds, shares, strict=True)
        if share
    ]


def _shares(found: Sequence[int], most: int) -> list[int]:
    shares = [0] * len(found)
    while sum(shares) < min(most, sum(found)):
        for at, count in enumerate(found):
            if shares[at] < count and sum(shares) < most:
                shares[at] += 1
    return shares


def _answered_unanswerable(result: CaseResult) -> bool:
    case, output = result.case, result.output
    return (
        isinstance(case, QuestionCase)
        and isinstance(output, AnswerOutput)
        and not case.answerable
        and not output.refused
        and output.outcome != FAILED
    )


def _wrong_answer(result: CaseResult) -> bool:
    case = result.case
    return isinstance(case, QuestionCase) and case.answerable and right(case, result.output) is False


def _refused_answerable(result: CaseResult) -> bool:
    case, output = result.case, result.output
    return isinstance(case, QuestionCase) and isinstance(output, AnswerOutput) and case.answerable and output.refused


def _wrong_verdict(result: CaseResult) -> bool:
    return _disagrees(result) and _said(result) != _WITHHELD


def _withheld_verdict(result: CaseResult) -> bool:
    return _disagrees(result) and _said(result) == _WITHHELD


def _disagrees(result: CaseResult) -> bool:
    return isinstance(result.case, ClaimCase) and _said(result) != FAILED and right(result.case, result.output) is False


def _said(result: CaseResult) -> str | None:
    return result.output.label if isinstance(result.output, VerdictOutput) else None


def _poor_body(result: CaseResult) -> bool:
    return isinstance(result.case, PageCase) and BODY in result.scores and result.scores[BODY].value < 1


def _confident(result: CaseResult) -> tuple[float, str]:
    """The most confident first, those without a confidence last; the same order in every report of a run."""
    confidence = None if result.output.kind == "page" else result.output.confidence
    return (1.0 if confidence is None else -confidence, result.case.id)


def _grave(result: CaseResult) -> tuple[int, float, str]:
    """A falsehood called true, then anything else called true that is not, then a truth called false, then the rest."""
    assert isinstance(result.case, ClaimCase)
    wanted, said = expected(result.case.label, scheme_for([result.case.label])), _said(result)
    grave = [said == "SUPPORTED" and wanted == "REFUTED", said == "SUPPORTED", said == "REFUTED", True].index(True)
    return (grave, *_confident(result))


def _lowest(result: CaseResult) -> tuple[float, str]:
    return (result.scores[BODY].value, result.case.id)


_KINDS: tuple[tuple[str, Callable[[CaseResult], bool], Callable[[CaseResult], tuple[object, ...]]], ...] = (
    ("Answered although the archive does not answer", _answered_unanswerable, _confident),
    ("Wrong answers to answerable questions", _wrong_answer, _confident),
    ("Refused although the archive answers", _refused_answerable, _confident),
    ("Wrong verdicts", _wrong_verdict, _grave),
    ("Verdicts withheld", _withheld_verdict, _confident),
    ("Pages with the poorest article body", _poor_body, _lowest),
)
