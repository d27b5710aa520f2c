"""How long one question takes from an empty process, beside what the heavy libraries alone would cost.

    python benchmarks/cold_start.py [--archive DIR] [--runs 7]

Each command runs as a process of its own, in turn (A B C A B C ...), so that a drifting machine bears on all alike. The
archive must have no vectors, else a question loads the embedding model. Without --archive the samples are ingested into
a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUESTION = "Who ordered the Rostov troop withdrawal?"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        archive = options.archive or Path(made)
        if options.archive is None:
            run(["-m", "corpus", "ingest", "corpus/samples", "--archive", made])
        commands = {
            "python -c pass": ["-c", "pass"],
            "python -m assistant ask (quotes)": ["-m", "assistant", "ask", QUESTION, "--archive", str(archive)],
            "import langchain_openai": ["-c", "import langchain_openai"],
            "import chromadb": ["-c", "import chromadb"],
            "import torch": ["-c", "import torch"],
            "import sentence_transformers": ["-c", "import sentence_transformers"],
        }
        measured: dict[str, list[tuple[float, int]]] = {name: [] for name in commands}
        for turn in range(options.runs + 1):
            for name, command in commands.items():
                figure = run(command)
                if turn:  # the first round fills the disk cache
                    measured[name].append(figure)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {options.runs} runs each\n"
    )
    print(f"{'command':36}{'median s':>10}{'min s':>9}{'max s':>9}{'MB':>7}")
    for name, figures in measured.items():
        seconds = [s for s, _ in figures]
        memory = statistics.median(kb for _, kb in figures) / 1024
        print(f"{name:36}{statistics.median(seconds):10.2f}{min(seconds):9.2f}{max(seconds):9.2f}{memory:7.0f}")


def run(arguments: list[str]) -> tuple[float, int]:
    """Wall seconds and peak resident kilobytes of one process."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("FACTCHECK_", "OPENAI_"))}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with status {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss


if __name__ == "__main__":
    main()
