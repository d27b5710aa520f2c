"""Every case of a dataset through every system, kept in a folder that can be continued.

    dataset -> archive -> system(case) -> output -> scores -> results.jsonl -> summary.json, report.html

Each result is on the disk before the next case begins.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant import Assistant, Mode, Settings
from assistant.evaluation.built_once import Progress, default_cache, silent
from assistant.evaluation.cases import ClaimCase, PageCase
from assistant.evaluation.dataset import Dataset
from assistant.evaluation.environment import code_hash, environment
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.judging import AskedOn, judge, scored
from assistant.evaluation.lineup import BaselineName, answering, reading, takes
from assistant.evaluation.prepared import archive_report, gold_not_in, prepare
from assistant.evaluation.report import report_html
from assistant.evaluation.saved_run import (
    RESULTS,
    RUN,
    SUMMARY,
    ArchiveInfo,
    DatasetInfo,
    ResultWriter,
    RunInfo,
    SavedRun,
    write_json,
    write_results,
    write_run_info,
    write_text,
)
from assistant.evaluation.scores import Aggregate, CaseResult, Metric
from assistant.evaluation.scoring import Scoring
from assistant.evaluation.summary import SystemSummary
from assistant.evaluation.systems import RANKED, PageSystem, System
from corpus.maintenance import status

REPORT = "report.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A finished run."""

    info: RunInfo
    results: tuple[CaseResult, ...]
    systems: dict[str, SystemSummary]
    """By system: `run.systems["assistant"]["scores"]["retrieval/hit@1"]["value"]`."""

    def to_dict(self) -> dict[str, Any]:
        """What `summary.json` holds."""
        return {**self.info.model_dump(mode="json"), "systems": self.systems}


def evaluate(
    dataset: Dataset,
    assistant: Assistant | None = None,
    *,
    archive: Path | None = None,
    settings: Settings | None = None,
    asked_on: AskedOn = "dataset",
    limit: int | None = None,
    seed: int = 0,
    embed: bool = False,
    baselines: Sequence[BaselineName] = ("bm25",),
    metrics: Sequence[Metric] = (),
    aggregates: Sequence[Aggregate] = (),
    out: Path | None = None,
    overwrite: bool = False,
    cache: Path | None = None,
    progress: Progress = silent,
) -> Run:
    """Judge the assistant on a dataset, and the baselines beside it.

    Without `assistant` one is opened with `settings` (default: mode quotes) over `archive`, or over an archive made of
    the dataset's articles and kept in `cache`. `embed` gives that archive vectors. `metrics` and `aggregates` are
    taken besides the standard ones. With `out` the run is kept in that folder, and continued when it was stopped there.

    Raises `EvaluationError` when the folder holds another run or a label is not known, and what opening the archive
    raises. What a system raises in a case is recorded as that case's failure.
    """
    scoring = Scoring.of_labels(labels_of(dataset), metrics, aggregates)
    sample = dataset.sample(limit, seed)
    cache = cache or default_cache()
    with ExitStack() as stack:
        built = assistant is None and archive is None
        if assistant is not None:
            archive = assistant.settings.archive
        systems: list[System | PageSystem] = []
        if any(isinstance(case, PageCase) for case in sample.cases):
            systems += reading(dataset.folder, baselines)
        if any(not isinstance(case, PageCase) for case in sample.cases):
            archive = archive or prepare(dataset, cache, embed=embed, progress=progress)
            if assistant is None:
                assistant = stack.enter_context(Assistant.open(_settings_over(archive, settings)))
            systems += answering(assistant, archive, cache, baselines, stack, progress)
        info = RunInfo(
            dataset=_dataset_info(dataset, [*dataset.problems, *_not_there(sample, archive, built)]),
            settings={
                "mode": assistant.mode.value if assistant else None,
                "model": _model(assistant),
                "asked_on": asked_on,
                "limit": limit,
                "seed": seed,
                "embed": embed,
                "archive": "built" if built else "given",
                "labels": list(labels_of(dataset)),
            },
            archive=_archive_info(archive) if archive else None,
            systems=tuple(dict.fromkeys(system.name for system in systems)),
            environment={
                **environment(),
                "code": code_hash("assistant", "corpus"),
                "started": datetime.now(UTC).isoformat(timespec="seconds"),
            },
        )
        folder = out or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="evaluation-")))
        done = [scored(result, scoring.metrics) for result in _begin(folder, info, overwrite)]
        results = _judge_all(folder, systems, sample, asked_on, scoring, done, progress)
        run = Run(info=info, results=results, systems=scoring.summaries(results, seed))
        if out:
            summary = run.to_dict()
            write_results(folder, results)
            write_json(folder / SUMMARY, summary)
            write_text(folder / REPORT, report_html(summary, results))
        return run


def labels_of(dataset: Dataset) -> tuple[str, ...]:
    """The labels of a dataset's claims, each once."""
    return tuple(sorted({case.label for case in dataset.cases if isinstance(case, ClaimCase)}))


