"""How well copies of real articles are recognised as one story, how rarely others are, and what it costs.

    python benchmarks/duplicates.py [--data /work/shared/data/realtimeqa] [--pairs 300] [--seed 4]

Copies are made from real articles: cut to 60 %, a new headline, a paragraph of another article added, another agency
line, 2 % of the words changed, and all of these together; each in another outlet's name on the next day, and once more
in the outlet's own name on the same day. Pairs that are none are real ones: two articles that answer the same question
(the same event), pages called "live" or "updates" with their nearest neighbour in words, and an article as a form
filled in anew (every figure and the headline changed); each also with the outlets unknown, which is harder. Pairs of
the archive that share 90 % of the shorter text are left out, for they are real copies. Every pair goes through a store
of its own, as in an ingest.

Last, the whole data set is ingested in one run with and without the stories, each in a process of its own.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from corpus import clustering
from corpus.duplicates import Runs, overlap
from corpus.extract import article_id
from corpus.ingest import ingest
from corpus.records import Article, Source
from corpus.split import passages
from corpus.store import Store

Record = dict[str, str]
AGENCY_LINES = ("PARIS (AFP) - ", "MOSCOW, (Reuters) - ", "NEW YORK (AP) — ", "(CNN) ")
CHANGED = ("also", "reportedly", "said", "new", "then", "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data" / "realtimeqa")
    parser.add_argument("--pairs", type=int, default=300, help="of each kind")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--no-ingest", action="store_true", help="leave the ingests out")
    parser.add_argument("--ingest", choices=("with", "without"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ingest:
        return one_ingest(options.data, with_stories=options.ingest == "with")
    with gzip.open(options.data / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    rng = random.Random(options.seed)
    print(f"{'pairs':44}{'number':>8}{'one story':>11}{'share':>8}")
    found = joined_wrongly = copies = 0
    for name, make in KINDS.items():
        for own in (False, True):
            chosen = rng.sample(records, options.pairs)
            right = sum(one_story(first, make(first, rng, records), own_outlet=own) for first in chosen)
            show(f"{name}, {'the same outlet and day' if own else 'another outlet'}", right, len(chosen))
            if not own:
                found, copies = found + right, copies + len(chosen)
    for name, pairs in {
        "same event": same_event(options.data, records),
        "live pages and updates": live_pages(records),
        "a form filled in anew": ((first, filled_in(first, rng)) for first in records if len(figures(first)) >= 20),
    }.items():
        every = list(pairs)
        chosen = rng.sample(every, min(options.pairs, len(every)))
        wrong = sum(one_story(first, second, as_it_is=True) for first, second in chosen)
        joined_wrongly += wrong
        show(f"not copies: {name}", wrong, len(chosen))
        unknown = [({**first, "outlet": ""}, {**second, "outlet": ""}) for first, second in chosen]
        show("  outlets unknown", sum(one_story(*pair, as_it_is=True) for pair in unknown), len(chosen))
    print(f"\nanother outlet's copies: recall {found / copies:.3f}, precision {found / (found + joined_wrongly):.3f}\n")
    for kind in () if options.no_ingest else ("without", "with", "without", "with"):
        subprocess.run([sys.executable, __file__, "--data", options.data, "--ingest", kind], check=True)


def show(name: str, joined: int, number: int) -> None:
    print(f"{name:44}{number:8}{joined:11}{joined / max(1, number):8.3f}", flush=True)


def one_story(first: Record, second: Record, *, own_outlet: bool = False, as_it_is: bool = False) -> bool:
    """Whether a store puts two records into one story."""
    if not as_it_is:
        day = date.fromisoformat(first["published"])
        second = {
            **second,
            "url": "https://copy.example/1",
            "outlet": first["outlet"] if own_outlet else "Another Daily",
            "published": str(day if own_outlet else day + timedelta(days=1)),
        }
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), writable=True, create=True)
        for record in (first, second):
            article = article_of(record)
            store.add(article, passages(article.text))
        joined = store.stories() == (1, 2)
        store.close()
    return joined


def article_of(record: Record) -> Article:
    published = date.fromisoformat(record["published"]) if record["published"] else None
    source = Source(title=record["title"], outlet=record["outlet"] or None, url=record["url"], published=published)
    key = article_id(None, record["url"], record["outlet"] or None, record["text"])
    return Article(id=key, text=record["text"], source=source)


def cut(record: Record, rng: random.Random, records: list[Record]) -> Record:
    return {**record, "text": record["text"][: int(len(record["text"]) * 0.6)]}


def headline(record: Record, rng: random.Random, records: list[Record]) -> Record:
    return {**record, "title": rng.choice(records)["title"]}


def paragraph(record: Record, rng: random.Random, records: list[Record]) -> Record:
    words = rng.choice(records)["text"].split()
    added = " ".join(words[20 : 20 + rng.randint(40, 80)])
    parts = [record["text"], added]
    return {**record, "text": "\n\n".join(parts if rng.random() < 0.5 else reversed(parts))}


def agency(record: Record, rng: random.Random, records: list[Record]) -> Record:
    return {**record, "text": rng.choice(AGENCY_LINES) + record["text"]}


def edited(record: Record, rng: random.Random, records: list[Record]) -> Record:
    words = [rng.choice(CHANGED) if rng.random() < 0.02 else word for word in record["text"].split(" ")]
    return {**record, "text": " ".join(words)}


def everything(record: Record, rng: random.Random, records: list[Record]) -> Record:
    for change in (cut, edited, headline, paragraph, agency):
        record = change(record, rng, records)
    return record


KINDS: dict[str, Callable[[Record, random.Random, list[Record]], Record]] = {
    "cut to 60 %": cut,
    "new headline": headline,
    "added paragraph": paragraph,
    "agency line": agency,
    "2 % of words changed": edited,
    "all together": everything,
}


def are_copies(first: Record, second: Record) -> bool:
    return overlap(Runs(first["text"]), Runs(second["text"])).of_shorter >= 0.9


def same_event(data: Path, records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Two articles that answer one question."""
    by_id = {record["id"]: record for record in records}
    seen = set()
    for line in (data / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        gold = [by_id[key] for key in json.loads(line)["gold_article_ids"] if key in by_id]
        for first, second in pairwise(gold):
            pair = frozenset((first["id"], second["id"]))
            if pair not in seen and not are_copies(first, second):
                seen.add(pair)
                yield first, second


def live_pages(records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """A page called live or updates and the page of the same outlet that shares most words of its headline."""
    titles = [set(re.findall(r"\w{3,}", (record["title"] or "").casefold())) for record in records]
    for place, record in enumerate(records):
        if not titles[place] & {"live", "updates", "update", "latest", "updated"}:
            continue
        nearest = max(
            (other for other in range(len(records)) if other != place),
            key=lambda other: len(titles[place] & titles[other]) / (len(titles[place] | titles[other]) or 1),
        )
        if not are_copies(record, records[nearest]):
            yield record, records[nearest]


def figures(record: Record) -> list[str]:
    return re.findall(r"\d+", record["text"][:1_200])


def filled_in(record: Record, rng: random.Random) -> Record:
    """A short page with every figure changed, as tomorrow's, elsewhere."""
    text = re.sub(r"\d", lambda digit: str((int(digit[0]) + rng.randint(1, 9)) % 10), record["text"][:1_200])
    record["text"] = record["text"][:1_200]
    return {**record, "text": text, "title": f"{record['title']} 2", "url": "https://copy.example/2", "outlet": "Other"}


def one_ingest(data: Path, *, with_stories: bool) -> None:
    spent = 0.0
    place = clustering.place

    def timed(*arguments: Any) -> None:
        nonlocal spent
        if with_stories:
            started = time.thread_time()
            place(*arguments)
            spent += time.thread_time() - started

    clustering.place = timed  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as folder:
        started, processor = time.perf_counter(), time.process_time()
        report = ingest([data / "articles.jsonl.gz"], Path(folder) / "archive")
        wall, processor = time.perf_counter() - started, time.process_time() - processor
        count = report.articles_in_archive
        store = Store.open(Path(folder) / "archive")
        stories = store.stories()
        store.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{'with' if with_stories else 'without':8}{count:7,} articles {wall:6.1f} s ({processor:.1f} s of processor),"
        f" {memory:.0f} MB, stories {spent / count * 1000:.2f} ms an article, {stories[0]} stories of {stories[1]}"
    )


if __name__ == "__main__":
    main()
