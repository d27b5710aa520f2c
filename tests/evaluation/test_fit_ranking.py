"""Fitting how the search weighs its signals."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.evaluation import EvaluationError
from assistant.evaluation.cases import ClaimCase, Gold, QuestionCase
from assistant.evaluation.fit_ranking import Searched, fit_ranking, report_lines, searched
from assistant.retrieval.ranking import Ranking
from corpus.ingest import ingest
from tests.corpus.builders import json_lines

BASE = Ranking(weights={"lexical": 1.0, "lead": 1.0, "phrase": 8.0})


def cases_where(good: str, bad: str, count: int = 80) -> list[Searched]:
    """Cases in which the right passage is strong in one signal and the wrong ones in another."""
    right, wrong = {good: 0.9, bad: 0.2}, {good: 0.3, bad: 0.8}
    return [
        Searched(f"c{n}", "made, words", (wrong, right, wrong), (False, True, False), held_out=n % 2 == 1)
        for n in range(count)
    ]


def test_the_signal_that_finds_what_is_right_gets_the_weight_and_the_other_half_is_reported() -> None:
    ranking = fit_ranking(cases_where("lexical", "lead"), Ranking(weights={"lexical": 1.0, "lead": 3.0}))
    assert ranking.weights == {"lexical": 1.0, "lead": 0.0}
    assert (ranking.fitted["fitted_on"], ranking.fitted["reported_on"]) == (40, 40)
    assert ranking.fitted["before"]["made, words"] == {"cases": 40, "hit@1": 0.0, "hit@5": 1.0}
    assert ranking.fitted["after"]["made, words"]["hit@1"] == 1.0
    assert "made, words (40): 0.000 / 1.000 before, 1.000 / 1.000 now" in report_lines(ranking)


def test_a_weight_that_is_a_decision_is_left_alone() -> None:
    assert fit_ranking(cases_where("lexical", "lead"), BASE).weights["phrase"] == 8.0


def test_too_few_cases_are_an_error_that_says_how_many_are_needed() -> None:
    with pytest.raises(EvaluationError, match="at least 20"):
        fit_ranking(cases_where("lexical", "lead", 10), BASE)


def test_what_the_assistant_finds_is_read_with_its_gold(tmp_path: Path) -> None:
    articles: list[dict[str, object]] = [
        {"id": "a1", "text": "The harbour of Osk froze on Tuesday. Forty ships were held.", "published": "2014-10-15"},
        {"id": "a2", "text": "The harbour of Osk was painted green.", "published": "2014-10-15"},
    ]
    ingest([json_lines(tmp_path / "articles.jsonl", articles)], tmp_path / "archive")
    gold = (Gold(article_id="a1", quotes=("Forty ships were held.",)),)
    cases = [
        QuestionCase(id="q", question="How many ships in Osk harbour?", answerable=True, answers=("Forty",), gold=gold),
        QuestionCase(id="none", question="Who won the cup of Osk?", answerable=False),
        ClaimCase(id="c", claim="The harbour of Osk froze.", label="SUPPORTED", gold=gold),
    ]
    with Assistant.open(archive=tmp_path / "archive", mode="quotes") as assistant:
        found = searched(assistant, "small", cases)
    assert {case.case_id for case in found} == {"q", "c"}
    assert {case.way for case in found} == {"small, day not told, words"}
    assert all(sum(case.right) == 1 and len(case.signals) == 2 for case in found)
