"""Which copies carry a report that was changed since: an outlet's copy of the first version is no version itself.

A copy is where the words of a mistake live on when the page that made it has been corrected. It counts as one of the
earlier version when that is of the story's likely original, or when the later version says itself that something was
wrong: another outlet that only rewrites its own copy tells nothing about anybody else's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus import lineage, stories
from corpus.database import Database
from corpus.records import Superseded
from corpus.tables import marks
from corpus.versions import notice_in


def changed_originals(db: Database, article_ids: Sequence[str], as_of: int | None) -> dict[str, list[Superseded]]:
    """For each of these articles that carries such a report what took the place of each earlier version of it by a day
    (YYYYMMDD; None for now), `copied` being that earlier version. Whether they share words is not looked at here."""
    pairs = [
        (row["carrier"], row["version"])
        for row in db.rows(
            "SELECT carriers.id AS carrier, others.id AS version FROM articles AS carriers"
            " JOIN story_members AS own ON own.article = carriers.number"
            " JOIN story_members AS its ON its.story = own.story"
            " JOIN versions ON versions.article = its.article"
            " JOIN articles AS others ON others.number = its.article"
            f" WHERE carriers.id IN ({marks(article_ids)}) AND versions.lineage IS NOT"
            " (SELECT lineage FROM versions WHERE versions.article = carriers.number)",
            article_ids,
        )
    ]
    if not pairs:
        return {}
    fates = lineage.outdated(db, list(dict.fromkeys(version for _, version in pairs)), as_of)
    believed = {version for version, fate in fates.items() if fate and _speaks_for_copies(db, version, fate)}
    found: dict[str, list[Superseded]] = {}
    for carrier, version in pairs:
        if version in believed and (fate := fates[version]):
            found.setdefault(carrier, []).append(replace(fate, copied=version))
    return found


def _speaks_for_copies(db: Database, version: str, fate: Superseded) -> bool:
    story = stories.story_of(db, version)
    if story is not None and any(story.original == state.article_id for state in lineage.versions_of(db, version)):
        return True
    before, *later = (_text(db, id_) for id_ in (version, fate.by, fate.current))
    return any((notice := notice_in(text)) and notice.of(text) not in before for text in later)


def _text(db: Database, article_id: str) -> str:
    row = db.row("SELECT text FROM articles WHERE id = ?", (article_id,))
    return str(row["text"]) if row else ""
