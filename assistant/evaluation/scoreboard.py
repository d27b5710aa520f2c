"""The scores of several runs in Markdown tables, for a README: the few that say most, systems under each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.evaluation.saved_run import SavedRun
from assistant.evaluation.scoring import Scoring
from assistant.evaluation.summary import SystemSummary

HEADLINES: Mapping[str, Mapping[str, str]] = {
    "question": {
        "retrieval/hit@1": "hit@1",
        "retrieval/hit@5": "hit@5",
        "answers/right": "right answers",
        "abstention/precision": "refusals: precision",
        "abstention/recall": "recall",
        "abstention/false-refusals": "false refusals",
        "citations/exact": "quotes exact",
        "confidence/ece": "ECE",
    },
    "claim": {
        "retrieval/article-hit@1": "article hit@1",
        "retrieval/article-hit@5": "hit@5",
        "retrieval/article-recall@1": "article recall@1",
        "retrieval/article-recall@5": "recall@5",
        "verdicts/given": "verdicts given",
        "verdicts/precision-of-given": "right of those",
        "verdicts/accuracy": "accuracy",
        "verdicts/macro-f1": "macro-F1",
        "evidence/f1": "evidence F1",
        "evidence/shown-f1": "of two shown",
        "citations/claims-exact": "quotes exact",
    },
    "page": {
        "extraction/token-precision": "token precision",
        "extraction/token-recall": "token recall",
        "extraction/token-f1": "token F1",
        "extraction/date": "date right",
    },
}


def scoreboard(runs: Sequence[SavedRun], seed: int = 0) -> list[str]:
    """Lines of Markdown, one table for each kind of case that the runs have, each score with its 95% interval."""
    summaries = [(run, Scoring.of_run(run).summaries(run.results, seed)) for run in runs]
    lines: list[str] = []
    for kind, headlines in HEADLINES.items():
        rows = [
            row
            for run, systems in summaries
            if any(result.case.kind == kind for result in run.results)
            for row in _rows(run, kind, systems, headlines)
        ]
        if rows:
            heads = ["dataset", "system", *headlines.values(), "s a case"]
            lines += [_line(heads), _line(["---"] * len(heads)), *map(_line, rows), ""]
    return lines[:-1]


def _rows(
    run: SavedRun, kind: str, systems: Mapping[str, SystemSummary], headlines: Mapping[str, str]
) -> list[list[str]]:
    return [
        [_name(run, kind), system, *(_cell(summary, name) for name in headlines), _seconds(summary)]
        for system, summary in systems.items()
        if any(result.case.kind == kind and result.system == system for result in run.results)
    ]


def _name(run: SavedRun, kind: str) -> str:
    """The dataset, how many cases, and in what the run was not the usual one."""
    settings = run.info.settings
    cases = len({result.case.id for result in run.results if result.case.kind == kind})
    other = [
        *(["day not told"] if settings.get("asked_on") == "none" else []),
        *(["with vectors"] if settings.get("embed") else []),
        *([f"mode {settings['mode']}"] if settings.get("mode") not in (None, "quotes") else []),
    ]
    return ", ".join([f"{run.info.dataset.name} ({cases:,})", *other])


def _cell(summary: SystemSummary, name: str) -> str:
    score = summary["scores"].get(name)
    if score is None or score["value"] is None:
        return "–"
    if score["low"] is None or score["high"] is None or score["low"] == score["high"]:
        return _short(score["value"])
    return f"{_short(score['value'])} [{_short(score['low'])}–{_short(score['high'])}]"


def _short(value: float) -> str:
    return f"{value:g}" if value in (0, 1) else f"{value:.2f}".removeprefix("0")


def _seconds(summary: SystemSummary) -> str:
    whole = summary.get("seconds", {}).get("whole")
    return f"{whole['p50']:.3f}" if whole else "–"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
