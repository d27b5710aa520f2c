"""The page about the archive: what is in it, browsing, adding files, refusals, the check; and plots of answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_page import assert_no_sideways_scrolling

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
Shoot = Callable[[Visit, str], None]
TOLL = "How many people died in the Ardelan earthquake?"


def part(visit: Visit, name: str) -> None:
    visit.page.get_by_role("radio", name=name, exact=True).click()
    visit.idle()


def plot(visit: Visit, key: str) -> None:
    """Wait until a plot is drawn: Vega has put its marks onto the page."""
    visit.page.locator(f"[class*=st-key-plot-{key}] :is(canvas, svg).marks").wait_for()


@pytest.fixture
def at_archive(open_page: Open, tended: str) -> Visit:
    visit = open_page(tended)
    visit.go_to("Archive")
    return visit


def test_what_is_in_the_archive_is_plotted_and_told(at_archive: Visit, screenshot: Shoot) -> None:
    plot(at_archive, "months")
    plot(at_archive, "outlets")
    screenshot(at_archive, "archive")
    assert "Most in September 2014" in at_archive.page.locator(".st-key-plot-months").inner_text()
    at_archive.page.get_by_text("Articles by outlet, as a table").click()
    assert at_archive.page.get_by_role("row", name="Island Post 1").count() == 1
    assert at_archive.outside_requests() == [], "Vega is served by the page itself"


def test_an_article_is_found_by_words_outlet_and_month_and_read(at_archive: Visit, screenshot: Shoot) -> None:
    page = at_archive.page
    part(at_archive, "Articles")
    page.get_by_label("Words, all in one passage or in the headline").fill("crane fell Velm")
    page.keyboard.press("Enter")
    page.get_by_text("1 to 3 of 3 articles, best match first").wait_for()
    at_archive.idle()
    assert page.get_by_text("an earlier version").count() == 1
    page.get_by_role("combobox", name="Outlet", exact=True).click()
    page.get_by_role("option", name="Harbour Chronicle").click()
    page.get_by_text("1 to 2 of 2 articles, best match first").wait_for()
    at_archive.idle()
    page.get_by_label("Words, all in one passage or in the headline").fill("")
    page.keyboard.press("Enter")
    page.get_by_text("newest first").wait_for()
    at_archive.idle()
    page.get_by_role("combobox", name="Month", exact=True).click()
    page.get_by_role("option", name="March 2015").click()
    page.get_by_text("1 to 1 of 1 article, newest first").wait_for()
    at_archive.idle()
    screenshot(at_archive, "archive-articles")
    page.get_by_role("button", name="Crane falls in Velm").click()
    article = page.get_by_role("article", name="Crane falls in Velm")
    article.wait_for()
    at_archive.idle()
    screenshot(at_archive, "archive-article")
    text = article.inner_text()
    assert "Four people were hurt" in text, "the current version is the one that is listed"
    assert "2 of 2, the current one" in text
    assert "2 outlets, 1 original" in text
    assert "https://example.org/velm" in text
    article.get_by_text("What changed from the version before: 1 place").click()
    assert article.locator("del").inner_text() == "Three" and article.locator("ins").inner_text() == "Four"
    expect(page).to_have_url(re.compile("article="))  # the address can be kept and sent
    earlier = article.get_by_role("link", name="Version 1").get_attribute("href")
    page.get_by_role("button", name="Back to the list").click()
    page.get_by_role("heading", name="The archive").wait_for()
    page.goto(f"{at_archive.address}/{earlier}")
    page.get_by_text("1 of 2, superseded by one of 4 March 2015").wait_for()
    assert "Three people were hurt" in page.get_by_role("article").inner_text()


def test_whoever_has_read_an_article_comes_back_to_the_same_list(at_archive: Visit) -> None:
    page = at_archive.page
    part(at_archive, "Articles")
    page.get_by_label("Words, all in one passage or in the headline").fill("Moscow")
    page.keyboard.press("Enter")
    told = page.locator(".fc-summary", has_text="best match first")
    told.wait_for()
    at_archive.idle()
    counted = told.inner_text()
    for back in (page.go_back, lambda: page.get_by_role("button", name="Back to the list").click()):
        page.locator(".st-key-articles button").first.click()
        page.get_by_role("article").wait_for()
        at_archive.idle()
        back()
        page.get_by_role("article").wait_for(state="detached")
        told.wait_for()
        at_archive.idle()
        assert told.inner_text() == counted


def test_an_address_of_no_article_is_told_in_a_line(open_page: Open, tended: str) -> None:
    visit = open_page(tended)
    visit.page.goto(f"{tended}/archive?article=%3Cscript%3Ealert(1)%3C/script%3E")
    alert = visit.page.get_by_test_id("stAlert")
    alert.wait_for()
    assert "no article with the id" in alert.inner_text()
    assert visit.dialogs == []


def test_files_are_added_with_progress_and_can_be_asked_about(
    at_archive: Visit, tmp_path: Path, screenshot: Shoot
) -> None:
    page = at_archive.page
    lines = [{"text": f"The lighthouse of Korsvik was painted in colour number {n} on Friday."} for n in range(60)]
    lines[7] = {
        "title": "Lamp",
        "outlet": "Korsvik Gazette",
        "text": "The lamp of Korsvik was lit by Ingrid Dahl on Friday.",
    }
    file = tmp_path / "korsvik <b>.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines) + "{broken\n", encoding="utf-8")
    part(at_archive, "Add files")
    at_archive.choose(file)
    screenshot(at_archive, "archive-add")
    page.get_by_role("button", name="Add to the archive").click()
    taken = page.get_by_role("list", name="What became of each file")
    taken.get_by_text("korsvik").wait_for(timeout=60_000)
    told = taken.inner_text()
    assert "Refused in part korsvik <b>.jsonl · 60 articles added, 1 record refused" in told and "line 61" in told
    screenshot(at_archive, "archive-added")
    part(at_archive, "Refused")
    page.get_by_label("Words of a file, a place or a reason").fill("line 61")
    page.keyboard.press("Enter")
    page.get_by_text("1 record did not become articles").wait_for()
    assert "upload/korsvik <b>.jsonl" in page.get_by_role("table").last.inner_text()
    at_archive.page.get_by_test_id("stTopNavLink").filter(has_text="Ask").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    at_archive.ask("Who lit the lamp of Korsvik?")
    assert "Ingrid Dahl" in at_archive.last_answer.inner_text()


def test_each_file_is_told_to_be_added_unchanged_or_refused_with_its_reason(
    at_archive: Visit, tmp_path: Path, screenshot: Shoot
) -> None:
    page = at_archive.page
    known, fresh, broken = (tmp_path / name for name in ("known.txt", "fresh.txt", "broken <i>.pdf"))
    known.write_text("The drawbridge of Velm stays up until Sunday, the bridge master told the council on Monday.")
    fresh.write_text("The customs house of Velm opens an hour later in winter, its director Jonas Falk said on Friday.")
    broken.write_text("This is no PDF.")
    part(at_archive, "Add files")
    taken = page.get_by_role("list", name="What became of each file")
    for files, told in (
        ([known], ["Added known.txt"]),
        ([known, fresh, broken], ["Added fresh.txt", "Unchanged known"]),
    ):
        at_archive.choose(*files)
        page.get_by_role("button", name="Add to the archive").click()
        for line in told:
            taken.get_by_text(line).wait_for(timeout=60_000)
    first = taken.get_by_role("listitem").first.inner_text()
    assert first.startswith("✗ Refused broken <i>.pdf ·") and "PDF" in first.split("·")[1], "what needs a look is first"
    assert "3 files: 1 refused, 1 added, 1 unchanged" in page.locator("[role=status]", has=taken).inner_text()
    screenshot(at_archive, "archive-each-file")


def test_what_became_of_a_file_is_told_to_whoever_added_it(at_archive: Visit, open_page: Open, tmp_path: Path) -> None:
    other = open_page(at_archive.address)
    other.go_to("Archive")
    part(other, "Add files")
    file = tmp_path / "an unpublished source.txt"
    file.write_text("The tide gauge of Velm was read by Ebba Strand at noon on Saturday, the harbour office said.")
    part(at_archive, "Add files")
    at_archive.choose(file)
    at_archive.page.get_by_role("button", name="Add to the archive").click()
    at_archive.page.get_by_role("list", name="What became of each file").get_by_text(file.name).wait_for(timeout=60_000)
    part(at_archive, "Articles")
    part(at_archive, "Add files")
    expect(at_archive.page.get_by_text(file.name)).to_be_visible()
    for place in ("Articles", "Add files"):
        part(other, place)
        expect(other.page.get_by_text(file.name)).to_have_count(0)
    other.go_to("Ask")
    other.ask("Who read the tide gauge of Velm?")
    assert "Ebba Strand" in other.last_answer.inner_text()


def test_a_file_of_no_known_kind_is_not_taken(at_archive: Visit, tmp_path: Path) -> None:
    file = tmp_path / "run.exe"
    file.write_bytes(b"MZ")
    part(at_archive, "Add files")
    at_archive.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(file)
    at_archive.page.get_by_text("not allowed").wait_for()
    at_archive.page.get_by_role("button", name="Add to the archive").click()
    at_archive.page.get_by_text("choose one or more files to add").wait_for()


def test_the_archive_is_checked_on_demand(at_archive: Visit, screenshot: Shoot) -> None:
    part(at_archive, "Status and check")
    assert "Passages" in at_archive.page.locator(".fc-provenance").inner_text()
    at_archive.page.get_by_role("button", name="Check the archive now").click()
    at_archive.page.get_by_text("Everything checked out").wait_for(timeout=60_000)
    screenshot(at_archive, "archive-check")


def test_a_figure_that_rose_and_where_it_was_found_are_plotted(open_page: Open, tended: str, screenshot: Shoot) -> None:
    for theme in ("light", "dark"):
        visit = open_page(tended, theme=theme)
        visit.ask(TOLL)
        plot(visit, "figure")
        plot(visit, "found")
        figure, found = (
            visit.page.locator("[class*=st-key-plot-figure]"),
            visit.page.locator("[class*=st-key-plot-found]"),
        )
        told = "At least 40 (2 March 2020), then some 120 (3 March 2020), then 310 (5 March 2020)."
        assert told.lower() in figure.inner_text().lower()
        assert "Cited: March 2020 (3)." in found.inner_text()
        found.scroll_into_view_if_needed()
        screenshot(visit, f"figure-over-time-{theme}")
        assert visit.outside_requests() == []


def test_the_archive_page_fits_a_narrow_window(open_page: Open, tended: str, screenshot: Shoot) -> None:
    visit = open_page(tended, width=390, height=800)
    visit.page.goto(f"{tended}/archive")
    visit.page.get_by_role("heading", name="The archive").wait_for()
    plot(visit, "outlets")
    screenshot(visit, "narrow-archive")
    assert_no_sideways_scrolling(visit)
    for name in ("Articles", "Add files", "Refused", "Status and check"):
        part(visit, name)
        assert_no_sideways_scrolling(visit)
    visit.page.goto(f"{tended}/settings")
    visit.page.get_by_role("heading", name="Settings").wait_for()
    visit.page.locator(".fc-positions").wait_for()
    visit.page.get_by_role("slider").wait_for()
    screenshot(visit, "narrow-settings")
    assert_no_sideways_scrolling(visit)
