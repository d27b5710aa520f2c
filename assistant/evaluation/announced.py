"""How much a dataset says it holds: `manifest.json`, in its folder or in the one above.

A download that stopped, or a file that was cut at the end of a line, looks like a smaller dataset. Only what was
announced tells, and scores over a part of the articles would be too high.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.evaluation.dataset_lines import read_object
from assistant.evaluation.errors import DatasetError

COUNTED = ("articles", "questions", "claims", "pages")


@dataclass(frozen=True, slots=True)
class Announced:
    """What a manifest says of one dataset; empty when there is no manifest."""

    manifest: Path | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """By `COUNTED`. What is not announced is absent."""
    sha256: Mapping[str, str] = field(default_factory=dict)
    """By file name in the dataset's folder."""

    def shortfalls(self, present: Mapping[str, int]) -> list[str]:
        """Where less is present than was announced: "2,000,000 articles announced, 10 present"."""
        return [
            f"{self.counts[what]:,} {what} announced in {self.manifest}, {present[what]:,} present"
            for what in COUNTED
            if what in self.counts and what in present and present[what] < self.counts[what]
        ]

    def differences(self, folder: Path, present: Mapping[str, int]) -> list[str]:
        """What is not as announced without being less."""
        found = [
            f"{present[what]:,} {what} present, only {self.counts[what]:,} announced in {self.manifest}"
            for what in COUNTED
            if what in self.counts and present.get(what, 0) > self.counts[what]
        ]
        for name, announced in self.sha256.items():
            if (folder / name).is_file() and _sha256(folder / name) != announced:
                found.append(f"{folder / name} is not the file that {self.manifest} describes (another SHA-256)")
        return found


def announced(folder: Path, name: str) -> Announced:
    """What the manifest beside or above a dataset says of it. Raises `DatasetError` for a manifest that is broken.

    In the folder itself a manifest may give the dataset's counts without its name.
    """
    for home in (folder, folder.parent):
        path = home / "manifest.json"
        if not path.is_file():
            continue
        document = read_object(path)
        counts = document.get("counts", document if home == folder else {})
        files = document.get("files", {})
        if not isinstance(counts, dict) or not isinstance(files, dict):
            raise DatasetError(f"{path}: `counts` and `files` must be objects")
        own = next((counts[key] for key in (name, folder.name) if key in counts), counts if home == folder else None)
        hashes = _hashes(files, folder, home)
        if own is None and not hashes:
            continue
        if not isinstance(own, dict | None):
            raise DatasetError(f"{path}: the counts of {name} must be an object")
        return Announced(path, _numbers(own or {}, path), hashes)
    return Announced()


def _numbers(counts: dict[str, Any], path: Path) -> dict[str, int]:
    found = {what: counts[what] for what in COUNTED if what in counts}
    for what, number in found.items():
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise DatasetError(f"{path}: the number of {what} is {number!r}: write a whole number")
    return found


def _hashes(files: dict[str, Any], folder: Path, home: Path) -> dict[str, str]:
    prefix = "" if home == folder else f"{folder.name}/"
    named = {name.removeprefix(prefix): about for name, about in files.items() if name.startswith(prefix)}
    return {
        name: about["sha256"]
        for name, about in named.items()
        if isinstance(about, dict) and isinstance(about.get("sha256"), str)
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
