"""Which files a dataset's folder holds, and a checksum of their bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from assistant.evaluation.errors import DatasetError


def one_of(folder: Path, name: str) -> Path | None:
    """`NAME.jsonl` or `NAME.jsonl.gz`, whichever is there. Raises `DatasetError` when both are."""
    there = [path for path in (folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz") if path.is_file()]
    if len(there) > 1:
        raise DatasetError(f"{folder}: holds both {name}.jsonl and {name}.jsonl.gz: keep one")
    return there[0] if there else None


def hash_of_files(paths: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of files, and of all files in folders, hidden ones passed over as ingest does.

    Raises `DatasetError` for a file that cannot be read.
    """
    total = hashlib.sha256()
    for path in paths:
        inside = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in inside:
            name = os.fsencode(file.relative_to(path) if path.is_dir() else file.name)
            if name.startswith(b".") or b"/." in name:
                continue
            try:
                with file.open("rb") as opened:
                    content = hashlib.file_digest(opened, "sha256").hexdigest()
            except OSError as error:
                raise DatasetError(f"{file}: cannot be read ({error.strerror or error})") from None
            total.update(name + b"\0" + content.encode() + b"\n")
    return total.hexdigest()
