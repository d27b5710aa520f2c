"""The file of saved conversations: its tables, and a connection to it inside one transaction."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import ConversationUnavailable
from assistant.saved.private_file import WAIT_SECONDS, all_or_nothing, connected, why_unusable

FORMAT = 1
_STEMMED = "tokenize = 'porter unicode61 remove_diacritics 2'"
_SCHEMA = f"""
CREATE TABLE conversations (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, name TEXT NOT NULL, shared INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL, changed_at TEXT NOT NULL
) STRICT
---
CREATE INDEX conversations_of ON conversations (owner, changed_at)
---
CREATE TABLE turns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL DEFAULT 1,
    question TEXT NOT NULL, settings TEXT NOT NULL, asked_at TEXT NOT NULL,
    answer TEXT, said TEXT NOT NULL DEFAULT '', problem TEXT,
    right_answer INTEGER, reason TEXT NOT NULL DEFAULT '', expected TEXT NOT NULL DEFAULT '',
    silent INTEGER NOT NULL DEFAULT 0
) STRICT
---
CREATE INDEX turns_of ON turns (conversation)
---
CREATE VIRTUAL TABLE words USING fts5 (question, said, content = 'turns', content_rowid = 'id', {_STEMMED})
---
CREATE TRIGGER words_in AFTER INSERT ON turns BEGIN
    INSERT INTO words (rowid, question, said) VALUES (new.id, new.question, new.said);
END
---
CREATE TRIGGER words_out AFTER DELETE ON turns BEGIN
    INSERT INTO words (words, rowid, question, said) VALUES ('delete', old.id, old.question, old.said);
END
---
CREATE TRIGGER words_changed AFTER UPDATE OF said ON turns BEGIN
    INSERT INTO words (words, rowid, question, said) VALUES ('delete', old.id, old.question, old.said);
    INSERT INTO words (rowid, question, said) VALUES (new.id, new.question, new.said);
END
---
CREATE VIRTUAL TABLE names USING fts5 (name, content = 'conversations', content_rowid = 'number', {_STEMMED})
---
CREATE TRIGGER names_in AFTER INSERT ON conversations BEGIN
    INSERT INTO names (rowid, name) VALUES (new.number, new.name);
END
---
CREATE TRIGGER names_out AFTER DELETE ON conversations BEGIN
    INSERT INTO names (names, rowid, name) VALUES ('delete', old.number, old.name);
END
---
CREATE TRIGGER names_changed AFTER UPDATE OF name ON conversations BEGIN
    INSERT INTO names (names, rowid, name) VALUES ('delete', old.number, old.name);
    INSERT INTO names (rowid, name) VALUES (new.number, new.name);
END
"""


@contextmanager
def transaction(path: Path) -> Iterator[sqlite3.Connection]:
    """All that is done in the block, or nothing of it. A file that is not there is made, for its user alone.

    Raises `ConversationUnavailable` with what to do when the file cannot be used, or is something else.
    """
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with connected(path) as db:
            if _format(db, path) == 0:
                _write_ahead(db)
            with all_or_nothing(db):
                if _format(db, path) == 0:  # and nobody else has made it since
                    for statement in _SCHEMA.split("---"):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {FORMAT}")
                yield db
    except (sqlite3.Error, OSError) as error:
        raise ConversationUnavailable(
            f"conversations cannot be kept in {path}: {why_unusable(error)}; FACTCHECK_CONVERSATIONS names another file"
        ) from None


def empty_log(path: Path) -> None:
    """Write what the log holds into the file and empty it, unless somebody reads: then the next one does."""
    with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _format(db: sqlite3.Connection, path: Path) -> int:
    """The format of the file, 0 for an empty one. Raises `ConversationUnavailable` for any but ours."""
    tables = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version not in (0, FORMAT) or (tables and not version):
        raise ConversationUnavailable(
            f"{path} does not hold conversations of format {FORMAT} (it says {version}):"
            " FACTCHECK_CONVERSATIONS names another file"
        )
    return version


def _write_ahead(db: sqlite3.Connection) -> None:
    # SQLite does not wait when two processes switch a file to WAL at once: one is told "locked". So the wait is ours.
    give_up = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
        time.sleep(0.01)
