"""One SQLite file, opened the way an archive needs it: WAL, so that readers never wait for the writer.

Every SQLite error leaves here as an `ArchiveError` with the file and, where there is one, the way out. This and
`tables` are the only files that know SQLite's habits.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus import bands
from corpus.errors import ArchiveDamaged, ArchiveError, ArchiveMissing
from corpus.tables import ADDED, SCHEMA, SCHEMA_VERSION

_WAIT_SECONDS = 30
_STATEMENTS = 512
"""Of a writer, kept prepared; some are there in as many forms as they take rows."""
_NOT_WRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


class Database:
    """A connection. Threads may share a reader (SQLite serialises them); a writer belongs to one thread."""

    def __init__(self, path: Path, *, writable: bool, create: bool = False) -> None:
        """Raises `ArchiveMissing` when the file holds nothing and `create` is false, `ArchiveDamaged` when it is
        something else than an archive of this format, `ArchiveError` when it cannot be opened."""
        self._path = path
        with self._errors():
            self._db = _open_to_write(path) if writable else _open_to_read(path)
            self._db.row_factory = sqlite3.Row
            try:
                self._prepare(writable=writable, create=create)
            except BaseException:
                self._db.close()
                raise

    def _prepare(self, *, writable: bool, create: bool) -> None:
        made = self._holds_an_archive()
        if not made and not create:
            raise ArchiveMissing(
                f"{self._path} is empty: an ingest was stopped before it stored anything; run it again"
            )
        if writable:
            # Only now is it sure that this is our file to change.
            self._write_ahead()
            self._db.execute("PRAGMA synchronous = NORMAL")
            # An article touches a page of each index. A log of up to 32 MB collects the changes of a page, which is
            # then written once, and a cache of as much holds the pages that come up again and again.
            self._db.execute("PRAGMA wal_autocheckpoint = 8000")
            self._db.execute("PRAGMA cache_size = -32000")
            self._db.execute("PRAGMA temp_store = MEMORY")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA secure_delete = ON")  # a removed article is overwritten, not only forgotten
        if not made:
            with self.transaction() as db:
                if not self._holds_an_archive():  # nobody else has made it since
                    for statement in SCHEMA.split(";\n"):
                        db.execute(statement)
                    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        if writable:
            for statement in ADDED.split(";\n"):
                self._db.execute(statement)

    def _write_ahead(self) -> None:
        # SQLite does not wait for another process that makes the same change: of two that hold the file shared and
        # want it alone, one is told "locked" at once. So the waiting is ours.
        give_up = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                self._db.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
            time.sleep(0.01)

    def _holds_an_archive(self) -> bool:
        """Whether the file is an archive (true) or empty (false). Raises `ArchiveDamaged` when it is neither."""
        # In this order: another process makes the tables and sets the version in one step, perhaps just now.
        tables = self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == SCHEMA_VERSION:
            return True
        if version:
            told = f"{self._path} has format {version}, this program reads format {SCHEMA_VERSION}"
            raise ArchiveDamaged(f"{told}: use the program that wrote it, or ingest its sources into a new archive")
        if tables:
            raise ArchiveDamaged(f"{self._path} is a database but not an archive: name another folder")
        return False

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.OperationalError as error:
            raise ArchiveError(f"cannot use {self._path}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise ArchiveDamaged(
                f"{self._path} cannot be read as an archive ({error}); restore it from a backup"
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is executed in the block, or nothing of it. Within another one it is a part of that, and a part that
        is taken back leaves the rest of it."""
        with self._errors():
            within = self._db.in_transaction
            self._db.execute("SAVEPOINT part" if within else "BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("RELEASE part" if within else "COMMIT")
            except BaseException:
                if isinstance(self._db, bands.Writer):
                    self._db.recent = None
                if self._db.in_transaction:  # a full disk rolls back by itself
                    self._db.execute("ROLLBACK TO part" if within else "ROLLBACK")
                    if within:
                        self._db.execute("RELEASE part")
                raise

    def write_through(self) -> None:
        """Bring everything into the main file and empty the log, so that what was deleted is on the disk no more.

        While somebody is reading, the log stays until they are done.
        """
        with self._errors():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query, read as they are asked for."""
        with self._errors():
            # Not "yield from": that closes the cursor when nobody reads on, which fails loudly once the file is closed.
            for row in self._db.execute(sql, values):  # noqa: UP028
                yield row

    def tuples(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query at once and as plain tuples, for what a search reads by the dozen."""
        with self._errors():
            cursor = self._db.cursor()
            cursor.row_factory = None
            return cursor.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        with self._errors():
            found: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
            return found

    def number(self, sql: str, values: Sequence[Any] = ()) -> int:
        """The one number that a query gives."""
        found = self.row(sql, values)
        return int(found[0]) if found else 0

    def close(self) -> None:
        self._db.close()


def _open_to_write(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        path, isolation_level=None, timeout=_WAIT_SECONDS, cached_statements=_STATEMENTS, factory=bands.Writer
    )


def _open_to_read(path: Path) -> sqlite3.Connection:
    """A read-only connection; on a medium where WAL's side files cannot be made, the file is read as it stands."""
    uri = path.absolute().as_uri()

    def connection(mode: str) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{uri}?{mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=_WAIT_SECONDS
        )

    db = connection("mode=ro")
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return db
    except sqlite3.Error as error:
        db.close()
        if not isinstance(error, sqlite3.OperationalError) or error.sqlite_errorcode & 0xFF not in _NOT_WRITABLE:
            raise
    side_file = path.with_name(f"{path.name}-wal")
    if side_file.exists() and side_file.stat().st_size:
        raise ArchiveError(f"{path} was not closed after the last write: open it once where its folder can be written")
    return connection("immutable=1")
