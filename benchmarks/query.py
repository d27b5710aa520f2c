"""How fast a question is searched, as the archive grows: ours by words and time, bm25s and plain Chroma beside it.

    python benchmarks/query.py [--data DIR] [--archives DIR] [--sizes 10000 100000 1000000] [--threads 1 8]
                               [--questions 370] [--chroma-most 100000] [--only ours bm25s chroma]

Sizes are passages. The archives are made once, below `--archives`, from real articles varied as `benchmarks/ingest.py`
does (other order of sentences, other figures); an ingest that was stopped goes on where it was. A million passages take
some minutes and 2 GB of disk. Each system is a process of its own that opens, asks a fifth of the questions to warm up,
then shares out the others: half are asked from one thread, half from eight. No question is asked twice, since what was
read for it once is remembered.

- "ours" is `Assistant.search(question, k=10, asked_on=...)` from the question's text to joined, marked evidence;
  "index" is the bare lexical index for the same questions: 100 candidates and no text.
- bm25s holds all passages in memory and gives the best ten, without filters, dates or the passages' sources.
- Chroma gives the nearest ten of random unit vectors of 384 dimensions for a random vector: speed only, and without the
  time to embed the question. Above `--chroma-most` it is left out, which is said.

Milliseconds are of the clock; the processor's are beside them, because what else runs bears on the clock. Memory is the
peak of the process; "open" is until the first question could be asked, after Python's imports. Making bm25s's matrix is
not part of "open", nor is filling Chroma.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import quantiles
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
ARTICLES_A_PASSAGE = 0.0635
"""Of `realtimeqa`, as it is split today; a few more make sure that there are enough."""
DIMENSIONS = 384

Ask = Callable[[dict[str, Any]], object]


class Opened(NamedTuple):
    """A system that is ready to be asked."""

    ask: Ask
    seconds: float
    passages: int


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        name, archive, questions, threads = sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]), sys.argv[5]
        print(json.dumps(measured(SYSTEMS[name](archive), read(questions), [int(n) for n in threads.split(",")])))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--archives", type=Path, default=Path("/tmp/factcheck-query"))
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--questions", type=int, default=370)
    parser.add_argument("--chroma-most", type=int, default=100_000)
    parser.add_argument("--only", nargs="+", choices=[*SYSTEMS], default=[*SYSTEMS])
    options = parser.parse_args()
    options.archives.mkdir(parents=True, exist_ok=True)
    questions = options.archives / "questions.jsonl"
    asked = [json.loads(line) for line in (options.data / "realtimeqa" / "questions.jsonl").open(encoding="utf-8")]
    questions.write_text("".join(f"{json.dumps(q)}\n" for q in asked[: options.questions]), encoding="utf-8")
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(
        f"{'system':8}{'passages':>11}{'threads':>9}{'p50 ms':>9}{'p95 ms':>9}{'CPU p50':>9}{'CPU p95':>9}"
        f"{'a second':>10}{'open s':>8}{'peak MB':>9}"
    )
    for size in options.sizes:
        archive = prepared(options.archives, size, options.data)
        for name in options.only:
            if name == "chroma" and size > options.chroma_most:
                print(f"{name:8}{size:11,}  left out: above --chroma-most {options.chroma_most:,}", flush=True)
                continue
            run(name, archive, questions, options.threads)


def run(name: str, archive: Path, questions: Path, threads: list[int]) -> None:
    """Measure one system in a process of its own and print its rows."""
    numbers = ",".join(map(str, threads))
    command = [sys.executable, __file__, "--child", name, str(archive), str(questions), numbers]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{name}: {(done.stderr.strip().splitlines() or ['died'])[-1]}")
    told = json.loads(done.stdout.splitlines()[-1])
    for row in told["rows"]:
        print(
            f"{name:8}{told['passages']:11,}{row['threads']:9}{row['p50']:9.1f}{row['p95']:9.1f}{row['cpu50']:9.1f}"
            f"{row['cpu95']:9.1f}{row['rate']:10.0f}{told['open']:8.2f}{told['peak']:9.0f}",
            flush=True,
        )


def measured(opened: Opened, questions: list[dict[str, Any]], threads: list[int]) -> dict[str, Any]:
    warming = len(questions) // 5
    for question in questions[:warming]:
        opened.ask(question)
    rows = []
    for place, count in enumerate(threads):
        share = questions[warming + place :: len(threads)]
        started = time.perf_counter()
        with ThreadPoolExecutor(count) as pool:
            times = list(pool.map(lambda question: timed(opened.ask, question), share))
        seconds = time.perf_counter() - started
        wall, cpu = ([1000 * values[i] for values in times] for i in (0, 1))
        rows.append(
            {
                "threads": count,
                "p50": quantiles(wall, n=100)[49],
                "p95": quantiles(wall, n=100)[94],
                "cpu50": quantiles(cpu, n=100)[49],
                "cpu95": quantiles(cpu, n=100)[94],
                "rate": len(share) / seconds,
            }
        )
    return {"rows": rows, "open": opened.seconds, "passages": opened.passages, "peak": peak()}


def peak() -> float:
    """Megabytes that this process held at most. `getrusage` would count what its parent held when it forked."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def timed(ask: Ask, question: dict[str, Any]) -> tuple[float, float]:
    """Seconds of the clock and of this thread's processor time."""
    clock, processor = time.perf_counter(), time.thread_time()
    ask(question)
    return time.perf_counter() - clock, time.thread_time() - processor


