"""The system of record: one SQLite file with articles, passages and embeddings. Both indexes are built from it.

Text is stored once, in `articles.text`; a passage is two offsets into it. Passage ids only ever grow, so an index that
knows its own greatest id knows what it lacks. The file is in WAL mode: readers never wait for the writer.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import ArchiveDamaged, ArchiveError, ArchiveMissing, NotFound
from corpus.records import Article, Capture, Passage, Source, Span
from corpus.selection import Selection, day_number

FILE_NAME = "archive.sqlite"
SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    copy_of TEXT,
    title TEXT, outlet TEXT, agency TEXT, byline TEXT, dateline TEXT, dateline_place TEXT, url TEXT,
    published TEXT, published_partial TEXT, published_from TEXT, modified TEXT, archived TEXT, language TEXT,
    external_id TEXT,
    published_day INTEGER NOT NULL, known_day INTEGER NOT NULL, outlet_key TEXT NOT NULL,
    origin TEXT NOT NULL, position TEXT, capture_id TEXT, capture_digest TEXT, ingested_at TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_text ON articles (text_hash);
CREATE INDEX articles_by_url ON articles (url);
CREATE INDEX articles_by_day ON articles (published_day, known_day, outlet_key, outlet);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    start INTEGER NOT NULL, stop INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_by_article ON passages (article);
CREATE TABLE embeddings (
    passage INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    model TEXT NOT NULL, vector BLOB NOT NULL
) STRICT;
CREATE TABLE rejections (
    origin TEXT NOT NULL, position TEXT NOT NULL, reason TEXT NOT NULL, rejected_at TEXT NOT NULL,
    PRIMARY KEY (origin, position, reason)
) STRICT;
"""

_SOURCE_FIELDS = tuple(f.name for f in fields(Source))
_ARTICLE_COLUMNS = ", ".join(f"articles.{name}" for name in _SOURCE_FIELDS)


class Added(StrEnum):
    """What adding an article did."""

    NEW = "new"
    COPY = "copy"
    """New, with exactly the text of an article that was there before."""
    UPDATED = "updated"
    """The article was there; what is known about its source has changed."""
    UNCHANGED = "unchanged"


class IndexedPassage(NamedTuple):
    """What an index needs of one passage."""

    id: int
    article_id: str
    text: str
    title: str
    published_day: int
    known_day: int
    outlet_key: str


class Totals(NamedTuple):
    """What a selection of the archive holds."""

    articles: int
    outlets: tuple[str, ...]
    published_first: date | None
    published_last: date | None
    undated: int


