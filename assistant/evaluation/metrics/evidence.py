"""Does a verdict rest on the right articles and sentences? Claims that have gold, or cited articles, only.

Retrieval is judged by articles here: a claim has no answer that would show which passage is the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.evaluation.cases import ClaimCase
from assistant.evaluation.metrics.relevance import carriers
from assistant.evaluation.metrics.sentences import holds
from assistant.evaluation.outputs import CitedQuote, RankedPassage, VerdictOutput
from assistant.evaluation.scores import Metric, Score

RANKS = (1, 3, 5, 10)
SHOWN = 2
"""Sentences counted of those shown: for .79 of the claims of `wice` that have gold, two are a whole set."""


def _article_recall(k: int) -> Callable[[ClaimCase, VerdictOutput], Score | None]:
    """Share of the gold articles (of `cited_articles`, when nothing is gold) that the first k passages come from.

    k counts passages, as a reader does, so with more than k gold articles it cannot reach 1. Gold without an article is
    there when one of the passages holds one of its quotes.
    """

    def of(case: ClaimCase, output: VerdictOutput) -> Score | None:
        first = output.ranked[:k]
        there = list(_articles_there(case, first))
        if not there:
            return None
        return Score(sum(there) / len(there), f"{sum(there)} of {len(there)} articles in the first {k} passages")

    return of


def _article_hit(k: int) -> Callable[[ClaimCase, VerdictOutput], Score | None]:
    """Whether any gold article is among the first k passages ("first gold within k"), of the gold of `_article_recall`.

    It can reach 1 for a claim with more gold articles than k, too.
    """

    def of(case: ClaimCase, output: VerdictOutput) -> Score | None:
        there = list(_articles_there(case, output.ranked[:k]))
        return Score(float(any(there)), f"{sum(there)} of {len(there)} articles") if there else None

    return of


def _articles_there(case: ClaimCase, passages: tuple[RankedPassage, ...]) -> Iterator[bool]:
    seen = {article for passage in passages for article in carriers(passage)}
    named = {gold.article_id for gold in case.gold if gold.article_id is not None}
    for article in named or (() if case.gold else set(case.cited_articles)):
        yield article in seen
    for gold in case.gold:
        if gold.article_id is None:
            yield any(holds(passage.text, quote) for passage in passages for quote in gold.quotes)


def _sentence_sets(case: ClaimCase) -> list[tuple[str, ...]]:
    every = tuple(dict.fromkeys(quote for gold in case.gold for quote in gold.quotes))
    return [sentences for sentences in case.sentence_sets if sentences] or ([every] if every else [])


def _cites(cited: CitedQuote, sentence: str, case: ClaimCase) -> bool:
    """Whether the quote is this gold sentence, in an article where the dataset has it; anywhere, if it names none."""
    homes = {gold.article_id for gold in case.gold if sentence in gold.quotes} or {None}
    return holds(cited.quote, sentence) and (None in homes or bool(carriers(cited) & homes))


def _against(sentences: tuple[str, ...], case: ClaimCase, cited: tuple[CitedQuote, ...]) -> tuple[float, float, float]:
    """(F1, recall, precision) of the cited quotes against one gold set, in the order in which sets are compared."""
    right = sum(any(_cites(quote, sentence, case) for sentence in sentences) for quote in cited)
    found = sum(any(_cites(quote, sentence, case) for quote in cited) for sentence in sentences)
    precision, recall = right / len(cited), found / len(sentences)
    return (2 * precision * recall / (precision + recall) if right else 0.0), recall, precision


def _evidence(which: int, *, of_nothing: float | None) -> Callable[[ClaimCase, VerdictOutput], Score | None]:
    """A verdict's cited sentences, supporting and refuting together, against the gold set that they fit best (by F1).

    Each of `sentence_sets` is enough by itself, as in FEVER (Thorne et al. 2018); without them all gold
    sentences together are the one set. Nothing cited: recall and F1 are 0, precision does not apply.
    """

    def of(case: ClaimCase, output: VerdictOutput) -> Score | None:
        sets, cited = _sentence_sets(case), output.citations
        if not sets or output.label is None:
            return None
        if not cited:
            return None if of_nothing is None else Score(of_nothing, "nothing is cited")
        best = max(sets, key=lambda sentences: _against(sentences, case, cited))
        return Score(_against(best, case, cited)[which], f"{len(cited)} cited, best gold set has {len(best)} sentences")

    return of


def _shown(case: ClaimCase, output: VerdictOutput) -> Score | None:
    """F1 of the first two sentences that a reader is shown, whether the verdict takes a side or not, against the gold
    set that they fit best. Nothing shown: 0."""
    sets, shown = _sentence_sets(case), output.shown[:SHOWN]
    if not sets or output.label is None:
        return None
    if not shown:
        return Score(0.0, "nothing is shown")
    best = max(sets, key=lambda sentences: _against(sentences, case, shown))
    return Score(_against(best, case, shown)[0], f"{len(shown)} shown, best gold set has {len(best)} sentences")


METRICS = (
    *(Metric(f"retrieval/article-hit@{k}", _article_hit(k), kind="claim") for k in RANKS),
    *(Metric(f"retrieval/article-recall@{k}", _article_recall(k), kind="claim") for k in RANKS),
    Metric("evidence/precision", _evidence(2, of_nothing=None), kind="claim"),
    Metric("evidence/recall", _evidence(1, of_nothing=0.0), kind="claim"),
    Metric("evidence/f1", _evidence(0, of_nothing=0.0), kind="claim"),
    Metric("evidence/shown-f1", _shown, kind="claim"),
)
