"""Saved conversations: one SQLite file of its own, apart from the archive, shared by all who use the page.

Every turn holds its question, the settings it was asked with, and the whole answer as `Answer.to_dict` gave it, so that
a conversation is read again without a search and without a model. A question is stored before it is answered: what ends
the program in the middle of an answer costs the answer and not the question.

A `Conversations` is bound to one owner and sees nobody else's, except what its owner shared and what the link to it
names. The owner is "" where nobody signs in.
"""

from __future__ import annotations

import json
import re
import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.errors import ConversationNotFound, ConversationUnavailable
from assistant.saved.conversation_records import (
    LONGEST_NAME,
    ConversationEntry,
    Feedback,
    SavedConversation,
    SavedTurn,
    name_from,
)
from assistant.saved.conversation_tables import empty_log, transaction
from assistant.types import Answer

_WAIT_SECONDS = 30
_WORD = re.compile(r"\w+")
_SEARCHED_WORDS = 20


class Conversations:
    """One owner's conversations. Each call is one transaction; threads and processes may share the file."""

    def __init__(self, path: Path, owner: str = "") -> None:
        """Makes the file when there is none, readable for its user alone.

        Raises `ConversationUnavailable` when it cannot be written, or is something else.
        """
        self._path = path
        self._owner = owner
        with self._opened():
            pass

    def begin(self, question: str, settings: Mapping[str, Any], conversation: str | None = None) -> tuple[str, int]:
        """Keep a question that is about to be asked, in a new conversation when none is named.

        Gives the ids of its conversation and of its turn. Raises `ConversationNotFound`.
        """
        now, question = _now(), _storable(question)
        with self._opened() as db:
            if conversation is None:
                conversation = secrets.token_urlsafe(16)
                db.execute(
                    "INSERT INTO conversations (id, owner, name, created_at, changed_at) VALUES (?, ?, ?, ?, ?)",
                    (conversation, self._owner, name_from(question), now, now),
                )
            else:
                self._touch(db, conversation, now)
            row = (conversation, question, json.dumps(settings, default=str), now)
            added = db.execute(
                "INSERT INTO turns (conversation, question, settings, asked_at) VALUES (?, ?, ?, ?)", row
            )
            assert added.lastrowid is not None
            return conversation, added.lastrowid

    def answered(self, turn: int, answer: Answer) -> None:
        """Keep the answer of a turn."""
        document = answer.to_dict()
        words = _storable("\n".join([answer.text, *(citation.quote for citation in answer.citations)]))
        self._change(turn, {"answer": json.dumps(document), "said": words, "problem": None})

    def unanswered(self, turn: int, problem: str | None) -> None:
        """Say why a turn has no answer; None while it is being asked again."""
        self._change(turn, {"problem": None if problem is None else _storable(problem)})

    def judged(self, turn: int, feedback: Feedback) -> None:
        """Keep what its reader thinks of an answer, in the place of what was thought before."""
        kept = {
            "right_answer": int(feedback.right),
            "reason": _storable(feedback.reason.strip()),
            "expected": _storable(feedback.expected.strip()),
            "silent": int(feedback.archive_is_silent),
        }
        self._change(turn, kept)

    def get(self, conversation: str) -> SavedConversation:
        """A conversation of the owner, or one that somebody shared. Raises `ConversationNotFound` for any other."""
        with self._opened() as db:
            row = db.execute(
                "SELECT * FROM conversations WHERE id = ? AND (owner = ? OR shared)", (conversation, self._owner)
            ).fetchone()
            if row is None:
                raise ConversationNotFound(_NOT_FOUND)
            turns = db.execute("SELECT * FROM turns WHERE conversation = ? ORDER BY id", (conversation,)).fetchall()
        return SavedConversation(
            id=row["id"],
            name=row["name"],
            own=row["owner"] == self._owner,
            shared=bool(row["shared"]),
            created_at=row["created_at"],
            changed_at=row["changed_at"],
            turns=tuple(map(turn_from, turns)),
        )

    def listed(self, search: str = "", most: int = 50) -> list[ConversationEntry]:
        """The owner's conversations, the last changed first: all, or those whose name, questions or answers hold every
        word of `search`, in any form that the same stem has; its last word may be unfinished."""
        words = _WORD.findall(search)[:_SEARCHED_WORDS]
        with self._opened() as db:
            if not search.strip():
                sql = "SELECT *, '' AS found FROM conversations WHERE owner = ? ORDER BY changed_at DESC, id LIMIT ?"
                rows = db.execute(sql, (self._owner, most)).fetchall()
            elif not words:
                rows = []
            else:
                wanted = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
                rows = db.execute(_SEARCH, {"owner": self._owner, "words": wanted, "most": most}).fetchall()
        return [
            ConversationEntry(id=row["id"], name=row["name"], changed_at=row["changed_at"], found=row["found"] or "")
            for row in rows
        ]

    def rename(self, conversation: str, name: str) -> None:
        """Give it another name. Raises `ConversationUnavailable` for a blank one."""
        line = " ".join(_storable(name).split())[:LONGEST_NAME]
        if not line:
            raise ConversationUnavailable("a conversation needs a name: write one")
        with self._opened() as db:
            self._touch(db, conversation, _now())
            db.execute("UPDATE conversations SET name = ? WHERE id = ?", (line, conversation))

    def share(self, conversation: str, shared: bool) -> None:
        """Let everybody who is signed in read it by its link, or no longer."""
        with self._opened() as db:
            self._touch(db, conversation, _now())
            db.execute("UPDATE conversations SET shared = ? WHERE id = ?", (int(shared), conversation))

    def delete(self, conversation: str) -> None:
        """Remove it with its answers and feedback, and overwrite them in the file."""
        with self._opened() as db:
            self._touch(db, conversation, _now())
            db.execute("DELETE FROM turns WHERE conversation = ?", (conversation,))
            db.execute("DELETE FROM conversations WHERE id = ?", (conversation,))
            for index in ("words", "names"):  # they forget only when they are rewritten
                db.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        empty_log(self._path)

    def _touch(self, db: sqlite3.Connection, conversation: str, now: str) -> None:
        """Note a change of one of the owner's conversations."""
        changed = db.execute(
            "UPDATE conversations SET changed_at = ? WHERE id = ? AND owner = ?", (now, conversation, self._owner)
        )
        if changed.rowcount != 1:
            raise ConversationNotFound(_NOT_FOUND)

    def _change(self, turn: int, values: Mapping[str, Any]) -> None:
        columns = ", ".join(f"{name} = :{name}" for name in values)
        with self._opened() as db:
            changed = db.execute(
                f"UPDATE turns SET {columns}, revision = revision + 1 WHERE id = :turn"
                " AND conversation IN (SELECT id FROM conversations WHERE owner = :owner)",
                {**values, "turn": turn, "owner": self._owner},
            )
            if changed.rowcount != 1:
                raise ConversationNotFound(_NOT_FOUND)

    def _opened(self) -> AbstractContextManager[sqlite3.Connection]:
        return transaction(self._path)


