"""What adding or removing an article does to the tables, inside the one transaction that `Store` has begun."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from corpus import bands, clustering, fact_check_rows, lineage
from corpus.records import SOURCE_FIELDS, Article, Span
from corpus.tables import SOURCE_COLUMNS, columns_of_article, columns_of_source
from corpus.versions import address_of

_ROWS = 64
_GROUPED_BY = ("title", "published")
"""What decides beside the text whose copy an article is, and may change while it stays the same article."""


class Added(StrEnum):
    """What adding an article did."""

    NEW = "new"
    COPY = "copy"
    """New, with exactly the text of an article that was there before."""
    UPDATED = "updated"
    """The article was there; what is known about its source has changed."""
    UNCHANGED = "unchanged"


class Filters(NamedTuple):
    """What searches are limited by, as the indexes hold it of each passage."""

    published_day: int
    known_day: int
    outlet_key: str


class Addition(NamedTuple):
    """What adding an article did, and what there is to index of it now."""

    outcome: Added
    passages: range = range(0)
    """The ids of its passages, unless they are as they were."""
    filters: Filters = Filters(0, 0, "")


def add(
    db: sqlite3.Connection, article: Article, passages: Sequence[Span], keys: Sequence[int] | None = None
) -> Addition:
    """Store an article with its passages and put it into its story, or bring up to date what is known about it.

    `keys` as for `clustering.place`.
    """
    stored = db.execute(f"SELECT number, {SOURCE_COLUMNS} FROM articles WHERE id = ?", (article.id,)).fetchone()
    if stored is None:
        return _insert(db, article, passages, keys)
    if article.claim_reviews:
        fact_check_rows.put(db, stored["number"], article.claim_reviews)
    return _update(db, stored, article, passages)


def remove(db: sqlite3.Connection, column: str, value: str | None) -> list[str]:
    """Delete the articles whose `column` ("id" or "url") has this value, with all that belongs to them; their ids.

    A URL stands for its page: every version of it goes, however its link was decorated.
    """
    wanted = "id = ?" if column == "id" else "url = ?1 OR address = ?2"
    values = (value,) if column == "id" else (value, address_of(value))
    rows = db.execute(f"SELECT number, id FROM articles WHERE {wanted}", values).fetchall()
    numbers = [row["number"] for row in rows]
    left = clustering.withdraw(db, numbers)
    other_versions = lineage.withdraw(db, numbers)
    db.executemany("DELETE FROM articles WHERE number = ?", [(number,) for number in numbers])
    heirs = [heir for row in rows if (heir := _promote_a_copy(db, row["id"])) is not None]
    for number in sorted({*left, *heirs}):
        clustering.place(db, number)
    bands.move(db)  # those placed anew are in the table already
    for number in other_versions:
        lineage.place(db, number)
    return [row["id"] for row in rows]


def _insert(db: sqlite3.Connection, article: Article, passages: Sequence[Span], keys: Sequence[int] | None) -> Addition:
    row = {**columns_of_article(article), "ingested_at": now()}
    twin = db.execute(
        "SELECT id FROM articles WHERE text_hash = ? ORDER BY number LIMIT 1", (row["text_hash"],)
    ).fetchone()
    row["copy_of"] = twin["id"] if twin else None
    cursor = db.execute(
        f"INSERT INTO articles ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values())
    )
    assert cursor.lastrowid is not None
    ids = _add_passages(db, cursor.lastrowid, passages)
    if article.claim_reviews:
        fact_check_rows.put(db, cursor.lastrowid, article.claim_reviews)
    clustering.place(db, cursor.lastrowid, keys, row)
    lineage.place(db, cursor.lastrowid, row)
    return Addition(Added.COPY if twin else Added.NEW, ids, _filters(row))


def _update(db: sqlite3.Connection, stored: sqlite3.Row, article: Article, passages: Sequence[Span]) -> Addition:
    first, last = _captures(stored["archived"], article.source.archived)
    if first != last:
        lineage.put_recapture(db, stored["number"], last)
    source = columns_of_source(replace(article.source, archived=first))
    if all(stored[name] == source[name] for name in SOURCE_FIELDS):
        return Addition(Added.UNCHANGED)
    assignments = ", ".join(f"{name} = :{name}" for name in source)
    db.execute(f"UPDATE articles SET {assignments} WHERE number = :number", {**source, "number": stored["number"]})
    # The indexes hold the title and the dates, so the passages get new numbers and are indexed and embedded again.
    db.execute("DELETE FROM passages WHERE article = ?", (stored["number"],))
    ids = _add_passages(db, stored["number"], passages)
    if any(stored[name] != source[name] for name in _GROUPED_BY):
        db.execute("INSERT OR IGNORE INTO misplaced VALUES (?)", (stored["number"],))
    return Addition(Added.UPDATED, ids, _filters(source))


def settle(db: sqlite3.Connection) -> None:
    """Find the stories of updated articles again, all at once: one that very many carry is then read once, not once for
    each of them. Until then, also after a crash, they are listed as misplaced."""
    if misplaced := [row["article"] for row in db.execute("SELECT article FROM misplaced").fetchall()]:
        for number in sorted({*misplaced, *clustering.withdraw(db, misplaced)}):
            clustering.place(db, number)
        db.execute("DELETE FROM misplaced")
    bands.move(db)


def _filters(row: Mapping[str, Any]) -> Filters:
    return Filters(row["published_day"], row["known_day"], row["outlet_key"])


def _add_passages(db: sqlite3.Connection, article_number: int, passages: Sequence[Span]) -> range:
    """Gives their ids, which follow each other: there is one writer."""
    # Many rows a statement: each statement looks up and writes the greatest id that was ever given out.
    for first in range(0, len(passages), _ROWS):
        some = passages[first : first + _ROWS]
        values = [value for span in some for value in (article_number, span.start, span.end)]
        marks = ", ".join(["(?, ?, ?)"] * len(some))
        last = db.execute(f"INSERT INTO passages (article, start, stop) VALUES {marks}", values).lastrowid or 0
    return range(last + 1 - len(passages), last + 1) if passages else range(0)


def _captures(stored: str | None, found: datetime | None) -> tuple[datetime | None, datetime | None]:
    """The first capture of a page that was captured more than once, from when on the article is known to exist; and
    the other one, which tells whether it came back after a change."""
    before = datetime.fromisoformat(stored) if stored else None
    if before is None or found is None:
        return before or found, before or found
    # A time without a zone is read as UTC, which is what web archives write.
    first, last = sorted((before, found), key=lambda moment: moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return first, last


def _promote_a_copy(db: sqlite3.Connection, gone: str) -> int | None:
    """Let the oldest remaining copy of a removed article stand for the others; gives its number."""
    heir = db.execute("SELECT number, id FROM articles WHERE copy_of = ? ORDER BY number LIMIT 1", (gone,)).fetchone()
    if heir is None:
        return None
    db.execute("UPDATE articles SET copy_of = NULL WHERE number = ?", (heir["number"],))
    db.execute("UPDATE articles SET copy_of = ? WHERE copy_of = ?", (heir["id"], gone))
    return int(heir["number"])


def now() -> str:
    """The time as it is stored, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")
