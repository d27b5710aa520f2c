"""A run as a folder: `run.json` says what was run, `results.jsonl` has one case a line, `summary.json` the scores.

A run may take hours and may be stopped at any moment, so a result is on disk as soon as its case is done, and the JSON
files appear whole or not at all. Only the last line of `results.jsonl` can be torn; it is dropped when the caller is
about to continue the run and says so, and is an error for everyone who would compute scores.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Literal, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.scores import CaseResult

RUN, RESULTS, SUMMARY = "run.json", "results.jsonl", "summary.json"
FORMAT: Literal[1] = 1
_RESULT = TypeAdapter(CaseResult)


class _Open(BaseModel):
    """What is not named here is kept: a run says more of itself than its readers need."""

    model_config = ConfigDict(frozen=True, extra="allow")


class DatasetInfo(_Open):
    name: str
    path: str = ""
    hash: str
    questions: int = 0
    claims: int = 0
    pages: int = 0
    articles: int = 0
    problems: tuple[str, ...] = ()


class ArchiveInfo(_Open):
    path: str = ""
    articles: int = 0
    rejected: int = 0


class RunInfo(_Open):
    """The content of `run.json`."""

    format: Literal[1] = FORMAT
    dataset: DatasetInfo
    settings: dict[str, Any]
    """The mode, the dates given or not, the limit, the seed, the model: what a second run needs to be the same."""
    archive: ArchiveInfo | None = None
    systems: tuple[str, ...]
    environment: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class SavedRun:
    """A run as it was read from its folder."""

    folder: Path
    info: RunInfo
    results: tuple[CaseResult, ...]
    """Of all systems, in the order they were written."""
    finished: bool = True
    """Whether every case was judged: the summary is written last."""
    torn_line: int | None = None
    """The number of the torn last line that was dropped, when `load` was told to."""

    @classmethod
    def load(cls, folder: Path, resume: bool = False) -> Self:
        """The run in `folder`. With `resume`, a torn last line is dropped and `torn_line` says which, and a run that
        stopped before its first result is one without results.

        Raises `EvaluationError` when a file is missing, of an unknown format, or broken (with the line's number), and
        when a case stands there twice for the same system: counted twice, it would make a wrong score.
        """
        info = _read_info(folder / RUN)
        path = folder / RESULTS
        if not path.is_file():
            if resume:
                return cls(folder, info, (), finished=False)
            raise EvaluationError(f"{path}: no such file: the run in this folder has no results yet; continue it first")
        results, torn = _read_results(path, resume)
        return cls(folder, info, results, (folder / SUMMARY).is_file(), torn)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that have results, in the order of `run.json`."""
        there = {result.system for result in self.results}
        return (*(name for name in self.info.systems if name in there), *sorted(there - set(self.info.systems)))

    def of(self, system: str) -> tuple[CaseResult, ...]:
        """The results of one system. Raises `EvaluationError` when it has none."""
        found = tuple(result for result in self.results if result.system == system)
        if not found:
            others = ", ".join(self.systems) or "no system at all"
            raise EvaluationError(f"{self.folder / RESULTS}: no result of {system!r}, only of {others}")
        return found


class ResultWriter:
    """Appends results to a run's `results.jsonl`, each flushed when its case is done.

    A torn last line that a stopped run left is cut off first; `SavedRun.load(resume=True)` tells which case that was.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / RESULTS
        _end_after_last_whole_line(self._path)
        self._file: BinaryIO = self._path.open("ab")

    def write(self, result: CaseResult) -> None:
        """Raises `EvaluationError` for a result that would not be the same when it is read back: a NaN, for example,
        which JSON does not have, would come back as None."""
        what = f"{self._path}: the result of {result.system!r} for {result.case.kind} {result.case.id!r}"
        try:
            line = _RESULT.dump_json(result)
            same = _RESULT.validate_json(line) == result
        except (PydanticSerializationError, ValidationError) as error:
            raise EvaluationError(f"{what} cannot be written: {_first_line(error)}") from error
        if not same:
            raise EvaluationError(f"{what} holds a value that JSON cannot keep, such as NaN or a list for a tuple")
        self._file.write(line + b"\n")
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()


def write_run_info(folder: Path, info: RunInfo) -> None:
    write_json(folder / RUN, info.model_dump(mode="json"))


def write_results(folder: Path, results: Sequence[CaseResult]) -> None:
    """Writes all results of a finished run anew, in their order."""
    write_text(folder / RESULTS, "".join(f"{_RESULT.dump_json(result).decode()}\n" for result in results))


def write_json(path: Path, content: Any) -> None:
    """Writes `content` as indented JSON, whole or not at all. Raises `EvaluationError` for what JSON cannot hold."""
    try:
        write_text(path, json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n")
    except (TypeError, ValueError) as error:
        raise EvaluationError(f"{path}: cannot be written as JSON: {error}") from error


def write_text(path: Path, text: str) -> None:
    """Writes to a temporary file beside `path`, then moves it there: a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)  # mkstemp makes it the owner's only
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _read_info(path: Path) -> RunInfo:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EvaluationError(f"{path}: no such file: name the folder that `run --out` wrote") from error
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path}: cannot be read: {error}") from error
    if isinstance(content, dict) and content.get("format") != FORMAT:
        raise EvaluationError(
            f"{path}: its format is {content.get('format')!r} and this version reads {FORMAT}; make the run again"
        )
    try:
        return RunInfo.model_validate(content)
    except ValidationError as error:
        raise EvaluationError(f"{path}: {_first_line(error)}") from error


def _read_results(path: Path, resume: bool) -> tuple[tuple[CaseResult, ...], int | None]:
    results: list[CaseResult] = []
    seen: dict[tuple[str, str, str], int] = {}
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                result = _RESULT.validate_json(line)
            except ValidationError as error:
                if line.endswith(b"\n"):
                    raise EvaluationError(f"{path}: line {number} is broken: {_first_line(error)}") from error
                if resume:
                    return tuple(results), number
                raise EvaluationError(
                    f"{path}: line {number}, the last, is cut off: the run was stopped there; continue it first"
                ) from error
            key = (result.system, result.case.kind, result.case.id)
            if key in seen:
                raise EvaluationError(
                    f"{path}: line {number} repeats {result.case.kind} {result.case.id!r} of {result.system!r} from "
                    f"line {seen[key]}; delete one of the two"
                )
            seen[key] = number
            results.append(result)
    return tuple(results), None


def _end_after_last_whole_line(path: Path) -> None:
    """What follows the last newline is kept only when it is a whole result whose newline alone is missing."""
    if not path.exists():
        return
    content = path.read_bytes()
    whole = content.rfind(b"\n") + 1
    if whole == len(content):
        return
    with path.open("r+b") as file:
        try:
            _RESULT.validate_json(content[whole:])
        except ValidationError:
            file.truncate(whole)
        else:
            file.seek(0, os.SEEK_END)
            file.write(b"\n")


def _first_line(error: ValidationError | PydanticSerializationError) -> str:
    """One line of pydantic's many: where in the record, and what is wrong."""
    if isinstance(error, PydanticSerializationError):
        return str(error)
    details: Sequence[Any] = error.errors(include_url=False, include_input=False, include_context=False)
    where = ".".join(str(part) for part in details[0]["loc"])
    return f"{where}: {details[0]['msg']}" if where else str(details[0]["msg"])