def judged_turns(path: Path) -> list[SavedTurn]:
    """Every answer in the file that somebody judged, whoever it was, in the order in which they were asked.

    For whoever looks after the page. Raises `ConversationUnavailable` when there is no such file.
    """
    if not path.is_file():
        raise ConversationUnavailable(f"there are no saved conversations in {path}")
    with transaction(path) as db:
        rows = db.execute("SELECT * FROM turns WHERE right_answer IS NOT NULL AND answer IS NOT NULL ORDER BY id")
        return [turn_from(row) for row in rows]


def turn_from(row: sqlite3.Row) -> SavedTurn:
    """A row of `turns`."""
    judged = row["right_answer"] is not None
    feedback = Feedback(
        right=bool(row["right_answer"]),
        reason=row["reason"],
        expected=row["expected"],
        archive_is_silent=bool(row["silent"]),
    )
    return SavedTurn(
        id=row["id"],
        revision=row["revision"],
        question=row["question"],
        settings=json.loads(row["settings"]),
        asked_at=row["asked_at"],
        stored=row["answer"],
        problem=row["problem"],
        feedback=feedback if judged else None,
    )


_NOT_FOUND = "there is no such conversation: it was deleted, or it belongs to somebody else who did not share it"
_SEARCH = """
WITH hits AS MATERIALIZED (
    SELECT turns.conversation AS id, snippet(words, -1, '', '', '…', 12) AS found, bm25(words) AS rank
    FROM words JOIN turns ON turns.id = words.rowid WHERE words MATCH :words
)
SELECT conversations.*, (SELECT found FROM hits WHERE hits.id = conversations.id ORDER BY rank LIMIT 1) AS found
FROM conversations
WHERE owner = :owner AND (id IN (SELECT id FROM hits)
    OR number IN (SELECT rowid FROM names WHERE names MATCH :words))
ORDER BY changed_at DESC, id LIMIT :most
"""


def _storable(text: str) -> str:
    """SQLite takes no half of a surrogate pair."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
