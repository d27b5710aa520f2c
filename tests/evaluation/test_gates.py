"""The gate itself: today's product over fixed cases must not be worse than the floors in `baseline.json`.

A floor is raised with `python -m assistant.evaluation gate RUN --update`; docs/evaluation.md says how to make the runs.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.evaluation.__main__ import main
from assistant.evaluation.floors import Floors
from tests.conftest import ROOT

SAMPLES = ROOT / "tests" / "data" / "samples-eval"
SUBSETS = {
    "realtimeqa": 60,
    "clapnq": 80,
    "averitec": 50,
    "wice": 50,
    "covidfact": 60,
    "climate-fever": 50,
    "qags": 50,
    "extraction": 90,
}
"""Cases of each set of the development data that are judged here."""


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.upper().startswith("FACTCHECK_") or name == "OPENAI_API_KEY":
            monkeypatch.delenv(name)


def gated(dataset: Path, tmp_path: Path, *options: str) -> int:
    """Run the assistant over a dataset as a user would, then hold it against the floors."""
    out = str(tmp_path / "run")
    assert main(["run", str(dataset), "--out", out, "--baseline", "none", "--cache", str(tmp_path), *options]) == 0
    return main(["gate", out])


def test_the_samples_are_answered_no_worse_than_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gated(SAMPLES, tmp_path) == 0, capsys.readouterr().out


@pytest.mark.parametrize(("name", "limit"), SUBSETS.items())
def test_the_development_data_is_answered_no_worse_than_before(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, limit: int
) -> None:
    assert gated(shared_data / name, tmp_path, "--limit", str(limit)) == 0, capsys.readouterr().out


def test_there_are_floors_for_every_set_and_quotes_are_exact_in_all() -> None:
    entries = {entry.dataset: entry for entry in Floors.load().entries}
    assert {"samples", *SUBSETS} <= set(entries)
    for entry in entries.values():
        exact = [floor for name, floor in entry.floors.items() if name in ("citations/exact", "citations/claims-exact")]
        assert exact or entry.dataset in ("extraction", "averitec"), "in these two nothing is cited yet"
        assert all((floor.floor, floor.beyond) == (1.0, "nothing") for floor in exact)
