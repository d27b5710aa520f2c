"""A dataset's archive is made once, gone on with where it was stopped, and made anew when its sources change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from assistant.evaluation.built_once import default_cache
from assistant.evaluation.dataset import Dataset
from assistant.evaluation.errors import EvaluationError
from assistant.evaluation.prepared import archive_report, gold_not_in, prepare
from corpus import Archive
from tests.conftest import ROOT
from tests.evaluation.builders import TROOPS, a_dataset, a_question, an_article, lines


def many(folder: Path, count: int) -> Dataset:
    articles = [an_article(f"a{number}", f"{TROOPS} This is article {number}.") for number in range(1, count + 1)]
    return Dataset.load(a_dataset(folder, articles=articles))


def external_ids(archive: Path) -> list[str | None]:
    opened = Archive.open(archive)
    try:
        return [opened.store.article(one).source.external_id for one in opened.store.article_ids()]
    finally:
        opened.close()


def test_an_archive_is_made_once_with_a_count_of_what_became_of_every_article(tmp_path: Path) -> None:
    articles = [an_article(), an_article("a2"), an_article("a3", " "), an_article("a4", "x\0"), an_article("a5", "y\0")]
    dataset = Dataset.load(a_dataset(tmp_path / "set", articles=articles))
    seen: list[tuple[str, int, int | None]] = []
    archive = prepare(dataset, tmp_path / "cache", embed=False, progress=lambda *step: seen.append(step))
    assert external_ids(archive) == ["a1", "a2"]
    assert seen == [("archiving set", done, 5) for done in range(1, 6)]
    report = archive_report(archive)
    assert report and (report.articles, report.copies, report.rejected, report.embedded) == (2, 1, 3, None)
    assert report.reasons == {"the field `text` holds a NUL character": 2, "the field `text` is empty": 1}
    assert "line 3: the field `text` is empty" in report.first_rejected[0]
    before = (archive / "archive.sqlite").stat().st_mtime_ns
    assert prepare(dataset, tmp_path / "cache", embed=False, progress=lambda *step: seen.append(step)) == archive
    assert (archive / "archive.sqlite").stat().st_mtime_ns == before and len(seen) == 5


def test_other_articles_and_other_code_make_another_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = many(tmp_path / "set", 2)
    first = prepare(dataset, tmp_path / "cache", embed=False)
    assert prepare(many(tmp_path / "set", 3), tmp_path / "cache", embed=False) != first
    copy = tmp_path / "package" / "corpus"
    copy.mkdir(parents=True)
    (copy / "__init__.py").write_text("")
    monkeypatch.setattr("corpus.__file__", str(copy / "__init__.py"))
    assert prepare(dataset, tmp_path / "cache", embed=False) != first


def test_a_build_that_was_killed_is_gone_on_with(tmp_path: Path) -> None:
    dataset = many(tmp_path / "set", 400)
    code = (
        "import sys; from pathlib import Path; from assistant.evaluation.dataset import Dataset\n"
        "from assistant.evaluation.prepared import prepare\n"
        "show = lambda what, done, total: print(done, flush=True)\n"
        "prepare(Dataset.load(Path(sys.argv[1])), Path(sys.argv[2]), embed=False, progress=show)"
    )
    command = [sys.executable, "-c", code, str(dataset.folder), str(tmp_path / "cache")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        while int(running.stdout.readline()) < 30:
            pass
        os.kill(running.pid, signal.SIGKILL)
    assert not list((tmp_path / "cache").glob("*/complete.json"))
    archive = prepare(dataset, tmp_path / "cache", embed=False)
    assert external_ids(archive) == [f"a{number}" for number in range(1, 401)]
    report = archive_report(archive)
    assert report and (report.articles, report.copies, report.rejected) == (400, 0, 0)


def test_an_archive_that_was_damaged_since_is_made_again(tmp_path: Path) -> None:
    dataset = many(tmp_path / "set", 2)
    archive = prepare(dataset, tmp_path / "cache", embed=False)
    (archive / "archive.sqlite").unlink()
    assert external_ids(prepare(dataset, tmp_path / "cache", embed=False)) == ["a1", "a2"]


def test_a_second_run_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    dataset = many(tmp_path / "set", 2)
    folder = prepare(dataset, tmp_path / "cache", embed=False).parent
    (folder / "complete.json").unlink()
    told: list[str] = []
    lock = FileLock(folder.with_name(f"{folder.name}.lock"))
    with lock:
        second = threading.Thread(
            target=lambda: prepare(
                dataset, tmp_path / "cache", embed=False, progress=lambda *step: told.append(step[0])
            )
        )
        second.start()
        deadline = time.monotonic() + 20
        while not told and time.monotonic() < deadline:
            time.sleep(0.01)
        assert told == ["waiting for another run that makes the archive of set"]
    second.join()
    assert (folder / "complete.json").exists()


def test_what_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EvaluationError, match=r"cannot make the archive of set in .*; give another --cache"):
        prepare(many(tmp_path / "set", 2), tmp_path / "file" / "cache", embed=False)
    folder = a_dataset(tmp_path / "cases", articles=[])
    (folder / "articles.jsonl").unlink()
    with pytest.raises(EvaluationError, match="no articles to make an archive of: give --archive"):
        prepare(Dataset.load(folder, archive_given=True), tmp_path / "cache", embed=False)


def test_gold_that_an_archive_lacks_is_found_by_article_and_by_quote(tmp_path: Path) -> None:
    archive = prepare(many(tmp_path / "set", 2), tmp_path / "cache", embed=False)
    quotes = {"here": "Moscow denied it.", "nowhere": "Moscow confirmed it."}
    asked = [a_question(name, gold=[{"quotes": [quote]}]) for name, quote in quotes.items()]
    asked += [a_question("a9", gold=[{"article_id": "a9"}]), a_question("a2", gold=[{"article_id": "a2"}])]
    lines(tmp_path / "set" / "questions.jsonl", asked)
    (tmp_path / "set" / "articles.jsonl").unlink()
    cases = Dataset.load(tmp_path / "set", archive_given=True).cases
    assert gold_not_in(archive, cases) == ("a9", "nowhere")


def test_every_quote_of_the_samples_is_in_their_archive(tmp_path: Path) -> None:
    dataset = Dataset.load(ROOT / "tests" / "data" / "samples-eval")
    archive = prepare(dataset, tmp_path, embed=False)
    assert gold_not_in(archive, dataset.cases) == ()
    opened = Archive.open(archive)
    texts = [opened.store.article(one).text for one in opened.store.article_ids()]
    opened.close()
    quotes = [quote for case in dataset.cases if case.kind != "page" for gold in case.gold for quote in gold.quotes]
    assert len(quotes) >= 45 and [quote for quote in quotes if not any(quote in text for text in texts)] == []


def test_the_cache_is_where_the_system_keeps_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache() == tmp_path / "factcheck-assistant" / "evaluation"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert default_cache() == tmp_path / "home" / ".cache" / "factcheck-assistant" / "evaluation"
