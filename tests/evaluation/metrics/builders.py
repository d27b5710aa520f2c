"""Small cases and outputs for hand-computed scores."""

from __future__ import annotations

from typing import Any

from assistant.evaluation.cases import ClaimCase, Gold, QuestionCase
from assistant.evaluation.outputs import FAILED, AnswerOutput, CitedQuote, RankedPassage, Said, VerdictOutput
from assistant.evaluation.scores import CaseResult, Metric, Score

PUTIN = "Vladimir Putin ordered the withdrawal of 17,600 troops on Sunday."
SHOIGU = "Defence Minister Sergei Shoigu will begin the withdrawal this week."


def question(*, answers: tuple[str, ...] = ("Putin",), gold: tuple[Gold, ...] = (), **more: Any) -> QuestionCase:
    given = {"id": "q1", "question": "Who ordered it?", "answerable": True} | more
    return QuestionCase(answers=answers, gold=gold, **given)


def unanswerable() -> QuestionCase:
    return QuestionCase(id="q2", question="Who denied it?", answerable=False)


def claim(label: str = "SUPPORTED", **more: Any) -> ClaimCase:
    return ClaimCase(id="c1", claim="Putin ordered it.", label=label, **more)


def passage(text: str, article: str = "a1", copies: tuple[str, ...] = ()) -> RankedPassage:
    return RankedPassage(article_id=article, start=0, end=len(text), text=text, copies=copies)


def cited(number: int, quote: str, article: str = "a1", *, found: str | None = None, **more: Any) -> CitedQuote:
    there = quote if found is None else found
    return CitedQuote(number=number, article_id=article, start=0, end=len(quote), quote=quote, found=there, **more)


def answer(*statements: Said | str, **more: Any) -> AnswerOutput:
    said = tuple(Said(text=each) if isinstance(each, str) else each for each in statements)
    return AnswerOutput(statements=said, **({"outcome": "ANSWERED"} | more))


def refusal(**more: Any) -> AnswerOutput:
    return AnswerOutput(outcome="NOT_SUPPORTED", **more)


def failure() -> AnswerOutput:
    return AnswerOutput(outcome=FAILED)


def verdict(label: str | None = "SUPPORTED", **more: Any) -> VerdictOutput:
    return VerdictOutput(label=label, **more)


def result(case: Any, output: Any, **more: Any) -> CaseResult:
    return CaseResult(system="assistant", case=case, output=output, **more)


def value(score: Score | None) -> float | None:
    return None if score is None else score.value


def values(metrics: tuple[Metric, ...], case: Any, output: Any) -> dict[str, float]:
    """By name after the slash; metrics that do not apply are absent."""
    scores = {metric.name.split("/")[1]: metric.score(case, output) for metric in metrics}
    return {name: score.value for name, score in scores.items() if score is not None}
