"""The report of a run and of a comparison: its figures are the summary's, and whatever it shows is text."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant.evaluation.compare import Comparison, Flip, FlipSide, ScoreChange
from assistant.evaluation.comparison_page import comparison_html
from assistant.evaluation.outputs import VerdictOutput
from assistant.evaluation.report import command, report_html
from assistant.evaluation.report_style import shown
from assistant.evaluation.scores import CaseResult
from tests.evaluation.report_builders import HOSTILE, claim, page, question, results, score, summary

ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "nav", "section", "h1", "h2", "h3", "h4", "p", "pre"),
    *("span", "small", "strong", "data", "a", "ul", "li", "dl", "dt", "dd", "div", "br", "blockquote", "footer"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary"),
    *("svg", "g", "path", "line", "text"),
}
VOID = {"meta", "br"}


class Parsed(HTMLParser):
    """A page taken apart: elements with their attributes, the text, and the cells of each row of its tables."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.rows: list[list[str]] = []
        self.feed(html)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.text += data
        if "tr" in self.open and self.rows[-1]:
            self.rows[-1][-1] += data

    def row(self, name: str) -> list[str]:
        return next(cells for cells in self.rows if cells[0].strip().startswith(name))


def assert_harmless(html: str) -> None:
    parsed = Parsed(html)
    assert {tag for tag, _ in parsed.elements} <= ELEMENTS
    for tag, attributes in parsed.elements:
        assert not [
            name for name in attributes if name.startswith("on") or name in ("src", "srcset", "style", "action")
        ]
        assert (attributes.get("href") or "#").startswith("#")
        assert "url(" not in str(attributes)
        assert tag != "meta" or attributes.get("http-equiv") in (None, "Content-Security-Policy")
    targets = {attributes["href"] for tag, attributes in parsed.elements if tag == "a"}
    assert targets == {f"#{attributes['id']}" for tag, attributes in parsed.elements if tag == "section"}
    assert html.count("<style>") == html.count("</style>") == 1
    policy = next(a["content"] for _, a in parsed.elements if a.get("http-equiv"))
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def hostile(value: Any) -> Any:
    """The same record or summary with every text in it hostile."""
    if isinstance(value, str):
        return f"{value} {HOSTILE}"
    if isinstance(value, dict):
        return {hostile(key): hostile(one) for key, one in value.items()}
    return [hostile(one) for one in value] if isinstance(value, list) else value


def hostile_result(result: CaseResult) -> CaseResult:
    keep = {"kind", "outcome", "label"}

    def spoilt(record: Any) -> Any:
        if dataclasses.is_dataclass(record) and not isinstance(record, type):
            names = [f.name for f in dataclasses.fields(record) if f.name not in keep and f.init]
            return replace(record, **{name: spoilt(getattr(record, name)) for name in names})
        return tuple(map(spoilt, record)) if isinstance(record, tuple) else hostile(record)

    scores = {hostile(name): replace(one, reason=HOSTILE) for name, one in result.scores.items()}
    return replace(result, case=spoilt(result.case), output=spoilt(result.output), scores=scores, error=result.error)


def test_the_numbers_of_the_table_are_the_summarys_with_all_their_digits() -> None:
    html = report_html(summary(), results())
    parsed = Parsed(html)
    assert parsed.row("hit@1")[1:] == ["0.583 [0.410, 0.750]n 12, n/a 3", "0.500 [0.300, 0.700]n 12, n/a 3"]
    exact = [float(a["value"] or "") for tag, a in parsed.elements if tag == "data"]
    wanted = [
        one[key]
        for name in ("retrieval/hit@1", "retrieval/hit@5", "answers/token-f1", "confidence/ece")
        for of in summary()["systems"].values()
        for one in [of["scores"][name]]
        for key in ("value", "low", "high")
        if one["low"] is not None or key == "value"
        if one[key] is not None
    ]
    assert exact[: len(wanted)] == wanted


