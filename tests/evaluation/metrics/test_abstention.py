"""Refusals against unanswerable questions."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import precision_recall_fscore_support

from assistant.evaluation.metrics.abstention import AGGREGATES, outcome_table
from assistant.evaluation.outputs import AnswerOutput
from assistant.evaluation.scores import Aggregate
from tests.evaluation.metrics.builders import answer, claim, failure, question, refusal, result, unanswerable, verdict

ALL = [
    *((unanswerable(), refusal()), (unanswerable(), refusal()), (unanswerable(), answer("x"))),
    *((unanswerable(), failure()), (question(), refusal()), (question(), answer("x")), (question(), failure())),
]


def rows(aggregate: Aggregate, pairs: list[tuple[object, object]]) -> list[tuple[float, ...]]:
    return [row for pair in pairs if (row := aggregate.row(*pair)) is not None]


def scores(pairs: list[tuple[object, object]]) -> dict[str, float | None]:
    return {a.name: a.of(np.array(rows(a, pairs), dtype=float)) for a in AGGREGATES}


def test_refusals_by_hand() -> None:
    # 4 unanswerable, 2 of them refused; 3 answerable, 1 refused; what failed was not refused
    assert scores(ALL) == {
        "abstention/precision": pytest.approx(2 / 3),
        "abstention/recall": 2 / 4,
        "abstention/f1": pytest.approx(2 * 2 / (4 + 3)),
        "abstention/false-refusals": pytest.approx(1 / 3),
    }


def test_each_score_counts_the_questions_that_it_rests_on() -> None:
    counts = {a.name.removeprefix("abstention/"): len(rows(a, ALL)) for a in AGGREGATES}
    assert counts == {"precision": 3, "recall": 4, "f1": 7, "false-refusals": 3}


def test_refusals_agree_with_scikit_learn() -> None:
    drawn = np.random.default_rng(7).integers(0, 2, size=(200, 2)).tolist()
    pairs = [(unanswerable() if one else question(), refusal() if two else answer("x")) for one, two in drawn]
    gold, said = zip(*drawn, strict=True)
    wanted = precision_recall_fscore_support(gold, said, average="binary")[:3]
    assert list(scores(pairs).values())[:3] == pytest.approx(wanted)


def test_a_system_that_never_refuses_has_no_precision_and_finds_nothing() -> None:
    assert scores([(unanswerable(), answer("x")), (question(), answer("x"))]) == {
        "abstention/precision": None,
        "abstention/recall": 0.0,
        "abstention/f1": 0.0,
        "abstention/false-refusals": 0.0,
    }


def test_without_unanswerable_questions_there_is_nothing_to_find() -> None:
    got = scores([(question(), refusal()), (question(), answer("x"))])
    assert got == {
        "abstention/precision": 0.0,  # the one refusal was wrong
        "abstention/recall": None,
        "abstention/f1": None,
        "abstention/false-refusals": 0.5,
    }


def test_no_rows_give_no_scores() -> None:
    assert set(scores([]).values()) == {None}


def test_the_outcome_table_counts_every_outcome_of_questions() -> None:
    results = [result(*pair) for pair in [*ALL, (claim(), verdict()), (question(), AnswerOutput(outcome="ODD"))]]
    assert outcome_table(results) == {
        "answerable": {
            "ANSWERED": 1,
            "CONTESTED": 0,
            "NOT_SUPPORTED": 1,
            "NOT_IN_ARCHIVE": 0,
            "FAILED": 1,
            "ODD": 1,
        },
        "unanswerable": {"ANSWERED": 1, "CONTESTED": 0, "NOT_SUPPORTED": 2, "NOT_IN_ARCHIVE": 0, "FAILED": 1},
    }
