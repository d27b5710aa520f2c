"""The worked example of docs/evaluation.md, run as a newcomer would: its two files, its metric."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

_BLOCK = re.compile(r"^```(?:json|python) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_worked_example_runs_as_it_is_written(tmp_path: Path) -> None:
    blocks = dict(_BLOCK.findall((ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")))
    assert set(blocks) == {"dataset/articles.jsonl", "dataset/questions.jsonl", "metric"}
    (tmp_path / "dataset").mkdir()
    for name in ("dataset/articles.jsonl", "dataset/questions.jsonl"):
        (tmp_path / name).write_text(blocks[name], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", blocks["metric"]],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1.0 over 2 answers; it does not apply to 1\n"