def test_what_does_not_apply_is_said_so_and_never_zero() -> None:
    row = Parsed(report_html(summary(), [])).row("ece ↓ lower is better")
    undetermined = {"systems": {"a": {"scores": {"x/y": score(None, not_applicable=0)}}}}
    assert Parsed(report_html(undetermined, [])).row("y")[1] == "not determinedn 12"
    assert row[1:] == ["0.062 [0.010, 0.110]n 12, n/a 3", "n/an 0, n/a 15"]
    partial = {"systems": {"a": {"scores": {"x/y": score(0.5)}}, "b": {"scores": {}}}}
    assert Parsed(report_html(partial, [])).row("y")[2] == "n/anot measured"
    assert "no interval" in Parsed(report_html(partial, [])).row("y")[1]


def test_a_metric_of_cases_that_the_dataset_does_not_have_is_left_out() -> None:
    only = {"systems": {"a": {"scores": {"verdicts/right": score(None, cases=0, not_applicable=0)}}}}
    parsed = Parsed(report_html(only, []))
    assert "No scores: " in parsed.text and "right" not in [row[0] for row in parsed.rows]


def test_outcomes_and_verdicts_are_counted_as_the_summary_does() -> None:
    parsed = Parsed(report_html(summary(), []))
    tables = [row for row in parsed.rows if row[0] in ("gold", "answerable", "unanswerable", "SUPPORTED", "REFUTED")]
    assert tables == [
        ["gold", "ANSWERED", "NOT_SUPPORTED", "NOT_IN_ARCHIVE", "all"],
        ["answerable", "11", "1", "0", "12"],
        ["unanswerable", "0", "0", "3", "3"],
        ["gold", "SUPPORTED", "REFUTED", "all"],
        ["SUPPORTED", "4", "1", "5"],
        ["REFUTED", "2", "6", "8"],
    ]


def test_times_are_the_summarys() -> None:
    assert Parsed(report_html(summary(), [])).row("whole") == ["whole", "0.040, 0.070n 15", "n/a"]


def test_the_head_says_on_what_the_run_was_made_and_how_to_make_it_again() -> None:
    text = Parsed(report_html(summary(), results())).text
    for told in ("tiny", "abc123", "15 questions", "assistant, bm25", "3.11.9", "quotes"):
        assert told in text
    assert command(summary()) == (
        "python -m assistant.evaluation run 'data/tiny set' --out DIR --mode quotes --asked-on dataset --limit 15"
        " --seed 7 --baseline bm25"
    )
    other = summary() | {"systems": {"assistant": {"cases": 4}}, "archive": {"path": "my archive"}}
    other["settings"] |= {"archive": "given", "embed": True}
    other["dataset"]["problems"] = ["line 3"]
    assert command(other).endswith("--seed 7 --embed --archive 'my archive' --allow-incomplete --baseline none")
    assert "4 judged of 15 questions" in Parsed(report_html(other, [])).text


def test_crashed_cases_and_problems_of_the_dataset_are_listed() -> None:
    troubled = summary()
    troubled["dataset"]["problems"] = ["questions.jsonl line 3: no id"]
    parsed = Parsed(report_html(troubled, results()))
    assert "questions.jsonl line 3: no id" in parsed.text
    assert "Failed cases of bm25: 1. Problems of the dataset: 1. See them" in parsed.text
    assert parsed.row("q2")[1:] == ["bm25", "Which city did they leave?", "IndexError: list index out of range"]


def test_thousands_of_failures_are_counted_and_some_of_them_shown() -> None:
    failed = [question(f"q{n}", "FAILED", error="boom") for n in range(3000)]
    html = report_html(summary(), failed)
    assert "3000 failed, each counted as wrong; the first 50 are shown" in html
    assert len(html) < 200_000


def test_a_worst_case_shows_what_is_right_what_was_said_and_where_it_stands() -> None:
    text = Parsed(report_html(summary(), [question("q2", said="They left Moscow.", confidence=0.9)])).text
    worst = text[text.index("Wrong answers to answerable questions") :]
    for told in ("(1 of 1)", "ANSWERED, confidence 0.90", "Rostov, as of 2014-11-04", "The troops have left Rostov."):
        assert told in worst
    for told in ("[1] They left Moscow.", "article a1, characters 0-17", "1. article a1, score 0.90", "because"):
        assert told in worst


