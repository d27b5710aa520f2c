"""The report as a reader opens it: a file in a real browser that talks to nobody and runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from assistant.evaluation.report import report_html
from assistant.evaluation.scores import CaseResult
from tests.conftest import ROOT
from tests.evaluation.report_builders import HOSTILE, question, results, summary

pytestmark = pytest.mark.browser


@dataclass
class Opened:
    """A report in a tab, with what it asked for and what the browser complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


OpenReport = Callable[..., Opened]


@pytest.fixture
def open_report(browser: Browser, tmp_path: Path) -> Iterator[OpenReport]:
    contexts = []

    def open_at(html: str, width: int = 1200, theme: str = "light") -> Opened:
        file = tmp_path / "report.html"
        file.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
        contexts.append(context)
        opened = Opened(context.new_page())
        context.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on("dialog", lambda dialog: (opened.complaints.append(dialog.message), dialog.dismiss()))
        opened.page.goto(file.as_uri(), wait_until="load")
        return opened

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def report() -> str:
    return report_html(summary(), [*results(), question("evil", answers=(), said=HOSTILE, asked=HOSTILE)])


def test_a_report_asks_the_network_for_nothing_and_the_browser_has_no_complaint(
    open_report: OpenReport, report: str
) -> None:
    opened = open_report(report)
    assert [url.split(":")[0] for url in opened.requests] == ["file"]
    assert opened.complaints == []
    assert opened.page.title() == "Evaluation of tiny"


def test_every_figure_has_its_mark(open_report: OpenReport, report: str) -> None:
    page = open_report(report).page
    count = "(selector) => document.querySelectorAll(selector).length"
    assert page.evaluate(count, "figure svg") == 6
    assert page.evaluate(count, "#plots .point_marks path") == 7
    assert page.evaluate(count, "#plots .range_marks line") == 7
    assert page.evaluate(count, "#confidence .bin_marks path") == 2
    assert page.evaluate(count, "#confidence .curve_marks path") == 1
    assert page.evaluate(count, "#time .point_marks path") == 6
    assert all(box and box["width"] > 100 for box in (svg.bounding_box() for svg in page.locator("figure svg").all()))


def test_a_hostile_case_opens_without_script_and_reads_as_it_was_written(open_report: OpenReport, report: str) -> None:
    opened = open_report(report)
    case = opened.page.locator("details", has_text="evil")
    assert not case.locator("h4").first.is_visible()
    case.locator("summary").click()
    assert case.locator("h4").first.is_visible()
    assert case.locator("blockquote .t").first.evaluate("e => e.textContent") == HOSTILE
    assert opened.page.locator("script, img, iframe, b, a:not([href^='#'])").count() == 0
    assert opened.page.title() == "Evaluation of tiny"
    assert opened.complaints == [] and len(opened.requests) == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 400])
def test_a_report_fits_its_window_and_follows_the_readers_theme(
    open_report: OpenReport, report: str, width: int, theme: str
) -> None:
    page = open_report(report, width, theme).page
    page.locator("summary").first.click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    paper = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") is (theme == "light")
    ink = page.locator("figure svg text").first.evaluate("e => getComputedStyle(e).fill")
    assert ink == page.evaluate("() => getComputedStyle(document.body).color")
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    page.screenshot(path=folder / f"report-{width}-{theme}.png", full_page=True)


def test_closed_cases_are_printed_open(open_report: OpenReport, report: str) -> None:
    page = open_report(report).page
    page.emulate_media(media="print")
    assert page.locator("details h4").first.is_visible()
    assert not page.locator("nav").is_visible()


def test_words_of_unbroken_length_do_not_widen_the_page(open_report: OpenReport) -> None:
    endless = question("x" * 300, answers=(), said="y" * 3000, asked="z" * 3000)
    page = open_report(report_html({**summary(), "settings": {"model": "m" * 400}}, [endless, failed()]), 400).page
    page.locator("summary").first.click()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 400


def failed() -> CaseResult:
    return replace(question("w" * 300, "FAILED", error="E" * 500), system="s" * 80)
