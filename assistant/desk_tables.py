"""The file of a desk: its tables, what becomes of an earlier form of them, and a connection inside one transaction."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import AssistantError
from assistant.private_file import all_or_nothing, connected, why_unusable

FORMAT = 2
_SCHEMA = """
CREATE TABLE saved (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, asked TEXT NOT NULL, options TEXT NOT NULL, snapshot TEXT NOT NULL, document TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT '', shared INTEGER NOT NULL DEFAULT 0, link TEXT NOT NULL DEFAULT ''
) STRICT
---
CREATE TABLE signatures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    saved INTEGER NOT NULL REFERENCES saved (id) ON DELETE CASCADE,
    sentence INTEGER NOT NULL, checked_by TEXT NOT NULL, comment TEXT NOT NULL, signed_at TEXT NOT NULL
) STRICT
---
CREATE UNIQUE INDEX saved_by_link ON saved (link)
"""
_FROM_1 = """
ALTER TABLE saved ADD COLUMN owner TEXT NOT NULL DEFAULT ''
---
ALTER TABLE saved ADD COLUMN shared INTEGER NOT NULL DEFAULT 0
---
ALTER TABLE saved ADD COLUMN link TEXT NOT NULL DEFAULT ''
---
UPDATE saved SET link = new_link()
---
CREATE UNIQUE INDEX saved_by_link ON saved (link)
"""
"""Format 1 knew no owners: what it holds is nobody's, as what is saved where nobody signs in."""


def new_link() -> str:
    """128 random bits: who does not have the link cannot guess it."""
    return secrets.token_urlsafe(16)


@contextmanager
def transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """All that is done in the block, or nothing of it. A file that is not there is made, for its user alone.

    Raises `AssistantError` when the file cannot be used, or is none of ours.
    """
    try:
        with connected(path) as db, all_or_nothing(db):
            _up_to_date(db, path)
            yield db
    except (sqlite3.Error, OSError) as error:
        raise AssistantError(f"cannot use the saved work in {path}: {why_unusable(error)}") from None


def _up_to_date(db: sqlite3.Connection, path: Path) -> None:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version == FORMAT:
        return
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if version not in (0, 1) or (tables and not version):
        raise AssistantError(f"{path} has format {version}, this program reads format {FORMAT}")
    db.create_function("new_link", 0, new_link)
    for statement in (_FROM_1 if version else _SCHEMA).split("---"):
        db.execute(statement)
    db.execute(f"PRAGMA user_version = {FORMAT}")
