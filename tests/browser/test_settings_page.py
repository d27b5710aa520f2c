"""The page for settings: what a visitor chooses holds for that visitor, and nothing secret is ever shown."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import SECRET, Visit

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
    chosen = visit.page.get_by_test_id("stSliderThumbValue")
    for fewer in range(7, 0, -1):
        visit.page.keyboard.press("ArrowLeft")
        chosen.get_by_text(str(fewer), exact=True).wait_for()
    visit.page.get_by_role("button", name="As configured").wait_for()
    visit.idle()
    visit.go_to("Archive")
    visit.go_to("Settings")
    assert visit.page.get_by_role("radio", name="Strict", exact=True).get_attribute("aria-checked") == "true"
    visit.page.get_by_test_id("stTopNavLink").filter(has_text="Ask").click()
    visit.page.get_by_test_id("stChatInputTextArea").wait_for()
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
    assert visit.page.get_by_role("row", name="Reranker – off").count() == 1
    everything = visit.page.content()
    assert SECRET not in everything and "ada:" not in everything
    for title in ("Check", "Review", "Archive"):
        visit.go_to(title)
        assert SECRET not in visit.page.content()


def test_filters_are_told_and_cleared_on_the_settings_page_too(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    visit.fill_date("Asked on", "2014-11-05")
    visit.fill_date("As of", "2014-12-01")
    visit.go_to("Settings")
    visit.page.get_by_text("nothing later than 1 December 2014").wait_for()
    visit.page.get_by_text("Asked on: 5 November 2014.").wait_for()
    visit.page.get_by_role("button", name="Clear all filters").last.click()
    visit.page.get_by_text("Asked on: today.").wait_for()
    visit.page.get_by_text("Filters: none").wait_for()
