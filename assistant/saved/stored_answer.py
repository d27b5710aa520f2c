"""A stored answer, read back: the document that `Answer.to_dict` gave becomes an `Answer` again. Pure.

So whatever keeps answers keeps that one form, and what was shown once is shown again without asking anybody. Three
things are not in the document and stay at their defaults: the passages' numbers in the index, the day that the
question itself names, and digits of scores beyond the fourth. None of them is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.errors import AssistantError
from assistant.types import Answer


def answer_from(document: Mapping[str, Any]) -> Answer:
    """`answer_from(answer.to_dict()).to_dict() == answer.to_dict()`. Raises `AssistantError` when it is no answer."""
    try:
        question = {
            "text": document["question"],
            "standalone": document["standalone_question"],
            "asked_on": document["asked_on"],
            "assumed_today": document.get("assumed_today", False),
            "filters": document["coverage"]["filters"],
        }
        citations = [citation_from(citation) for citation in document["citations"]]
        evidence = [{**found, "passage": {"id": 0, **found["passage"]}} for found in document["evidence"]]
        return _answers().validate_python(
            {**document, "question": question, "citations": citations, "evidence": evidence}
        )
    except (KeyError, TypeError, AttributeError, ValidationError) as error:
        raise AssistantError(f"this is no stored answer, or one of another version ({type(error).__name__})") from None


def citation_from(document: Mapping[str, Any]) -> dict[str, Any]:
    """A stored citation as the type takes it; one stored before quotes told whom they mean has nobody there."""
    return {
        **document,
        "resolved_dates": [(day["as_written"], day["date"]) for day in document["resolved_dates"]],
        "meant": [(one["as_written"], one["person"]) for one in document.get("meant", ())],
    }


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)
