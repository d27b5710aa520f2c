"""Small builders for the records that tests of the assistant need again and again."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, TypeVar

from assistant.types import Draft, DraftStatement, Evidence, Filters, Question
from corpus import Passage, Source

Result = TypeVar("Result")


def awaited(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine gives. In a thread: a browser test before may have left its event loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def a_source(outlet: str | None = "Sputnik International", published: date | None = date(2014, 11, 4)) -> Source:
    return Source(
        title="Troops leave Rostov", outlet=outlet, url="https://example.org/secret-path", published=published
    )


def a_passage(
    text: str, *, number: int = 1, article_id: str = "a1", start: int = 0, source: Source | None = None
) -> Passage:
    return Passage(
        id=number, article_id=article_id, start=start, end=start + len(text), text=text, source=source or a_source()
    )


def some_evidence(*texts: str, source: Source | None = None) -> list[Evidence]:
    """One piece of evidence for each text, each from an article of its own ("a1", "a2", ...)."""
    return [
        Evidence(passage=a_passage(text, number=n, article_id=f"a{n}", source=source), score=1 / n)
        for n, text in enumerate(texts, start=1)
    ]


def a_question(text: str = "Who ordered the Rostov troop withdrawal?", asked_on: date = date(2014, 11, 5)) -> Question:
    return Question(text=text, standalone=text, asked_on=asked_on, filters=Filters())


def a_draft(*statements: tuple[str, tuple[int, ...]]) -> Draft:
    """`a_draft(("NATO says so.", (1, 2)))`."""
    return Draft(statements=tuple(DraftStatement(text, numbers) for text, numbers in statements), model="scripted")
