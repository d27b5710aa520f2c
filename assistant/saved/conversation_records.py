"""Saved conversations as records: what was asked, what was answered, what somebody thought of it. Frozen, no I/O."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from assistant.saved.stored_answer import answer_from
from assistant.types import Answer

LONGEST_NAME = 80
"""Characters of a conversation's name: it stands in a list beside the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a reader thought of an answer."""

    right: bool
    reason: str = ""
    expected: str = ""
    """The right answer in a few words, when the reader gave it."""
    archive_is_silent: bool = False
    """The reader says that the archive does not answer the question, and the answer should have said so."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "right": self.right,
            "reason": self.reason,
            "expected": self.expected,
            "archive_is_silent": self.archive_is_silent,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedTurn:
    """A question with its stored answer, or without one."""

    id: int
    """Its number in the file: never used twice."""
    revision: int
    """Grows whenever something about the turn is stored: equal means unchanged."""
    question: str
    settings: dict[str, Any]
    """What it was asked with: "options" as `Assistant.ask` takes them, days as YYYY-MM-DD, and the "mode"."""
    asked_at: str
    """UTC, ISO 8601."""
    stored: str | None = None
    """The answer as JSON, exactly what `Answer.to_dict` gave."""
    problem: str | None = None
    """Why there is no answer. None with no answer either: the program ended before it could say."""
    feedback: Feedback | None = None

    def document(self) -> dict[str, Any] | None:
        """The stored answer as `to_dict` gave it."""
        return None if self.stored is None else json.loads(self.stored)

    def answer(self) -> Answer | None:
        """The stored answer. Nothing is searched and no model asked. Raises `AssistantError` when it is damaged."""
        document = self.document()
        return None if document is None else answer_from(document)

    def to_dict(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "asked_at": self.asked_at,
            "settings": self.settings,
            "answer": self.document(),
            "problem": self.problem,
            "feedback": self.feedback.to_dict() if self.feedback else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedConversation:
    """A conversation with all of its turns, oldest first."""

    id: str
    """128 random bits: who does not have the link cannot guess it."""
    name: str
    own: bool
    """False when it was shared by somebody else: it can be read and not changed."""
    shared: bool
    """Whether everybody who is signed in may read it by its link."""
    created_at: str
    changed_at: str
    turns: tuple[SavedTurn, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """For an export. Without the id, which opens the conversation to whoever has it."""
        return {
            "name": self.name,
            "created_at": self.created_at,
            "changed_at": self.changed_at,
            "turns": [turn.to_dict() for turn in self.turns],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationEntry:
    """A conversation in a list."""

    id: str
    name: str
    changed_at: str
    found: str = ""
    """Where a search found its words, with some words around."""


def name_from(question: str) -> str:
    """A conversation's name from its first question: one line, cut after a whole word."""
    line = " ".join(question.split())
    if len(line) <= LONGEST_NAME:
        return line or "Without a name"
    return line[: LONGEST_NAME - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
