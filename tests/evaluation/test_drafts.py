"""A review finds the errors planted in drafts over the samples, and leaves what is right alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant, Finding
from assistant.evaluation.__main__ import main
from assistant.evaluation.drafts import Sentence, draft_scores, read_drafts, reviewed
from assistant.evaluation.errors import EvaluationError
from corpus.ingest import ingest
from tests.conftest import ROOT

DRAFTS = ROOT / "tests" / "data" / "drafts-eval" / "drafts.json"
UNSEEN = DRAFTS.with_name("unseen.json")


@pytest.fixture(scope="module")
def archive(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drafts") / "archive"
    ingest([samples], folder)
    return folder


def test_nine_of_ten_planted_errors_are_found_with_less_than_a_tenth_of_false_alarms(archive: Path) -> None:
    drafts = read_drafts(DRAFTS)
    assert len(drafts) == 12
    with Assistant.open(archive=archive, mode="quotes") as assistant:
        scores = draft_scores(reviewed(assistant, drafts))
    assert scores["planted"] >= 40 and scores["clean"] >= 20
    assert scores["found"] >= 0.9 * scores["planted"], scores["missed"]
    assert scores["false_alarms"] < 0.1 * scores["clean"], scores["alarmed"]
    assert scores["wrong_supported"] == 0


def test_drafts_written_after_the_checks_are_judged_as_well(archive: Path) -> None:
    with Assistant.open(archive=archive, mode="quotes") as assistant:
        scores = draft_scores(reviewed(assistant, read_drafts(UNSEEN)))
    assert scores["planted"] == 13 and scores["clean"] == 8
    assert scores["found"] >= 12, scores["missed"]
    assert not scores["false_alarms"] and not scores["wrong_supported"]


def test_every_planted_error_is_marked_where_it_stands() -> None:
    for draft in (*read_drafts(DRAFTS), *read_drafts(UNSEEN)):
        for planted in draft.planted:
            wrong = draft.text[planted.start : planted.end]
            assert wrong and wrong == wrong.strip() and wrong != planted.true


def test_what_is_worse_than_a_miss_is_counted_too() -> None:
    scores = draft_scores(
        [
            Sentence("d", "Wrong and found.", ("number",), Finding.MISQUOTED),
            Sentence("d", "Wrong and called right.", ("date",), Finding.SUPPORTED),
            Sentence("d", "Right.", (), Finding.CONFLICTING),
            Sentence("d", "Right, not looked at.", (), Finding.NOT_CHECKED),
        ]
    )
    assert (scores["found"], scores["planted"], scores["wrong_supported"]) == (1, 2, 1)
    assert (scores["false_alarms"], scores["clean"]) == (1, 2)
    assert scores["missed"] == ["Wrong and called right."] and scores["alarmed"] == ["Right."]


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[{}]",
        '[{"id": "a", "text": "Short.", "planted": [{"start": 2, "end": 90, "kind": "name", "true": "x"}]}]',
    ],
)
def test_a_file_that_holds_no_drafts_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "drafts.json").write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"drafts\.json"):
        read_drafts(tmp_path / "drafts.json")


def test_the_command_prints_what_was_found(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = {
        "id": "one",
        "text": "The final death toll of the Soma mine disaster was 310.",
        "planted": [{"start": 51, "end": 54, "kind": "number", "true": "301"}],
    }
    (tmp_path / "drafts.json").write_text(json.dumps([draft]), encoding="utf-8")
    assert main(["drafts", str(tmp_path / "drafts.json"), "--archive", str(archive), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["found"] == 1
