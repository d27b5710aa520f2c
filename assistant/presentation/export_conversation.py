"""A saved conversation to take along, as Markdown, HTML or JSON. Pure.

Each answer keeps its own citation numbers: [2] of the third answer on the page is [2] of the third answer in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

from assistant.presentation.export import html
from assistant.presentation.export_blocks import Block, blocks_of
from assistant.presentation.export_markdown import markdown
from assistant.saved.conversation_records import SavedConversation, SavedTurn

ConversationForm = Literal["markdown", "html", "json"]


def export_conversation(conversation: SavedConversation, form: ConversationForm) -> str:
    """The whole conversation as one document, from what was stored: nothing is asked again.

    Raises `AssistantError` when a stored answer is damaged.
    """
    if form == "json":
        return json.dumps(conversation.to_dict(), ensure_ascii=False, indent=2) + "\n"
    blocks = list(conversation_blocks(conversation))
    return markdown(blocks) if form == "markdown" else html(blocks)


def conversation_blocks(conversation: SavedConversation) -> Iterator[Block]:
    """What to print of a conversation: its name, and each question with what was answered."""
    yield Block("title", conversation.name)
    for turn in conversation.turns:
        yield Block("heading", turn.question)
        document = turn.document()
        if document is None:
            yield Block("mark", f"no answer: {turn.problem or 'it was interrupted before it was complete'}")
        else:
            yield from (block for block in blocks_of("answer", document) if block.kind != "title")
        yield from _judged(turn)


def _judged(turn: SavedTurn) -> Iterator[Block]:
    feedback = turn.feedback
    if feedback is None:
        return
    told = ["marked as right" if feedback.right else "marked as wrong"]
    told += [feedback.reason] if feedback.reason else []
    told += ["the archive does not say"] if feedback.archive_is_silent else []
    told += [f"the right answer: {feedback.expected}"] if feedback.expected else []
    yield Block("text", f"Its reader: {'; '.join(told)}.")
