"""Draft + Evidence -> the exact sentences each statement rests on. Pure.

The model names passages; which words are quoted is decided here, and they are always whole sentences of the stored
text, so that `article.text[start:end] == quote`. A passage number that does not exist is dropped, and a statement that
is left without any is dropped with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.language.addressed import unaddressed
from assistant.language.names import names
from assistant.language.quantities import numbers
from assistant.language.wording import SPEECH_STEMS, content_stems
from assistant.types import Draft, DraftStatement, Evidence
from corpus.split import sentences

SENTENCES_PER_PASSAGE = 2
"""A statement drawn from more than two sentences of one passage is better written as two statements."""
SECOND_SENTENCE_ADDS = 2.0
"""The weight a second sentence must add to be quoted: one name or figure, or two plain words."""
_NAME_OR_FIGURE = 2.0


@dataclass(frozen=True, slots=True)
class Quote:
    """Whole sentences of an article: `article(article_id).text[start:end] == text`."""

    article_id: str
    start: int
    end: int
    text: str
    evidence: int
    """Which of the evidence it comes from; 0 is the first."""


@dataclass(frozen=True, slots=True)
class CitedStatement:
    """A draft statement with the sentences it rests on; never without one."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Uncited:
    """A draft statement that rests on nothing, and why."""

    text: str
    reason: str


def cite(draft: Draft, evidence: Sequence[Evidence]) -> list[CitedStatement]:
    """The statements of a draft that can be cited, in order. The others are in `uncited`."""
    found = (_cited(statement, evidence) for statement in draft.statements)
    return [statement for statement in found if isinstance(statement, CitedStatement)]


def uncited(draft: Draft, evidence: Sequence[Evidence]) -> list[Uncited]:
    """The statements that `cite` drops, with the reason."""
    found = (_cited(statement, evidence) for statement in draft.statements)
    return [statement for statement in found if isinstance(statement, Uncited)]


def _cited(statement: DraftStatement, evidence: Sequence[Evidence]) -> CitedStatement | Uncited:
    if statement.text.endswith("?"):
        return Uncited(statement.text, "it asks instead of stating")
    known = [number for number in dict.fromkeys(statement.passages) if 1 <= number <= len(evidence)]
    if not known:
        reason = "it names no passage" if not statement.passages else "it names passages that do not exist"
        return Uncited(statement.text, reason)
    quotes = [quote for number in known for quote in best_sentences(statement.text, evidence, number - 1)]
    if not quotes:
        return Uncited(statement.text, "no sentence of the passages it names says anything of it")
    unique = {(quote.article_id, quote.start, quote.end): quote for quote in reversed(quotes)}
    return CitedStatement(statement.text, tuple(quote for quote in quotes if unique.pop(_place(quote), None)))


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.article_id, quote.start, quote.end


def best_sentences(statement: str, evidence: Sequence[Evidence], index: int) -> list[Quote]:
    """The one or two sentences of a passage that carry most of a statement, in the order of the text; or none."""
    passage = evidence[index].passage
    wanted = _weights(statement)
    spans = unaddressed(passage.text, sentences(passage.text))
    held = [{word for word in _weights(span.of(passage.text)) if word in wanted} for span in spans]
    chosen: list[int] = []
    covered: set[str] = set()
    while len(chosen) < SENTENCES_PER_PASSAGE:
        gains = [sum(wanted[word] for word in words - covered) for words in held]
        best = max(range(len(spans)), key=lambda n: (gains[n], -n), default=-1)
        if best < 0 or gains[best] < (SECOND_SENTENCE_ADDS if chosen else 1.0):
            break
        chosen.append(best)
        covered |= held[best]
    return [
        Quote(
            article_id=passage.article_id,
            start=passage.start + spans[n].start,
            end=passage.start + spans[n].end,
            text=spans[n].of(passage.text),
            evidence=index,
        )
        for n in sorted(chosen)
    ]


def _weights(text: str) -> dict[str, float]:
    """What there is to cover: content words at 1, names and figures at 2. Words of telling do not count."""
    named = {word for name in names(text) for word in content_stems(name)}
    words = (word for word in content_stems(text) if word not in SPEECH_STEMS)
    weights = {word: _NAME_OR_FIGURE if word in named else 1.0 for word in words}
    return weights | {f"#{number.value:g}": _NAME_OR_FIGURE for number in numbers(text)}
