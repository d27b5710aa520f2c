"""A whole run over real archives: what is written, what is recorded when a case crashes, how a stopped run goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest

from assistant import Answer, Article, Assistant, Check, Mode, Settings, Verdict
from assistant.evaluation import (
    AnswerOutput,
    Dataset,
    EvaluationError,
    Metric,
    QuestionCase,
    Score,
    VerdictOutput,
    evaluate,
)

ARTICLES = [
    {"id": "a1", "published": "2014-10-13", "outlet": "The Ledger", "text": "Turnout in Dundee was 78 percent."},
    {"id": "a2", "published": "2014-10-14", "text": "President Vera Lindt ordered the bridge at Osk closed on Monday."},
    {"id": "a3", "published": "2014-10-15", "text": "The harbour of Osk froze. Forty ships were held in the ice."},
]
QUESTIONS = [
    {
        "id": "q1",
        "question": "Who ordered the bridge at Osk closed?",
        "answers": ["Vera Lindt"],
        "answerable": True,
        "asked_on": "2014-10-16",
        "gold": [{"article_id": "a2", "quotes": [ARTICLES[1]["text"]]}],
    },
    {
        "id": "q2",
        "question": "What was the turnout in Dundee?",
        "answers": ["78 percent"],
        "answerable": True,
        "gold": [{"article_id": "a1", "quotes": [ARTICLES[0]["text"]]}],
    },
    {"id": "q3", "question": "Who won the 1998 sculling cup of Marrowby?", "answers": [], "answerable": False},
]
CLAIMS = [
    {"id": "c1", "claim": "Turnout in Dundee was 78 percent.", "label": "SUPPORTED", "gold": [{"article_id": "a1"}]},
    {"id": "c2", "claim": "Fifty ships were held in the ice.", "label": "REFUTED", "gold": [{"article_id": "a3"}]},
]


def lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "osk"
    made.mkdir()
    lines(made / "articles.jsonl", ARTICLES)
    lines(made / "questions.jsonl", QUESTIONS)
    lines(made / "claims.jsonl", CLAIMS)
    return made


@pytest.fixture
def judged(folder: Path, tmp_path: Path) -> Callable[..., Any]:
    """`judged(**options)` runs the little dataset, its archive in this test's own cache."""
    return lambda *assistant, **options: evaluate(
        Dataset.load(folder), *assistant, **{"cache": tmp_path / "cache", "baselines": (), **options}
    )


class Watched:
    """A real assistant that notes what it is asked, and can be made to fail or to shift its citations."""

    def __init__(self, archive: Path) -> None:
        self._real = Assistant.open(Settings(_env_file=None, archive=archive, mode="quotes"))
        self.settings = self._real.settings
        self.asked: list[tuple[str, Any]] = []
        self.crashes_on = ""
        self.shift = 0

    @property
    def mode(self) -> Mode:
        return self._real.mode

    def ask(self, question: str, asked_on: Any = None) -> Answer:
        self.asked.append((question, asked_on))
        if self.crashes_on and self.crashes_on in question:
            raise RuntimeError("the disk is on fire")
        answer = self._real.ask(question, asked_on=asked_on)
        moved = (replace(c, start=c.start + self.shift, end=c.end + self.shift) for c in answer.citations)
        return replace(answer, citations=tuple(moved))

    def check(self, claim: str, asked_on: Any = None) -> Verdict:
        return self._real.check(claim, asked_on=asked_on)

    def verify(self, statement: str, quotes: list[str]) -> tuple[Check, ...]:
        return self._real.verify(statement, quotes)

    def article(self, article_id: str) -> Article:
        return self._real.article(article_id)

    def close(self) -> None:
        self._real.close()


@pytest.fixture
def watched(judged: Callable[..., Any]) -> Iterator[Any]:
    """Over the archive of the little dataset."""
    made = Watched(Path(judged().info.archive.path))
    yield made
    made.close()


