"""Question -> everything found for it: each of its parts searched for, read again, and interleaved.

parts -> retrieve each -> rerank each -> one list in which every part has its best passages first
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assistant.language.opposites import opposed
from assistant.retrieval.rerank import Reranker, rerank
from assistant.retrieval.retrieve import retrieve
from assistant.types import Evidence, Question
from corpus import Archive
from corpus.embed import Embeddings

DENYING = 10
"""Passages that are looked for with the opposite of a claim."""


@dataclass(frozen=True, slots=True)
class Results:
    """What was found for a question, best first."""

    evidence: list[Evidence]
    failure: Exception | None = None
    """What the reranker raised; the evidence is then in the order of the search."""


def search(
    archive: Archive,
    parts: Sequence[Question],
    limit: int,
    *,
    embeddings: Embeddings | None = None,
    reranker: Reranker | None = None,
    budget: float = 0.0,
) -> Results:
    """At most `limit` passages for a question in one or more parts. `budget` is the reranker's, in seconds."""
    found: list[list[Evidence]] = []
    failure: Exception | None = None
    until = time.monotonic() + budget
    for number, part in enumerate(parts):
        ranked = retrieve(archive, part, limit, embeddings)
        if reranker is not None and failure is None:
            share = (until - time.monotonic()) / (len(parts) - number)
            try:
                ranked = rerank(ranked, part.standalone, reranker, share)
            except Exception as error:  # whatever a model may raise, the order of the search is there
                failure = error
        found.append(ranked)
    return Results(interleaved(found)[:limit], failure)


def with_what_denies(
    archive: Archive, claim: Question, found: Sequence[Evidence], embeddings: Embeddings | None
) -> list[Evidence]:
    """What was found for a claim, and behind it what its opposite finds besides (`assistant.language.opposites`)."""
    turned = opposed(claim.standalone)
    if turned is None:
        return list(found)
    known = {(item.passage.article_id, item.passage.start) for item in found}
    denying = retrieve(archive, replace(claim, text=turned, standalone=turned), DENYING, embeddings)
    return [*found, *(item for item in denying if (item.passage.article_id, item.passage.start) not in known)]


def interleaved(found: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """The best passage of each list, then the second of each, ...; one that several lists hold keeps its best score."""
    if len(found) == 1:
        return list(found[0])
    placed: dict[tuple[str, int], Evidence] = {}
    for row in zip_longest(*found):
        for item in sorted((item for item in row if item is not None), key=lambda item: -item.score):
            place = (item.passage.article_id, item.passage.start)
            known = placed.get(place)
            placed[place] = item if known is None else replace(known, score=max(known.score, item.score))
    return list(placed.values())
