"""Results to scores: every value worked out by hand beside it."""

from __future__ import annotations

import pytest

from assistant.evaluation.cases import ClaimCase, QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.outputs import FAILED, AnswerOutput, VerdictOutput
from assistant.evaluation.scores import Aggregate, CaseResult, Metric, Rows, Score
from assistant.evaluation.summary import summarise, table

RIGHT = Metric("answers/right", lambda case, output: None)
UNCITED = Metric("citations/uncited", lambda case, output: None, higher_is_better=False)
VERDICT = Metric("verdicts/right", lambda case, output: None, kind="claim")


def question(name: str, outcome: str = "ANSWERED", error: str | None = None, **scores: float) -> CaseResult:
    return CaseResult(
        system="assistant",
        case=QuestionCase(id=name, question=f"{name}?", answerable=True),
        output=AnswerOutput(outcome=outcome),
        scores={"answers/" + key: Score(value) for key, value in scores.items()},
        error=error,
    )


def claim(name: str) -> CaseResult:
    case = ClaimCase(id=name, claim=name, label="SUPPORTS")
    return CaseResult(system="assistant", case=case, output=VerdictOutput(label="SUPPORTED"))


def answered_share(rows: Rows) -> float | None:
    return float(rows[:, 0].mean()) if len(rows) else None


ANSWERED = Aggregate("abstention/answered", lambda case, output: (float(output.outcome == "ANSWERED"),), answered_share)


def test_a_metric_is_the_mean_over_the_cases_it_applies_to() -> None:
    results = [question("a", right=1), question("b", right=0), question("c", right=1), question("d"), claim("e")]
    score = summarise(results, [RIGHT], [], seed=0)["scores"]["answers/right"]
    assert score["value"] == pytest.approx(2 / 3)  # (1 + 0 + 1) / 3: the case without the score is no zero
    assert (score["cases"], score["not_applicable"]) == (3, 1)  # the claim is of another kind and counted nowhere
    assert score["low"] is not None and score["high"] is not None
    assert score["low"] <= 2 / 3 <= score["high"]


def test_a_metric_that_applies_to_no_case_is_there_without_a_value() -> None:
    scores = summarise([question("a", right=1)], [RIGHT, UNCITED, VERDICT], [], seed=0)["scores"]
    empty = {"value": None, "low": None, "high": None, "cases": 0}
    assert scores["citations/uncited"] == {**empty, "not_applicable": 1, "higher_is_better": False}
    assert scores["verdicts/right"] == {**empty, "not_applicable": 0, "higher_is_better": True}


def test_an_aggregate_is_made_of_the_rows_of_its_kind() -> None:
    results = [question("a"), question("b", outcome="NOT_IN_ARCHIVE"), question("c"), question("d"), claim("e")]
    score = summarise(results, [], [ANSWERED], seed=0)["scores"]["abstention/answered"]
    assert (score["value"], score["cases"], score["not_applicable"]) == (0.75, 4, 0)  # 3 of 4 questions


def test_an_aggregate_without_any_row_is_there_without_a_value() -> None:
    score = summarise([claim("a")], [], [ANSWERED], seed=0)["scores"]["abstention/answered"]
    assert (score["value"], score["cases"]) == (None, 0)


def test_a_crashed_case_is_counted_as_a_failure_and_as_a_case() -> None:
    results = [question("a", right=1), question("b", outcome=FAILED, error="ModelTimeout: 30 s", right=0)]
    summary = summarise(results, [RIGHT], [], seed=0)
    assert (summary["cases"], summary["failures"]) == (2, 1)
    assert summary["scores"]["answers/right"]["value"] == 0.5  # (1 + 0) / 2: a crash is not right


def test_no_results_make_an_empty_summary() -> None:
    summary = summarise([], [RIGHT], [ANSWERED], seed=0)
    assert summary["cases"] == 0
    assert all(score["value"] is None for score in summary["scores"].values())


def test_tables_are_added_under_their_names() -> None:
    summary = summarise([question("a")], [], [], seed=0, tables={"outcomes": lambda results: {"ANSWERED": {"n": 1}}})
    assert summary["outcomes"] == {"ANSWERED": {"n": 1}}


def test_the_same_seed_makes_the_same_summary() -> None:
    results = [question(str(n), right=n % 3 == 0) for n in range(30)]
    assert summarise(results, [RIGHT], [ANSWERED], seed=4) == summarise(results, [RIGHT], [ANSWERED], seed=4)


def test_two_scores_of_one_name_are_an_error() -> None:
    with pytest.raises(EvaluationError, match=r"two scores are named 'answers/right'"):
        summarise([question("a")], [RIGHT, RIGHT], [], seed=0)


def test_results_of_two_systems_are_an_error() -> None:
    other = CaseResult(system="bm25", case=question("a").case, output=AnswerOutput(outcome="ANSWERED"))
    with pytest.raises(EvaluationError, match="one system"):
        summarise([question("a"), other], [RIGHT], [], seed=0)


def test_an_aggregate_that_gives_nan_is_an_error_that_names_it() -> None:
    broken = Aggregate("confidence/ece", lambda case, output: (1.0,), lambda rows: float("nan"))
    with pytest.raises(EvaluationError, match=r"confidence/ece: .*finite"):
        summarise([question("a"), question("b")], [], [broken], seed=0)


def test_rows_of_different_length_are_an_error_that_names_the_aggregate() -> None:
    ragged = Aggregate("x/y", lambda case, output: (1.0,) * int(case.id), answered_share)
    with pytest.raises(EvaluationError, match="x/y: "):
        summarise([question("1"), question("2")], [], [ragged], seed=0)


def test_the_table_sets_systems_side_by_side() -> None:
    assistant = summarise([question("a", right=1), question("b", right=1)], [RIGHT, UNCITED, VERDICT], [], seed=0)
    bm25 = summarise([question("a"), question("b")], [RIGHT, UNCITED, VERDICT], [], seed=0)
    assistant["seconds"] = {"retrieve": {"p50": 0.0123, "p95": 0.5, "cases": 2}}
    assert table({"assistant": assistant, "bm25": bm25}).splitlines() == [
        "                                     assistant                  bm25",
        "cases                                2                          2",
        "answers/right                        1.000 [1.000, 1.000]  n=2  not applicable",
        "citations/uncited (lower is better)  not applicable             not applicable",
        "seconds/retrieve p50, p95            0.012, 0.500  n=2          not applicable",
    ]  # verdicts/right has no claims at all and is left out


def test_the_table_says_how_many_cases_failed() -> None:
    assert "failures  1" in table({"assistant": summarise([question("a", error="boom")], [], [], seed=0)})
