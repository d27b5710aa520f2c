"""Worker processes: a poisonous item costs itself, order is kept, nothing is left running."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.ingest import ingest
from corpus.maintenance import verify
from corpus.prepare import ARTICLES_HERE, TASK, Prepared, prepared
from corpus.records import RawPage, Rejected
from corpus.workers import Failed, Limits, Workers
from tests.corpus.builders import ROOT, json_lines

HERE = "tests.corpus.test_workers"
LIMITS = Limits(seconds=1, memory=600_000_000)
linux = pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")


def obey(order: str) -> str:
    """What a worker is told to do in these tests."""
    match order.split():
        case ["spin"]:
            while True:
                pass
        case ["hang"]:
            # In C, with every signal a Python handler could see left unseen.
            ctypes.CDLL(None).pause()
        case ["eat"]:
            return str(len(bytearray(2_000_000_000)))
        case ["crash"]:
            ctypes.string_at(0)
        case ["exit"]:
            os._exit(3)
        case ["raise"]:
            raise ValueError("no such order")
        case ["print"]:
            print("a library has something to say")  # noqa: T201
            os.write(1, b"and so has another")
        case ["slowly", seconds]:
            time.sleep(float(seconds))
    return f"{order} by {os.getpid()}"


@pytest.fixture
def workers() -> Iterator[Workers]:
    with Workers(f"{HERE}:obey", LIMITS, most=2) as made:
        yield made


def told(workers: Workers, orders: Sequence[str]) -> list[str]:
    """What became of orders given together, the processes' numbers left out."""
    results = workers.submit(orders).result(60)
    return [one.reason if isinstance(one, Failed) else one.split(" by ")[0] for one in results]


def children_of(parent: int) -> list[int]:
    """The worker processes of a process; it may have other children, such as the browser of other tests."""
    found = [children.read_text().split() for children in Path(f"/proc/{parent}/task").glob("*/children")]
    return [int(number) for line in found for number in line if b"corpus.worker_process" in command_line(number)]


def command_line(process: str) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def gone_soon(processes: Sequence[int], within: float = 10) -> bool:
    give_up = time.monotonic() + within
    while any(map(is_running, processes)) and time.monotonic() < give_up:
        time.sleep(0.05)
    return not any(map(is_running, processes))


@linux
@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("spin", "took longer than 1 s"),
        ("eat", "needed more than 0.6 GB of memory"),
        ("crash", "the extractor crashed (signal 11)"),
        ("exit", "the extractor crashed (exit status 3)"),
        ("raise", "the extractor failed (ValueError: no such order)"),
    ],
)
def test_a_poisonous_item_costs_itself_and_none_beside_it(workers: Workers, order: str, reason: str) -> None:
    assert told(workers, ["one", order, "two"]) == ["one", reason, "two"]
    assert told(workers, ["three"]) == ["three"]


def test_a_process_that_hangs_without_working_is_killed_by_the_clock_of_its_parent() -> None:
    with Workers(f"{HERE}:obey", Limits(seconds=0.4), most=1) as workers:
        assert told(workers, ["hang", "one"]) == ["took longer than 0.4 s", "one"]


def test_what_a_library_prints_is_not_taken_for_a_result(workers: Workers) -> None:
    assert told(workers, ["print", "one"]) == ["print", "one"]


@linux
def test_no_process_is_started_before_there_is_something_to_do_and_one_serves_a_few(workers: Workers) -> None:
    assert children_of(os.getpid()) == []
    results = [workers.submit([f"order {n}"]) for n in range(10)]
    assert len({future.result(60)[0].split(" by ")[1] for future in results}) == 1


def test_many_items_are_shared_by_as_many_processes_as_are_allowed(workers: Workers) -> None:
    results = [workers.submit([f"slowly 0.05 {n}"]) for n in range(60)]
    assert len({future.result(60)[0].split(" by ")[1] for future in results}) == 2


def test_a_process_that_cannot_be_started_is_one_clear_error() -> None:
    with Workers("no.such.module:function") as workers, pytest.raises(CorpusError, match="cannot start a process"):
        workers.submit(["one"]).result(60)


