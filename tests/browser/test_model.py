"""A language model at work: the evidence is there before it, its words are marked until they are checked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

QUESTION = "Who ordered the Rostov troop withdrawal?"
TRUE_STATEMENT = (
    "Vladimir Putin has ordered Sergei Shoigu to begin withdrawing 17,600 servicemen, the Kremlin press service said."
)
FALSE_STATEMENT = "A <img src=x onerror=alert(1)> general ordered 99,000 soldiers home on :red[Friday]."
FIRST_HALF = '{"answered": true, "statements": [{"text": ' + json.dumps(FALSE_STATEMENT) + ', "passages": [1]}, '
SECOND_HALF = '{"text": ' + json.dumps(TRUE_STATEMENT) + ', "passages": [1]}]}'


class ScriptedModel(ThreadingHTTPServer):
    """Speaks the OpenAI protocol: streams half of a reply, and the rest when it is told to go on."""

    daemon_threads = True

    def __init__(self) -> None:
        self.go_on = threading.Event()
        super().__init__(("127.0.0.1", 0), _Completion)


class _Completion(BaseHTTPRequestHandler):
    server: ScriptedModel

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self._send({"role": "assistant", "content": FIRST_HALF})
        self.server.go_on.wait(timeout=60)
        self._send({"content": SECOND_HALF})
        self._send({}, finish="stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, delta: dict[str, str], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the test's output is not the place."""


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    server = ScriptedModel()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.go_on.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def model_address(model: ScriptedModel, serve: Callable[..., str], page_archive: Path) -> str:
    endpoint = f"http://127.0.0.1:{model.server_port}/v1"
    return serve(archive=str(page_archive), mode="api", base_url=endpoint, model="scripted")


@pytest.fixture
def asking(model: ScriptedModel, model_address: str, open_page: Callable[..., Visit]) -> Visit:
    """A visit whose question the model has half answered."""
    model.go_on.clear()
    visit = open_page(model_address)
    box = visit.page.get_by_test_id("stChatInputTextArea")
    box.fill(QUESTION)
    box.press("Enter")
    visit.page.locator(".fc-checking").wait_for()
    return visit


def test_model_text_is_marked_until_it_is_checked_and_then_replaced(
    model: ScriptedModel, asking: Visit, screenshot: Callable[[Visit, str], None]
) -> None:
    visit = asking
    unchecked = visit.page.locator(".fc-checking")
    expect(unchecked).to_have_text(f"Checking: unverified {FALSE_STATEMENT}", use_inner_text=True)
    found = visit.page.locator(".fc-brief .fc-card")
    assert "Vladimir Putin" in found.first.inner_text(), "the evidence is there before the answer"
    found.first.get_by_role("link", name="Read it in the article").click()
    visit.page.locator("mark:target").wait_for()
    screenshot(visit, "checking")

    model.go_on.set()
    visit.settled()
    screenshot(visit, "written-by-a-model")
    assert unchecked.count() == 0
    answer = visit.last_answer
    assert TRUE_STATEMENT in answer.locator(".fc-written > p").inner_text()
    assert "Russian President Vladimir Putin has ordered" in answer.locator(".fc-written blockquote").inner_text()
    assert FALSE_STATEMENT not in answer.inner_text()
    assert "1 of the model's 2 statements" in answer.locator(".fc-notes").inner_text()
    assert "scripted" in answer.inner_text()
    assert visit.page.locator("mark:target").is_visible(), "an article opened meanwhile stays open"
    assert visit.page.locator(".st-key-talk img").count() == 0
    assert visit.dialogs == []
    assert visit.outside_requests() == []


def test_a_stopped_answer_leaves_no_unchecked_text_and_the_conversation_goes_on(
    model: ScriptedModel, asking: Visit
) -> None:
    asking.page.get_by_test_id("stChatInput").get_by_role("button").last.click()
    asking.page.get_by_text("Stopped before the answer was complete").wait_for()
    asking.page.get_by_role("button", name="Ask again").wait_for()
    asking.idle()
    assert asking.page.locator(".fc-outcome").count() == 0
    assert asking.page.locator(".fc-checking").count() == 0
    model.go_on.set()
    asking.ask("Who says so?")
    assert "Stopped before the answer was complete" in asking.page.get_by_test_id("stChatMessage").nth(1).inner_text()
    assert asking.last_answer.locator(".fc-outcome").count() == 1
