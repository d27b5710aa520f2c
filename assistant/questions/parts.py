"""A question that asks several things, or compares two, taken apart so that each part can be looked for. Pure.

"Who won in Ohio and who won in Texas?" is two questions with an answer each. "Which is larger, A or B?" is one, whose
answer needs what is said of either side. Joined words are far more often one thing ("Simon and Garfunkel", "between
2019 and 2021") than two, so a question is taken apart only where its form says so: a second question word, a repeated
preposition, names that are said to speak, sides that are named to choose from. What is not sure stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.questions.question import standalone
from assistant.types import Question, Turn
from corpus.terms import STOP_WORDS

MOST_PARTS = 4
"""Each part is a search of its own."""

_WH = r"(?i:who|whom|whose|what|which|when|where|why|how)"
_AUXILIARY = r"(?i:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must)"
_NAME = r"(?:the |The )?[A-Z][\w.’'-]*(?: (?:of |de |al-)?[A-Z][\w.’'-]*){0,4}"
_SPEAK = (
    r"(?:say|claim|report|announce|demand|think|want|propose|argue|deny|promise|respond|react|reply|tell|write|warn"
    r"|accuse|blame|call|offer|suggest|plan|expect|explain|admit|vow|pledge)\b"
)
_ONE_NAME = re.compile(
    r"\b(?:Simon (?:and|&) Garfunkel|Johnson (?:and|&) Johnson|Marks (?:and|&) Spencer|Ernst (?:and|&) Young"
    r"|Standard (?:and|&) Poor|Procter (?:and|&) Gamble|Barnes (?:and|&) Noble|Smith (?:and|&) Wesson"
    r"|Rolls and Royce|Black and Decker|Bosnia and Herzegovina|Trinidad and Tobago|Antigua and Barbuda"
    r"|Saint Kitts and Nevis|St\.? Kitts and Nevis|Sao Tome and Principe|Serbia and Montenegro|Turks and Caicos"
    r"|Tyne and Wear|Newfoundland and Labrador|Jammu and Kashmir|Romeo and Juliet|Tom and Jerry|Ben and Jerry"
    r"|Law and Order|War and Peace|Health and Safety|Trade and Industry|Food and Drug|Health and Human"
    r"|Arts and Sciences|Science and Technology|Foreign and Commonwealth)\b"
)
"""Names that hold the word themselves, of those that a capital letter on either side would take for two."""

_SENTENCE_END = re.compile(r"(?<=\?)[\s,;]+(?=\S)")
_JOIN = re.compile(rf"(?:[,;]\s*(?:and |but |or )?|\s(?:and|but|or)\s+(?:also |then )?)(?={_WH}\b)", re.IGNORECASE)
_JOIN_AUXILIARY = re.compile(
    rf"(?:[,;]\s*(?:and |but |or )?|\s(?:and|but|or)\s+)(?={_AUXILIARY}\s+(?:the|a|an|he|she|it|they|his|her|their"
    r"|its|this|that|these|those|there|[A-Z][\w’'-]*)\b)"
)
_ASKS = re.compile(
    rf"(?:(?P<lead>(?:in|on|at|after|before|during|since|under|for|of|according to)\b[^?]{{1,80}}?,)\s*)?"
    rf"(?:(?:and|but|so|or)\s+)?(?P<core>(?:(?:in|on|at|by|to|from|for|with|under|about|of)\s+)?(?:{_WH}|{_AUXILIARY})\b)",
    re.IGNORECASE,
)
_RELATIVE_WORD = re.compile(r"(?:who|whom|whose|which|where)\b", re.IGNORECASE)
_RELATIVE = re.compile(rf"^(?:{_WH}|that)\s*$|^(?:{_WH})\s+(?:else|not)\s*\??$", re.IGNORECASE)
_INVERTED = re.compile(
    rf"^(?:[^?]{{0,80}},\s*)?(?:{_AUXILIARY}|{_WH}(?:\s+\w+){{0,3}}\s+{_AUXILIARY}\s+(?:the|a|an|he|she|it|they|[A-Z]))\b",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"^(?P<ask>(?:which|who|whose|what|where|when)\b.{3,200}?)\s*[,:–—]\s*(?:in |on |at |the one in )?"
    r"(?P<one>[^,:?]{2,80}?)\s+or\s+(?P<two>[^,:?]{2,80}?)\s*\?*$",
    re.IGNORECASE,
)
_THAN = re.compile(
    rf"^(?P<ask>(?i:is|are|was|were))\s+(?P<one>{_NAME})\s+"
    rf"(?P<how>(?:[\w-]+\s+){{0,3}}?(?:more \w+|less \w+|\w+er|better|worse))"
    rf"\s+than\s+(?P<two>{_NAME})(?P<rest>[^?]*)\?*$"
)
_DIFFERENCE = re.compile(
    r"^(?P<ask>.{0,60}?\b(?:differences?|compare|comparison|contrast)\b.{0,60}?)\s+(?:between\s+)?"
    r"(?P<one>(?:the |the [a-z]+ )?[A-Z][^?,]{0,60}?)\s+(?:and|with|to|versus|vs\.?)\s+"
    r"(?P<two>(?:the |the [a-z]+ )?[A-Z][^?,]{0,60}?)\s*\?*$"
)
_SPEAKERS = re.compile(
    rf"^(?P<ask>(?i:what|when|why|how|where|whom)\s+(?:[a-z]+\s+)?(?:did|do|does|have|has|will|would))\s+(?P<both>both\s+)?"
    rf"(?P<names>{_NAME}(?:, {_NAME}){{0,2}},? and {_NAME})\s+(?P<said>{_SPEAK}.*)$",
)
_PLACES = re.compile(
    rf"^(?P<ask>{_WH}\b[^,?]{{3,120}}?)\s+(?P<in>in|on|at|for|by|to|from|of|with|about|against)\s+(?P<one>{_NAME})"
    rf",?\s+and\s+(?P=in)\s+(?P<two>{_NAME})(?P<rest>[^?]*)\?*$"
)
_BOTH_IN = re.compile(
    rf"^(?P<ask>{_WH}\b[^,?]{{3,120}}?)\s+(?P<in>in|on|at|for|by|to|from|of|with)\s+both\s+(?P<one>{_NAME})"
    rf"\s+and\s+(?P<two>{_NAME})(?P<rest>[^?]*)\?*$"
)
_NAMES_APART = re.compile(r",?\s+and\s+|,\s+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_FEW_WORDS = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What a question was taken apart into; one part when it is whole."""

    texts: tuple[str, ...]
    kind: Literal["whole", "questions", "sides"]
    """`questions` each have an answer of their own; the `sides` of a comparison only together."""


