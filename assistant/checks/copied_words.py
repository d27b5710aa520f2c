"""The words of a claim and of a sentence side by side, and whether one copies the other. Pure, English.

A figure or a date is one word, however it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from assistant.language.dates import WrittenDate, dates
from assistant.language.names import names
from assistant.language.quantities import Number, numbers
from assistant.language.remembered import remembered
from assistant.language.wording import SPEECH_STEMS, is_content, plain, stem, tokens
from corpus import Span

COPIED = 0.7
"""Share of the claim's words that follow each other as in the sentence, from which the claim copies it."""


class CopiedWord(NamedTuple):
    """A word, or a whole figure or date, of a text."""

    key: str
    """Equal for what means the same."""
    text: str
    span: Span
    number: Number | None = None
    date: WrittenDate | None = None
    named: bool = False
    """Whether it is part of what is surely a name."""

    @property
    def content(self) -> bool:
        word = is_content(self.text) or (self.text.isupper() and len(self.text) > 1)
        return self.number is None and self.date is None and word and self.key not in SPEECH_STEMS


def steps_between(
    ours: Sequence[CopiedWord], theirs: Sequence[CopiedWord]
) -> tuple[Sequence[tuple[str, int, int, int, int]], bool]:
    """What turns a claim into a sentence (as `SequenceMatcher.get_opcodes` tells), and whether the claim copies it."""
    matcher = SequenceMatcher(None, [word.key for word in ours], [word.key for word in theirs], autojunk=False)
    steps = matcher.get_opcodes()
    return steps, sum(b - a for tag, a, b, _, _ in steps if tag == "equal") >= COPIED * len(ours)


@remembered
def copied_words(text: str) -> tuple[CopiedWord, ...]:
    whole: list[CopiedWord] = [CopiedWord(_date_key(day), day.text, day.span, date=day) for day in dates(text)]
    for number in numbers(text):
        if not any(word.span.start < number.span.end and number.span.start < word.span.end for word in whole):
            key = f"#{number.value:g}{number.unit}"
            whole.append(CopiedWord(key, number.text, number.span, number=number))
    found = list(whole)
    sure = {part for name in names(text) for part in re.split(r"[ -]", name)}
    for word, span in tokens(text):
        if not any(one.span.start < span.end and span.start < one.span.end for one in whole):
            found += _parts(word, span, sure)
    return tuple(sorted(found, key=lambda word: word.span.start))


def _parts(word: str, span: Span, sure: set[str]) -> Iterator[CopiedWord]:
    """ "isn't" is "is" and "not"; every part of a hyphenated word is one for itself."""
    lower = plain(word)
    if lower.endswith("n't"):
        verb = {"wo": "will", "ca": "can"}.get(lower[:-3], lower[:-3])
        yield from (CopiedWord(verb, verb, span), CopiedWord("not", "not", span))
        return
    if lower == "cannot":
        yield from (CopiedWord("can", "can", span), CopiedWord("not", "not", span))
        return
    for part in word.split("-"):
        if part:
            yield CopiedWord(stem(part) if is_content(part) else plain(part), part, span, named=part in sure)


def _date_key(day: WrittenDate) -> str:
    return f"@{day.year}/{day.month}/{day.day}/{day.weekday}/{day.decade}"
