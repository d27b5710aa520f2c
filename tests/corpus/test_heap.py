"""What an ingest frees goes back to the system, so that its memory does not grow with the archive."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus.builders import json_lines

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="needs glibc"
)

HOLES = """
import re
from pathlib import Path

def own_memory():
    return int(re.search(r"RssAnon:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

def leave_holes():
    "Free 100 MB in pieces between others that stay."
    pieces = [bytes(20_000 if number % 2 else 1_000) for number in range(10_000)]
    return pieces[::2]
"""


def run(script: str, *arguments: str) -> list[float]:
    """The numbers that a script prints which ran in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    return [float(number) for number in done.stdout.split()]


def test_holes_in_the_heap_are_given_back() -> None:
    script = """
from corpus.heap import give_back
kept = leave_holes()
before = own_memory()
give_back()
print(before, own_memory())
"""
    before, after = run(HOLES + script)
    assert before - after > 50


def test_an_ingest_gives_back_what_it_freed_whenever_it_publishes(tmp_path: Path) -> None:
    articles = [{"id": str(number), "text": f"The harbour office wrote report {number}."} for number in range(60)]
    json_lines(tmp_path / "reports.jsonl", articles)
    script = """
import sys
from corpus import ingest as taking
taking.INDEX_EVERY = 20
kept, seen = [], []

def progress():
    if not kept:
        kept.extend(leave_holes())
    seen.append(own_memory())

taking.ingest([Path(sys.argv[1])], Path(sys.argv[2]), progress)
print(seen[0], seen[-1])
"""
    before, after = run(HOLES + script, str(tmp_path / "reports.jsonl"), str(tmp_path / "archive"))
    assert before - after > 40


def test_threads_share_one_heap_when_that_is_asked_for(tmp_path: Path) -> None:
    script = """
import ctypes, sys, threading
from corpus.heap import one_heap
if sys.argv[1] == "one":
    one_heap()
pieces, together = [], threading.Barrier(4)

def take():
    together.wait()
    pieces.append([bytes(10_000) for _ in range(100)])
    together.wait()

threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
file = library.fopen(sys.argv[2].encode(), b"w")
library.malloc_info(0, ctypes.c_void_p(file))
library.fclose(ctypes.c_void_p(file))
print(open(sys.argv[2]).read().count("<heap nr="))
"""
    heaps = [run(script, how, str(tmp_path / "heaps.xml"))[0] for how in ("each", "one")]
    assert heaps[0] > 1
    assert heaps[1] == 1
