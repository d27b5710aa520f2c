"""An archive folder: the store and the indexes built from it, kept in step.

    DIR/archive.sqlite   the system of record (corpus.store)
    DIR/lexical/         BM25 index (corpus.lexical), disposable
    DIR/vectors/         vector index (corpus.vectors), disposable
    DIR/lock             held by the one process that writes

Reading needs no lock. Opening brings the lexical index up to date when it lags behind the store and nobody is writing.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple

from filelock import FileLock, Timeout

from corpus.changes import Added, Addition
from corpus.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveMissing
from corpus.holdings import Totals
from corpus.lexical import LexicalIndex
from corpus.selection import Selection
from corpus.stemming import Terms
from corpus.store import Store

if TYPE_CHECKING:
    from corpus.vectors import VectorIndex

LOCK_NAME = "lock"
COUNTING_SHARE = 50
"""Counting what an archive holds takes at most one part in so many of the time."""


class _Counted(NamedTuple):
    """What a selection held when the store's change counter stood at `change`."""

    change: int
    holds_until: float
    totals: Totals


class Archive:
    """An archive opened for reading: the store, and whichever indexes there are. Threads may share it."""

    def __init__(self, folder: Path, store: Store, lexical: LexicalIndex) -> None:
        self.folder = folder
        self.store = store
        self._lexical = lexical
        self._vectors: VectorIndex | None = None
        self._removed_at: int | None = None
        self._totals: dict[Selection, _Counted] = {}
        self._guard = threading.Lock()

    @classmethod
    def open(cls, folder: Path) -> Archive:
        """Raises `ArchiveMissing`, `ArchiveDamaged` or `ArchiveError`."""
        store = Store.open(folder)
        try:
            return cls(folder, store, open_lexical(folder, store))
        except BaseException:
            store.close()
            raise

    @property
    def lexical(self) -> LexicalIndex:
        """The lexical index, with what other processes have committed to it since."""
        self._lexical.refresh()
        return self._lexical

    def vectors(self) -> VectorIndex | None:
        """The vector index of the generation published last, or None, with what was removed since left out.

        Loads chromadb when there is one.
        """
        from corpus.vectors import VectorIndex, published

        with self._guard:
            generation = published(self.folder)
            if self._vectors is not None and (generation is None or self._vectors.generation != generation.name):
                # Not closed here: another thread may be searching in it. It closes when the last one lets go of it.
                self._vectors = None
            if self._vectors is None and generation is not None:
                self._vectors = VectorIndex.open(self.folder)
                self._removed_at = None
            if self._vectors is not None and self._removed_at != (change := self.store.change_counter()):
                self._vectors.gone, self._removed_at = self.store.removed_vectors(), change
            return self._vectors

    def totals(self, selection: Selection) -> Totals:
        """What a selection holds, remembered until somebody writes.

        While an ingest adds to a great archive, each question would count it anew; so what was counted also holds for
        `COUNTING_SHARE` times as long as counting took: a millisecond for a small archive, seconds for a great one.
        """
        change = self.store.change_counter()
        now = time.monotonic()
        remembered = self._totals.get(selection)
        if remembered is None or (remembered.change != change and now >= remembered.holds_until):
            if len(self._totals) > 100:
                self._totals.clear()
            started = time.thread_time()  # waiting for a busy machine is not what makes counting dear
            totals = self.store.totals(selection)
            took = time.thread_time() - started
            remembered = self._totals[selection] = _Counted(change, now + (1 + COUNTING_SHARE) * took, totals)
        return remembered.totals

    def close(self) -> None:
        self.store.close()
        self._lexical.close()
        if self._vectors is not None:
            self._vectors.close()


