"""Verdicts against labels, by hand and against scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support, recall_score

from assistant.evaluation.labels import SUPPORT, VERDICT, Scheme
from assistant.evaluation.metrics.verdicts import confusion_table, verdict_aggregates
from assistant.evaluation.outputs import FAILED
from tests.evaluation.metrics.builders import answer, claim, question, result, verdict

PAIRS = [
    *(("Supported", "SUPPORTED"), ("Supported", "SUPPORTED"), ("Supported", "REFUTED")),
    *(("Supported", "NOT_ENOUGH_EVIDENCE"), ("Refuted", "REFUTED"), ("Refuted", FAILED)),
    *(("Not Enough Evidence", "SUPPORTED"), ("Not Enough Evidence", "NOT_ENOUGH_EVIDENCE")),
]


def scores(pairs: list[tuple[str, str | None]], scheme: Scheme = VERDICT) -> dict[str, float | None]:
    got = {}
    for aggregate in verdict_aggregates(scheme):
        rows = [aggregate.row(claim(label), verdict(said)) for label, said in pairs]
        kept = np.array([row for row in rows if row is not None], dtype=float)
        got[aggregate.name.removeprefix("verdicts/")] = aggregate.of(kept)
    return got


def test_verdicts_by_hand() -> None:
    got = scores(PAIRS)
    assert got["accuracy"] == 4 / 8  # two supported, one refuted, one not enough
    assert got["balanced-accuracy"] == pytest.approx((2 / 4 + 1 / 2 + 1 / 2) / 3)  # no conflicting claim: three classes
    assert got["precision:SUPPORTED"] == pytest.approx(2 / 3)  # said three times
    assert got["recall:SUPPORTED"] == 2 / 4
    assert got["f1:SUPPORTED"] == pytest.approx(2 * 2 / (4 + 3))
    assert got["f1:REFUTED"] == pytest.approx(2 * 1 / (2 + 2))
    assert got["f1:NOT_ENOUGH_EVIDENCE"] == pytest.approx(2 * 1 / (2 + 2))
    assert got["macro-f1"] == pytest.approx((4 / 7 + 1 / 2 + 1 / 2) / 3)
    assert got["precision:CONFLICTING"] is got["recall:CONFLICTING"] is got["f1:CONFLICTING"] is None
    assert got["accuracy-of-the-commonest"] == 4 / 8  # four of eight are supported
    assert got["precision-of-given"] == pytest.approx(3 / 5)  # SUPPORTED 2 of 3, REFUTED 1 of 2
    assert got["given"] == pytest.approx(5 / 8)  # neither not enough (2) nor failed (1)


def test_a_class_that_only_the_system_names_is_in_no_mean() -> None:
    got = scores([("Supported", "CONFLICTING"), ("Supported", "SUPPORTED"), ("Refuted", "REFUTED")])
    assert got["balanced-accuracy"] == pytest.approx((1 / 2 + 1) / 2)
    assert got["macro-f1"] == pytest.approx((2 * 1 / (2 + 1) + 1) / 2)
    assert got["f1:CONFLICTING"] == 0.0


@pytest.mark.parametrize("scheme", [VERDICT, SUPPORT])
def test_verdicts_agree_with_scikit_learn(scheme: Scheme) -> None:
    labels = {"verdict": ["Supported", "Refuted", "DISPUTED"], "support": ["supported", "not_supported"]}[scheme.name]
    names = {"Supported": "SUPPORTED", "supported": "SUPPORTED", "Refuted": "REFUTED", "DISPUTED": "CONFLICTING"}
    random = np.random.default_rng(3)
    pairs = [(str(random.choice(labels)), str(random.choice([*VERDICT.classes, FAILED]))) for _ in range(300)]
    gold = [names.get(label, "NOT_SUPPORTED") for label, _ in pairs]
    said = [s if scheme is VERDICT or s in ("SUPPORTED", FAILED) else "NOT_SUPPORTED" for _, s in pairs]
    present = sorted(set(gold))
    got = scores(pairs, scheme)
    assert got["accuracy"] == pytest.approx(accuracy_score(gold, said))
    # balanced_accuracy_score is this mean, but warns of the classes that only the system names
    assert got["balanced-accuracy"] == pytest.approx(recall_score(gold, said, labels=present, average="macro"))
    assert got["macro-f1"] == pytest.approx(f1_score(gold, said, labels=present, average="macro"))
    each = precision_recall_fscore_support(gold, said, labels=present)
    for place, name in enumerate(present):
        assert [got[f"{what}:{name}"] for what in ("precision", "recall", "f1")] == pytest.approx(
            [column[place] for column in each[:3]]
        )


def test_where_false_and_unsupported_are_one_refuting_is_right() -> None:
    got = scores(
        [("not_supported", "REFUTED"), ("partially_supported", "CONFLICTING"), ("supported", "SUPPORTED")], SUPPORT
    )
    assert got["accuracy"] == got["balanced-accuracy"] == got["precision-of-given"] == got["given"] == 1.0


def test_no_verdicts_give_no_scores() -> None:
    assert set(scores([]).values()) == set(scores([("Supported", None)]).values()) == {None}


def test_a_system_that_never_says_supported_or_refuted_has_no_precision_of_given() -> None:
    got = scores([("Supported", "NOT_ENOUGH_EVIDENCE"), ("Refuted", FAILED)])
    assert (got["precision-of-given"], got["given"], got["accuracy"]) == (None, 0.0, 0.0)


def test_the_confusion_table_has_a_column_for_what_failed() -> None:
    results = [result(claim("not_supported"), verdict(said)) for said in ("REFUTED", "SUPPORTED", FAILED, None)]
    assert confusion_table([*results, result(question(), answer("x"))], SUPPORT) == {
        "SUPPORTED": {"SUPPORTED": 0, "NOT_SUPPORTED": 0, "FAILED": 0},
        "NOT_SUPPORTED": {"SUPPORTED": 1, "NOT_SUPPORTED": 1, "FAILED": 1},
    }


def test_always_saying_the_commonest_class_is_a_yardstick_for_accuracy() -> None:
    labels = ["supported", "supported", "partially_supported", "not_supported", "not_supported"]
    assert scores([(label, "SUPPORTED") for label in labels], SUPPORT)["accuracy-of-the-commonest"] == 3 / 5


def test_the_precision_of_a_class_counts_the_claims_that_were_given_it() -> None:
    aggregates = {aggregate.name: aggregate for aggregate in verdict_aggregates(VERDICT)}
    rows = {
        name: [row for label, said in PAIRS if (row := aggregates[name].row(claim(label), verdict(said))) is not None]
        for name in ("verdicts/precision:SUPPORTED", "verdicts/recall:SUPPORTED")
    }
    assert {name: len(found) for name, found in rows.items()} == {
        "verdicts/precision:SUPPORTED": 3,
        "verdicts/recall:SUPPORTED": 4,
    }
