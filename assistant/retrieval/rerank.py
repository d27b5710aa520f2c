"""A second look at the best passages: a model reads question and passage together and scores how well they fit.

`FACTCHECK_RERANKER` names it: the one that is installed with the assistant (`auto`, see `onnx_cross_encoder.py`), any
cross-encoder that sentence-transformers can load, by its name on the Hugging Face hub or as a folder, or `none`. It is
given the best passages first, a few at a time, until its time is spent. Its scores only reorder the passages it has
seen, within the range of scores they had; the others keep their order behind them. So a small budget, or a model that
is no good, cannot bury what words, meaning and dates found further than the place of the last passage it looked at.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from assistant.errors import ModelUnavailable
from assistant.retrieval.ranking import owed_to_time
from assistant.types import Evidence
from corpus.errors import first_line
from corpus.model_hub import only_local_files

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

RERANK_WEIGHT = 0.7
"""Share of the reranker in what of a score is not owed to time, of which it knows nothing. First / within five right by
words alone, then with `ms-marco-MiniLM-L-12-v2` at .5 and at .7: `clapnq` .927 / .980, .967 / .987, .973 / .987;
averitec (150 claims) .693 / .860, .733 / .860, .760 / .867; climate-fever (150) .460 / .747, .487 / .780, .487 / .787;
`realtimeqa` with its day .816 / .937, .830 / .951, .821 / .951. Where it had the same share of what time gives,
`realtimeqa` fell to .771 / .933."""
RERANK_BESIDE_DENSE = 0.3
"""The same where vectors speak too, which know already what words do not. The mean of averitec, climate-fever (150
claims), covidfact (150), `clapnq`, wice (100) and `realtimeqa` with its days and without: .797 / .927 at .3,
.796 / .926 at .5, .789 / .920 at .7."""
BATCH = 4
"""Passages scored at once: few, so that the time is looked at often. A small cross-encoder takes 15 to 40 ms for each
on one core."""
MOST = 8
"""Passages read at most. With 12 and 24 the figures above are the same within a question or two."""


class Reranker(Protocol):
    """What scores passages against a question."""

    def __call__(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """One number in [0, 1] for each passage, greater is better."""
        ...


def load_reranker(setting: str) -> Reranker:
    """The reranker that the setting names, not `none`. Raises `ModelUnavailable`, one line with the reason."""
    if setting != "auto":
        return CrossEncoderReranker(setting)
    from assistant.retrieval import onnx_cross_encoder

    folder = onnx_cross_encoder.installed()
    if folder is None:
        raise ModelUnavailable(f"{onnx_cross_encoder.NAME} is not installed")
    return onnx_cross_encoder.OnnxCrossEncoder(folder)


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder with one output, such as those trained on MS MARCO."""

    def __init__(self, name: str) -> None:
        """`name` is a folder or a name on the Hugging Face hub. Raises `ModelUnavailable`, one line with the reason."""
        self.name = name
        try:
            local = only_local_files(name)
            from sentence_transformers import CrossEncoder

            self._model: CrossEncoder = CrossEncoder(name, device="cpu", local_files_only=local)
            outputs = int(self._model.num_labels)
        except Exception as error:
            # The library raises a dozen kinds of error for a model that is not there or not whole.
            reason = first_line(error)
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
    seen, behind = evidence[: len(scores)], evidence[len(scores) :]
    return [*_fused(seen, scores, behind[0].score if behind else 0.0), *behind]


def _fused(seen: Sequence[Evidence], scores: Sequence[float], least: float) -> list[Evidence]:
    """The passages that were scored, best first, none with less than `least`. Scores of both stages are spread over the
    same range: a model may find everything improbable and still know the order."""
    share = RERANK_BESIDE_DENSE if "dense" in seen[0].signals else RERANK_WEIGHT
    when = [owed_to_time(item) for item in seen]
    what = [item.score - owed for item, owed in zip(seen, when, strict=True)]
    low, high = min(what), max(what)
    best, worst = max(scores), min(scores)
    fused = []
    for item, owed, first, score in zip(seen, when, what, scores, strict=True):
        second = low + (high - low) * ((score - worst) / (best - worst) if best > worst else 0.5)
        total = max(least, owed + (1 - share) * first + share * second)
        fused.append(replace(item, score=total, signals={**item.signals, "rerank": score}))
    return sorted(fused, key=lambda item: (-item.score, item.passage.id))


def _read(item: Evidence) -> str:
    """What the model reads of a passage: the headline tells what "it" and "the minister" are."""
    title = item.passage.source.title
    return f"{title}\n{item.passage.text}" if title else item.passage.text
