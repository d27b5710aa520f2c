"""`python -m assistant` from outside: what it prints, where, and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant
from assistant.__main__ import main
from tests.assistant.conftest import Archived
from tests.conftest import ROOT

ORDER = "Who ordered the Rostov troop withdrawal?"


def run(
    *arguments: str | Path, given: bytes = b"", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("FACTCHECK_") and k != "OPENAI_API_KEY"}
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)],
        cwd=cwd,
        input=given,
        capture_output=True,
        env={**clean, "PYTHONPATH": str(ROOT), "FACTCHECK_RERANKER": "none", **environment},
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def untimed(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "seconds"}


def assert_refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Status 1, nothing on standard output, one short line on standard error, no traceback."""
    assert done.returncode == 1 and done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.startswith("factcheck: ") and len(line) <= 1_000
    assert all(word in line for word in words), line


def test_an_answer_is_printed_with_its_sources(sample_archive: Path) -> None:
    done = run("ask", ORDER, "--archive", sample_archive, "--asked-on", "2014-11-05")
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.startswith("ANSWERED") and "Putin" in done.stdout and "Sources:" in done.stdout


def test_ask_json_is_one_document_equal_to_the_answer(sample_archive: Path, assistant: Assistant) -> None:
    done = run("ask", ORDER, "--archive", sample_archive, "--asked-on", "2014-11-05", "--mode", "quotes", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert untimed(json.loads(done.stdout)) == untimed(assistant.ask(ORDER, asked_on="2014-11-05").to_dict())


def test_search_prints_passages_with_the_sentences_to_read_marked(sample_archive: Path) -> None:
    done = run("search", ORDER, "--archive", sample_archive, "--asked-on", "2014-11-05", "--k", "2")
    assert (done.returncode, done.stderr) == (0, "")
    numbered = [line for line in done.stdout.splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert len(numbered) == 2 and "»" in done.stdout and "17,600" in done.stdout


def test_search_json_is_the_evidence_of_a_search_and_what_was_searched(
    sample_archive: Path, assistant: Assistant
) -> None:
    done = run("search", ORDER, "--archive", sample_archive, "--as-of", "2014-11-05", "--json")
    document = json.loads(done.stdout)
    assert document["evidence"] == [found.to_dict() for found in assistant.search(ORDER, as_of="2014-11-05")]
    assert document["coverage"]["filters"]["as_of"] == "2014-11-05" and document["query"] == ORDER


def test_a_search_whose_filters_match_nothing_says_so(sample_archive: Path) -> None:
    done = run("search", ORDER, "--archive", sample_archive, "--outlet", "The Daily Planet")
    assert done.returncode == 0 and done.stdout.startswith("No article in the archive passes these filters")


def test_a_search_for_no_passage_is_wrong_usage(sample_archive: Path) -> None:
    assert run("search", ORDER, "--archive", sample_archive, "--k", "0").returncode == 2


def test_check_json_is_one_document_equal_to_the_verdict(sample_archive: Path, assistant: Assistant) -> None:
    claim = "Putin ordered the withdrawal of 16,700 servicemen from the Rostov Region."
    done = run("check", claim, "--archive", sample_archive, "--asked-on", "2014-11-05", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == assistant.check(claim, asked_on="2014-11-05").to_dict()


def test_review_json_of_standard_input_is_one_document_equal_to_the_review(
    sample_archive: Path, assistant: Assistant
) -> None:
    text = "Putin ordered 17,600 servicemen home.\r\nWas it “wise”? 🚀\n"
    options = ("--archive", sample_archive, "--asked-on", "2014-11-05", "--json")
    done = run("review", "-", *options, given=text.encode())
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == assistant.review(text, asked_on="2014-11-05").to_dict()


def test_filters_reach_the_search(sample_archive: Path) -> None:
    narrow = ("--as-of", "2014-10-12", "--from", "2014-10-01", "--to", "2014-10-12", "--outlet", "Harbour Chronicle")
    done = run("ask", ORDER, "--archive", sample_archive, *narrow, "--json")
    coverage = json.loads(done.stdout)["coverage"]
    assert coverage["articles"] == 1 and coverage["filters"]["outlets"] == ["Harbour Chronicle"]


def test_quotation_marks_are_printed_in_any_locale(sample_archive: Path) -> None:
    done = run("ask", ORDER, "--archive", sample_archive, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert done.returncode == 0 and "“" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", ORDER, "--asked-on", "yesterday"], ["--asked-on", "YYYY-MM-DD"]),
        (["ask", ORDER, "--from", "2014-11-05", "--to", "2014-11-04"], ["wrong way round"]),
        (["ask", ""], ["empty"]),
        (["ask", "?!"], ["empty"]),
        (["ask", ORDER, "--outlet", ""], ["outlets"]),
        (["ask", "troops? " * 12_500], ["characters"]),
        (["ask", ORDER, "--as-of", "x" * 100_000], ["--as-of"]),
        (["ask", ORDER, "--as-of", "\x1b[2J\n"], ["--as-of"]),
        (["check", "   "], ["empty"]),
        (["review", "no-such-file"], ["no-such-file"]),
        (["review", "."], ["cannot read"]),
        (["ask", ORDER, "--mode", "api"], ["FACTCHECK_MODEL"]),
        (["ask", ORDER, "--mode", "local"], ["FACTCHECK_MODEL_FILE"]),
    ],
    ids=lambda value: " ".join(map(str, value))[:40],
)
def test_what_cannot_be_done_is_one_line(
    sample_archive: Path, arguments: list[str], words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    status = main([*arguments, "--archive", str(sample_archive)])
    out, err = capfd.readouterr()
    assert_refused(subprocess.CompletedProcess(arguments, status, out, err), *words)
    assert err.rstrip("\n").isprintable()


def test_a_question_of_a_hundred_thousand_characters_is_one_line_from_outside_too(sample_archive: Path) -> None:
    assert_refused(run("ask", "troops? " * 12_500, "--archive", sample_archive), "characters")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe\x00x", "UTF-8"), (b"text\x00more", "zero byte"), (b" \n", "nothing"), (b"", "nothing")],
)
def test_a_file_that_is_no_text_is_refused(
    sample_archive: Path, tmp_path: Path, content: bytes, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "draft").write_bytes(content)
    status = main(["review", str(tmp_path / "draft"), "--archive", str(sample_archive)])
    out, err = capfd.readouterr()
    assert_refused(subprocess.CompletedProcess([], status, out, err), words)


def test_an_archive_that_is_not_there_or_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert_refused(run("ask", ORDER, "--archive", tmp_path / "missing"), "missing", "corpus ingest")
    assert_refused(run("ask", ORDER, "--archive", tmp_path / "file"), "file")


def test_a_mistake_in_a_variable_is_refused(sample_archive: Path) -> None:
    assert_refused(run("ask", ORDER, "--archive", sample_archive, FACTCHECK_MODLE="x"), "FACTCHECK_MODLE")


@pytest.mark.parametrize(
    "arguments", [[], ["ask"], ["ask", ORDER, "--mode", "magic"], ["answer", ORDER], ["ask", ORDER, "--colour"]]
)
def test_wrong_usage_has_status_2(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    out, err = capfd.readouterr()
    assert stopped.value.code == 2 and out == "" and "usage:" in err


def test_archived_control_characters_and_bytes_of_the_question_steer_no_terminal(archived: Archived) -> None:
    archive = archived(
        {
            "text": "The mayor opened\x1b[2J the bridge\x9b31m on Monday.",
            "published": "2014-05-01",
            "outlet": "E\x1bvil",
        }
    )
    for extra in ([], ["--json"]):
        done = run("ask", "When did the mayor open the bridge \udcff?", "--archive", archive, *extra)
        assert done.returncode == 0 and "bridge" in done.stdout
        assert all(line.isprintable() for line in done.stdout.split("\n"))


def test_a_reader_that_leaves_is_no_error(sample_archive: Path) -> None:
    command = f'"{sys.executable}" -m assistant ask "{ORDER}" --archive "{sample_archive}" --json | head -c 1'
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout == "{" and done.stderr == ""


def test_an_answer_of_quotes_loads_nothing_heavy(sample_archive: Path) -> None:
    code = (
        "import sys; from assistant.__main__ import main;"
        f"status = main(['ask', {ORDER!r}, '--archive', {str(sample_archive)!r}, '--mode', 'quotes']);"
        "heavy = 'torch transformers sentence_transformers chromadb langchain_core langchain_openai openai streamlit "
        "trafilatura numpy'; print('\\nHEAVY', status, *set(heavy.split()) & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY 0"
