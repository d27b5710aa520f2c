"""Questions that an archive can answer, made of its own sentences. Each is tried before it is offered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from assistant.language.new_names import NOT_NAMES
from assistant.language.speaker import speaker
from assistant.types import Answer, Outcome
from corpus import Archive
from corpus.split import sentences

LOOK_AT = 60
"""Articles looked at, newest first."""
_SENTENCES = 12
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w’'-]+ )*[A-Z][\w’'-]+")
_DEATHS = re.compile(
    r"\b(?P<noun>people|workers|miners|soldiers|children|civilians) (?:had |have )?(?P<verb>died|were killed)\b"
)
_ORDERED = re.compile(
    r"\b(?:has |had )?(?P<verb>ordered|banned|suspended|nominated|dismissed)"
    r" (?P<what>(?:[A-Z][\w’'-]+ ){1,5}to (?:[^.,;“\"]|(?<=\d),(?=\d)){10,60}?)"
    r"(?= (?:from|in|at|on|by|after|before|for|who|which|and)\b|[.;])"
)
_TITLES = frozenset(
    """
    Prime Minister President Secretary General Vice-President Chancellor Governor Director Chief Senator Sen Rep Mr
    Mrs Ms Dr Commissioner Commission Foreign Defence Defense Deputy Interior Finance Energy Spokesman Russian
    Ukrainian American British French German Turkish Chinese Professor King Queen Judge Justice Mayor Pope NATO EU UN
    US UK""".split()
)


def suggestions(archive: Archive, ask: Callable[[str], Answer], most: int) -> list[str]:
    """At most `most` questions, each answered first of all by another article."""
    return list(islice(_working(archive, ask), most))


def _working(archive: Archive, ask: Callable[[str], Answer]) -> Iterator[str]:
    asked: set[str] = set()
    for article_id in archive.store.newest_articles(LOOK_AT):
        text = archive.store.article(article_id).text
        names = topics(text)
        for span in sentences(text)[:_SENTENCES]:
            question = question_from(span.of(text), names)
            if question and question not in asked and _answers(ask(question), article_id):
                asked.add(question)
                yield question
                break


def _answers(answer: Answer, article_id: str) -> bool:
    return answer.outcome is Outcome.ANSWERED and answer.citations[0].article_id == article_id


def topics(text: str) -> list[str]:
    """The names that an article is about: those it uses more than once inside its sentences, most used first."""
    counts = Counter(name for name in _NAME.findall(text) if name not in NOT_NAMES)
    return [name for name, times in counts.most_common(8) if times > 1 and not set(name.split()) & _TITLES]


def question_from(sentence: str, names: list[str]) -> str | None:
    """A question that this sentence answers, or None when it has no such shape. `names` are the article's topics."""
    if order := _ORDERED.search(sentence):
        return f"Who {order['verb']} {order['what'].strip()}?"
    topic = next((name for name in names if name in sentence), None)
    if topic and (deaths := _DEATHS.search(sentence)):
        return f"How many {deaths['noun']} {deaths['verb']} in {_as_named(topic, sentence)}?"
    who = person(speaker(sentence) or "")
    topic = next((name for name in names if name in sentence and name not in who and who not in name), None)
    return f"What did {who} say about {_as_named(topic, sentence)}?" if who and topic else None


def _as_named(topic: str, sentence: str) -> str:
    """The name with its article, where the sentence has one: "the United States"."""
    return f"the {topic}" if re.search(rf"\b[Tt]he {re.escape(topic)}\b(?! [A-Z])", sentence) else topic


def person(who: str) -> str:
    """The name in a speaker with an office ("NATO Secretary General Jens Stoltenberg" -> "Jens Stoltenberg"), or ""."""
    words = who.split()
    last_title = max((place for place, word in enumerate(words) if word in _TITLES or word.islower()), default=-1)
    name = words[last_title + 1 :]
    return " ".join(name) if 2 <= len(name) <= 3 and all(word[:1].isupper() for word in name) else ""