class Store:
    """One archive file. Threads may share a reader (SQLite serialises them); a writer belongs to one thread."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self._path = path
        self._db = _connect_to_write(path) if writable else _connect_to_read(path)
        self._db.row_factory = sqlite3.Row

    @classmethod
    def open(cls, folder: Path, *, writable: bool = False, create: bool = False) -> Store:
        """Open the store in `folder`.

        Raises `ArchiveMissing` when there is none and `create` is false, `ArchiveError` when the folder cannot be used,
        `ArchiveDamaged` when the file is not a store or of another version.
        """
        path = folder / FILE_NAME
        if create:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except (FileExistsError, NotADirectoryError):
                raise ArchiveError(f"{folder} is a file, not a folder: name a folder for the archive") from None
            except OSError as error:
                raise ArchiveError(f"cannot make the archive folder {folder}: {error.strerror}") from None
        elif folder.is_file():
            raise ArchiveError(f"{folder} is a file, not an archive folder")
        elif not path.is_file():
            advice = f"make one with python -m corpus ingest SOURCE --archive {folder}"
            raise ArchiveMissing(f"no archive in {folder}: {advice}")
        try:
            store = cls(path, writable=writable)
            store._prepare(create)
        except sqlite3.OperationalError as error:
            raise ArchiveError(f"cannot open {path}: {error}") from None
        except sqlite3.DatabaseError as error:
            raise ArchiveDamaged(f"{path} cannot be read as an archive ({error}); restore it from a backup") from None
        return store

    def _prepare(self, create: bool) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and create:
            with self._transaction() as db:
                for statement in _SCHEMA.split(";\n"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        elif version != SCHEMA_VERSION:
            raise ArchiveDamaged(f"{self._path} has format {version}, this program reads format {SCHEMA_VERSION}")

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def close(self) -> None:
        self._db.close()

    # Writing

    def add(self, article: Article, passages: Sequence[Span]) -> Added:
        """Store an article with its passages in one transaction; nothing is stored twice.

        Raises `ArchiveError` when SQLite cannot write (a full disk, a read-only folder).
        """
        try:
            with self._transaction() as db:
                return self._add(db, article, passages)
        except sqlite3.OperationalError as error:
            raise ArchiveError(f"cannot write to {self._path}: {error}") from error

    def _add(self, db: sqlite3.Connection, article: Article, passages: Sequence[Span]) -> Added:
        source = source_columns(article.source)
        stored = db.execute(f"SELECT {_ARTICLE_COLUMNS} FROM articles WHERE id = ?", (article.id,)).fetchone()
        if stored is not None:
            if all(stored[name] == source[name] for name in _SOURCE_FIELDS):
                return Added.UNCHANGED
            assignments = ", ".join(f"{name} = :{name}" for name in source)
            db.execute(f"UPDATE articles SET {assignments} WHERE id = :id", {**source, "id": article.id})
            # The indexes hold the title and the dates, so the passages get new numbers and are indexed again.
            number = db.execute("SELECT number FROM articles WHERE id = ?", (article.id,)).fetchone()[0]
            db.execute("DELETE FROM passages WHERE article = ?", (number,))
            self._add_passages(db, number, passages)
            return Added.UPDATED
        text_hash = hashlib.sha256(article.text.encode()).hexdigest()
        twin = db.execute(
            "SELECT id FROM articles WHERE text_hash = ? ORDER BY number LIMIT 1", (text_hash,)
        ).fetchone()
        row = {
            **source,
            "id": article.id,
            "text": article.text,
            "text_hash": text_hash,
            "copy_of": twin["id"] if twin else None,
            "origin": article.origin,
            "position": article.position,
            "capture_id": article.capture.record_id if article.capture else None,
            "capture_digest": article.capture.payload_digest if article.capture else None,
            "ingested_at": _now(),
        }
        names = ", ".join(row)
        cursor = db.execute(f"INSERT INTO articles ({names}) VALUES ({', '.join(f':{name}' for name in row)})", row)
        assert cursor.lastrowid is not None
        self._add_passages(db, cursor.lastrowid, passages)
        return Added.COPY if twin else Added.NEW

    @staticmethod
    def _add_passages(db: sqlite3.Connection, article_number: int, passages: Sequence[Span]) -> None:
        db.executemany(
            "INSERT INTO passages (article, start, stop) VALUES (?, ?, ?)",
            [(article_number, span.start, span.end) for span in passages],
        )

    def remove(self, *, article_id: str | None = None, url: str | None = None) -> list[str]:
        """Delete articles by id or URL with all that belongs to them; gives their ids.

        Raises `NotFound` when there is none.
        """
        column, value = ("id", article_id) if article_id else ("url", url)
        with self._transaction() as db:
            ids = [row["id"] for row in db.execute(f"SELECT id FROM articles WHERE {column} = ?", (value,))]
            if not ids:
                raise NotFound(f"no article with {column} {value} in the archive")
            db.execute(f"DELETE FROM articles WHERE {column} = ?", (value,))
            for gone in ids:
                self._promote_a_copy(db, gone)
        return ids

    @staticmethod
    def _promote_a_copy(db: sqlite3.Connection, gone: str) -> None:
        """Let the oldest remaining copy of a removed article stand for the others."""
        heir = db.execute("SELECT id FROM articles WHERE copy_of = ? ORDER BY number LIMIT 1", (gone,)).fetchone()
        if heir:
            db.execute("UPDATE articles SET copy_of = NULL WHERE id = ?", (heir["id"],))
            db.execute("UPDATE articles SET copy_of = ? WHERE copy_of = ?", (heir["id"], gone))

    def record_rejection(self, origin: str, position: str | None, reason: str) -> None:
        with self._transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO rejections VALUES (?, ?, ?, ?)", (origin, position or "", reason, _now())
            )

    def add_embeddings(self, model: str, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Store float16 vectors by passage id."""
        with self._transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
                [(number, model, blob) for number, blob in vectors],
            )

    # Reading

    def article(self, article_id: str) -> Article:
        """The article with this id. Raises `NotFound`."""
        row = self._db.execute("SELECT * FROM articles WHERE id = ?", (article_id,)).fetchone()
        if row is None:
            raise NotFound(f"no article with id {article_id} in the archive")
        capture = None
        if row["capture_id"]:
            capture = Capture(record_id=row["capture_id"], payload_digest=row["capture_digest"])
        return Article(
            id=row["id"],
            text=row["text"],
            source=_source(row),
            copy_of=row["copy_of"],
            capture=capture,
            origin=row["origin"],
            position=row["position"],
        )

    def article_ids(self) -> Iterator[str]:
        """Every article's id, in the order in which they were stored."""
        for row in self._db.execute("SELECT id FROM articles ORDER BY number"):
            yield row["id"]

    def newest_articles(self, limit: int) -> list[str]:
        """Ids of the articles published last, copies left out; undated ones come last."""
        rows = self._db.execute(
            "SELECT id FROM articles WHERE copy_of IS NULL ORDER BY published_day DESC, number DESC LIMIT ?", (limit,)
        )
        return [row["id"] for row in rows]

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """The passages with these ids, in the order asked for; ids that are gone are left out."""
        marks = ", ".join("?" * len(ids))
        rows = self._db.execute(
            "SELECT passages.id AS passage_id, passages.start, passages.stop, articles.id AS article_id, articles.text,"
            f" {_ARTICLE_COLUMNS} FROM passages JOIN articles ON articles.number = passages.article"
            f" WHERE passages.id IN ({marks})",
            tuple(ids),
        )
        found = {
            row["passage_id"]: Passage(
                id=row["passage_id"],
                article_id=row["article_id"],
                start=row["start"],
                end=row["stop"],
                text=row["text"][row["start"] : row["stop"]],
                source=_source(row),
            )
            for row in rows
        }
        return [found[number] for number in ids if number in found]

    def passage_spans(self, article_id: str) -> list[Span]:
        rows = self._db.execute(
            "SELECT start, stop FROM passages JOIN articles ON number = article WHERE articles.id = ? ORDER BY start",
            (article_id,),
        )
        return [Span(row["start"], row["stop"]) for row in rows]

    def passages_after(self, greatest_id: int) -> Iterator[IndexedPassage]:
        """Every passage with a greater id, in order, as the indexes need it."""
        rows = self._db.execute(
            "SELECT passages.id AS passage_id, start, stop, articles.id AS article_id, text, title, published_day,"
            " known_day, outlet_key FROM passages JOIN articles ON number = article"
            " WHERE passages.id > ? ORDER BY passages.id",
            (greatest_id,),
        )
        for row in rows:
            yield IndexedPassage(
                row["passage_id"],
                row["article_id"],
                row["text"][row["start"] : row["stop"]],
                row["title"] or "",
                row["published_day"],
                row["known_day"],
                row["outlet_key"],
            )

    def passages_without_embedding(self, model: str, limit: int) -> list[tuple[int, str]]:
        """Ids and texts of passages that `model` has not embedded yet, oldest first."""
        rows = self._db.execute(
            "SELECT passages.id AS passage_id, start, stop, text FROM passages JOIN articles ON number = article"
            " WHERE NOT EXISTS (SELECT 1 FROM embeddings WHERE passage = passages.id AND model = ?)"
            " ORDER BY passages.id LIMIT ?",
            (model, limit),
        )
        return [(row["passage_id"], row["text"][row["start"] : row["stop"]]) for row in rows]

    def embeddings(self, model: str) -> Iterator[tuple[int, bytes, int, int, str]]:
        """Passage id, float16 vector, published day, known day and outlet key of every embedded passage."""
        for row in self._db.execute(
            "SELECT passage, vector, published_day, known_day, outlet_key FROM embeddings JOIN passages"
            " ON passages.id = passage JOIN articles ON number = article WHERE model = ? ORDER BY passage",
            (model,),
        ):
            yield tuple(row)

    def extent(self) -> tuple[int, int]:
        """How many passages there are, and the greatest id among them (0 when there is none)."""
        row = self._db.execute("SELECT count(*), coalesce(max(id), 0) FROM passages").fetchone()
        return row[0], row[1]

    def embedded(self, model: str) -> int:
        """How many passages `model` has embedded."""
        count: int = self._db.execute("SELECT count(*) FROM embeddings WHERE model = ?", (model,)).fetchone()[0]
        return count

    def embedding_models(self) -> list[str]:
        """The models that have embedded passages, the one with most first."""
        rows = self._db.execute("SELECT model FROM embeddings GROUP BY model ORDER BY count(*) DESC, model")
        return [row["model"] for row in rows]

    def totals(self, selection: Selection) -> Totals:
        """What the selection holds: how many articles, of which outlets, from when to when."""
        where, values = _where(selection)
        row = self._db.execute(
            "SELECT count(*), min(nullif(published_day, 0)), max(published_day), coalesce(sum(published_day = 0), 0)"
            f" FROM articles WHERE {where}",
            values,
        ).fetchone()
        outlets = self._db.execute(
            f"SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL AND {where} ORDER BY outlet", values
        )
        return Totals(row[0], tuple(o[0] for o in outlets), _as_date(row[1]), _as_date(row[2]), row[3])

    def copies(self) -> int:
        """How many articles carry exactly the text of another one."""
        count: int = self._db.execute("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL").fetchone()[0]
        return count

    def rejections(self) -> list[tuple[str, str, str]]:
        """Origin, position and reason of every record that did not become an article."""
        return [tuple(row) for row in self._db.execute("SELECT origin, position, reason FROM rejections ORDER BY 1, 2")]

    def change_counter(self) -> int:
        """A number that changes whenever another process has written."""
        number: int = self._db.execute("PRAGMA data_version").fetchone()[0]
        return number

    def check(self) -> list[str]:
        """What is wrong with the file itself, according to SQLite; empty when nothing is."""
        problems = [row[0] for row in self._db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        orphans = self._db.execute("PRAGMA foreign_key_check")
        return problems + [f"table {row[0]}: a row refers to a missing row of {row[2]}" for row in orphans]


def source_columns(source: Source) -> dict[str, Any]:
    """A source as columns: its own fields as text, and the numbers that filters compare."""
    return {
        **source.to_dict(),
        "published_day": day_number(source.published),
        "known_day": day_number(source.known_by),
        "outlet_key": (source.outlet or "").casefold(),
    }


def _source(row: sqlite3.Row) -> Source:
    values: dict[str, Any] = {name: row[name] for name in _SOURCE_FIELDS}
    for name in ("published", "modified"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    values["archived"] = datetime.fromisoformat(values["archived"]) if values["archived"] else None
    return Source(**values)


def _where(selection: Selection) -> tuple[str, list[Any]]:
    """The selection as a condition on `articles`. Unknown days are 0, so every bound leaves them out."""
    conditions: list[str] = ["1"]
    values: list[Any] = []
    if selection.published:
        low, high = selection.published
        conditions.append("published_day BETWEEN ? AND ?")
        values += [low, high]
    if selection.known_until:
        conditions.append("known_day BETWEEN 1 AND ?")
        values.append(selection.known_until)
    if selection.outlet_keys:
        conditions.append(f"outlet_key IN ({', '.join('?' * len(selection.outlet_keys))})")
        values += selection.outlet_keys
    return " AND ".join(conditions), values


def _connect_to_write(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=30)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """A read-only connection; on a medium where WAL's side files cannot be made, the file is read as it stands."""
    uri = path.absolute().as_uri()
    db = sqlite3.connect(f"{uri}?mode=ro", uri=True, isolation_level=None, check_same_thread=False, timeout=30)
    try:
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        db.close()
        db = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    return db


def _as_date(day: int | None) -> date | None:
    return date(day // 10_000, day // 100 % 100, day % 100) if day else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