def parts_of(text: str) -> Parts:
    """The parts of a question as questions, in order, at most `MOST_PARTS`. Anything but a question stays whole."""
    text = " ".join(text.split())
    for kind, found in (("sides", _sides(text)), ("questions", _questions(text))):
        if len(found) > 1:
            return Parts(tuple(found[:MOST_PARTS]), "sides" if kind == "sides" else "questions")
    return Parts((text,), "whole")


def divided(question: Question) -> tuple[tuple[Question, ...], Literal["whole", "questions", "sides"]]:
    """A question's parts as questions that can be searched for on their own: a later one may say "he" of an earlier.

    What a follow-up was completed with ("And in July? (Who ...?)") completes each of its parts.
    """
    kept = question.standalone.startswith(question.text)
    context = question.standalone[len(question.text) :] if kept else ""
    parts = parts_of(question.text if kept else question.standalone)
    if parts.kind == "whole":
        return (question,), "whole"
    earlier: list[Turn] = []
    found = []
    for text in parts.texts:
        whole = standalone(text, earlier) if parts.kind == "questions" else text
        found.append(replace(question, text=text, standalone=whole + context))
        earlier.append(Turn(text))
    return tuple(found), parts.kind


def _questions(text: str) -> list[str]:
    """The questions that stand side by side, each with the "In 2014," that leads them all."""
    pieces = [piece for sentence in _SENTENCE_END.split(text) for piece in _clauses(sentence)]
    if not pieces or not all(_ASKS.match(piece) for piece in pieces):
        return [text]
    lead = _ASKS.match(pieces[0])
    shared = f"{lead['lead']} " if lead and lead["lead"] else ""
    whole = [pieces[0], *(piece if _ASKS.match(piece)["lead"] else shared + piece for piece in pieces[1:])]  # type: ignore[index]
    return [f"{piece[:1].upper()}{piece[1:].rstrip(' ,;?')}?" for piece in whole]


