"""Many questions to one assistant, some at a time, answered in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from assistant.errors import InvalidQuestion
from assistant.questions.question import Asked, with_options
from assistant.types import Answer, Question


def in_their_order(
    ask: Callable[..., Answer],
    understood: Callable[[str, dict[str, Any]], Question],
    questions: Iterable[Asked],
    options: Mapping[str, Any],
    workers: int,
) -> list[Answer]:
    """The answers, `workers` at a time. Each question is `understood` before the first one is asked.

    Raises `InvalidQuestion` that says which question cannot be asked.
    """
    asked = []
    for number, question in enumerate(questions, 1):
        try:
            text, own = with_options(question)
            understood(text, {**options, **own})
        except InvalidQuestion as error:
            raise InvalidQuestion(f"question {number}: {error}") from None
        asked.append((text, {**options, **own}))
    with ThreadPoolExecutor(max_workers=workers, thread_name_prefix="batch") as pool:
        return list(pool.map(lambda one: ask(one[0], **one[1]), asked))
