"""Where the bands of articles are kept, by which somebody's copy is found again (`corpus/duplicates.py` makes them).

A band is a random number, so in a table ordered by band the 24 of one article go to 24 places, each a page of 4 KB to
be written: at 100,000 articles that took more time than all else that is stored of an article together. So an article
adds one short row to a log (`new_bands`), inside its own transaction, and the table (`bands`) gets the bands of many
articles at once, in order, so that each of its pages is written once for many of them. Those that are only in the log
are looked up in a temporary table in memory, which SQLite rolls back and commits with everything else, and which is
made anew from the log when a writer opens the archive.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from functools import cache

MOVED_EVERY = 8_192
"""Articles between two moves from the log into the table: 10 MB in memory. At 100,000 articles a page of the table
holds about 170 bands and gets 14 new ones at a time."""
NEWEST_OF_A_BAND = 64


def recall(db: sqlite3.Connection) -> None:
    """Prepare a writer's connection: what the log holds is to be found too."""
    db.execute(
        "CREATE TEMP TABLE recent_bands (band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article))"
        " WITHOUT ROWID"
    )
    for article, keys in db.execute("SELECT article, keys FROM new_bands").fetchall():
        _remember(db, article, array("q", keys))


def add(db: sqlite3.Connection, article: int, keys: Sequence[int]) -> None:
    """Keep the bands of an article."""
    db.execute("INSERT OR REPLACE INTO new_bands (article, keys) VALUES (?, ?)", (article, array("q", keys).tobytes()))
    _remember(db, article, keys)


def move(db: sqlite3.Connection) -> None:
    """Bring what is in the log into the table."""
    db.execute("INSERT OR IGNORE INTO bands (band, article) SELECT band, article FROM recent_bands ORDER BY 1, 2")
    db.execute("DELETE FROM new_bands")
    db.execute("DELETE FROM recent_bands")


def remove(db: sqlite3.Connection, article: int, keys: Sequence[int]) -> None:
    """Forget the bands of an article."""
    db.execute("DELETE FROM new_bands WHERE article = ?", (article,))
    for table in ("bands", "recent_bands"):
        db.executemany(f"DELETE FROM {table} WHERE band = ? AND article = ?", [(key, article) for key in keys])


def clear(db: sqlite3.Connection) -> None:
    """Forget all bands."""
    for table in ("bands", "recent_bands", "new_bands"):
        db.execute(f"DELETE FROM {table}")


def sharing(db: sqlite3.Connection, keys: Sequence[int]) -> list[sqlite3.Row]:
    """Up to 100 articles (`number`) that share a band, those that share most first, with the label of the `story` of
    each (its own number when it is in none). Of a band that very many articles have, the newest are looked at."""
    return db.execute(_sharing(len(keys)), [*keys, *keys]).fetchall() if keys else []


@cache
def _sharing(bands: int) -> str:
    newest = [
        f"SELECT * FROM (SELECT article FROM {table} WHERE band = ? ORDER BY article DESC LIMIT {NEWEST_OF_A_BAND})"
        for table in ("bands", "recent_bands")
        for _ in range(bands)
    ]
    return (
        f"SELECT found.article AS number, coalesce(story, found.article) AS story FROM ({' UNION ALL '.join(newest)})"
        " AS found LEFT JOIN story_members ON story_members.article = found.article"
        " GROUP BY found.article ORDER BY count(*) DESC, found.article LIMIT 100"
    )


def _remember(db: sqlite3.Connection, article: int, keys: Sequence[int]) -> None:
    db.executemany("INSERT OR IGNORE INTO recent_bands (band, article) VALUES (?, ?)", [(key, article) for key in keys])
