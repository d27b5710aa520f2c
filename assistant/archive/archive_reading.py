"""Reading an archive as it is: its articles, what became of them, what there is. Nothing is judged here."""

from __future__ import annotations

from assistant.archive.dossier import Dossier, dossier_of
from assistant.archive.related import Story, changes_between, story_of
from assistant.archive.snapshot import snapshot_of
from assistant.archive_errors import archive_errors
from assistant.retrieval.retrieve import coverage
from assistant.types import Coverage, Filters
from corpus import Archive, Article, TextChange, Version


class ArchiveReading:
    """The part of an `Assistant` that reads."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def article(self, article_id: str) -> Article:
        """A whole article. Raises `ArchiveUnavailable` when there is none with this id."""
        with archive_errors():
            return self._archive.store.article(article_id)

    def dossier(self, article_id: str) -> Dossier:
        """An article with who else carries its report, its versions and what they changed. Raises as `article`."""
        with archive_errors():
            return dossier_of(self._archive.store, article_id)

    def story(self, article_id: str) -> Story:
        """The report that an article carries, who else carries it and who likely had it first.

        Raises `ArchiveUnavailable` when there is no article with this id, as the next two do.
        """
        with archive_errors():
            return story_of(self._archive.store, article_id)

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """The versions of an article, the oldest first; one that never changed is its only one."""
        with archive_errors():
            return self._archive.store.versions(article_id)

    def changes(self, earlier_id: str, later_id: str) -> tuple[TextChange, ...]:
        """The words that differ between two versions of an article, in order, with their offsets in both texts."""
        with archive_errors():
            return changes_between(self._archive.store, earlier_id, later_id)

    def coverage(self, filters: Filters | None = None) -> Coverage:
        """What the archive holds, or the part of it that the filters let through."""
        with archive_errors():
            return coverage(self._archive, filters or Filters(), (), ())

    def snapshot(self) -> str:
        """The state of the archive: equal for equal contents (`assistant.archive.snapshot`)."""
        with archive_errors():
            return snapshot_of(self._archive.store.article_ids())
