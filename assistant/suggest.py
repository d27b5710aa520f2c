"""Questions that an archive can answer, made of its own sentences. Each is tried before it is offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from assistant.attribution import speaker
from corpus import Archive
from corpus.split import sentences

LOOK_AT = 60
"""Articles looked at, newest first."""
_ORDERED = re.compile(
    r"(?P<who>[A-Z]\w+(?: [A-Z]\w+){1,3})"
    r" (?P<verb>ordered|won|announced|signed|opened|founded|discovered|launched) (?P<rest>[^.,;:“\"]{12,70})(?=[.,;])"
)
_COUNT = re.compile(
    r"(?P<figure>\d[\d,.]*) (?P<noun>(?:[a-z]+ )?[a-z]{4,}s|people)"
    r" (?P<verb>died|were [a-z]+ed|took part[a-z ]*)"
)
_TOPIC = re.compile(r"\b(?:the )?[A-Z][a-z]+(?: (?:[a-z]+ )?[A-Z][a-z]+)*\b")
_FULL_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+$")


def suggestions(archive: Archive, answers: Callable[[str, str], bool], most: int) -> list[str]:
    """At most `most` questions, each from another article; `answers(question, article_id)` says whether it works."""
    return list(islice(_working(archive, answers), most))


def _working(archive: Archive, answers: Callable[[str, str], bool]) -> Iterator[str]:
    for article_id in archive.store.newest_articles(LOOK_AT):
        text = archive.store.article(article_id).text
        for span in sentences(text)[:12]:
            question = question_from(span.of(text))
            if question and answers(question, article_id):
                yield question
                break


def question_from(sentence: str) -> str | None:
    """A question that this sentence answers, or None when it has no such shape."""
    if found := _COUNT.search(sentence):
        return f"How many {found['noun']} {found['verb'].strip()}?"
    if found := _ORDERED.search(sentence):
        return f"Who {found['verb']} {found['rest'].strip()}?"
    who = speaker(sentence)
    name = _FULL_NAME.search(who) if who else None
    if who and name:
        topics = [t[0] for t in _TOPIC.finditer(sentence) if t[0] not in who and t.start() > 0]
        if topics:
            return f"What did {name[0]} say about {topics[0]}?"
    return None
