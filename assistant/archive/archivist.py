"""Looks after an archive for the page: what is in it, browsing, adding files, what was refused, whether it is sound.

Reading needs no lock. Adding is done by one at a time, in the background; whoever else writes to the archive meanwhile
(`python -m corpus ingest`) holds its lock, and adding then says so.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.archive.intake import KINDS, HandedOver, IntakeProgress, IntakeResult, refuse_unfit, spooled, take_in
from assistant.archive_errors import archive_errors
from assistant.background_task import BackgroundTask, TaskStatus
from assistant.errors import UploadRefused
from assistant.retrieval.retrieve import selection_of
from assistant.settings import Settings
from assistant.types import Filters
from corpus import Archive, Holdings, Selection, Source
from corpus.store import FILE_NAME

MOST_PASSAGES = 2_000
"""Passages looked at for words; the articles of more are not told apart by anybody who reads them."""


Intake = BackgroundTask[IntakeProgress, IntakeResult]
"""One lot of files on its way into the archive."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list."""

    article_id: str
    source: Source
    superseded: bool = False
    """Whether it is an earlier version of an article: listed where words are looked for, which may stand only there."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list of articles."""

    total: int
    articles: tuple[Listed, ...]
    cut: bool = False
    """Whether there are more than `total`: so many passages hold the words that not all were looked at."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that did not become an article."""

    file: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """One page of the records that did not become articles."""

    total: int
    records: tuple[Refused, ...]
    reasons: tuple[tuple[str, int], ...]
    """The commonest reasons over all of them, with how often."""


@dataclass(frozen=True, slots=True)
class CheckProgress:
    """What of an archive is being checked, and about what share of the work is done."""

    doing: str
    share: float


class Archivist:
    """The keeper of one archive. Threads may share it."""

    kinds = KINDS
    """Endings of the files that can be added."""

    def __init__(self, settings: Settings, archive: Archive) -> None:
        self._settings = settings
        self._archive = archive
        self._intake = Intake("intake")
        self._one_at_a_time = threading.Lock()
        self._check: BackgroundTask[CheckProgress, tuple[str, ...]] = BackgroundTask("archive-check")

    @property
    def folder(self) -> Path:
        """Where the archive lies."""
        return self._settings.archive

    def holdings(self, filters: Filters | None = None) -> Holdings:
        """How many articles there are of each month and of each outlet, or of the part that the filters let through."""
        with archive_errors():
            return self._archive.store.holdings(selection_of(filters) if filters else Selection())

    def articles(self, words: str = "", filters: Filters | None = None, *, limit: int = 20, offset: int = 0) -> Listing:
        """Some of the articles that the filters let through: the newest first, or with `words` the best match first.

        All words must stand in one passage, in any of their forms, or in the headline.
        """
        selection = selection_of(filters) if filters else Selection()
        with archive_errors():
            store = self._archive.store
            cut = False
            if words.strip():
                hits = self._archive.lexical.search_each(words, MOST_PASSAGES, selection)
                found = store.articles_of([hit.passage_id for hit in hits])
                total, ids, cut = len(found), found[offset : offset + limit], len(hits) == MOST_PASSAGES
            else:
                total, ids = store.article_page(selection, limit, offset)
            sources, outdated = store.sources(ids), store.outdated(ids)
        return Listing(total, tuple(Listed(id_, sources[id_], id_ in outdated) for id_ in ids if id_ in sources), cut)

    def status(self) -> dict[str, Any]:
        """What the archive holds and how far its indexes are, as `python -m corpus status` tells it."""
        from corpus import maintenance

        with archive_errors():
            return maintenance.status(self.folder)

    def refused(self, words: str = "", *, limit: int = 50, offset: int = 0) -> RefusedPage:
        """Some of the records that did not become articles, those whose file, place or reason holds `words`."""
        with archive_errors():
            found = self._archive.store.refusals(words.strip(), limit, offset)
        return RefusedPage(found.total, tuple(Refused(*record) for record in found.listed), tuple(found.reasons))

    # Checking

    def check(self) -> None:
        """Begin to check the store, every offset and both indexes, unless that is being done already."""

        def work(tell: Callable[[CheckProgress], None]) -> tuple[str, ...]:
            from corpus import maintenance

            return tuple(maintenance.verify(self.folder, lambda *told: tell(CheckProgress(*told))))

        self._check.start(work)

    @property
    def checking(self) -> TaskStatus[CheckProgress, tuple[str, ...]]:
        """How the check stands; its result is what is wrong, each with what to do."""
        return self._check.status

    # Adding

    def closed(self) -> str | None:
        """Why nothing can be added, in one line; None when something can."""
        if not self._settings.uploads:
            return "adding files is switched off by FACTCHECK_UPLOADS; use python -m corpus ingest"
        if not all(os.access(path, os.W_OK) for path in (self.folder, self.folder / FILE_NAME)):
            return f"the archive {self.folder} can only be read here"
        return None

    def add(self, files: Sequence[HandedOver]) -> Intake:
        """Begin to add files. The `status` of what it gives tells how it goes with these, for whoever handed them over.

        Raises `UploadRefused` when they cannot be taken, or while others are being added.
        """
        if reason := self.closed():
            raise UploadRefused(reason)
        refuse_unfit(files, self._settings.upload_mb)
        busy = "files are being added already; wait until they are in, then add yours"
        if self._is_adding():
            raise UploadRefused(busy)
        try:
            folder, names = spooled(files)
        except OSError as error:
            raise UploadRefused(f"the files could not be put aside to be read: {error.strerror or error}") from None
        with self._one_at_a_time:
            if not self._is_adding():
                self._intake = Intake("intake")
                self._intake.start(lambda tell: take_in(self.folder, folder, names, tell))
                return self._intake
        shutil.rmtree(folder, ignore_errors=True)
        raise UploadRefused(busy)

    def _is_adding(self) -> bool:
        return self._intake.status.state == "running"

    @property
    def adding(self) -> TaskStatus[IntakeProgress, IntakeResult]:
        """How it stands with the files added last, whoever added them."""
        return self._intake.status

    def wait(self) -> None:
        """Return when nothing runs in the background any more."""
        self._intake.wait()
        self._check.wait()
