"""A second look at the best passages: a model reads question and passage together and scores how well they fit.

None is used unless it is named (`FACTCHECK_RERANKER`): any cross-encoder that sentence-transformers can load, by its
name on the Hugging Face hub or as a folder. It is given the best passages first, a few at a time, until its time is
spent. Its scores are fused with those of the first stage and only reorder the passages it has seen, within the range of
scores they had; the others keep their order behind them. So a small budget, or a model that is no good, cannot bury
what words, meaning and dates found further than the place of the last passage it looked at.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from assistant.errors import ModelUnavailable
from assistant.types import Evidence
from corpus.model_hub import only_local_files

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

RERANK_WEIGHT = 0.5
"""Share of the reranker in the fused score. Even, because it was not measured: no strong cross-encoder could be had
where this was written, and a weak one (trained on 9,000 pairs) helped on one set and hurt on two."""
BATCH = 4
"""Passages scored at once: few, so that the time is looked at often. A small cross-encoder takes 5 to 20 ms for each
on one core."""
MOST = 50
"""Beyond this rank a passage is hardly ever the answer, and reading it would only take time."""


class Reranker(Protocol):
    """What scores passages against a question."""

    def __call__(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """One number in [0, 1] for each passage, greater is better."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder with one output, such as those trained on MS MARCO."""

    def __init__(self, name: str) -> None:
        """`name` is a folder or a name on the Hugging Face hub. Raises `ModelUnavailable`, one line with the reason."""
        self.name = name
        local = only_local_files(name)
        try:
            from sentence_transformers import CrossEncoder

            self._model: CrossEncoder = CrossEncoder(name, device="cpu", local_files_only=local)
            outputs = int(self._model.num_labels)
        except Exception as error:
            # The library raises a dozen kinds of error for a model that is not there or not whole.
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelUnavailable(f"the reranker {name} cannot be loaded: {reason}") from error
        if outputs != 1:
            raise ModelUnavailable(f"{name} is no reranker: it gives {outputs} numbers for a passage, not one")

    def __call__(self, query: str, passages: Sequence[str]) -> list[float]:
        import torch

        pairs = [(query, passage) for passage in passages]
        scores = self._model.predict(pairs, activation_fn=torch.nn.Sigmoid(), show_progress_bar=False)
        return [float(score) for score in scores]


def rerank(evidence: Sequence[Evidence], query: str, reranker: Reranker, budget: float) -> list[Evidence]:
    """The passages in their new order, those that were scored first; `budget` is in seconds.

    At least one batch is scored. A further one is begun only when there is time left for as long as the slowest so far
    took. What the reranker raises is not caught.
    """
    if not evidence:
        return []
    until = time.monotonic() + budget
    scores: list[float] = []
    slowest = 0.0
    most = min(MOST, len(evidence))
    while len(scores) < most and (not scores or time.monotonic() + slowest <= until):
        batch = evidence[len(scores) : min(most, len(scores) + BATCH)]
        started = time.monotonic()
        given = reranker(query, [_read(item) for item in batch])
        if len(given) != len(batch):
            raise ValueError(f"{len(given)} scores for {len(batch)} passages")
        scores += given
        slowest = max(slowest, time.monotonic() - started)
    return [*_fused(evidence[: len(scores)], scores), *evidence[len(scores) :]]


def _fused(seen: Sequence[Evidence], scores: Sequence[float]) -> list[Evidence]:
    """The passages that were scored, best first. Scores of both stages are spread over the same range: a model may
    find everything improbable and still know the order."""
    high, low = seen[0].score, seen[-1].score
    best, worst = max(scores), min(scores)
    fused = []
    for item, score in zip(seen, scores, strict=True):
        second = low + (high - low) * ((score - worst) / (best - worst) if best > worst else 0.5)
        total = (1 - RERANK_WEIGHT) * item.score + RERANK_WEIGHT * second
        fused.append(replace(item, score=total, signals={**item.signals, "rerank": score}))
    return sorted(fused, key=lambda item: (-item.score, item.passage.id))


def _read(item: Evidence) -> str:
    """What the model reads of a passage: the headline tells what "it" and "the minister" are."""
    title = item.passage.source.title
    return f"{title}\n{item.passage.text}" if title else item.passage.text
