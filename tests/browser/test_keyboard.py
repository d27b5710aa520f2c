"""Every page for whoever uses no mouse: everything is reached, seen and named, and nothing pressed loses the focus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.browser.conftest import AT_REST, Visit
from tests.browser.test_access import CRANE_QUESTION
from tests.browser.test_check_and_review import DRAFT

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
FOCUSED = """() => { const at = document.activeElement; const style = getComputedStyle(at);
  const rect = at.getBoundingClientRect();
  const rings = [at, ...at.querySelectorAll('*'), at.parentElement, at.parentElement?.parentElement].filter(Boolean)
    .map(e => getComputedStyle(e)).some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0)
      || s.boxShadow !== 'none' || s.borderColor === s.getPropertyValue('--fc-accent'));
  let opacity = 1;
  for (let e = at; e; e = e.parentElement) opacity = Math.min(opacity, getComputedStyle(e).opacity);
  return { tag: at.tagName, text: at.innerText, label: at.getAttribute('aria-label'), opacity, y: rect.y,
    inMain: !!at.closest('.stMain') && !at.matches('.stMain') && !at.closest('.st-key-ask'),
    href: at.getAttribute('href'), marker: at.matches('.fc-marker'),
    visible: rect.width > 0 && rect.height > 0, ring: rings } }"""
SEEN = "at.ring && at.visible && at.opacity === 1"


def test_the_keyboard_alone_leads_from_the_question_to_the_sentence(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    page = visit.page
    page.get_by_test_id("stChatInputTextArea").focus()
    page.keyboard.type(CRANE_QUESTION)
    page.keyboard.press("Enter")
    visit.settled()
    visit.idle()
    page.get_by_test_id("stChatInputTextArea").focus()
    seen = []
    for _ in range(60):  # back from the box to the answer above it
        page.keyboard.press("Shift+Tab")
        seen.append(focused(visit))
        if seen[-1]["marker"]:
            break
    assert seen[-1]["marker"], f"no marker was reached: {[at['text'] for at in seen]}"
    assert all(at["ring"] for at in seen if at["visible"]), [at for at in seen if not at["ring"]]
    page.keyboard.press("Enter")
    highlighted = page.locator("mark:target")
    highlighted.wait_for()
    assert "people were hurt" in highlighted.inner_text()
    expect(highlighted).to_be_in_viewport()
    page.keyboard.press("Tab")
    page.wait_for_function("() => !!document.activeElement.closest('.fc-panel')")  # the next stop is in the article


def test_the_pages_are_reached_by_keyboard(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    reached = []
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        at = focused(visit)
        reached.append(at["text"])
        if (at["text"] or "").strip() == "Settings":
            visit.page.keyboard.press("Enter")
            visit.page.get_by_role("heading", name="Settings", level=1).wait_for()
            return
    pytest.fail(f"the link to the settings was not reached: {reached}")


def focused(visit: Visit) -> dict[str, Any]:
    """What has the focus, once nothing fades or moves any more."""
    visit.page.wait_for_function(AT_REST)
    at: dict[str, Any] = visit.page.evaluate(FOCUSED)
    return at


def tab_to(visit: Visit, name: str, key: str = "Tab") -> dict[str, Any]:
    """Press a key until what has the focus is called so; tells what has it then."""
    reached = []
    for _ in range(60):
        visit.page.keyboard.press(key)
        at = focused(visit)
        reached.append(f"{at['text'] or ''} {at['label'] or ''}".strip()[:80])
        if at["tag"] in ("A", "BUTTON", "SUMMARY", "TEXTAREA") and name in reached[-1]:
            return at
    pytest.fail(f"{name} was not reached: {reached}")


def press(visit: Visit, name: str, *, back: bool = False) -> None:
    """Tab to what is called so, see it, press Enter and wait until the page is drawn."""
    tab_to(visit, name, "Shift+Tab" if back else "Tab")
    is_seen(visit)
    press_here(visit)


def is_seen(visit: Visit) -> None:
    """Wait until what has the focus can be seen in full: it may just have been drawn."""
    try:
        visit.page.wait_for_function(f"() => {{ const at = ({FOCUSED})(); return {SEEN} }}")
    except TimeoutError:
        pytest.fail(f"what has the focus is not seen in full: {visit.page.evaluate(FOCUSED)}")


def has_focus(visit: Visit, name: str) -> None:
    """Wait until what is called so has the focus, and it can be seen."""
    called = """name => { const at = document.activeElement; return !at.matches('body, main')
        && (at.getAttribute('aria-label') || at.innerText).includes(name) }"""
    visit.page.wait_for_function(called, arg=name)
    is_seen(visit)


def at_the_box_below_an_answer(visit: Visit) -> Visit:
    visit.ask(CRANE_QUESTION)
    visit.idle()
    visit.page.get_by_test_id("stChatInputTextArea").focus()
    return visit


def test_an_article_opened_by_key_closes_with_escape_and_gives_the_focus_back(open_page: Open, tended: str) -> None:
    visit = at_the_box_below_an_answer(open_page(tended))
    page = visit.page
    marker = tab_to(visit, "[1]", "Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("mark:target").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.locator("mark:target").wait_for(state="detached")
    page.wait_for_function("href => document.activeElement.getAttribute('href') === href", arg=marker["href"])
    is_seen(visit)


def test_a_menu_opened_by_key_takes_the_focus_and_escape_gives_it_back(open_page: Open, tended: str) -> None:
    visit = at_the_box_below_an_answer(open_page(tended))
    page = visit.page
    tab_to(visit, "Conversation", "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !!document.activeElement.closest('[data-testid=stPopoverBody]')")
    assert tab_to(visit, "Rename")["ring"] and tab_to(visit, "Delete")["ring"]
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    has_focus(visit, "Conversation")


def test_what_has_the_focus_is_neither_lost_nor_under_the_bars(open_page: Open, tended: str) -> None:
    visit = open_page(tended, height=700)
    page = visit.page
    suggestion = page.locator("[class*=st-key-suggestion] button").first
    suggestion.focus()
    page.keyboard.press("Enter")
    visit.settled()
    visit.idle()
    page.wait_for_function("() => document.activeElement.matches('.fc-question')")  # its suggestion is gone
    page.locator("[class*=st-key-plot-found] :is(canvas, svg).marks").wait_for()
    visit.at_rest()
    box = page.locator(".st-key-ask").bounding_box()
    top = page.get_by_test_id("stHeader").bounding_box()
    assert box and top
    for key in ("Tab", "Shift+Tab"):
        for _ in range(14):
            page.keyboard.press(key)
            at = focused(visit)
            if at["inMain"] and at["visible"]:
                assert at["y"] >= top["y"] + top["height"] and at["y"] < box["y"], at
                assert at["opacity"] == 1, at


def test_a_review_is_made_signed_narrowed_exported_and_deleted_by_keys_alone(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    page, keys = visit.page, visit.page.keyboard
    visit.go_to("Review")
    page.get_by_label("Paste a draft").focus()
    keys.insert_text(DRAFT)
    press(visit, "Review it")
    has_focus(visit, "3 sentences, 2 checked")
    press(visit, "7,600 servicemen")
    has_focus(visit, "Sentence 1")
    press(visit, "Sign sentence 1")
    has_focus(visit, "Checked by")
    keys.type("Ada Brandt")
    keys.press("Tab")
    keys.type("figure corrected")
    press(visit, "Sign")
    page.get_by_text("Signed by Ada Brandt").wait_for()
    has_focus(visit, "Sign sentence 1")
    press(visit, "All", back=True)
    expect(page.get_by_role("region", name="Sentence 2", exact=True)).to_be_visible()
    has_focus(visit, "All")
    with page.expect_download():
        press(visit, "Markdown", back=True)
    has_focus(visit, "Markdown")
    for _ in range(2):  # the second time Streamlit shows what it has drawn before
        press(visit, "more_horiz", back=True)
        page.wait_for_function("() => !!document.activeElement.closest('[data-testid=stPopoverBody]')")
        keys.press("Escape")
        has_focus(visit, "more_horiz")
        keys.press("Tab")
    press(visit, "more_horiz", back=True)
    page.wait_for_function("() => !!document.activeElement.closest('[data-testid=stPopoverBody]')")
    press(visit, "Delete …")
    has_focus(visit, "Do not delete")
    press(visit, "Delete it", back=True)
    has_focus(visit, "Review a draft")


def test_the_archive_is_listed_paged_read_compared_and_added_to_by_keys_alone(
    open_page: Open, tended: str, tmp_path: Path
) -> None:
    visit = open_page(tended)
    page, keys = visit.page, visit.page.keyboard
    visit.go_to("Archive")
    press(visit, "What is in it")
    keys.press("ArrowRight")
    press_here(visit)
    has_focus(visit, "Articles")
    press(visit, "Page 2")
    has_focus(visit, "Page 2")
    page.get_by_text("21 to").wait_for()
    visit.idle()
    page.get_by_label("Words, all in one passage or in the headline").focus()
    keys.type("crane fell Velm")
    press_here(visit)
    page.get_by_text("1 to 3 of 3 articles").wait_for()
    visit.idle()
    press(visit, "Crane falls in Velm")
    has_focus(visit, "Crane falls in Velm")
    expect(page.get_by_role("article")).to_be_visible()
    press(visit, "What changed from the version before")
    expect(page.locator("ins", has_text="Four")).to_be_visible()
    press(visit, "Back to the list", back=True)
    has_focus(visit, "Crane falls in Velm")
    tab_to(visit, "Status and check", "Shift+Tab")
    for _ in range(2):
        keys.press("ArrowLeft")
    press_here(visit)
    assert tab_to(visit, "Upload")["ring"]
    file = tmp_path / "keys.txt"
    file.write_text("The pilot boat of Velm has been painted green, its captain Mads Holm said on Sunday evening.")
    visit.choose(file)
    tab_to(visit, "Remove keys.txt", "Shift+Tab")
    press(visit, "Add to the archive")
    page.get_by_role("list", name="What became of each file").get_by_text("keys.txt").wait_for(timeout=60_000)
    visit.idle()
    has_focus(visit, "Add to the archive")


def press_here(visit: Visit) -> None:
    """Press Enter and wait until the page is drawn."""
    visit.page.keyboard.press("Enter")
    visit.idle()
