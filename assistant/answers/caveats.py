"""What a reader must know about the sources of an answer or a verdict: changed, superseded, carried by many. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.language.attribution import publisher
from assistant.language.when import display_day, when_published
from assistant.types import Citation, Evidence, Syndication


def source_notes(citations: Sequence[Citation], evidence: Sequence[Evidence], as_of: date | None) -> Iterator[str]:
    """Everything of this kind about these citations, which were made from this evidence."""
    yield from changed_since(citations, as_of)
    yield from from_earlier_versions(citations, evidence)
    yield from of_one_report(citations)


def changed_since(citations: Sequence[Citation], as_of: date | None) -> Iterator[str]:
    """A note for each cited article that was changed after the day the reader asks about: its words may be later."""
    for citation in citations:
        changed = citation.source.modified
        if as_of and changed and changed > as_of:
            yield f"The article of [{citation.number}] was changed on {display_day(changed)}, after the as-of day."


def from_earlier_versions(citations: Sequence[Citation], evidence: Sequence[Evidence]) -> Iterator[str]:
    """A note for each citation of an article that was changed since, or of a copy of one: what is cited is not what the
    page says now, or not what it was copied from says."""
    for citation in citations:
        if change := next((item.superseded for item in evidence if _is_of(citation, item)), None):
            when = f" on {display_day(change.changed)}" if change.changed else ""
            if change.left_out:
                now = "the changed version is outside of these filters"
            else:
                now = "the changed version does not say this any more"
            told = f'; it says of itself: "{" ".join(change.notice.split())}"' if change.notice else "."
            which = "repeats an earlier version of another" if change.copied else "is from an earlier version of this"
            yield f"[{citation.number}] {which} article, changed{when}: {now}{told}"


def _is_of(citation: Citation, item: Evidence) -> bool:
    """Whether a citation is of superseded evidence: of a copy only where it repeats what was changed."""
    if not item.superseded or item.passage.article_id != citation.article_id:
        return False
    repeated = any(gone.start < citation.end and citation.start < gone.end for gone in item.superseded.gone)
    return repeated or not item.superseded.copied


def of_one_report(citations: Sequence[Citation]) -> Iterator[str]:
    """A note for each report of which a copy is cited, or that is cited from several articles: it is one source."""
    reports: dict[str, list[Citation]] = {}
    for citation in citations:
        if citation.syndication:
            reports.setdefault(citation.source_id, []).append(citation)
    for cited in reports.values():
        told = cited[0].syndication
        assert told is not None  # it was asked for above
        articles = {citation.article_id for citation in cited}
        if len(articles) > 1 or cited[0].is_copy:
            numbers = " and ".join(f"[{citation.number}]" for citation in cited)
            carry = "carry" if len(cited) > 1 else "carries"
            yield f"{numbers} {carry} a report that {carried_by(told)}: one source."


def carried_by(told: Syndication) -> str:
    """What is known of a report's spread: "3 articles carry, credited to AFP, likely first in The Ledger, 3 May"."""
    first = ", ".join(part for part in (publisher(told.original), when_published(told.original)) if part)
    credited = f"credited to {told.agency}, " if told.agency else ""
    return f"{told.articles:,} articles carry ({credited}likely first: {first})"
