"""A review whose server goes down in the middle, or that another window is working on."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from corpus.ingest import ingest
from tests.browser.conftest import Servers, Visit
from tests.browser.test_check_and_review import SAVED, begin_a_long_review

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
Shoot = Callable[[Visit, str], None]
SUMMARY = re.compile(r"([\d,]+) sentences?, .*Stopped before the last ([\d,]+)")


@pytest.fixture
def settings(samples: Path, tmp_path: Path) -> dict[str, str]:
    ingest([samples], tmp_path / "archive")
    conversations = tmp_path / "conversations.sqlite"
    return {"archive": str(tmp_path / "archive"), "mode": "quotes", "conversations": str(conversations)}


def how_far(visit: Visit) -> tuple[int, int]:
    """How many sentences the open review says are done, and how many are left."""
    summary = visit.page.locator(".fc-summary", has_text="Stopped before the last")
    summary.wait_for(timeout=90_000)
    visit.idle()
    found = SUMMARY.search(summary.inner_text())
    assert found
    return int(found[1].replace(",", "")), int(found[2].replace(",", ""))


def test_a_server_that_dies_in_the_middle_of_a_review_keeps_what_was_checked(
    settings: dict[str, str], serve: Servers, open_page: Open, screenshot: Shoot
) -> None:
    address = serve(**settings)
    visit = open_page(address)
    begin_a_long_review(visit, range(6_000, 6_160), "Kaluga")
    visit.page.wait_for_url(SAVED)
    serve.kill(address)
    serve(at=address, **settings)
    done, left = how_far(visit)  # the page that stayed open finds its server again by itself
    assert done > 0 and done + left == 160
    screenshot(visit, "interrupted-review")
    expect(visit.page.get_by_role("region", name="Sentence 1", exact=True)).to_be_visible()

    visit.page.get_by_role("button", name=f"Check the last {left} too").click()
    visit.page.locator(".fc-summary", has_text="160 sentences").wait_for(timeout=300_000)
    visit.idle()
    expect(visit.page.locator(".fc-summary")).not_to_contain_text("Stopped")
    expect(visit.page.locator(".st-key-review_list").get_by_role("button")).to_have_count(1)
    visit.page.reload()
    expect(visit.page.locator(".fc-summary")).to_contain_text("160 sentences")


def test_a_review_is_seen_from_another_window_as_far_as_it_is(
    settings: dict[str, str], serve: Servers, open_page: Open
) -> None:
    address = serve(**settings)
    visit, other = open_page(address), open_page(address)
    begin_a_long_review(visit, range(6_000, 6_900), "Kaluga")
    visit.page.wait_for_url(SAVED)
    other.page.goto(visit.page.url)
    other.page.get_by_text("It is being checked in another window").wait_for()
    seen, _ = how_far(other)
    visit.page.get_by_role("button", name="Stop, and show what is checked").click()
    done, left = how_far(visit)
    expect(visit.page.get_by_role("button", name=f"Check the last {left} too")).to_be_visible()
    assert seen <= done
    other.page.get_by_role("button", name="Look again").click()
    other.page.get_by_role("button", name=f"Check the last {left} too").wait_for()
    assert how_far(other) == (done, left)
