"""Question -> Evidence: words, meaning and time together, copies folded into one.

Score of a passage: (L + 0.5 D + 0.6 T) over the weights of the signals that took part. L is its BM25 score over the
best one, D its cosine similarity spread over the candidates' range, and T = exp(-days / 14) with the days between the
article's publication and the day asked about (or on), in either direction. The weight and the 14 days of T are the
middle of a plateau on `realtimeqa` (docs/architecture.md has the figures). Filters are hard cuts in both indexes and
checked again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.types import Coverage, Evidence, Filters, Question
from corpus import Archive, Passage, Selection
from corpus.embed import Embeddings
from corpus.selection import day_number

CANDIDATES = 100
"""Passages taken from each index before they are ranked together."""
DENSE_WEIGHT = 0.5
TIME_WEIGHT = 0.6
TIME_SCALE_DAYS = 14.0
NEAR_ENOUGH = 0.05
"""Where even the nearest article is six weeks from the day asked about, time says nothing and is left out."""
COPY_OVERLAP = 0.7
"""Share of a passage's five-word runs that another one must hold to be a copy of it."""
_RUN = 5
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\w*\d[\w.,]*")


def selection_of(filters: Filters) -> Selection:
    """The filters in the form that the indexes understand."""
    return Selection.of(
        published_from=filters.published_from,
        published_to=filters.published_to,
        as_of=filters.as_of,
        outlets=filters.outlets,
    )


def retrieve(archive: Archive, question: Question, limit: int, embeddings: Embeddings | None = None) -> list[Evidence]:
    """The best passages for a question, best first, each story once, at most `limit`.

    `embeddings` must be the model that made the archive's vectors; without it the search is by words and time.
    """
    selection = selection_of(question.filters)
    lexical = {hit.passage_id: hit.score for hit in archive.lexical.search(question.standalone, CANDIDATES, selection)}
    dense: dict[int, float] = {}
    vectors = archive.vectors() if embeddings else None
    if embeddings and vectors:
        dense = dict(vectors.search(embeddings.embed_query(question.standalone), CANDIDATES, selection))
    ids = list(lexical | dense)
    found = [passage for passage in archive.store.passages(ids) if _admitted(passage, selection)]
    ranked = rank(found, lexical, dense, question.about or question.asked_on)
    return fold_copies(ranked, limit)


def rank(
    passages: Sequence[Passage], lexical: dict[int, float], dense: dict[int, float], centre: date
) -> list[Evidence]:
    """Passages with their fused score, best first. `lexical` and `dense` are raw scores by passage id.

    `centre` is the day about which articles are looked for.
    """
    best_lexical = max(lexical.values(), default=0.0) or 1.0
    low, high = min(dense.values(), default=0.0), max(dense.values(), default=0.0)
    spread = (high - low) or 1.0
    near = {passage.id: nearness(passage, centre) for passage in passages}
    weights = {"lexical": 1.0}
    if max(near.values(), default=0.0) >= NEAR_ENOUGH:
        weights["time"] = TIME_WEIGHT
    if dense:
        weights["dense"] = DENSE_WEIGHT
    evidence = []
    for passage in passages:
        signals = {
            "lexical": lexical.get(passage.id, 0.0) / best_lexical,
            "time": near[passage.id],
            "dense": (dense[passage.id] - low) / spread if passage.id in dense else 0.0,
        }
        signals = {name: signals[name] for name in weights}
        score = sum(weight * signals[name] for name, weight in weights.items()) / sum(weights.values())
        evidence.append(Evidence(passage=passage, score=score, signals=signals))
    evidence.sort(key=lambda item: (-item.score, item.passage.id))
    return evidence


def nearness(passage: Passage, centre: date) -> float:
    """How near in time an article is to the day asked about, from 1 (the same day) down to 0 (far, or not known)."""
    if passage.source.published is None:
        return 0.0
    return math.exp(-abs((passage.source.published - centre).days) / TIME_SCALE_DAYS)


def fold_copies(ranked: Sequence[Evidence], limit: int) -> list[Evidence]:
    """Keep the first of passages that say the same in the same words, with the others' sources as its copies.

    A passage that differs in a figure is not a copy, however alike the rest is.
    """
    kept: list[Evidence] = []
    shingles: list[tuple[set[tuple[str, ...]], set[str]]] = []
    for item in ranked:
        if len(kept) == limit:
            break
        runs, figures = _runs(item.passage.text)
        for place, (other_runs, other_figures) in enumerate(shingles):
            smaller = min(len(runs), len(other_runs))
            alike = bool(smaller) and len(runs & other_runs) >= COPY_OVERLAP * smaller
            if alike and (figures <= other_figures or other_figures <= figures):
                if item.passage.article_id != kept[place].passage.article_id:
                    kept[place] = replace(kept[place], copies=(*kept[place].copies, item.passage.source))
                break
        else:
            kept.append(item)
            shingles.append((runs, figures))
    return kept


def coverage(archive: Archive, filters: Filters, queries: tuple[str, ...], signals: tuple[str, ...]) -> Coverage:
    """What there was to search."""
    selection = selection_of(filters)
    held = archive.totals(selection)
    whole = archive.totals(Selection())
    left_out = archive.totals(replace(selection, published=None, known_until=None)).undated - held.undated
    return Coverage(
        articles=held.articles,
        articles_in_archive=whole.articles,
        outlets=held.outlets,
        published_first=held.published_first,
        published_last=held.published_last,
        undated=held.undated,
        left_out_undated=left_out if selection.needs_a_date else 0,
        queries=queries,
        signals=signals,
        filters=filters,
    )


def _admitted(passage: Passage, selection: Selection) -> bool:
    source = passage.source
    return selection.admits(day_number(source.published), day_number(source.known_by), (source.outlet or "").casefold())


def _runs(text: str) -> tuple[set[tuple[str, ...]], set[str]]:
    """The five-word runs of a text, and the words in it that hold a digit."""
    text = text.casefold()
    words = _WORD.findall(text)
    runs = {tuple(words[i : i + _RUN]) for i in range(max(1, len(words) - _RUN + 1))}
    return runs, set(_FIGURE.findall(text))
