"""Asks again what was asked before, with the filters of then, and holds citations to the archive as it is now."""

from __future__ import annotations

from typing import Any

from assistant.errors import ArchiveUnavailable
from assistant.pipeline import Assistant
from assistant.saved.outcome_changes import Document, OutcomeChange, changes


def again(assistant: Assistant, kind: str, asked: str, options: dict[str, Any], document: Document) -> Document:
    """The document that the same question, claim or draft gives now."""
    # "This week" must stay the week of then: the day of asking is kept also where it was assumed.
    given = {"asked_on": document["asked_on"], **options} if "asked_on" in document else dict(options)
    if kind == "answer":
        return assistant.ask(asked, **given).to_dict()
    if kind == "verdict":
        return assistant.check(asked, **given).to_dict()
    days = {s["verdict"]["asked_on"] for s in document["sentences"] if s["verdict"]}
    return assistant.review(document["text"], **({"asked_on": min(days)} if days else {}) | options).to_dict()


def changed(assistant: Assistant, kind: str, before: Document, now: Document) -> list[OutcomeChange]:
    """What is otherwise now, with the articles that changed it."""
    return changes(kind, before, now, lambda citation: not wrong_with(assistant, citation))


def wrong_with(assistant: Assistant, citation: Document) -> str:
    """What does not hold about a citation; "" when the archive has these words at this place."""
    try:
        text = assistant.article(citation["article_id"]).text
    except ArchiveUnavailable:
        return "the article is not in the archive"
    if text[citation["start"] : citation["end"]] != citation["quote"]:
        return "the article has other words at this place"
    return ""
