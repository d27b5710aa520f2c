"""What each command of the harness does: its options in, a JSON document and lines of text out.

What a command alone needs is imported in it, so that `--help` and the others do not wait for it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from assistant import Assistant, Settings
from assistant.evaluation.built_once import Progress, default_cache, silent
from assistant.evaluation.cases import Case
from assistant.evaluation.errors import EvaluationError
from assistant.presentation.terminal import printable

Found = TypeVar("Found")
Result = tuple[dict[str, Any], list[str]]
"""The JSON document, and the same as lines of text."""


def run(options: argparse.Namespace) -> Result:
    from assistant.evaluation.dataset import Dataset
    from assistant.evaluation.run import REPORT, evaluate
    from assistant.evaluation.saved_run import RESULTS, SUMMARY
    from assistant.evaluation.summary import table

    dataset = Dataset.load(
        options.folder, allow_incomplete=options.allow_incomplete, archive_given=options.archive is not None
    )
    with _progress() as progress:
        run = evaluate(
            dataset,
            archive=options.archive,
            settings=Settings.load(mode=options.mode),
            asked_on=options.asked_on,
            limit=options.limit,
            seed=options.seed,
            embed=options.embed,
            baselines=[] if options.baseline == ["none"] else ["bm25", *(set(options.baseline) - {"bm25", "none"})],
            out=options.out,
            overwrite=options.overwrite,
            cache=options.cache,
            progress=progress,
        )
    for problem in run.info.dataset.problems:
        print(printable(f"evaluation: {problem}"), file=sys.stderr)
    files = ", ".join(str(options.out / name) for name in (RESULTS, SUMMARY, REPORT))
    return run.to_dict(), [*table(run.systems).splitlines(), "", f"written: {files}"]


def compare(options: argparse.Namespace) -> Result:
    from assistant.evaluation.compare import compare
    from assistant.evaluation.comparison_page import comparison_html
    from assistant.evaluation.saved_run import SavedRun, write_text
    from assistant.evaluation.scoring import Scoring

    a, b = SavedRun.load(options.run_a), SavedRun.load(options.run_b)
    scoring = Scoring.of_run(a)
    comparison = compare(a, b, scoring.metrics, scoring.aggregates, system=options.system, seed=options.seed)
    lines = comparison.as_text().splitlines()
    if options.html:
        _write(options.html, lambda: write_text(options.html, comparison_html(comparison)))
        lines += ["", f"written: {options.html}"]
    return comparison.to_dict(), lines


def gate(options: argparse.Namespace) -> Result:
    from assistant.evaluation.floors import BASELINE, Floors
    from assistant.evaluation.gate import check, update
    from assistant.evaluation.judging import scored
    from assistant.evaluation.saved_run import SavedRun
    from assistant.evaluation.scoring import Scoring

    run, path = SavedRun.load(options.folder), options.baseline or BASELINE
    floors = Floors() if options.update and not path.exists() else Floors.load(path)
    scoring = Scoring.of_run(run)
    # From the outputs, not from what stands beside them: a score that somebody changed must not open the gate.
    run = replace(run, results=tuple(scored(result, scoring.metrics) for result in run.results))
    with _archive_of(run) as recheck:
        if options.update:
            floors = update(
                run,
                floors,
                scoring.metrics,
                scoring.aggregates,
                system=options.system,
                allow_lower=options.allow_lower,
                recheck=recheck,
            )
            _write(path, lambda: floors.save(path))
        report = check(run, floors, scoring.metrics, scoring.aggregates, seed=options.seed, recheck=recheck)
    lines = report.as_text().splitlines()
    if recheck is None and run.info.archive:
        lines.insert(0, "The archive is not there any more: citations are judged by what was read when the cases ran.")
    return report.to_dict(), [*lines, *([f"written: {path}"] if options.update else [])]


def calibrate(options: argparse.Namespace) -> Result:
    from assistant.answers.confidence import Calibration
    from assistant.evaluation.calibrate import PARTS, calibrate, report_lines, were_read
    from assistant.evaluation.saved_run import SavedRun, write_json

    runs = [SavedRun.load(folder) for folder in options.folders]
    base = Calibration.load(options.base, read=were_read(runs))
    calibration = calibrate(runs, base, options.seed, options.fit or PARTS)
    document = calibration.model_dump(mode="json")
    _write(options.out, lambda: write_json(options.out, document))
    return document, [*report_lines(calibration), "", f"written: {options.out}"]


def calibrate_verdicts(options: argparse.Namespace) -> Result:
    from assistant.claims.stance_weights import StanceWeights
    from assistant.evaluation.saved_run import SavedRun, write_json
    from assistant.evaluation.stance_calibration import calibrate_verdicts, verdict_lines

    runs = [SavedRun.load(folder) for folder in options.folders]
    weights = calibrate_verdicts(runs, StanceWeights.load(options.base), options.seed)
    document = weights.model_dump(mode="json")
    _write(options.out, lambda: write_json(options.out, document))
    return document, [*verdict_lines(weights), "", f"written: {options.out}"]


def drafts(options: argparse.Namespace) -> Result:
    from assistant import Assistant
    from assistant.evaluation.drafts import draft_lines, draft_scores, read_drafts, reviewed

    drafts = read_drafts(options.file)
    with Assistant.open(archive=options.archive, mode=options.mode) as assistant:
        scores = draft_scores(reviewed(assistant, drafts))
    return scores, draft_lines(scores)


def altered(options: argparse.Namespace) -> Result:
    from assistant.evaluation.altered_claims import (
        alteration_lines,
        alteration_scores,
        altered_claims,
        drawn_articles,
        judged,
    )
    from assistant.evaluation.saved_run import write_json
    from corpus import Archive

    with Assistant.open(archive=options.archive, mode="quotes") as assistant, _progress() as progress:
        archive = Archive.open(options.archive)
        ids = list(archive.store.article_ids())
        archive.close()
        articles = drawn_articles(assistant, ids, options.part, options.seed)
        found = judged(assistant, altered_claims(articles, options.number, options.seed), progress)
    scores = alteration_scores(found)
    lines = alteration_lines(scores)
    if options.out:
        _write(options.out, lambda: write_json(options.out, {**scores, "claims": [one.to_dict() for one in found]}))
        lines += ["", f"written: {options.out}"]
    return scores, lines


def fit_ranking(options: argparse.Namespace) -> Result:
    from assistant.evaluation.fit_ranking import fit_ranking, report_lines, searched
    from assistant.evaluation.saved_run import write_json
    from assistant.retrieval.ranking import shipped

    cases, about = _asked_of_each(options, searched)
    ranking = fit_ranking(cases, shipped(), about)
    document = ranking.model_dump(mode="json")
    _write(options.out, lambda: write_json(options.out, document))
    return document, [*report_lines(ranking), "", f"written: {options.out}"]


def fit_choice(options: argparse.Namespace) -> Result:
    from assistant.answers.confidence import Calibration
    from assistant.evaluation.fit_choice import fit_choice, report_lines, sentences_found, were_read
    from assistant.evaluation.saved_run import write_json

    cases, about = _asked_of_each(options, sentences_found)
    calibration = fit_choice(cases, Calibration.load(options.base, read=were_read(cases)), about)
    document = calibration.model_dump(mode="json")
    _write(options.out, lambda: write_json(options.out, document))
    return document, [*report_lines(calibration), "", f"written: {options.out}"]


def _asked_of_each(
    options: argparse.Namespace, ask: Callable[[Assistant, str, Sequence[Case], int, Progress], list[Found]]
) -> tuple[list[Found], list[dict[str, Any]]]:
    """What `ask` gives for the questions of every dataset, and what they were."""
    from assistant.evaluation.dataset import Dataset
    from assistant.evaluation.prepared import prepare

    if options.archive and len(options.archive) != len(options.folders):
        raise EvaluationError("give --archive for every dataset, in their order, or for none")
    found: list[Found] = []
    about: list[dict[str, Any]] = []
    with _progress() as progress:
        for place, folder in enumerate(options.folders):
            dataset = Dataset.load(folder)
            archive = (
                options.archive[place]
                if options.archive
                else prepare(dataset, options.cache or default_cache(), embed=options.embed, progress=progress)
            )
            with Assistant.open(Settings.load(archive=archive, mode="quotes")) as assistant:
                sample = dataset.sample(options.limit, options.seed).cases
                found += ask(assistant, dataset.name, sample, options.seed, progress)
            about.append({"dataset": dataset.name, "hash": dataset.hash[:16], "limit": options.limit})
    return found, about


def table(options: argparse.Namespace) -> Result:
    from assistant.evaluation.saved_run import SavedRun
    from assistant.evaluation.scoreboard import scoreboard

    lines = scoreboard([SavedRun.load(folder) for folder in options.folders], options.seed)
    return {"markdown": "\n".join(lines)}, lines


def feedback(options: argparse.Namespace) -> Result:
    from assistant import judged_turns
    from assistant.evaluation.feedback import feedback_cases, write_feedback

    found = feedback_cases(judged_turns(options.conversations or Settings.load().conversations))
    write_feedback(found, options.out)
    lines = [f"{len(found.cases)} cases in {options.out}"]
    lines += [f"left out: {count} {reason}" for reason, count in found.left_out.items()]
    lines += ["", f"judge them: python -m assistant.evaluation run {options.out} --archive DIR --out RUN"]
    return {"cases": len(found.cases), "left_out": found.left_out, "folder": str(options.out)}, lines


@contextmanager
def _archive_of(run: Any) -> Iterator[Any]:
    """What reads a citation again in the archive of a run, or None when that archive is gone."""
    from assistant.evaluation.systems import Product

    if run.info.archive is None or not Path(run.info.archive.path).is_dir():
        yield None
        return
    with Assistant.open(Settings.load(archive=run.info.archive.path, mode="quotes")) as assistant:
        yield Product(assistant).text_at


def _write(path: Path, write: Callable[[], None]) -> None:
    try:
        write()
    except OSError as error:
        raise EvaluationError(f"cannot write {path}: {error.strerror or error}") from error


@contextmanager
def _progress() -> Iterator[Progress]:
    """A progress bar for each thing that is being done, on standard error, when that is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def show(what: str, done: int, total: int | None) -> None:
        if what not in bars:
            for bar in bars.values():
                bar.close()
            bars[what] = tqdm(desc=what, total=total, file=sys.stderr)
        bars[what].update(done - bars[what].n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()
