"""The pages for a claim, a quotation and a whole draft, as a fact-checker uses them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

Shoot = Callable[[Visit, str], None]
DRAFT = (
    "Vladimir Putin ordered 7,600 servicemen to leave the training ranges in the Rostov Region in October 2014."
    " I think that was wise.\n\nDavid Reitze said: “We have detected gravity waves.”"
)


def open_page(visit: Visit, path: str, button: str) -> None:
    visit.page.goto(f"{visit.address}/{path}")
    visit.page.get_by_role("button", name=button).wait_for()


def test_a_claim_with_a_wrong_figure_is_refuted_by_a_sentence_one_can_open(visit: Visit, screenshot: Shoot) -> None:
    open_page(visit, "check", "Check it")
    visit.page.get_by_label("The words to check").fill(DRAFT.split(" I think")[0])
    visit.page.get_by_role("button", name="Check it").click()
    visit.page.locator(".fc-outcome", has_text="Refuted").wait_for()
    against = visit.page.get_by_role("region", name="Against it")
    assert "17,600" in against.inner_text()
    ledger = visit.page.get_by_role("table", name="What was compared")
    assert re.search(r"7,600.*17,600.*differs", ledger.inner_text(), re.DOTALL)
    screenshot(visit, "check")
    against.get_by_role("link", name="[1]").first.click()
    panel = visit.page.get_by_role("complementary", name="Article:").first
    assert "17,600" in visit.page.locator("mark:target").inner_text() and panel.is_visible()
    assert visit.outside_requests() == []


def test_a_quotation_in_other_words_of_another_speaker_shows_both(visit: Visit) -> None:
    open_page(visit, "check", "Check it")
    visit.page.get_by_role("radio", name="A quotation").click()
    visit.page.get_by_label("Who is said to have said it").fill("Kip Thorne")
    visit.page.get_by_label("The words to check").fill("We have detected gravity waves")
    visit.page.get_by_role("button", name="Check it").click()
    visit.page.locator(".fc-outcome", has_text="Somebody else said it").wait_for()
    told = visit.page.get_by_role("list", name="Words that differ").inner_text()
    assert "gravitational" in told and "gravity" in told
    assert "David Reitze" in visit.page.locator(".fc-quote").first.inner_text()


def test_a_draft_is_marked_in_place_signed_and_taken_along(visit: Visit, screenshot: Shoot, tmp_path: Path) -> None:
    file = tmp_path / "speech.txt"
    file.write_text(DRAFT, encoding="utf-8")
    open_page(visit, "review", "Review it")
    visit.page.locator("input[type=file]").set_input_files(file)
    visit.page.get_by_text("speech.txt").wait_for()
    visit.page.get_by_role("button", name="Review it").click()
    draft = visit.page.locator(".fc-draft")
    draft.wait_for()
    assert "7,600" in draft.locator("a.fc-refuted").inner_text()
    assert "gravity" in draft.locator("a.fc-misquoted").inner_text()
    assert draft.locator("a", has_text="I think").count() == 0, "an opinion is not marked"
    screenshot(visit, "review")

    draft.locator("a.fc-refuted").click()
    entry = visit.page.get_by_role("region", name="Sentence 1", exact=True)
    assert "17,600" in entry.inner_text()

    visit.idle()
    visit.page.get_by_role("button", name="Save it, to sign it off").click()
    visit.page.wait_for_url(re.compile(r"review=[\w-]{22}$"))
    entry = visit.page.get_by_role("region", name="Sentence 1", exact=True)
    visit.page.get_by_text("Sign a sentence").click()
    visit.page.get_by_label("Checked by").fill("Ada Brandt")
    visit.page.get_by_label("Comment").fill("figure corrected")
    visit.page.get_by_role("button", name="Sign", exact=True).click()
    entry.get_by_text("Signed by Ada Brandt").wait_for()
    assert "figure corrected" in entry.inner_text()

    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="HTML", exact=True).click()
    assert "17,600" in Path(download.value.path()).read_text(encoding="utf-8")

    visit.page.reload()
    visit.page.locator(".fc-draft").wait_for()
    visit.page.get_by_text("Signed by Ada Brandt").wait_for()
    assert "7,600" in visit.page.locator(".fc-draft a.fc-refuted").inner_text(), "the link shows what was stored"
    visit.page.get_by_role("region", name="Sentence 1", exact=True).get_by_role("link", name="[1]").first.click()
    assert "17,600" in visit.page.locator("mark:target").inner_text()


def test_a_review_at_work_is_stopped_and_what_is_checked_is_shown(visit: Visit) -> None:
    sentences = [f"Vladimir Putin ordered {number:,} servicemen to leave Rostov." for number in range(5_000, 5_400)]
    open_page(visit, "review", "Review it")
    visit.page.get_by_label("Paste a draft").fill(" ".join(sentences))
    visit.page.get_by_role("button", name="Review it").click()
    visit.page.get_by_text(re.compile(r"Checked \d+ of 400 sentences")).wait_for()
    visit.page.get_by_role("button", name="Stop, and show what is checked").click()
    summary = visit.page.locator(".fc-summary", has_text="Stopped before the last")
    summary.wait_for()
    visit.idle()
    assert visit.page.get_by_role("button", name="Stop").count() == 0
    checked, left = re.search(r"([\d,]+) sentences?, .*Stopped before the last ([\d,]+)", summary.inner_text()).groups()
    assert int(checked.replace(",", "")) + int(left.replace(",", "")) == 400
    box, window = summary.bounding_box(), visit.page.viewport_size
    assert box and window and 0 <= box["y"] <= window["height"], "what was found is in view"


def test_the_pages_are_reached_from_each_other_and_keep_the_filters(visit: Visit) -> None:
    visit.fill_date("As of", "2014-06-01")
    visit.page.get_by_text("nothing later than 1 June 2014").first.wait_for()
    visit.page.get_by_role("link", name="Check").click()
    visit.page.get_by_role("button", name="Check it").wait_for()
    assert "nothing later than 1 June 2014" in visit.page.locator(".fc-scope").inner_text()