def prepared(folder: Path, size: int, data: Path) -> Path:
    """An archive of about `size` passages, made or completed."""
    from ingest import varied

    from corpus.ingest import ingest

    archive, articles = folder / f"query-{size}", folder / f"articles-{size}.jsonl"
    if (archive / "complete").is_file():
        return archive
    if not articles.is_file():
        part = varied(
            data / "realtimeqa" / "articles.jsonl.gz",
            round(size * ARTICLES_A_PASSAGE),
            4,
            articles.with_suffix(".part"),
            near_copies=True,
        )
        part.rename(articles)
    ingest([articles], archive)
    (archive / "complete").touch()
    return archive


def read(questions: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in questions.open(encoding="utf-8")]


def texts(archive: Path) -> Iterator[str]:
    from corpus.store import Store

    store = Store.open(archive)
    yield from (passage.text for passage in store.passages_after(0))
    store.close()


def ours(archive: Path) -> Opened:
    from assistant import Assistant, Settings

    started = time.perf_counter()
    assistant = Assistant.open(Settings(_env_file=None, archive=archive, mode="quotes", dense="never", reranker="none"))
    seconds = time.perf_counter() - started
    passages = len(assistant._archive.lexical)
    return Opened(lambda q: assistant.search(q["question"], asked_on=q["asked_on"]), seconds, passages)


def index(archive: Path) -> Opened:
    from corpus import Selection
    from corpus.lexical import LexicalIndex

    started = time.perf_counter()
    opened = LexicalIndex.open(archive)
    assert opened is not None
    seconds = time.perf_counter() - started
    return Opened(lambda q: opened.search(q["question"], 100, Selection()), seconds, len(opened))


def bm25s(archive: Path) -> Opened:
    import bm25s as library

    tokens = library.tokenize(list(texts(archive)), show_progress=False)
    model = library.BM25()
    model.index(tokens, show_progress=False)
    count = len(tokens.ids)
    model.save(str(archive / "bm25s"))
    del tokens, model
    started = time.perf_counter()
    loaded = library.BM25.load(str(archive / "bm25s"), mmap=False)
    seconds = time.perf_counter() - started

    def ask(question: dict[str, Any]) -> object:
        words = library.tokenize([question["question"]], show_progress=False)
        return loaded.retrieve(words, k=10, show_progress=False)

    return Opened(ask, seconds, count)


def chroma(archive: Path) -> Opened:
    import chromadb
    import numpy as np
    from chromadb.config import Settings as ChromaSettings

    from corpus.store import Store

    def vectors(count: int, seed: int) -> Any:
        found = np.random.default_rng(seed).normal(size=(count, DIMENSIONS)).astype(np.float32)
        return found / np.linalg.norm(found, axis=1, keepdims=True)

    store = Store.open(archive)
    count, _ = store.extent()
    store.close()
    settings = ChromaSettings(anonymized_telemetry=False)
    path = str(archive / "plain-chroma")
    client = chromadb.PersistentClient(path, settings=settings)
    made = client.get_or_create_collection("plain", metadata={"hnsw:space": "cosine"}, embedding_function=None)
    for start in range(made.count(), count, 5_000):
        many = min(5_000, count - start)
        made.add(ids=[str(n) for n in range(start, start + many)], embeddings=vectors(many, start))
    client.close()  # type: ignore[attr-defined]
    started = time.perf_counter()
    client = chromadb.PersistentClient(path, settings=settings)
    collection = client.get_collection("plain", embedding_function=None)
    collection.query(query_embeddings=vectors(1, 1), n_results=10, include=["distances"])
    seconds = time.perf_counter() - started
    asked = iter(range(10**9))
    return Opened(
        lambda _: collection.query(
            query_embeddings=vectors(1, 10**9 + next(asked)), n_results=10, include=["distances"]
        ),
        seconds,
        count,
    )


SYSTEMS: dict[str, Callable[[Path], Opened]] = {"ours": ours, "index": index, "bm25s": bm25s, "chroma": chroma}


if __name__ == "__main__":
    main()
