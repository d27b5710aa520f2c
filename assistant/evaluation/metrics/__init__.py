"""What is measured. A new metric is a function in one of these modules, or a new one, and an entry here."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.evaluation.labels import scheme_for
from assistant.evaluation.metrics import (
    abstention,
    answers,
    citations,
    confidence,
    correctness,
    evidence,
    extraction,
    retrieval,
    verdicts,
)
from assistant.evaluation.scores import Aggregate, Metric

METRICS: tuple[Metric, ...] = (
    *retrieval.METRICS,
    *evidence.METRICS,
    correctness.ANSWER,
    *answers.METRICS,
    answers.LENGTH,
    *citations.METRICS,
    *extraction.METRICS,
)
"""Those that are the same for every dataset."""

AGGREGATES: tuple[Aggregate, ...] = (*abstention.AGGREGATES, *confidence.AGGREGATES)


def metrics_for(labels: Iterable[str]) -> tuple[Metric, ...]:
    """All metrics for a dataset whose claims have these labels; without labels none of verdicts.

    Raises `EvaluationError` for labels that nobody knows, so ask before a run rather than after it.
    """
    known = list(labels)
    if known:
        scheme_for(known)
    return (*METRICS, correctness.VERDICT) if known else METRICS


def aggregates_for(labels: Iterable[str]) -> tuple[Aggregate, ...]:
    """The same for aggregates. Verdicts have one for each class that the dataset tells apart."""
    known = list(labels)
    return (*AGGREGATES, *verdicts.verdict_aggregates(scheme_for(known))) if known else AGGREGATES
