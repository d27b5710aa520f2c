"""The records that flow through the archive: RawPage -> Article -> Passage.

All are frozen and do no I/O. Offsets are always characters (Unicode code points) of `Article.text`, never bytes, and
`article.text[start:end]` is the text they name.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal

from corpus.fact_checks import ClaimReview

ContentKind = Literal["saved_text", "html", "article", "claim_review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPage:
    """One page as a reader found it, before anything is understood about it.

    `kind` says how the content is to be treated: `saved_text` is a page saved as plain text with its furniture,
    `html` is markup (bytes as they came, or text), `article` is the article's text itself, kept to the letter,
    `claim_review` the text of a published fact-check, which is stored and not searched.
    The optional fields are what the container (a JSON line, a WARC header) declared; they win over what is inside.
    """

    origin: str
    """The file it came from, as given on the command line."""
    position: str | None = None
    """Where in that file: "line 12", "record 3 at byte 40960". None when the file is one page."""
    kind: ContentKind
    content: str | bytes
    encoding: str | None = None
    """The character set the container declared for `content`, when it is bytes."""
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    listed: str | None = None
    """The date under which a list of articles (a feed) has it: believed less than what the article says of itself."""
    archived: datetime | None = None
    """When the page was captured (WARC-Date, a record's `retrieved`)."""
    external_id: str | None = None
    capture: Capture | None = None
    claim_reviews: tuple[ClaimReview, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where in a web archive a page can be replayed from."""

    record_id: str
    payload_digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record that did not become an article, and why. Nothing is dropped without one."""

    origin: str
    position: str | None
    reason: str
    kind: str | None = None
    """What it is, when it is no article by its nature and so nobody's fault: "a redirect", "not HTML: image". Crawls
    are full of these; they are counted by kind, and only the first few of each are listed."""

    def __str__(self) -> str:
        where = f"{self.origin}, {self.position}" if self.position else self.origin
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who published an article, when, and how we know. Every field may be None: unknown is never guessed."""

    title: str | None = None
    outlet: str | None = None
    agency: str | None = None
    """The wire service the outlet credits ("RIA Novosti"), when it is not the outlet itself."""
    byline: str | None = None
    dateline: str | None = None
    """Place and day as the dateline gives them, in our order: "Brussels, 4 November"."""
    dateline_place: str | None = None
    url: str | None = None
    published: date | None = None
    """A whole date, or None. A date whose year is not known is in `published_partial` instead."""
    published_partial: str | None = None
    """Month and day without a year, in the form of ISO 8601 ("--11-04")."""
    published_from: str | None = None
    """Where the date was found: "field published", "json-ld datePublished", "dateline "November 4", year not given"."""
    modified: date | None = None
    archived: datetime | None = None
    language: str | None = None
    external_id: str | None = None
    """The `id` the record carried where it came from."""

    def to_dict(self) -> dict[str, Any]:
        """The fields with dates as ISO 8601."""
        values = ((name, getattr(self, name)) for name in SOURCE_FIELDS)
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in values}

    @property
    def known_by(self) -> date | None:
        """The first day on which the article certainly existed: its publication, else its capture.

        An as-of cut keeps an article only when this day is known and not later than the cut.
        """
        if self.published:
            return self.published
        return self.archived.date() if self.archived else None


SOURCE_FIELDS = tuple(field.name for field in fields(Source))
"""In their order. Asked for once, and not for each article that is stored or shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as stored. `id` depends on content and address only: the same article always has the same id."""

    id: str
    text: str
    source: Source
    claim_reviews: tuple[ClaimReview, ...] = ()
    """The fact-checks that the page publishes. Not read back with the article: see `Store.claim_reviews`."""
    copy_of: str | None = None
    """The id of the article first stored with exactly this text, when another one carries it too."""
    capture: Capture | None = None
    origin: str = ""
    position: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A few whole sentences of an article: the unit of retrieval. `text == article.text[start:end]`."""

    id: int
    article_id: str
    start: int
    end: int
    text: str
    source: Source

    def to_dict(self) -> dict[str, Any]:
        return {
            "article_id": self.article_id,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "source": self.source.to_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One article of a story, and why it is in it."""

    article_id: str
    similarity: float
    """The share of the shorter text that it has in common with the article through which it joined, from 0 to 1."""
    reason: str
    """For people: "shares 93% of the shorter text with a1b2c3; 2.5% of its figures differ"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One state of an article whose page was changed: an article of its own, with its own text and offsets."""

    article_id: str
    when: date | None
    """The day on which it was captured, else modified, else published; None when none of them is known."""
    current: bool
    notice: str | None = None
    """What this text says of its own change: "Correction: an earlier version of this article said ..."."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "article_id": self.article_id,
            "when": self.when.isoformat() if self.when else None,
            "current": self.current,
            "notice": self.notice,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """Words that differ between two texts: `earlier.of(earlier_text)` became `later.of(later_text)`.

    One of them is empty at an addition or a removal, and stands where the words were put in or taken out.
    """

    earlier: Span
    later: Span
    removed: str
    added: str

    @property
    def kind(self) -> Literal["added", "removed", "replaced"]:
        if not self.removed:
            return "added"
        return "replaced" if self.added else "removed"

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "removed": self.removed,
            "added": self.added,
            "earlier": [self.earlier.start, self.earlier.end],
            "later": [self.later.start, self.later.end],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """What took the place of an earlier version of an article."""

    by: str
    """The id of the version that followed."""
    current: str
    """The id of the version that counts."""
    changed: date | None
    """The day of the version that followed, as `Version.when` has it."""
    notice: str | None = None
    """What the later versions say of their change, when they do and it was looked up."""
    left_out: bool = False
    """The later versions are outside of the filters of a search, so what they say was not compared."""
    copied: str | None = None
    """Of somebody's copy, which is no version itself: the id of the earlier version that has the same words."""
    gone: tuple[Span, ...] = ()
    """Where the copy has words of that version that are there no more."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "by": self.by,
            "current": self.current,
            "changed": self.changed.isoformat() if self.changed else None,
            "notice": self.notice,
            "left_out": self.left_out,
            "copied": self.copied,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One report as several articles carry it: two members at least, in the order in which they were stored."""

    original: str
    """The id of the member that is likely the source of the others."""
    members: tuple[Member, ...]
    agency: str | None = None
    """The wire service that the members credit, when one is named; its own page need not be in the archive."""
