"""A made model, cut into wheels, and a server that is a package index and a model hub for it."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from assistant.weights.catalogue import Catalogue
from assistant.weights.folder import ModelsFolder
from tests.conftest import ROOT

PART = 200_000
MODEL = b"GGUF" + b"".join(hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(14_000))
"""448,004 bytes that no zip makes smaller: two whole parts and a shorter one."""


def package(number: int) -> str:
    return f"made-model-part{number}"


def wheel(number: int, data: bytes) -> tuple[str, bytes]:
    """The name and the bytes of a wheel that pip takes."""
    module = package(number).replace("-", "_")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(f"{module}/__init__.py", "raise SystemExit('a wheel of a model was imported')")
        archive.writestr(f"{module}/data/part{number:02}.bin", data)
        about = f"{module}-1.0.dist-info"
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {package(number)}\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return f"{module}-1.0-py3-none-any.whl", content.getvalue()


def parts(model: bytes = MODEL, part: int = PART) -> list[bytes]:
    return [model[at : at + part] for at in range(0, len(model), part)]


def a_catalogue(folder: Path, model: bytes = MODEL, part: int = PART, **changes: object) -> Path:
    """The file that names the made model; `changes` replaces fields of its entry."""
    hashes = [hashlib.sha256(data).hexdigest() for data in parts(model, part)]
    entry = {
        "name": "made",
        "about": "made for a test",
        "licence": "none",
        "file": "made.gguf",
        "size": len(model),
        "sha256": hashlib.sha256(model).hexdigest(),
        "hub": {"repo": "owner/made", "revision": "abc", "file": "made.gguf"},
        "wheels": {"package": "made-model-part{number}", "version": "1.0", "part_size": part, "parts": hashes},
    }
    file = folder / "catalogue.json"
    file.write_text(json.dumps({"models": [entry | changes]}))
    return file


def a_folder(path: Path, **changes: object) -> ModelsFolder:
    return ModelsFolder(path / "models", Catalogue.load(a_catalogue(path, **changes)))


class Index(ThreadingHTTPServer):
    """A package index (`/simple`) and a hub, of which the hub has nothing until `hub` is set."""

    daemon_threads = True

    def __init__(self) -> None:
        self.files = dict(wheel(number, data) for number, data in enumerate(parts(), start=1))
        self.hub: bytes | None = None
        self.cut_hub_after: int | None = None
        """The next answer of the hub ends after so many bytes, as a broken line does."""
        self.broken_once: set[str] = set()
        """Wheels that come damaged the first time."""
        self.hold: dict[str, threading.Event] = {}
        """Wheels of which only the first half comes until the event is set."""
        self.held = threading.Event()
        self.asked: list[tuple[str, str]] = []
        """(path, the range asked for)."""
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def fetched(self, number: int) -> int:
        return sum(path.endswith(wheel(number, b"")[0]) for path, _ in self.asked)

    def environment(self, folder: Path, catalogue: Path) -> dict[str, str]:
        return environment(self.address, folder, catalogue)


def environment(address: str, folder: Path, catalogue: Path) -> dict[str, str]:
    """Everything that decides where a pull goes: nothing of this machine's own settings is left."""
    return {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": f"{address}/simple",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_RETRIES": "1",
        "HF_ENDPOINT": address,
        "HF_HUB_OFFLINE": "0",
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
        "FACTCHECK_MODELS": str(folder),
        "FACTCHECK_MODEL_CATALOGUE": str(catalogue),
    }


class _Handler(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        server = self.server
        server.asked.append((self.path, self.headers.get("Range", "")))
        name = self.path.rpartition("/")[2]
        if self.path.startswith("/simple/"):
            wanted = self.path.split("/")[2].replace("-", "_")
            links = [f'<a href="/files/{file}">{file}</a>' for file in server.files if file.startswith(f"{wanted}-")]
            self._reply(200, "".join(links).encode(), "text/html")
        elif self.path == "/owner/made/resolve/abc/made.gguf" and server.hub is not None:
            start = int(self.headers.get("Range", "bytes=0-")[6:-1])
            self._reply(206 if start else 200, server.hub[start:], cut=server.cut_hub_after)
            server.cut_hub_after = None
        elif name in server.files:
            content = server.files[name]
            if name in server.broken_once:
                server.broken_once.remove(name)
                content = content[:1000] + bytes(1000) + content[2000:]
            self._reply(200, content, hold=server.hold.get(name))
        else:
            self._reply(404, b"")

    def _reply(
        self,
        status: int,
        content: bytes,
        kind: str = "application/octet-stream",
        hold: threading.Event | None = None,
        cut: int | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        first = cut if cut is not None else len(content) // 2
        self.wfile.write(content[:first])
        if hold is not None:
            self.wfile.flush()
            self.server.held.set()
            hold.wait(timeout=120)
        if cut is None:
            self.wfile.write(content[first:])

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the test's output is not the place."""


@contextmanager
def an_index() -> Iterator[Index]:
    with Index() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        for event in server.hold.values():
            event.set()
        server.shutdown()


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "assistant", "models", *arguments]


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m assistant models ...` in a process of its own."""
    return subprocess.run(
        command(*arguments), cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
