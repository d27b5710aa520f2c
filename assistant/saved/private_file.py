"""An SQLite file of somebody's own work: made for its user alone, overwritten where something is deleted."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

WAIT_SECONDS = 30
"""How long one process waits for another's transaction."""


@contextmanager
def connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection outside of any transaction. Raises `OSError` and `sqlite3.Error`: `why_unusable` words them."""
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten, not only forgotten
        yield db


@contextmanager
def all_or_nothing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction, the only writer from its beginning on."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def why_unusable(error: sqlite3.Error | OSError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
