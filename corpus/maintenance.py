"""Looking after an archive: what it holds, whether it is sound, its indexes, what is to go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus import vectors
from corpus.archive import rebuild_lexical, update_lexical, write_lock
from corpus.embed import SentenceTransformerEmbeddings, embed_missing
from corpus.errors import ArchiveDamaged
from corpus.lexical import LexicalIndex
from corpus.selection import Selection
from corpus.store import Store


def embed(archive: Path, model: str, progress: Callable[[int], None]) -> tuple[int, int]:
    """Embed every passage that has no vector of this model and publish the index.

    Gives how many were embedded now and how many the index holds. Raises `ArchiveBusy`, `EmbeddingUnavailable`.
    """
    with _writing(archive) as store:
        embedded = 0
        if store.embedded(model) < store.extent()[0]:
            embedded = embed_missing(store, SentenceTransformerEmbeddings(model), model, progress)
        index = vectors.published(archive)
        if embedded or index is None or index.model != model or index.count != store.embedded(model):
            return embedded, vectors.build(archive, store, model)
        return embedded, index.count


def status(archive: Path) -> dict[str, Any]:
    """What the archive holds. Needs no lock."""
    store = Store.open(archive)
    try:
        totals = store.totals(Selection())
        passages, _ = store.extent()
        lexical = LexicalIndex.open(archive)
        index = vectors.published(archive)
        return {
            "articles": totals.articles,
            "copies": store.copies(),
            "passages": passages,
            "in_lexical_index": lexical.extent()[0] if lexical else 0,
            "in_vector_index": index.count if index else 0,
            "embedding_model": index.model if index else None,
            "outlets": list(totals.outlets),
            "published_first": totals.published_first.isoformat() if totals.published_first else None,
            "published_last": totals.published_last.isoformat() if totals.published_last else None,
            "without_publication_date": totals.undated,
            "rejected_records": len(store.rejections()),
        }
    finally:
        store.close()


def verify(archive: Path) -> list[str]:
    """What is wrong with the archive, each with what to do; empty when all is well."""
    store = Store.open(archive)
    try:
        problems = [f"store: {problem}; restore it from a backup" for problem in store.check()]
        problems += _offset_problems(store)
        repair = f"run python -m corpus rebuild --archive {archive}"
        try:
            lexical = LexicalIndex.open(archive)
            if lexical is None:
                problems.append(f"lexical index: missing; {repair}")
            elif lexical.extent() != store.extent():
                have, want = lexical.extent()[0], store.extent()[0]
                problems.append(f"lexical index: holds {have:,} passages instead of {want:,}; {repair}")
        except ArchiveDamaged as error:
            problems.append(f"lexical index: {error}; {repair}")
        problems += [f"vector index: {problem}; {repair}" for problem in _vector_problems(archive, store)]
        return problems
    finally:
        store.close()


def rebuild(archive: Path) -> tuple[int, int]:
    """Build both indexes from the store alone; gives how many passages each holds."""
    with _writing(archive) as store:
        lexical = rebuild_lexical(archive, store)
        indexed, _ = lexical.extent()
        lexical.close()
        models = store.embedding_models()
        if not models:
            vectors.discard(archive)
            return indexed, 0
        return indexed, vectors.build(archive, store, models[0])


def remove(archive: Path, *, article_id: str | None = None, url: str | None = None) -> list[str]:
    """Delete articles by id or URL from the store and both indexes; gives their ids. Raises `NotFound`."""
    with _writing(archive) as store:
        gone = store.remove(article_id=article_id, url=url)
        update_lexical(archive, store, gone).close()
        index = vectors.published(archive)
        if index is not None:
            vectors.build(archive, store, index.model)
        return gone


def _offset_problems(store: Store) -> Iterator[str]:
    for article_id in store.article_ids():
        text, spans = store.article(article_id).text, store.passage_spans(article_id)
        outside = [span for span in spans if not 0 <= span.start < span.end <= len(text)]
        blank = [span for span in spans if not span.of(text).strip()]
        if outside or blank:
            yield f"article {article_id}: {len(outside) + len(blank)} passages point outside its text; ingest it again"
        elif text.strip() and not spans:
            yield f"article {article_id}: has no passages; ingest it again"


def _vector_problems(archive: Path, store: Store) -> Iterator[str]:
    try:
        index = vectors.published(archive)
    except ArchiveDamaged as error:
        yield str(error)
        return
    if index is None:
        return
    if index.count != store.embedded(index.model):
        yield f"holds {index.count:,} vectors, the store {store.embedded(index.model):,}"
    if problem := vectors.failed_check(index.folder):
        yield problem


@contextmanager
def _writing(archive: Path) -> Iterator[Store]:
    """The store of an existing archive, as its one writer."""
    Store.open(archive).close()
    with write_lock(archive):
        store = Store.open(archive, writable=True)
        try:
            yield store
        finally:
            store.close()
