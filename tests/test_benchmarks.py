"""The benchmarks still run, over little: what they would measure changes with the code that they call."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from corpus.ingest import ingest
from tests.conftest import ROOT


def ran(name: str, *options: object) -> str:
    """What a benchmark prints; its error is the test's."""
    command = [sys.executable, str(ROOT / "benchmarks" / name), *map(str, options)]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FACTCHECK_")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=kept)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_questions_are_timed_over_an_archive_made_for_it(shared_data: Path, tmp_path: Path) -> None:
    options = ("--data", shared_data, "--archives", tmp_path, "--sizes", 300, "--questions", 10, "--threads", 1, 2)
    told = ran("query.py", *options, "--only", "ours", "chroma")
    assert [line.split()[0] for line in told.splitlines()[3:]].count("ours") == 2 and "chroma" in told.casefold()


def test_an_ingest_is_timed_beside_the_plain_pipelines(shared_data: Path) -> None:
    told = ran("ingest.py", "--data", shared_data, "--sizes", 20, "--naive", 0, "--rounds", 1, "--only", "jsonl")
    assert "20" in told


def test_quotations_of_an_archive_are_judged(samples: Path, tmp_path: Path) -> None:
    ingest([samples], tmp_path / "archive")
    assert "another speaker" in ran("quotes.py", tmp_path / "archive", "--number", 5)


def test_copies_are_recognised(shared_data: Path) -> None:
    told = ran("duplicates.py", "--data", shared_data / "realtimeqa", "--pairs", 3, "--no-ingest")
    assert "recall 1.000, precision 1.000" in told
