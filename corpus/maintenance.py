"""Looking after an archive: what it holds, whether it is sound, its indexes, what is to go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import vectors
from corpus.archive import rebuild_lexical, update_lexical, writing
from corpus.embed import DEFAULT_MODEL, embed_missing, load_embeddings
from corpus.errors import ArchiveDamaged
from corpus.lexical import LexicalIndex
from corpus.records import Rejected
from corpus.selection import Selection
from corpus.store import Store

MOST_GONE = 0.1
"""Share of the vector index that may be of removed passages before it is built anew. They cost a search at most a
second query; to build 100,000 vectors costs minutes."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What `embed` did."""

    model: str
    embedded: int
    """Passages that got their vector now."""
    in_index: int
    """Vectors that the published index holds."""


def embed(archive: Path, model: str | None, progress: Callable[[int], None]) -> Embedded:
    """Embed every passage that has no vector of this model and publish the index.

    Without a `model`, the one that made the vectors that are there, else the one that is installed. Raises
    `ArchiveBusy`, `EmbeddingUnavailable`.
    """
    with writing(archive) as store:
        vectors.delete_unpublished(archive)
        model = model or _model_in_use(archive, store) or DEFAULT_MODEL
        embedded = 0
        if store.embedded(model) != store.extent():
            embedded = embed_missing(store, load_embeddings(model), model, progress)
        return Embedded(model, embedded, publish(archive, store, model))


def _model_in_use(archive: Path, store: Store) -> str | None:
    """Of the published index; of the most vectors where there is none, since they may wait to be published."""
    try:
        index = vectors.published(archive)
    except ArchiveDamaged:
        index = None
    return index.model if index else next(iter(store.embedding_models()), None)


def publish(archive: Path, store: Store, model: str) -> int:
    """Build the vector index unless the published one holds what `model` has embedded and few more; how many it holds.

    Needs the write lock. Raises `ArchiveError`, `ArchiveDamaged`.
    """
    try:
        index = vectors.published(archive)
    except ArchiveDamaged:
        index = None
    if index is not None and index.model == model:
        held, (embedded, greatest) = index.count - _gone(index, store), store.embedded(model)
        if held == embedded and greatest <= index.greatest and held >= (1 - MOST_GONE) * index.count:
            return held
    return vectors.build(archive, store, model)


def status(archive: Path) -> dict[str, Any]:
    """What the archive holds. Needs no lock."""
    store = Store.open(archive)
    try:
        totals = store.totals(Selection())
        passages, _ = store.extent()
        lexical = LexicalIndex.open(archive)
        index = vectors.published(archive)
        return {
            "articles": totals.articles + totals.further_versions,
            "of_these_further_versions": totals.further_versions,
            "copies": store.copies(),
            "stories_in_several_articles": store.stories()[0],
            "articles_in_them": store.stories()[1],
            "passages": passages,
            "in_lexical_index": lexical.extent()[0] if lexical else 0,
            "in_vector_index": index.count - _gone(index, store) if index else 0,
            "embedding_model": index.model if index else None,
            "outlets": list(totals.outlets),
            "published_first": totals.published_first.isoformat() if totals.published_first else None,
            "published_last": totals.published_last.isoformat() if totals.published_last else None,
            "without_publication_date": totals.undated,
            "rejected_records": len(store.rejections()),
        }
    finally:
        store.close()


def rejected(archive: Path) -> list[Rejected]:
    """The records that did not become articles, with where and why; of redirects and the like a few examples."""
    store = Store.open(archive)
    try:
        return [Rejected(origin=o, position=p or None, reason=reason) for o, p, reason in store.rejections()]
    finally:
        store.close()


def verify(archive: Path, progress: Callable[[str, float], None] = lambda doing, share: None) -> list[str]:
    """What is wrong with the archive, each with what to do; empty when all is well.

    `progress` is called with what is being checked and the share of all work that is about done, from 0 to 1.
    """
    store = Store.open(archive)
    try:
        try:
            progress("the database file", 0.0)
            problems = [f"store: {problem}; restore it from a backup" for problem in store.check()]
            progress("that no text was changed", 0.2)
            problems += [
                f"article {changed}: its text was changed in the file; remove it and ingest it again"
                for changed in store.altered_articles()
            ]
            problems += _offset_problems(store, lambda share: progress("every passage", 0.3 + 0.3 * share))
            progress("stories and versions", 0.6)
            problems += [
                f"stories: {problem}; run python -m corpus rebuild --archive {archive}"
                for problem in store.story_problems()
            ]
        except ArchiveDamaged as error:
            return [f"store: {error}"]
        repair = f"run python -m corpus rebuild --archive {archive}"
        progress("the lexical index", 0.7)
        problems += [f"lexical index: {problem}; {repair}" for problem in _lexical_problems(archive, store)]
        progress("the vector index", 0.9)
        problems += [f"vector index: {problem}; {repair}" for problem in _vector_problems(archive, store)]
        return problems
    finally:
        store.close()


