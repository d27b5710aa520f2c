"""Articles searchable a second and peak memory, as the archive grows, with the naive LangChain pipeline beside it.

    python benchmarks/ingest.py [--data DIR] [--sizes 1000 10000 100000] [--naive 100] [--rounds 5] [--seed 4]

Three tables, each row a process of its own:

- JSON lines. The first 5,900 articles are real ones. Each further one is made of sentences drawn from forty of them,
  with every sixth word exchanged for another of their words, figures changed and an address of its own: words and
  lengths are those of an archive, and it is as little a copy of another one as real articles are. (Each of the real
  ones is compared with 0.04 others. With the sentences left whole each stands in 17 articles of 100,000, and 1.2 texts
  were compared for every article; of real articles with their own sentences shuffled, `--near-copies`, there are 17
  near copies of each at 100,000, and that is what is measured then.)
  "Searchable" is from starting to an archive that answers.
- The naive pipeline on the first `--naive` of the same articles: load, RecursiveCharacterTextSplitter (1,000 / 200),
  MiniLM, Chroma. It embeds everything, so larger sizes are extrapolated at its rate, and said to be.
- The pages of `extraction/pages.warc.gz`, `--rounds` times over, each time with other addresses and a sentence more in
  each paragraph: one process that runs trafilatura in a loop (text only, and with metadata and favour of precision,
  which is what an ingest asks of it), and an ingest. With few rounds the start of the workers is most of it.

`--only jsonl` or `--only pages` leaves out the other rows. In parts:

    python benchmarks/ingest.py --only jsonl --naive 1000 --sizes 1000 10000
    python benchmarks/ingest.py --only jsonl --naive 0 --sizes 100000
    python benchmarks/ingest.py --only pages --rounds 12

Peak memory is that of the process itself and of the largest of its workers, as Linux counts it for each (`VmHWM`), the
pages of files that are mapped and could be let go at any time included: with the archive its indexes grow. "Own" is
what is not of files (`RssAnon`, the most that was seen twice a second). What `getrusage` says of children is no use
here: a child has its parent's size until it runs another program, and the greatest is kept, so that each worker would
count as large as the process that started it.

The seconds of processor time (this process and its workers) are given too: the clock depends on what else runs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(CHILDREN[sys.argv[2]](*map(Path, sys.argv[3:]))))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--naive", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--only", choices=["jsonl", "pages"])
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--near-copies", action="store_true")
    options = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(f"{'':34}{'items':>9}{'seconds':>10}{'a second':>10}{'CPU s':>9}{'CPU ms each':>13}", end="")
    print(f"{'peak MB':>9}{'own MB':>8}{'worker MB':>11}")
    real = options.data / "realtimeqa" / "articles.jsonl.gz"
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        naive = 0.0
        if options.naive and options.only != "pages":
            few = varied(real, options.naive, options.seed, work / "naive.jsonl", near_copies=False)
            naive = row("naive LangChain pipeline", "naive", few, work / "chroma")
        for size in options.sizes if options.only != "pages" else ():
            file = varied(real, size, options.seed, work / "articles.jsonl", near_copies=options.near_copies)
            rate = row("ingest, JSON lines", "ingest", file, work / "archive")
            if naive:
                told = f"naive at {size:,} articles, extrapolated from {options.naive:,}"
                print(f"  {told}: {size / naive:,.0f} s; the ingest is {rate / naive:.0f} times as fast")
            shutil.rmtree(work / "archive")
        if options.only == "jsonl":
            return
        pages = varied_pages(options.data / "extraction" / "pages.warc.gz", options.rounds, work / "pages.warc")
        for name, task in (
            ("trafilatura loop, text only", "text"),
            ("trafilatura loop, with metadata", "metadata"),
            ("ingest, WARC", "ingest"),
        ):
            row(name, task, pages, work / task)


def row(name: str, task: str, source: Path, into: Path) -> float:
    """Run one task in a process of its own and print its row; gives items a second."""
    started = time.perf_counter()
    process = subprocess.run(
        [sys.executable, __file__, "--child", task, str(source), str(into)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
    )
    seconds = time.perf_counter() - started
    if process.returncode:
        raise SystemExit(f"{name}: {process.stderr.strip().splitlines()[-1]}")
    told = json.loads(process.stdout.splitlines()[-1])
    rate = float(told["items"] / seconds)
    each = told["cpu"] / told["items"] * 1000
    figures = f"{seconds:10.1f}{rate:10.1f}{told['cpu']:9.1f}{each:13.2f}{told['peak']:9.0f}"
    figures += f"{told['own']:8.0f}{told['worker']:11.0f}"
    print(f"{name:34}{told['items']:9,}{figures}", flush=True)
    return rate


def varied(source: Path, size: int, seed: int, into: Path, *, near_copies: bool) -> Path:
    """A file of `size` articles: the real ones, then made ones."""
    rng = random.Random(seed)
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        real = [json.loads(line) for line in lines]
    sentences = [re.split(r"(?<=[.!?])\s+", article["text"]) for article in real] if size > len(real) else []
    with into.open("w", encoding="utf-8") as out:
        for number in range(size):
            article = dict(real[number % len(real)])
            if number >= len(real):
                parts = list(sentences[number % len(real)])
                if near_copies:
                    rng.shuffle(parts)
                else:
                    others = [rng.choice(sentences) for _ in range(40)]
                    parts = [rng.choice(others[place % len(others)]) for place in range(len(parts))]
                    words = " ".join(parts).split()
                    words[::6] = rng.sample(words, len(words[::6]))
                    parts = words
                article["text"] = re.sub(r"\d", lambda _: str(rng.randrange(10)), " ".join(parts))
                article |= {"id": f"v{number}", "url": f"https://example.org/{number}"}
            out.write(json.dumps(article) + "\n")
    return into


def varied_pages(source: Path, rounds: int, into: Path) -> Path:
    """A WARC file of the pages of another one so many times, none twice the same."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with into.open("wb") as out:
        for turn in range(rounds):
            with source.open("rb") as file:
                for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=False):
                    head, _, body = record.reader.read().partition(b"\r\n\r\n")
                    body = body.replace(b"</p>", b" Copy %d.</p>" % turn)
                    head = re.sub(rb"(?i)\r\ncontent-length:[^\r]*", b"", head)
                    block = head + b"\r\n\r\n" + body
                    url = record.headers["WARC-Target-URI"] + (f"?turn={turn}" if turn else "")
                    fields = {
                        "WARC-Type": "response",
                        "WARC-Target-URI": url,
                        "WARC-Date": record.headers["WARC-Date"],
                        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
                        "Content-Type": "application/http; msgtype=response",
                        "Content-Length": str(len(block)),
                    }
                    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
                    out.write(f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n")
    return into


def measured(items: int, worker: float = 0.0, own: float = 0.0) -> dict[str, float]:
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    cpu = sum(part.ru_utime + part.ru_stime for part in used)
    own = max(own, memory_of("self", "RssAnon"))
    return {"items": items, "cpu": cpu, "peak": memory_of("self", "VmHWM"), "own": own, "worker": worker}


def memory_of(process: str, which: str = "VmHWM") -> float:
    """What Linux counts of a process's memory under this name, in MB; 0 when it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(rf"{which}:\s*(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def ingested(source: Path, into: Path) -> dict[str, float]:
    from corpus import Archive
    from corpus.heap import one_heap
    from corpus.ingest import ingest

    one_heap()  # as `python -m corpus ingest` does

    largest = own = 0.0
    over = threading.Event()

    def watch() -> None:
        nonlocal largest, own
        while not over.wait(0.5):
            own = max(own, memory_of("self", "RssAnon"))
            for children in Path("/proc/self/task").glob("*/children"):
                with suppress(OSError):
                    largest = max([largest, *map(memory_of, children.read_text().split())])

    watching = threading.Thread(target=watch)
    watching.start()
    report = ingest([source], into)
    over.set()
    watching.join()
    Archive.open(into).close()
    return measured(report.stored, largest, own)


def naive(source: Path, into: Path) -> dict[str, float]:
    """The tutorial: every article a document, chunks of 1,000 characters, MiniLM, Chroma."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from assistant.evaluation.naive import MODEL
    from corpus.embed import SentenceTransformerEmbeddings

    with source.open(encoding="utf-8") as lines:
        documents = [Document(json.loads(line)["text"]) for line in lines]
    chunks = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200).split_documents(documents)
    store = Chroma("articles", SentenceTransformerEmbeddings(MODEL), persist_directory=str(into))  # type: ignore[arg-type]
    for start in range(0, len(chunks), 1000):
        store.add_documents(chunks[start : start + 1000])
    return measured(len(documents))


def trafilatura_loop(source: Path, *, metadata: bool) -> dict[str, float]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from trafilatura import bare_extraction, extract

    pages = 0
    with source.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response, parse_http=True):
            page, url = record.reader.read(), record.headers["WARC-Target-URI"]
            if metadata:
                bare_extraction(page, url=url, with_metadata=True, include_comments=False, favor_precision=True)
            else:
                extract(page, url=url)
            pages += 1
    return measured(pages)


CHILDREN: dict[str, Callable[..., dict[str, float]]] = {
    "ingest": ingested,
    "naive": naive,
    "metadata": lambda source, into: trafilatura_loop(source, metadata=True),
    "text": lambda source, into: trafilatura_loop(source, metadata=False),
}


if __name__ == "__main__":
    main()
