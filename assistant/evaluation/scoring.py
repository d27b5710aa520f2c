"""Everything a dataset is scored by: its metrics, aggregates and tables. Which they are depends on its labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from assistant.evaluation.labels import scheme_for
from assistant.evaluation.metrics import aggregates_for, metrics_for
from assistant.evaluation.metrics.abstention import outcome_table
from assistant.evaluation.metrics.confidence import reliability, risk_coverage, rows_of
from assistant.evaluation.metrics.latency import percentiles
from assistant.evaluation.metrics.verdicts import confusion_table
from assistant.evaluation.saved_run import SavedRun
from assistant.evaluation.scores import Aggregate, CaseResult, Metric
from assistant.evaluation.summary import SystemSummary, Table, summarise


@dataclass(frozen=True, slots=True)
class Scoring:
    """The yardstick of a run, the same for every system in it."""

    metrics: tuple[Metric, ...]
    aggregates: tuple[Aggregate, ...]
    tables: dict[str, Table]

    @classmethod
    def of_labels(
        cls, labels: Iterable[str], metrics: Sequence[Metric] = (), aggregates: Sequence[Aggregate] = ()
    ) -> Scoring:
        """The standard scores of a dataset whose claims have these labels (none when it has no claims), and what is
        added. Raises `EvaluationError` for a label that nobody knows."""
        known = list(labels)
        tables = dict(_TABLES)
        if known:
            scheme = scheme_for(known)
            tables["verdicts"] = lambda results: confusion_table(results, scheme)
        return cls((*metrics_for(known), *metrics), (*aggregates_for(known), *aggregates), tables)

    @classmethod
    def of_run(cls, run: SavedRun) -> Scoring:
        """The standard one for the dataset of a run."""
        return cls.of_labels(run.info.settings.get("labels") or ())

    def summaries(self, results: Sequence[CaseResult], seed: int) -> dict[str, SystemSummary]:
        """The summary of each system, over the scores of the kinds of case it was given."""
        names = dict.fromkeys(result.system for result in results)
        return {name: self._summary([r for r in results if r.system == name], seed) for name in names}

    def _summary(self, results: Sequence[CaseResult], seed: int) -> SystemSummary:
        kinds = {result.case.kind for result in results}
        metrics = [metric for metric in self.metrics if metric.kind in kinds]
        aggregates = [aggregate for aggregate in self.aggregates if aggregate.kind in kinds]
        return summarise(results, metrics, aggregates, seed, self.tables)


def _of_kind(kind: str) -> dict[str, Table]:
    """The curves for the confidence of answers, or of verdicts."""
    prefix = "" if kind == "question" else "claims_"
    return {
        f"{prefix}risk_coverage": lambda results: [list(p) for p in risk_coverage(rows_of(results, kind=kind))],
        f"{prefix}reliability": lambda results: [asdict(bar) for bar in reliability(rows_of(results, kind=kind))],
    }


_TABLES: dict[str, Table] = {
    "outcomes": outcome_table,
    **_of_kind("question"),
    **_of_kind("claim"),
    "seconds": percentiles,
}
