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
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

MOVED_EVERY = 8_192
"""Articles between two moves from the log into the table: 20 MB in memory. At 100,000 articles a page of the table
holds about 170 bands and gets 14 new ones at a time."""
NEWEST_OF_A_BAND = 64
MOST_SHARING = 100
_ROWS = 256


class Recent:
    """The bands that are in the log only. Nearly each is of one article, and a list for each took twice the memory."""

    def __init__(self) -> None:
        self._one: dict[int, int] = {}
        self._more: dict[int, list[int]] = {}
        """Of the bands that several articles have, all of them in order."""

    def remember(self, article: int, keys: Iterable[int]) -> None:
        one = self._one
        for key in keys:
            if (first := one.setdefault(key, article)) != article and (
                key not in self._more or self._more[key][-1] != article
            ):
                self._more.setdefault(key, [first]).append(article)

    def forget(self, article: int, keys: Iterable[int]) -> None:
        for key in keys:
            left = [other for other in self.having(key) if other != article]
            self._one.pop(key, None)
            self._more.pop(key, None)
            for other in left:
                self.remember(other, [key])

    def having(self, key: int) -> Sequence[int]:
        """The articles that have a band, in order."""
        if key not in self._one:
            return ()
        return self._more.get(key) or (self._one[key],)

    def of_several(self, keys: Iterable[int]) -> Iterator[Sequence[int]]:
        """The articles of each of these bands that several have."""
        more = self._more
        return (more[key] for key in keys if key in more)

    def rows(self) -> Iterator[tuple[int, int]]:
        """Each band with each article that has it, in order."""
        one, more = self._one, self._more
        for band in sorted(one):
            if band in more:
                yield from ((band, article) for article in more[band])
            else:
                yield band, one[band]

    def clear(self) -> None:
        self._one.clear()
        self._more.clear()


class Writer(sqlite3.Connection):
    """The connection of an archive's one writer, and the bands that are in the log only."""

    recent: Recent | None = None
    """None when they have to be read from the log (again)."""


def add(db: sqlite3.Connection, article: int, keys: Sequence[int]) -> None:
    """Keep the bands of an article."""
    recent = _recent(db)
    row = (article, array("q", keys).tobytes())
    if db.execute("INSERT OR IGNORE INTO new_bands (article, keys) VALUES (?, ?)", row).rowcount:
        recent.remember(article, keys)


def move(db: sqlite3.Connection) -> None:
    """Bring what is in the log into the table."""
    recent = _recent(db)
    rows = recent.rows()
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
    recent.forget(article, keys)


def clear(db: sqlite3.Connection) -> None:
    """Forget all bands."""
    for table in ("bands", "new_bands"):
        db.execute(f"DELETE FROM {table}")
    _recent(db).clear()


def sharing(db: sqlite3.Connection, article: int, keys: Sequence[int]) -> list[tuple[int, int]]:
    """Up to 100 other articles that share a band with one that was added, those that share most first, each with the
    label of its story (its own number when it is in none). Of a band that very many have, the newest are looked at."""
    recent = _recent(db)
    shared: Counter[int] = Counter()
    # Hardly any band is anybody else's: that is asked first, since the rest takes ten times as long.
    marks = ", ".join(["(?)"] * len(keys))
    known = f"SELECT column1 FROM (VALUES {marks}) WHERE EXISTS (SELECT 1 FROM bands WHERE band = column1)"
    for (key,) in db.execute(known, keys).fetchall() if keys else ():
        newest = "SELECT article FROM bands WHERE band = ? ORDER BY article DESC LIMIT ?"
        shared.update(row[0] for row in db.execute(newest, (key, NEWEST_OF_A_BAND)))
    for having in recent.of_several(keys):
        shared.update(having[-NEWEST_OF_A_BAND:])
    del shared[article]  # it is one of them itself
    most = sorted(shared, key=lambda other: (-shared[other], other))[:MOST_SHARING]
    labels = _stories(db, most) if most else {}
    return [(other, labels.get(other, other)) for other in most]


def _stories(db: sqlite3.Connection, articles: Sequence[int]) -> dict[int, int]:
    marks = ", ".join("?" * len(articles))
    return dict(db.execute(f"SELECT article, story FROM story_members WHERE article IN ({marks})", articles).fetchall())


def _recent(db: sqlite3.Connection) -> Recent:
    assert isinstance(db, Writer)
    if db.recent is None:
        recent = Recent()
        for article, keys in db.execute("SELECT article, keys FROM new_bands ORDER BY article"):
            recent.remember(article, array("q", keys))
        db.recent = recent
    return db.recent
