"""The vector index over passages, on Chroma. Disposable: everything in it comes from the store.

Chroma's files do not survive every crash (docs/architecture.md has the measurements), so they are never changed in
place. Each build is a new folder, checked by a process of its own, and published by replacing one small file:

    DIR/vectors/CURRENT         names the generation to read
    DIR/vectors/<generation>/   a Chroma store, never written again

This is the only file that imports chromadb.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import ArchiveDamaged
from corpus.selection import Selection
from corpus.store import Store

FOLDER_NAME = "vectors"
_POINTER = "CURRENT"
_ABOUT = "about.json"
_COLLECTION = "passages"
_ADD_AT_ONCE = 4_000
"""Chroma takes at most 5,461 records a call."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What is known of a build without opening it."""

    folder: Path
    model: str
    count: int

    @property
    def name(self) -> str:
        return self.folder.name


class VectorIndex:
    """One published generation, for reading."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation.name
        self.model = generation.model
        self.count = generation.count
        self._client = _client(generation.folder)
        self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)

    @classmethod
    def open(cls, archive: Path) -> VectorIndex | None:
        """The current generation, or None when nothing was published. Raises `ArchiveDamaged`."""
        generation = published(archive)
        if generation is None:
            return None
        try:
            return cls(generation)
        except Exception as error:
            raise ArchiveDamaged(
                f"the vector index cannot be opened ({error}); run python -m corpus rebuild --archive {archive}"
            ) from error

    def search(self, vector: Sequence[float], limit: int, selection: Selection) -> list[tuple[int, float]]:
        """Passage ids with their cosine similarity to `vector`, best first."""
        limit = min(limit, self.count)
        if limit == 0:
            return []
        found = self._collection.query(
            query_embeddings=[list(vector)], n_results=limit, where=_where(selection), include=["distances"]
        )
        return [
            (int(number), 1.0 - float(distance))
            for number, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def close(self) -> None:
        self._client.close()


def published(archive: Path) -> Generation | None:
    """The generation that readers should use, or None. Costs no import. Raises `ArchiveDamaged`."""
    try:
        name = (archive / FOLDER_NAME / _POINTER).read_text().strip()
    except FileNotFoundError:
        return None
    folder = archive / FOLDER_NAME / name
    try:
        about = json.loads((folder / _ABOUT).read_text())
        return Generation(folder, about["model"], about["count"])
    except (OSError, ValueError, KeyError) as error:
        raise ArchiveDamaged(f"the published vector index {folder} is not whole ({error})") from None


def build(archive: Path, store: Store, model: str, progress: Callable[[int], None] = lambda count: None) -> int:
    """Build a generation from the store's vectors, check it, publish it, delete older ones. Needs the write lock.

    Gives how many passages it holds. Raises `ArchiveDamaged` when the fresh index fails its check; what was published
    before stays in use then.
    """
    import numpy as np

    folder = archive / FOLDER_NAME
    folder.mkdir(exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix="g-", dir=folder))
    client = _client(path)
    collection = client.create_collection(
        _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine", "sync_threshold": 1_000}}
    )
    count = 0
    batch: list[tuple[int, bytes, int, int, str]] = []

    def flush() -> None:
        nonlocal count
        if batch:
            collection.add(
                ids=[str(number) for number, *_ in batch],
                embeddings=np.stack([np.frombuffer(blob, np.float16).astype(np.float32) for _, blob, *_ in batch]),
                metadatas=[{"published": day, "known": known, "outlet": outlet} for _, _, day, known, outlet in batch],
            )
            count += len(batch)
            progress(len(batch))
            batch.clear()

    for row in store.embeddings(model):
        batch.append(row)
        if len(batch) == _ADD_AT_ONCE:
            flush()
    flush()
    client.close()
    (path / _ABOUT).write_text(json.dumps({"model": model, "count": count}))
    if problem := failed_check(path):
        shutil.rmtree(path, ignore_errors=True)
        raise ArchiveDamaged(f"the new vector index failed its check ({problem}); the one before it stays in use")
    pointer = folder / f"{_POINTER}.new"
    pointer.write_text(path.name)
    pointer.replace(folder / _POINTER)
    for old in folder.glob("g-*"):
        if old != path:
            shutil.rmtree(old, ignore_errors=True)
    return count


def discard(archive: Path) -> None:
    shutil.rmtree(archive / FOLDER_NAME, ignore_errors=True)


def failed_check(generation: Path) -> str | None:
    """What is wrong with a generation, or None.

    A damaged HNSW file can end the process that opens it, so another process tries.
    """
    command = [sys.executable, "-m", "corpus.vectors", str(generation)]
    home = str(Path(__file__).parent.parent)
    tried = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": home})
    if tried.returncode == 0:
        return None
    return (tried.stderr.strip().splitlines() or [f"the check ended with status {tried.returncode}"])[-1]


def check(path: Path) -> None:
    """Open one generation and use it: count it, and find a stored vector by itself. Raises on any doubt."""
    count = json.loads((path / _ABOUT).read_text())["count"]
    client = _client(path)
    collection = client.get_collection(_COLLECTION, embedding_function=None)
    if collection.count() != count:
        raise ArchiveDamaged(f"holds {collection.count()} vectors instead of {count}")
    sample = collection.get(limit=3, include=["embeddings"])
    for number, vector in zip(sample["ids"], sample["embeddings"], strict=True):
        found = collection.query(query_embeddings=[vector], n_results=min(10, count), include=["distances"])
        # Copies share a vector, so its own id need not come first.
        if number not in found["ids"][0] and found["distances"][0][0] > 1e-3:
            raise ArchiveDamaged(f"vector {number} is not found by itself")
    client.close()


def _client(path: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(path), settings=Settings(anonymized_telemetry=False))


def _where(selection: Selection) -> dict[str, Any] | None:
    conditions: list[dict[str, Any]] = []
    if selection.published:
        conditions += [{"published": {"$gte": selection.published[0]}}, {"published": {"$lte": selection.published[1]}}]
    if selection.known_until:
        conditions += [{"known": {"$gte": 1}}, {"known": {"$lte": selection.known_until}}]
    if selection.outlet_keys:
        conditions.append({"outlet": {"$in": list(selection.outlet_keys)}})
    return conditions[0] if len(conditions) == 1 else {"$and": conditions} if conditions else None


if __name__ == "__main__":
    check(Path(sys.argv[1]))
