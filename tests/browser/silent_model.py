"""A model behind the OpenAI protocol that reads and says nothing until it is told to, and notices who hangs up."""

from __future__ import annotations

import json
import queue
import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 120.0
"""Seconds after which a model that nobody told to speak gives up, so that no test waits for ever."""


class SilentModel(ThreadingHTTPServer):
    """`asked` has an entry for each request, `left` for each that was given up before a word was said."""

    daemon_threads = True

    def __init__(self, reply: str) -> None:
        self.reply = reply
        self.speak = threading.Event()
        self.asked: queue.Queue[str] = queue.Queue()
        self.left: queue.Queue[str] = queue.Queue()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


class _Handler(BaseHTTPRequestHandler):
    server: SilentModel

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.put(body)
        until = time.monotonic() + PATIENCE
        while not self.server.speak.is_set():
            readable, _, _ = select.select([self.connection], [], [], 0.05)
            if readable and self.connection.recv(1) == b"":
                self.server.left.put(body)
                return
            if time.monotonic() > until:
                return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for delta, finish in (({"role": "assistant", "content": self.server.reply}, None), ({}, "stop")):
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "silent", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the test's output is not the place."""


@contextmanager
def a_silent_model(reply: str) -> Iterator[SilentModel]:
    server = SilentModel(reply)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.speak.set()
        server.shutdown()
        server.server_close()
