"""`python -m corpus` as other programs see it: exit status, standard output, standard error."""

from __future__ import annotations

import gzip
import json
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from corpus.__main__ import main
from corpus.embed import DEFAULT_MODEL
from corpus.maintenance import verify
from corpus.store import Store
from tests.corpus.builders import ROOT, an_archive, an_article, as_an_ordinary_user, corpus_command, json_lines

SAMPLES = ROOT / "corpus" / "samples"


def document(result: subprocess.CompletedProcess[str]) -> Any:
    """The one JSON document on standard output."""
    return json.loads(result.stdout)


def assert_refused(result: subprocess.CompletedProcess[str], *told: str) -> None:
    """One clear line on standard error, and status 1."""
    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 1 and lines[0].startswith("corpus: "), result.stderr
    assert all(part in lines[0] for part in told), lines[0]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return an_archive(tmp_path_factory.mktemp("archive"), [an_article()])


def test_an_archive_is_made_read_checked_and_emptied_with_json(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    made = corpus_command("ingest", SAMPLES, "--archive", folder, "--json")
    assert (made.returncode, made.stderr) == (0, "")
    assert (document(made)["new"], document(made)["articles_in_archive"], len(document(made)["rejected"])) == (
        24,
        24,
        3,
    )
    assert set(document(made)["rejected"][0]) == {"file", "position", "reason"}

    status = document(corpus_command("status", "--archive", folder, "--json"))
    assert (status["articles"], status["in_vector_index"]) == (24, 0)

    store = Store.open(folder)
    article_id = next(store.article_ids())
    store.close()
    removed = corpus_command("remove", "--id", article_id, "--archive", folder, "--json")
    assert (removed.returncode, document(removed)) == (0, {"removed": [article_id], "vectors_left_on_disk": 0})

    rebuilt = document(corpus_command("rebuild", "--archive", folder, "--json"))
    assert rebuilt["lexical"] < status["passages"] and rebuilt["vectors"] == 0

    checked = corpus_command("verify", "--archive", folder, "--json")
    assert (checked.returncode, document(checked)) == (0, {"ok": True, "problems": []})


def test_embed_embeds_once_and_says_so(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = shutil.copytree(archive, tmp_path / "archive")
    for embedded in (1, 0):
        assert main(["embed", "--archive", str(folder), "--json"]) == 0
        output, error = capsys.readouterr()
        assert json.loads(output) == {"embedded": embedded, "in_index": 1, "model": DEFAULT_MODEL}
        assert error == ""


def test_the_same_commands_speak_to_people_without_json(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    first = corpus_command("ingest", SAMPLES, "--archive", folder)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("27 records: 24 new, 0 copy, 0 updated, 0 unchanged, 3 rejected\n24 articles in ")
    assert first.stdout.count("rejected: ") == 3
    assert "24 unchanged" in corpus_command("ingest", SAMPLES, "--archive", folder).stdout
    assert "articles: 24\n" in corpus_command("status", "--archive", folder).stdout
    assert "everything checked out" in corpus_command("verify", "--archive", folder).stdout
    assert "rebuilt: " in corpus_command("rebuild", "--archive", folder).stdout
    url = "https://boulevard-observer.example/2014/09/22/peace-march"
    assert corpus_command("remove", "--url", url, "--archive", folder).stdout.count("removed ") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ingest"],
        ["ingest", "x"],
        ["ingest", "--archive", "x"],
        ["status"],
        ["remove", "--archive", "x"],
        ["remove", "--archive", "x", "--id", "1", "--url", "2"],
        ["verify", "--archive", "x", "--shout"],
        ["dance"],
    ],
)
def test_wrong_usage_has_status_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["status", "verify", "embed", "rebuild", "remove --id 1"])
def test_no_archive_is_told_and_none_is_made(tmp_path: Path, command: str) -> None:
    assert_refused(corpus_command(*command.split(), "--archive", tmp_path / "none"), "no archive in", "ingest SOURCE")
    assert_refused(corpus_command(*command.split(), "--archive", tmp_path), "no archive in")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["status", "embed", "ingest README.md"])
def test_an_archive_that_is_a_file_is_told(tmp_path: Path, command: str) -> None:
    (tmp_path / "file").write_text("x")
    assert_refused(corpus_command(*command.split(), "--archive", tmp_path / "file", "--json"), "is a file")


def test_unknown_ids_and_urls_are_told(archive: Path) -> None:
    assert_refused(corpus_command("remove", "--id", "abc", "--archive", archive), "no article with the id abc")
    assert_refused(corpus_command("remove", "--url", "x://y", "--archive", archive, "--json"), "the url x://y")
    assert_refused(corpus_command("remove", "--url", "\udcff", "--archive", archive), "not valid text")


