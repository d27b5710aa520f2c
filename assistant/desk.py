"""What a desk keeps: saved answers, verdicts and reviews, and who signed what. One SQLite file beside the archive.

    DIR/desk.sqlite

The archive itself is never written to by a question. A saved item keeps what was asked, with its filters, so that it
can be asked again after an ingest, and the whole document that was shown. Signatures are only ever added: the last one
of a sentence counts, and the earlier ones stay readable.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.errors import AssistantError

FILE_NAME = "desk.sqlite"
_FORMAT = 1
_WAIT_SECONDS = 30
_SCHEMA = """
CREATE TABLE saved (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL, asked TEXT NOT NULL, options TEXT NOT NULL, snapshot TEXT NOT NULL, document TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
CREATE TABLE signatures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    saved INTEGER NOT NULL REFERENCES saved (id) ON DELETE CASCADE,
    sentence INTEGER NOT NULL, checked_by TEXT NOT NULL, comment TEXT NOT NULL, signed_at TEXT NOT NULL
) STRICT;
"""

Kind = Literal["answer", "verdict", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """One saved answer, verdict or review."""

    id: int
    kind: Kind
    asked: str
    """The question, the claim, or the name of the draft."""
    options: dict[str, Any]
    """The filters as `ask` takes them; days as YYYY-MM-DD."""
    snapshot: str
    """The state of the archive it was made from (`corpus` ids of its articles, hashed)."""
    document: dict[str, Any]
    """What `to_dict` gave."""
    saved_at: str
    """UTC, ISO 8601."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Somebody vouches for a sentence of a review, or says what is wrong with it."""

    sentence: int
    """Its number in the review; 1 is the first."""
    checked_by: str
    comment: str
    signed_at: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "sentence": self.sentence,
            "checked_by": self.checked_by,
            "comment": self.comment,
            "signed_at": self.signed_at,
        }


class Desk:
    """The saved work of one archive's desk. Each call is one transaction; several processes may use it."""

    def __init__(self, folder: Path) -> None:
        """Raises `AssistantError` when the folder cannot be written or the file is none of ours."""
        self._path = folder / FILE_NAME
        if not folder.is_dir():
            raise AssistantError(f"no archive in {folder}: saved work is kept beside an archive")
        with self._opened() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in _SCHEMA.split(";\n"):
                    db.execute(statement.replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))
                db.execute(f"PRAGMA user_version = {_FORMAT}")
            elif version != _FORMAT:
                raise AssistantError(f"{self._path} has format {version}, this program reads format {_FORMAT}")

    def save(
        self, kind: Kind, asked: str, options: Mapping[str, Any], document: Mapping[str, Any], snapshot: str
    ) -> int:
        """Keep a result; gives the number under which it is found again."""
        row = (kind, asked, _json(options), snapshot, _json(document), _now())
        with self._opened() as db:
            cursor = db.execute(
                "INSERT INTO saved (kind, asked, options, snapshot, document, saved_at) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            assert cursor.lastrowid is not None
            return cursor.lastrowid

    def renew(self, number: int, document: Mapping[str, Any], snapshot: str) -> None:
        """Put what was found now in the place of what was found before."""
        with self._opened() as db:
            db.execute("UPDATE saved SET document = ?, snapshot = ? WHERE id = ?", (_json(document), snapshot, number))

    def saved(self, kind: Kind | None = None) -> list[Saved]:
        """Everything saved, or all of one kind, the oldest first."""
        with self._opened() as db:
            rows = db.execute("SELECT * FROM saved WHERE ?1 IS NULL OR kind = ?1 ORDER BY id", (kind,)).fetchall()
        return [_saved(row) for row in rows]

    def one(self, number: int, kind: Kind | None = None) -> Saved:
        """The saved item with this number. Raises `AssistantError` when there is none, or it is of another kind."""
        with self._opened() as db:
            row = db.execute("SELECT * FROM saved WHERE id = ?", (number,)).fetchone()
        if row is None or (kind and row["kind"] != kind):
            raise AssistantError(f"there is no saved {kind or 'item'} with the number {number} in {self._path}")
        return _saved(row)

    def sign(self, number: int, sentence: int, checked_by: str, comment: str = "") -> Signature:
        """Sign a sentence of a saved review. Raises `AssistantError` when there is no such sentence, or no name."""
        review = self.one(number, "review")
        count = len(review.document["sentences"])
        if not 1 <= sentence <= count:
            raise AssistantError(f"review {number} has sentences 1 to {count}, not {sentence}")
        name = " ".join(checked_by.split())
        if not name:
            raise AssistantError("a signature needs a name: say who checked it")
        signature = Signature(sentence=sentence, checked_by=name, comment=comment.strip(), signed_at=_now())
        with self._opened() as db:
            db.execute(
                "INSERT INTO signatures (saved, sentence, checked_by, comment, signed_at) VALUES (?, ?, ?, ?, ?)",
                (number, sentence, name, signature.comment, signature.signed_at),
            )
        return signature

    def signatures(self, number: int) -> list[Signature]:
        """Every signature of a review, by sentence, the oldest first."""
        with self._opened() as db:
            rows = db.execute("SELECT * FROM signatures WHERE saved = ? ORDER BY sentence, id", (number,)).fetchall()
        return [
            Signature(
                sentence=row["sentence"],
                checked_by=row["checked_by"],
                comment=row["comment"],
                signed_at=row["signed_at"],
            )
            for row in rows
        ]

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=_WAIT_SECONDS)) as db, db:
                db.row_factory = sqlite3.Row
                db.execute("PRAGMA foreign_keys = ON")
                yield db
        except sqlite3.Error as error:
            raise AssistantError(f"cannot use the saved work in {self._path}: {error}") from None


def _saved(row: sqlite3.Row) -> Saved:
    return Saved(
        id=row["id"],
        kind=row["kind"],
        asked=row["asked"],
        options=json.loads(row["options"]),
        snapshot=row["snapshot"],
        document=json.loads(row["document"]),
        saved_at=row["saved_at"],
    )


def _json(value: Mapping[str, Any]) -> str:
    # Half a surrogate pair cannot be stored; json writes it as an escape, and everything else that is not ASCII too.
    return json.dumps(value, default=str)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
