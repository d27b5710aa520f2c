"""One call of a chat model: its text in pieces, bounded in time and length, and left at any moment.

Leaving it must hang up, or the server goes on with an answer that nobody reads: a llama.cpp with one slot lets the next
question wait for it. A thread that waits for a server cannot be told so, a task of an event loop can. So a model that
speaks async itself is called on a loop of our own, and any other from a thread that stops at its next piece. Neither
runs in a thread pool: Python would wait for that at its exit, even when the server hangs.
"""

from __future__ import annotations

import asyncio
import functools
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from assistant.errors import ModelMalformed, ModelRefused, ModelTimeout
from assistant.llm.models import model_error, rejects_the_form
from assistant.llm.prompts import Messages

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PULSE_SECONDS = 0.25
"""How long whoever waits for a silent model goes without a sign, at which it can also be left."""
_CANCELLED_AGAIN_SECONDS = 0.25
REPLY_CHARACTERS = 40_000
"""More than any answer needs, room for a model that thinks aloud first, and far from what would hurt us."""

Ask = Callable[[], Any]
"""Gives something with LangChain's `stream`, `invoke`, `astream` and `ainvoke`, made from a model."""

_Pieces = queue.Queue[str | BaseException | None]
"""Pieces of the reply; then None, or what went wrong."""


class FormRejected(Exception):
    """The model does not take this way of asking."""

    def __init__(self, error: BaseException) -> None:
        self.error = error


def reply_pieces(model: BaseChatModel, ask: Ask, request: Messages, deadline: float) -> Generator[str, None, None]:
    """The reply's text as it comes, until `deadline` (`time.monotonic`). Closing the iterator hangs up.

    While nothing comes an empty piece is given every `PULSE_SECONDS`: a generator can be closed only where it yields,
    and a model may think for a minute before its first word.

    Raises `FormRejected` when nothing came because of the way of asking, else a `ModelError`.
    """
    pieces: _Pieces = queue.Queue()
    hang_up = (_on_loop if _speaks_async(model) else _in_thread)(ask, request, pieces)
    received = 0
    try:
        while True:
            left = deadline - time.monotonic()
            try:
                piece = pieces.get(timeout=max(0.0, min(left, PULSE_SECONDS)))
            except queue.Empty:
                if left <= PULSE_SECONDS:
                    raise ModelTimeout("the model did not answer in time") from None
                piece = ""
            if piece is None:
                return
            if isinstance(piece, BaseException):
                if rejects_the_form(piece) and not received:
                    raise FormRejected(piece)
                raise model_error(piece) from None
            received += len(piece)
            if received > REPLY_CHARACTERS:
                raise ModelMalformed(f"the model's reply is longer than {REPLY_CHARACTERS} characters")
            yield piece
    finally:
        hang_up()


def _speaks_async(model: BaseChatModel) -> bool:
    """Whether the integration streams on an event loop by itself; LangChain's stand-in for it uses a thread pool."""
    from langchain_core.language_models import BaseChatModel

    return type(model)._astream is not BaseChatModel._astream


@functools.cache
def _loop() -> asyncio.AbstractEventLoop:
    """One for all calls: a client's connections belong to the loop they were opened on."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="model-calls", daemon=True).start()
    return loop


def _on_loop(ask: Ask, request: Messages, pieces: _Pieces) -> Callable[[], object]:
    loop = _loop()
    task: asyncio.Task[None] | None = None

    async def work() -> None:
        try:
            async for piece in _awaited(ask(), request):
                pieces.put(piece)
            pieces.put(None)
        except Exception as error:
            pieces.put(error)

    def start() -> None:
        nonlocal task
        task = loop.create_task(work())

    def leave() -> None:
        # Not once only: LangChain waits for each piece in `asyncio.wait_for`, which up to Python 3.11 forgets that it
        # was cancelled when the piece arrives at that moment, and the call would go on to the end of the answer.
        assert task is not None
        if not task.done():
            task.cancel()
            loop.call_later(_CANCELLED_AGAIN_SECONDS, leave)

    loop.call_soon_threadsafe(start)
    return functools.partial(loop.call_soon_threadsafe, leave)


def _in_thread(ask: Ask, request: Messages, pieces: _Pieces) -> Callable[[], object]:
    unwanted = threading.Event()

    def work() -> None:
        try:
            for piece in _read(ask(), request):
                if unwanted.is_set():
                    return
                pieces.put(piece)
            pieces.put(None)
        except BaseException as error:
            pieces.put(error)

    threading.Thread(target=work, name="model-call", daemon=True).start()
    return unwanted.set


_NO_EVENT = (ValueError, AssertionError)
"""LangChain's and openai's words for a stream without a single event: a server that cannot stream."""


async def _awaited(asked: Any, request: Messages) -> AsyncIterator[str]:
    """Text and tool arguments as they come. A server that cannot stream is asked for the whole."""
    seen = False
    try:
        async for chunk in asked.astream(request):
            seen = True
            for text in _texts(chunk):
                yield text
    except _NO_EVENT:
        if seen:
            raise
    if not seen:
        for text in _texts(await asked.ainvoke(request)):
            yield text


def _read(asked: Any, request: Messages) -> Iterator[str]:
    """The same for a model without async."""
    seen = False
    try:
        for chunk in asked.stream(request):
            seen = True
            yield from _texts(chunk)
    except _NO_EVENT:
        if seen:
            raise
    if not seen:
        yield from _texts(asked.invoke(request))


def _texts(message: Any) -> Iterator[str]:
    if message.additional_kwargs.get("refusal") or message.response_metadata.get("finish_reason") == "content_filter":
        raise ModelRefused("the model declined to answer")
    yield message.text
    pieces = getattr(message, "tool_call_chunks", None)
    if pieces is None:
        yield from (to_json(call["args"]).decode() for call in getattr(message, "tool_calls", ()))
    else:
        yield from (piece["args"] or "" for piece in pieces)
