"""The gate lets a run through, and stops one that is worse: in a score, in a promise, or in what it measures."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation.cases import QuestionCase
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.floors import BASELINE, Entry, Floor, Floors
from assistant.evaluation.gate import GateReport, check, update
from assistant.evaluation.outputs import AnswerOutput, CitedQuote
from assistant.evaluation.saved_run import RESULTS, DatasetInfo, ResultWriter, RunInfo, SavedRun, write_run_info
from assistant.evaluation.scores import Aggregate, CaseResult, Metric, Rows, Score

ARTICLE = "It rained. The mayor of Kharkiv resigned on Monday. Nobody said why."
QUOTE = "The mayor of Kharkiv resigned on Monday."
START = ARTICLE.index(QUOTE)


def exactness(case: QuestionCase, output: AnswerOutput) -> Score | None:
    held = [cited.found == cited.quote for cited in output.citations]
    return Score(sum(held) / len(held)) if held else None


def answered(rows: Rows) -> float | None:
    return float(rows[:, 0].mean()) if len(rows) else None


RIGHT = Metric("answers/right", lambda case, output: None)
EXACT = Metric("citations/exact", exactness)
ERRORS = Metric("answers/errors", lambda case, output: None, higher_is_better=False)
ANSWERED = Aggregate("abstention/answered", lambda case, output: (float(output.outcome == "ANSWERED"),), answered)
METRICS, AGGREGATES = [RIGHT, EXACT, ERRORS], [ANSWERED]

Answer = Callable[[str], AnswerOutput]


def assistant(question: str, shift: int = 0) -> AnswerOutput:
    """A system that quotes the article, at offsets that may be shifted."""
    start, end = START + shift, START + len(QUOTE) + shift
    cited = CitedQuote(number=1, article_id="a1", start=start, end=end, quote=QUOTE, found=ARTICLE[start:end])
    return AnswerOutput(outcome="ANSWERED", citations=(cited,))


def shifting(question: str) -> AnswerOutput:
    return assistant(question, shift=1)


def archive(cited: CitedQuote) -> str | None:
    return ARTICLE[cited.start : cited.end] if cited.article_id == "a1" else None


def result(name: str, output: AnswerOutput, right: float = 1, error: str | None = None, **scores: float) -> CaseResult:
    case = QuestionCase(id=name, question=f"{name}?", answerable=True)
    found = {"answers/right": Score(right)} | {f"answers/{key}": Score(value) for key, value in scores.items()}
    if (exact := EXACT.score(case, output)) is not None:
        found["citations/exact"] = exact
    return CaseResult(system="assistant", case=case, output=output, scores=found, error=error)


def saved(folder: Path, *results: CaseResult, hash: str = "h1", **settings: object) -> SavedRun:
    """A run written to disk and read again."""
    dataset = DatasetInfo(name="samples", hash=hash)
    write_run_info(
        folder, RunInfo(dataset=dataset, settings={"mode": "quotes", "seed": 0, **settings}, systems=("assistant",))
    )
    with ResultWriter(folder) as writer:
        for one in results:
            writer.write(one)
    return SavedRun.load(folder)


def run_of(folder: Path, right: int, of: int = 20, system: Answer = assistant) -> SavedRun:
    return saved(folder, *(result(f"q{n}", system(f"q{n}"), right=float(n < right)) for n in range(of)))


def floors_of(run: SavedRun) -> Floors:
    return update(run, Floors(), METRICS, AGGREGATES)


def gate(run: SavedRun, floors: Floors) -> GateReport:
    return check(run, floors, METRICS, AGGREGATES, recheck=archive)


def found(report: GateReport, name: str) -> str:
    return next(check.result for check in report.checks if check.name == name)


def test_the_run_that_set_the_floors_passes(tmp_path: Path) -> None:
    run = run_of(tmp_path, right=13, of=21)  # 13/21 = 0.619047..., cut to the floor 0.6190
    report = gate(run, floors_of(run))
    assert report.passed and not report.problems
    assert {one.result for one in report.checks} == {"holds"}
    assert report.as_text().splitlines()[-1] == f"gate of {tmp_path} on samples: passed"


def test_one_citation_of_a_system_that_shifts_it_by_one_character_fails(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=20))
    results = [result(f"q{n}", shifting("") if n == 7 else assistant("")) for n in range(20)]
    run = saved(tmp_path / "after", *results)
    report = gate(run, floors)
    assert not report.passed
    exact = next(check for check in report.checks if check.name == "citations/exact")
    assert exact.value == 0.95  # 19 of 20; within its interval, which forgives nothing here
    assert (exact.high, exact.result) == (1.0, "fails")
    assert not check(run, floors, METRICS, AGGREGATES).passed  # nor without the archive


def test_one_citation_shifted_by_one_character_in_the_results_afterwards_fails(tmp_path: Path) -> None:
    run = run_of(tmp_path, right=20)
    floors = floors_of(run)
    assert gate(run, floors).passed

    path = tmp_path / RESULTS
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    cited = lines[7]["output"]["citations"][0]
    cited["start"], cited["end"] = cited["start"] + 1, cited["end"] + 1
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")

    report = gate(SavedRun.load(tmp_path), floors)
    assert not report.passed
    assert found(report, "citations/exact") == "holds"  # what the run recorded is untouched: only the archive tells
    assert report.problems == (
        f"assistant: question q7, citation [1], article a1 {START + 1}:{START + len(QUOTE) + 1}: quoted as {QUOTE!r}, "
        f"there stands {QUOTE[1:] + ' '!r}",
    )


def test_a_citation_of_an_article_that_the_archive_does_not_have_fails(tmp_path: Path) -> None:
    run = run_of(tmp_path / "before", right=2, of=2)
    gone = replace(assistant(""), citations=(replace(assistant("").citations[0], article_id="a2"),))
    report = gate(saved(tmp_path / "after", result("q0", gone), result("q1", assistant(""))), floors_of(run))
    assert len(report.problems) == 1 and "the archive has no such article" in report.problems[0]


def test_many_wrong_citations_are_counted_rather_than_listed(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=20))
    report = gate(run_of(tmp_path / "after", right=20, system=shifting), floors)
    assert len(report.problems) == 11 and report.problems[-1] == "... and 10 citations more"


def test_a_score_that_fell_within_its_interval_is_reported_and_passes(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=16))  # floor 16/20 = 0.8
    # 13/20 = 0.65: standard error sqrt(0.65 * 0.35 / 20) = 0.107, so the interval goes up to about 0.85.
    report = gate(run_of(tmp_path / "after", right=13), floors)
    assert report.passed
    assert found(report, "answers/right") == "within the noise"
    assert "lower, within the noise" in report.as_text()


def test_a_score_that_fell_beyond_its_interval_fails(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=16))
    # 8/20 = 0.4: standard error sqrt(0.4 * 0.6 / 20) = 0.110, so the interval ends at about 0.6, under 0.8.
    report = gate(run_of(tmp_path / "after", right=8), floors)
    assert not report.passed
    assert found(report, "answers/right") == "fails"
    first, *_, last = report.as_text().splitlines()
    assert first.startswith("fails") and "beyond the interval" in first
    assert last.endswith("FAILED: 1 of what must hold does not")


def test_the_floor_of_a_score_where_lower_is_better_is_a_ceiling(tmp_path: Path) -> None:
    def errors(folder: str, many: int) -> SavedRun:
        results = (result(f"q{n}", assistant(""), errors=float(n < many)) for n in range(20))
        return saved(tmp_path / folder, *results)

    floors = floors_of(errors("before", 4))
    assert found(gate(errors("fewer", 1), floors), "answers/errors") == "holds"
    assert found(gate(errors("more", 6), floors), "answers/errors") == "within the noise"  # 0.3 - 1.96 * 0.102 = 0.10
    assert found(gate(errors("many", 15), floors), "answers/errors") == "fails"  # 0.75 - 1.96 * 0.097 = 0.56 > 0.2


def test_a_score_of_one_case_has_no_interval_to_forgive_it(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=1, of=1))
    assert found(gate(run_of(tmp_path / "after", right=0, of=1), floors), "answers/right") == "fails"


def test_a_score_that_is_not_measured_any_more_fails(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=20))
    silent = run_of(tmp_path / "after", right=20, system=lambda question: AnswerOutput(outcome="ANSWERED"))
    assert found(gate(silent, floors), "citations/exact") == "fails"  # no citation at all: nothing was exact
    report = check(run_of(tmp_path / "same", right=20), floors, [EXACT], AGGREGATES)
    assert found(report, "answers/right") == "fails"  # the metric itself is gone
    assert "not measured any more" in report.as_text()


def test_more_crashed_cases_than_before_fail(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=20))
    results = [result(f"q{n}", assistant(""), error="ModelTimeout: 30 s" if n == 3 else None) for n in range(20)]
    report = gate(saved(tmp_path / "after", *results), floors)
    assert report.problems == ("assistant: 1 cases crashed where 0 did: q3",)


def test_a_run_that_stopped_early_fails(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=20))
    report = gate(run_of(tmp_path / "after", right=19, of=19), floors)
    assert report.problems == ("assistant: 19 cases where there were 20: continue the run",)


def test_floors_for_a_system_that_the_run_does_not_have_fail(tmp_path: Path) -> None:
    run = run_of(tmp_path, right=20)
    entry = floors_of(run).entries[0]
    report = gate(run, Floors(entries=(entry, entry.model_copy(update={"system": "bm25"}))))
    assert len(report.problems) == 1 and report.problems[0].startswith("bm25: ")


def test_another_dataset_or_setting_has_no_floors_and_says_what_differs(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=20))
    one = result("q0", assistant(""))
    with pytest.raises(EvaluationError, match=r"nearest entry hash is 'h1' there and 'h2' here"):
        gate(saved(tmp_path / "a", one, hash="h2"), floors)
    with pytest.raises(EvaluationError, match=r"nearest entry asked_on is None there and 'none' here"):
        gate(saved(tmp_path / "b", one, asked_on="none"), floors)
    with pytest.raises(EvaluationError, match="no entries at all"):
        gate(saved(tmp_path / "c", one), Floors())


def test_a_setting_that_does_not_change_scores_does_not_matter(tmp_path: Path) -> None:
    floors = floors_of(saved(tmp_path / "a", result("q0", assistant(""))))
    assert gate(saved(tmp_path / "b", result("q0", assistant("")), cores=16), floors).passed


def test_an_update_raises_floors(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=15))
    raised = update(run_of(tmp_path / "after", right=18), floors, METRICS, AGGREGATES)
    assert len(raised.entries) == 1
    assert raised.entries[0].floors["answers/right"] == Floor(floor=0.9)  # 18/20
    assert raised.entries[0].floors["citations/exact"] == Floor(floor=1.0, beyond="nothing")


def test_an_update_by_the_same_run_changes_nothing(tmp_path: Path) -> None:
    run = run_of(tmp_path, right=13, of=21)
    assert update(run, floors_of(run), METRICS, AGGREGATES) == floors_of(run)


def test_an_update_refuses_to_lower_a_floor_and_lists_it(tmp_path: Path) -> None:
    floors = floors_of(run_of(tmp_path / "before", right=16))
    worse = run_of(tmp_path / "after", right=15, of=19)  # 15/19 = 0.78947...
    with pytest.raises(EvaluationError, match=r"\(cases 20 -> 19; answers/right 0\.8 -> 0\.7894\)"):
        update(worse, floors, METRICS, AGGREGATES)
    lowered = update(worse, floors, METRICS, AGGREGATES, allow_lower=True)
    assert lowered.entries[0].floors["answers/right"].floor == 0.7894


def test_an_update_refuses_to_raise_a_ceiling(tmp_path: Path) -> None:
    floors = floors_of(saved(tmp_path / "a", result("q0", assistant(""), errors=1), result("q1", assistant(""))))
    worse = saved(tmp_path / "b", result("q0", assistant(""), errors=2), result("q1", assistant("")))
    with pytest.raises(EvaluationError, match=r"answers/errors 1 -> 2"):
        update(worse, floors, METRICS, AGGREGATES)


def test_an_update_refuses_to_drop_a_floor_or_to_start_anew_on_a_changed_dataset(tmp_path: Path) -> None:
    run = run_of(tmp_path / "before", right=20)
    with pytest.raises(EvaluationError, match=r"citations/exact 1 -> not measured any more"):
        update(run, floors_of(run), [RIGHT], AGGREGATES)
    changed = saved(tmp_path / "after", *run.results, hash="h2")
    with pytest.raises(EvaluationError, match="the dataset changed from h1 to h2"):
        update(changed, floors_of(run), METRICS, AGGREGATES)
    assert [entry.hash for entry in update(changed, floors_of(run), METRICS, [], allow_lower=True).entries] == ["h2"]


def test_a_floor_made_strict_by_hand_stays_strict(tmp_path: Path) -> None:
    run = run_of(tmp_path, right=20)
    entry = floors_of(run).entries[0]
    strict = entry.model_copy(update={"floors": entry.floors | {"answers/right": Floor(floor=0.9, beyond="nothing")}})
    updated = update(run, Floors(entries=(strict,)), METRICS, AGGREGATES)
    assert updated.entries[0].floors["answers/right"] == Floor(floor=1.0, beyond="nothing")


def test_a_run_with_a_wrong_citation_sets_no_floors(tmp_path: Path) -> None:
    run = run_of(tmp_path, right=20, system=shifting)
    with pytest.raises(EvaluationError, match="wrong citation sets no floors: assistant: question q0"):
        update(run, Floors(), METRICS, AGGREGATES, allow_lower=True)


def test_the_file_has_one_floor_a_line_in_an_order_of_its_own(tmp_path: Path) -> None:
    entry = Entry(
        dataset="samples",
        hash="h1",
        settings={"seed": 0, "mode": "quotes"},
        cases=3,
        floors={"b/y": Floor(floor=0.5), "a/x": Floor(floor=1, beyond="nothing")},
    )
    other = entry.model_copy(update={"dataset": "news", "floors": {}})
    Floors(entries=(entry, other)).save(tmp_path / "one.json")
    Floors(entries=(other, entry)).save(tmp_path / "two.json")
    text = (tmp_path / "one.json").read_text(encoding="utf-8")
    assert text == (tmp_path / "two.json").read_text(encoding="utf-8")
    assert Floors.load(tmp_path / "one.json") == Floors(entries=(other, entry))
    assert text.splitlines()[12:] == [
        "    {",
        '      "dataset": "samples",',
        '      "hash": "h1",',
        '      "system": "assistant",',
        '      "settings": {"mode": "quotes", "seed": 0},',
        '      "cases": 3,',
        '      "failures": 0,',
        '      "floors": {',
        '        "a/x": {"floor": 1.0, "beyond": "nothing"},',
        '        "b/y": {"floor": 0.5, "beyond": "interval"}',
        "      }",
        "    }",
        "  ]",
        "}",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"format": 2}',
        '{"entries": [{"dataset": "x"}]}',
        '{"entries": [{"dataset": "x", "hash": "h", "settings": {}, "floors": {"a": {"floor": NaN}}}]}',
        '{"entries": [{"dataset": "x", "hash": "h", "settings": {}, "floors": {"a": {"flor": 1}}}]}',
    ],
)
def test_a_broken_file_is_an_error_that_names_it(tmp_path: Path, text: str) -> None:
    (tmp_path / "baseline.json").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"baseline\.json: "):
        Floors.load(tmp_path / "baseline.json")


def test_a_missing_file_and_two_entries_for_the_same_are_errors(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        Floors.load(tmp_path / "none.json")
    entry = Entry(dataset="x", hash="h", settings={}, floors={})
    Floors(entries=(entry, entry.model_copy(update={"hash": "h2"}))).save(tmp_path / "two.json")
    with pytest.raises(EvaluationError, match="entry 2 is the second for x, assistant"):
        Floors.load(tmp_path / "two.json")


def test_the_committed_file_can_be_read() -> None:
    assert Floors.load(BASELINE).format == 1


def test_the_report_is_json(tmp_path: Path) -> None:
    run = run_of(tmp_path, right=20)
    content = json.loads(json.dumps(gate(run, floors_of(run)).to_dict(), allow_nan=False))
    assert content["passed"] is True and len(content["checks"]) == 3
