"""The calibration: what it computes, what it refuses, and that the product answers by the one it is given."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from assistant import Assistant, InvalidSettings, Outcome, Settings
from assistant.answers.confidence import SHIPPED, Calibration, Logistic
from assistant.questions.features import Features


def shipped_with(tmp_path: Path, **changes: object) -> Path:
    file = tmp_path / "calibration.json"
    file.write_text(json.dumps(json.loads(SHIPPED.read_text(encoding="utf-8")) | changes), encoding="utf-8")
    return file


def test_a_probability_is_the_logistic_of_the_weighted_features() -> None:
    logistic = Logistic(offset=-1.0, coverage=2.0, coverage_here=0.5, kind=1.0, retrieval=4.0)
    # z = -1 + 2 * .5 + .5 * 1 + 1 * 0 + 4 * .25 = 1.5
    assert logistic.probability(Features(0.5, 1.0, 0.0, 0.25)) == pytest.approx(1 / (1 + math.exp(-1.5)))


def test_a_sentence_without_a_decisive_kind_never_answers() -> None:
    calibration = Calibration.load()
    without = Features(coverage=1.0, coverage_here=1.0, kind=0.0, retrieval=1.0, article=1.0, rarest=1.0)
    assert calibration.answers(without, decisive=True) == calibration.rank_score(without, decisive=True) == 0.0
    assert calibration.answers(without, decisive=False) > 0.5


def test_the_product_refuses_by_the_threshold_it_is_given(sample_archive: Path, tmp_path: Path) -> None:
    question = "Who ordered the Rostov troop withdrawal?"
    with Assistant.open(archive=sample_archive, mode="quotes") as assistant:
        answered = assistant.ask(question, asked_on="2014-11-05")
    strict = shipped_with(tmp_path, threshold=1.0)
    with Assistant.open(archive=sample_archive, mode="quotes", calibration=strict) as assistant:
        refused = assistant.ask(question, asked_on="2014-11-05")
    assert answered.outcome is Outcome.ANSWERED and answered.signals["coverage"] > 0
    assert not refused.statements and refused.signals == answered.signals


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"threshold": 2}, "threshold"),
        ({"right": {"offset": 1}}, "right.coverage"),
        ({"rank": {"offset": "NaN", "coverage": 1, "coverage_here": 1, "kind": 1, "retrieval": 1}}, "rank.offset"),
        ({"format": 2}, "format"),
        ({"weights": 1}, "weights"),
    ],
)
def test_a_file_that_is_no_calibration_is_refused_with_the_field(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    with pytest.raises(InvalidSettings, match=told):
        Calibration.load(shipped_with(tmp_path, **change))


def test_a_calibration_that_cannot_be_read_is_said_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="nowhere"):
        Calibration.load(tmp_path / "nowhere.json")
    (tmp_path / "broken.json").write_bytes(b"{\xff")
    with pytest.raises(InvalidSettings, match="broken"):
        Calibration.load(tmp_path / "broken.json")
    assert Settings(calibration=tmp_path / "x", mode="quotes").calibration == tmp_path / "x"
