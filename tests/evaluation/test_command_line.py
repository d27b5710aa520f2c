"""The harness's command line, as scripts call it: exit status, one line for what is wrong, one document with --json."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.answers.confidence import Calibration
from assistant.evaluation.__main__ import main
from tests.evaluation.builders import a_claim, a_dataset, a_question, an_article, an_unanswerable

Done = tuple[int, str, str]
Command = Callable[..., Done]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """`command("run", folder, ...)` gives the exit status and what was printed; the cache is this test's own."""

    def call(*arguments: object) -> Done:
        given = [str(argument) for argument in arguments]
        if given[0] == "run":
            given += ["--cache", str(tmp_path / "cache")]
        capsys.readouterr()
        try:
            status = main(given)
        except SystemExit as error:
            status = int(error.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return a_dataset(
        tmp_path / "osk", articles=[an_article()], questions=[a_question(), an_unanswerable()], claims=[a_claim()]
    )


def one_line(done: Done, *told: str) -> None:
    status, out, err = done
    assert status == 1 and out == "" and err.count("\n") == 1, done
    assert "Traceback" not in err and all(part in err for part in told), err


def test_a_run_is_printed_written_and_continued(command: Command, dataset: Path, tmp_path: Path) -> None:
    status, out, err = command("run", dataset, "--out", tmp_path / "run")
    assert (status, err) == (0, "") and "retrieval/hit@1" in out and "bm25" in out
    assert {path.name for path in (tmp_path / "run").iterdir()} == {
        *("run.json", "results.jsonl", "summary.json", "report.html")
    }
    status, out, _ = command("run", dataset, "--out", tmp_path / "run", "--json")
    assert status == 0 and json.loads(out) == json.loads((tmp_path / "run" / "summary.json").read_text())
    one_line(command("run", dataset, "--out", tmp_path / "run", "--seed", 1), "holds another run", "--overwrite")


def test_a_dataset_that_cannot_be_used_is_one_line(command: Command, dataset: Path, tmp_path: Path) -> None:
    one_line(command("run", tmp_path / "nowhere", "--out", tmp_path / "run"), "nowhere")
    (dataset / "claims.jsonl").write_text('{"id": "c1", "claim": "It rained.", "label": "whatever"}\n')
    one_line(command("run", dataset, "--out", tmp_path / "run"), "whatever")
    (dataset / "claims.jsonl").write_text('{"id": "c1", \n')
    one_line(command("run", dataset, "--out", tmp_path / "run"), "claims.jsonl", "line 1")
    (dataset / "claims.jsonl").unlink()
    (dataset / "manifest.json").write_text('{"articles": 2000000}')
    one_line(command("run", dataset, "--out", tmp_path / "run"), "2,000,000", "1 present", "--allow-incomplete")
    assert not (tmp_path / "run").exists()
    status, _, err = command("run", dataset, "--out", tmp_path / "run", "--allow-incomplete")
    assert status == 0 and "2,000,000" in err


def test_an_archive_of_one_s_own_is_searched_in_place_of_articles(
    command: Command, dataset: Path, tmp_path: Path
) -> None:
    from corpus.ingest import ingest

    ingest([dataset / "articles.jsonl"], tmp_path / "archive")
    (dataset / "articles.jsonl").unlink()
    one_line(command("run", dataset, "--out", tmp_path / "run"), "no articles to search", "--archive")
    status, out, _ = command("run", dataset, "--out", tmp_path / "run", "--archive", tmp_path / "archive", "--json")
    assert status == 0 and json.loads(out)["settings"]["archive"] == "given"
    one_line(command("run", dataset, "--out", tmp_path / "other", "--archive", tmp_path / "gone"), "gone")


@pytest.mark.parametrize(
    "arguments", [[], ["run"], ["run", "x"], ["run", "x", "--out", "y", "--limit", "0"], ["compare", "x"], ["gaet"]]
)
def test_wrong_usage_is_exit_status_2(command: Command, arguments: list[str]) -> None:
    status, out, err = command(*arguments) if arguments else command("")
    assert status == 2 and out == "" and "usage:" in err


def test_two_runs_are_compared_as_text_json_and_html(command: Command, dataset: Path, tmp_path: Path) -> None:
    command("run", dataset, "--out", tmp_path / "a")
    command("run", dataset, "--out", tmp_path / "b", "--asked-on", "none")
    status, out, _ = command("compare", tmp_path / "a", tmp_path / "b", "--html", tmp_path / "c.html")
    assert status == 0 and "asked_on: dataset in A, none in B" in out
    assert "<script" not in (tmp_path / "c.html").read_text(encoding="utf-8")
    status, out, _ = command("compare", tmp_path / "a", tmp_path / "b", "--json")
    assert status == 0 and json.loads(out)["cases"] == 3
    one_line(command("compare", tmp_path / "a", tmp_path / "gone"), "gone")
    one_line(
        command("compare", tmp_path / "a", tmp_path / "b", "--html", tmp_path / "a" / "run.json" / "c.html"),
        "cannot write",
    )


def test_the_gate_opens_for_the_run_that_set_it_and_shuts_for_a_shifted_citation(
    command: Command, dataset: Path, tmp_path: Path
) -> None:
    run, floors = tmp_path / "run", tmp_path / "baseline.json"
    floors.write_text('{"format": 1, "entries": []}')
    command("run", dataset, "--out", run)
    one_line(command("gate", run, "--baseline", floors), "no floors", "--update")
    assert command("gate", run, "--baseline", floors, "--update")[0] == 0
    status, out, err = command("gate", run, "--baseline", floors)
    assert (status, err) == (0, "") and "passed" in out
    results = [json.loads(line) for line in (run / "results.jsonl").read_text().splitlines()]
    cited = next(line["output"]["citations"][0] for line in results if line["output"].get("citations"))
    cited["start"], cited["end"] = cited["start"] + 1, cited["end"] + 1
    (run / "results.jsonl").write_text("".join(json.dumps(line) + "\n" for line in results))
    status, out, err = command("gate", run, "--baseline", floors)
    assert status == 1 and "FAILED" in out and err.count("\n") == 1
    status, out, _ = command("gate", run, "--baseline", floors, "--json")
    assert status == 1 and json.loads(out)["passed"] is False


def test_confidence_is_fitted_to_a_run_and_the_product_loads_it(command: Command, tmp_path: Path) -> None:
    """A made-up beat of 200 questions: towns whose bridge closed, and towns of which only the market is told."""
    towns = [f"{first}{last}" for first in FIRSTS for last in ENDINGS]
    told = [
        an_article(f"a{n}", f"The {'bridge' if n % 2 else 'market'} at {town} closed on Monday after {n + 20} years.")
        for n, town in enumerate(towns)
    ]
    asked = [
        a_question(
            f"q{n}",
            question=f"When did the bridge at {town} close?",
            answers=["Monday"],
            gold=[{"article_id": f"a{n}", "quotes": [told[n]["text"]]}],
        )
        if n % 2
        else an_unanswerable(f"q{n}", question=f"Why was the cathedral organ of {town} Minster sold?")
        for n, town in enumerate(towns)
    ]
    folder = a_dataset(tmp_path / "towns", articles=told, questions=asked)
    command("run", folder, "--out", tmp_path / "run", "--baseline", "none")
    one_line(command("calibrate", tmp_path / "run", "--out", tmp_path / "c.json"), "too few right and wrong answers")
    # Half of the answers are made wrong, by changing what is right: the fit must then say about .5, and not more.
    results = [json.loads(line) for line in (tmp_path / "run" / "results.jsonl").read_text().splitlines()]
    for line in results:
        if line["case"]["answerable"] and int(line["case"]["id"][1:]) % 4 == 1:
            line["case"]["answers"], line["case"]["gold"] = ["Thursday"], []
    (tmp_path / "run" / "results.jsonl").write_text("".join(json.dumps(line) + "\n" for line in results))
    status, out, err = command("calibrate", tmp_path / "run", "--out", tmp_path / "c.json")
    assert (status, err) == (0, "") and "reported on" in out
    fitted = Calibration.load(tmp_path / "c.json")
    assert fitted.fitted["fitted_on"] + fitted.fitted["reported_on"] == len(towns)
    answered = next(line["output"] for line in results if line["case"]["answerable"])
    from assistant.questions.features import Features

    features = Features(**{name: answered["signals"][name] for name in Features._fields})
    assert 0.3 < fitted.right.probability(features) < 0.7


FIRSTS = ("Os", "Mar", "Til", "Ver", "Kal", "Bru", "Sol", "Han", "Pel", "Gre")
ENDINGS = (
    *("by", "dal", "ford", "ham", "holm", "ka", "lund", "mouth", "ness", "ov"),
    *("port", "rup", "stad", "tov", "um", "vik", "wold", "xter", "yard", "zen"),
)


def test_a_score_that_somebody_changed_does_not_open_the_gate(command: Command, dataset: Path, tmp_path: Path) -> None:
    run, floors = tmp_path / "run", tmp_path / "floors.json"
    command("run", dataset, "--out", run)
    assert command("gate", run, "--baseline", floors, "--update")[0] == 0, "a file that is not there yet is made"
    results = [json.loads(line) for line in (run / "results.jsonl").read_text().splitlines()]
    for line in results:
        if line["case"]["id"] == "c1":
            line["output"]["label"] = "REFUTED"
    (run / "results.jsonl").write_text("".join(json.dumps(line) + "\n" for line in results))
    status, out, _ = command("gate", run, "--baseline", floors, "--json")
    fallen = {check["name"] for check in json.loads(out)["checks"] if check["result"] == "fails"}
    assert status == 1 and "verdicts/right" in fallen, "the line still says 1 and the output says REFUTED"


def test_another_archive_than_the_dataset_s_is_refused(command: Command, dataset: Path, tmp_path: Path) -> None:
    from corpus.ingest import ingest

    (tmp_path / "other.jsonl").write_text('{"id": "x9", "text": "Quite another matter altogether."}')
    ingest([tmp_path / "other.jsonl"], tmp_path / "other")
    told = command("run", dataset, "--out", tmp_path / "run", "--archive", tmp_path / "other")
    one_line(told, "holds the gold of no case", "name the archive it belongs to")


def test_an_unfinished_run_is_compared_with_a_word_of_warning(command: Command, dataset: Path, tmp_path: Path) -> None:
    command("run", dataset, "--out", tmp_path / "a")
    command("run", dataset, "--out", tmp_path / "b")
    (tmp_path / "a" / "summary.json").unlink()
    assert "was not finished" in command("compare", tmp_path / "a", tmp_path / "b")[1]