def results(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_run_answers_checks_and_refuses_what_it_should(judged: Callable[..., Any]) -> None:
    scores = judged().systems["assistant"]["scores"]
    assert scores["answers/right"]["value"] == 1.0 and scores["answers/right"]["cases"] == 2
    assert scores["abstention/precision"]["value"] == scores["abstention/recall"]["value"] == 1.0
    assert scores["verdicts/accuracy"]["value"] == 1.0 and scores["verdicts/accuracy"]["cases"] == 2
    assert scores["citations/exact"]["value"] == scores["citations/claims-exact"]["value"] == 1.0
    assert scores["retrieval/hit@1"]["not_applicable"] == 1, "the question that nothing answers"


def test_what_is_written_can_be_worked_out_again_from_the_lines(judged: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "run"
    judged(out=out, baselines=("bm25",))
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert set(summary["systems"]) == {"assistant", "bm25"} and len(results(out)) == 10
    for system, told in summary["systems"].items():
        own = [line for line in results(out) if line["system"] == system]
        for name in {name for line in own for name in line["scores"]}:
            values = [line["scores"][name]["value"] for line in own if name in line["scores"]]
            assert told["scores"][name]["value"] == pytest.approx(fmean(values))
            assert told["scores"][name]["cases"] == len(values)
    page = (out / "report.html").read_text(encoding="utf-8")
    assert "bm25" in page and "hit@1" in page


def test_a_crash_is_one_failed_case_and_counts_against_the_scores(judged: Callable[..., Any], watched: Any) -> None:
    watched.crashes_on = "bridge"
    run = judged(watched)
    failed = next(result for result in run.results if result.case.id == "q1")
    assert failed.error == "RuntimeError: the disk is on fire" and failed.output.outcome == "FAILED"
    told = run.systems["assistant"]
    assert told["failures"] == 1 and told["cases"] == 5
    assert told["scores"]["answers/right"]["value"] == 0.5, "one of two answerable questions: (0 + 1) / 2"
    assert told["scores"]["abstention/false-refusals"]["value"] == 0.0, "a crash is no refusal"


def test_a_stopped_run_goes_on_where_it_was(judged: Callable[..., Any], watched: Any, tmp_path: Path) -> None:
    def stop_after_two(what: str, done: int, total: int | None) -> None:
        if what.startswith("cases") and done == 2:
            raise KeyboardInterrupt

    out = tmp_path / "run"
    with pytest.raises(KeyboardInterrupt):
        judged(watched, out=out, progress=stop_after_two)
    assert [line["case"]["id"] for line in results(out)] == ["q1", "q2"]
    with (out / "results.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"system":"assistant","case":{"kind":"question","id":"q3"')  # killed while it wrote
    watched.asked.clear()
    whole = judged(watched, out=out)
    assert [question for question, _ in watched.asked] == [QUESTIONS[2]["question"]]
    assert [line["case"]["id"] for line in results(out)] == ["q1", "q2", "q3", "c1", "c2"]
    assert whole.systems["assistant"]["cases"] == 5


def test_a_run_is_not_mixed_with_another_one(judged: Callable[..., Any], tmp_path: Path) -> None:
    out = tmp_path / "run"
    judged(out=out)
    with pytest.raises(EvaluationError, match=r"asked_on was dataset, now none.*--overwrite"):
        judged(out=out, asked_on="none")
    judged(out=out, asked_on="none", overwrite=True)
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["settings"]["asked_on"] == "none"
    judged(out=out, asked_on="none", baselines=("bm25",))
    assert {line["system"] for line in results(out)} == {"assistant", "bm25"}, "a baseline may be added"


def test_a_folder_with_other_files_is_left_alone(judged: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mother.txt").write_text("Dear mother", encoding="utf-8")
    with pytest.raises(EvaluationError, match="holds other files"):
        judged(out=tmp_path / "letters")
    with pytest.raises(EvaluationError, match="holds other files"):
        judged(out=tmp_path / "letters", overwrite=True)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["mother.txt"]


def test_the_dataset_s_day_is_told_only_when_it_may_be(judged: Callable[..., Any], watched: Any) -> None:
    judged(watched)
    assert [str(day) for _, day in watched.asked] == ["2014-10-16", "None", "None"]
    watched.asked.clear()
    judged(watched, asked_on="none")
    assert {day for _, day in watched.asked} == {None}


def test_an_unknown_label_ends_the_run_before_its_first_case(folder: Path, tmp_path: Path) -> None:
    lines(folder / "claims.jsonl", [*CLAIMS, {"id": "c3", "claim": "It rained.", "label": "mostly-harmless"}])
    with pytest.raises(EvaluationError, match="mostly-harmless"):
        evaluate(Dataset.load(folder), baselines=(), cache=tmp_path / "cache", out=tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_metric_of_one_function_is_scored_and_averaged(judged: Callable[..., Any]) -> None:
    def words(case: QuestionCase, output: AnswerOutput) -> Score | None:
        if not output.statements:
            return None
        said = " ".join(statement.text for statement in output.statements)
        return Score(len(said.split()), said)

    run = judged(metrics=[Metric("answers/length", words, higher_is_better=False)])
    # q1 is answered with 11 words, q2 with 6, q3 is refused: (11 + 6) / 2
    assert run.systems["assistant"]["scores"]["answers/length"]["value"] == pytest.approx(8.5)
    assert run.systems["assistant"]["scores"]["answers/length"]["not_applicable"] == 1


def test_a_metric_that_breaks_is_named_with_the_case(judged: Callable[..., Any]) -> None:
    def broken(case: Any, output: VerdictOutput) -> Score:
        return Score(float("nan"))

    with pytest.raises(EvaluationError, match=r"claims/broken cannot judge claim 'c1'.*finite"):
        judged(metrics=[Metric("claims/broken", broken, kind="claim")])


def test_citations_that_are_shifted_by_one_character_are_not_exact(judged: Callable[..., Any], watched: Any) -> None:
    watched.shift = 1
    scores = judged(watched).systems["assistant"]["scores"]
    assert scores["citations/exact"]["value"] == 0.0
    assert scores["citations/claims-exact"]["value"] == 1.0, "those of claims were not shifted"


def test_a_small_sample_is_part_of_a_larger_one(judged: Callable[..., Any]) -> None:
    two = {result.case.id for result in judged(limit=2).results}
    three = {result.case.id for result in judged(limit=3).results}
    assert len(two) == 2 and two < three
