"""A draft over HTTP: a real server for every form of reply, and for everything that can go wrong on the way."""

from __future__ import annotations

import json
import queue
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel

from assistant.drafting.generate import stream_draft
from assistant.errors import ModelError, ModelMalformed, ModelRefused, ModelTimeout, ModelUnavailable
from assistant.llm.models import build_chat_model
from assistant.settings import Settings
from tests.assistant.builders import a_question
from tests.assistant.drafting import EVIDENCE, EXPECTED, JSON_REPLY, drafted

Answer = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]


@contextmanager
def a_server(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            try:
                answer(self, body)
            except OSError:
                pass  # the client left

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: BaseHTTPRequestHandler, body: bytes | str, status: int = 200, kind: str = "application/json") -> None:
    data = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data)


def completion(content: str | None, **message: Any) -> dict[str, Any]:
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 0,
        "model": "m",
        "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content, **message}}
        ],
    }


def as_stream(content: str, size: int = 20, **delta: Any) -> bytes:
    pieces = [content[i : i + size] for i in range(0, len(content), size)]
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}, *({"content": p} for p in pieces)]
    if delta:
        deltas.append(delta)
    events = [
        {
            "id": "c1",
            "object": "chat.completion.chunk",
            "created": 0,
            "model": "m",
            "choices": [{"index": 0, "delta": d, "finish_reason": None}],
        }
        for d in deltas
    ]
    events.append(events[0] | {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    return b"".join(b"data: " + json.dumps(e).encode() + b"\n\n" for e in events) + b"data: [DONE]\n\n"


def model_at(url: str, **more: Any) -> BaseChatModel:
    return build_chat_model(Settings(_env_file=None, mode="api", model="m", base_url=url, model_timeout=20, **more))


def failure(answer: Answer, timeout: float = 20.0, **more: Any) -> ModelError:
    with a_server(answer) as url, pytest.raises(ModelError) as caught:
        drafted(model_at(url, **more), timeout=timeout)
    message = str(caught.value)
    assert "\n" not in message and len(message) < 400
    return caught.value


def test_a_server_is_asked_for_json_under_a_schema_that_names_the_passages() -> None:
    seen: list[dict[str, Any]] = []

    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        seen.append(body)
        send(handler, as_stream(JSON_REPLY), kind="text/event-stream")

    with a_server(answer) as url:
        assert drafted(model_at(url)).statements == EXPECTED
    form = seen[0]["response_format"]
    assert len(seen) == 1 and form["type"] == "json_schema" and form["json_schema"]["strict"] is True
    statement = form["json_schema"]["schema"]["properties"]["statements"]["items"]["properties"]
    assert statement["passages"]["items"] == {"type": "integer", "enum": [1, 2]}
    assert statement["text"]["maxLength"] > 0 and seen[0]["temperature"] == 0


def test_a_server_that_takes_no_schema_is_asked_for_a_tool_call() -> None:
    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        if "response_format" in body:
            send(handler, '{"error": {"message": "response_format is not supported"}}', 400)
            return
        name = body["tools"][0]["function"]["name"]
        call = {"index": 0, "id": "t", "type": "function", "function": {"name": name, "arguments": JSON_REPLY}}
        send(handler, as_stream("", tool_calls=[call]), kind="text/event-stream")

    with a_server(answer) as url:
        assert drafted(model_at(url)).statements == EXPECTED


def test_a_server_that_takes_neither_is_asked_for_plain_lines() -> None:
    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        if "response_format" in body or "tools" in body:
            send(handler, '{"error": {"message": "unknown field"}}', 422)
        else:
            send(handler, as_stream("NATO says it saw no withdrawal. [2]"), kind="text/event-stream")

    with a_server(answer) as url:
        assert drafted(model_at(url)).statements == EXPECTED[1:]


def test_a_server_that_cannot_stream_is_asked_for_the_whole() -> None:
    with a_server(lambda handler, body: send(handler, json.dumps(completion(JSON_REPLY)))) as url:
        assert drafted(model_at(url)).statements == EXPECTED


def test_a_server_that_refuses_every_form_is_unavailable() -> None:
    error = failure(lambda h, b: send(h, '{"error": {"message": "no\\nsuch luck, key sk-abcdef1234567890"}}', 400))
    assert isinstance(error, ModelUnavailable) and "400" in str(error) and "sk-" not in str(error)


@pytest.mark.parametrize(
    ("status", "kind", "says"),
    [
        (401, ModelUnavailable, "FACTCHECK_API_KEY"),
        (403, ModelUnavailable, "FACTCHECK_API_KEY"),
        (404, ModelUnavailable, "FACTCHECK_MODEL"),
        (429, ModelUnavailable, "429"),
        (500, ModelUnavailable, "500"),
        (503, ModelUnavailable, "503"),
        (504, ModelTimeout, "in time"),
    ],
)
def test_every_status_has_its_error_and_no_secret(status: int, kind: type[ModelError], says: str) -> None:
    key = "sk-verysecret0123456789"
    error = failure(lambda h, b: send(h, json.dumps({"error": {"message": f"bad key {key}"}}), status), api_key=key)
    assert type(error) is kind and says in str(error) and "verysecret" not in str(error)


def test_a_prompt_too_long_for_the_model_says_what_to_change() -> None:
    body = '{"error": {"message": "request (5000 tokens) exceeds the available context size (4096 tokens)"}}'
    assert "FACTCHECK_DRAFT_PASSAGES" in str(failure(lambda h, b: send(h, body, 400)))


@pytest.mark.parametrize(
    "body",
    [
        "<html>It works!</html>",
        "{}",
        "[1, 2",
        '{"choices": null}',
        '{"choices": []}',
        '{"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": [{"index": 0}]}',
        json.dumps(completion(None)),
        json.dumps(completion("")),
        json.dumps(completion("lorem ipsum " * 200_000)),
        "data: {broken\n\n",
        "data: {}\n\ndata: [DONE]\n\n",
        as_stream("lorem ipsum " * 10_000, size=1000).decode(),
        as_stream("").decode(),
    ],
    ids=[
        *("html", "no fields", "cut json", "null choices", "no choices", "no message", "null", "empty", "2 MB"),
        *("stream of garbage", "stream without fields", "stream of 120 kB", "empty stream"),
    ],
)
def test_garbage_is_malformed(body: str) -> None:
    kind = "text/event-stream" if body.startswith("data:") else "application/json"
    assert type(failure(lambda h, b: send(h, body, kind=kind))) is ModelMalformed


def test_a_refusal_is_a_refusal_streamed_or_whole() -> None:
    whole = json.dumps(completion(None, refusal="I cannot help with that."))
    assert type(failure(lambda h, b: send(h, whole))) is ModelRefused
    streamed = as_stream("", refusal="I cannot help with that.")
    assert type(failure(lambda h, b: send(h, streamed, kind="text/event-stream"))) is ModelRefused


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ModelUnavailable, match=f"127.0.0.1:{port} cannot be reached"):
        drafted(model_at(f"http://user:password@127.0.0.1:{port}/v1"))


def test_a_server_that_drops_the_connection_is_unavailable() -> None:
    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        handler.connection.shutdown(socket.SHUT_RDWR)

    assert type(failure(answer)) is ModelUnavailable


def test_a_server_that_hangs_is_left_at_the_time_limit() -> None:
    over = threading.Event()
    assert type(failure(lambda h, b: (over.wait(), None)[1], timeout=0.5)) is ModelTimeout
    over.set()


def left_at_the_limit(url: str, asked: threading.Event) -> None:
    """Reach the time limit after the server was asked; on a busy machine a short limit may be over before that."""
    for timeout in (0.5, 5.0, 50.0):
        with pytest.raises(ModelTimeout):
            drafted(model_at(url), timeout=timeout)
        if asked.is_set():
            return


def test_a_server_that_drips_is_left_at_the_time_limit_and_disconnected() -> None:
    asked, left = threading.Event(), threading.Event()

    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        asked.set()
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        event = as_stream("x").split(b"\n\n")[1] + b"\n\n"
        try:
            while True:
                handler.wfile.write(event)
                handler.wfile.flush()
                time.sleep(0.02)
        except OSError:
            left.set()

    with a_server(answer) as url:
        left_at_the_limit(url, asked)
        left.wait()  # the abandoned call must hang up: this returns, or the test never does


def test_a_silent_server_is_disconnected_when_nobody_waits_any_more() -> None:
    asked, left = threading.Event(), queue.Queue[str]()

    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        asked.set()
        # Not a byte is answered; reading gives an end only when the other side has hung up.
        left.put("hung up" if handler.connection.recv(1) == b"" else "spoke")

    with a_server(answer) as url:
        left_at_the_limit(url, asked)
        assert left.get() == "hung up"


def test_a_silent_model_can_be_left_long_before_its_time_limit() -> None:
    asked, left = threading.Event(), queue.Queue[str]()

    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        asked.set()
        left.put("hung up" if handler.connection.recv(1) == b"" else "spoke")

    with a_server(answer) as url:
        stream = stream_draft(a_question(), EVIDENCE, model_at(url), max_statements=5, timeout=600)
        while not asked.is_set():
            assert next(stream) == "", "it has written nothing, and says so"
        stream.close()
        assert left.get(timeout=60) == "hung up"


def test_many_calls_at_once_get_their_own_replies() -> None:
    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        most = body["messages"][1]["content"].rpartition("At most ")[2].split()[0]
        reply = json.dumps({"answered": True, "statements": [{"text": f"It was {most}.", "passages": [1]}]})
        send(handler, as_stream(reply), kind="text/event-stream")

    with a_server(answer) as url, ThreadPoolExecutor(8) as threads:
        model = model_at(url)
        drafts = list(threads.map(lambda most: drafted(model, most=most), range(1, 17)))
    assert [d.statements[0].text for d in drafts] == [f"It was {most}." for most in range(1, 17)]


def test_a_server_that_is_busy_for_a_moment_is_asked_again_when_it_says_so() -> None:
    asked: list[float] = []

    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        asked.append(time.monotonic())
        if len(asked) == 1:
            handler.send_response(429)
            handler.send_header("Retry-After", "1")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        else:
            send(handler, as_stream(JSON_REPLY), kind="text/event-stream")

    with a_server(answer) as url:
        assert drafted(model_at(url)).statements == EXPECTED
    assert len(asked) == 2 and asked[1] - asked[0] >= 1


def test_a_server_that_dies_in_the_middle_of_its_answer_has_given_no_draft() -> None:
    def answer(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(as_stream(JSON_REPLY)[:1_000])
        handler.wfile.flush()
        handler.connection.shutdown(socket.SHUT_RDWR)

    assert type(failure(answer)) in (ModelUnavailable, ModelMalformed)
