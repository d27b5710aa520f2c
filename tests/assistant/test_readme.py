"""What README.md shows of the command line is what one gets over the sample archive."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from corpus.ingest import ingest
from tests.conftest import ROOT

_SHOWN = re.compile(r"^```\n\$ python (-m assistant ask .*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_question_that_is_shown_gets_the_answer_that_is_shown(tmp_path: Path) -> None:
    ingest([ROOT / "corpus" / "samples"], tmp_path / "archive")
    shown = _SHOWN.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown
    command = shlex.split(shown[1])
    command[command.index("--archive") + 1] = str(tmp_path / "archive")

    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )

    answer = done.stdout.partition("\nSources:")[0]
    assert answer.split() == shown[2].split()  # README breaks its lines, a terminal need not