@contextmanager
def writing(folder: Path, *, create: bool = False) -> Iterator[Store]:
    """The store of an archive, as its one writer; with `create`, the archive is made when there is none.

    Nothing is made or changed when another process is writing. Raises `ArchiveMissing`, `ArchiveBusy`, `ArchiveError`.
    """
    try:
        Store.open(folder).close()
    except ArchiveMissing:
        if not create:
            raise
        _make(folder)
    with write_lock(folder):
        store = Store.open(folder, writable=True, create=create)
        try:
            yield store
            store.settle()
        finally:
            store.close()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise ArchiveError(f"{folder}: a part of this path is a file; name a folder for the archive") from None
    except OSError as error:
        raise ArchiveError(f"cannot make the archive folder {folder}: {error.strerror}") from None


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Be the one writer of an archive for a while.

    The lock is the operating system's, so it is gone with the process that held it, however that ended.
    Raises `ArchiveBusy` when another process writes, `ArchiveError` when the folder cannot be written.
    """
    lock = FileLock(folder / LOCK_NAME)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ArchiveBusy(f"another process is writing to {folder}; wait for it to end, then try again") from None
    except OSError as error:
        raise ArchiveError(f"cannot write to {folder}: {error.strerror or error}") from None
    try:
        yield
    finally:
        lock.release()


def open_lexical(folder: Path, store: Store) -> LexicalIndex:
    """The lexical index, complete if it can be.

    When the index is behind the store it is brought up to date, unless another process is writing (which is doing just
    that) or the folder is read-only; then it is used as it is. When there is none to use, raises `ArchiveBusy` while
    another process is writing, else `ArchiveDamaged`.
    """
    try:
        index = LexicalIndex.open(folder)
    except ArchiveDamaged:
        index = None
    if index is not None and index.extent() == store.extent():
        return index
    try:
        with write_lock(folder):
            return update_lexical(folder, store)
    except ArchiveError as error:
        if index is not None:
            return index
        if isinstance(error, ArchiveBusy):
            raise
        advice = f"run python -m corpus rebuild --archive {folder}"
        raise ArchiveDamaged(f"no usable lexical index in {folder} ({error}); {advice}") from None


class Indexing:
    """Keeps the lexical index in step with a store that is being written to. A context manager; needs the write lock.

    Readers see what was followed when it is committed, which leaving the block does too. An index that differs from
    the store then is built anew.
    """

    def __init__(self, folder: Path, store: Store) -> None:
        self._folder = folder
        self._store = store
        self._index = update_lexical(folder, store)

    def follow(self, article_id: str, addition: Addition, terms: Terms) -> None:
        """Index what the store did with an article, when that is on record. `terms` are the `terms_of` it."""
        if addition.outcome is Added.UPDATED:
            self._index.remove_article(article_id)
        if addition.passages:
            self._index.add_article(article_id, addition.passages, addition.filters, terms)

    def commit(self) -> None:
        self._index.commit()
        if self._index.extent() != self._store.extent():
            self._index.close()
            self._index = rebuild_lexical(self._folder, self._store)

    def __enter__(self) -> Indexing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self.commit()
        self._index.close()


def update_lexical(folder: Path, store: Store, gone: Iterable[str] = ()) -> LexicalIndex:
    """Add what the index lacks and take out the passages of articles that are `gone` or changed. Needs the write lock.

    An index that still differs from the store after that is built anew.
    """
    try:
        index = LexicalIndex.open(folder, create=True)
    except ArchiveDamaged:
        return rebuild_lexical(folder, store)
    assert index is not None
    _, greatest = index.extent()
    for article_id in gone:
        index.remove_article(article_id)
    index.add(store.passages_after(greatest))
    index.commit()
    if index.extent() != store.extent():
        index.close()
        return rebuild_lexical(folder, store)
    return index


def rebuild_lexical(folder: Path, store: Store) -> LexicalIndex:
    """Build the index from the store alone. Needs the write lock.

    Readers keep the old one until the new one is whole.
    """
    try:
        index = LexicalIndex.open(folder, create=True)
    except ArchiveDamaged:
        LexicalIndex.discard(folder)
        index = LexicalIndex.open(folder, create=True)
    assert index is not None
    index.clear()
    index.add(store.passages_after(0))
    index.commit()
    return index
