"""Is what a system said right? The one definition that confidence is measured and fitted against."""

from __future__ import annotations

from assistant.evaluation.cases import Case, ClaimCase, QuestionCase
from assistant.evaluation.labels import agrees
from assistant.evaluation.metrics.answers import cites_gold_sentence, contained
from assistant.evaluation.outputs import FAILED, AnswerOutput, Output, VerdictOutput
from assistant.evaluation.scores import Metric, Score


def right(case: Case, output: Output) -> bool | None:
    """Whether an answer or a verdict is right; None when nothing was said, or nobody can tell.

    An answer is right when the gold answer stands in it or it cites a gold sentence, so it is wrong whenever the
    archive has no answer. A refusal says nothing (`refusal_right` judges it). A verdict is right when its label is.
    What failed is wrong. Raises `EvaluationError` for an unknown label.
    """
    match case, output:
        case QuestionCase(), AnswerOutput():
            if output.refused:
                return None
            if not case.answerable or output.outcome == FAILED:
                return False
            known = [score.value for score in (contained(case, output), cites_gold_sentence(case, output)) if score]
            return any(known) if known else None
        case ClaimCase(), VerdictOutput():
            return None if output.label is None else agrees(case.label, output.label)
        case _:
            return None


def refusal_right(case: QuestionCase, output: AnswerOutput) -> bool | None:
    """Whether a refusal is right, that is, the archive has no answer; None when the question was not refused."""
    return not case.answerable if output.refused else None


def _answer(case: QuestionCase, output: AnswerOutput) -> Score | None:
    """`right` of answerable questions, where a refusal is 0: what a user who asks gets."""
    if not case.answerable or not (case.answers or any(gold.quotes for gold in case.gold)):
        return None
    verdict = right(case, output)
    return Score(float(bool(verdict)), f"refused: {output.outcome}" if verdict is None else "")


def _verdict(case: ClaimCase, output: VerdictOutput) -> Score | None:
    verdict = right(case, output)
    return None if verdict is None else Score(float(verdict), f"said {output.label}, labelled {case.label}")


ANSWER = Metric("answers/right", _answer)
VERDICT = Metric("verdicts/right", _verdict, kind="claim")
