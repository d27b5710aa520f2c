"""Worker processes with a limit of time and memory for each item: what kills one of them costs one item.

Parsers of other people's pages hang, eat all memory and crash, and no Python code can stop a C library in its own
process. So pages are understood in processes that may be killed:

- They are started when the first item comes, and more of them only while items queue up: a handful of pages pays for
  one start, a table of articles for none.
- A process is a new interpreter (`subprocess`), not a fork and not `multiprocessing`: a fork of a program with threads
  can hang for ever on a lock that another thread held, and `multiprocessing`'s other ways import the caller's main
  module once more, which in a script without a guard starts everything again.
- One thread feeds each process and waits for it, so results come as fast as they are made while the caller is busy.
- The results of a job come back together. When a process ends over several items, these go to a new one each by itself,
  which shows the one that did it. That one is tried once more, unless time was what it ran out of.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from corpus.errors import CorpusError

READY = "ready"
OUT_OF_MEMORY = 77
"""The exit status of a process whose task could get no more memory."""
_QUEUED_BEFORE_ANOTHER = 16
_ITEMS_OF_A_PROCESS = 5_000
"""After so many items a process is replaced, because parsers leak."""
_WALL_FACTOR = 4
"""The parent's own clock, for a process that hangs without working, or a system without the process's own clock."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that gave no result, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost. Of 90 real pages the slowest took 0.4 s; 1 GB is 50 times the largest page read."""

    seconds: float = 30
    """Of processor time."""
    memory: int = 1_000_000_000
    """Bytes of the whole process."""


class Workers:
    """A few processes that run one function. A context manager: leaving it kills them, whatever they are at."""

    def __init__(self, task: str, limits: Limits | None = None, most: int | None = None) -> None:
        """`task` is "module:function", of one argument that can be pickled. `most` is one a processor by default."""
        self._task = task
        self._limits = limits or Limits()
        self._most = most or processors()
        self._jobs: queue.SimpleQueue[tuple[Sequence[Any], Future[list[Any]]] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._processes: set[_Process] = set()
        self._guard = threading.Lock()
        self._closed = False
        self.ready = False
        """Whether a process has started, so that an item need not wait for that."""

    def submit(self, items: Sequence[Any]) -> Future[list[Any]]:
        """Have the items worked on, in order, by one process. The result is a list with a `Failed` for each that
        killed it; an exception (`CorpusError`) means that no process can be started."""
        future: Future[list[Any]] = Future()
        self._jobs.put((items, future))
        waiting = self._jobs.qsize()
        if not self._threads or (waiting >= _QUEUED_BEFORE_ANOTHER and len(self._threads) < self._most):
            self._start_thread()
        return future

    def start(self) -> None:
        """Have one process started, unless there is one, to be `ready` in most of a second."""
        if not self._threads:
            self.submit([])

    def _start_thread(self) -> None:
        # Daemons, so that an interpreter that ends without closing this does not wait for them.
        thread = threading.Thread(target=self._serve, name="corpus-worker", daemon=True)
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        with self._guard:
            self._closed = True
            for process in self._processes:
                process.kill()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _serve(self) -> None:
        """One thread's life: start a process, give it jobs, replace it when it has died or worn out."""
        process: _Process | None = None
        while job := self._jobs.get():
            items, future = job
            results: list[Any] = []
            together = len(items)
            tried = -1
            try:
                if process is None:
                    process = self._start()
                while len(results) < len(items):
                    if process is None:
                        process = self._start()
                    fresh = process.served == 0
                    some = items[len(results) : len(results) + together]
                    try:
                        results += process.run(some)
                    except _Ended as ended:
                        self._end(process)
                        process = None
                        together = 1
                        if len(some) > 1:
                            continue
                        if fresh or ended.final or tried == len(results):
                            results.append(Failed(ended.reason))
                        else:
                            tried = len(results)
                future.set_result(results)
            except BaseException as error:
                future.set_exception(error)
            if process is not None and process.served >= _ITEMS_OF_A_PROCESS:
                self._end(process)
                process = None
        if process is not None:
            self._end(process)

    def _start(self) -> _Process:
        with self._guard:
            if self._closed:
                raise CorpusError("stopped")
            process = _Process(self._task, self._limits)
            self._processes.add(process)
        process.wait_until_ready()
        self.ready = True
        return process

    def _end(self, process: _Process) -> None:
        with self._guard:
            self._processes.discard(process)
        process.kill()
        process.close()


class _Ended(Exception):
    """The process has ended over an item."""

    def __init__(self, reason: str, *, final: bool) -> None:
        self.reason = reason
        self.final = final
        """Whether another try of the item would end the same."""


class _Process:
    """One worker process, as the thread that feeds it sees it."""

    def __init__(self, task: str, limits: Limits) -> None:
        self.served = 0
        self._limits = limits
        self._overdue = False
        # Away from the terminal's process group: Ctrl-C is for the parent, which then ends this one in its own time.
        apart: dict[str, Any] = {"process_group": 0} if os.name == "posix" else {}
        arguments = [task, str(limits.seconds), str(limits.memory), str(os.getpid())]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "corpus.worker_process", *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path or str(Path.cwd()) for path in sys.path)},
                **apart,
            )
        except OSError as error:
            raise CorpusError(f"cannot start a process to read pages in: {error.strerror or error}") from error
        assert self._process.stdin and self._process.stdout
        self._inbox, self._results = self._process.stdin, self._process.stdout

    def wait_until_ready(self) -> None:
        try:
            if pickle.load(self._results) == READY:
                return
        except (EOFError, pickle.UnpicklingError, OSError):
            pass
        status = self._process.wait()
        self.close()
        raise CorpusError(f"cannot start a process to read pages in: it ended at once (exit status {status})")

    def run(self, items: Sequence[Any]) -> list[Any]:
        """The result of each item. Raises `_Ended` when the process ended over one of them."""
        clock = threading.Timer(self._limits.seconds * _WALL_FACTOR, self._give_up)
        clock.daemon = True
        clock.start()
        try:
            # It reads all of them before it writes anything, so that neither side waits for the other.
            pickle.dump(items, self._inbox, pickle.HIGHEST_PROTOCOL)
            self._inbox.flush()
            results: list[Any] = pickle.load(self._results)
        except (EOFError, pickle.UnpicklingError, OSError) as error:
            raise self._ended() from error
        finally:
            clock.cancel()
        self.served += len(items)
        return results

    def _give_up(self) -> None:
        self._overdue = True
        self.kill()

    def _ended(self) -> _Ended:
        status = self._process.wait()
        if self._overdue or status == -getattr(signal, "SIGPROF", 0):
            return _Ended(f"took longer than {self._limits.seconds:g} s", final=True)
        if status == OUT_OF_MEMORY:
            return _Ended(f"needed more than {self._limits.memory / 1e9:g} GB of memory", final=False)
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        return _Ended(f"the extractor crashed ({how})", final=False)

    def kill(self) -> None:
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        self._process.wait()
        for pipe in (self._inbox, self._results):
            with suppress(OSError):  # what was not sent any more
                pipe.close()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
