"""What the tutorials cut articles into: 1,000 characters with 200 of overlap, by LangChain's recursive splitter.

Only baselines use these chunks. They are cut from the archive's articles, so that the product and the baselines search
the same words, and every chunk is `article.text[start:end]`.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import EvaluationError
from corpus import Archive, Article

CHUNK_SIZE = 1_000
CHUNK_OVERLAP = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A stretch of an article, without its text."""

    article_id: str
    """The dataset's own id where the article has one, else the archive's."""
    archive_id: str
    start: int
    end: int
    copies: tuple[str, ...] = ()
    """Ids (as `article_id`) of other articles with exactly the same text."""


def line_of(chunk: Chunk) -> str:
    """A chunk as a line of the file that an index keeps beside itself."""
    return json.dumps(asdict(chunk)) + "\n"


def read_chunks(path: Path) -> list[Chunk]:
    """The chunks of such a file, in order."""
    with path.open(encoding="utf-8") as lines:
        return [Chunk(**{**fields, "copies": tuple(fields["copies"])}) for fields in map(json.loads, lines)]


def chunks_of(archive: Archive) -> Iterator[tuple[Chunk, str]]:
    """Every chunk of an archive with its text, in the order in which the articles were stored."""
    twins: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for article in _articles(archive):
        if article.copy_of:
            twins[article.copy_of].append((article.id, _own_id(article)))
    for article in _articles(archive):
        first = article.copy_of or article.id
        same = [(first, _own_id(archive.store.article(first)))] if article.copy_of else []
        copies = tuple(own for one, own in [*same, *twins.get(first, ())] if one != article.id)
        for start, end in spans(article.text):
            chunk = Chunk(article_id=_own_id(article), archive_id=article.id, start=start, end=end, copies=copies)
            yield chunk, article.text[start:end]


def spans(text: str) -> list[tuple[int, int]]:
    """Where the chunks of a text begin and end."""
    found = []
    for document in _splitter().create_documents([text]):
        start, size = document.metadata["start_index"], len(document.page_content)
        if text[start : start + size] != document.page_content or start < 0:
            raise EvaluationError(f"a chunk is not where the splitter says: {document.page_content[:60]!r}")
        found.append((start, start + size))
    return found


def chunks_key(archive: Archive, *of: str) -> str:
    """A key for what is made of an archive's chunks: it covers every article, the splitter, and whatever is in `of`.

    An article's id is a checksum of its content and address, so the ids stand for the texts.
    """
    total = hashlib.sha256()
    for part in (str(CHUNK_SIZE), str(CHUNK_OVERLAP), version("langchain-text-splitters"), *of):
        total.update(part.encode() + b"\0")
    for article_id in archive.store.article_ids():
        total.update(article_id.encode() + b"\n")
    return total.hexdigest()[:16]


@lru_cache(maxsize=1)
def _splitter() -> Any:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    return RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=CHUNK_OVERLAP, add_start_index=True)


def _articles(archive: Archive) -> Iterator[Article]:
    return (archive.store.article(article_id) for article_id in archive.store.article_ids())


def _own_id(article: Article) -> str:
    return article.source.external_id or article.id