def test_a_quote_that_is_not_what_stands_there_is_marked() -> None:
    shifted = question("q", answers=(), said="hey left Moscow. ", found="They left Moscow.")
    assert "Not what stands there. At these offsets the article reads: They left Moscow." in report_html(
        summary(), [shifted]
    ).replace('<span class="t" dir="auto">', "").replace("</span>", "")


def test_claims_and_pages_are_shown_with_their_evidence() -> None:
    wrong = claim("c1", "REFUTES", "SUPPORTED", confidence=0.8)
    wrong = replace(wrong, output=replace(wrong.output, refuting=wrong.output.citations))
    assert isinstance(wrong.output, VerdictOutput)
    text = Parsed(report_html(summary(), [wrong, page("p1", 0.1), page("p2", 0.0, text=None)])).text
    for told in ("Label: REFUTES", "For [1] It is so", "Against [1] It is so", "One source says so.", "The true body"):
        assert told in text
    assert "no article in it" in text and "html/p1.html" in text


@pytest.mark.parametrize(
    "empty",
    [
        {},
        {"dataset": None, "settings": None, "archive": None, "environment": None, "systems": None},
        {"dataset": {}, "systems": {"assistant": {}}},
        {"systems": {"assistant": None}},
        {"systems": {"a": {"scores": None, "outcomes": None, "verdicts": {}, "risk_coverage": [], "seconds": None}}},
    ],
)
def test_a_summary_with_everything_missing_still_gives_a_page(empty: dict[str, Any]) -> None:
    html = report_html(empty, [])
    assert_harmless(html)
    text = Parsed(html).text
    for told in ("No scores: ", "No plot: ", "No table: ", "No times: ", "No case failed.", "None: no case went wrong"):
        assert told in text


def test_a_whole_report_is_harmless_and_needs_no_script() -> None:
    assert_harmless(report_html(summary(), results()))


def test_whatever_is_hostile_is_shown_as_its_text() -> None:
    judged = [question("q1", answers=()), question("q2", "NOT_SUPPORTED"), question("q3", said="Moscow.")]
    crashed = question("q4", "FAILED", error=HOSTILE)
    told = [*map(hostile_result, [*judged, claim("c", "REFUTES", "SUPPORTED"), page("p", 0.1)]), crashed]
    told = [replace(one, system="assistant") for one in told]
    spoilt = {key: hostile(value) for key, value in summary().items()}
    spoilt["dataset"]["problems"] = [HOSTILE]
    spoilt["systems"]["assistant"] = {}
    spoilt = {**spoilt, "systems": {**spoilt["systems"], HOSTILE: summary()["systems"]["assistant"]}}
    html = report_html(spoilt, told)
    assert_harmless(html)
    assert Parsed(html).text.count(HOSTILE) >= 30
    assert "&amp;lt;b&amp;gt;" in html, "an entity in a text is that text"


def test_characters_that_hide_or_turn_text_are_written_out() -> None:
    assert ">⟨U+202E⟩desrever⟨U+202C⟩ ⟨U+0000⟩⟨U+001B⟩[31m\n\t</span>" in shown("\u202edesrever\u202c \x00\x1b[31m\n\t")
    assert ">\ufffd</span>" in shown("\ud800")
    assert ">العربية</span>" in shown("العربية")


def test_a_long_text_is_cut_where_it_says_so() -> None:
    assert shown("x" * 10, 4) == '<span class="t" dir="auto">xxxx …</span>'
    assert shown("<" * 10, 2) == '<span class="t" dir="auto">&lt;&lt; …</span>'


def test_the_same_run_gives_the_same_page() -> None:
    assert report_html(summary(), results()) == report_html(summary(), results())


def change(name: str, difference: float | None, low: float | None, high: float | None, **more: Any) -> ScoreChange:
    values = {"a": 0.5, "b": None if difference is None else 0.5 + difference, "cases_a": 40, "cases_b": 38} | more
    clear = low is not None and high is not None and (low > 0 or high < 0)
    better = {"higher_is_better": True} | {k: values.pop(k) for k in ("higher_is_better",) if k in values}
    return ScoreChange(name=name, difference=difference, low=low, high=high, beyond_chance=clear, **better, **values)


