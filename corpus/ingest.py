"""Files -> searchable archive: the steps in order.

    read -> extract -> split -> store -> lexical index    (each article one transaction; the index every so often)

One bad record costs one `Rejected`, never the run. Everything acknowledged is in the store before the next record is
read, so an ingest that was stopped is continued by starting it again: what is there already is recognised.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus.archive import Indexing, writing
from corpus.changes import Addition
from corpus.columns import Columns
from corpus.errors import SourceError
from corpus.heap import give_back
from corpus.prepare import TASK, Prepared, Result, prepared
from corpus.readers import read
from corpus.readers.standard_input import is_standard_input
from corpus.records import Article, RawPage, Rejected
from corpus.store import Added, Store
from corpus.workers import Workers

INDEX_EVERY = 2_000
"""Articles between two commits of the lexical index: what a concurrent reader lags behind at most."""

LISTED = 1_000
"""Rejections of which a report gives file and place. The store lists every one (`corpus status --rejected`); a file of
another format under a wrong name may hold millions of bad lines, and memory must not grow with them."""
OTHER = "other reasons"
LISTED_OF_A_KIND = 10
"""Redirects, images and the like of which a report and the store name so many each. Crawls hold more of them than
articles; beyond these examples they are counted only."""


@dataclass
class IngestReport:
    """What became of every record."""

    counts: Counter[Added] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    """The first records that should have become articles, and the first few of each kind that never could."""
    kinds: Counter[str] = field(default_factory=Counter)
    """How many records of each such kind there were ("a redirect", "not HTML: image"), listed or not."""
    named: Counter[str] = field(default_factory=Counter)
    """How many of the others there were by reason, its particulars left out."""
    rejections: int = 0
    days_not_known: int = 0
    """Articles that were stored as undated although their record gives a day: it cannot be read, or cannot be right."""
    days: list[str] = field(default_factory=list)
    """The first of these, each with its file and what was given."""
    articles_in_archive: int = 0

    def reject(self, record: Rejected) -> bool:
        """Count a rejected record; whether it is one that the store lists."""
        self.rejections += 1
        if record.kind:
            self.kinds[record.kind] += 1
            listed = self.kinds[record.kind] <= LISTED_OF_A_KIND
        else:
            reason = record.reason[:200].partition(" (")[0].partition(":")[0]
            self.named[reason if reason in self.named or len(self.named) < LISTED else OTHER] += 1
            listed = True
        if listed and len(self.rejected) < LISTED:
            self.rejected.append(record)
        return listed

    def look_at_the_day(self, article: Article) -> None:
        """Count a day that was given and is not known all the same."""
        source = article.source
        if source.published is None and source.published_partial is None and source.published_from:
            self.days_not_known += 1
            if len(self.days) < LISTED_OF_A_KIND:
                where = f"{article.origin} {article.position or ''}".strip()
                self.days.append(f"{where}: {source.published_from}")

    @property
    def unlisted(self) -> int:
        """How many rejections the report only counts."""
        return self.rejections - len(self.rejected)

    @property
    def records(self) -> int:
        return self.counts.total() + self.rejections

    @property
    def stored(self) -> int:
        """How many records are in the archive now, newly or from before."""
        return self.counts.total()

    def outcomes(self) -> list[tuple[str, int]]:
        """What became of the records, with how many of each, for people to read."""
        return [*((outcome.value, self.counts[outcome]) for outcome in Added), ("rejected", self.rejections)]

    def reasons(self) -> list[tuple[str, int]]:
        """Why records were rejected, with how many for each reason, its particulars left out."""
        return (self.named + self.kinds).most_common()

    def to_dict(self) -> dict[str, Any]:
        return {
            "records": self.records,
            **{outcome.value: self.counts[outcome] for outcome in Added},
            "rejected": [{"file": bad.origin, "position": bad.position, "reason": bad.reason} for bad in self.rejected],
            "rejected_unlisted": self.unlisted,
            "rejected_by_kind": dict(self.kinds.most_common()),
            "rejected_by_reason": dict(self.reasons()),
            "published_not_known": self.days_not_known,
            "published_not_known_first": self.days,
            "articles_in_archive": self.articles_in_archive,
        }


def ingest(
    sources: Iterable[Path],
    archive: Path,
    progress: Callable[[], None] = lambda: None,
    columns: Columns | None = None,
    reading: Callable[[str], None] = lambda origin: None,
    known_as: Callable[[str], str] = lambda origin: origin,
    became: Callable[[str, Added | Rejected], None] = lambda origin, outcome: None,
) -> IngestReport:
    """Take files and folders into an archive, which is made when there is none. `progress` is called once a record,
    when what became of it is stored; `reading` with the file of each record when it is read, which is a little before.

    `known_as` gives the name under which the archive remembers a file, for those that lie somewhere for a moment only.
    `became` is told of each record, by the name of its file that is remembered, what became of it.

    The source `-` is standard input. `columns` says which column of tables and JSON lines is which field of ours.

    Raises `SourceError` for a source that cannot be read (before anything is written), `ArchiveBusy` when another
    process is writing, `ArchiveError` when the archive cannot be written.
    """
    sources = list(sources)
    if problems := [problem for source in sources if (problem := _unreadable(source))]:
        raise SourceError("; ".join(problems))
    with writing(archive, create=True) as store, Workers(TASK) as workers:
        report = IngestReport()
        # Before the first new passage: an index ahead of its store, as after restoring a backup, would not show later.
        with Indexing(archive, store) as index:
            taking = _Taking(store, report, became)
            since_commit = 0
            for items in prepared(_records(sources, archive, columns, reading, known_as), workers):
                added = taking.store(items)
                for _ in items:
                    progress()
                for item, addition in added:
                    index.follow(item.article.id, addition, item.terms)
                since_commit += len(items)
                if since_commit >= INDEX_EVERY:
                    index.commit()
                    give_back()
                    since_commit = 0
        report.articles_in_archive = sum(1 for _ in store.article_ids())
        return report


class _Taking:
    """Puts records on record, and counts what became of them."""

    def __init__(self, store: Store, report: IngestReport, became: Callable[[str, Added | Rejected], None]) -> None:
        self._store = store
        self._report = report
        self._became = became
        self._origin: str | None = None

    def store(self, items: Iterable[Result]) -> list[tuple[Prepared, Addition]]:
        """Store records that follow each other; gives the articles among them with what there is to index of each."""
        added = []
        with self._store.together():
            for item in items:
                self._begin(item.origin if isinstance(item, Rejected) else item.article.origin)
                if isinstance(item, Rejected):
                    self._became(item.origin, item)
                    if self._report.reject(item):
                        self._store.record_rejection(item.origin, item.position, item.reason)
                    continue
                addition = self._store.add(item.article, item.passages, item.keys)
                self._report.counts[addition.outcome] += 1
                self._report.look_at_the_day(item.article)
                self._became(item.article.origin, addition.outcome)
                added.append((item, addition))
        return added

    def _begin(self, origin: str) -> None:
        """What was refused of a file in an earlier run is forgotten when it is read again."""
        if origin != self._origin:
            self._origin = origin
            self._store.forget_rejections(origin)


def _unreadable(source: Path) -> str | None:
    """Why a source cannot be read, or None."""
    try:
        if is_standard_input(source):
            return None
        if source.is_dir():
            os.scandir(source).close()
        elif not source.exists():
            return f"{source} does not exist: name a file or a folder to ingest"
        elif not source.is_file():
            return f"{source} is neither a file nor a folder: name a file or a folder to ingest"
        else:
            source.open("rb").close()
    except OSError as error:
        return f"{source} cannot be opened ({error.strerror}): check its permissions"
    return None


def _records(
    sources: Iterable[Path],
    archive: Path,
    columns: Columns | None,
    reading: Callable[[str], None],
    known_as: Callable[[str], str],
) -> Iterator[RawPage | Rejected]:
    """What the sources hold, but for the archive's own files when it lies inside one of them."""
    home = archive.resolve()
    for source in sources:
        around_home = home.is_relative_to(source.resolve())
        for item in read(source, columns):
            if around_home and Path(os.path.realpath(item.origin)).is_relative_to(home):
                continue
            reading(item.origin)
            name = known_as(item.origin)
            yield item if name == item.origin else replace(item, origin=name)
