"""Which of the passages found for a question hold what it needs."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evaluation.cases import Gold, QuestionCase
from assistant.evaluation.metrics.sentences import holds
from assistant.evaluation.metrics.squad import contains
from assistant.evaluation.outputs import CitedQuote, RankedPassage

Source = str | tuple[str, ...]
"""A place where a case's answer stands: a gold article's id, or the quotes of a gold without one."""


def carriers(found: RankedPassage | CitedQuote) -> set[str]:
    """The articles whose words these are: its own, and the copies that were folded into it."""
    return {found.article_id, *found.copies}


def source(gold: Gold) -> Source:
    return gold.article_id if gold.article_id is not None else gold.quotes


def judged(case: QuestionCase, ranked: Sequence[RankedPassage]) -> list[RankedPassage]:
    """The ranking without the articles of which nobody said whether they answer, in the same order.

    What is left moves up: a condensed list (Sakai 2007, "Alternatives to Bpref"), which neither rewards nor punishes a
    system for finding what the dataset's makers did not look at. A passage that a gold article carries too stays.
    """
    gold, unjudged = {g.article_id for g in case.gold}, set(case.unjudged)
    return [p for p in ranked if not carriers(p) & unjudged or carriers(p) & gold]


def sources_in(passage: RankedPassage, case: QuestionCase) -> frozenset[Source]:
    """The gold that a passage brings; none when it is not relevant.

    It is relevant when a gold article carries it and it holds a gold answer or a gold sentence of that article: an
    article has many passages, and most of them answer nothing. Gold without an article is any passage with its words.
    """
    answered = any(contains(passage.text, answer) for answer in case.answers)
    return frozenset(
        source(gold)
        for gold in case.gold
        if (gold.article_id is None or gold.article_id in carriers(passage))
        and ((answered and gold.article_id is not None) or any(holds(passage.text, quote) for quote in gold.quotes))
    )