@linux
def test_closing_kills_what_is_at_work(workers: Workers) -> None:
    future = workers.submit(["slowly 0", "slowly 100"])
    while not children_of(os.getpid()):
        time.sleep(0.01)
    processes = children_of(os.getpid())
    started = time.monotonic()
    workers.close()
    assert time.monotonic() - started < 10
    assert gone_soon(processes)
    assert future.done()


@linux
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_parent(how: signal.Signals) -> None:
    script = (
        "from corpus.workers import Workers, Limits\n"
        f"with Workers('{HERE}:obey', Limits(seconds=100), most=2) as workers:\n"
        "    jobs = [workers.submit(['spin']) for _ in range(40)]\n"
        "    print('ready', flush=True)\n"
        "    jobs[0].result()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert parent.stdout and parent.stdout.readline() == b"ready\n"
    while len(children_of(parent.pid)) < 2:
        time.sleep(0.02)
    processes = children_of(parent.pid)
    time.sleep(0.3)
    parent.send_signal(how)
    parent.wait(30)
    parent.stdout.close()
    assert gone_soon(processes)


def a_page(text: str, number: int) -> RawPage:
    return RawPage(origin="pages", position=f"record {number}", kind="html", content=text)


def test_pages_and_texts_come_back_in_the_order_of_the_records() -> None:
    items: list[RawPage | Rejected] = []
    for number in range(ARTICLES_HERE + 200):
        items.append(
            RawPage(
                origin="o", position=str(number), kind="article", content=f"Text number {number}. " * (number % 9 + 1)
            )
        )
        if number % 50 == 0:
            items.append(a_page(f"<p>Page number {number} stands here, and it is a whole sentence.</p>" * 20, number))
            items.append(Rejected(origin="o", position=f"bad {number}", reason="broken"))
    with Workers(TASK) as workers:
        results = list(chain.from_iterable(prepared(iter(items), workers)))
    assert [r.article.position if isinstance(r, Prepared) else r.position for r in results] == [
        item.position for item in items
    ]
    assert all(isinstance(r, Prepared) == isinstance(i, RawPage) for r, i in zip(results, items, strict=True))


def test_no_more_is_read_than_a_few_records_ahead() -> None:
    read = 0

    def endless() -> Iterator[RawPage]:
        nonlocal read
        while True:
            read += 1
            yield a_page("x" * 1_000_000, read)

    with Workers(TASK, most=1) as workers:
        results = prepared(endless(), workers)
        assert isinstance(next(results)[0], Rejected)
        assert read < 100
        results.close()


@linux
def test_a_page_for_which_memory_does_not_suffice_is_said_to_need_more() -> None:
    """Not that it cannot be parsed: with a larger limit it can."""
    body = "".join(f"<p>Sentence {n} of this page stands here, as one of very many.</p>" for n in range(500_000))
    page = a_page(f"<html><body>{body}</body></html>", 1)
    for memory in (130_000_000, 250_000_000):  # for its text; for its tree
        with Workers(TASK, Limits(memory=memory), most=1) as workers:
            ((result,),) = prepared(iter([page]), workers)
        assert isinstance(result, Rejected)
        assert result.reason == f"needed more than {memory / 1e9:g} GB of memory"


@linux
def test_a_page_that_takes_all_memory_is_one_rejection_of_an_ingest(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    good = "<html><body><article>" + "<p>The council met on Tuesday and voted on the budget.</p>" * 20
    (tmp_path / "pages" / "a.html").write_text(good)
    (tmp_path / "pages" / "b.html").write_text("<div><p>a" * 1_900_000)
    (tmp_path / "pages" / "c.html").write_text(good.replace("council", "parliament"))
    report = ingest([tmp_path / "pages"], tmp_path / "archive")
    assert (report.stored, len(report.rejected)) == (2, 1)
    assert report.rejected[0].origin.endswith("b.html")
    assert verify(tmp_path / "archive") == []


def test_a_long_table_of_articles_is_the_same_archive_as_a_short_one(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [
        {"text": f"Article number{n} stands here. It has a second sentence.", "url": f"u:{n}"}
        for n in range(ARTICLES_HERE + 100)
    ]
    report = ingest([json_lines(tmp_path / "pages.jsonl", records)], tmp_path / "archive")
    assert report.stored == ARTICLES_HERE + 100
    again = ingest([json_lines(tmp_path / "last.jsonl", records[-50:])], tmp_path / "archive")
    assert again.counts.most_common() == [("unchanged", 50)]
