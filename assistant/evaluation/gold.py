"""Which gold of a case can be found at all, given the articles that are there.

Gold that is not in the archive cannot be retrieved by anybody: left in, it would lower every score a little, and of a
case that has no other gold it would make a certain failure.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from assistant.evaluation.cases import Case, ClaimCase, Gold, PageCase


def articles_of(case: Case) -> tuple[str, ...]:
    """Ids of the articles that a case is judged by, each once."""
    if isinstance(case, PageCase):
        return ()
    named = [gold.article_id for gold in case.gold if gold.article_id is not None]
    cited = case.cited_articles if isinstance(case, ClaimCase) else ()
    return tuple(dict.fromkeys((*named, *cited)))


def quotes_of(cases: Iterable[Case]) -> Iterator[tuple[str, Gold]]:
    """Every case's id with each gold of it that has quotes."""
    for case in cases:
        if not isinstance(case, PageCase):
            yield from ((case.id, gold) for gold in case.gold if gold.quotes)


def within(case: Case, articles: Container[str]) -> Case | None:
    """The case with only the gold that is in `articles`; None when nothing is left that it could be judged by.

    A sentence set that has lost a sentence is not sufficient any more, so it goes as well.
    """
    wanted = articles_of(case)
    if isinstance(case, PageCase) or all(one in articles for one in wanted):
        return case
    gold = tuple(one for one in case.gold if one.article_id is None or one.article_id in articles)
    if not isinstance(case, ClaimCase):
        return replace(case, gold=gold) if gold else None
    cited = tuple(one for one in case.cited_articles if one in articles)
    quotes = {quote for one in gold for quote in one.quotes}
    sets = tuple(sentences for sentences in case.sentence_sets if quotes.issuperset(sentences))
    if (case.gold and not gold) or not (gold or cited) or (case.sentence_sets and not sets):
        return None
    return replace(case, gold=gold, cited_articles=cited, sentence_sets=sets)
