"""Killed at any moment: what was acknowledged is there, what is derived is repaired, a second run completes it.

Acknowledged is what the progress callback has reported. `CORPUS_CRASHES=40` kills more often than the five of a normal
run; the moments are drawn from a fixed seed.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corpus import vectors
from corpus.archive import Archive
from corpus.ingest import INDEX_EVERY, ingest
from corpus.maintenance import rebuild, verify
from corpus.selection import Selection
from corpus.store import Store
from tests.corpus.builders import MODEL, ROOT, an_archive, an_article, embed_words, json_lines

CRASHES = int(os.environ.get("CORPUS_CRASHES", "5"))
ARTICLES = INDEX_EVERY + 500

INGEST = (
    "import os, sys; from pathlib import Path; from corpus.ingest import ingest\n"
    "ingest([Path(sys.argv[1])], Path(sys.argv[2]), lambda: os.write(1, b'.'))\n"
)
EMBED = (
    "import os, sys; from pathlib import Path; from tests.corpus.builders import *\n"
    "import corpus.vectors\n"
    "with writing(Path(sys.argv[1])) as store:\n"
    "    embed_missing(store, WordEmbeddings(), MODEL, lambda count: os.write(1, b'.' * count))\n"
    "    publish(Path(sys.argv[1]), store, MODEL)\n"
)
REMOVE = (
    "import os, sys; from pathlib import Path; from corpus.maintenance import remove\n"
    "from corpus.store import Store\n"
    "folder = Path(sys.argv[1]); store = Store.open(folder); ids = [*store.article_ids()]; store.close()\n"
    "os.write(1, b' ')\n"
    "for article_id in ids: remove(folder, article_id=article_id); os.write(1, article_id.encode() + b'\\n')\n"
)
REBUILD = (
    "import os, sys; from pathlib import Path; from corpus.maintenance import rebuild\n"
    "os.write(1, b' '); rebuild(Path(sys.argv[1])); os.write(1, b'done')\n"
)


def killed(script: str, *arguments: Path, after: float, said: int = 1) -> bytes:
    """What a process had written when it was killed, `after` seconds from when it had `said` so many bytes."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout
    output = process.stdout.read(said)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)  # with the process that checks a new vector index
    output += process.communicate()[0]
    return output


def stored(folder: Path) -> list[str]:
    store = Store.open(folder)
    texts = [store.article(article_id).text for article_id in store.article_ids()]
    store.close()
    return texts


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    records: list[dict[str, object]] = [
        {"text": f"Article number{n} stands here. It has a second sentence.", "url": f"u:{n}"} for n in range(ARTICLES)
    ]
    return json_lines(tmp_path_factory.mktemp("pages") / "pages.jsonl", records)


