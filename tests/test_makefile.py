"""What `make` does to an archive: it fills an empty folder with the samples and never touches one that is in use."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Archive
from corpus.selection import Selection

ROOT = Path(__file__).parents[1]


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """What make takes for an installed environment; its programs are those that run this test."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    for name in ("bin/python", ".run"):
        (tmp_path / "venv" / name).touch()
    return tmp_path / "venv"


def make(target: str, environment: Path, archive: Path) -> str:
    return subprocess.run(
        ["make", target, f"VENV={environment}", f"BIN={Path(sys.executable).parent}", f"ARCHIVE={archive}"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def articles(archive: Path) -> int:
    with closing(Archive.open(archive)) as opened:
        return opened.totals(Selection()).articles


def test_the_samples_are_put_only_into_a_folder_that_holds_no_archive(tmp_path: Path, environment: Path) -> None:
    own, new = tmp_path / "own", tmp_path / "new"
    page = tmp_path / "page.jsonl"
    page.write_text('{"text": "The council of Harwick voted on Monday to close the old bridge for two years."}\n')
    subprocess.run([sys.executable, "-m", "corpus", "ingest", str(page), "--archive", str(own)], cwd=ROOT, check=True)

    told = make("samples", environment, own)
    make("samples", environment, new)

    assert articles(own) == 1
    assert "it is opened as it is" in told
    assert articles(new) > 1


def test_cleaning_removes_the_environment_and_no_archive(tmp_path: Path, environment: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "archive.sqlite").touch()

    told = make("clean", environment, archive)

    assert not environment.exists()
    assert (archive / "archive.sqlite").exists()
    assert "Archives stay" in told


def test_a_taken_port_is_named_before_anything_is_installed_with_the_way_out(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            ["make", "run", f"PORT={port}", f"VENV={tmp_path / 'venv'}", f"PYTHON={sys.executable}"],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    assert done.returncode != 0
    assert f"Port {port} cannot be had" in done.stderr and "make run PORT=8600" in done.stderr
    assert not (tmp_path / "venv").exists()
