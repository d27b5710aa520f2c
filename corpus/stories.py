"""Reads the stories: which articles carry one report, and which of them is likely its original.

`corpus/clustering.py` makes them. The original is not stored but found when asked for, so that a corrected date or a
removed article cannot leave a wrong one behind. It is, in this order: the page of the very agency that a member
credits; the one published first (an unknown day comes last); one that names its agency; the one stored first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.database import Database
from corpus.records import Member, Story

_NEVER = 99_999_999


def story_of(db: Database, article_id: str) -> Story | None:
    """The story an article belongs to, or None when nothing else in the archive carries its report."""
    rows = list(
        db.rows(
            "SELECT id, number, outlet_key, agency, published_day, similarity, reason FROM story_members"
            " JOIN articles ON number = article WHERE story = (SELECT story FROM story_members"
            " JOIN articles ON number = article WHERE id = ?) ORDER BY number",
            (article_id,),
        )
    )
    if not rows:
        return None
    credited = Counter(row["agency"] for row in rows if row["agency"])
    agencies = {agency.casefold() for agency in credited}
    original = min(
        rows,
        key=lambda row: (
            row["outlet_key"] not in agencies,
            row["published_day"] or _NEVER,
            row["agency"] is None,
            row["number"],
        ),
    )
    members = tuple(Member(article_id=row["id"], similarity=row["similarity"], reason=row["reason"]) for row in rows)
    agency = credited.most_common(1)[0][0] if credited else None
    return Story(original=original["id"], members=members, agency=agency)


def stories_by_article(db: Database, article_ids: Sequence[str]) -> dict[str, int]:
    """For each of these articles that is in a story a number, equal for articles of one story; good until a change."""
    marks = ", ".join("?" * len(article_ids))
    rows = db.rows(
        f"SELECT id, story FROM story_members JOIN articles ON number = article WHERE id IN ({marks})", article_ids
    )
    return {row["id"]: row["story"] for row in rows}


def counts(db: Database) -> tuple[int, int]:
    """How many stories there are, and how many articles are in one."""
    row = db.row("SELECT count(DISTINCT story), count(*) FROM story_members")
    return (row[0], row[1]) if row else (0, 0)


def problems(db: Database, bands_each: int) -> Iterator[str]:
    """What cannot be so, with how often. `bands_each` is how many bands an article has that has any."""
    if alone := db.number("SELECT count(*) FROM (SELECT 1 FROM story_members GROUP BY story HAVING count(*) = 1)"):
        yield f"{alone:,} stories have one member"
    counted = (
        "SELECT article, sum(bands) AS bands FROM (SELECT article, count(*) AS bands FROM bands GROUP BY article"
        " UNION ALL SELECT article, length(keys) / 8 FROM new_bands) GROUP BY article"
    )
    wrong = db.number(
        f"SELECT count(*) FROM ({counted}) AS counted LEFT JOIN articles ON number = article"
        " WHERE number IS NULL OR copy_of IS NOT NULL OR bands != ?",
        (bands_each,),
    )
    if wrong:
        yield f"{wrong:,} articles have bands that are not theirs, or not all of their own"
    lacking = db.number(
        "SELECT count(*) FROM articles WHERE copy_of IS NULL AND number IN (SELECT article FROM story_members)"
        " AND NOT EXISTS (SELECT 1 FROM articles AS copy WHERE copy.copy_of = articles.id)"
        f" AND number NOT IN (SELECT article FROM ({counted}))"
    )
    if lacking:
        yield f"{lacking:,} articles are in a story without bands by which they could have been found"
