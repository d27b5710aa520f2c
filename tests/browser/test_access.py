"""Every page for whoever does not see it well: axe-core, what is told when pointed at, nothing that jumps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from tests.browser.conftest import AT_REST, Visit
from tests.browser.test_check_and_review import DRAFT

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
Shoot = Callable[[Visit, str], None]
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
"""axe-core as its package brings it: the page loads nothing, the test puts it into the page."""
GRAVE = ("serious", "critical")
CLAIM = "Vladimir Putin ordered 7,600 servicemen to leave the training ranges in the Rostov Region in October 2014."
CRANE_QUESTION = "How many people were hurt when the crane fell in Velm?"


def findings(visit: Visit) -> list[str]:
    """What axe-core finds that is serious or critical, each with its rule and element, once nothing fades: half
    faded text has less contrast than any reader gets to see."""
    visit.idle()
    visit.page.wait_for_function(AT_REST)
    visit.page.evaluate(f"{AXE.read_text(encoding='utf-8')};0")
    found: dict[str, Any] = visit.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 10, "axe-core looked at the page"
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in found["violations"]
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(open_page: Open, tended: str, theme: str) -> None:
    visit = open_page(tended, theme=theme)
    page = visit.page
    problems = {"start": findings(visit)}
    visit.ask(CRANE_QUESTION)
    page.locator("[class*=st-key-plot-found] :is(canvas, svg).marks").wait_for()
    problems["answer"] = findings(visit)
    visit.last_answer.locator("a.fc-marker").first.click()
    page.locator("mark:target").wait_for()
    problems["opened article"] = findings(visit)
    page.get_by_role("link", name="Close the article").first.click()
    page.locator("mark:target").wait_for(state="detached")

    visit.go_to("Check")
    page.get_by_label("The words to check").fill(CLAIM)
    page.get_by_role("button", name="Check it").click()
    page.locator(".fc-refuted").wait_for()
    visit.idle()
    problems["check"] = findings(visit)

    visit.go_to("Review")
    page.get_by_label("Paste a draft").fill(DRAFT)
    page.get_by_role("button", name="Review it").click()
    page.locator(".fc-draft").wait_for()
    visit.idle()
    page.get_by_role("button", name="Sign sentence 1", exact=True).click()
    page.get_by_label("Checked by").wait_for()
    visit.idle()
    problems["review"] = findings(visit)

    visit.go_to("Archive")
    page.locator(".st-key-plot-outlets :is(canvas, svg).marks").wait_for()
    problems["archive"] = findings(visit)
    for name in ("Add files", "Refused", "Status and check", "Articles"):
        page.get_by_role("radio", name=name, exact=True).click()
        visit.idle()
        problems[f"archive, {name}"] = findings(visit)
    page.locator("[class*=st-key-open-] button").first.click()
    page.get_by_role("article").wait_for()
    visit.idle()
    assert page.get_by_role("heading", level=1).count() == 1
    problems["an article by itself"] = findings(visit)
    visit.go_to("Settings")
    problems["settings"] = findings(visit)
    assert {name: found for name, found in problems.items() if found} == {}


def test_pointing_at_a_marker_tells_headline_outlet_day_and_quote(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    visit.ask(CRANE_QUESTION)
    marker = visit.last_answer.locator("a.fc-marker").first
    marker.hover()
    told = marker.get_attribute("title") or ""
    for part in ("Crane falls in Velm", "Harbour Chronicle", "2 March 2015", "“Four people were hurt"):
        assert part in told
    marker.click()
    panel = visit.page.locator(".fc-panel:has(mark:target)")
    panel.wait_for()
    text = panel.inner_text()
    for part in ("2 of 2, the current one", "2 outlets, 1 original", "Archived", "https://example.org/velm"):
        assert part in text
    assert panel.get_by_role("link", name="Island Post").first.get_attribute("target") == "_blank"


SHIFTS = """() => { window.shifts = []; new PerformanceObserver(list => window.shifts.push(...list.getEntries()
    .filter(entry => !entry.hadRecentInput).map(entry => entry.value))).observe({type: 'layout-shift'}) }"""
PLACES = """() => { const box = it => document.querySelector(it).getBoundingClientRect();
  return ['.stMain .fc-outcome', '[class*=st-key-plot-found]'].map(box)
    .map(it => [it.y - box('.fc-question').y, it.width, it.height]) }"""
"""Where the answer and the plot below it are, seen from the question: the page may still scroll to that."""
MOST_SHIFT = 0.1
"""Cumulative layout shift up to which a page is called good (web.dev/cls): the share of the window that moved, times
how far."""


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_from_the_question_to_the_answer(open_page: Open, tended: str, width: int) -> None:
    visit = open_page(tended, width=width)
    visit.idle()
    visit.page.evaluate(SHIFTS)
    for question in ("How many people died in the Ardelan earthquake?", CRANE_QUESTION):
        visit.ask(question)
        visit.page.locator("[class*=st-key-plot-found] :is(canvas, svg).marks").last.wait_for()
        visit.idle()
    shifts = visit.page.evaluate("() => window.shifts")
    assert sum(shifts) < MOST_SHIFT, shifts


def test_nothing_jumps_while_an_answer_is_drawn(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    visit.ask("How many people died in the Ardelan earthquake?")
    visit.page.locator("[class*=st-key-plot-found] :is(canvas, svg).marks").wait_for()
    places = visit.page.evaluate(PLACES)
    visit.page.wait_for_timeout(700)
    assert visit.page.evaluate(PLACES) == places


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_an_answer_with_plots_fits_every_window(open_page: Open, tended: str, screenshot: Shoot, width: int) -> None:
    from tests.browser.test_page import assert_no_sideways_scrolling

    visit = open_page(tended, width=width)
    visit.ask("How many people died in the Ardelan earthquake?")
    visit.page.locator("[class*=st-key-plot-found] :is(canvas, svg).marks").wait_for()
    screenshot(visit, f"answer-{width}")
    assert_no_sideways_scrolling(visit)
