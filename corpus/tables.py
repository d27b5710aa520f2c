"""The tables of an archive file, and how records become rows and rows records. No connection is opened here."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from corpus.records import SOURCE_FIELDS, Article, Capture, Source
from corpus.selection import Selection, day_number, outlet_key
from corpus.versions import address_of

SCHEMA_VERSION = 4

SCHEMA = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    copy_of TEXT,
    title TEXT, outlet TEXT, agency TEXT, byline TEXT, dateline TEXT, dateline_place TEXT, url TEXT, address TEXT,
    published TEXT, published_partial TEXT, published_from TEXT, modified TEXT, archived TEXT, language TEXT,
    external_id TEXT,
    published_day INTEGER NOT NULL, known_day INTEGER NOT NULL, outlet_key TEXT NOT NULL,
    origin TEXT NOT NULL, position TEXT, capture_id TEXT, capture_digest TEXT, ingested_at TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_text ON articles (text_hash);
CREATE INDEX articles_by_original ON articles (copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX articles_by_address ON articles (address) WHERE address IS NOT NULL;
CREATE INDEX articles_by_day ON articles (published_day, known_day, outlet_key, outlet);
CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    start INTEGER NOT NULL, stop INTEGER NOT NULL
) STRICT;
CREATE INDEX passages_by_article ON passages (article);
CREATE TABLE embeddings (
    passage INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    model TEXT NOT NULL, vector BLOB NOT NULL
) STRICT;
CREATE TABLE removed_vectors (passage INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER vector_removed AFTER DELETE ON embeddings 
    BEGIN INSERT OR IGNORE INTO removed_vectors VALUES (old.passage); END;
CREATE TABLE versions (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    lineage INTEGER NOT NULL
) STRICT;
CREATE INDEX versions_by_lineage ON versions (lineage);
CREATE TABLE bands (
    band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;
CREATE TABLE new_bands (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE, keys BLOB NOT NULL
) STRICT;
CREATE TABLE story_members (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    story INTEGER NOT NULL, similarity REAL NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE INDEX story_members_by_story ON story_members (story);
CREATE TABLE rejections (
    origin TEXT NOT NULL, position TEXT NOT NULL, reason TEXT NOT NULL, rejected_at TEXT NOT NULL,
    PRIMARY KEY (origin, position, reason)
) STRICT;
"""

ADDED = """
CREATE TABLE IF NOT EXISTS claim_reviews (
    article INTEGER NOT NULL REFERENCES articles (number) ON DELETE CASCADE,
    claim TEXT NOT NULL, rating TEXT NOT NULL, claimed_by TEXT, publisher TEXT, url TEXT, published TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS claim_reviews_by_article ON claim_reviews (article);
CREATE TABLE IF NOT EXISTS tally (passages INTEGER NOT NULL) STRICT;
INSERT INTO tally SELECT (SELECT count(*) FROM passages) WHERE NOT EXISTS (SELECT 1 FROM tally);
CREATE TRIGGER IF NOT EXISTS passage_added AFTER INSERT ON passages
    BEGIN UPDATE tally SET passages = passages + 1; END;
CREATE TRIGGER IF NOT EXISTS passage_removed AFTER DELETE ON passages
    BEGIN UPDATE tally SET passages = passages - 1; END;
CREATE TABLE IF NOT EXISTS recaptures (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE, archived TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS misplaced (
    article INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE
) STRICT;
CREATE TABLE IF NOT EXISTS claim_review_words (
    word TEXT NOT NULL, review INTEGER NOT NULL, PRIMARY KEY (word, review)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_review_words_by_review ON claim_review_words (review);
CREATE TRIGGER IF NOT EXISTS claim_review_forgotten AFTER DELETE ON claim_reviews
    BEGIN DELETE FROM claim_review_words WHERE review = OLD.rowid; END;
"""
"""What archives of this format may lack because they were made before it: a writer adds it, a reader does without."""

SOURCE_COLUMNS = ", ".join(f"articles.{name}" for name in SOURCE_FIELDS)


def text_hash(text: str) -> str:
    """The checksum by which exact copies, and later changes to a stored text, are recognised."""
    return hashlib.sha256(text.encode()).hexdigest()


def columns_of_source(source: Source) -> dict[str, Any]:
    """A source as columns: its own fields as text, and the numbers and the key that filters compare."""
    return {
        **source.to_dict(),
        "published_day": day_number(source.published),
        "known_day": day_number(source.known_by),
        "outlet_key": outlet_key(source.outlet),
    }


def columns_of_article(article: Article) -> dict[str, Any]:
    """A new article as columns, but for what only the store knows: whose copy it is and when it came."""
    return {
        **columns_of_source(article.source),
        "id": article.id,
        "address": address_of(article.source.url),
        "text": article.text,
        "text_hash": text_hash(article.text),
        "origin": article.origin,
        "position": article.position,
        "capture_id": article.capture.record_id if article.capture else None,
        "capture_digest": article.capture.payload_digest if article.capture else None,
    }


def source_of(row: sqlite3.Row) -> Source:
    return source_from([row[name] for name in SOURCE_FIELDS])


def source_from(columns: Sequence[Any]) -> Source:
    """A source of its columns in the order of `SOURCE_COLUMNS`: a row gives them by place faster than by name."""
    values: dict[str, Any] = dict(zip(SOURCE_FIELDS, columns, strict=True))
    for name in ("published", "modified"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    values["archived"] = datetime.fromisoformat(values["archived"]) if values["archived"] else None
    return Source(**values)


def article_of(row: sqlite3.Row) -> Article:
    capture = None
    if row["capture_id"]:
        capture = Capture(record_id=row["capture_id"], payload_digest=row["capture_digest"])
    return Article(
        id=row["id"],
        text=row["text"],
        source=source_of(row),
        copy_of=row["copy_of"],
        capture=capture,
        origin=row["origin"],
        position=row["position"],
    )


def marks(values: Collection[object]) -> str:
    """A placeholder for each value."""
    return ", ".join("?" * len(values))


def condition(selection: Selection) -> tuple[str, list[Any]]:
    """The selection as a condition on `articles`. Unknown days are 0, so every bound leaves them out."""
    conditions: list[str] = ["1"]
    values: list[Any] = []
    if selection.published:
        low, high = selection.published
        conditions.append("published_day BETWEEN ? AND ?")
        values += [low, high]
    if selection.known_until:
        conditions.append("known_day BETWEEN 1 AND ?")
        values.append(selection.known_until)
    if selection.outlet_keys:
        conditions.append(f"outlet_key IN ({marks(selection.outlet_keys)})")
        values += selection.outlet_keys
    return " AND ".join(conditions), values
