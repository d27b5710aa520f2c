"""Runs a model file on this machine: llama.cpp (xllamacpp) in a child process that speaks the OpenAI protocol.

A child process, because a crash in native code must not take the page down with it, and because stopping it gives all
its memory back. It listens on loopback only, behind a random key that is handed over in its environment (a command line
can be read by every user of the machine). It must never outlive its parent: it ends when its standard input closes,
which the operating system does for a parent that was killed, or when it finds itself with another parent.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import queue
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import IO

from assistant.errors import ModelUnavailable

CONTEXT_TOKENS = 4096
"""Five passages of about 500 characters and the answer take less than half of it."""
BATCH_TOKENS = 128
"""Tokens of a prompt read in one go: a question that was given up is noticed between two of them."""
START_SECONDS = 180.0
"""A 1 GB file loads in .5 to 2.5 s from the page cache; from a cold network disk it may take minutes."""
STOP_SECONDS = 5.0
_KEY_VARIABLE = "LOCAL_SERVER_KEY"


class LocalServer:
    """A llama.cpp server for one model file, from `start` to `stop`. Also a context manager.

    `start` raises `ModelUnavailable` in one line when the file is missing or no GGUF, xllamacpp is not installed, or
    the process dies or says nothing while loading.
    """

    def __init__(self, model_file: Path, threads: int | None = None) -> None:
        self.model_file = model_file
        self._threads = threads or _cores()
        self._key = secrets.token_urlsafe(32)
        self._base_url: str | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None

    def __repr__(self) -> str:
        return f"LocalServer({self.model_file.name!r}, {self._base_url or 'not running'})"

    def __enter__(self) -> LocalServer:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def base_url(self) -> str:
        """Where the OpenAI protocol is spoken, such as `http://127.0.0.1:40123/v1`."""
        if self._base_url is None:
            raise ModelUnavailable(f"the local model {self.model_file.name} is not running")
        return self._base_url

    @property
    def api_key(self) -> str:
        return self._key

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Load the model and wait until it can answer. Does nothing when it already runs."""
        if self._process is not None:
            return
        _check_gguf(self.model_file)
        if importlib.util.find_spec("xllamacpp") is None:
            raise ModelUnavailable("mode local needs the package xllamacpp: pip install xllamacpp")
        self._log = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-P",
                "-m",
                "assistant.llm.local_server",
                str(self.model_file.resolve()),
                str(self._threads),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            env=self._environment(),
            start_new_session=True,  # Ctrl-C is for the parent to handle; the child follows when its input closes
        )
        try:
            self._base_url = self._handshake(self._process)
            if not self.healthy():
                raise ModelUnavailable(f"the local model {self.model_file.name} was loaded but does not answer")
        except BaseException:
            self.stop()
            raise

    def healthy(self) -> bool:
        """Whether the server says that it can take requests."""
        if self._base_url is None or self._process is None or self._process.poll() is not None:
            return False
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback never goes through a proxy
        try:
            with direct.open(self._base_url.removesuffix("/v1") + "/health", timeout=10) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """End the child process and wait until it is gone. Does nothing when it does not run."""
        process, self._process, self._base_url = self._process, None, None
        if process is not None:
            assert process.stdin and process.stdout
            process.stdin.close()
            for ask in (process.terminate, process.kill):
                try:
                    process.wait(STOP_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    ask()
            process.wait()
            process.stdout.close()
        if self._log is not None:
            self._log.close()
            self._log = None

    def _environment(self) -> dict[str, str]:
        package_home = str(Path(__file__).resolve().parents[2])
        paths = [package_home, *filter(None, [os.environ.get("PYTHONPATH")])]
        # Waiting threads must sleep: spinning ones made a busy 2-core machine six times slower.
        added = {"PYTHONPATH": os.pathsep.join(paths), "OMP_WAIT_POLICY": "passive", _KEY_VARIABLE: self._key}
        return {**os.environ, **added}

    def _handshake(self, process: subprocess.Popen[bytes]) -> str:
        """The one line the child writes when it is ready, or has failed."""
        lines: queue.Queue[bytes] = queue.Queue()
        assert process.stdout
        threading.Thread(target=lambda out: lines.put(out.readline()), args=(process.stdout,), daemon=True).start()
        name = self.model_file.name
        try:
            line = lines.get(timeout=START_SECONDS)
        except queue.Empty:
            raise ModelUnavailable(f"the local model {name} did not load within {START_SECONDS:.0f} s") from None
        try:
            said = json.loads(line)
            if "error" not in said:
                return str(said["base_url"])
        except (ValueError, KeyError, TypeError):
            said = {"error": f"the process ended with status {process.wait()}{self._last_words()}"}
        raise ModelUnavailable(f"the local model {name} could not be loaded: {said['error']}")

    def _last_words(self) -> str:
        if self._log is None:
            return ""
        self._log.seek(0)
        lines = self._log.read().decode(errors="replace").split("\n")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f" ({last[:200]})" if last else ""


def _check_gguf(file: Path) -> None:
    """Refuse early what llama.cpp would refuse with a page of log."""
    try:
        with file.open("rb") as opened:
            magic = opened.read(4)
    except OSError as error:
        raise ModelUnavailable(f"the model file {file} cannot be read: {error.strerror}") from None
    if magic != b"GGUF":
        raise ModelUnavailable(f"the model file {file} is not a GGUF file")


def _cores() -> int:
    """All that this process may use: on two cores with zero / one / two of them busy elsewhere, two threads read
    37 / 23 / 19 tokens a second and one 22 / 20 / 13, as long as waiting threads sleep (see `_environment`)."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _serve(model: str, threads: int) -> None:
    """The child: load, say where, and wait for the parent to go."""
    parent = os.getppid()
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    handshake = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever native code prints must not be taken for the handshake
    key = os.environ.pop(_KEY_VARIABLE)
    try:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = model
        params.n_ctx, params.n_parallel = CONTEXT_TOKENS, 1
        params.n_batch = params.n_ubatch = BATCH_TOKENS
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
        params.api_keys, params.ui, params.offline = [key], False, True
        params.warmup, params.cache_ram_mib, params.verbosity = False, 256, 0
        server = xllamacpp.Server(params)
        said = {"base_url": f"{server.listening_address}/v1"}
    except Exception as error:
        said = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
    handshake.write(json.dumps(said) + "\n")
    handshake.flush()
    if "error" in said:
        os._exit(1)
    while os.getppid() == parent:  # a forked sibling may hold our input open after the parent's death
        time.sleep(1)
    os._exit(0)


def _leave_with(parent: int) -> None:
    """End this process when standard input closes. `os._exit`, because native threads must not delay it."""
    while os.getppid() == parent and os.read(0, 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(prog="python -m assistant.llm.local_server")
    arguments.add_argument("model")
    arguments.add_argument("threads", type=int)
    asked = arguments.parse_args()
    _serve(asked.model, asked.threads)
