"""What a desk keeps: saved answers, verdicts and reviews, and who signed what. One SQLite file beside the archive.

    DIR/desk.sqlite

The archive itself is never written to by a question. A saved item keeps what was asked, with its filters, so that it
can be asked again after an ingest, and the whole document that was shown. Signatures are only ever added: the last one
of a sentence counts, and the earlier ones stay readable.

On the page, where people sign in, each has a desk of their own: what somebody saved is theirs alone, and read by others
only when its owner shares it and they have its link. The command line is for whoever looks after the machine, and sees
everything.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.claims.judgement import Review
from assistant.errors import AssistantError
from assistant.saved.desk_tables import VERSIONS, new_link, transaction
from assistant.saved.stored_review import review_from

FILE_NAME = "desk.sqlite"
_MINE = "(:owner IS NULL OR owner = :owner)"

Kind = Literal["answer", "verdict", "review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedWork:
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
    link: str
    """What its link on the page names it by."""
    own: bool
    """False when it was shared by somebody else: it can be read and not changed."""
    shared: bool
    """Whether everybody who is signed in may read it by its link."""

    def review(self) -> Review:
        """A saved review as it was shown. Raises `AssistantError` when this is none."""
        return review_from(self.document)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEntry:
    """Something saved, in a list."""

    link: str
    asked: str
    saved_at: str
    version: int
    """Which of the versions of one text it is; 1 was saved first."""
    versions: int
    """How many there are of it now."""
    sentences: int
    """How many a review has; 0 for anything else."""
    signed: int
    """How many of these somebody has signed."""


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

    def __init__(self, folder: Path, owner: str | None = None) -> None:
        """The desk of an owner, "" where nobody signs in; everybody's for None, and what is saved then is nobody's.

        No file is made before something is saved. Raises `AssistantError` when the folder is none, or the file is none
        of ours.
        """
        self._path = folder / FILE_NAME
        self._owner = owner
        if not folder.is_dir():
            raise AssistantError(f"no archive in {folder}: saved work is kept beside an archive")
        if self._path.is_file():
            with self._opened():
                pass

    def save(
        self, kind: Kind, asked: str, options: Mapping[str, Any], document: Mapping[str, Any], snapshot: str
    ) -> int:
        """Keep a result; gives the number under which it is found again."""
        made = (kind, asked, _json(options), snapshot, _json(document), _now(), self._owner or "", new_link())
        row = (*made, len(document.get("sentences", ())))
        with self._opened() as db:
            cursor = db.execute(
                "INSERT INTO saved (kind, asked, options, snapshot, document, saved_at, owner, link, sentences)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            assert cursor.lastrowid is not None
            db.execute(f"{VERSIONS} WHERE id = ?", (cursor.lastrowid,))
            return cursor.lastrowid

    def renew(self, number: int, document: Mapping[str, Any], snapshot: str) -> None:
        """Put what was found now in the place of what was found before."""
        change = "UPDATE saved SET document = :document, snapshot = :snapshot, sentences = :sentences"
        self._change(number, change, document, snapshot)

    def share(self, number: int, shared: bool) -> None:
        """Let everybody who is signed in read it by its link, or no longer."""
        self._change(number, f"UPDATE saved SET shared = {int(shared)}")

    def delete(self, number: int) -> None:
        """Remove it with its signatures, and overwrite them in the file."""
        self._change(number, "DELETE FROM saved")

    def saved(self, kind: Kind | None = None) -> list[SavedWork]:
        """What the owner saved, or all of one kind, the oldest first."""
        sql = f"SELECT * FROM saved WHERE (:kind IS NULL OR kind = :kind) AND {_MINE} ORDER BY id"
        return [self._saved(row) for row in self._rows(sql, kind)]

    def listed(self, kind: Kind, most: int) -> list[DeskEntry]:
        """The same without what was found: the `most` saved last, the last first."""
        sql = (
            "SELECT link, asked, saved_at, version, versions, sentences, (SELECT count(DISTINCT sentence)"
            " FROM signatures WHERE saved = named.id) AS signed FROM (SELECT id, link, asked, saved_at, sentences,"
            " row_number() OVER (PARTITION BY first ORDER BY id) AS version, count(*) OVER (PARTITION BY first) AS"
            f" versions FROM saved WHERE kind = :kind AND {_MINE}) AS named ORDER BY id DESC LIMIT :most"
        )
        return [DeskEntry(**dict(row)) for row in self._rows(sql, kind, most)]

    def one(self, number: int, kind: Kind | None = None) -> SavedWork:
        """What the owner saved under a number. Raises `AssistantError` when there is nothing, or of another kind."""
        found = self._found(f"id = :which AND {_MINE}", number)
        if found is None or (kind and found.kind != kind):
            raise self._none(number, kind)
        return found

    def linked(self, link: str, kind: Kind) -> SavedWork:
        """What a link leads to: the owner's own, or what somebody shared. Raises `AssistantError` for any other."""
        found = self._found(f"link = :which AND ({_MINE} OR shared)", link)
        if found is None or found.kind != kind:
            raise AssistantError(
                f"there is no such {kind}: it was deleted, or it belongs to somebody else who did not share it"
            )
        return found

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
        """Every signature of a review that may be read here, by sentence, the oldest first."""
        if not self._path.is_file():
            return []
        sql = (
            "SELECT signatures.* FROM signatures JOIN saved ON saved.id = signatures.saved"
            f" WHERE saved.id = :which AND ({_MINE} OR shared) ORDER BY sentence, signatures.id"
        )
        with self._opened() as db:
            rows = db.execute(sql, {"which": number, "owner": self._owner}).fetchall()
        return [
            Signature(
                sentence=row["sentence"],
                checked_by=row["checked_by"],
                comment=row["comment"],
                signed_at=row["signed_at"],
            )
            for row in rows
        ]

    def _rows(self, sql: str, kind: Kind | None, most: int = -1) -> list[sqlite3.Row]:
        if not self._path.is_file():
            return []
        with self._opened() as db:
            return db.execute(sql, {"kind": kind, "owner": self._owner, "most": most}).fetchall()

    def _found(self, condition: str, which: int | str) -> SavedWork | None:
        if not self._path.is_file():
            return None
        with self._opened() as db:
            sql = f"SELECT * FROM saved WHERE {condition}"
            row = db.execute(sql, {"which": which, "owner": self._owner}).fetchone()
        return self._saved(row) if row else None

    def _change(self, number: int, change: str, document: Mapping[str, Any] | None = None, snapshot: str = "") -> None:
        """Change what the owner saved under a number. Raises `AssistantError` when there is nothing."""
        if not self._path.is_file():
            raise self._none(number)
        document = document or {}
        values = {
            "which": number,
            "owner": self._owner,
            "snapshot": snapshot,
            "document": _json(document),
            "sentences": len(document.get("sentences", ())),
        }
        with self._opened() as db:
            changed = db.execute(f"{change} WHERE id = :which AND {_MINE}", values).rowcount
        if not changed:
            raise self._none(number)

    def _none(self, number: int, kind: Kind | None = None) -> AssistantError:
        return AssistantError(f"there is no saved {kind or 'item'} with the number {number} in {self._path}")

    def _saved(self, row: sqlite3.Row) -> SavedWork:
        return SavedWork(
            id=row["id"],
            kind=row["kind"],
            asked=row["asked"],
            options=json.loads(row["options"]),
            snapshot=row["snapshot"],
            document=json.loads(row["document"]),
            saved_at=row["saved_at"],
            link=row["link"],
            own=self._owner is None or row["owner"] == self._owner,
            shared=bool(row["shared"]),
        )

    def _opened(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self._path)


def _json(value: Mapping[str, Any]) -> str:
    # Half a surrogate pair cannot be stored; json writes it as an escape, and everything else that is not ASCII too.
    return json.dumps(value, default=str)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
