"""What a selection of the archive holds: in all, month by month, outlet by outlet, page by page.

Counted and cut by SQLite, from the index over days and outlets wherever the text is not needed: nothing here grows with
the archive but the months and outlets themselves. Each article counts once, however many versions of it are stored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from corpus.database import Database
from corpus.selection import Selection
from corpus.tables import condition


class Totals(NamedTuple):
    """What a selection of the archive holds."""

    articles: int
    """Each once, however many versions of it are stored."""
    outlets: tuple[str, ...]
    published_first: date | None
    published_last: date | None
    undated: int
    further_versions: int
    """How many more are stored as versions of these."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """How many articles there are of each month and of each outlet."""

    months: tuple[tuple[date, int], ...]
    """The first day of each month that has articles, with their number, in order."""
    undated: int
    """Articles whose publication date is not known; in no month."""
    outlets: tuple[tuple[str | None, int], ...]
    """Outlet and number of articles, most first; None for those whose outlet is not known."""

    @property
    def articles(self) -> int:
        return sum(count for _, count in self.outlets)


class Refusals(NamedTuple):
    """Records that did not become articles: one page of them, and all of them by reason."""

    total: int
    """How many fit the words looked for."""
    listed: list[tuple[str, str, str]]
    """Origin, position ("" where there is none) and reason."""
    reasons: list[tuple[str, int]]
    """The commonest reasons of the whole list, their particulars left out, with how often."""


REASONS = 12
LANGUAGE_SAMPLE = 500


def totals(db: Database, selection: Selection) -> Totals:
    """What the selection holds: how many articles, of which outlets, from when to when."""
    where, values = condition(selection)
    row = db.row(
        "SELECT count(*), min(nullif(published_day, 0)), max(published_day), coalesce(sum(published_day = 0), 0)"
        f" FROM articles WHERE {where}",
        values,
    )
    versions = db.row(
        "SELECT coalesce(sum(stored - 1), 0), coalesce(sum(undated - (undated = stored)), 0) FROM"
        " (SELECT count(*) AS stored, sum(published_day = 0) AS undated FROM versions"
        f" JOIN articles ON number = article WHERE {where} GROUP BY lineage)",
        values,
    )
    assert row is not None and versions is not None  # an aggregate always gives one row
    outlets = db.rows(
        f"SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL AND {where} ORDER BY outlet", values
    )
    return Totals(
        articles=row[0] - versions[0],
        outlets=tuple(o[0] for o in outlets),
        published_first=_as_date(row[1]),
        published_last=_as_date(row[2]),
        undated=row[3] - versions[1],
        further_versions=versions[0],
    )


def holdings(db: Database, selection: Selection) -> Holdings:
    """How many articles of the selection are of each month and of each outlet; of versions the last one counts."""
    where, values = _each_once(selection)
    months = [
        (int(row[0]), int(row[1]))
        for row in db.rows(
            f"SELECT published_day / 100, count(*) FROM articles WHERE {where} GROUP BY 1 ORDER BY 1", values
        )
    ]
    outlets = db.rows(
        f"SELECT min(outlet), count(*) FROM articles WHERE {where} GROUP BY outlet_key ORDER BY 2 DESC, 1", values
    )
    return Holdings(
        months=tuple((date(month // 100, month % 100, 1), count) for month, count in months if month),
        undated=sum(count for month, count in months if not month),
        outlets=tuple((row[0], row[1]) for row in outlets),
    )


def page(db: Database, selection: Selection, limit: int, offset: int) -> tuple[int, list[str]]:
    """How many articles the selection holds, and the ids of some of them: newest first, undated ones last."""
    where, values = _each_once(selection)
    rows = db.rows(
        f"SELECT id FROM articles WHERE {where} ORDER BY published_day DESC, number DESC LIMIT ? OFFSET ?",
        [*values, limit, offset],
    )
    return db.number(f"SELECT count(*) FROM articles WHERE {where}", values), [row["id"] for row in rows]


def articles_of(db: Database, passages: Sequence[int]) -> list[str]:
    """The articles of these passages, each once, in the order of its first one; passages that are gone are left out."""
    wanted = f"passages.id IN ({', '.join('?' * len(passages))})"
    rows = db.rows(
        f"SELECT passages.id, articles.id FROM passages JOIN articles ON number = article WHERE {wanted}", passages
    )
    article = {row[0]: row[1] for row in rows}
    return list(dict.fromkeys(article[number] for number in passages if number in article))


def refusals(db: Database, words: str, limit: int, offset: int) -> Refusals:
    """Records that did not become articles, whose file, place or reason holds `words`, in the order of their files."""
    like = "%" + re.sub("[%_~]", r"~\g<0>", words) + "%"
    where = "origin || ' ' || position || ' ' || reason LIKE ? ESCAPE '~'"
    rows = db.rows(
        f"SELECT origin, position, reason FROM rejections WHERE {where} ORDER BY 1, 2 LIMIT ? OFFSET ?",
        (like, limit, offset),
    )
    # The same cut as `IngestReport.reject` makes: what stands before a bracket or a colon.
    reasons = db.rows(
        "SELECT substr(reason, 1, min(instr(reason || ' (', ' ('), instr(reason || ':', ':')) - 1), count(*)"
        " FROM rejections GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
        (REASONS,),
    )
    return Refusals(
        total=db.number(f"SELECT count(*) FROM rejections WHERE {where}", (like,)),
        listed=[tuple(row) for row in rows],
        reasons=[(row[0], row[1]) for row in reasons],
    )


def _each_once(selection: Selection) -> tuple[str, list[Any]]:
    """The selection as a condition on `articles`, of several versions in it only the one that was stored last."""
    where, values = condition(selection)
    earlier = (
        "SELECT earlier.article FROM versions AS later JOIN articles ON articles.number = later.article"
        " JOIN versions AS earlier ON earlier.lineage = later.lineage AND earlier.article < later.article"
        f" WHERE {where}"
    )
    return f"{where} AND number NOT IN ({earlier})", [*values, *values]


def _as_date(day: int | None) -> date | None:
    return date(day // 10_000, day // 100 % 100, day % 100) if day else None


def languages(db: Database) -> dict[str, int]:
    """In which languages articles are, of `LANGUAGE_SAMPLE` spread evenly over the archive, with how many, most first.

    Those whose language is not known are left out. To count all would read a page of each article.
    """
    first, last = db.row("SELECT coalesce(min(number), 0), coalesce(max(number), 0) FROM articles") or (0, 0)
    numbers = range(first, last + 1, max(1, (last - first) // LANGUAGE_SAMPLE))
    marks = ",".join("?" * len(numbers))
    rows = db.rows(
        f"SELECT language, count(*) AS held FROM articles WHERE number IN ({marks}) AND language IS NOT NULL"
        " GROUP BY language ORDER BY held DESC, language",
        tuple(numbers),
    )
    return {language: held for language, held in rows}