def test_missing_sources_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    gone = corpus_command("ingest", SAMPLES, tmp_path / "one", tmp_path / "two", "--archive", tmp_path / "archive")
    assert_refused(gone, "one does not exist", "two does not exist")
    assert gone.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("empty.jsonl", b"", "empty"),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "picture.html"),
        ("broken.jsonl", b"{no json\n[]\n", "line 1: not valid JSON"),
        ("cut.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 9, mtime=0)[:12], "cut.jsonl.gz"),
        ("a\nb\x1b[31m.bin", b"\0\1\2", "b"),
    ],
)
def test_a_file_that_gives_nothing_is_told_in_one_line(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    result = corpus_command("ingest", tmp_path / name, "--archive", tmp_path / "archive", "--json")
    assert_refused(result, "nothing could be stored", told)
    assert document(result)["rejected"]
    assert "\x1b" not in result.stderr


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = corpus_command("ingest", tmp_path / "empty", "--archive", tmp_path / "archive")
    assert_refused(result, "nothing could be stored: no file in")


def test_what_is_good_goes_in_and_what_is_bad_is_reported_with_status_0(tmp_path: Path) -> None:
    lines = ['{"text": "First. Article."}', '{"text": ', '{"text": "Third. Article."}']
    (tmp_path / "lines.jsonl").write_text("\n".join(lines) + "\n")
    warc = (SAMPLES / "web-captures-2014-2016.warc.gz").read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(warc[:4_000])
    result = corpus_command("ingest", tmp_path, "--archive", tmp_path / "archive", "--json")
    assert (result.returncode, result.stderr) == (0, "")
    assert document(result)["new"] >= 3
    told = {Path(bad["file"]).name: bad for bad in document(result)["rejected"]}
    assert told["lines.jsonl"]["position"] == "line 2"
    assert "cut" in told["cut.warc.gz"]["reason"] or "truncated" in told["cut.warc.gz"]["reason"]
    assert verify(tmp_path / "archive") == []


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    script = (
        "import tempfile; home = Path(tempfile.mkdtemp()); locked = home / 'locked'; locked.mkdir(); locked.chmod(0)\n"
        "status = main(['ingest', str(locked), '--archive', str(home / 'archive')])\n"
        "inside = main(['ingest', str(locked / 'page.txt'), '--archive', str(home / 'archive')])\n"
        "made = main(['ingest', 'corpus/samples', '--archive', str(locked / 'archive')])\n"
        "print(status, inside, made, [p.name for p in home.iterdir()])\n"
        "locked.chmod(0o700); import shutil; shutil.rmtree(home)"
    )
    result = as_an_ordinary_user(script)
    assert result.stdout == "1 1 1 ['locked']\n"
    assert result.stderr.count("\n") == 3 and result.stderr.count("Permission denied") == 3


def test_a_full_disk_is_told_and_costs_nothing_that_was_stored(tmp_path: Path) -> None:
    """A limit on the size of a file stands in for the disk: writing fails in the middle of the run."""
    folder = an_archive(tmp_path / "archive", [an_article()])
    sentence = "The minister said that this was number {} of the reports on it. "
    page = json_lines(tmp_path / "many.jsonl", [{"text": sentence.format(n) * 100} for n in range(500)])

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))

    result = subprocess.run(
        [sys.executable, "-m", "corpus", "ingest", page, "--archive", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )
    assert_refused(result, "cannot use", "archive.sqlite")
    assert verify(folder) == []
    assert 1 < json.loads(corpus_command("status", "--archive", folder, "--json").stdout)["articles"] < 501
    assert corpus_command("ingest", page, "--archive", folder).returncode == 0
    assert json.loads(corpus_command("status", "--archive", folder, "--json").stdout)["articles"] == 501


@pytest.mark.parametrize("times", [1, 6])
def test_ctrl_c_stops_with_one_line_and_keeps_what_was_stored(tmp_path: Path, times: int) -> None:
    page = json_lines(tmp_path / "many.jsonl", [{"text": f"Article {n}. " * 100} for n in range(30_000)])
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus", "ingest", page, "--archive", tmp_path / "archive"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (tmp_path / "archive" / "archive.sqlite-wal").exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.3)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.02)
    _, error = process.communicate()
    assert process.returncode == 130
    assert error == "corpus: stopped; what was stored is kept, run the same command to go on\n"
    assert verify(tmp_path / "archive") == []


@pytest.mark.parametrize("loaded", ["argparse", "corpus.errors", "corpus.columns", "corpus.archive", "corpus.ingest"])
def test_ctrl_c_while_the_program_is_still_loading_gives_one_line(tmp_path: Path, loaded: str) -> None:
    page = json_lines(tmp_path / "many.jsonl", [{"text": f"Article {n}. " * 100} for n in range(5_000)])
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "corpus", "ingest", page, "--archive", tmp_path / "archive"],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    while process.stderr.readline().rpartition("|")[2].strip() != loaded:
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    told = [line for line in process.stderr if not line.startswith("import time:")]
    assert process.wait() == 130
    assert len(told) == 1 and told[0].startswith("corpus: stopped")


def test_verify_has_status_1_and_names_each_problem(tmp_path: Path) -> None:
    folder = an_archive(tmp_path, [an_article()])
    (folder / "lexical" / "meta.json").unlink()
    result = corpus_command("verify", "--archive", folder, "--json")
    assert_refused(result, "problems found", ": 1")
    assert document(result)["ok"] is False
    assert "rebuild" in document(result)["problems"][0]


def test_a_model_that_does_not_exist_is_told_and_the_articles_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    folder = str(tmp_path / "archive")
    assert main(["ingest", str(SAMPLES), "--archive", folder, "--embed", "--model", "no-such-model", "--json"]) == 1
    output, error = capsys.readouterr()
    assert output == ""
    assert "corpus: the articles are stored, but the embedding model no-such-model cannot be loaded" in error
    assert verify(Path(folder)) == []


def test_output_goes_to_terminals_and_pipes_of_any_kind(archive: Path) -> None:
    plain = corpus_command("status", "--archive", archive, "--json", PYTHONIOENCODING="ascii")
    assert (plain.returncode, document(plain)["articles"]) == (0, 1)
    closed = subprocess.run(
        f"{sys.executable} -m corpus status --archive '{archive}' | true",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert closed.stderr == ""