def comparison(*changes: ScoreChange, flips: tuple[Flip, ...] = (), **more: Any) -> Comparison:
    facts: dict[str, Any] = {"a": "runs/a", "b": "runs/b", "dataset": "tiny", "system": "assistant", "cases": 40}
    facts |= {"only_in_a": 2, "only_in_b": 0, "settings": {"mode": ("quotes", "local"), "model": (None, "m.gguf")}}
    return Comparison(**(facts | {"notes": ("The archives differ.",)} | more), scores=changes, flips=flips)


def flip(kind: Any, case_id: str = "q7", text: str = "Moscow [1]") -> Flip:
    a = FlipSide(right=kind == "lost", result="ANSWERED", text=text, reason="best fit: 'Rostov'")
    b = FlipSide(right=kind == "gained", result="NOT_SUPPORTED", text=text)
    return Flip(case_id=case_id, kind="question", asked="Which city?", wanted="Rostov", change=kind, a=a, b=b)


def test_a_comparison_marks_the_differences_beyond_chance() -> None:
    html = comparison_html(
        comparison(
            change("retrieval/hit@1", 0.125, 0.05, 0.2),
            change("retrieval/hit@5", 0.01, -0.02, 0.04),
            change("confidence/ece", 0.05, 0.01, 0.09, higher_is_better=False),
            change("confidence/brier", None, None, None),
        )
    )
    assert_harmless(html)
    parsed = Parsed(html)
    assert parsed.row("hit@1")[1:] == ["0.500n 40", "0.625n 38", "+0.125 [+0.050, +0.200]", "yes: better"]
    assert parsed.row("hit@5")[3:] == ["+0.010 [-0.020, +0.040]", "no"]
    assert parsed.row("ece ↓ lower is better")[4] == "yes: worse"
    assert parsed.row("brier")[2:] == ["n/an 38", "n/a", "no"]
    assert "Beyond chance: 1 better in B, 1 worse, of 4 scores." in parsed.text
    assert parsed.row("mode") == ["mode", "quotes", "local"] and parsed.row("model") == ["model", "not set", "m.gguf"]
    assert "The archives differ." in parsed.text
    points = re.findall(r'class="mark-symbol role-mark point_marks"[^>]*>(.*?)</g>', html)
    assert [group.count("<path") for group in points] == [2, 1]


def test_a_comparison_shows_the_flipped_cases_with_both_outputs() -> None:
    flips = (flip("lost"), *(flip("gained", f"g{n}") for n in range(150)))
    parsed = Parsed(comparison_html(comparison(change("x/y", 0.0, 0.0, 0.0), flips=flips)))
    for told in ("Lost: right in A, wrong in B (1 of 1)", "Gained: wrong in A, right in B (100 of 150)"):
        assert told in parsed.text
    for told in ("ANSWERED → NOT_SUPPORTED", "ANSWERED, right", "NOT_SUPPORTED, wrong", "best fit: 'Rostov'"):
        assert told in parsed.text


def test_a_comparison_of_nothing_still_gives_a_page() -> None:
    html = comparison_html(comparison(settings={}, notes=()))
    assert_harmless(html)
    text = Parsed(html).text
    for told in ("No scores: ", "No plot: ", "None: every case came out the same", "The settings are the same."):
        assert told in text


def test_a_hostile_comparison_is_shown_as_text() -> None:
    bad = flip("changed", HOSTILE, HOSTILE)
    html = comparison_html(
        comparison(
            change(f"{HOSTILE}/{HOSTILE}", 0.1, 0.0, 0.2),
            flips=(replace(bad, asked=HOSTILE, wanted=HOSTILE, a=replace(bad.a, result=HOSTILE, reason=HOSTILE)),),
            **{name: HOSTILE for name in ("a", "b", "dataset", "system")},
            settings={HOSTILE: (HOSTILE, None)},
            notes=(HOSTILE,),
        )
    )
    assert_harmless(html)
    assert Parsed(html).text.count(HOSTILE) >= 15
