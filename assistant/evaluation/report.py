"""The report of a run as one HTML file: how good it is, how sure that is, and the cases that went worst.

It needs no network and runs no script, so it can be kept, sent and printed. `report_html` takes the summary and the
results as they are in the run's folder and computes no score of its own.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.evaluation.plots import (
    SCORES_READ,
    latency_plot,
    reliability_plots,
    risk_coverage_plot,
    score_plots,
)
from assistant.evaluation.report_cases import case_details
from assistant.evaluation.report_style import (
    Html,
    beside,
    document,
    facts,
    figures,
    items,
    join,
    paragraph,
    section,
    shown,
    words,
)
from assistant.evaluation.report_tables import (
    failure_table,
    never_refusing,
    outcome_tables,
    score_table,
    time_table,
    verdict_tables,
)
from assistant.evaluation.scores import CaseResult
from assistant.evaluation.worst_cases import worst_cases

_PRODUCT = "assistant"
_BASELINES = ("bm25", "naive")
_SECTIONS = {
    "scores": "Scores",
    "plots": "Scores with intervals",
    "confidence": "What the confidence is worth",
    "confusion": "Outcomes and verdicts",
    "time": "Time",
    "problems": "Problems and failures",
    "worst": "Worst cases",
}


def report_html(summary: Mapping[str, Any], results: Sequence[CaseResult]) -> str:
    """The whole page. Any part of the summary may be missing; what it is about is then said to be so."""
    systems: dict[str, Mapping[str, Any]] = {name: of or {} for name, of in (summary.get("systems") or {}).items()}
    summary = {**summary, "systems": systems}
    name = (summary.get("dataset") or {}).get("name") or "a dataset without a name"
    body = [
        _header(summary, name),
        _section("scores", never_refusing(systems), score_table(summary)),
        _section("plots", paragraph(words(SCORES_READ), "quiet"), figures(score_plots(summary))),
        _section("confidence", *_confidence(summary)),
        _section("confusion", *_confusion(systems)),
        _section("time", beside(time_table(systems), figures([latency_plot(results, list(systems))]))),
        _section("problems", _problems(summary), failure_table(results)),
        _section("worst", *_worst(systems, results)),
    ]
    return document(f"Evaluation of {name}", body)


def command(summary: Mapping[str, Any]) -> str:
    """The command that makes this run again."""
    settings, dataset = summary.get("settings") or {}, summary.get("dataset") or {}
    parts = ["python", "-m", "assistant.evaluation", "run", str(dataset.get("path") or "DATASET_DIR"), "--out", "DIR"]
    for option in ("mode", "asked_on", "limit", "seed"):
        if settings.get(option) is not None:
            parts += [f"--{option.replace('_', '-')}", str(settings[option])]
    parts += ["--embed"] if settings.get("embed") is True else []
    if settings.get("archive") == "given":
        parts += ["--archive", str((summary.get("archive") or {}).get("path") or "ARCHIVE")]
    parts += ["--allow-incomplete"] if dataset.get("problems") else []
    beside = [system for system in summary.get("systems") or {} if system in _BASELINES]
    for system in beside or ["none"]:
        parts += ["--baseline", system]
    return shlex.join(parts)


def _section(anchor: str, *body: Html) -> Html:
    return section(anchor, _SECTIONS[anchor], *body)


def _header(summary: Mapping[str, Any], name: str) -> Html:
    dataset, settings = summary.get("dataset") or {}, summary.get("settings") or {}
    archive, machine = summary.get("archive") or {}, summary.get("environment") or {}
    links = (Html(f'<li><a href="#{anchor}">{words(heading)}</a></li>') for anchor, heading in _SECTIONS.items())
    first = [
        ("Cases", words(_cases(summary))),
        ("Systems", join(*map(shown, summary["systems"]), by=", ")),
        ("Articles", _count_of(archive, "articles", dataset.get("articles"))),
        ("Rejected", _count_of(archive, "rejected")),
    ]
    pairs = [
        ("Dataset hash", _known(dataset.get("hash"))),
        ("Dataset", _known(dataset.get("path"))),
        *((_label(key), _known(value)) for key, value in settings.items()),
        *((_label(key), _known(_rounded(value))) for key, value in machine.items()),
    ]
    return join(
        Html(f"<header>\n<h1>Evaluation of {shown(name)}</h1>"),
        paragraph(words("Every figure is over the cases it applies to. Intervals are 95%, by bootstrap."), "lead"),
        _warning(summary),
        facts(first),
        Html("<details>\n<summary>Settings, machine and the command that makes this run again</summary>"),
        facts(pairs),
        Html(f"<pre>{shown(command(summary))}</pre>\n</details>"),
        Html(f'<nav aria-label="Sections"><ul>{join(*links)}</ul></nav>\n</header>'),
    )


def _cases(summary: Mapping[str, Any]) -> str:
    """What the dataset has, and how many of them were judged where that is not all."""
    dataset = summary.get("dataset") or {}
    has = {kind: dataset[kind] for kind in ("questions", "claims", "pages") if dataset.get(kind)}
    judged = max((of.get("cases") or 0 for of in summary["systems"].values()), default=0)
    part = f"{judged:,} judged of " if has and judged < sum(has.values()) else ""
    return part + ", ".join(f"{count:,} {kind}" for kind, count in has.items())


def _warning(summary: Mapping[str, Any]) -> Html:
    problems = len((summary.get("dataset") or {}).get("problems") or ())
    failures = {name: of["failures"] for name, of in summary["systems"].items() if of.get("failures")}
    if not problems and not failures:
        return Html("")
    told = [join(words("Failed cases of "), shown(name), words(f": {count:,}")) for name, count in failures.items()]
    told += [words(f"Problems of the dataset: {problems:,}")] if problems else []
    return paragraph(join(join(*told, by=". "), Html('. <a href="#problems">See them</a>')), "callout")


def _confidence(summary: Mapping[str, Any]) -> list[Html]:
    """Of answers and of verdicts, those that the dataset asks for; nothing is said of the others."""
    dataset, plots = summary.get("dataset") or {}, []
    asked = "verdicts" if dataset.get("claims") and not dataset.get("questions") else "answers"
    for prefix, what in (("", "answers"), ("claims_", "verdicts")):
        if what == asked or any(of.get(f"{prefix}reliability") for of in summary["systems"].values()):
            plots.append(risk_coverage_plot(summary, f"{prefix}risk_coverage", what))
            plots += reliability_plots(summary, f"{prefix}reliability", what)
    return [figures(plots)]


def _confusion(systems: Mapping[str, Mapping[str, Any]]) -> list[Html]:
    tables = outcome_tables(systems) + verdict_tables(systems)
    return [beside(*tables)] if tables else [paragraph(words("No table: the run has neither questions nor claims."))]


def _problems(summary: Mapping[str, Any]) -> Html:
    problems = (summary.get("dataset") or {}).get("problems") or ()
    if not problems:
        return paragraph(words("The dataset was read without a problem."))
    return join(Html("<h3>Problems of the dataset</h3>"), items(shown(problem, 400) for problem in problems))


def _worst(systems: Mapping[str, Any], results: Sequence[CaseResult]) -> list[Html]:
    names = [*systems, *dict.fromkeys(result.system for result in results)]
    system = _PRODUCT if _PRODUCT in names or not names else names[0]
    parts = [
        paragraph(
            join(words("Cases of "), shown(system), words(" to read first; open one to see its evidence.")), "quiet"
        )
    ]
    for kind in worst_cases(results, system):
        parts.append(Html(f"<h3>{words(kind.title)} <small>({len(kind.shown)} of {kind.found:,})</small></h3>"))
        parts += [case_details(result) for result in kind.shown]
    return parts if len(parts) > 1 else [paragraph(words("None: no case went wrong, or none was judged."))]


def _known(value: Any) -> Html:
    if isinstance(value, bool):
        return words("yes" if value else "no")
    if isinstance(value, list | tuple):
        return join(*map(shown, value), by=", ")
    return Html("") if value is None or value == "" else shown(value)


def _count_of(part: Mapping[str, Any], key: str, otherwise: Any = None) -> Html:
    value = part.get(key, otherwise)
    return words(f"{value:,}") if isinstance(value, int) else _known(value)


def _rounded(value: Any) -> Any:
    return f"{value:,.1f}" if isinstance(value, float) else value


def _label(key: str) -> str:
    return key.replace("_", " ").capitalize()
