"""A record whose fields are declared (a JSON line, a row of a table) -> the page it describes.

Each format calls this with our field names, so that all of them accept and refuse the same values.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any, Literal

from corpus.columns import Columns
from corpus.extraction.written_dates import moment
from corpus.records import RawPage, Rejected
from corpus.storable import unstorable

MAX_TEXT = 20_000_000
"""Characters; the same as for a page saved as text, a field of a table and a PDF."""

log = logging.getLogger(__name__)


@dataclass
class DeclaredRecords:
    """Makes pages of the records of one file, and remembers what has no place in a page: the unclear capture times."""

    origin: str
    columns: Columns
    unclear: list[str] = field(default_factory=list)
    unclear_times: int = 0

    def page(self, record: dict[str, Any], position: str) -> RawPage | Rejected:
        """The page of one record, or why it cannot be one.

        A `retrieved` that cannot be understood leaves the capture time unknown. A `published` is passed on as written:
        the extractor judges it and tells.
        """
        value = self.columns.taken(record)
        if problem := self._problem(value):
            return Rejected(origin=self.origin, position=position, reason=problem)
        kind: Literal["article", "html"] = "html" if _absent(value.get("text")) else "article"
        retrieved = value.get("retrieved")
        archived = moment(str(retrieved)) if retrieved is not None else None
        if retrieved and archived is None:
            self.unclear_times += 1
            self.unclear = self.unclear or [f"{position}: {str(retrieved)[:60]!r}"]
        identity = value.get("id")
        byline = value.get("byline")
        return RawPage(
            origin=self.origin,
            position=position,
            kind=kind,
            content=value["text" if kind == "article" else "html"],
            url=value.get("url") or None,
            title=value.get("title") or None,
            outlet=value.get("outlet") or None,
            byline=(", ".join(byline) if isinstance(byline, list) else byline) or None,
            published=str(value["published"]) if value.get("published") not in (None, "") else None,
            archived=archived,
            external_id=str(identity) if identity not in (None, "") else None,
        )

    def finish(self) -> None:
        """Log, once a file, what was not understood."""
        if self.unclear:
            counted, first = self.unclear_times, self.unclear[0]
            log.warning("%s: %d `retrieved` times not understood, the first: %s", self.origin, counted, first)

    def _problem(self, value: dict[str, Any]) -> str | None:
        """Why this record cannot be an article, or None."""
        content = "html" if _absent(value.get("text")) and not _absent(value.get("html")) else "text"
        if value.get(content) is None:
            return f"no {self._called('text')}"
        if not isinstance(value[content], str):
            return f"the {self._called(content)} is {kind_of(value[content])}, not a string"
        if not value[content].strip():
            return f"the {self._called(content)} is empty"
        if len(value[content]) > MAX_TEXT:
            return f"the {self._called(content)} is longer than {MAX_TEXT // 1_000_000} million characters"
        byline = value.get("byline")
        names = byline if isinstance(byline, list) else [byline]
        identity = value.get("id")
        if identity is not None and (isinstance(identity, bool) or not isinstance(identity, str | int)):
            return f"the {self._called('id')} is {kind_of(identity)}, not a string or a whole number"
        for name in ("url", "title", "outlet"):
            if not isinstance(value.get(name), str | None):
                return f"the {self._called(name)} is {kind_of(value[name])}, not a string"
        if not all(isinstance(name, str) or byline is None for name in names):
            return f"the {self._called('byline')} is not a string or a list of strings"
        fields = [(name, value.get(name)) for name in (content, "id", "url", "title", "outlet", "published")]
        for name, written in [*fields, *(("byline", name) for name in names)]:
            if isinstance(written, str) and (bad := unstorable(written)):
                return f"the {self._called(name)} holds {bad}"
        return None

    def _called(self, ours: str) -> str:
        """A field as the reader of a message knows it: "field `body` (our `text`)"."""
        theirs = self.columns.named(ours) or ours
        return f"field `{ours}`" if theirs == ours else f"field `{theirs}` (our `{ours}`)"


def kind_of(value: object) -> str:
    """What a JSON value is, in words."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def _absent(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())
