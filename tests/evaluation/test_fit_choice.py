"""Fitting which sentence is quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answers.confidence import Calibration, Logistic
from assistant.evaluation import EvaluationError
from assistant.evaluation.cases import Gold, QuestionCase
from assistant.evaluation.fit_choice import Sentences, fit_choice, report_lines, sentences_found
from assistant.questions.features import Features
from corpus.ingest import ingest
from tests.corpus.builders import json_lines

RESTATES = Features(coverage=0.9, coverage_here=0.9, kind=0.5, retrieval=0.9, tells=0.0)
TELLS = Features(coverage=0.5, coverage_here=0.1, kind=0.5, retrieval=0.9, tells=1.0)

BY_WORDS = Logistic(offset=-1.0, coverage=2.0, coverage_here=2.0, kind=0.0, retrieval=0.0)


def questions(count: int) -> list[Sentences]:
    """Questions whose sentence with most of their words is wrong, and the one that tells something is right."""
    return [Sentences(f"q{n}", "made", (RESTATES, TELLS, RESTATES), (False, True, False), n % 2) for n in range(count)]


def test_what_the_right_sentences_have_gets_the_weight_and_each_half_is_judged_by_the_other() -> None:
    by_words = Calibration.load().model_copy(update={"rank": BY_WORDS})
    fitted = fit_choice(questions(80), by_words)
    assert fitted.rank.probability(TELLS) > 0.5 > fitted.rank.probability(RESTATES)
    report = fitted.fitted["rank"]
    assert report["before"]["made"]["first 1"] == 0.0 and report["after"]["made"]["first 1"] == 1.0
    assert "made (80): 0.000 / 0.000 / 1.000 before, 1.000 / 1.000 / 1.000 now" in report_lines(fitted)


def test_nothing_but_the_rank_is_changed() -> None:
    base = Calibration.load()
    fitted = fit_choice(questions(80), base)
    assert (fitted.answerable, fitted.right, fitted.threshold) == (base.answerable, base.right, base.threshold)


def test_too_few_questions_are_an_error_that_says_how_many_are_needed() -> None:
    with pytest.raises(EvaluationError, match="at least 40"):
        fit_choice(questions(10), Calibration.load())


def test_the_sentences_of_the_assistant_are_read_with_their_gold(tmp_path: Path) -> None:
    text = "The harbour of Osk froze on Tuesday. Forty ships were held in the harbour."
    ingest([json_lines(tmp_path / "a.jsonl", [{"id": "a1", "text": text, "published": "2014-10-15"}])], tmp_path / "a")
    cases = [
        QuestionCase(
            id="q",
            question="How many ships were held in Osk harbour?",
            answerable=True,
            answers=("Forty",),
            gold=(Gold(article_id="a1", quotes=("Forty ships were held in the harbour.",)),),
        ),
        QuestionCase(id="none", question="Who won the cup of Osk?", answerable=False),
    ]
    with Assistant.open(archive=tmp_path / "a", mode="quotes") as assistant:
        [found] = sentences_found(assistant, "small", cases)
    assert (found.case_id, found.way, found.right[0]) == ("q", "small, day not told", True)
    assert found.features[0].tells == 1.0
