"""The quotations in a draft: where they are and whom the draft gives them to. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.questions.question import LONGEST_QUESTION
from assistant.quotations.quote_check import too_short
from assistant.quotations.quote_words import words_of
from assistant.quotations.spoken import spoken_at
from corpus import Span


@dataclass(frozen=True, slots=True)
class DraftQuote:
    """Somebody's words in a draft: `draft[span]`, the quotation marks not included."""

    span: Span
    text: str
    speaker: str | None
    """Whom the draft names beside it; None where it does not, or only says "he"."""


def draft_quotes(draft: str) -> Iterator[DraftQuote]:
    """The quotations that are long enough to be checked, in order; a word in quotation marks is none."""
    words = words_of(draft)
    for outer in words.quoted:
        span = Span(outer.start + 1, outer.end - 1)
        text = span.of(draft)
        if not text.strip() or len(text) > LONGEST_QUESTION or too_short(words_of(text)):
            continue
        spoken = spoken_at(words, span)
        yield DraftQuote(span, text, spoken.speaker if spoken.sure else None)
