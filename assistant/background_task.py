"""One piece of work at a time beside the page: it goes on when a visitor leaves, and all of them see how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from assistant.errors import AssistantError
from corpus import CorpusError

Progress = TypeVar("Progress")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class TaskStatus(Generic[Progress, Result]):
    """How it stands with a piece of work."""

    state: Literal["idle", "running", "done", "failed"]
    progress: Progress | None = None
    """What was told last; None before anything was."""
    result: Result | None = None
    problem: str = ""
    """Why it failed, in one line."""


class BackgroundTask(Generic[Progress, Result]):
    """Runs one function in a thread of its own. Threads may share it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._status: TaskStatus[Progress, Result] = TaskStatus("idle")
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, work: Callable[[Callable[[Progress], None]], Result]) -> bool:
        """Begin `work`, which is given what it is to tell its progress with; false when another one is running."""
        with self._guard:
            if self._status.state == "running":
                return False
            self._status = TaskStatus("running")
            # It ends with the process: an archive is whole after a kill, and what was stored is kept.
            self._thread = threading.Thread(target=self._run, args=(work,), name=self._name, daemon=True)
            self._thread.start()
            return True

    @property
    def status(self) -> TaskStatus[Progress, Result]:
        """How it stands now."""
        return self._status

    def wait(self, seconds: float | None = None) -> TaskStatus[Progress, Result]:
        """How it stands when it has ended, or after so many seconds."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._status

    def _run(self, work: Callable[[Callable[[Progress], None]], Result]) -> None:
        try:
            self._status = TaskStatus("done", result=work(self._tell))
        except (AssistantError, CorpusError, OSError) as error:
            self._status = TaskStatus("failed", problem=str(error))
        except BaseException as error:
            self._status = TaskStatus("failed", problem=f"it ended with an error of its own ({type(error).__name__})")
            raise

    def _tell(self, progress: Progress) -> None:
        self._status = TaskStatus("running", progress)
