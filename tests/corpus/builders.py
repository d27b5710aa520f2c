"""Small builders for archive tests: articles, archives, the command line, an embedding that needs no model."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import numpy as np

from corpus.archive import update_lexical, writing
from corpus.embed import embed_missing
from corpus.extract import article_id
from corpus.maintenance import publish
from corpus.records import Article, Source
from corpus.split import passages
from corpus.store import Added, Store

ROOT = Path(__file__).parent.parent.parent
MODEL = "words"


def an_article(
    text: str = "NATO said on Tuesday that troops had moved. Moscow denied it.",
    *,
    url: str | None = "https://example.org/1",
    outlet: str | None = "Sputnik International",
    title: str | None = "Troops moved",
    published: date | None = date(2014, 11, 4),
    archived: datetime | None = None,
) -> Article:
    source = Source(title=title, outlet=outlet, url=url, published=published, archived=archived)
    return Article(id=article_id(None, url, outlet, text), text=text, source=source, origin="a file")


def add(store: Store, article: Article) -> Added:
    return store.add(article, passages(article.text)).outcome


def an_archive(folder: Path, articles: Iterable[Article], *, vectors: bool = False) -> Path:
    """An archive with these articles, its lexical index and, if asked for, vectors of `WordEmbeddings`."""
    with writing(folder, create=True) as store:
        for article in articles:
            add(store, article)
        update_lexical(folder, store).close()
    if vectors:
        embed_words(folder)
    return folder


def embed_words(folder: Path) -> int:
    """What `corpus embed` does, with the model replaced."""
    with writing(folder) as store:
        embed_missing(store, WordEmbeddings(), MODEL)
        return publish(folder, store, MODEL)


class WordEmbeddings:
    """Each word is a fixed direction of 32 dimensions; a text is their sum. Texts that share words are near."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        total = np.full(32, 1e-3)
        for word in text.lower().split():
            seed = int.from_bytes(hashlib.sha256(word.strip(".,").encode()).digest()[:8])
            total += np.random.default_rng(seed).normal(size=32)
        return [float(x) for x in total / np.linalg.norm(total)]


def json_lines(path: Path, records: Iterable[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def corpus_command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m corpus ...` as another process, with no way to the network for the model hub."""
    return subprocess.run(
        [sys.executable, "-m", "corpus", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        env={**os.environ, "HF_HUB_OFFLINE": "1", **environment},
    )


def as_an_ordinary_user(script: str, imports: str = "") -> subprocess.CompletedProcess[str]:
    """A script as another process whom file permissions bind: when root runs the tests, it goes on as nobody.

    What it needs is imported before, since nobody need not be able to read the program's own files; `imports` adds.
    """
    prelude = (
        "import os, sys; from pathlib import Path; import chromadb.api.rust, corpus.ingest, corpus.maintenance\n"
        "from corpus import Archive, Selection; from corpus.__main__ import main; from tests.corpus.builders import *\n"
        "from corpus.readers import *; import chromadb.db.impl.sqlite\n"
        f"{imports}\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
    )
    return subprocess.run(
        [sys.executable, "-c", prelude + script], capture_output=True, text=True, cwd=ROOT, check=False
    )
