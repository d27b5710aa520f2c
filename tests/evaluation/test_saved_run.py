"""Runs on disk: what was written is what is read, and what is broken is said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant.evaluation.cases import ClaimCase, Gold, PageCase, QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.outputs import AnswerOutput, CitedQuote, PageOutput, RankedPassage, Said, VerdictOutput
from assistant.evaluation.saved_run import (
    RESULTS,
    RUN,
    DatasetInfo,
    ResultWriter,
    RunInfo,
    SavedRun,
    write_json,
    write_run_info,
)
from assistant.evaluation.scores import CaseResult, Score

INFO = RunInfo(
    dataset=DatasetInfo(name="samples", hash="abc", questions=2),
    settings={"mode": "quotes"},
    systems=("assistant", "bm25"),
)


def result(name: str, system: str = "assistant") -> CaseResult:
    quote = CitedQuote(number=1, article_id="x", start=3, end=8, quote="“é”\u2028n", found="“é”\u2028n", copies=("y",))
    return CaseResult(
        system=system,
        case=QuestionCase(
            id=name,
            question="Who?",
            answerable=True,
            answers=("she",),
            asked_on=date(2023, 3, 3),
            gold=(Gold(article_id="x", quotes=("She did.",)),),
        ),
        output=AnswerOutput(
            outcome="ANSWERED",
            statements=(Said(text="She did.", citations=(1,), supported=True, supported_by=(True,)),),
            citations=(quote,),
            ranked=(RankedPassage(article_id="x", start=0, end=9, text="She did.\n", score=0.5),),
            confidence=0.7,
            signals={"coverage": 0.9},
            seconds={"retrieve": 0.01},
        ),
        scores={"answers/right": Score(1, "she in statement 1")},
        seconds=0.02,
    )


def saved(folder: Path, *results: CaseResult) -> Path:
    write_run_info(folder, INFO)
    with ResultWriter(folder) as writer:
        for one in results:
            writer.write(one)
    return folder


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    claim = CaseResult(
        system="assistant",
        case=ClaimCase(id="a", claim="c", label="SUPPORTS", sentence_sets=(("s", "t"),)),
        output=VerdictOutput(label="SUPPORTED", confidence=0.5),
        error="boom",
    )
    page = CaseResult(
        system="assistant",
        case=PageCase(id="p", file="html/p.html", text="body"),
        output=PageOutput(text=None, rejected="empty"),
    )
    run = SavedRun.load(saved(tmp_path / "run", result("a"), claim, page, result("a", system="bm25")))
    assert run.info == INFO
    assert run.results == (result("a"), claim, page, result("a", system="bm25"))
    assert run.systems == ("assistant", "bm25")
    assert run.of("bm25") == (result("a", system="bm25"),)
    assert run.torn_line is None


def test_what_run_json_says_besides_is_kept(tmp_path: Path) -> None:
    saved(tmp_path, result("a"))
    content = INFO.model_dump(mode="json") | {"verifier": "lexical"}
    write_json(tmp_path / RUN, content)
    assert SavedRun.load(tmp_path).info.model_dump(mode="json") == content


def test_each_result_is_on_disk_when_it_is_written(tmp_path: Path) -> None:
    write_run_info(tmp_path, INFO)
    with ResultWriter(tmp_path) as writer:
        writer.write(result("a"))
        assert SavedRun.load(tmp_path).results == (result("a"),)


def test_a_system_without_results_is_an_error_that_names_those_with(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no result of 'naive', only of assistant"):
        SavedRun.load(saved(tmp_path, result("a"))).of("naive")


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"run\.json: no such file"):
        SavedRun.load(tmp_path)
    write_run_info(tmp_path, INFO)
    with pytest.raises(EvaluationError, match=r"results\.jsonl: no such file"):
        SavedRun.load(tmp_path)
    assert SavedRun.load(tmp_path, resume=True).results == ()


def test_an_unknown_format_is_an_error(tmp_path: Path) -> None:
    write_json(tmp_path / RUN, INFO.model_dump(mode="json") | {"format": 2})
    with pytest.raises(EvaluationError, match="its format is 2 and this version reads 1"):
        SavedRun.load(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 1}', '"x"', "\ufeff\ufeff", ""])
def test_a_broken_run_json_is_an_error_of_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / RUN).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"run\.json: ") as caught:
        SavedRun.load(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_torn_last_line_is_an_error_unless_the_run_is_continued(tmp_path: Path) -> None:
    path = saved(tmp_path, result("a"), result("b")) / RESULTS
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(EvaluationError, match="line 2, the last, is cut off"):
        SavedRun.load(tmp_path)
    run = SavedRun.load(tmp_path, resume=True)
    assert (run.results, run.torn_line) == ((result("a"),), 2)


def test_a_continued_run_writes_over_the_torn_line(tmp_path: Path) -> None:
    path = saved(tmp_path, result("a"), result("b")) / RESULTS
    whole = path.read_bytes()
    for cut in range(1, 60):
        path.write_bytes(whole[:-cut])
        done = {one.case.id for one in SavedRun.load(tmp_path, resume=True).results}
        with ResultWriter(tmp_path) as writer:
            for name in {"a", "b"} - done:
                writer.write(result(name))
        assert path.read_bytes() == whole


def test_a_broken_line_is_an_error_even_when_the_run_is_continued(tmp_path: Path) -> None:
    path = saved(tmp_path, result("a"), result("b")) / RESULTS
    path.write_bytes(path.read_bytes() + b'{"system": "assistant"}\n')
    for resume in (False, True):
        with pytest.raises(EvaluationError, match=r"line 3 is broken: case"):
            SavedRun.load(tmp_path, resume=resume)


def test_a_score_that_is_not_a_number_is_a_broken_line(tmp_path: Path) -> None:
    path = saved(tmp_path, result("a")) / RESULTS
    path.write_text(path.read_text(encoding="utf-8").replace('"value":1.0', '"value":NaN'), encoding="utf-8")
    with pytest.raises(EvaluationError, match="line 1 is broken"):
        SavedRun.load(tmp_path)


def test_a_case_that_stands_there_twice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="line 3 repeats question 'a' of 'assistant' from line 1"):
        SavedRun.load(saved(tmp_path, result("a"), result("b"), result("a")))


def test_a_result_that_json_cannot_keep_is_an_error_and_not_written(tmp_path: Path) -> None:
    nan = AnswerOutput(outcome="ANSWERED", confidence=float("nan"))
    surrogate = AnswerOutput(outcome="ANSWERED", text="\ud800")
    write_run_info(tmp_path, INFO)
    with ResultWriter(tmp_path) as writer:
        for output in (nan, surrogate):
            with pytest.raises(EvaluationError, match="question 'a'"):
                writer.write(CaseResult(system="assistant", case=result("a").case, output=output))
    assert SavedRun.load(tmp_path).results == ()


def test_a_json_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    write_json(tmp_path / "summary.json", {"a": 1})
    with pytest.raises(EvaluationError, match=r"summary\.json: cannot be written as JSON"):
        write_json(tmp_path / "summary.json", {"a": float("nan")})
    assert (tmp_path / "summary.json").read_text() == '{\n  "a": 1\n}\n'
    assert [path.name for path in tmp_path.iterdir()] == ["summary.json"]
