"""An archive folder: the store and the indexes built from it, kept in step.

    DIR/archive.sqlite   the system of record (corpus.store)
    DIR/lexical/         BM25 index (corpus.lexical), disposable
    DIR/vectors/         vector index (corpus.vectors), disposable
    DIR/lock             held by the one process that writes

Reading needs no lock. Opening brings the lexical index up to date when it lags behind the store and nobody is writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import ArchiveBusy, ArchiveDamaged, ArchiveError
from corpus.lexical import LexicalIndex
from corpus.store import Store

LOCK_NAME = "lock"


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
    that) or the folder is read-only; then it is used as it is. Raises `ArchiveDamaged` when there is no usable one.
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
    except ArchiveError:
        if index is None:
            advice = f"run python -m corpus rebuild --archive {folder}"
            raise ArchiveDamaged(f"no usable lexical index in {folder}; {advice}") from None
        return index


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
    """Build the index from the store alone. Needs the write lock."""
    LexicalIndex.discard(folder)
    index = LexicalIndex.open(folder, create=True)
    assert index is not None
    index.add(store.passages_after(0))
    index.commit()
    return index
