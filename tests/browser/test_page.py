"""What a visitor does with the page: ask, point at a marker, read the article, go on asking, filter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "Who ordered the Rostov troop withdrawal?"
QUOTE = (
    "Russian President Vladimir Putin has ordered Defence Minister Sergei Shoigu to begin withdrawing 17,600 servicemen"
)
Shoot = Callable[[Visit, str], None]


def test_an_answer_leads_from_its_marker_to_the_sentence_in_the_article(visit: Visit, screenshot: Shoot) -> None:
    screenshot(visit, "start")
    visit.ask(QUESTION)
    screenshot(visit, "answer")
    answer = visit.last_answer
    assert "Answered" in answer.inner_text()
    quote = answer.locator("blockquote").first
    assert "Putin" in quote.inner_text()
    assert "[1]" in quote.inner_text()
    marker = quote.get_by_role("link", name="[1]")
    hover = marker.get_attribute("title")
    assert hover is not None
    assert "Harbour Chronicle" in hover
    assert "12 October 2014" in hover
    assert "Putin Orders 17,600 Troops" in hover
    assert QUOTE in hover

    visit.at_rest()
    before = marker.bounding_box()
    marker.click()
    panel = visit.page.get_by_role("complementary", name="Article: Putin Orders")
    panel.wait_for()
    after = marker.bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 2, "what one reads stays where it is"
    highlighted = panel.locator("mark:target")
    screenshot(visit, "article")
    assert highlighted.inner_text() in hover
    assert highlighted.inner_text().startswith(QUOTE)
    assert "Rostov Region borders the part of eastern Ukraine" in panel.inner_text(), "the whole article is there"
    assert 'found in: header "Published"' in panel.inner_text()
    expect(highlighted).to_be_in_viewport(ratio=1)

    panel.get_by_role("link", name="Close the article").first.click()
    panel.wait_for(state="hidden")
    assert visit.outside_requests() == []


def test_a_marker_works_from_the_keyboard(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.last_answer.get_by_role("link", name="[1]").first.focus()
    visit.page.keyboard.press("Enter")
    visit.page.locator("mark:target").wait_for()
    visit.page.go_back()
    visit.page.locator("mark:target").wait_for(state="detached")
    assert visit.page.get_by_test_id("stChatMessage").count() == 2, "going back closes the article and nothing else"


def test_a_follow_up_keeps_the_conversation_and_comes_into_view(visit: Visit, screenshot: Shoot) -> None:
    visit.ask(QUESTION)
    visit.ask("How many troops?")
    screenshot(visit, "follow-up")
    assert visit.page.get_by_test_id("stChatMessage").count() == 4
    assert "17,600" in visit.last_answer.inner_text()
    assert QUESTION in visit.last_answer.locator(".fc-fact", has_text="Understood as").inner_text()
    visit.page.wait_for_function(
        """() => { const { top } = [...document.querySelectorAll('.fc-question')].at(-1).getBoundingClientRect();
                   return 0 <= top && top <= innerHeight / 2; }"""
    )
    visit.page.get_by_role("button", name="New conversation").click()
    visit.page.get_by_test_id("stChatMessage").first.wait_for(state="detached")


def test_back_leads_out_of_a_conversation_and_forward_into_it_again(visit: Visit) -> None:
    page, asked = visit.page, visit.page.locator(".fc-question")

    def settle() -> None:
        page.wait_for_timeout(2_200)  # a Back sooner after a new address may be a click with the old one
        visit.idle()

    visit.ask(QUESTION)
    settle()
    visit.go_to("Check")
    page.get_by_label("The words to check").fill("The Kremlin ordered it.")
    page.get_by_label("The words to check").blur()
    settle()
    page.go_back()
    asked.wait_for()
    settle()
    page.go_back()
    asked.wait_for(state="detached")
    page.get_by_test_id("stChatInputTextArea").wait_for()
    settle()
    page.go_forward()
    asked.wait_for()
    settle()
    visit.go_to("Check")
    expect(page.get_by_label("The words to check")).to_have_value("The Kremlin ordered it.")


def test_a_suggested_question_is_asked_by_clicking_it(visit: Visit) -> None:
    first = visit.page.locator("[class*=st-key-suggestion] button").first
    question = first.inner_text()
    first.click()
    visit.settled()
    assert visit.page.locator(".fc-question").inner_text() == question
    assert "Answered" in visit.last_answer.inner_text()
    assert visit.page.locator("[class*=st-key-suggestion]").count() == 0


def test_an_unanswerable_question_is_told_with_what_was_searched(visit: Visit, screenshot: Shoot) -> None:
    visit.ask("Who won the 2014 FIFA World Cup?")
    screenshot(visit, "abstention")
    text = visit.last_answer.inner_text()
    assert "Not in the archive" in text or "The archive does not say" in text
    assert "25 articles" in text
    assert visit.last_answer.locator("blockquote").count() == 0
    visit.last_answer.locator(".fc-sources a:visible").first.click()
    visit.page.locator("mark:target").wait_for()


def test_sources_that_disagree_are_both_shown(open_page: Callable[..., Visit], address: str, screenshot: Shoot) -> None:
    visit = open_page(address, theme="dark")
    visit.ask("How many people took part in the Moscow peace march?")
    screenshot(visit, "contested-dark")
    assert "Sources disagree" in visit.last_answer.inner_text()
    assert visit.last_answer.locator("blockquote").count() >= 2
    assert "year not given" in visit.last_answer.inner_text(), "an article without a year is not given one"


def test_an_as_of_day_before_everything_searches_nothing(visit: Visit, screenshot: Shoot) -> None:
    visit.fill_date("As of", "2000-01-01")
    scope = visit.page.locator(".fc-scope", has_text="Nothing to search")
    scope.wait_for()
    visit.idle()
    assert "nothing later than 1 January 2000" in scope.inner_text()
    visit.ask(QUESTION)
    screenshot(visit, "as-of-before-everything")
    assert "Nothing was searched" in visit.last_answer.inner_text()
    visit.page.get_by_role("button", name="Clear all filters").click()
    visit.page.locator(".fc-scope", has_text="Filters: none").wait_for()


def test_a_narrow_window_shows_everything_without_scrolling_sideways(
    open_page: Callable[..., Visit], address: str, screenshot: Shoot
) -> None:
    visit = open_page(address, width=390, height=800)
    visit.ask(QUESTION)
    screenshot(visit, "narrow-answer")
    assert_no_sideways_scrolling(visit)
    visit.last_answer.get_by_role("link", name="[1]").first.click()
    panel = visit.page.get_by_role("complementary", name="Article: Putin Orders")
    panel.wait_for()
    screenshot(visit, "narrow-article")
    assert_no_sideways_scrolling(visit)
    box = panel.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    panel.get_by_role("link", name="Close the article").first.click()
    visit.ask("How many people took part in the Moscow peace march?")
    screenshot(visit, "narrow-contested")
    assert_no_sideways_scrolling(visit)
    # The page scrolls to a new question when the browser gets to it, which on a busy machine is after the answer.
    in_view = "() => { const y = [...document.querySelectorAll('.fc-question')].at(-1).getBoundingClientRect().y; "
    visit.page.wait_for_function(in_view + "return y >= 0 && y <= 400 }")


def assert_no_sideways_scrolling(visit: Visit) -> None:
    wider = (
        "[...document.querySelectorAll('html, .stMain, .stMainBlockContainer')].filter(e => e.scrollWidth > innerWidth)"
    )
    visit.page.wait_for_function(f"() => {wider}.length === 0")
