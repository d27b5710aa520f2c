"""Two runs of the same cases: differences worked out by hand, and each way a case can flip."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation.cases import ClaimCase, QuestionCase
from assistant.evaluation.compare import Comparison, compare
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.outputs import FAILED, AnswerOutput, VerdictOutput
from assistant.evaluation.saved_run import DatasetInfo, RunInfo, SavedRun
from assistant.evaluation.scores import Aggregate, CaseResult, Metric, Rows, Score

RIGHT = Metric("answers/right", lambda case, output: None)
UNCITED = Metric("citations/uncited", lambda case, output: None, higher_is_better=False)
VERDICT = Metric("verdicts/right", lambda case, output: None, kind="claim")


def of_said(rows: Rows) -> float | None:
    """Right among those answered."""
    said = rows[:, 0].sum()
    return float((rows[:, 0] * rows[:, 1]).sum() / said) if said else None


SELECTIVE = Aggregate(
    "answers/selective",
    lambda case, output: (float(output.outcome == "ANSWERED"), float(output.text == "right")),
    of_said,
)


def question(name: str, right: float | None = None, outcome: str = "ANSWERED", **scores: float) -> CaseResult:
    found = {"answers/right": Score(right, "because")} if right is not None else {}
    return CaseResult(
        system="assistant",
        case=QuestionCase(id=name, question=f"{name}?", answerable=True, answers=("x", "y")),
        output=AnswerOutput(outcome=outcome, text="right" if right else "wrong"),
        scores=found | {key: Score(value) for key, value in scores.items()},
    )


def claim(name: str, label: str, right: float | None = None) -> CaseResult:
    return CaseResult(
        system="assistant",
        case=ClaimCase(id=name, claim=f"{name}.", label="REFUTES"),
        output=VerdictOutput(label=label, justification=f"it is {label}"),
        scores={} if right is None else {"verdicts/right": Score(right)},
    )


def run(name: str, *results: CaseResult, hash: str = "h", **settings: object) -> SavedRun:
    info = RunInfo(dataset=DatasetInfo(name="samples", hash=hash), settings=settings, systems=("assistant",))
    return SavedRun(Path(name), info, results)


def compared(a: SavedRun, b: SavedRun) -> Comparison:
    return compare(a, b, [RIGHT, UNCITED, VERDICT], [SELECTIVE])


def test_a_run_compared_with_itself_has_changed_nothing() -> None:
    one = run("a", question("p", 1), question("q", 0), claim("c", "REFUTED", 1))
    found = compared(one, one)
    assert not found.flips
    assert [(score.name, score.difference, score.beyond_chance) for score in found.scores] == [
        ("answers/right", 0.0, False),
        ("verdicts/right", 0.0, False),
        ("answers/selective", 0.0, False),
    ]  # citations/uncited is measured in neither run and left out


def test_the_difference_is_that_of_the_scores_of_both_runs() -> None:
    a = run("a", question("p", 1), question("q", 0), question("r", 0), question("s", 0))
    b = run("b", question("p", 1), question("q", 1), question("r", 1), question("s", 0))
    change = compared(a, b).scores[0]
    assert (change.a, change.b, change.difference) == (0.25, 0.75, 0.5)  # 1/4, 3/4
    # Two of four cases gained 1. A draw of 4 gains nothing with probability (1/2)^4 = 6.25% > 2.5%: 0 is included.
    assert (change.low, change.beyond_chance, change.better) == (0.0, False, None)


def test_a_change_beyond_chance_is_called_better_or_worse_by_the_scores_direction() -> None:
    a = run("a", *(question(str(n), float(n < 2), **{"citations/uncited": 0}) for n in range(20)))
    b = run("b", *(question(str(n), float(n < 15), **{"citations/uncited": float(n % 2)}) for n in range(20)))
    right, uncited, selective = compared(a, b).scores
    assert right.difference == pytest.approx(0.65)  # 15/20 - 2/20
    assert uncited.difference == pytest.approx(0.5)  # 10/20 - 0
    assert (right.better, uncited.better, selective.better) == (True, False, True)


def test_an_aggregate_is_compared_too() -> None:
    a = run("a", question("p", 1), question("q", 0), question("r", 0, outcome="NOT_IN_ARCHIVE"))
    b = run("b", question("p", 1), question("q", 0), question("r", 0))
    change = compared(a, b).scores[1]
    assert change.difference == pytest.approx(1 / 3 - 1 / 2)  # right of those answered: 1 of 2, then 1 of 3


def test_a_score_that_one_run_lacks_has_no_difference() -> None:
    change = compared(run("a", question("p"), question("q")), run("b", question("p", 1), question("q", 1))).scores[0]
    assert (change.a, change.cases_a, change.b, change.cases_b) == (None, 0, 1.0, 2)
    assert (change.difference, change.better) == (None, None)


def test_lost_and_gained_cases_are_shown_with_both_outputs() -> None:
    a = run("a", question("p", 0), question("q", 1), claim("c", "REFUTED", 1))
    b = run("b", question("p", 1), question("q", 0, outcome="NOT_SUPPORTED"), claim("c", "SUPPORTED", 0))
    flips = compared(a, b).flips
    assert [(flip.case_id, flip.change) for flip in flips] == [("q", "lost"), ("c", "lost"), ("p", "gained")]
    assert (flips[0].asked, flips[0].wanted) == ("q?", "x | y")
    assert (flips[0].a.result, flips[0].a.text, flips[0].a.reason) == ("ANSWERED", "right", "because")
    assert (flips[0].b.result, flips[0].b.text) == ("NOT_SUPPORTED", "wrong")
    assert (flips[1].asked, flips[1].wanted, flips[1].b.text) == ("c.", "REFUTES", "it is SUPPORTED")


def test_a_crash_in_one_run_is_a_lost_case_with_what_was_raised() -> None:
    crashed = replace(question("p", 0, outcome=FAILED), error="ModelTimeout: 30 s")
    flip = compared(run("a", question("p", 1)), run("b", crashed)).flips[0]
    assert (flip.change, flip.b.result, flip.b.reason) == ("lost", "FAILED", "ModelTimeout: 30 s")


def test_a_question_that_the_archive_does_not_answer_is_right_when_it_is_refused() -> None:
    def unanswerable(outcome: str) -> CaseResult:
        return replace(question("p", outcome=outcome), case=QuestionCase(id="p", question="p?", answerable=False))

    refused, answered, crashed = unanswerable("NOT_SUPPORTED"), unanswerable("ANSWERED"), unanswerable(FAILED)
    assert [flip.change for flip in compared(run("a", refused), run("b", answered)).flips] == ["lost"]
    assert [flip.change for flip in compared(run("a", crashed), run("b", refused)).flips] == ["gained"]
    assert not compared(run("a", refused), run("b", unanswerable("NOT_IN_ARCHIVE"))).flips


def test_without_a_deciding_score_another_outcome_or_label_is_a_flip() -> None:
    a = run("a", question("p"), question("q"), claim("c", "REFUTED"))
    b = run("b", question("p", outcome="CONTESTED"), question("q", 1), claim("c", "SUPPORTED", 1))
    assert [(flip.case_id, flip.change) for flip in compared(a, b).flips] == [("p", "changed"), ("c", "changed")]


def test_only_shared_cases_are_compared_and_the_others_counted() -> None:
    a = run("a", question("p", 1), question("q", 1))
    b = run("b", question("p", 1), question("r", 0), claim("q", "REFUTED", 1))  # the claim "q" is not the question "q"
    found = compared(a, b)
    assert (found.cases, found.only_in_a, found.only_in_b) == (1, 1, 2)
    assert (found.scores[0].a, found.scores[0].b) == (1.0, 1.0)


def test_another_dataset_with_the_same_cases_is_compared_and_said() -> None:
    found = compared(run("a", question("p", 1)), run("b", question("p", 1), question("q", 1), hash="other"))
    assert found.notes and "datasets differ" in found.notes[0]


def test_another_dataset_whose_case_of_the_same_id_differs_is_an_error() -> None:
    one = question("p", 1)
    changed = replace(one, case=QuestionCase(id="p", question="Something else?", answerable=True))
    with pytest.raises(EvaluationError, match=r"different datasets \(h, other\): question 'p' is not the same"):
        compared(run("a", one), run("b", changed, hash="other"))


def test_runs_without_a_common_case_are_an_error() -> None:
    with pytest.raises(EvaluationError, match="no case in common"):
        compared(run("a", question("p", 1)), run("b", question("q", 1)))


def test_the_text_says_what_differs_and_what_flipped() -> None:
    a = run("a", question("p", 1), question("q", 0), asked_on="dataset", mode="quotes")
    b = run("b", question("p", 0), question("q", 0), asked_on="none", mode="quotes")
    assert compared(a, b).as_text().splitlines() == [
        "A: a",
        "B: b",
        "samples, assistant: 2 cases in both, 0 only in A, 0 only in B",
        "asked_on: dataset in A, none in B",
        "",
        "                   A      B      B - A, 95%",
        "answers/right      0.500  0.000  -0.500 [-1.000, +0.000]  n=2",
        "answers/selective  0.500  0.000  -0.500 [-1.000, +0.000]  n=2",
        "",
        "Lost (right in A, wrong in B): 1",
        "  question p: p?",
        "    wanted: x | y",
        "    A ANSWERED: right  (because)",
        "    B ANSWERED: wrong  (because)",
    ]


def test_archived_text_cannot_steer_the_terminal() -> None:
    steering = replace(question("p", 1), output=AnswerOutput(outcome="ANSWERED", text="a\x1b[2Jb"))
    assert "\x1b" not in compared(run("a", question("p", 0)), run("b", steering)).as_text()


def test_the_comparison_is_json() -> None:
    found = compared(run("a", question("p", 1)), run("b", question("p", 0)))
    content = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert content["scores"][0]["better"] is None
    assert content["flips"][0]["a"]["right"] is True
