"""The committed floors of scores, `baseline.json`: checked when read, written so that a diff can be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, FiniteFloat, ValidationError

from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.saved_run import write_text

BASELINE = Path(__file__).with_name("baseline.json")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Floor(_Strict):
    floor: FiniteFloat
    beyond: Literal["interval", "nothing"] = "interval"
    """What a score may fall short by: its own interval, or nothing at all."""


class Entry(_Strict):
    """The floors of one system on one dataset with certain settings."""

    dataset: str
    hash: str
    settings: dict[str, Any]
    system: str = "assistant"
    cases: int = 0
    """Cases that the run must have at least: one that stopped early is not a good one."""
    failures: int = 0
    """Crashed cases that it may have at most."""
    floors: dict[str, Floor]

    @property
    def key(self) -> tuple[str, str, str]:
        """A dataset of the same name with another hash is a new version of it and takes the entry's place."""
        return (
            self.dataset,
            self.system,
            _json({name: value for name, value in self.settings.items() if value is not None}),
        )


class Floors(_Strict):
    """The content of `baseline.json`."""

    format: Literal[1] = 1
    entries: tuple[Entry, ...] = ()

    @classmethod
    def load(cls, path: Path = BASELINE) -> Floors:
        """Raises `EvaluationError` when the file is missing or is not what it must be."""
        try:
            floors = cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise EvaluationError(f"{path}: cannot be read: {error.strerror or error}") from error
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise EvaluationError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
        for number, entry in enumerate(floors.entries):
            if any(entry.key == other.key for other in floors.entries[:number]):
                raise EvaluationError(f"{path}: entry {number + 1} is the second for {entry.dataset}, {entry.system}")
        return floors

    def save(self, path: Path = BASELINE) -> None:
        """Sorted, one floor a line, so that a diff shows each floor that moved and nothing else."""
        entries = ",\n".join(_entry_json(entry) for entry in sorted(self.entries, key=lambda entry: entry.key))
        body = f"[\n{entries}\n  ]" if entries else "[]"
        write_text(path, f'{{\n  "format": {self.format},\n  "entries": {body}\n}}\n')


def _entry_json(entry: Entry) -> str:
    head = {name: getattr(entry, name) for name in ("dataset", "hash", "system", "settings", "cases", "failures")}
    lines = [f"      {_json(name)}: {_json(value)}," for name, value in head.items()]
    floors = ",\n".join(
        f'        {_json(name)}: {{"floor": {_json(floor.floor)}, "beyond": {_json(floor.beyond)}}}'
        for name, floor in sorted(entry.floors.items())
    )
    body = f"{{\n{floors}\n      }}" if floors else "{}"
    return "\n".join(["    {", *lines, f'      "floors": {body}', "    }"])


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
