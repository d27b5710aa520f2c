"""The fact-checks that articles publish, as rows of an archive file."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from corpus.database import Database
from corpus.fact_checks import ClaimReview
from corpus.selection import Selection
from corpus.tables import condition


def put(db: sqlite3.Connection, article_number: int, reviews: Sequence[ClaimReview]) -> None:
    """Let these be the reviews of an article."""
    db.execute("DELETE FROM claim_reviews WHERE article = ?", (article_number,))
    db.executemany(
        "INSERT INTO claim_reviews VALUES (:article, :claim, :rating, :claimed_by, :publisher, :url, :published)",
        [{"article": article_number, **review.to_dict()} for review in reviews],
    )


def read(db: Database, selection: Selection) -> list[tuple[str, ClaimReview]]:
    """The reviews of a selection's articles with the articles' ids, in the order in which they were stored."""
    if not db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'claim_reviews'"):
        return []  # an archive made before fact-checks were kept, and not written to since
    where, values = condition(selection)
    rows = db.rows(
        "SELECT articles.id AS id, claim, rating, claimed_by, publisher, reviews.url AS url,"
        " reviews.published AS published FROM claim_reviews AS reviews JOIN articles ON articles.number = article"
        f" WHERE {where} ORDER BY reviews.rowid",
        values,
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
