"""The assistant as a LangChain `Runnable`: a step of a chain or graph whose output is a checked `Answer`.

    chain = assistant.as_runnable() | (lambda answer: answer.text)
    chain.invoke("Who ordered the Rostov troop withdrawal?")
    chain.batch([{"question": "How many soldiers were withdrawn?", "as_of": "2014-11-05"}])

The input is a question, or a mapping with "question" and the options of `Assistant.ask`. `invoke`, `ainvoke` (in a
thread), `batch` and `abatch` are LangChain's, with its tracing, and its `max_concurrency`. `stream` gives the answer
once, when it is checked: unchecked text is no output of a chain. Not imported before `as_runnable` is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig

from assistant.questions.question import Asked, with_options
from assistant.types import Answer

if TYPE_CHECKING:
    from assistant.pipeline import Assistant


class AssistantRunnable(Runnable[Asked, Answer]):
    """Raises what `Assistant.ask` raises. The assistant is not closed here: who opened it closes it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def invoke(self, input: Asked, config: RunnableConfig | None = None, **options: Any) -> Answer:
        def ask(asked: Asked) -> Answer:
            question, own = with_options(asked)
            return self._assistant.ask(question, **{**options, **own})

        return self._call_with_config(ask, input, config)