def _clauses(text: str) -> Iterator[str]:
    """The clauses of one sentence that ask, each with words enough to be looked for."""
    for pattern in (_BOTH_IN, _PLACES):
        if (found := pattern.match(text)) and not _ONE_NAME.search(text):
            yield from (f"{found['ask']} {found['in']} {side}{found['rest']}" for side in (found["one"], found["two"]))
            return
    if (found := _SPEAKERS.match(text)) and not _ONE_NAME.search(found["names"]):
        names = [name for name in _NAMES_APART.split(found["names"]) if name]
        # "the Health and Safety Executive" is one body, "the EU and the US" are two.
        if len({name.casefold().startswith("the ") for name in names}) == 1 and not any(
            " of " in n for n in names[:-1]
        ):
            yield from (f"{found['ask']} {name} {found['said']}" for name in names)
            return
    joins = [*_JOIN.finditer(text)]
    if _INVERTED.match(text):
        joins = sorted([*joins, *_JOIN_AUXILIARY.finditer(text)], key=lambda join: join.start())
    start = 0
    for join in joins:
        before, after = text[start : join.start()], text[join.end() :]
        if join.start() < start or _names_too_little(before) or _names_too_little(after) or _RELATIVE.match(before):
            continue
        if join[0].strip() == "," and not _another_join(text, join.end()):
            continue  # "Mr Smith, who resigned" tells more of the same; only a list goes on without a conjunction
        asks = _ASKS.match(before)
        if not asks or _same_relative(before[asks.end() :], after):
            continue
        yield before
        start = join.end()
    yield text[start:]


def _same_relative(before: str, after: str) -> bool:
    """Whether a clause goes on telling of somebody: "the man who voted for it and who switched parties"."""
    again = _RELATIVE_WORD.match(after)
    return bool(again and re.search(rf"\b{again[0]}\b", before, re.IGNORECASE))


def _another_join(text: str, at: int) -> bool:
    found = _JOIN.search(text, at)
    return bool(found and found[0].strip() != ",")


def _names_too_little(clause: str) -> bool:
    """Whether a clause alone could not be looked for: "when", "why not", "who"."""
    words = [word for word in _WORD.findall(clause) if word.casefold() not in STOP_WORDS]
    return not words or len(_WORD.findall(clause)) <= _FEW_WORDS


def _sides(text: str) -> list[str]:
    """The question once for each side of a comparison."""
    if (found := _CHOICE.match(text)) and not _JOIN.search(found["ask"]) and _alike(found["one"], found["two"]):
        return [f"{found['ask']}: {side}?" for side in (found["one"], found["two"])]
    if found := _THAN.match(text):
        return [f"{found['ask']} {side} {found['how']}{found['rest']}?" for side in (found["one"], found["two"])]
    if (found := _DIFFERENCE.match(text)) and not _ONE_NAME.search(text):
        return [f"{found['ask']} {side}?" for side in (found["one"], found["two"])]
    return [text]


def _alike(one: str, two: str) -> bool:
    """Whether two sides are things to choose from: neither is an afterthought like "or not", "or so"."""
    return bool(_WORD.search(one)) and not re.match(r"(?:not|so|else|more|less|no)\b", two, re.IGNORECASE)
