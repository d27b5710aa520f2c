"""What takes long to make is made once, in a folder that says when it is whole.

    FOLDER/complete.json    written last: what was made, and the counts
    FOLDER.lock             held by the one process that makes it; gone with that process, however it ended

A folder without `complete.json` was left behind by a build that was stopped; the next one goes on in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from assistant.evaluation.errors import EvaluationError

Progress = Callable[[str, int, int | None], None]
"""Called with what is being done, how much of it is done, and how much there is (None when nobody knows)."""


def silent(what: str, done: int, total: int | None) -> None:
    """Shows nothing."""


def default_cache() -> Path:
    """Where archives and indexes are kept unless somebody names another place."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "factcheck-assistant" / "evaluation"


def built_once(
    folder: Path, build: Callable[[Path], dict[str, Any]], what: str, progress: Progress = silent
) -> dict[str, Any]:
    """The content of `complete.json`, after `build(folder)` has filled the folder, now or some time before.

    `build` gives what is to be written there, and can be called again after it was stopped at any moment. While another
    process is building the same, this one waits. Raises `EvaluationError` when the folder cannot be written, and
    whatever `build` raises.
    """
    try:
        if (before := read_complete(folder)) is not None:
            return before
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.with_name(f"{folder.name}.lock"))
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress(f"waiting for another run that makes {what}", 0, None)
            lock.acquire()
        try:
            if (before := read_complete(folder)) is not None:
                return before
            made = build(folder)
            unfinished = folder / "complete.json.part"
            unfinished.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            unfinished.replace(folder / "complete.json")
            return made
        finally:
            lock.release()
    except OSError as error:
        raise EvaluationError(
            f"cannot make {what} in {error.filename or folder}: {error.strerror or error}; give another --cache"
        ) from error


def read_complete(folder: Path) -> dict[str, Any] | None:
    """What was written when the folder was whole; None when it is not, or what is written cannot be read."""
    try:
        made = json.loads((folder / "complete.json").read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return made if isinstance(made, dict) else None
