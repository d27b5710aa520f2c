"""What goes wrong is told in plain words with what to do, and what still works goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from corpus.ingest import ingest
from tests.browser.conftest import Servers, Visit, a_window, free_port

pytestmark = pytest.mark.browser

Shoot = Callable[[Visit, str], None]
QUESTION = "Who ordered the Rostov troop withdrawal?"


def test_a_model_that_cannot_be_reached_costs_a_note_and_the_answer_is_quotes(
    page_archive: Path, serve: Servers, open_page: Callable[..., Visit], screenshot: Shoot
) -> None:
    endpoint = f"http://127.0.0.1:{free_port()}/v1"
    visit = open_page(serve(archive=str(page_archive), mode="api", base_url=endpoint, model="absent"), width=390)
    visit.ask(QUESTION)
    screenshot(visit, "narrow-model-unreachable")
    answer = visit.last_answer
    note = answer.get_by_role("list", name="Notes").inner_text()
    assert "The model could not be used" in note and "quotes from the archive" in note
    assert "Traceback" not in note
    assert "Vladimir Putin" in answer.locator("blockquote").first.inner_text()
    assert "quotes from the articles; a language model was asked" in answer.inner_text()


def test_a_missing_archive_is_told_with_the_command_that_makes_one(
    samples: Path, serve: Servers, browser: Browser, tmp_path: Path, screenshot: Shoot
) -> None:
    address = serve(archive=str(tmp_path / "archive"), mode="quotes")
    context = a_window(browser, viewport={"width": 1280, "height": 900})
    try:
        visit = Visit(context.new_page(), address)
        visit.page.goto(address)
        told = visit.page.get_by_role("alert")
        told.wait_for()
        screenshot(visit, "no-archive")
        assert "python -m corpus ingest" in told.inner_text().replace("\u2060", "")
        assert visit.page.get_by_test_id("stException").count() == 0
        ingest([samples], tmp_path / "archive")
        visit.page.get_by_role("button", name="Try again").click()
        visit.page.get_by_test_id("stChatInputTextArea").wait_for()
        visit.ask(QUESTION)
        assert "Vladimir Putin" in visit.last_answer.inner_text()
    finally:
        context.close()
