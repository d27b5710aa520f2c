"""What the indexes are built from, and compared with: passages and embeddings of a store, in the order of their ids.

Passage ids only ever grow and none is given out twice, so an index that knows its own greatest id knows what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from corpus.changes import Filters
from corpus.database import Database
from corpus.tables import marks


class IndexedPassage(NamedTuple):
    """What an index needs of one passage."""

    id: int
    article_id: str
    text: str
    title: str
    filters: Filters


class Indexable:
    """A store as the indexes read it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def extent(self) -> tuple[int, int]:
        """How many passages there are, and the greatest id among them (0 when there is none).

        Counting a million reads 3,250 pages from all over the file, two seconds of a cold disk; hence a tally, which
        an archive made before there was one gets when it is next written to.
        """
        counted = "(SELECT passages FROM tally)" if self._has_tally() else "count(*)"
        row = self._db.row(f"SELECT {counted}, coalesce(max(id), 0) FROM passages")
        return (row[0], row[1]) if row else (0, 0)

    def _has_tally(self) -> bool:
        return bool(self._db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'tally'"))

    def passages_after(self, greatest_id: int) -> Iterator[IndexedPassage]:
        """Every passage with a greater id, in order, as the indexes need it."""
        rows = self._db.rows("SELECT id, article, start, stop FROM passages WHERE id > ? ORDER BY id", (greatest_id,))
        # Article by article: a join would read the whole text anew for each of its passages.
        for number, spans in groupby(rows, lambda row: int(row["article"])):
            article = self._db.row(
                "SELECT id, text, title, published_day, known_day, outlet_key FROM articles WHERE number = ?", (number,)
            )
            assert article is not None  # the passages refer to it, and both are of one state of the file
            article_id, text, title, *filters = article
            for row in spans:
                yield IndexedPassage(
                    row["id"], article_id, text[row["start"] : row["stop"]], title or "", Filters(*filters)
                )

    def passage_ids(self, up_to: int) -> Iterator[tuple[str, set[int]]]:
        """Each article's id with the ids of its passages, as far as these do not exceed `up_to`."""
        rows = self._db.rows(
            "SELECT articles.id AS article_id, group_concat(passages.id) AS ids FROM articles"
            " JOIN passages ON article = number WHERE passages.id <= ? GROUP BY number",
            (up_to,),
        )
        return ((row["article_id"], set(map(int, row["ids"].split(",")))) for row in rows)

    def passages_without_embedding(self, model: str, limit: int, after: int = 0) -> list[tuple[int, str]]:
        """Ids and texts of passages that `model` has not embedded yet, in order, from the first id after `after`.

        Each text stands under its article's headline, which tells who "he" and "the ministry" are.
        """
        rows = self._db.rows(
            "SELECT passages.id AS passage_id, start, stop, text, title FROM passages JOIN articles ON number = article"
            " WHERE passages.id > ?"
            " AND NOT EXISTS (SELECT 1 FROM embeddings WHERE passage = passages.id AND model = ?)"
            " ORDER BY passages.id LIMIT ?",
            (after, model, limit),
        )
        return [
            (row["passage_id"], "\n".join(filter(None, (row["title"], row["text"][row["start"] : row["stop"]]))))
            for row in rows
        ]

    def embeddings(self, model: str) -> Iterator[tuple[int, bytes, int, int, str]]:
        """Passage id, float16 vector, published day, known day and outlet key of every embedded passage."""
        for row in self._db.rows(
            "SELECT passage, vector, published_day, known_day, outlet_key FROM embeddings JOIN passages"
            " ON passages.id = passage JOIN articles ON number = article WHERE model = ? ORDER BY passage",
            (model,),
        ):
            yield tuple(row)

    def embedded(self, model: str) -> tuple[int, int]:
        """How many passages `model` has embedded, and the greatest id among them (0 when there is none)."""
        row = self._db.row("SELECT count(*), coalesce(max(passage), 0) FROM embeddings WHERE model = ?", (model,))
        return (row[0], row[1]) if row else (0, 0)

    def removed_vectors(self) -> frozenset[int]:
        """Passages that had a vector and are gone, since `forget_removed_vectors`: an index may still name them."""
        return frozenset(row["passage"] for row in self._db.rows("SELECT passage FROM removed_vectors"))

    def without_passage(self, ids: Sequence[int]) -> set[int]:
        """Those of these ids that no passage has."""
        there = {row["id"] for row in self._db.rows(f"SELECT id FROM passages WHERE id IN ({marks(ids)})", ids)}
        return set(ids) - there

    def embedding_models(self) -> list[str]:
        """The models that have embedded passages, the one with most first."""
        rows = self._db.rows("SELECT model FROM embeddings GROUP BY model ORDER BY count(*) DESC, model")
        return [row["model"] for row in rows]
