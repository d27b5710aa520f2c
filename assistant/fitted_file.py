"""A file of fitted numbers -> the record it holds, or one line that says why it cannot be used."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from assistant.errors import InvalidSettings

Record = TypeVar("Record", bound=BaseModel)


def read_fitted(record: type[Record], path: Path, *, what: str, otherwise: str) -> Record:
    """The record in a file.

    `what` names it when it cannot be read; `otherwise`, with `{problems}` in it, says that it is something else.

    Raises `InvalidSettings`.
    """
    try:
        return record.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"{what} {path} cannot be read: {error}") from error
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise InvalidSettings(f"{path} {otherwise.format(problems=problems)}") from None
