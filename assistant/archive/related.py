"""What else the archive holds of an article: the other articles that carry its report, and its versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from corpus import Source, TextChange
from corpus.store import Store
from corpus.versions import text_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryMember:
    """One article of a story, and why it is in it."""

    article_id: str
    source: Source
    similarity: float
    """The share of the shorter text that it has in common with the article through which it joined, from 0 to 1."""
    reason: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "article_id": self.article_id,
            "similarity": round(self.similarity, 4),
            "reason": self.reason,
            "source": self.source.to_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One report and every article that carries it: one source, however many they are."""

    original: StoryMember
    """The member that is likely the source of the others: the agency's own page, else the one published first."""
    members: tuple[StoryMember, ...]
    """In the order in which they were stored; an article that nobody else carries is the only member."""
    agency: str | None
    """The wire service that the members credit; its own page need not be in the archive."""

    @property
    def outlets(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(member.source.outlet for member in self.members if member.source.outlet))

    def to_dict(self) -> dict[str, Any]:
        return {
            "original_id": self.original.article_id,
            "agency": self.agency,
            "outlets": list(self.outlets),
            "members": [member.to_dict() for member in self.members],
        }


def story_of(store: Store, article_id: str) -> Story:
    """The report that an article carries, with all who carry it. Raises `NotFound`."""
    found = store.story(article_id)
    reasons = {m.article_id: (m.similarity, m.reason) for m in found.members} if found else {article_id: (1.0, "alone")}
    sources = store.sources(list(reasons))
    members = tuple(
        StoryMember(article_id=id_, source=sources[id_], similarity=similarity, reason=reason)
        for id_, (similarity, reason) in reasons.items()
        if id_ in sources  # not removed meanwhile
    )
    original_id = found.original if found else article_id
    original = next((member for member in members if member.article_id == original_id), members[0])
    return Story(original=original, members=members, agency=found.agency if found else original.source.agency)


def changes_between(store: Store, earlier_id: str, later_id: str) -> tuple[TextChange, ...]:
    """The words that differ between two articles, in order. Raises `NotFound`."""
    return tuple(text_changes(store.article(earlier_id).text, store.article(later_id).text))
