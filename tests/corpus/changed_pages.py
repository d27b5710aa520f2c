"""A page and its later states: changed in a sentence, grown, and another one under its address."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime

from corpus.records import Article
from tests.corpus.builders import an_article

URL = "https://example.org/news/withdrawal"


def sentence(seed: int, words: int = 14) -> str:
    rng = random.Random(seed)
    return " ".join(f"word{rng.randrange(5000)}" for _ in range(words)).capitalize() + "."


BODY = " ".join(sentence(n) for n in range(20))
CHANGED = BODY.replace(sentence(3), "The ministry said that 15,000 troops had left the ranges near Rostov.")
GROWN = " ".join([*(sentence(n) for n in range(100, 130)), *(sentence(n) for n in range(12))])
OTHER = " ".join(sentence(n) for n in range(200, 220))


def captured(text: str, day: int | None, *, url: str | None = URL, outlet: str | None = "Sputnik") -> Article:
    archived = datetime(2014, 11, day, 12, tzinfo=UTC) if day else None
    return an_article(text, url=url, outlet=outlet, archived=archived)


def dated(text: str, *, published: date | None = None, modified: date | None = None) -> Article:
    article = an_article(text, url=URL, published=published)
    return replace(article, source=replace(article.source, modified=modified))
