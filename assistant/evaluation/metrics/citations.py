"""Is what is cited really there, and does it carry what is said?

Citation recall and precision are ALCE's (Gao et al. 2023, "citation quality"), a statement at a time:

    recall      1 when its cited quotes together carry it, 0 without any
    precision   of each citation: 1 when the statement is recalled and the citation is not irrelevant; it is irrelevant
                when it does not carry the statement alone and the others carry it without it

An answer's recall is the mean over its statements, its precision the mean over its citations. Where ALCE gives an
answer without citations a precision of 0, here it has none, as any precision of nothing. A number that names no
citation counts against precision and carries nothing.

Who judges "carry" is in the name: `-verifier` is the product's own, so it says whether the product keeps its promise;
`-lexical` is `lexical_support`, the same for every system.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.evaluation.metrics.lexical_support import carries
from assistant.evaluation.outputs import AnswerOutput, Said, VerdictOutput
from assistant.evaluation.scores import Metric, Score

Of = Callable[[object, AnswerOutput], Score | None]


def exactness(case: object, output: AnswerOutput | VerdictOutput) -> Score | None:
    """Share of the cited quotes that are what stands in the article at their offsets. Anything under 1 is a defect."""
    if not output.citations:
        return None
    wrong = [cited for cited in output.citations if cited.found != cited.quote]
    reason = f"[{wrong[0].number}] is not what stands at {wrong[0].start}-{wrong[0].end}" if wrong else ""
    return Score(1 - len(wrong) / len(output.citations), reason)


@dataclass(frozen=True, slots=True)
class _Judged:
    """One statement: is it recalled, and is each number that it cites precise?"""

    recalled: bool
    precise: tuple[bool, ...]


def _existing(said: Said, output: AnswerOutput) -> list[int]:
    known = {cited.number for cited in output.citations}
    return [number for number in said.citations if number in known]


def _by_verifier(said: Said, output: AnswerOutput) -> _Judged | None:
    existing = set(_existing(said, output))
    if not existing:
        return _Judged(False, tuple(False for _ in said.citations))
    if said.supported is None:
        return None
    if len(said.citations) == 1:  # alone it is all there is, so nobody need ask about it twice
        return _Judged(said.supported, (said.supported,))
    if not len(said.supported_by) == len(said.supported_without) == len(said.citations):
        return None
    each = zip(said.citations, said.supported_by, said.supported_without, strict=True)
    return _Judged(said.supported, tuple(said.supported and n in existing and (on or not off) for n, on, off in each))


def _by_words(said: Said, output: AnswerOutput) -> _Judged:
    quotes = {cited.number: cited.quote for cited in output.citations}
    existing = _existing(said, output)
    recalled = carries(tuple(quotes[number] for number in existing), said.text)

    def precise(number: int) -> bool:
        others = tuple(quotes[other] for other in existing if other != number)
        return (
            recalled
            and number in existing
            and (carries((quotes[number],), said.text) or not carries(others, said.text))
        )

    return _Judged(recalled, tuple(precise(number) for number in said.citations))


def _recall(judge: Callable[[Said, AnswerOutput], _Judged | None]) -> Of:
    def of(case: object, output: AnswerOutput) -> Score | None:
        judged = [judge(said, output) for said in output.statements]
        recalled = [statement.recalled for statement in judged if statement]
        if not judged or len(recalled) < len(judged):
            return None
        return Score(sum(recalled) / len(recalled), f"{sum(recalled)} of {len(recalled)} statements are carried")

    return of


def _precision(judge: Callable[[Said, AnswerOutput], _Judged | None]) -> Of:
    def of(case: object, output: AnswerOutput) -> Score | None:
        judged = [judge(said, output) for said in output.statements]
        precise = [each for statement in judged if statement for each in statement.precise]
        if not precise or None in judged:
            return None
        return Score(sum(precise) / len(precise), f"{sum(precise)} of {len(precise)} citations are needed and carry")

    return of


def uncited(case: object, output: AnswerOutput) -> Score | None:
    """How many statements cite nothing that exists."""
    if not output.statements:
        return None
    bare = [said.text for said in output.statements if not _existing(said, output)]
    return Score(float(len(bare)), f"the first: {bare[0]!r}" if bare else "")


METRICS = (
    Metric("citations/exact", exactness),
    Metric("citations/claims-exact", exactness, kind="claim"),
    Metric("citations/recall-verifier", _recall(_by_verifier)),
    Metric("citations/precision-verifier", _precision(_by_verifier)),
    Metric("citations/recall-lexical", _recall(_by_words)),
    Metric("citations/precision-lexical", _precision(_by_words)),
    Metric("citations/uncited", uncited, higher_is_better=False),
)
