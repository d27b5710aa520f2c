"""The page for settings: what a visitor chooses holds for that visitor, and nothing secret is ever shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import SECRET, Visit
from tests.browser.test_access import findings

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
Shoot = Callable[[Visit, str], None]
QUESTION = "Who ordered the Rostov troop withdrawal?"


def test_what_is_chosen_holds_on_every_page_and_for_this_visitor_only(
    open_page: Open, tended: str, screenshot: Shoot
) -> None:
    visit, other = open_page(tended), open_page(tended)
    visit.go_to("Settings")
    screenshot(visit, "settings")
    visit.page.get_by_role("radio", name="Strict", exact=True).click()
    visit.page.get_by_text("Answers only what it is surer of").wait_for()
    slider = visit.page.get_by_role("slider", name="Passages shown with an answer, at most")
    slider.focus()
    for _ in range(7):  # as fast as they come: the page that is drawn again meanwhile takes none back
        visit.page.keyboard.press("ArrowLeft")
    visit.page.get_by_test_id("stSliderThumbValue").get_by_text("1", exact=True).wait_for()
    # What is chosen by a slider is sent a moment after the last key: a timer of the page, and this one is later.
    visit.page.evaluate("() => new Promise(later => setTimeout(later, 500))")
    visit.idle()
    visit.go_to("Archive")
    visit.go_to("Settings")
    expect(visit.page.get_by_role("radio", name="Strict", exact=True)).to_have_attribute("aria-checked", "true")
    visit.go_to("Ask")
    visit.ask(QUESTION)
    assert visit.last_answer.locator(".fc-card").count() == 0, "one passage, and that one is cited"
    other.ask(QUESTION)
    assert other.last_answer.locator(".fc-card").count() > 1

    visit.go_to("Settings")
    visit.page.get_by_role("button", name="As configured").click()
    visit.page.get_by_text("As it was measured").wait_for()


def test_what_is_configured_is_shown_and_no_secret_is(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    visit.go_to("Settings")
    rows = visit.page.locator(".fc-positions")
    rows.wait_for()
    text = rows.inner_text()
    assert "at 127.0.0.1" in text, "the endpoint is told by its host"
    assert visit.page.get_by_role("row", name="Key ✓ on set").count() == 1
    assert visit.page.get_by_role("row", name="Reranker ✓ on ms-marco-MiniLM-L-12-v2").count() == 1
    assert visit.page.get_by_role("row", name="Model that judges claims – off").count() == 1
    everything = visit.page.content()
    assert SECRET not in everything and "ada:" not in everything
    for title in ("Check", "Review", "Archive"):
        visit.go_to(title)
        assert SECRET not in visit.page.content()


def test_filters_are_the_same_in_the_sidebar_and_in_the_settings(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    page = visit.page
    visit.fill_date("Asked on", "2014-11-05")
    visit.go_to("Settings")
    sidebar, main = page.get_by_test_id("stSidebar"), page.get_by_test_id("stMain")
    for place in (sidebar, main):
        assert day_in(place, "Asked on") == "2014-11-05"
    visit.fill_date("As of", "2014-12-01", within=main)
    page.get_by_text("nothing later than 1 December 2014").wait_for()
    visit.idle()
    assert day_in(sidebar, "As of") == "2014-12-01"
    visit.fill_date("As of", "2015-06-30", within=sidebar)
    page.get_by_text("nothing later than 30 June 2015").wait_for()
    visit.idle()
    assert day_in(main, "As of") == "2015-06-30"
    main.get_by_label("Outlets").click()
    page.get_by_role("option", name="Harbour Chronicle").click()
    page.get_by_text("only Harbour Chronicle").wait_for()
    page.keyboard.press("Escape")
    expect(sidebar.get_by_text("Harbour Chronicle")).to_have_count(1)
    visit.idle()
    visit.go_to("Check")
    assert "only Harbour Chronicle" in page.locator(".fc-scope").inner_text()
    visit.go_to("Settings")
    assert day_in(main, "As of") == "2015-06-30", "what is set is kept when the page is left"
    page.get_by_role("button", name="Clear all filters").last.click()
    page.get_by_text("Filters: none").wait_for()
    visit.idle()
    assert day_in(sidebar, "As of") == day_in(main, "Asked on") == "yyyy-mm-dd"


def test_in_a_narrow_window_filters_stand_by_the_question(open_page: Open, tended: str, screenshot: Shoot) -> None:
    visit = open_page(tended, width=390, height=800)
    visit.ask(QUESTION)
    visit.page.get_by_role("link", name="Filters").click()
    visit.page.get_by_role("heading", name="Settings", level=1).wait_for()
    visit.fill_date("As of", "2014-06-01")
    visit.page.get_by_text("nothing later than 1 June 2014").wait_for()
    screenshot(visit, "narrow-filters")
    visit.idle()
    assert findings(visit) == []
    visit.page.go_back()
    visit.settled()
    assert "nothing later than 1 June 2014" in visit.page.locator(".fc-scope").inner_text()
    assert visit.page.locator(".fc-question").inner_text() == QUESTION


def day_in(place: Locator, name: str) -> str:
    """What a date field shows."""
    parts = place.get_by_role("group", name=name, exact=True).get_by_role("spinbutton")
    parts.first.wait_for()  # a page that was just opened draws its heading first
    return "-".join(parts.all_inner_texts())
