"""Saved conversations as somebody uses them who keeps the page open all day: links, reloads, two windows, feedback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from corpus.ingest import ingest
from corpus.maintenance import remove
from tests.browser.conftest import Servers, Visit
from tests.browser.test_access import findings

pytestmark = pytest.mark.browser

Shoot = Callable[[Visit, str], None]
Open = Callable[..., Visit]
QUESTION = "Who ordered the Rostov troop withdrawal?"
MARCH = "How many people took part in the Moscow peace march?"
DAM = "How many tons of water does the Quellmark reservoir hold?"


def an_article(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.jsonl"
    fields = {"id": name, "title": "The Quellmark reservoir", "outlet": "Gate & Weir", "published": "2015-03-02"}
    file.write_text(json.dumps({**fields, "text": text}) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Path:
    """The samples and an article of our own, for tests that change the archive."""
    folder = tmp_path_factory.mktemp("changing")
    first = an_article(folder, "first", "The Quellmark reservoir holds 40 million tons of water, its operator said.")
    ingest([samples, first], folder / "archive")
    return folder / "archive"


@pytest.fixture(scope="module")
def address(archive: Path, serve: Servers) -> str:
    return serve(archive=str(archive), mode="quotes", conversations=str(archive.parent / "conversations.sqlite"))


@pytest.fixture
def visit(open_page: Open, address: str) -> Visit:
    return open_page(address)


def ask_without_waiting(visit: Visit, question: str) -> None:
    box = visit.page.get_by_test_id("stChatInputTextArea")
    box.fill(question)
    box.press("Enter")
    visit.page.locator(".fc-question", has_text=question).last.wait_for()


def open_menu(visit: Visit, bar: str = ".st-key-open_conversation_bar") -> None:
    """Open the menu of what is open, unless it is."""
    visit.at_rest()
    content = visit.page.get_by_test_id("stPopoverBody")
    if not content.is_visible():
        visit.page.locator(bar).get_by_role("button").click()
    content.wait_for()
    visit.at_rest()


def link_of(visit: Visit) -> str:
    visit.page.wait_for_url(re.compile(r"conversation=[\w-]{22}$"))
    return visit.page.url


def test_a_link_shows_the_stored_answer_and_asks_nobody(
    visit: Visit, open_page: Open, archive: Path, address: str, screenshot: Shoot
) -> None:
    visit.ask(DAM)
    stored = visit.last_answer.inner_text()
    assert "40 million tons" in stored
    link = link_of(visit)
    more = "The Quellmark reservoir holds 55 million tons of water, the ministry said on Tuesday, not 40 million tons."
    ingest([an_article(archive.parent, "second", more)], archive)

    other = open_page(link)
    other.settled()
    shown = other.last_answer
    assert "40 million tons" in shown.inner_text() and "55 million" not in shown.inner_text()
    assert [shown.locator(".fc-marker").nth(at).inner_text() for at in range(shown.locator(".fc-marker").count())]
    screenshot(other, "conversation-by-link")
    again = open_page(address)
    again.ask(DAM)
    assert "55 million" in again.last_answer.inner_text(), "asked now, the archive says more"


def test_a_reload_keeps_the_conversation_and_the_open_article(visit: Visit) -> None:
    visit.ask(QUESTION)
    visit.ask(MARCH)
    before = visit.page.locator(".st-key-talk .fc-quote").all_inner_texts()
    marker = visit.page.locator(".st-key-talk .fc-marker").first
    marker.click()
    visit.page.locator("mark:target").wait_for()
    sentence = visit.page.locator("mark:target").inner_text()
    visit.page.reload()
    visit.settled()
    visit.page.locator("mark:target").wait_for()
    assert visit.page.locator("mark:target").inner_text() == sentence
    assert visit.page.locator(".st-key-talk .fc-quote").all_inner_texts() == before
    assert visit.outside_requests() == []


def test_a_removed_article_leaves_its_quote_and_is_named(
    visit: Visit, open_page: Open, archive: Path, screenshot: Shoot
) -> None:
    ingest(
        [an_article(archive.parent, "third", "The Zandvoort lock was opened by the Belgian engineer Lode Baert.")],
        archive,
    )
    visit.ask("Who opened the Zandvoort lock?")
    assert "Lode Baert" in visit.last_answer.locator("blockquote").inner_text()
    link = link_of(visit)
    visit.last_answer.locator(".fc-marker").first.click()
    identity = visit.page.locator(".fc-panel:has(mark:target) dt", has_text="Id in the archive")
    remove(archive, article_id=identity.locator("xpath=following-sibling::dd[1]").inner_text())

    other = open_page(link)
    other.settled()
    assert "Lode Baert" in other.last_answer.locator("blockquote").inner_text()
    assert (
        "is not in the archive any more"
        in other.last_answer.get_by_role("list", name="Removed from the archive since").inner_text()
    )
    other.last_answer.locator(".fc-marker").first.click()
    panel = other.page.get_by_role("complementary", name="Removed article: The Quellmark reservoir")
    panel.wait_for()
    screenshot(other, "removed-article")
    assert "Lode Baert" in panel.locator("mark:target").inner_text()
    assert "not in the archive any more" in panel.inner_text()


def test_two_browsers_ask_in_one_conversation_and_none_is_lost(visit: Visit, open_page: Open) -> None:
    visit.ask(QUESTION)
    other = open_page(link_of(visit))
    other.settled()
    ask_without_waiting(other, MARCH)
    ask_without_waiting(visit, "How many troops?")
    visit.settled()
    other.settled()
    for window in (visit, other):
        window.page.reload()
        window.settled()
        questions = window.page.locator(".fc-question").all_inner_texts()
        assert sorted(questions) == sorted([QUESTION, MARCH, "How many troops?"])
        assert window.page.locator(".st-key-talk .fc-outcome").count() == 3
    stranger = open_page(visit.address)
    assert stranger.page.locator(".fc-question").count() == 0


def test_a_conversation_is_renamed_found_taken_along_and_deleted(
    visit: Visit, open_page: Open, screenshot: Shoot, tmp_path: Path
) -> None:
    visit.ask(MARCH)
    link, page = link_of(visit), visit.page
    open_menu(visit)
    page.get_by_label("Name", exact=True).fill("Thursday march")
    page.get_by_role("button", name="Rename").click()
    page.locator(".st-key-conversation_list").get_by_role("button", name="Thursday march").wait_for()
    screenshot(visit, "conversation-menu")
    open_menu(visit)
    assert link in page.get_by_test_id("stCode").inner_text()
    for form, holds in (("Markdown", "## How many people"), ("HTML", "<h2>How many people"), ("JSON", '"question"')):
        with page.expect_download() as download:
            page.get_by_role("button", name=form, exact=True).click()
        assert download.value.suggested_filename.startswith("Thursday-march.")
        text = Path(download.value.path()).read_text(encoding="utf-8")
        assert holds in text and "Sergei Mitrokhin" in text
    page.keyboard.press("Escape")

    page.get_by_role("button", name="New conversation").click()
    page.locator(".fc-question").first.wait_for(state="detached")
    expect(page).not_to_have_url(re.compile("conversation="))
    visit.idle()
    search = page.get_by_label("Find a conversation")
    search.fill("mitrokhin")
    search.press("Enter")
    listed = page.locator(".st-key-conversation_list")
    expect(listed.get_by_text("Mitrokhin").first).to_be_visible()  # where the words were found
    expect(listed.get_by_role("button", name=DAM)).to_have_count(0)
    visit.idle()
    search.fill("thursday")
    search.press("Enter")
    expect(listed.get_by_role("button")).to_have_count(1)
    listed.get_by_role("button", name="Thursday march").click()
    visit.settled()
    expect(page).to_have_url(link)

    open_menu(visit)
    for button in ("Delete …", "Do not delete", "Delete …"):
        page.get_by_role("button", name=button).click()
        visit.at_rest()  # as a person does, who reads what is asked; until then what was asked before is still there
    expect(page.locator(".fc-question")).to_have_count(1)
    page.get_by_role("button", name="Delete it").click()
    page.locator(".fc-question").first.wait_for(state="detached")
    expect(listed.get_by_role("button", name="Thursday march")).to_have_count(0)
    gone = open_page(link)
    gone.page.get_by_text("There is no such conversation").wait_for()
    gone.ask(QUESTION)
    assert "Answered" in gone.last_answer.inner_text()


def test_feedback_is_kept_with_the_answer(visit: Visit, open_page: Open, screenshot: Shoot) -> None:
    visit.ask(QUESTION)
    page = visit.page
    page.get_by_role("radio", name="Thumbs down").click()
    page.get_by_text("Kept: wrong.").wait_for()
    visit.idle()
    page.get_by_text("Say why").click()
    page.get_by_label("What is wrong with it").fill("It was an <b>order</b> of the minister.")
    page.get_by_label("The right answer, if you know it").fill("Sergei Shoigu")
    screenshot(visit, "feedback")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Right would be: Sergei Shoigu").wait_for()
    other = open_page(link_of(visit))
    other.settled()
    told = other.last_answer.inner_text()
    assert "It was an <b>order</b> of the minister." in told and "Right would be: Sergei Shoigu" in told
    expect(other.page.get_by_role("radio", name="Thumbs down")).to_have_attribute("aria-checked", "true")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_what_conversations_add(
    open_page: Open, address: str, theme: str, screenshot: Shoot
) -> None:
    visit = open_page(address, width=1280, theme=theme)
    page = visit.page
    visit.ask(MARCH)
    page.get_by_role("radio", name="Thumbs down").click()
    visit.idle()
    page.get_by_text("Say why").click()
    page.get_by_label("What is wrong with it").wait_for()
    visit.idle()
    problems = {"feedback": findings(visit)}
    open_menu(visit)
    page.get_by_role("button", name="Delete …").click()
    page.get_by_role("button", name="Do not delete").wait_for()
    visit.idle()
    screenshot(visit, f"conversation-delete-{theme}")
    problems["menu"] = findings(visit)
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    page.get_by_label("Find a conversation").fill("xylophone")
    page.get_by_label("Find a conversation").press("Enter")
    page.get_by_text("No conversation has all of these words").wait_for()
    visit.idle()
    problems["search"] = findings(visit)
    assert {name: found for name, found in problems.items() if found} == {}
