"""One call of a model, left in the middle of its answer."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.llm.model_call import reply_pieces


class SlowToHear(BaseChatModel):
    """Talks for ever, and loses the first cancellation, as `asyncio.wait_for` of Python 3.11 does when a piece arrives
    at the same moment."""

    _ended: threading.Event = PrivateAttr(default_factory=threading.Event)

    @property
    def _llm_type(self) -> str:
        return "slow-to-hear"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        raise NotImplementedError

    async def _astream(self, messages: list[BaseMessage], *_: Any, **__: Any) -> AsyncIterator[ChatGenerationChunk]:
        heard = False
        try:
            while True:
                yield ChatGenerationChunk(message=AIMessageChunk(content="word "))
                try:
                    await asyncio.sleep(0.02)
                except asyncio.CancelledError:
                    if heard:
                        raise
                    heard = True
        finally:
            self._ended.set()


def test_a_model_that_misses_being_cancelled_is_cancelled_again() -> None:
    model = SlowToHear()
    pieces = reply_pieces(model, lambda: model, [("user", "Who ordered it?")], time.monotonic() + 600)
    assert "word " in pieces
    pieces.close()
    assert model._ended.wait(60), "the call goes on after it was left"
