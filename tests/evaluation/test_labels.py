"""Labels: two kinds of dataset, one mapping."""

from __future__ import annotations

import pytest

from assistant import Label
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.labels import SUPPORT, VERDICT, agrees, expected, given, scheme_for
from assistant.evaluation.outputs import FAILED


@pytest.mark.parametrize(
    ("label", "ours"),
    [
        *(("Supported", "SUPPORTED"), ("SUPPORTS", "SUPPORTED"), ("SUPPORTED", "SUPPORTED")),
        *(("Refuted", "REFUTED"), ("REFUTES", "REFUTED")),
        *(("Not Enough Evidence", "NOT_ENOUGH_EVIDENCE"), ("NOT_ENOUGH_INFO", "NOT_ENOUGH_EVIDENCE")),
        *(("Conflicting Evidence/Cherrypicking", "CONFLICTING"), ("DISPUTED", "CONFLICTING")),
        ("not-enough_evidence ", "NOT_ENOUGH_EVIDENCE"),
    ],
)
def test_verdict_labels_of_every_dataset_become_ours(label: str, ours: str) -> None:
    assert expected(label, VERDICT) == ours


def test_every_label_of_the_assistant_is_a_verdict_label_of_a_dataset_too() -> None:
    assert [expected(label.value, VERDICT) for label in Label] == list(VERDICT.classes)


@pytest.mark.parametrize("label", ["partially_supported", "not_supported", "Not Supported", "PARTIALLY-SUPPORTED"])
def test_what_is_supported_in_part_is_not_supported(label: str) -> None:
    assert expected(label, SUPPORT) == "NOT_SUPPORTED"


def test_a_dataset_that_knows_only_support_is_told_by_its_labels() -> None:
    assert scheme_for(["supported", "partially_supported", "not_supported"]) is SUPPORT
    assert scheme_for(["Supported", "Refuted"]) is VERDICT


def test_supported_alone_is_right_or_wrong_alike_in_both_schemes() -> None:
    assert scheme_for(["supported"]) is VERDICT
    assert expected("supported", VERDICT) == expected("supported", SUPPORT) == "SUPPORTED"


def test_an_unknown_label_is_named_with_the_known_ones() -> None:
    with pytest.raises(EvaluationError, match=r"'Half true' is not known: use one of .*DISPUTED.*partially_supported"):
        scheme_for(["Supported", "Half true"])


def test_labels_of_both_kinds_do_not_go_together() -> None:
    with pytest.raises(EvaluationError, match="'not_supported' and 'REFUTED' do not go together"):
        scheme_for(["not_supported", "supported", "REFUTED"])


def test_no_labels_have_no_scheme() -> None:
    with pytest.raises(EvaluationError, match="no labels"):
        scheme_for([])


def test_a_label_of_the_other_kind_is_refused() -> None:
    with pytest.raises(EvaluationError, match="'REFUTED' is not one of a support dataset: use one of not_supported"):
        expected("REFUTED", SUPPORT)


def test_our_verdicts_fold_into_not_supported() -> None:
    folded = [given(label.value, SUPPORT) for label in Label]
    assert folded == ["SUPPORTED", "NOT_SUPPORTED", "NOT_SUPPORTED", "NOT_SUPPORTED"]
    assert [given(label.value, VERDICT) for label in Label] == list(VERDICT.classes)


def test_what_a_system_invents_is_no_verdict() -> None:
    with pytest.raises(EvaluationError, match="'MAYBE' is not a verdict"):
        given("MAYBE", VERDICT)


def test_a_verdict_agrees_by_the_kind_of_its_label() -> None:
    assert agrees("not_supported", "REFUTED")
    assert agrees("partially_supported", "NOT_ENOUGH_EVIDENCE")
    assert not agrees("Not Enough Evidence", "REFUTED")
    assert agrees("supported", "SUPPORTED")


@pytest.mark.parametrize("label", ["supported", "not_supported", "Refuted", "NOT_ENOUGH_INFO"])
def test_what_failed_agrees_with_no_label(label: str) -> None:
    assert not agrees(label, FAILED)
