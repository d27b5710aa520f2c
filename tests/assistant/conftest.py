"""Real archives for the tests of the assistant, and assistants over them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Settings
from corpus.ingest import ingest

EVALUATION = Path(__file__).parent.parent / "data" / "samples-eval"


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own settings must not decide a test; nor must a model that reads (`quoting` says why)."""
    for name in list(os.environ):
        if name.upper().startswith("FACTCHECK_") or name == "OPENAI_API_KEY":
            monkeypatch.delenv(name)
    monkeypatch.setenv("FACTCHECK_RERANKER", "none")


def quoting(archive: Path, **settings: Any) -> Assistant:
    """By words alone, unless told otherwise: a cross-encoder would hide in a test whether the rest is right."""
    return Assistant.open(Settings(_env_file=None, archive=archive, mode="quotes", **{"reranker": "none", **settings}))


def records(name: str) -> list[dict[str, Any]]:
    """The lines of one of the evaluation files of the samples."""
    with (EVALUATION / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def sample_archive(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("samples") / "archive"
    ingest([samples], archive)
    return archive


@pytest.fixture(scope="session")
def assistant(sample_archive: Path) -> Iterator[Assistant]:
    """Over the samples, answering with quotes."""
    with quoting(sample_archive) as opened:
        yield opened


@pytest.fixture(scope="session")
def seed(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Over the one saved page that was given with the project."""
    archive = tmp_path_factory.mktemp("seed") / "archive"
    ingest([shared_data / "seed"], archive)
    with quoting(archive) as opened:
        yield opened


Archived = Callable[..., Path]


def write(folder: Path, *articles: dict[str, Any]) -> Path:
    """An archive in `folder` with these articles added, each given by the fields of a JSON line."""
    lines = folder / f"articles-{len(list(folder.glob('*.jsonl')))}.jsonl"
    lines.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
    report = ingest([lines], folder / "archive")
    assert not report.rejected
    return folder / "archive"


@pytest.fixture
def archived(tmp_path: Path) -> Archived:
    """`archived({"text": ...}, ...)` adds articles to this test's own archive and gives its folder."""

    def add(*articles: dict[str, Any]) -> Path:
        return write(tmp_path, *articles)

    return add


@pytest.fixture
def over(archived: Archived) -> Iterator[Callable[..., Assistant]]:
    """`over({"text": ...}, ...)` is an assistant over an archive of these articles, closed after the test."""
    opened: list[Assistant] = []

    def open_over(*articles: dict[str, Any], **settings: Any) -> Assistant:
        opened.append(quoting(archived(*articles), **settings))
        return opened[-1]

    yield open_over
    for assistant in opened:
        assistant.close()
