"""What readers said of answers becomes a dataset that the harness loads and judges by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant, Conversations, Feedback, Outcome, Settings, judged_turns
from assistant.evaluation.__main__ import main
from assistant.evaluation.dataset import Dataset
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.feedback import FILTERED, UNSAID, feedback_cases, write_feedback
from corpus.ingest import ingest

ROSTOV = "Who ordered the Rostov troop withdrawal?"
CUP = "Who won the 2014 FIFA World Cup?"
MARCH = "How many people took part in the Moscow peace march?"


@pytest.fixture(scope="module")
def archive(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feedback") / "archive"
    ingest([samples], folder)
    return folder


@pytest.fixture(scope="module")
def judged(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of conversations in which two readers judged real answers in every way the page offers."""
    file = tmp_path_factory.mktemp("kept") / "conversations.sqlite"
    ada, ben = Conversations(file, "ada"), Conversations(file, "ben")
    with Assistant.open(Settings(_env_file=None, archive=archive, mode="quotes")) as assistant:

        def ask(kept: Conversations, question: str, feedback: Feedback | None, **options: str) -> None:
            _, turn = kept.begin(question, {"options": options, "mode": "quotes"})
            kept.answered(turn, assistant.ask(question, **options))
            if feedback:
                kept.judged(turn, feedback)

        ask(ada, ROSTOV, Feedback(right=True, reason="the order was his"))
        ask(ada, CUP, Feedback(right=True))
        ask(ben, MARCH, Feedback(right=False, expected="50,000"))
        ask(ben, "Who is Sergei Mitrokhin?", Feedback(right=False, archive_is_silent=True))
        ask(ben, "What did the police say about the march?", Feedback(right=False, reason="another march"))
        ask(ben, ROSTOV, Feedback(right=True), as_of="2014-12-31")
        ask(ben, "Who detected gravitational waves?", None)
        ask(ada, "How many troops did Putin order out of Rostov?", Feedback(right=False))
        ask(ada, "How many troops did Putin order out of Rostov?", Feedback(right=True))
    return file


def test_each_judgement_becomes_the_case_that_it_says(judged: Path) -> None:
    found = feedback_cases(judged_turns(judged))
    cases = {case["question"]: case for case in found.cases}
    assert cases[ROSTOV]["answerable"] and "Vladimir Putin" in cases[ROSTOV]["gold"][0]["quotes"][0]
    assert cases[CUP] == cases[CUP] | {"answerable": False, "judged": "right"} and "gold" not in cases[CUP]
    assert cases[MARCH]["answers"] == ["50,000"] and "gold" not in cases[MARCH]
    assert not cases["Who is Sergei Mitrokhin?"]["answerable"]
    assert cases["How many troops did Putin order out of Rostov?"]["judged"] == "right", "the last judgement counts"
    assert len(cases) == 5
    [incomplete] = found.to_complete
    assert incomplete["reason"] == "another march" and incomplete["answered"]
    assert found.left_out == {FILTERED: 1, UNSAID: 1}


def test_a_dataset_of_feedback_is_run_by_the_harness(
    judged: Path, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, run = tmp_path / "feedback", tmp_path / "run"
    assert main(["feedback", "--conversations", str(judged), "--out", str(folder)]) == 0
    assert "5 cases" in capsys.readouterr().out
    assert (folder / "to-complete.jsonl").is_file()
    dataset = Dataset.load(folder, archive_given=True)
    assert dataset.name == "feedback" and len(dataset.cases) == 5

    assert main(["run", str(folder), "--archive", str(archive), "--out", str(run), "--baseline", "none"]) == 0
    results = [json.loads(line) for line in (run / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    by_question = {result["case"]["question"]: result for result in results if result["system"] == "assistant"}
    assert not any(result["error"] for result in results)
    assert by_question[ROSTOV]["output"]["outcome"] == Outcome.ANSWERED
    assert value(by_question[ROSTOV], "retrieval/hit@1") == 1, "the sentence that was called right is found again"
    assert by_question[CUP]["output"]["outcome"] in (Outcome.NOT_SUPPORTED, Outcome.NOT_IN_ARCHIVE)


def value(result: dict[str, object], score: str) -> float:
    scores = result["scores"]
    assert isinstance(scores, dict)
    return float(scores[score]["value"])


def test_a_follow_up_becomes_a_question_that_stands_alone(archive: Path, tmp_path: Path) -> None:
    kept = Conversations(tmp_path / "conversations.sqlite")
    with Assistant.open(Settings(_env_file=None, archive=archive, mode="quotes")) as assistant:
        first = assistant.ask(ROSTOV)
        _, turn = kept.begin("How many troops?", {})
        kept.answered(turn, assistant.ask("How many troops?", history=[(ROSTOV, first.text)]))
        kept.judged(turn, Feedback(right=True))
    [case] = feedback_cases(judged_turns(tmp_path / "conversations.sqlite")).cases
    assert "Rostov" in case["question"]


def test_what_cannot_be_made_is_told_in_one_line(
    judged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feedback", "--conversations", str(tmp_path / "none"), "--out", str(tmp_path / "a")]) == 1
    assert "there are no saved conversations" in capsys.readouterr().err
    Conversations(tmp_path / "empty.sqlite")
    assert main(["feedback", "--conversations", str(tmp_path / "empty.sqlite"), "--out", str(tmp_path / "a")]) == 1
    assert "no answer on the page has been judged" in capsys.readouterr().err
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("")
    with pytest.raises(EvaluationError, match="not empty"):
        write_feedback(feedback_cases(judged_turns(judged)), tmp_path / "full")
