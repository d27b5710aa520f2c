"""The vector index over passages, on Chroma. Disposable: everything in it comes from the store.

Chroma's files do not survive every crash (docs/architecture.md has the measurements), so they are never changed in
place. Each build is a new folder, checked by a process of its own, and published by replacing one small file:

    DIR/vectors/CURRENT         names the generation to read
    DIR/vectors/<generation>/   a Chroma store, never written again

Passage ids are never given out twice, so an index that lags behind the store misses passages but names no wrong one.
A removed passage stays in the files until the next build, and is never found again: the store lists such passages
(`Store.removed_vectors`), in the very transaction that removes them, and a search leaves them out. Copying the files to
delete a few of 100,000 vectors would cost more, and would not take their numbers out of the HNSW file either: it only
marks them. Where a tenth is gone the index is built anew (`corpus/maintenance.py`).
This is the only file that imports chromadb.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from corpus.borrowed import borrowed, writable
from corpus.errors import ArchiveDamaged, ArchiveError
from corpus.selection import Selection
from corpus.store import Store

FOLDER_NAME = "vectors"
_POINTER = "CURRENT"
_ABOUT = "about.json"
_COLLECTION = "passages"
_ADD_AT_ONCE = 4_000
"""Chroma takes at most 5,461 records a call."""

_Row = tuple[int, bytes, int, int, str]


@dataclass(frozen=True, slots=True)
class Generation:
    """What is known of a build without opening it."""

    folder: Path
    model: str
    count: int
    greatest: int
    """The greatest passage id in it. With the count it tells whether the store has more or other vectors."""

    @property
    def extent(self) -> tuple[int, int]:
        return self.count, self.greatest

    @property
    def name(self) -> str:
        return self.folder.name


class VectorIndex:
    """One published generation, for reading. It is closed by `close`, or when nobody uses it any more."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation.name
        self.model = generation.model
        self.count = generation.count
        self.gone: frozenset[int] = frozenset()
        """Passages that were removed since it was built."""
        client, self._close = _open(generation.folder)
        weakref.finalize(self, self._close)
        self._collection = client.get_collection(_COLLECTION, embedding_function=None)
        # The first search reads the index into memory; from then on its files may be deleted.
        for vector in self._collection.get(limit=1, include=["embeddings"])["embeddings"]:
            self._collection.query(query_embeddings=[vector], n_results=1, include=["distances"])

    @classmethod
    def open(cls, archive: Path) -> VectorIndex | None:
        """The current generation, or None when nothing was published. Raises `ArchiveDamaged`."""
        while (generation := published(archive)) is not None:
            try:
                return cls(generation)
            except Exception as error:
                if published(archive) != generation:
                    continue  # a newer one was published and this one deleted in the meantime
                raise ArchiveDamaged(
                    f"the vector index cannot be opened ({error}); run python -m corpus rebuild --archive {archive}"
                ) from error
        return None

    def search(self, vector: Sequence[float], limit: int, selection: Selection) -> list[tuple[int, float]]:
        """Passage ids with their cosine similarity to `vector`, best first; none that is in `gone`."""
        gone, asked = self.gone, min(limit, self.count)
        while asked > 0:
            found = self._collection.query(
                query_embeddings=[list(vector)], n_results=asked, where=_where(selection), include=["distances"]
            )
            hits = [
                (int(number), 1.0 - float(distance))
                for number, distance in zip(found["ids"][0], found["distances"][0], strict=True)
            ]
            left = [hit for hit in hits if hit[0] not in gone][:limit]
            if len(left) == limit or len(hits) < asked or asked == self.count:
                return left
            asked = min(2 * asked, self.count)  # removed ones took the places of others
        return []

    def close(self) -> None:
        self._close()


