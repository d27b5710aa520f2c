"""Answers that take their time: stopped, interrupted by the end of the server, or being made in another window."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.drafting.rewrite import SECONDS
from tests.browser.conftest import Servers, Visit
from tests.browser.silent_model import SilentModel, a_silent_model
from tests.browser.test_access import findings
from tests.browser.test_conversations import QUESTION, ask_without_waiting, link_of

pytestmark = pytest.mark.browser

Shoot = Callable[[Visit, str], None]
Open = Callable[..., Visit]
STATEMENT = (
    "Vladimir Putin has ordered Sergei Shoigu to begin withdrawing 17,600 servicemen, the Kremlin press service said."
)
PLACE_OF_QUESTION = """() => document.querySelector('.fc-question').getBoundingClientRect().y
    - document.querySelector('h1').getBoundingClientRect().y"""
REPLY = json.dumps({"answered": True, "statements": [{"text": STATEMENT, "passages": [1]}]})


@pytest.fixture
def model() -> Iterator[SilentModel]:
    with a_silent_model(REPLY) as server:
        yield server


@pytest.fixture
def model_address(
    model: SilentModel, page_archive: Path, serve: Servers, tmp_path: Path
) -> Iterator[tuple[str, dict[str, str]]]:
    """A page whose answers the silent model writes, with the settings to start it again."""
    settings = {
        "archive": str(page_archive),
        "mode": "api",
        "base_url": model.endpoint,
        "model": "silent",
        "conversations": str(tmp_path / "conversations.sqlite"),
    }
    address = serve(**settings)
    yield address, settings
    serve.kill(address)


def test_stop_hangs_up_on_a_model_that_has_said_nothing_and_the_question_stays(
    model: SilentModel, model_address: tuple[str, dict[str, str]], open_page: Open, screenshot: Shoot
) -> None:
    visit = open_page(model_address[0])
    ask_without_waiting(visit, QUESTION)
    visit.page.get_by_text("The language model is reading what was found").wait_for()
    assert visit.page.locator(".fc-brief .fc-card").count() > 0, "the evidence is there meanwhile"
    model.asked.get(timeout=60)
    screenshot(visit, "waiting-for-the-model")
    before = visit.page.evaluate(PLACE_OF_QUESTION)
    visit.page.get_by_test_id("stChatInput").get_by_role("button").last.click()
    assert QUESTION in model.left.get(timeout=30), "the model was hung up on before it wrote anything"
    visit.page.get_by_text("Stopped before the answer was complete.").wait_for()
    screenshot(visit, "stopped")
    assert findings(visit) == []
    assert abs(visit.page.evaluate(PLACE_OF_QUESTION) - before) < 2, "what comes at the end moves nothing above it"
    visit.page.reload()
    visit.page.get_by_text("Stopped before the answer was complete.").wait_for()
    visit.idle()
    model.speak.set()
    visit.page.get_by_role("button", name="Ask again").click()
    visit.page.locator(".fc-written", has_text=STATEMENT).wait_for()
    visit.settled()
    assert visit.page.locator(".fc-question").count() == 1, "it is answered in its place"
    asked = model.asked.qsize()
    visit.page.reload()
    visit.settled()
    assert STATEMENT in visit.last_answer.inner_text()
    assert model.asked.qsize() == asked, "a stored answer asks no model"


def test_stop_is_heard_while_a_model_completes_a_follow_up(
    model: SilentModel, model_address: tuple[str, dict[str, str]], open_page: Open
) -> None:
    visit = open_page(model_address[0])
    model.speak.set()
    visit.ask(QUESTION)
    model.asked.get(timeout=60)
    model.speak.clear()
    ask_without_waiting(visit, "When did he order it?")
    assert "Follow-up question" in model.asked.get(timeout=60)
    began = time.monotonic()
    visit.page.get_by_test_id("stChatInput").get_by_role("button").last.click()
    assert "Follow-up question" in model.left.get(timeout=30)
    visit.page.get_by_text("Stopped before the answer was complete.").wait_for()
    assert time.monotonic() - began < SECONDS, "it was heard, not waited for"


def test_a_server_that_dies_in_the_middle_of_an_answer_keeps_the_question(
    model: SilentModel, model_address: tuple[str, dict[str, str]], serve: Servers, open_page: Open, screenshot: Shoot
) -> None:
    address, settings = model_address
    visit = open_page(address)
    ask_without_waiting(visit, QUESTION)
    model.asked.get(timeout=60)
    link = link_of(visit)
    serve.kill(address)
    model.speak.set()
    serve(at=address, **settings)
    # The page that stayed open finds its server again by itself.
    visit.page.get_by_text("the page went down before it was complete").wait_for(timeout=90_000)
    screenshot(visit, "interrupted")
    visit.idle()
    expect(visit.page).to_have_url(link)
    assert visit.page.locator(".fc-question").inner_text() == QUESTION
    visit.page.get_by_role("button", name="Ask again").click()
    visit.page.locator(".fc-written", has_text=STATEMENT).wait_for()


def test_a_question_being_answered_elsewhere_is_waited_for(
    model: SilentModel, model_address: tuple[str, dict[str, str]], open_page: Open
) -> None:
    visit = open_page(model_address[0])
    ask_without_waiting(visit, QUESTION)
    model.asked.get(timeout=60)
    other = open_page(link_of(visit))
    other.page.get_by_text("Being answered in another window").wait_for()
    model.speak.set()
    other.page.locator(".fc-written", has_text=STATEMENT).wait_for(timeout=90_000)
