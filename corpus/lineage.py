"""Keeps the versions of an article together, and tells which of them counts.

Versions are articles like any other: each stays stored, readable and citable. A table says which of them belong
together; their order and the current one are found when asked for, so that a date corrected later or a removed version
leaves nothing wrong behind. The order is that of the days on which they were captured, else modified, else published;
a version without any day comes after the one that was stored before it.

Captures whose texts are equal are one version, known since the first of them. A page that went back to the letter to an
earlier text at the same address is the same article to the store, which therefore keeps the last capture of an article
beside the first: one that was captured again after another version is a version twice, and the later one counts. (Of an
article that came back twice the return in the middle is not known.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from corpus.database import Database
from corpus.records import Superseded, Version
from corpus.selection import day_number
from corpus.versions import notice_in, same_article

MOST_CHECKED = 8
"""Texts compared at most for one article, the newest first: a page captured every hour must not cost ever more."""
_NEWEST_AT_AN_ADDRESS = 64

_FACTS = "articles.number, articles.id, text_hash, articles.archived, modified, published, lineage"


class _State(NamedTuple):
    """One text of the article, and the stored articles that hold it, the first captured first."""

    when: date | None
    articles: list[tuple[int, str]]


def place(db: sqlite3.Connection, number: int, page: Mapping[str, Any] | None = None) -> None:
    """Put a stored article with the other versions of it. One that links two lineages makes them one.

    `page` is its row, when that was written just now.
    """
    page = (
        page or db.execute("SELECT text_hash, outlet_key, address FROM articles WHERE number = ?", (number,)).fetchone()
    )
    if page["address"] is None:
        return
    others = db.execute(
        "SELECT number, text_hash, coalesce(lineage, number) AS lineage FROM articles"
        " LEFT JOIN versions ON article = number WHERE address = ? AND number != ?"
        " AND (outlet_key = ? OR outlet_key = '' OR ? = '') ORDER BY number DESC LIMIT ?",
        (page["address"], number, page["outlet_key"], page["outlet_key"], _NEWEST_AT_AN_ADDRESS),
    ).fetchall()
    found: dict[int, int] = {}
    checked = 0
    for other in others:
        if other["lineage"] in found:
            continue
        if other["text_hash"] != page["text_hash"]:
            if checked == MOST_CHECKED:
                continue
            checked += 1
            if not same_article(_text(db, number), _text(db, other["number"])):
                continue
        found[other["lineage"]] = other["number"]
    if not found:
        return
    label = min(found)
    db.executemany(
        "INSERT OR IGNORE INTO versions (article, lineage) VALUES (?, ?)",
        [(member, label) for member in (*found.values(), number)],
    )
    db.executemany("UPDATE versions SET lineage = ? WHERE lineage = ?", [(label, other) for other in found])


def _text(db: sqlite3.Connection, number: int) -> str:
    text: str = db.execute("SELECT text FROM articles WHERE number = ?", (number,)).fetchone()["text"]
    return text


def put_recapture(db: sqlite3.Connection, number: int, archived: datetime | None) -> None:
    """Keep the time of a later capture of an article, unless a still later one is known."""
    row = db.execute("SELECT archived FROM recaptures WHERE article = ?", (number,)).fetchone()
    if archived and (row is None or _moment(row["archived"]) < _moment(archived.isoformat())):
        db.execute("INSERT OR REPLACE INTO recaptures VALUES (?, ?)", (number, archived.isoformat()))


def withdraw(db: sqlite3.Connection, numbers: Iterable[int]) -> list[int]:
    """Take articles that will be deleted out of their lineages; gives the others of these, to be placed anew."""
    gone = set(numbers)
    left: set[int] = set()
    for number in gone:
        rows = db.execute(
            "SELECT article FROM versions WHERE lineage = (SELECT lineage FROM versions WHERE article = ?)", (number,)
        )
        left.update(row["article"] for row in rows)
    db.executemany("DELETE FROM versions WHERE article = ?", [(number,) for number in left])
    return sorted(left - gone)


def regroup(db: sqlite3.Connection) -> None:
    """Find all lineages anew from the articles."""
    db.execute("DELETE FROM versions")
    rows = db.execute(
        "SELECT number FROM articles WHERE address IN"
        " (SELECT address FROM articles WHERE address IS NOT NULL GROUP BY address HAVING count(*) > 1) ORDER BY number"
    ).fetchall()
    for row in rows:
        place(db, row["number"])


def versions_of(db: Database, article_id: str) -> tuple[Version, ...]:
    """The versions of an article, the oldest first; an article that never changed is its own only version."""
    states = [state for states in _states(db, [article_id]).values() for state in states]
    ids = [state.articles[0][1] for state in states] or [article_id]
    versions = []
    for place_, state_id in enumerate(ids):
        row = db.row("SELECT text, archived, modified, published FROM articles WHERE id = ?", (state_id,))
        if row is None:
            return ()
        notice = notice_in(row["text"])
        versions.append(
            Version(
                article_id=state_id,
                when=states[place_].when if states else _day(row),
                current=place_ == len(ids) - 1,
                notice=notice.of(row["text"]) if notice else None,
            )
        )
    return tuple(versions)


def outdated(db: Database, article_ids: Sequence[str], as_of: int | None) -> dict[str, Superseded | None]:
    """For each of these articles that is not the version which counted on the day `as_of` (YYYYMMDD; None for now):
    what took its place by then, or None when it came only later.

    The first version is taken to have been there since its publication, like an article that never changed.
    """
    found: dict[str, Superseded | None] = {}
    for states in _states(db, article_ids).values():
        seen = [n for n, state in enumerate(states) if n == 0 or not as_of or day_number(state.when) <= as_of]
        current = states[seen[-1]].articles[0][1]
        for n, state in enumerate(states):
            for _, article_id in state.articles:
                if any(article_id == id_ for _, id_ in states[seen[-1]].articles):
                    continue  # it may have been another version for a while
                if n > seen[-1]:
                    found.setdefault(article_id, None)
                elif n < seen[-1]:
                    after = states[n + 1]
                    found[article_id] = Superseded(by=after.articles[0][1], current=current, changed=after.when)
    return {article_id: found[article_id] for article_id in article_ids if article_id in found}


def one_source(db: Database, stories: dict[str, int], article_ids: Sequence[str]) -> dict[str, int]:
    """The numbers of stories, such that versions of one article have one too: each is as little a source of its own."""
    lineages = {id_: label for label, id_ in _labels(db, article_ids)}
    if not lineages:
        return stories
    joined = dict(stories)
    # Stories begin at 1, so what is below stands for lineages none of whose versions is in a story.
    for label in set(lineages.values()):
        of_versions = {
            row["story"]
            for row in db.rows(
                "SELECT DISTINCT story FROM story_members JOIN versions USING (article) WHERE lineage = ?", (label,)
            )
        }
        of_versions |= {joined[id_] for id_, own in lineages.items() if own == label and id_ in joined}
        number = min(of_versions, default=-label)
        joined = {id_: number if story in of_versions else story for id_, story in joined.items()}
        joined |= {id_: number for id_, own in lineages.items() if own == label}
    return joined


def problems(db: Database) -> list[str]:
    """What cannot be so about versions."""
    if alone := db.number("SELECT count(*) FROM (SELECT 1 FROM versions GROUP BY lineage HAVING count(*) = 1)"):
        return [f"{alone:,} articles are versions of nothing"]
    return []


def _labels(db: Database, article_ids: Sequence[str]) -> list[tuple[int, str]]:
    marks = ", ".join("?" * len(article_ids))
    rows = db.rows(
        f"SELECT lineage, id FROM versions JOIN articles ON number = article WHERE id IN ({marks})", article_ids
    )
    return [(row["lineage"], row["id"]) for row in rows]


def _states(db: Database, article_ids: Sequence[str]) -> dict[int, list[_State]]:
    """The lineages of these articles by their labels, each in order."""
    again, joined = "NULL", ""
    if db.number("SELECT count(*) FROM sqlite_schema WHERE name = 'recaptures'"):  # not in one made before, and not
        again, joined = "recaptures.archived", " LEFT JOIN recaptures USING (article)"  # written to since
    sql = f"SELECT {_FACTS}, {again} AS again FROM versions JOIN articles ON number = article{joined} WHERE lineage = ?"
    return {
        label: _in_order(list(db.rows(sql, (label,))))
        for label in sorted({label for label, _ in _labels(db, article_ids)})
    }


def _in_order(rows: list[sqlite3.Row]) -> list[_State]:
    before = 0
    keyed: list[tuple[tuple[int, float, int], date | None, sqlite3.Row]] = []
    for row in sorted(rows, key=lambda row: row["number"]):
        when = _day(row)
        before = day_number(when) or before
        keyed.append(((before, _moment(row["archived"]), row["number"]), when, row))
        if row["again"]:
            when = datetime.fromisoformat(row["again"]).date()
            keyed.append(((day_number(when), _moment(row["again"]), row["number"]), when, row))
    states: list[_State] = []
    last = None
    for _, when, row in sorted(keyed, key=lambda entry: entry[0]):
        if row["text_hash"] != last:
            states.append(_State(when, []))
            last = row["text_hash"]
        if (row["number"], row["id"]) not in states[-1].articles:
            states[-1].articles.append((row["number"], row["id"]))
    return states


def _day(row: sqlite3.Row) -> date | None:
    if row["archived"]:
        return datetime.fromisoformat(row["archived"]).date()
    day = row["modified"] or row["published"]
    return date.fromisoformat(day) if day else None


def _moment(archived: str | None) -> float:
    """When on its day a page was captured. A time without a zone is UTC, which is what web archives write."""
    if not archived:
        return 0.0
    moment = datetime.fromisoformat(archived)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
