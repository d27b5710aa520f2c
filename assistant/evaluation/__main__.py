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
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant import AssistantError
from assistant.evaluation import commands
from assistant.evaluation.built_once import default_cache
from assistant.evaluation.errors import GateFailed
from assistant.evaluation.lineup import BASELINES
from assistant.presentation.terminal import printable

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


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not at least 1")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant.evaluation", description="Measure how good the assistant is, and keep it that way."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, help_: str, run: Callable[[argparse.Namespace], commands.Result]) -> argparse.ArgumentParser:
        made = subparsers.add_parser(name, help=help_, description=help_)
        made.add_argument("--json", action="store_true", help="print one JSON document")
        made.add_argument("--seed", type=int, default=0, help="for samples, intervals and halves (default: 0)")
        made.set_defaults(run=run)
        return made

    run = command("run", "judge the assistant and the baselines on a dataset", commands.run)
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

    compare = command("compare", "what changed from one run to another, with paired intervals", commands.compare)
    compare.add_argument("run_a", type=Path, metavar="RUN_A")
    compare.add_argument("run_b", type=Path, metavar="RUN_B")
    compare.add_argument("--system", default="assistant", help="whose results (default: assistant)")
    compare.add_argument("--html", type=Path, metavar="FILE", help="write it as an HTML page too")

    gate = command("gate", "fail when a score of a run is under its committed floor", commands.gate)
    gate.add_argument("folder", type=Path, metavar="RUN")
    gate.add_argument("--baseline", type=Path, metavar="FILE", help="the floors (default: those of the project)")
    gate.add_argument("--update", action="store_true", help="raise the floors to this run's scores")
    gate.add_argument("--allow-lower", action="store_true", help="with --update: lower floors too")
    gate.add_argument("--system", default="assistant", help="with --update: whose floors (default: assistant)")

    calibrate = command(
        "calibrate", "fit the confidence to how runs went, for FACTCHECK_CALIBRATION", commands.calibrate
    )
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
        "calibrate-verdicts", "fit the probabilities of verdicts to runs over claims", commands.calibrate_verdicts
    )
    verdicts.add_argument("folders", type=Path, nargs="+", metavar="RUN")
    verdicts.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the fitted file is written")
    verdicts.add_argument("--base", type=Path, metavar="FILE", help="where other weights come from (default: shipped)")

    drafts = command("drafts", "which planted errors of drafts a review finds, and its false alarms", commands.drafts)
    drafts.add_argument("file", type=Path, metavar="FILE", help="the drafts, as tests/data/drafts-eval/drafts.json")
    drafts.add_argument("--archive", type=Path, required=True, metavar="DIR")
    drafts.add_argument("--mode", choices=("quotes", "local", "api", "auto"), default="quotes")

    altered = command(
        "altered", "sentences of an archive's own articles as they stand and with one thing changed", commands.altered
    )
    altered.add_argument("--archive", type=Path, required=True, metavar="DIR")
    altered.add_argument(
        "--number", type=_count, default=300, metavar="N", help="sentences drawn (default: 300); each has four changes"
    )
    altered.add_argument(
        "--part",
        choices=("develop", "measure"),
        default="measure",
        help="which half of the articles: read errors in `develop` only (default: measure)",
    )
    altered.add_argument("--out", type=Path, metavar="FILE", help="write every claim with its verdict as JSON")

    ranking = command(
        "fit-ranking",
        "fit how the search weighs its signals, for assistant/retrieval/ranking.json",
        commands.fit_ranking,
    )
    choice = command(
        "fit-choice",
        "fit which sentence is quoted, for the rank of assistant/answers/confidence_read.json",
        commands.fit_choice,
    )
    choice.add_argument("--base", type=Path, metavar="FILE", help="where other weights come from (default: shipped)")
    for fit in (ranking, choice):
        fit.add_argument("folders", type=Path, nargs="+", metavar="DATASET_DIR")
        fit.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the fitted file is written")
        fit.add_argument("--embed", action="store_true", help="give the archives vectors, to weigh meaning too")
        fit.add_argument(
            "--archive", action="append", type=Path, metavar="DIR", help="an archive for each dataset, in their order"
        )
        fit.add_argument("--limit", type=_count, metavar="N", help="only N cases of each dataset, drawn by the seed")
        fit.add_argument("--cache", type=Path, default=None, metavar="DIR", help="where archives are kept")

    feedback = command("feedback", "make a dataset of what readers said of answers on the page", commands.feedback)
    feedback.add_argument("--out", type=Path, required=True, metavar="DATASET_DIR", help="a new folder")
    feedback.add_argument(
        "--conversations", type=Path, metavar="FILE", help="the page's file (default: FACTCHECK_CONVERSATIONS)"
    )

    table = command("table", "the main scores of runs as Markdown tables", commands.table)
    table.add_argument("folders", type=Path, nargs="+", metavar="RUN")
    return parser


if __name__ == "__main__":
    sys.exit(main())
