"""The file of a desk: its tables, what becomes of an earlier form of them, and a connection inside one transaction."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import AssistantError
from assistant.saved.draft_versions import is_version
from assistant.saved.private_file import all_or_nothing, connected, why_unusable

FORMAT = 4
_SCHEMA = """
CREATE TABLE saved (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, asked TEXT NOT NULL, options TEXT NOT NULL, snapshot TEXT NOT NULL, document TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    owner TEXT NOT NULL DEFAULT '', shared INTEGER NOT NULL DEFAULT 0, link TEXT NOT NULL DEFAULT '',
    sentences INTEGER NOT NULL DEFAULT 0, first INTEGER NOT NULL DEFAULT 0
) STRICT
---
CREATE TABLE signatures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    saved INTEGER NOT NULL REFERENCES saved (id) ON DELETE CASCADE,
    sentence INTEGER NOT NULL, checked_by TEXT NOT NULL, comment TEXT NOT NULL, signed_at TEXT NOT NULL
) STRICT
---
CREATE UNIQUE INDEX saved_by_link ON saved (link)
---
CREATE INDEX saved_listed ON saved (kind, asked, owner, saved_at, link, sentences, first)
"""
"""`first` is the number of the one that this is a version of, its own where it is the first. `saved_listed` holds all
that a list shows: what was found has up to tens of megabytes, and lies before the rest of its row."""
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
_FROM_2 = """
ALTER TABLE saved ADD COLUMN sentences INTEGER NOT NULL DEFAULT 0
---
UPDATE saved SET sentences = coalesce(json_array_length(document, '$.sentences'), 0) WHERE kind = 'review'
---
CREATE INDEX saved_listed ON saved (kind, asked, owner, saved_at, link, sentences)
"""
"""Format 2 did not know how many sentences a review has without reading it."""
VERSIONS = (
    "UPDATE saved SET first = (SELECT min(o.id) FROM saved AS o WHERE (o.kind, o.asked, o.owner) ="
    " (saved.kind, saved.asked, saved.owner) AND o.id <= saved.id AND is_version("
    "coalesce(json_extract(o.document, '$.text'), ''), coalesce(json_extract(saved.document, '$.text'), '')))"
)
"""Finds for what was saved what it is a version of."""
_FROM_3 = f"""
ALTER TABLE saved ADD COLUMN first INTEGER NOT NULL DEFAULT 0
---
{VERSIONS}
---
DROP INDEX saved_listed
---
CREATE INDEX saved_listed ON saved (kind, asked, owner, saved_at, link, sentences, first)
"""
"""Format 3 took everything of one name for versions of one thing."""
_STEPS = {0: (_SCHEMA,), 1: (_FROM_1, _FROM_2, _FROM_3), 2: (_FROM_2, _FROM_3), 3: (_FROM_3,)}


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
            db.create_function("is_version", 2, is_version, deterministic=True)
            _up_to_date(db, path)
            yield db
    except (sqlite3.Error, OSError) as error:
        raise AssistantError(f"cannot use the saved work in {path}: {why_unusable(error)}") from None


def _up_to_date(db: sqlite3.Connection, path: Path) -> None:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version == FORMAT:
        return
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if version not in _STEPS or (tables and not version):
        raise AssistantError(f"{path} has format {version}, this program reads format {FORMAT}")
    db.create_function("new_link", 0, new_link)
    for step in _STEPS[version]:
        for statement in step.split("---"):
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {FORMAT}")
