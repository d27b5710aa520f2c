"""What was typed, with its conversation and filters -> a standalone `Question`, or a clear refusal. Pure.

A follow-up ("And in July?", "Why did he do that?") means nothing to a search on its own. Without a model it is made
whole by appending the question it follows: the words of both are searched, and the answer must fit the new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from assistant.errors import InvalidQuestion
from assistant.language.when import date_mentions
from assistant.types import Filters, Question, Turn
from corpus.terms import STOP_WORDS

LONGEST_QUESTION = 4_000
"""Characters. A question is a sentence, a claim at most a paragraph; longer texts are for `review`."""

Asked = str | Mapping[str, Any]
"""A question, or a mapping with "question" and the options of `Assistant.ask`."""

_HALF = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_WANTED = {
    "question": "write what you want to know",
    "query": "write what to look for",
    "claim": "write what is to be checked",
}
_POINTS_BACK = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those|there|then|one|ones|so|former"
    r"|latter|same)\b",
    re.IGNORECASE,
)
_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should)"
_ITS_OWN = re.compile(
    rf"^(?:which|what) (?!(?:{_AUXILIARY}|about|happened)\b)(?:[\w’'-]+ ){{1,6}}?(?:"
    r"(?:announc|claim|confirm|admit|reveal|declar|promis|warn|vow|pledg)\w*(?:ed|s)(?: \w+day)?(?: that)?"
    r" (?:it|they|he|she) (?=(?:will|would|has|had|plans|plan|can|could|is|are|was|were)\b)"
    rf"|(?!{_AUXILIARY}\b)(?!\w+ing\b)[a-z]+(?:ed|t|s) (?:its|their)\b)",
    re.IGNORECASE,
)
"""Up to a pronoun for the question's own noun: "Which brand announced it will", "What country reopened its borders"."""
_GOES_ON = re.compile(r"\s*(?:and|but|or|so|what about|how about|why not|since when)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)(?<![.!?]\s)\b[A-Z][\w-]+|\b[A-Z]{2,}\b|\b\d{4}\b")
_FEW_WORDS = 3
_CLOSE_DAYS = 14
_BARE_WORDS = 2
"""So short a question ("Why Rostov?") asks nothing without what came before, whatever it names."""


def understand(
    text: str,
    *,
    history: Iterable[Any] = (),
    asked_on: date | str | None = None,
    as_of: date | str | None = None,
    published_from: date | str | None = None,
    published_to: date | str | None = None,
    outlets: Sequence[str] = (),
    today: date,
    called: str = "question",
) -> Question:
    """The question made whole. Dates may be given as `date` or in the form YYYY-MM-DD, `history` as `turns` takes it.
    `called` is what an error calls the text: "question", "query" or "claim".

    Raises `InvalidQuestion` when the text is empty or too long, or a filter cannot be used.
    """
    text = readable(" ".join(text.split()))
    if not _WORD.search(text):
        raise InvalidQuestion(f"the {called} is empty: {_WANTED[called]}")
    if len(text) > LONGEST_QUESTION:
        raise InvalidQuestion(
            f"the question has {len(text):,} characters, at most {LONGEST_QUESTION:,} are read:"
            " ask one thing at a time, or give a long text to review"
        )
    if isinstance(outlets, str) or not all(isinstance(name, str) and name.strip() for name in outlets):
        # A blank name must not turn into "any outlet": filters fail closed.
        raise InvalidQuestion("outlets must be a list of names, none of them empty")
    filters = Filters(
        as_of=parse_day(as_of, "as_of"),
        published_from=parse_day(published_from, "published_from"),
        published_to=parse_day(published_to, "published_to"),
        outlets=tuple(readable(name.strip()) for name in outlets),
    )
    if filters.published_from and filters.published_to and filters.published_from > filters.published_to:
        raise InvalidQuestion(
            f"the dates are the wrong way round: from {filters.published_from} to {filters.published_to}"
        )
    day = parse_day(asked_on, "asked_on") or filters.as_of
    return Question(
        text=text,
        standalone=standalone(text, turns(history)),
        asked_on=day or today,
        about=_day_named(text, day),
        filters=filters,
        assumed_today=day is None,
    )


def turns(history: Iterable[Any]) -> tuple[Turn, ...]:
    """The earlier turns, each given as `Turn`, (question, answer), {"question": ..., "answer": ...} or a question.

    Raises `InvalidQuestion` for anything else.
    """
    if isinstance(history, str | Mapping) or not isinstance(history, Iterable):
        raise InvalidQuestion("history must be a list of earlier turns, oldest first")
    found = []
    for given in history:
        match given:
            case Turn():
                found.append(given)
            case str() as asked:
                found.append(Turn(asked))
            case (str() as asked, str() as answer):
                found.append(Turn(asked, answer))
            case {"question": str() as asked, **rest}:
                found.append(Turn(asked, str(rest.get("answer") or "")))
            case _:
                raise InvalidQuestion("a turn of history must be a Turn, a question, or a question with its answer")
    return tuple(found)


def with_options(asked: Asked) -> tuple[str, dict[str, Any]]:
    """A question and its own options. Raises `InvalidQuestion` for anything else."""
    if isinstance(asked, str):
        return asked, {}
    if not isinstance(asked, Mapping) or not isinstance(asked.get("question"), str):
        raise InvalidQuestion('ask with a text, or with a mapping that has a text under "question"')
    return asked["question"], {name: value for name, value in asked.items() if name != "question"}


def _day_named(text: str, asked_on: date | None) -> date | None:
    """The first day or month that the question names, relative to `asked_on` ("last month") where that was given.

    A day named without its year that is close to `asked_on` anyway ("on Tuesday") leaves that as the centre.
    """
    for mention in date_mentions(text, asked_on):
        try:
            day = mention.middle if mention.month else None
        except ValueError:  # "31 June 2014" is words, not a day
            continue
        if day and (mention.explicit or (asked_on and abs((day - asked_on).days) > _CLOSE_DAYS)):
            return day
    return None


def standalone(text: str, history: Sequence[Turn]) -> str:
    """The question with the one it follows appended, when it needs that to be understood.

    That is the last one which can be understood by itself: "Why there?" after "And how many?" follows neither.
    """
    if not needs_context(text):
        return text
    asked = [" ".join(turn.question.split()) for turn in history if turn.question.strip()]
    earlier = next((question for question in reversed(asked) if not needs_context(question)), asked[:1] and asked[0])
    return f"{text} ({readable(earlier[:LONGEST_QUESTION])})" if earlier else text


def readable(text: str) -> str:
    """The text with half characters (bytes of a terminal that are no UTF-8) marked as such, at the same length."""
    return _HALF.sub("\ufffd", text)


def needs_context(text: str) -> bool:
    """Whether a question reads like the continuation of a conversation."""
    words = [word for word in _WORD.findall(text) if word.casefold() not in STOP_WORDS]
    names_something = bool(_NAME.search(text))
    if len(words) < _FEW_WORDS and (_GOES_ON.match(text) or not names_something):
        return True
    if len(_WORD.findall(text)) <= _BARE_WORDS:
        return True
    own = _ITS_OWN.match(text) if len(words) > _FEW_WORDS else None
    return bool(_POINTS_BACK.search(text, own.end() if own else 0)) and not names_something


def parse_day(value: date | str | None, name: str) -> date | None:
    """A day given as `date` or YYYY-MM-DD. Raises `InvalidQuestion` naming the filter."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip())
    except (ValueError, AttributeError):
        raise InvalidQuestion(f"{name}: {value!r} is not a date; write it as YYYY-MM-DD, such as 2014-11-05") from None
