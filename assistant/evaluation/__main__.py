"""The harness's command line: `python -m assistant.evaluation run | compare | gate | calibrate | feedback | ...`.

Exit status 0 when done, 1 when it could not be done or the gate is shut (one line on standard error), 2 for wrong
usage. With `--json`, standard output holds one JSON document and nothing else; progress goes to standard error, and
only to a terminal.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant import Assistant, AssistantError, Settings
from assistant.evaluation.built_once import Progress, default_cache, silent
from assistant.evaluation.errors import EvaluationError, GateFailed
from assistant.evaluation.lineup import BASELINES
from assistant.terminal import printable

Result = tuple[dict[str, Any], list[str]]
"""The JSON document, and the same as lines of text."""
LONGEST_MESSAGE = 1_000
"""Characters of a message on standard error: it may repeat what stands in a file, which may be anything."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        document, lines = options.run(options)
        shown = json.dumps(document, ensure_ascii=False, indent=2) if options.json else "\n".join(map(printable, lines))
        print(shown, flush=True)
        if document.get("passed") is False:
            raise GateFailed(f"the gate is shut for {options.folder}")
    except AssistantError as error:
        print(printable(f"evaluation: {error}"[:LONGEST_MESSAGE]), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("evaluation: stopped; what was done is kept, run the same command to go on", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough; nothing is left to tell them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _run(options: argparse.Namespace) -> Result:
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


def _compare(options: argparse.Namespace) -> Result:
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


def _gate(options: argparse.Namespace) -> Result:
    from assistant.evaluation.gate import BASELINE, Floors, check, update
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


def _calibrate(options: argparse.Namespace) -> Result:
    from assistant.confidence import Calibration
    from assistant.evaluation.calibrate import PARTS, calibrate, report_lines
    from assistant.evaluation.saved_run import SavedRun, write_json

    runs = [SavedRun.load(folder) for folder in options.folders]
    calibration = calibrate(runs, Calibration.load(options.base), options.seed, options.fit or PARTS)
    document = calibration.model_dump(mode="json")
    _write(options.out, lambda: write_json(options.out, document))
    return document, [*report_lines(calibration), "", f"written: {options.out}"]


def _calibrate_verdicts(options: argparse.Namespace) -> Result:
    from assistant.evaluation.saved_run import SavedRun, write_json
    from assistant.evaluation.stance_calibration import calibrate_verdicts, verdict_lines
    from assistant.stance_weights import StanceWeights

    runs = [SavedRun.load(folder) for folder in options.folders]
    weights = calibrate_verdicts(runs, StanceWeights.load(options.base), options.seed)
    document = weights.model_dump(mode="json")
    _write(options.out, lambda: write_json(options.out, document))
    return document, [*verdict_lines(weights), "", f"written: {options.out}"]


def _drafts(options: argparse.Namespace) -> Result:
    from assistant import Assistant
    from assistant.evaluation.drafts import draft_lines, draft_scores, read_drafts, reviewed

    drafts = read_drafts(options.file)
    with Assistant.open(archive=options.archive, mode=options.mode) as assistant:
        scores = draft_scores(reviewed(assistant, drafts))
    return scores, draft_lines(scores)


def _fit_ranking(options: argparse.Namespace) -> Result:
    from assistant.evaluation.dataset import Dataset
    from assistant.evaluation.fit_ranking import fit_ranking, report_lines, searched
    from assistant.evaluation.prepared import prepare
    from assistant.evaluation.saved_run import write_json
    from assistant.ranking import shipped

    if options.archive and len(options.archive) != len(options.folders):
        raise EvaluationError("give --archive for every dataset, in their order, or for none")
    cases, about = [], []
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
                cases += searched(assistant, dataset.name, sample, options.seed, progress)
            about.append({"dataset": dataset.name, "hash": dataset.hash[:16], "limit": options.limit})
    ranking = fit_ranking(cases, shipped(), about)
    document = ranking.model_dump(mode="json")
    _write(options.out, lambda: write_json(options.out, document))
    return document, [*report_lines(ranking), "", f"written: {options.out}"]


def _table(options: argparse.Namespace) -> Result:
    from assistant.evaluation.saved_run import SavedRun
    from assistant.evaluation.scoreboard import scoreboard

    lines = scoreboard([SavedRun.load(folder) for folder in options.folders], options.seed)
    return {"markdown": "\n".join(lines)}, lines


def _feedback(options: argparse.Namespace) -> Result:
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


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not at least 1")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant.evaluation", description="Measure how good the assistant is, and keep it that way."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help_: str, run: Callable[[argparse.Namespace], Result]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=help_, description=help_)
        made.add_argument("--json", action="store_true", help="print one JSON document")
        made.add_argument("--seed", type=int, default=0, help="for samples, intervals and halves (default: 0)")
        made.set_defaults(run=run)
        return made

    run = command("run", "judge the assistant and the baselines on a dataset", _run)
    run.add_argument("folder", type=Path, metavar="DATASET_DIR")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="the run's folder; continued if stopped")
    run.add_argument("--overwrite", action="store_true", help="begin anew in a folder that holds another run")
    run.add_argument(
        "--archive", type=Path, metavar="DIR", help="search this archive, not one of the dataset's articles"
    )
    run.add_argument(
        "--mode", choices=("quotes", "local", "api", "auto"), default="quotes", help="who writes (default: quotes)"
    )
    run.add_argument("--limit", type=_count, metavar="N", help="only N of the cases, drawn by the seed")
    run.add_argument(
        "--asked-on",
        choices=("dataset", "none"),
        default="dataset",
        help="tell the assistant the dataset's dates, or not (default: dataset)",
    )
    run.add_argument("--embed", action="store_true", help="give the archive vectors first, to search by meaning too")
    run.add_argument(
        "--baseline",
        action="append",
        choices=(*BASELINES, "none"),
        default=[],
        help="beside the assistant: bm25 (always, unless none), naive (the usual pipeline of embedded chunks)",
    )
    run.add_argument(
        "--allow-incomplete", action="store_true", help="evaluate what is there of a dataset that lacks something"
    )
    run.add_argument(
        "--cache", type=Path, default=None, metavar="DIR", help=f"where archives are kept (default: {default_cache()})"
    )

    compare = command("compare", "what changed from one run to another, with paired intervals", _compare)
    compare.add_argument("run_a", type=Path, metavar="RUN_A")
    compare.add_argument("run_b", type=Path, metavar="RUN_B")
    compare.add_argument("--system", default="assistant", help="whose results (default: assistant)")
    compare.add_argument("--html", type=Path, metavar="FILE", help="write it as an HTML page too")

    gate = command("gate", "fail when a score of a run is under its committed floor", _gate)
    gate.add_argument("folder", type=Path, metavar="RUN")
    gate.add_argument("--baseline", type=Path, metavar="FILE", help="the floors (default: those of the project)")
    gate.add_argument("--update", action="store_true", help="raise the floors to this run's scores")
    gate.add_argument("--allow-lower", action="store_true", help="with --update: lower floors too")
    gate.add_argument("--system", default="assistant", help="with --update: whose floors (default: assistant)")

    calibrate = command("calibrate", "fit the confidence to how runs went, for FACTCHECK_CALIBRATION", _calibrate)
    calibrate.add_argument("folders", type=Path, nargs="+", metavar="RUN")
    calibrate.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the fitted file is written")
    calibrate.add_argument(
        "--fit",
        action="append",
        choices=("answerable", "right"),
        help="only this: when to refuse, or how sure to be of an answer (default: both)",
    )
    calibrate.add_argument("--base", type=Path, metavar="FILE", help="where other weights come from (default: shipped)")

    verdicts = command(
        "calibrate-verdicts", "fit the probabilities of verdicts to runs over claims", _calibrate_verdicts
    )
    verdicts.add_argument("folders", type=Path, nargs="+", metavar="RUN")
    verdicts.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the fitted file is written")
    verdicts.add_argument("--base", type=Path, metavar="FILE", help="where other weights come from (default: shipped)")

    drafts = command("drafts", "which planted errors of drafts a review finds, and its false alarms", _drafts)
    drafts.add_argument("file", type=Path, metavar="FILE", help="the drafts, as tests/data/drafts-eval/drafts.json")
    drafts.add_argument("--archive", type=Path, required=True, metavar="DIR")
    drafts.add_argument("--mode", choices=("quotes", "local", "api", "auto"), default="quotes")

    ranking = command("fit-ranking", "fit how the search weighs its signals, for assistant/ranking.json", _fit_ranking)
    ranking.add_argument("folders", type=Path, nargs="+", metavar="DATASET_DIR")
    ranking.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the fitted file is written")
    ranking.add_argument("--embed", action="store_true", help="give the archives vectors, to weigh meaning too")
    ranking.add_argument(
        "--archive", action="append", type=Path, metavar="DIR", help="an archive for each dataset, in their order"
    )
    ranking.add_argument("--limit", type=_count, metavar="N", help="only N cases of each dataset, drawn by the seed")
    ranking.add_argument("--cache", type=Path, default=None, metavar="DIR", help="where archives are kept")

    feedback = command("feedback", "make a dataset of what readers said of answers on the page", _feedback)
    feedback.add_argument("--out", type=Path, required=True, metavar="DATASET_DIR", help="a new folder")
    feedback.add_argument(
        "--conversations", type=Path, metavar="FILE", help="the page's file (default: FACTCHECK_CONVERSATIONS)"
    )

    table = command("table", "the main scores of runs as Markdown tables", _table)
    table.add_argument("folders", type=Path, nargs="+", metavar="RUN")
    return parser


if __name__ == "__main__":
    sys.exit(main())
