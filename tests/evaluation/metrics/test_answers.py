"""Answers against gold answers, and what counts as right."""

from __future__ import annotations

import pytest

from assistant.evaluation.cases import Gold, PageCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.metrics.answers import LENGTH, METRICS
from assistant.evaluation.metrics.correctness import ANSWER, VERDICT, refusal_right, right
from assistant.evaluation.outputs import FAILED, PageOutput
from tests.evaluation.metrics.builders import (
    PUTIN,
    SHOIGU,
    answer,
    cited,
    claim,
    failure,
    question,
    refusal,
    unanswerable,
    value,
    values,
    verdict,
)

GOLD = (Gold(article_id="a1", quotes=(PUTIN,)),)


def test_the_best_gold_answer_counts() -> None:
    got = values(METRICS, question(answers=("Putin", "Vladimir Putin")), answer("President Vladimir Putin."))
    # said 3 words; against "Vladimir Putin" 2 shared: F1 = 2 * 2 / (3 + 2) = 0.8; against "Putin" 2 * 1 / (3 + 1) = 0.5
    assert got == {"contained": 1.0, "exact-match": 0.0, "token-f1": pytest.approx(0.8)}


def test_statements_are_read_as_one_text() -> None:
    got = values(METRICS, question(answers=("Putin and Shoigu",)), answer("Putin", "and Shoigu"))
    assert got == {"contained": 1.0, "exact-match": 1.0, "token-f1": 1.0}


def test_an_answer_must_stand_in_a_cited_quote() -> None:
    case = question(gold=GOLD)
    both = answer("Putin.", citations=(cited(1, SHOIGU), cited(2, PUTIN)))
    assert values(METRICS, case, both)["contained-in-cited"] == 1.0
    assert values(METRICS, case, answer("Putin.", citations=(cited(1, SHOIGU),)))["contained-in-cited"] == 0.0


def test_an_answer_in_the_third_cited_quote_is_not_in_the_first_two() -> None:
    case = question(gold=GOLD)
    third = answer("x", citations=(cited(1, SHOIGU), cited(2, SHOIGU), cited(3, PUTIN)))
    second = answer("x", citations=(cited(1, SHOIGU), cited(2, PUTIN)))
    assert values(METRICS, case, third)["contained-in-two-cited"] == 0.0
    assert values(METRICS, case, third)["contained-in-cited"] == 1.0
    assert values(METRICS, case, second)["contained-in-two-cited"] == 1.0


def test_contained_in_cited_does_not_apply_to_who_cites_nothing() -> None:
    assert "contained-in-cited" not in values(METRICS, question(), answer("Putin."))
    assert values(METRICS, question(), answer("Putin.", quotes_mode=True))["contained-in-cited"] == 0.0


def test_a_gold_sentence_is_cited_from_its_own_article() -> None:
    case = question(gold=GOLD)
    longer = f"{PUTIN} It rained."
    assert values(METRICS, case, answer("x", citations=(cited(1, longer),)))["cites-gold-sentence"] == 1.0
    assert values(METRICS, case, answer("x", citations=(cited(1, longer, "x1"),)))["cites-gold-sentence"] == 0.0
    copy = answer("x", citations=(cited(1, longer, "x1", copies=("a1",)),))
    assert values(METRICS, case, copy)["cites-gold-sentence"] == 1.0
    assert values(METRICS, case, answer("x"))["cites-gold-sentence"] == 0.0  # nothing cited
    assert "cites-gold-sentence" not in values(METRICS, question(), answer("x"))  # no gold sentences


def test_the_words_of_an_answer_are_counted_whatever_was_asked() -> None:
    assert values((LENGTH,), unanswerable(), answer("Vladimir Putin.", "He ordered it.")) == {"words": 5.0}  # 2 + 3
    assert values((LENGTH,), question(), refusal()) == {}


@pytest.mark.parametrize("output", [refusal(), failure()])
def test_an_answerable_question_that_is_not_answered_scores_zero_everywhere(output: object) -> None:
    got = values((*METRICS, ANSWER), question(gold=GOLD), output)
    assert len(got) == 7
    assert set(got.values()) == {0.0}


@pytest.mark.parametrize("output", [answer("Putin."), refusal(), failure()])
def test_answers_to_unanswerable_questions_are_not_compared(output: object) -> None:
    assert values((*METRICS, ANSWER), unanswerable(), output) == {}


def test_an_answer_is_right_by_its_words_or_by_its_source() -> None:
    case = question(answers=("Vladimir Putin",), gold=GOLD)
    assert right(case, answer("Vladimir Putin.")) is True
    assert right(case, answer("He did.", citations=(cited(1, PUTIN),))) is True
    assert right(case, answer("He did.")) is False
    assert value(ANSWER.score(case, answer("He did.", citations=(cited(1, PUTIN),)))) == 1.0


def test_right_knows_what_was_withheld_what_failed_and_what_nobody_can_judge() -> None:
    assert right(question(), refusal()) is None
    assert right(unanswerable(), refusal()) is None
    assert right(unanswerable(), answer("Putin.")) is False
    assert right(question(), failure()) is False
    assert right(unanswerable(), failure()) is False
    assert right(question(answers=()), answer("Putin.")) is None
    assert right(PageCase(id="p", file="p.html", text=""), PageOutput(text="")) is None


def test_a_refusal_is_right_when_the_archive_does_not_answer() -> None:
    assert refusal_right(unanswerable(), refusal()) is True
    assert refusal_right(question(), refusal()) is False
    assert refusal_right(unanswerable(), answer("Putin.")) is None
    assert refusal_right(unanswerable(), failure()) is None


def test_a_verdict_is_right_by_the_scheme_of_its_label() -> None:
    assert right(claim("not_supported"), verdict("REFUTED")) is True
    assert right(claim("Not Enough Evidence"), verdict("REFUTED")) is False
    assert right(claim(), verdict(FAILED)) is False
    assert right(claim(), verdict(None)) is None
    assert VERDICT.score(claim(), verdict(None)) is None
    score = VERDICT.score(claim("Refuted"), verdict("SUPPORTED"))
    assert score is not None
    assert (score.value, score.reason) == (0.0, "said SUPPORTED, labelled Refuted")


def test_an_unknown_label_is_an_error_not_a_wrong_verdict() -> None:
    with pytest.raises(EvaluationError, match="'Half true' is not known"):
        right(claim("Half true"), verdict())
