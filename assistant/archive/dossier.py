"""An article with what else the archive knows of it: who carries the same report, its versions, what each changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from assistant.archive.related import Story, story_of
from corpus import Article, Version
from corpus.store import Store
from corpus.versions import text_changes

AROUND = 60
"""Characters shown on either side of a change."""
MOST_EDITS = 40
"""Changes kept between two versions: a page that was rewritten is better read than compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words that differ between two versions, with a few of the later text around them."""

    before: str
    removed: str
    added: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionStep:
    """A version, and what it changed of the one before it."""

    version: Version
    edits: tuple[Edit, ...] = ()
    further: int = 0
    """How many more changes there are than are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An article and its relations."""

    article: Article
    story: Story
    """The report that it carries; it is the only member when nobody else does."""
    history: tuple[VersionStep, ...]
    """Its versions, the oldest first; one that never changed is its only one."""

    @property
    def place(self) -> int | None:
        """Which of the versions this article is, from 1 on; None for a later capture of a version's very text.

        One that the page returned to is there more than once, and the last one counts.
        """
        places = [n for n, step in enumerate(self.history, 1) if step.version.article_id == self.article.id]
        return places[-1] if places else None


def dossier_of(store: Store, article_id: str) -> Dossier:
    """The article with this id and what is known of it. Raises `NotFound`."""
    article = store.article(article_id)
    return Dossier(article=article, story=story_of(store, article_id), history=_history(store, article))


def _history(store: Store, article: Article) -> tuple[VersionStep, ...]:
    versions = store.versions(article.id)
    if len(versions) == 1:
        return (VersionStep(version=versions[0]),)
    texts = [store.article(version.article_id).text for version in versions]
    steps = [VersionStep(version=versions[0])]
    for version, (earlier, later) in zip(versions[1:], pairwise(texts), strict=True):
        changes = text_changes(earlier, later)
        edits = tuple(
            Edit(
                before=later[max(0, change.later.start - AROUND) : change.later.start],
                removed=change.removed,
                added=change.added,
                after=later[change.later.end : change.later.end + AROUND],
            )
            for change in changes[:MOST_EDITS]
        )
        steps.append(VersionStep(version=version, edits=edits, further=max(0, len(changes) - MOST_EDITS)))
    return tuple(steps)
