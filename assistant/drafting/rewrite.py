"""A follow-up made whole by a language model, where one is configured: "And in July?" with what it refers to.

A model knows better than `assistant.questions.question` which of the earlier words belong to the new question; but it
may also answer it, invent a name, or do what an archived sentence in an earlier answer tells it. So it is taken at its
word only when it wrote one short question of words that were said before; else the question is completed without it.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.errors import ModelError
from assistant.llm import prompts
from assistant.llm.model_call import FormRejected, reply_pieces
from assistant.questions.question import needs_context
from assistant.questions.question_terms import base_stems
from assistant.types import Question, TextPiece, Turn

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.engines import Engines

LONGEST = 300
"""Characters of a rewritten question."""
SECONDS = 8.0
"""The search waits for it, so it may not take long whatever the model's own limit is."""
_NEW_WORDS = 1
"""Words that nobody said before: a model may write "happened" for "and then?". Never a name or a figure."""


def made_whole(
    question: Question, history: Sequence[Turn], engines: Engines, timeout: float
) -> Generator[TextPiece, None, Question]:
    """A follow-up completed by the model where there is one, in place of what `understand` made of it.

    Yields as `rewritten` does.
    """
    if not history or not needs_context(question.text):
        return question
    try:
        model = engines.chat_model()
    except ModelError:
        return question  # the draft meets the same error, and says so
    whole = yield from rewritten(question, history, model, timeout)
    return replace(question, standalone=whole) if whole else question


def rewritten(
    question: Question, history: Sequence[Turn], model: BaseChatModel, timeout: float
) -> Generator[TextPiece, None, str | None]:
    """The question as it can be searched for on its own, or None when the model gave none that can be trusted.

    Yields a piece without text whenever the model writes, or is silent for a while: whoever asked can leave then, which
    hangs up on the model.
    """
    request = prompts.standalone_messages(question.text, history)
    deadline = time.monotonic() + min(timeout, SECONDS)
    reply = ""
    try:
        with closing(reply_pieces(model, lambda: model, request, deadline)) as pieces:
            for piece in pieces:
                reply += piece
                yield TextPiece("")
    except (ModelError, FormRejected):
        return None
    return accepted(reply, question.text, history)


def accepted(reply: str, text: str, history: Sequence[Turn]) -> str | None:
    """A model's reply when it is one short question made of words of the conversation, without quotation marks."""
    reply = reply.strip().strip("\"“”'").strip()
    if not reply or "\n" in reply or len(reply) > LONGEST or not reply.endswith("?") or needs_context(reply):
        return None
    said = {stem for turn in history for stem in base_stems(f"{turn.question} {turn.answer}")} | set(base_stems(text))
    new = set(base_stems(reply)) - said
    invented = (word for word in reply.split() if not word.islower() and set(base_stems(word)) & new)
    if len(new) > _NEW_WORDS or any(invented):
        return None
    asked = set(base_stems(text))
    return reply if 2 * len(asked & set(base_stems(reply))) >= len(asked) else None
