"""The fact-checks that articles publish, as rows of an archive file, with an index of the words of their claims."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.fact_checks import ClaimReview
from corpus.selection import Selection
from corpus.tables import condition

if TYPE_CHECKING:
    from corpus.database import Database

_UNINDEXED = (
    "SELECT rowid, claim FROM claim_reviews"
    " WHERE NOT EXISTS (SELECT 1 FROM claim_review_words WHERE review = claim_reviews.rowid)"
)


def put(db: sqlite3.Connection, article_number: int, reviews: Sequence[ClaimReview]) -> None:
    """Let these be the reviews of an article."""
    db.execute("DELETE FROM claim_reviews WHERE article = ?", (article_number,))
    db.executemany(
        "INSERT INTO claim_reviews VALUES (:article, :claim, :rating, :claimed_by, :publisher, :url, :published)",
        [{"article": article_number, **review.to_dict()} for review in reviews],
    )
    _index(db, db.execute("SELECT rowid, claim FROM claim_reviews WHERE article = ?", (article_number,)).fetchall())


def unindexed(db: Database) -> bool:
    """Whether there are reviews of a time before the index."""
    return bool(db.number(f"SELECT EXISTS ({_UNINDEXED})"))


def index(db: sqlite3.Connection) -> None:
    """Index those."""
    _index(db, db.execute(_UNINDEXED).fetchall())


def read(db: Database, selection: Selection, half_of: Collection[str] = ()) -> list[tuple[str, ClaimReview]]:
    """The reviews of a selection's articles with the articles' ids, in the order in which they were stored.

    With `half_of`, base stems, only those whose claim holds half of them or more.
    """
    tables = {row["name"] for row in db.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'claim_review%'", ())}
    if "claim_reviews" not in tables:
        return []  # an archive made before fact-checks were kept, and not written to since
    where, values = condition(selection)
    among: list[Any] = []
    if half_of and "claim_review_words" in tables:
        among = [*half_of, (len(half_of) + 1) // 2]
        where = (
            f"({where}) AND reviews.rowid IN (SELECT review FROM claim_review_words"
            f" WHERE word IN ({', '.join('?' * len(half_of))}) GROUP BY review HAVING count(*) >= ?)"
        )
    rows = db.rows(
        "SELECT articles.id AS id, claim, rating, claimed_by, publisher, reviews.url AS url,"
        " reviews.published AS published FROM claim_reviews AS reviews JOIN articles ON articles.number = article"
        f" WHERE {where} ORDER BY reviews.rowid",
        [*values, *among],
    )
    return [
        (
            row["id"],
            ClaimReview(
                claim=row["claim"],
                rating=row["rating"],
                claimed_by=row["claimed_by"],
                publisher=row["publisher"],
                url=row["url"],
                published=date.fromisoformat(row["published"]) if row["published"] else None,
            ),
        )
        for row in rows
    ]


def _index(db: sqlite3.Connection, reviews: Iterable[tuple[int, str]]) -> None:
    from corpus.bases import content_bases  # with tantivy, which most readers do without

    words = ((word, review) for review, claim in reviews for word in content_bases(claim) or {""})
    db.executemany("INSERT OR IGNORE INTO claim_review_words VALUES (?, ?)", words)
