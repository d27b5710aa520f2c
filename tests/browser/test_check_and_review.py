"""The pages for a claim, a quotation and a whole draft, as a fact-checker uses them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

Shoot = Callable[[Visit, str], None]
SAVED = re.compile(r"review=([\w-]{22})")
DRAFT = (
    "Vladimir Putin ordered 7,600 servicemen to leave the training ranges in the Rostov Region in October 2014."
    " I think that was wise.\n\nDavid Reitze said: “We have detected gravity waves.”"
)


def open_page(visit: Visit, path: str, button: str) -> None:
    visit.page.goto(f"{visit.address}/{path}")
    visit.page.get_by_role("button", name=button).wait_for()
    visit.idle()


def review(visit: Visit, draft: str) -> str:
    """Have a pasted draft reviewed on the open page; gives the link that it is saved under."""
    visit.page.get_by_label("Paste a draft").fill(draft)
    visit.page.get_by_role("button", name="Review it").click()
    visit.page.locator(".fc-draft").wait_for()
    visit.idle()
    visit.page.wait_for_url(SAVED)  # by itself
    return SAVED.search(visit.page.url)[1]


def begin_a_long_review(visit: Visit, figures: range, place: str) -> None:
    """Have a draft of as many sentences as figures reviewed, and return while it is at work."""
    sentences = [f"Vladimir Putin ordered {figure:,} servicemen to leave {place}." for figure in figures]
    open_page(visit, "review", "Review it")
    visit.page.get_by_label("Paste a draft").fill(" ".join(sentences))
    visit.page.get_by_role("button", name="Review it").click()
    visit.page.get_by_text(re.compile(rf"Checked \d+ of {len(figures)} sentences")).wait_for()


def sign(visit: Visit, sentence: int, name: str, comment: str) -> None:
    """Sign a sentence where it stands."""
    visit.idle()
    visit.page.get_by_role("button", name=f"Sign sentence {sentence}", exact=True).click()
    visit.idle()
    visit.page.get_by_label("Checked by").fill(name)
    visit.page.get_by_label("Comment").fill(comment)
    visit.page.get_by_role("button", name="Sign", exact=True).click()


def test_a_claim_with_a_wrong_figure_is_refuted_by_a_sentence_one_can_open(visit: Visit, screenshot: Shoot) -> None:
    open_page(visit, "check", "Check it")
    visit.page.get_by_label("The words to check").fill(DRAFT.split(" I think")[0])
    visit.page.get_by_role("button", name="Check it").click()
    visit.page.locator(".fc-outcome", has_text="Refuted").wait_for()
    visit.idle()
    against = visit.page.get_by_role("region", name="Against it")
    assert "17,600" in against.inner_text()
    ledger = visit.page.get_by_role("table", name="What was compared")
    assert re.search(r"7,600.*17,600.*differs", ledger.inner_text(), re.DOTALL)
    screenshot(visit, "check")
    against.get_by_role("link", name="[1]").first.click()
    assert "17,600" in visit.page.locator("mark:target").inner_text()
    expect(visit.page.get_by_role("complementary", name="Article:").first).to_be_visible()
    assert visit.outside_requests() == []


def test_a_quotation_in_other_words_of_another_speaker_shows_both(visit: Visit) -> None:
    open_page(visit, "check", "Check it")
    visit.page.get_by_role("radio", name="A quotation").click()
    visit.idle()
    visit.page.get_by_label("Who is said to have said it").fill("Kip Thorne")
    visit.page.get_by_label("The words to check").fill("We have detected gravity waves")
    visit.page.get_by_role("button", name="Check it").click()
    visit.page.locator(".fc-outcome", has_text="Somebody else said it").wait_for()
    visit.idle()
    told = visit.page.get_by_role("list", name="Words that differ").inner_text()
    assert "gravitational" in told and "gravity" in told
    assert "David Reitze" in visit.page.locator(".fc-quote").first.inner_text()


def test_a_draft_is_marked_in_place_signed_and_taken_along(visit: Visit, screenshot: Shoot, tmp_path: Path) -> None:
    file = tmp_path / "speech.txt"
    file.write_text(DRAFT, encoding="utf-8")
    open_page(visit, "review", "Review it")
    visit.choose(file)
    visit.page.get_by_role("button", name="Review it").click()
    draft = visit.page.locator(".fc-draft")
    draft.wait_for()
    visit.idle()
    assert "7,600" in draft.locator("a.fc-refuted").inner_text()
    assert "gravity" in draft.locator("a.fc-misquoted").inner_text()
    assert draft.locator("a", has_text="I think").count() == 0, "an opinion is not marked"
    screenshot(visit, "review")

    draft.locator("a.fc-refuted").click()
    entry = visit.page.get_by_role("region", name="Sentence 1", exact=True)
    assert "17,600" in entry.inner_text()

    visit.page.wait_for_url(SAVED)  # by itself
    sign(visit, 1, "Ada Brandt", "figure corrected")
    entry.get_by_text("Signed by Ada Brandt").wait_for()
    visit.idle()
    assert "figure corrected" in entry.inner_text()

    with visit.page.expect_download() as download:
        visit.page.get_by_role("button", name="HTML", exact=True).click()
    assert "17,600" in Path(download.value.path()).read_text(encoding="utf-8")

    visit.page.reload()
    visit.page.locator(".fc-draft").wait_for()
    visit.page.get_by_text("Signed by Ada Brandt").wait_for()
    visit.idle()
    assert "7,600" in visit.page.locator(".fc-draft a.fc-refuted").inner_text(), "the link shows what was stored"
    visit.page.get_by_role("region", name="Sentence 1", exact=True).get_by_role("link", name="[1]").first.click()
    assert "17,600" in visit.page.locator("mark:target").inner_text()


def test_nothing_of_a_review_is_lost_when_another_is_opened(visit: Visit) -> None:
    page, marked = visit.page, visit.page.locator(".fc-draft")
    open_page(visit, "review", "Review it")
    first = review(visit, DRAFT)
    page.get_by_role("button", name="Sign sentence 1", exact=True).click()
    visit.idle()
    page.get_by_label("Checked by").fill("Ada Brandt")
    page.get_by_label("Comment").fill("ask the ministry")
    page.get_by_role("button", name="New review").first.click()
    page.get_by_label("Paste a draft").wait_for()
    visit.idle()
    second = review(visit, "David Reitze said in 2016: “We have detected gravitational waves.”")
    expect(page.get_by_text("ask the ministry")).to_have_count(0)
    page.locator(f".st-key-review-{first} button:visible").click()
    marked.filter(has_text="7,600").wait_for()
    visit.idle()
    expect(page.get_by_label("Comment")).to_have_value("ask the ministry")
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_text("Signed by Ada Brandt").wait_for()
    expect(page.locator(".st-key-open_review_bar")).to_contain_text("1 sentence signed")
    visit.idle()
    page.locator(f".st-key-review-{second} button:visible").click()
    marked.filter(has_text="gravitational").wait_for()


def test_reviews_of_one_text_are_told_apart_in_the_list(visit: Visit, screenshot: Shoot) -> None:
    page, listed = visit.page, visit.page.locator(".st-key-review_list")
    open_page(visit, "review", "Review it")
    review(visit, DRAFT)
    sign(visit, 1, "Ada Brandt", "figure corrected")
    page.get_by_text("Signed by Ada Brandt").wait_for()
    visit.idle()
    page.get_by_role("button", name="New review").first.click()
    page.get_by_label("Paste a draft").wait_for()
    visit.idle()
    review(visit, DRAFT)
    names, told = listed.get_by_role("button").all_inner_texts(), listed.locator(".fc-listed").all_inner_texts()
    last, before = (int(re.match(r"v(\d+) · Vladimir Putin", name)[1]) for name in names[:2])
    assert last == before + 1
    assert [line.split(" · ")[1] for line in told[:2]] == ["not signed", "1 of 3 signed"]
    assert re.match(r"\d+ \w+ 20\d\d \d\d:\d\d UTC", told[0]), "the day and the time"
    screenshot(visit, "saved-reviews")


def test_a_review_that_is_left_while_it_is_made_is_found_again(visit: Visit) -> None:
    begin_a_long_review(visit, range(6_000, 6_400), "Kaluga")
    visit.page.wait_for_url(SAVED)  # the list of another window is drawn once
    visit.page.close()
    visit.page = visit.page.context.new_page()
    open_page(visit, "review", "Review it")
    visit.page.locator(".st-key-review_list button:visible", has_text="6,000").first.click()
    visit.page.locator(".fc-summary", has_text="Stopped before the last").wait_for()


def test_a_review_at_work_is_stopped_and_what_is_checked_is_shown(visit: Visit) -> None:
    begin_a_long_review(visit, range(5_000, 5_400), "Rostov")
    visit.page.get_by_role("button", name="Stop, and show what is checked").click()
    summary = visit.page.locator(".fc-summary", has_text="Stopped before the last")
    summary.wait_for()
    visit.idle()
    assert visit.page.get_by_role("button", name="Stop").count() == 0
    checked, left = re.search(r"([\d,]+) sentences?, .*Stopped before the last ([\d,]+)", summary.inner_text()).groups()
    assert int(checked.replace(",", "")) + int(left.replace(",", "")) == 400
    expect(summary).to_be_in_viewport()  # what was found


def test_the_pages_are_reached_from_each_other_and_keep_the_filters(visit: Visit) -> None:
    visit.fill_date("As of", "2014-06-01")
    visit.page.get_by_text("nothing later than 1 June 2014").first.wait_for()
    visit.page.get_by_role("link", name="Check").click()
    visit.page.get_by_role("button", name="Check it").wait_for()
    visit.idle()
    assert "nothing later than 1 June 2014" in visit.page.locator(".fc-scope").inner_text()