@pytest.mark.parametrize("seed", range(CRASHES))
def test_an_ingest_that_was_killed_has_kept_what_it_acknowledged_and_is_completed(
    seed: int, pages: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "archive"
    rng = random.Random(seed)
    acknowledged = len(killed(INGEST, pages, folder, after=rng.uniform(0, 1)))
    texts = stored(folder)
    assert len(texts) >= acknowledged
    assert [text.split()[1] for text in texts] == [f"number{n}" for n in range(len(texts))]
    assert verify(folder) == []
    archive = Archive.open(folder)
    assert archive.lexical.extent() == archive.store.extent()
    assert archive.lexical.search(f"number{len(texts) - 1}", 5, Selection())
    archive.close()

    report = ingest([pages], folder)
    assert (report.stored, report.articles_in_archive) == (ARTICLES, ARTICLES)
    archive = Archive.open(folder)
    assert archive.lexical.extent() == archive.store.extent() == (ARTICLES, archive.store.extent()[1])
    assert archive.store.check() == []
    archive.close()
    assert verify(folder) == []


def test_an_ingest_that_was_killed_ends_with_the_same_stories(tmp_path: Path) -> None:
    carried = [" ".join(f"story{n} word{k} of it" for k in range(60)) for n in range(40)]
    records: list[dict[str, object]] = [
        {"text": f"Outlet number{n} says. {carried[n % 40]}", "url": f"u:{n}", "outlet": f"o{n}"} for n in range(400)
    ]
    file = json_lines(tmp_path / "pages.jsonl", records)
    for turn in range(CRASHES):
        killed(INGEST, file, tmp_path / "killed", after=random.Random(turn).uniform(0, 0.3))
        assert verify(tmp_path / "killed") == []
    stories = []
    for name in ("killed", "whole"):
        ingest([file], tmp_path / name)
        store = Store.open(tmp_path / name)
        stories.append([store.story(article_id) for article_id in store.article_ids()])
        assert store.stories() == (40, 400)
        store.close()
    assert stories[0] == stories[1]


@pytest.fixture(scope="module")
def embeddable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    articles = [an_article(f"Article number{n} stands here.", url=f"u:{n}") for n in range(1_500)]
    return an_archive(tmp_path_factory.mktemp("embeddable"), articles)


def test_embedding_and_publishing_that_were_killed_are_completed_and_leave_nothing_behind(embeddable: Path) -> None:
    rng = random.Random(7)
    for turn in range(CRASHES):
        store = Store.open(embeddable)
        before, _ = store.embedded(MODEL)
        missing = store.extent()[0] - before
        store.close()
        if not missing:
            vectors.discard(embeddable)
        # At first in the middle of embedding, then (nothing is said any more) while the index is built and checked.
        acknowledged = len(
            killed(
                EMBED, embeddable, after=rng.uniform(0, 0.4) if missing else rng.uniform(0.8, 2.2), said=min(missing, 1)
            )
        )
        store = Store.open(embeddable)
        assert store.embedded(MODEL)[0] >= before + acknowledged, turn
        store.close()
        assert verify(embeddable) == []
    assert embed_words(embeddable) == 1_500
    assert len([*embeddable.glob("vectors/g-*")]) == 1
    assert verify(embeddable) == []
    published = vectors.published(embeddable)
    assert published is not None and published.extent == (1_500, 1_500)


def a_mixed_archive(folder: Path) -> Path:
    """Stories, versions, copies to the letter and articles alone, with vectors of all."""
    carried = [" ".join(f"story{n} word{k} of it" for k in range(60)) for n in range(30)]
    articles = [
        an_article(f"Outlet{n} says. {carried[n % 30]}", url=f"https://o{n}.example/1", outlet=f"o{n}")
        for n in range(120)
    ]
    articles += [
        an_article(f"{carried[0]} As of hour {n}.", url="https://live.example/", outlet="live") for n in range(20)
    ]
    articles += [
        an_article("One brief, word for word.", url=f"https://b{n}.example", outlet=f"b{n}") for n in range(20)
    ]
    return an_archive(folder, articles, vectors=True)


def test_removals_that_were_killed_stay_removed_everywhere_and_leave_the_rest_whole(tmp_path: Path) -> None:
    folder = a_mixed_archive(tmp_path / "archive")
    rng = random.Random(3)
    for turn in range(CRASHES):
        output = killed(REMOVE, folder, after=rng.uniform(0, 0.5))
        removed = output.decode().split()
        store = Store.open(folder)
        left = set(store.article_ids())
        texts = {store.article(article_id).text.split()[0] for article_id in left}
        store.close()
        assert not left & set(removed), turn
        assert verify(folder) == [], turn
        archive = Archive.open(folder)
        assert archive.lexical.extent() == archive.store.extent()
        indexed = archive.lexical.search("word1 word2 brief", 200, Selection())
        assert len(archive.store.passages([hit.passage_id for hit in indexed])) == len(indexed)
        index = archive.vectors()
        assert index is not None
        found = index.search([1.0] * 32, 200, Selection())
        assert len(archive.store.passages([number for number, _ in found])) == len(found)
        archive.close()
        if len(texts) < 40:  # nearly everything is gone: begin anew
            folder = a_mixed_archive(tmp_path / f"archive{turn}")


def test_a_rebuild_that_was_killed_leaves_an_archive_that_answers_and_is_completed(tmp_path: Path) -> None:
    folder = a_mixed_archive(tmp_path / "archive")
    store = Store.open(folder)
    stories = [store.story(article_id) for article_id in store.article_ids()]
    versions = [store.versions(article_id) for article_id in store.article_ids()]
    extent = store.extent()
    store.close()
    rng = random.Random(11)
    for turn in range(CRASHES):
        killed(REBUILD, folder, after=rng.uniform(0, 2.5))
        assert verify(folder) == [], turn
        archive = Archive.open(folder)
        assert archive.lexical.extent() == archive.store.extent() == extent
        assert archive.lexical.search("story3", 5, Selection())
        assert [archive.store.story(article_id) for article_id in archive.store.article_ids()] == stories
        archive.close()
    rebuild(folder)
    assert verify(folder) == []
    assert len([*folder.glob("vectors/g-*")]) == 1
    store = Store.open(folder)
    assert [store.story(article_id) for article_id in store.article_ids()] == stories
    assert [store.versions(article_id) for article_id in store.article_ids()] == versions
    store.close()