def published(archive: Path) -> Generation | None:
    """The generation that readers should use, or None. Costs no import. Raises `ArchiveDamaged`."""
    tried: Path | None = None
    problem: Exception | None = None
    while (folder := _pointed_at(archive)) is not None and folder != tried:
        tried = folder  # it may be replaced and deleted while it is looked at
        try:
            about = json.loads((folder / _ABOUT).read_text())
            return Generation(folder, about["model"], about["count"], about["greatest"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            problem = error
    if folder is None:
        return None
    advice = f"run python -m corpus rebuild --archive {archive}"
    raise ArchiveDamaged(f"the published vector index {tried} is not whole ({problem}); {advice}")


def _pointed_at(archive: Path) -> Path | None:
    try:
        return archive / FOLDER_NAME / (archive / FOLDER_NAME / _POINTER).read_text().strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ArchiveDamaged(f"the vector index in {archive / FOLDER_NAME} cannot be read ({error})") from None


def build(archive: Path, store: Store, model: str, progress: Callable[[int], None] = lambda count: None) -> int:
    """Build a generation from the store's vectors, check it, publish it, delete older ones. Needs the write lock.

    Gives how many passages it holds. Raises `ArchiveError` when it cannot be built, `ArchiveDamaged` when it fails its
    check; what was published before stays in use then.
    """
    folder = archive / FOLDER_NAME
    path = folder / f"g-{uuid.uuid4().hex[:12]}"
    try:
        path.mkdir(parents=True)
        count = _fill(path, store, model, progress)
        if problem := failed_check(path):
            raise ArchiveDamaged(f"the new vector index failed its check ({problem}); the one before it stays in use")
        pointer = folder / f"{_POINTER}.new"
        pointer.write_text(path.name)
        pointer.replace(folder / _POINTER)
    except OSError as error:
        raise ArchiveError(f"cannot write the vector index in {folder}: {error.strerror or error}") from error
    finally:
        delete_unpublished(archive)
    store.forget_removed_vectors()
    return count


def delete_unpublished(archive: Path) -> None:
    """Delete older generations and what a stopped build left behind. Needs the write lock."""
    current = _pointed_at(archive)
    for folder in (archive / FOLDER_NAME).glob("g-*"):
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)


def _fill(path: Path, store: Store, model: str, progress: Callable[[int], None]) -> int:
    """Make a Chroma store in `path` with every vector of a model; gives how many."""
    import numpy as np
    from chromadb.errors import ChromaError

    close: Callable[[], None] | None = None
    count = greatest = 0
    try:
        client, close = _open(path)  # which writes its first file: on a full disk it fails here
        collection = client.create_collection(
            _COLLECTION, embedding_function=None, configuration={"hnsw": {"space": "cosine", "sync_threshold": 1_000}}
        )
        for batch in _batches(store.embeddings(model), _ADD_AT_ONCE):
            collection.add(
                ids=[str(number) for number, *_ in batch],
                embeddings=np.stack([np.frombuffer(blob, np.float16).astype(np.float32) for _, blob, *_ in batch]),
                metadatas=[{"published": day, "known": known, "outlet": outlet} for _, _, day, known, outlet in batch],
            )
            count += len(batch)
            greatest = batch[-1][0]
            progress(len(batch))
    except (ChromaError, ValueError) as error:
        raise ArchiveError(f"cannot build a vector index in {path.parent}: {error}") from error
    finally:
        if close is not None:
            close()
    (path / _ABOUT).write_text(json.dumps({"model": model, "count": count, "greatest": greatest}))
    return count


def discard(archive: Path) -> None:
    shutil.rmtree(archive / FOLDER_NAME, ignore_errors=True)


def failed_check(generation: Path, archive: Path | None = None) -> str | None:
    """What is wrong with a generation, or None; with `archive`, also whether its vectors are those of that store.

    A damaged HNSW file can end the process that opens it, so another process tries.
    """
    command = [sys.executable, "-m", "corpus.vectors", str(generation.absolute())]
    if archive is not None:
        command.append(str(archive.absolute()))
    home = str(Path(__file__).parent.parent)
    paths = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    tried = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        errors="replace",
        cwd=generation,  # importing Chroma reads a `.env` where it starts
        env={**os.environ, "PYTHONPATH": paths},
    )
    if tried.returncode == 0:
        return None
    lines = [line.removeprefix("corpus.errors.ArchiveDamaged: ") for line in tried.stderr.strip().splitlines()]
    return lines[-1] if lines else f"the check ended with status {tried.returncode}"


def check(path: Path, archive: Path | None = None) -> None:
    """Open one generation and use it: count it, and find a stored vector by itself. Raises on any doubt."""
    about = json.loads((path / _ABOUT).read_text())
    client, close = _open(path)
    collection = client.get_collection(_COLLECTION, embedding_function=None)
    if collection.count() != about["count"]:
        raise ArchiveDamaged(f"holds {collection.count():,} vectors instead of {about['count']:,}")
    sample = collection.get(limit=3, include=["embeddings"])
    for number, vector in zip(sample["ids"], sample["embeddings"], strict=True):
        found = collection.query(query_embeddings=[vector], n_results=min(10, about["count"]), include=["distances"])
        # Copies share a vector, so its own id need not come first.
        if number not in found["ids"][0] and found["distances"][0][0] > 1e-3:
            raise ArchiveDamaged(f"vector {number} is not found by itself")
    if archive is not None:
        _compare(collection, archive, about["model"], about["greatest"])
    close()


def _compare(collection: Any, archive: Path, model: str, greatest: int) -> None:
    """Raise when a vector is not the store's, lacks where the index claims to reach, or is of a passage that went
    without being listed as removed, so that it would be found."""
    import numpy as np

    store = Store.open(archive)
    for batch in _batches(store.embeddings(model), _ADD_AT_ONCE):
        wanted = {row[0]: np.frombuffer(row[1], np.float16).astype(np.float32) for row in batch if row[0] <= greatest}
        got = collection.get(ids=list(map(str, wanted)), include=["embeddings"]) if wanted else {"ids": []}
        if len(got["ids"]) != len(wanted):
            raise ArchiveDamaged(f"lacks {len(wanted) - len(got['ids']):,} vectors that the store has")
        for number, vector in zip(got["ids"], got.get("embeddings", ()), strict=True):
            if not np.allclose(vector, wanted[int(number)], atol=1e-3):
                raise ArchiveDamaged(f"vector {number} is not the one in the store")
    removed, place = store.removed_vectors(), 0
    while numbers := [int(n) for n in collection.get(limit=_ADD_AT_ONCE, offset=place, include=[])["ids"]]:
        if stray := store.without_passage(numbers) - removed:
            raise ArchiveDamaged(f"holds {len(stray):,} vectors of passages that are not in the store")
        place += len(numbers)
    store.close()


def _batches(rows: Iterator[_Row], size: int) -> Iterator[list[_Row]]:
    while batch := list(islice(rows, size)):
        yield batch


def _open(path: Path) -> tuple[Any, Callable[[], None]]:
    """A Chroma client, and what closes it."""
    import chromadb
    from chromadb.config import Settings

    stand_in = None if writable(path) else borrowed(path, copied=("chroma.sqlite3",))
    # Without `_env_file` Chroma would read its settings from a `.env` in the current folder, which is ours.
    settings = Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[call-arg]
    client: Any = chromadb.PersistentClient(stand_in.name if stand_in else str(path), settings=settings)

    def close() -> None:
        client.close()
        if stand_in is not None:
            stand_in.cleanup()

    return client, close


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
    check(*map(Path, sys.argv[1:]))
