"""Which column of a table, or field of a JSON record, is which field of ours: `text=body,title=headline,url=link`.

A database export names its columns as its makers pleased. What they mean is declared, never guessed: a wrong guess (the
teaser taken for the article, the date of the last edit for that of publication) would look right for years.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.errors import SourceError

FIELDS = ("id", "url", "title", "outlet", "byline", "published", "retrieved", "text", "html")
"""Our names. A record needs `text` (kept to the letter) or `html` (markup, whose main text is taken)."""

_MISSING = object()


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each of our fields is found. A field that is not declared is looked for under its own name."""

    declared: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, *written: str) -> Columns:
        """From `ours=theirs` pairs with commas between; a pair that holds a comma itself stands in double quotes.

        Raises SourceError, which names our fields, for anything else.
        """
        declared: dict[str, str] = {}
        for pair in (pair.strip() for line in written for pair in next(csv.reader([line], skipinitialspace=True), [])):
            ours, equals, theirs = (part.strip() for part in pair.partition("="))
            if not (ours and equals and theirs):
                raise SourceError(f"columns are declared as OURS=THEIRS with commas between, not as {pair!r}")
            if ours not in FIELDS:
                raise SourceError(f"there is no field {ours!r} to map a column to; the fields are {', '.join(FIELDS)}")
            if ours in declared:
                raise SourceError(f"two columns are declared for {ours}: {declared[ours]!r} and {theirs!r}")
            declared[ours] = theirs
        return cls(declared)

    def named(self, ours: str) -> str | None:
        """The column that holds one of our fields; None when another of our fields has taken that column."""
        if ours in self.declared:
            return self.declared[ours]
        return None if ours in self.declared.values() else ours

    def taken(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """A record with our names. Fields that it lacks are left out, and so are those nobody asked for."""
        if not self.declared:
            return {ours: record[ours] for ours in FIELDS if ours in record}
        found: dict[str, Any] = {}
        for ours in FIELDS:
            theirs = self.named(ours)
            value = _at(record, theirs) if theirs else _MISSING
            if value is not _MISSING:
                found[ours] = value
        return found

    def lacking(self, names: Iterable[str]) -> list[str]:
        """The declared columns that are not among these (a name with dots counts when it, or a part it is in, is)."""
        present = set(names)
        return [theirs for theirs in self.declared.values() if theirs not in present]


def listed(names: Iterable[str], limit: int = 40) -> str:
    """Column names for a message, however many and however long they are."""
    names = list(names)
    shown = ", ".join(" ".join(name.split())[:60] or "(no name)" for name in names[:limit])
    shown = shown.encode("utf-8", errors="replace").decode("utf-8").replace("\0", "\ufffd")
    return f"{shown} and {len(names) - limit} more" if len(names) > limit else shown or "none"


def paths(record: Mapping[str, Any], depth: int = 6) -> set[str]:
    """The names by which `Columns` can find something in a record: its own and, with dots, those of nested objects."""
    found: set[str] = set()
    for name, value in record.items():
        found.add(name)
        for inner in value[:20] if isinstance(value, list) else [value]:
            if isinstance(inner, dict) and depth:
                found |= {f"{name}.{deeper}" for deeper in paths(inner, depth - 1)}
    return found


def _at(record: Any, name: str) -> Any:
    """The value under a name, which may lead through nested objects with dots; a list gives what each part holds."""
    if isinstance(record, list):
        values = [value for part in record if (value := _at(part, name)) is not _MISSING]
        return values or _MISSING
    if not isinstance(record, Mapping):
        return _MISSING
    if name in record:
        return record[name]
    first, dot, rest = name.partition(".")
    return _at(record[first], rest) if dot and first in record else _MISSING
