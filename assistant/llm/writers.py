"""Who can write the answers with what is configured: a model at an endpoint, one on this machine, nobody (quotes)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.llm.models import has_endpoint
from assistant.settings import Settings
from assistant.types import Mode


@dataclass(frozen=True, slots=True)
class Writer:
    """One that a visitor may choose."""

    mode: Mode
    model: str | None = None
    """Its name: of the endpoint, or of the file."""
    file: Path | None = None

    def over(self, settings: Settings) -> Settings:
        """The settings with this writer in place of theirs."""
        changes: dict[str, Any] = {"mode": self.mode.value}
        if self.mode is Mode.API:
            changes["model"] = self.model
        if self.mode is Mode.LOCAL:
            changes["model_file"] = self.file
        return settings.model_copy(update=changes)


def writers(settings: Settings) -> tuple[Writer, ...]:
    """Those there are now, the best of each kind first. A model that was pulled meanwhile is among them."""
    found = []
    if has_endpoint(settings):
        names = dict.fromkeys((settings.model, *settings.offered_models))
        found += [Writer(Mode.API, name) for name in names]
    found += [Writer(Mode.LOCAL, file.stem, file) for file in _local_files(settings)]
    return (*found, Writer(Mode.QUOTES))


def _local_files(settings: Settings) -> list[Path]:
    if settings.model_file is not None:
        return [settings.model_file]
    from assistant.weights.catalogue import Catalogue
    from assistant.weights.folder import ModelsFolder

    folder = ModelsFolder(settings.models, Catalogue.load(settings.model_catalogue))
    return [folder.file(entry) for entry in folder.catalogue.models if folder.has(entry)]
