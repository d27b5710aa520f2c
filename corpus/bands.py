"""Where the bands of articles are kept, by which somebody's copy is found again (`corpus/duplicates.py` makes them).

A band is a random number, so in a table ordered by band the 24 of one article go to 24 places, each a page of 4 KB to
be written: at 100,000 articles that took more time than all else that is stored of an article together. So an article
adds one short row to a log (`new_bands`), inside its own transaction, and the table (`bands`) gets the bands of many
articles at once, in order, so that each of its pages is written once for many of them. Those that are only in the log
are looked up in memory, in what a `Writer` knows; it reads them from the log when it opens the archive, and again when
a transaction was taken back.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice

MOVED_EVERY = 8_192
"""Articles between two moves from the log into the table: 20 MB in memory. At 100,000 articles a page of the table
holds about 170 bands and gets 14 new ones at a time."""
NEWEST_OF_A_BAND = 64
MOST_SHARING = 100
_ROWS = 256


class Writer(sqlite3.Connection):
    """The connection of an archive's one writer, and the bands that are in the log only."""

    recent: dict[int, list[int]] | None = None
    """The articles that have a band, in order; None when that has to be read from the log (again)."""


def add(db: sqlite3.Connection, article: int, keys: Sequence[int]) -> None:
    """Keep the bands of an article."""
    recent = _recent(db)
    row = (article, array("q", keys).tobytes())
    if db.execute("INSERT OR IGNORE INTO new_bands (article, keys) VALUES (?, ?)", row).rowcount:
        _remember(recent, article, keys)


def move(db: sqlite3.Connection) -> None:
    """Bring what is in the log into the table."""
    recent = _recent(db)
    rows = ((band, article) for band in sorted(recent) for article in recent[band])
    while some := list(chain.from_iterable(islice(rows, _ROWS))):
        marks = ", ".join(["(?, ?)"] * (len(some) // 2))
        db.execute(f"INSERT OR IGNORE INTO bands (band, article) VALUES {marks}", some)
    db.execute("DELETE FROM new_bands")
    recent.clear()


def remove(db: sqlite3.Connection, article: int, keys: Sequence[int]) -> None:
    """Forget the bands of an article."""
    recent = _recent(db)
    db.execute("DELETE FROM new_bands WHERE article = ?", (article,))
    db.executemany("DELETE FROM bands WHERE band = ? AND article = ?", [(key, article) for key in keys])
    for key in keys:
        if article in (having := recent.get(key, [])):
            having.remove(article)


def clear(db: sqlite3.Connection) -> None:
    """Forget all bands."""
    for table in ("bands", "new_bands"):
        db.execute(f"DELETE FROM {table}")
    _recent(db).clear()


def sharing(db: sqlite3.Connection, article: int, keys: Sequence[int]) -> list[tuple[int, int]]:
    """Up to 100 other articles that share a band, those that share most first, each with the label of its story (its
    own number when it is in none). Of a band that very many articles have, the newest are looked at."""
    recent = _recent(db)
    shared: Counter[int] = Counter()
    # Hardly any band is anybody else's: that is asked first, since the rest takes ten times as long.
    marks = ", ".join(["(?)"] * len(keys))
    known = f"SELECT column1 FROM (VALUES {marks}) WHERE EXISTS (SELECT 1 FROM bands WHERE band = column1)"
    for (key,) in db.execute(known, keys).fetchall() if keys else ():
        newest = "SELECT article FROM bands WHERE band = ? ORDER BY article DESC LIMIT ?"
        shared.update(row[0] for row in db.execute(newest, (key, NEWEST_OF_A_BAND)))
    for key in keys:
        shared.update(recent.get(key, [])[-NEWEST_OF_A_BAND:])
    del shared[article]
    most = sorted(shared, key=lambda other: (-shared[other], other))[:MOST_SHARING]
    labels = _stories(db, most) if most else {}
    return [(other, labels.get(other, other)) for other in most]


def _stories(db: sqlite3.Connection, articles: Sequence[int]) -> dict[int, int]:
    marks = ", ".join("?" * len(articles))
    return dict(db.execute(f"SELECT article, story FROM story_members WHERE article IN ({marks})", articles).fetchall())


def _recent(db: sqlite3.Connection) -> dict[int, list[int]]:
    assert isinstance(db, Writer)
    if db.recent is None:
        recent: dict[int, list[int]] = {}
        for article, keys in db.execute("SELECT article, keys FROM new_bands ORDER BY article"):
            _remember(recent, article, array("q", keys))
        db.recent = recent
    return db.recent


def _remember(recent: dict[int, list[int]], article: int, keys: Iterable[int]) -> None:
    for key in keys:
        recent.setdefault(key, []).append(article)