def _judge_all(
    folder: Path,
    systems: Sequence[System | PageSystem],
    sample: Dataset,
    asked_on: AskedOn,
    scoring: Scoring,
    done: Sequence[CaseResult],
    progress: Progress,
) -> tuple[CaseResult, ...]:
    """Every case through every system that takes it, those that are done already left alone; in order."""
    by_key = {(result.system, result.case.kind, result.case.id): result for result in done}
    todo = [(system, case) for system in systems for case in sample.cases if takes(system, case)]
    results = []
    with ResultWriter(folder) as writer:
        for number, (system, case) in enumerate(todo, 1):
            result = by_key.get((system.name, case.kind, case.id))
            if result is None:
                result = judge(system, case, asked_on, scoring.metrics)
                writer.write(result)
            results.append(result)
            progress(f"cases ({system.name})", number, len(todo))
    return tuple(results)


def _begin(folder: Path, info: RunInfo, overwrite: bool) -> tuple[CaseResult, ...]:
    """Make the run's folder, or find in it what was done of this very run. Raises `EvaluationError` for another one."""
    done: tuple[CaseResult, ...] = ()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / RUN).exists() and any(folder.iterdir()):
            raise EvaluationError(f"{folder} holds other files: name an empty folder or a new one")
        if overwrite:
            (folder / RESULTS).unlink(missing_ok=True)
        elif (folder / RUN).exists():
            before = SavedRun.load(folder, resume=True)
            if differs := _differences(before.info, info):
                raise EvaluationError(
                    f"{folder} holds another run ({'; '.join(differs)}): name another folder, or --overwrite it"
                )
            done = before.results
        write_run_info(folder, info)
    except OSError as error:
        raise EvaluationError(f"cannot write to {folder}: {error.strerror or error}") from error
    return done


def _differences(before: RunInfo, now: RunInfo) -> list[str]:
    """What makes two runs different ones. The same run may be continued with more baselines."""
    pairs = {name: (before.settings.get(name), value) for name, value in now.settings.items()}
    pairs["dataset"] = (before.dataset.hash[:12], now.dataset.hash[:12])
    pairs["code"] = (before.environment.get("code"), now.environment.get("code"))
    return [f"{name} was {old}, now {new}" for name, (old, new) in pairs.items() if old != new]


def _settings_over(archive: Path, settings: Settings | None) -> Settings:
    """These settings, over this archive, with enough evidence kept for the retrieval metrics."""
    settings = settings or Settings.load(mode="quotes")
    return settings.model_copy(update={"archive": archive, "evidence": max(RANKED, settings.evidence)})


def _model(assistant: Assistant | None) -> str | None:
    if assistant is None or assistant.mode is Mode.QUOTES:
        return None
    chosen = assistant.settings.model_file if assistant.mode is Mode.LOCAL else assistant.settings.model
    return Path(chosen).name if isinstance(chosen, Path) else chosen


def _not_there(sample: Dataset, archive: Path | None, built: bool) -> Iterator[str]:
    """What an archive lacks of what the cases need, where the dataset's own articles could not tell.

    Raises `EvaluationError` when it lacks all of it: that is another archive.
    """
    if archive is None:
        return
    if built and (made := archive_report(archive)) and made.dates_not_understood:
        yield f"articles whose publication date is not understood, and so not known: {made.dates_not_understood:,}"
    if built and sample.articles is not None:
        return
    needed = [case for case in sample.cases if not isinstance(case, PageCase) and case.gold]
    lost = gold_not_in(archive, needed)
    if lost and len(lost) == len(needed):
        raise EvaluationError(f"{archive} holds the gold of no case of {sample.folder}: name the archive it belongs to")
    if lost:
        yield (
            f"{len(lost):,} of {len(needed):,} cases have gold that is not in the archive and count as not found: "
            f"{', '.join(lost[:5])}{' and more' if lost[5:] else ''}"
        )
    held = status(archive)["articles"]
    if sample.articles_announced and held < sample.articles_announced:
        yield f"{sample.articles_announced:,} articles announced, {held:,} in the archive"


def _dataset_info(dataset: Dataset, problems: Sequence[str]) -> DatasetInfo:
    kinds = [case.kind for case in dataset.cases]
    return DatasetInfo(
        name=dataset.name,
        path=str(dataset.folder),
        hash=dataset.hash,
        questions=kinds.count("question"),
        claims=kinds.count("claim"),
        pages=kinds.count("page"),
        articles=dataset.articles or 0,
        problems=tuple(problems),
    )


def _archive_info(archive: Path) -> ArchiveInfo:
    """With the reasons for what was rejected, when the archive was made for the dataset."""
    held, made = status(archive), archive_report(archive)
    return ArchiveInfo.model_validate(
        {
            "path": str(archive.absolute()),
            "articles": held["articles"],
            "rejected": held["rejected_records"],
            "reasons": made.reasons if made else {},
        }
    )