def rebuild(archive: Path) -> tuple[int, int]:
    """Build the stories and both indexes from the articles alone; gives how many passages each index holds."""
    with writing(archive) as store:
        store.regroup_stories()
        lexical = rebuild_lexical(archive, store)
        indexed, _ = lexical.extent()
        lexical.close()
        models = store.embedding_models()
        if not models:
            vectors.discard(archive)
            return indexed, 0
        return indexed, vectors.build(archive, store, models[0])


def remove(archive: Path, *, article_id: str | None = None, url: str | None = None) -> list[str]:
    """Delete articles by id or URL from the store and both indexes; gives their ids. Raises `NotFound`.

    A URL stands for its page: every version of the article goes. The vectors are out of every search at once; their
    numbers leave the disk with the next build of the index, which is made here when a tenth of it is gone.
    """
    with writing(archive) as store:
        index = vectors.published(archive)  # raises before anything is half removed
        update_lexical(archive, store).close()
        gone = store.remove(article_id=article_id, url=url)
        update_lexical(archive, store, gone).close()
        if index is not None and _gone(index, store) > MOST_GONE * index.count:
            vectors.build(archive, store, index.model)
        return gone


def vectors_left(archive: Path) -> int:
    """How many vectors of removed passages are in the index's files still, out of every search, until a rebuild."""
    store = Store.open(archive)
    try:
        index = vectors.published(archive)
        return _gone(index, store) if index else 0
    finally:
        store.close()


def _gone(index: vectors.Generation, store: Store) -> int:
    """How many of the passages in a published vector index were removed since it was built."""
    return sum(passage <= index.greatest for passage in store.removed_vectors())


def _offset_problems(store: Store, progress: Callable[[float], None]) -> Iterator[str]:
    totals = store.totals(Selection())
    stored = max(1, totals.articles + totals.further_versions)
    for number, article_id in enumerate(store.article_ids()):
        progress(min(1.0, number / stored))
        text, spans = store.article(article_id).text, store.passage_spans(article_id)
        outside = [span for span in spans if not 0 <= span.start < span.end <= len(text)]
        blank = [span for span in spans if not span.of(text).strip()]
        if outside or blank:
            wrong = len({*outside, *blank})
            yield f"article {article_id}: {wrong} passages point outside its text; remove it and ingest it again"
        elif text.strip() and not spans:
            yield f"article {article_id}: has no passages; remove it and ingest it again"


def _lexical_problems(archive: Path, store: Store) -> Iterator[str]:
    """What an opening would not mend by itself.

    An index that merely lags behind is completed then, with new passages or, after a removal that was killed, without
    those that are gone; so that is none.
    """
    try:
        index = LexicalIndex.open(archive)
    except ArchiveDamaged as error:
        yield str(error)
        return
    if index is None:
        yield "missing"
        return
    (have, greatest), (want, newest) = index.extent(), store.extent()
    if greatest > newest or (greatest == newest and have != want and not _ahead_of_a_removal(index, store)):
        yield f"holds {have:,} passages instead of {want:,}"
        return
    wrong = sum(1 for article_id, ids in store.passage_ids(greatest) if not ids <= index.passages_of(article_id))
    if wrong:
        yield f"does not hold the passages of {wrong:,} articles"
    index.close()


def _ahead_of_a_removal(index: LexicalIndex, store: Store) -> bool:
    """Whether all that an index has too much is passages of articles that are gone."""
    _, newest = store.extent()
    return all(ids == index.passages_of(article_id) for article_id, ids in store.passage_ids(newest))


def _vector_problems(archive: Path, store: Store) -> Iterator[str]:
    """The same for the vectors: passages that are not embedded yet are no problem, wrong or missing ones are."""
    try:
        index = vectors.published(archive)
    except ArchiveDamaged as error:
        yield str(error)
        return
    if index is None:
        return
    if problem := vectors.failed_check(index.folder, archive):
        yield problem
