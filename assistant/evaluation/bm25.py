"""Plain BM25 over the tutorial's chunks, by bm25s: Lucene's scoring, English stop words left out, no stemming."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.evaluation.baseline import Baseline, Hit
from assistant.evaluation.built_once import Progress, built_once, silent
from assistant.evaluation.chunks import chunks_key, chunks_of, line_of, read_chunks
from corpus import Archive

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class Bm25(Baseline):
    """The `System` "bm25"."""

    @classmethod
    def open(
        cls, archive: Path, cache: Path, progress: Progress = silent, chat_model: BaseChatModel | None = None
    ) -> Bm25:
        """BM25 over an archive; its index is made when it is not in the cache yet.

        Raises `EvaluationError` when it cannot be written, and what opening the archive raises.
        """
        opened = Archive.open(archive)
        try:
            folder = cache / f"bm25-{chunks_key(opened, version('bm25s'))}"
            built_once(folder, lambda into: _build(opened, into, progress), "the BM25 index", progress)
            return cls("bm25", opened, _Index(folder).search, chat_model=chat_model)
        except BaseException:
            opened.close()
            raise


def _build(archive: Archive, folder: Path, progress: Progress) -> dict[str, Any]:
    import bm25s

    shutil.rmtree(folder / "index", ignore_errors=True)
    tokens: list[list[str]] = []
    with (folder / "chunks.jsonl").open("w", encoding="utf-8") as lines:
        for chunk, text in chunks_of(archive):
            lines.write(line_of(chunk))
            tokens.append(_tokens(text))
            progress("BM25: reading chunks", len(tokens), None)
    if any(tokens):
        index = bm25s.BM25()
        index.index(tokens, show_progress=False)
        index.save(folder / "index", show_progress=False)
    return {"chunks": len(tokens)}


def _tokens(text: str) -> list[str]:
    import bm25s

    found: list[list[str]] = bm25s.tokenize(
        [text], stopwords="english", stemmer=None, return_ids=False, show_progress=False
    )
    return found[0]


class _Index:
    """The saved index, its arrays mapped into memory."""

    def __init__(self, folder: Path) -> None:
        import bm25s

        self._chunks = read_chunks(folder / "chunks.jsonl")
        there = (folder / "index").is_dir()
        self._bm25: Any = bm25s.BM25.load(folder / "index", mmap=True, show_progress=False) if there else None

    def search(self, words: str, limit: int) -> Sequence[Hit]:
        known = [token for token in _tokens(words) if self._bm25 and token in self._bm25.vocab_dict]
        if not known:
            return ()
        numbers, scores = self._bm25.retrieve([known], k=min(limit, len(self._chunks)), show_progress=False)
        hits = sorted(zip(map(int, numbers[0]), map(float, scores[0]), strict=True), key=lambda hit: (-hit[1], hit[0]))
        return [(self._chunks[number], score) for number, score in hits if score > 0]
