"""The form of a model's reply: what it is asked for as a JSON schema, and how whatever came back is read.

This is the border where a model's words come in. They may be JSON, JSON in a code fence, JSON after thinking aloud, or
plain lines with "[1]" markers; all of them end up as the same validated `Reply`, or as nothing.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from pydantic_core import from_json

from assistant.errors import ModelMalformed

STATEMENT_CHARACTERS = 600
PASSAGES_PER_STATEMENT = 4


class ReplyStatement(BaseModel):
    text: str = Field(min_length=1, max_length=STATEMENT_CHARACTERS)
    passages: list[int] = Field(default_factory=list, max_length=50)


class Reply(BaseModel):
    """The border: nothing a model wrote gets in without passing here."""

    answered: bool = True
    statements: list[ReplyStatement] = Field(max_length=100)


BRIEF_STATEMENTS = 2
BRIEF_CHARACTERS = 240
"""What a small model is held to: at some ten tokens a second, a statement of this length takes it 6 s."""
SHORTEST_BRIEF = 25
"""Asked to be short, a small model writes "Max" or "Pony spit", which says nothing of anybody."""


def brief_schema(passages: int, most: int) -> dict[str, Any]:
    """The schema for a small model: nothing to decide but the statements, few and short, each of one sentence.

    Given two, a 1.5B model made "Wakanda Forever swept several major categories" of a sentence that names the film and
    one on another film that tells of the sweep: every word was in what it cited.
    """
    schema = reply_schema(passages, min(most, BRIEF_STATEMENTS), caps=True)
    del schema["properties"]["answered"]
    statement = schema["properties"]["statements"]["items"]["properties"]
    statement["text"] |= {"minLength": SHORTEST_BRIEF, "maxLength": BRIEF_CHARACTERS}
    statement["passages"]["maxItems"] = 1
    return schema | {"required": ["statements"]}


def reply_schema(passages: int, most: int, *, caps: bool) -> dict[str, Any]:
    """The JSON schema of a reply to `passages` passages. `caps` limits lengths, which not every vendor accepts."""
    number = {"type": "integer", "enum": list(range(1, passages + 1))}
    text: dict[str, Any] = {"type": "string"}
    cited: dict[str, Any] = {"type": "array", "items": number}
    statement = {
        "type": "object",
        "properties": {"text": text, "passages": cited},
        "required": ["text", "passages"],
        "additionalProperties": False,
    }
    statements: dict[str, Any] = {"type": "array", "items": statement}
    if caps:
        text |= {"maxLength": STATEMENT_CHARACTERS // 2}
        cited |= {"minItems": 1, "maxItems": min(passages, PASSAGES_PER_STATEMENT)}
        statements |= {"maxItems": most}
    return {
        "title": "Reply",
        "description": "Statements that answer the question, each with the numbers of the passages that say it.",
        "type": "object",
        "properties": {"answered": {"type": "boolean"}, "statements": statements},
        "required": ["answered", "statements"],
        "additionalProperties": False,
    }


def text_so_far(reply: str) -> str:
    """The statements of an unfinished reply as text: of JSON all there is, of plain lines the finished ones."""
    body = _body(reply)
    if "{" in body[:20]:
        try:
            partial = from_json(body[body.index("{") :], allow_partial="trailing-strings")
            abstains = partial.get("answered") is False
            texts = [] if abstains else [str(s.get("text", "")) for s in partial.get("statements", [])]
        except (ValueError, AttributeError):
            return ""
    else:
        lines = _plain(body.rpartition("\n")[0])
        texts = [s.text for s in lines.statements] if lines else []
    return " ".join(texts)


def read_reply(reply: str) -> Reply | None:
    """A reply in any form we know; None when it is in none of them."""
    body = _body(reply)
    if not body:
        raise ModelMalformed("the model's reply is empty")
    found = _from_json(body) if "{" in body else None
    found = found or _plain(body)
    if found is None:
        return None
    cleaned = [_unmarked(s) for s in found.statements]
    return Reply(answered=found.answered, statements=[s for s in cleaned if s])


def _body(reply: str) -> str:
    """Without what a reasoning model thinks aloud, and without a code fence."""
    reply = re.sub(r"<think>.*?(</think>|\Z)", "", reply, flags=re.DOTALL)
    return re.sub(r"^\s*```\w*\s*|\s*```\s*$", "", reply).strip()


def _from_json(body: str) -> Reply | None:
    try:
        return Reply.model_validate(from_json(body[body.index("{") : body.rindex("}") + 1]))
    except (ValueError, ValidationError):
        return None


_MARKERS = re.compile(r"\s*\[\s*(?:passages?\s*)?(\d+(?:\s*,\s*\d+)*)\s*\]", re.IGNORECASE)


def _plain(body: str) -> Reply | None:
    "'Statement [1][2]' a line. A line without numbers is not a statement: it may be a greeting or a heading."
    if re.match(r"\W*no answer\b", body, re.IGNORECASE):
        return Reply(answered=False, statements=[])
    statements = []
    for line in body.splitlines():
        text = re.sub(r"^\s*(?:[-*•]|\d+[.)])\s+", "", line).strip()
        if _MARKERS.search(text) and 1 <= len(text) <= STATEMENT_CHARACTERS:
            statements.append(ReplyStatement(text=text, passages=[]))
    return Reply(statements=[s for s in map(_unmarked, statements) if s]) if statements else None


def _unmarked(statement: ReplyStatement) -> ReplyStatement | None:
    """The text without "[1]" markers, which become passage numbers. None when nothing else is left."""
    numbers = [int(n) for marker in _MARKERS.findall(statement.text) for n in marker.split(",") if len(n.strip()) < 6]
    text = " ".join(_MARKERS.sub("", statement.text).split())
    if not re.search(r"\w", text):
        return None
    return ReplyStatement(text=text, passages=[*statement.passages, *numbers])
