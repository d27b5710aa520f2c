"""Question + Evidence + chat model -> Draft: what a model makes of the passages, unchecked.

The model is asked for JSON under a schema; where it cannot do that, for a tool call; where it cannot do that either,
for plain lines. Whatever comes back is read by the same reader and validated (`reply.py`), and a reply in no known form
is asked for once more. All of it happens inside one time limit, which holds even when a server hangs or drips.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from assistant.drafting.reply import brief_schema, read_reply, reply_schema, text_so_far
from assistant.errors import ModelMalformed
from assistant.llm import prompts
from assistant.llm.model_call import FormRejected, reply_pieces
from assistant.llm.models import model_error
from assistant.types import Draft, DraftStatement, Evidence, Question

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


def draft(
    question: Question,
    evidence: Sequence[Evidence],
    model: BaseChatModel,
    *,
    max_statements: int,
    timeout: float,
    brief: bool = False,
) -> Draft:
    """What the model answers from the evidence, within `timeout` seconds.

    `brief` asks as a small model is asked: a short prompt, few and short statements.
    Raises a `ModelError`: `ModelTimeout`, `ModelUnavailable`, `ModelRefused` or `ModelMalformed`.
    """
    pieces = stream_draft(question, evidence, model, max_statements=max_statements, timeout=timeout, brief=brief)
    while True:
        try:
            next(pieces)
        except StopIteration as done:
            result: Draft = done.value
            return result


def stream_draft(
    question: Question,
    evidence: Sequence[Evidence],
    model: BaseChatModel,
    *,
    max_statements: int,
    timeout: float,
    brief: bool = False,
) -> Generator[str, None, Draft]:
    """The same, giving the statements' text piece by piece as it is written and returning the `Draft` at the end.

    An empty piece says that the model is at work and has written nothing new. The others are unchecked and may be
    withdrawn (a reply may turn out to be unusable): show them as such.
    Closing the generator ends the model's work.
    """
    name = _name(model)
    if not evidence:
        return Draft(statements=(), model=name, abstained=True)
    deadline = time.monotonic() + timeout
    prompt = prompts.DRAFT_BRIEF if brief else prompts.DRAFT
    request = prompts.messages(prompt, question, evidence, most=max_statements)
    reply: str | None = None
    for ask in _ways_of_asking(model, len(evidence), max_statements, brief):
        try:
            reply = yield from _visible(reply_pieces(model, ask, request, deadline))
            break
        except FormRejected:
            continue
    if reply is None:
        request = prompts.messages(prompts.DRAFT_PLAIN, question, evidence, most=max_statements)
        try:
            reply = yield from _visible(reply_pieces(model, lambda: model, request, deadline))
        except FormRejected as rejected:
            raise model_error(rejected.error) from None
    read = read_reply(reply)
    if read is None:
        request = prompts.messages(prompts.DRAFT_PLAIN, question, evidence, most=max_statements)
        request += [("assistant", reply[:2000]), ("user", prompts.AGAIN.text)]
        read = read_reply((yield from _unseen(reply_pieces(model, lambda: model, request, deadline))))
    if read is None:
        raise ModelMalformed("the model's reply holds no statement with passage numbers, twice")
    if not read.answered or not read.statements:
        return Draft(statements=(), model=name, abstained=True)
    kept = read.statements[:max_statements]
    cited = 1 if brief else None  # a small model joins what does not belong together; see `brief_schema`
    statements = (DraftStatement(s.text, tuple(dict.fromkeys(s.passages))[:cited]) for s in kept)
    return Draft(statements=tuple(statements), model=name)


def _ways_of_asking(model: BaseChatModel, passages: int, most: int, brief: bool) -> Iterator[Callable[[], Any]]:
    """JSON under a schema with caps (so that llama.cpp cannot ramble), without (some vendors refuse them), a tool call.

    LangChain knows how each vendor is asked for structure. Only the asking is taken from it: `include_raw=True` would
    run in a thread pool that Python waits for at exit, even when the server hangs.
    """

    def asking(schema: dict[str, Any], method: str, strict: bool) -> Callable[[], Any]:
        def ask() -> Any:
            try:
                return model.with_structured_output(schema, method=method, strict=strict).first  # type: ignore[attr-defined]
            except (AttributeError, TypeError, ValueError) as error:
                raise NotImplementedError(f"{method}: {error}") from None

        return ask

    if brief:
        yield asking(brief_schema(passages, most), "json_schema", True)
        return
    capped, bare = reply_schema(passages, most, caps=True), reply_schema(passages, most, caps=False)
    yield asking(capped, "json_schema", True)
    yield asking(bare, "json_schema", True)
    yield asking(bare, "function_calling", False)


def _unseen(pieces: Iterator[str]) -> Generator[str, None, str]:
    """Returns the whole reply and shows nothing of it, but stops where its reader does."""
    reply = ""
    try:
        for piece in pieces:
            reply += piece
            yield ""
    except FormRejected as rejected:
        raise model_error(rejected.error) from None
    return reply


def _visible(pieces: Iterator[str]) -> Generator[str, None, str]:
    """Passes on the statements' text as it grows, and returns the whole reply."""
    reply, shown, read = "", "", 0
    for piece in pieces:
        if not piece:
            yield ""
        reply += piece
        if len(reply) - read > len(reply) // 50:  # reading again at each token would take quadratic time
            shown, read = (yield from _newly_visible(reply, shown)), len(reply)
    yield from _newly_visible(reply, shown)
    return reply


def _newly_visible(reply: str, shown: str) -> Generator[str, None, str]:
    now = text_so_far(reply)
    if now.startswith(shown) and len(now) > len(shown):
        yield now[len(shown) :]
        return now
    return shown


def _name(model: BaseChatModel) -> str:
    return str(getattr(model, "model_name", None) or getattr(model, "model", None) or type(model).__name__)
