"""The heap of a process that writes for hours, kept from growing by what it has freed.

glibc gives each thread a heap of its own and keeps what is freed there for the next request of that thread. The index
starts new threads at each commit, and texts and batches of all sizes come and go in a dozen more, so each heap was
left full of holes: an ingest holds some 100 MB by `malloc` at 10,000 articles as at 100,000, and its own memory grew
from 169 to 292 MB. With one heap, and its free pages given back now and then, it is 147 to 163 MB from 8,000
articles to 100,000, and up to 190 for a moment, where the index merges; to give back alone made it 195 to 250.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

_ARENA_MAX = -8
"""The name of that limit in glibc's malloc.h."""


def one_heap() -> None:
    """Have threads that start from now on share the process's heap. In an ingest they wait for Python's lock anyway."""
    with suppress(OSError, AttributeError):
        _c_library().mallopt(_ARENA_MAX, 1)


def give_back() -> None:
    """Hand free pages back to the system: some milliseconds."""
    with suppress(OSError, AttributeError):
        _c_library().malloc_trim(0)


def _c_library() -> Any:
    """The C library; `AttributeError` comes from one that is not glibc and has no such function."""
    import ctypes

    return ctypes.CDLL(None)
