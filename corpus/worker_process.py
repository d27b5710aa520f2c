"""What runs inside a worker process (see `corpus/workers.py`): items come in on standard input, results go out.

    python -P -m corpus.worker_process MODULE:FUNCTION SECONDS BYTES PARENT

The limits are the operating system's, so they hold inside a C parser too, where no Python code gets its turn: a timer
of processor time whose signal ends the process, and a bound on its memory.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import signal
import sys
from contextlib import suppress
from typing import Any

from corpus.workers import OUT_OF_MEMORY, READY, Failed

_PR_SET_PDEATHSIG = 1


def main() -> None:
    name, seconds, memory, parent = sys.argv[1:]
    # What a library prints must not come between the results.
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _end_with(int(parent))
    module, _, function = name.partition(":")
    task = getattr(importlib.import_module(module), function)
    _bound_memory(int(memory))
    # Trees of markup are thousands of objects and no rubbish; to look through them less often saves a tenth of a page.
    gc.set_threshold(50_000, 50, 100)
    # Only now: the time until here is not the first item's.
    pickle.dump(READY, results)
    results.flush()
    while True:
        try:
            items = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        # At once: each write would wake a thread of the parent, which is busy storing.
        pickle.dump([_result(task, item, float(seconds)) for item in items], results, pickle.HIGHEST_PROTOCOL)
        results.flush()


def _result(task: Any, item: Any, seconds: float) -> Any:
    _start_clock(seconds)
    try:
        return task(item)
    except MemoryError:
        # What is left of this process may be short of anything; the next item gets a new one.
        os._exit(OUT_OF_MEMORY)
    except Exception as error:
        return Failed(f"the extractor failed ({type(error).__name__}: {str(error)[:120]})")
    finally:
        _start_clock(0)


def _start_clock(seconds: float) -> None:
    """End this process after so many seconds of processor time; 0 stops the clock.

    Processor time, because a page must not be refused for what else the machine was doing. The signal is left to the
    system, which ends the process; a handler in Python would wait for the parser to come back.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound_memory(size: int) -> None:
    """Let allocations beyond `size` bytes fail. Linux counts all that a process can write to; macOS may ignore it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))


def _end_with(parent: int) -> None:
    """Have Linux kill this process when its parent ends, however that happens, also in the middle of an item.

    Elsewhere the end of standard input tells, which is seen after the item in hand, within the time limit.
    """
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent and os.name == "posix":  # it ended before this was arranged
        sys.exit()


if __name__ == "__main__":
    try:
        main()
    except MemoryError:  # already when an item came in, or for its result
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        pass
