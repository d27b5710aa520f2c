"""A system that finds chunks and gives the best one, or lets a model answer from them: the yardstick for the product.

The two baselines differ in how they find chunks (`bm25.py`, `naive.py`). What becomes of the chunks is the same.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant import Label, Outcome
from assistant.evaluation.cases import ClaimCase, QuestionCase
from assistant.evaluation.chunks import Chunk
from assistant.evaluation.outputs import AnswerOutput, CitedQuote, RankedPassage, Said, VerdictOutput
from corpus import Archive

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

RANKED = 10
CONTEXT = 5
"""Chunks that a model is shown, as in the tutorials."""

Hit = tuple[Chunk, float]
Search = Callable[[str, int], Sequence[Hit]]
"""The best chunks for some words, best first, at most so many."""

_QUESTION = (
    "Answer the question briefly, using the context and nothing else. "
    "If the context does not hold the answer, say: I do not know.\n\nContext:\n{context}\n\nQuestion: {asked}\nAnswer:"
)
_CLAIM = (
    "Judge the claim by the context and nothing else. Reply with one word: SUPPORTED if the context says the same, "
    "REFUTED if it says otherwise, NOT_ENOUGH_EVIDENCE if it does not tell.\n\n"
    "Context:\n{context}\n\nClaim: {asked}\nVerdict:"
)
_DOES_NOT_KNOW = re.compile(
    r"\b(?:do(?:es)?|did|can|could|is|are|was|were)(?: ?not|n['’]t) "
    r"(?:know|answer|say|tell|mention|state|provide|specif|contain|include|hold|find|determine|given|mentioned|stated"
    r"|provided|specified)|\b(?:cannot|unable to) (?:answer|tell|say|find|determine|be (?:determined|answered))"
    r"|\bno (?:information|mention|answer)\b",
    re.IGNORECASE,
)
_LABELS = re.compile(r"\b(NOT[ _]ENOUGH[ _]EVIDENCE|SUPPORTED|REFUTED)\b", re.IGNORECASE)


class Baseline:
    """A `System`. Without a model a question is answered with the best chunk, and claims get no verdict."""

    def __init__(
        self,
        name: str,
        archive: Archive,
        search: Search,
        close: Callable[[], None] = lambda: None,
        chat_model: BaseChatModel | None = None,
    ) -> None:
        self.name = name
        self._archive = archive
        self._search = search
        self._close = close
        self._model = chat_model

    def answer(self, case: QuestionCase, asked_on: date | None) -> AnswerOutput:
        """What is found for a question. The tutorials know no dates, so `asked_on` is not used."""
        found, ranked, seconds = self._find(case.question)
        if not found:
            return AnswerOutput(outcome=Outcome.NOT_IN_ARCHIVE.value, quotes_mode=self._model is None, seconds=seconds)
        if self._model is None:
            return AnswerOutput(
                outcome=Outcome.ANSWERED.value,
                statements=(Said(text=found[0].quote, citations=(1,), verbatim=True),),
                citations=found[:1],
                ranked=ranked,
                quotes_mode=True,
                text=found[0].quote,
                seconds=seconds,
            )
        reply = self._ask(_QUESTION, case.question, found, seconds)
        if not reply or _DOES_NOT_KNOW.search(reply):
            return AnswerOutput(outcome=Outcome.NOT_SUPPORTED.value, ranked=ranked, text=reply, seconds=seconds)
        return AnswerOutput(
            outcome=Outcome.ANSWERED.value,
            statements=(Said(text=reply, citations=tuple(quote.number for quote in found)),),
            citations=found,
            ranked=ranked,
            text=reply,
            seconds=seconds,
        )

    def verdict(self, case: ClaimCase, asked_on: date | None) -> VerdictOutput:
        """What is found for a claim, and with a model its one word.

        It cites all it was shown, in support or against.
        """
        found, ranked, seconds = self._find(case.claim)
        if self._model is None:
            return VerdictOutput(label=None, ranked=ranked, seconds=seconds)
        if not found:
            return VerdictOutput(label=Label.NOT_ENOUGH_EVIDENCE.value, seconds=seconds)
        reply = self._ask(_CLAIM, case.claim, found, seconds)
        label = _label(reply)
        return VerdictOutput(
            label=label.value,
            supporting=found if label is Label.SUPPORTED else (),
            refuting=found if label is Label.REFUTED else (),
            ranked=ranked,
            justification=reply,
            seconds=seconds,
        )

    def close(self) -> None:
        self._close()
        self._archive.close()

    def _find(self, words: str) -> tuple[tuple[CitedQuote, ...], tuple[RankedPassage, ...], dict[str, float]]:
        """The first `CONTEXT` chunks as quotes, the first `RANKED` as passages, and the time it took."""
        started = time.perf_counter()
        hits = self._search(words, RANKED)
        texts = [self._archive.store.article(chunk.archive_id).text[chunk.start : chunk.end] for chunk, _ in hits]
        seconds = {"retrieve": time.perf_counter() - started}
        quotes = tuple(
            _quote(number, chunk, text) for number, ((chunk, _), text) in enumerate(zip(hits, texts, strict=True), 1)
        )
        ranked = tuple(_passage(chunk, text, score) for (chunk, score), text in zip(hits, texts, strict=True))
        return quotes[:CONTEXT], ranked, seconds

    def _ask(self, prompt: str, asked: str, found: Sequence[CitedQuote], seconds: dict[str, float]) -> str:
        assert self._model is not None
        started = time.perf_counter()
        context = "\n\n".join(quote.quote for quote in found)
        reply: Any = self._model.invoke(prompt.format(context=context, asked=asked))
        seconds["generate"] = time.perf_counter() - started
        return str(reply.text).strip()


def _quote(number: int, chunk: Chunk, text: str) -> CitedQuote:
    return CitedQuote(
        number=number,
        article_id=chunk.article_id,
        archive_id=chunk.archive_id,
        start=chunk.start,
        end=chunk.end,
        quote=text,
        found=text,
        copies=chunk.copies,
    )


def _passage(chunk: Chunk, text: str, score: float) -> RankedPassage:
    return RankedPassage(
        article_id=chunk.article_id, start=chunk.start, end=chunk.end, text=text, score=score, copies=chunk.copies
    )


def _label(reply: str) -> Label:
    """The label a reply consists of; a reply that says none or more than one settles nothing."""
    said = {word.upper().replace(" ", "_") for word in _LABELS.findall(reply)}
    negated = re.search(r"\bnot[ _](?:supported|refuted)\b", reply, re.IGNORECASE)
    return Label(said.pop()) if len(said) == 1 and not negated else Label.NOT_ENOUGH_EVIDENCE
