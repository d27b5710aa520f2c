"""Which articles may be looked at: the date and outlet filters, in the one form that every index understands.

Days are integers YYYYMMDD (Chroma and Tantivy compare numbers only), 0 where the day is unknown. Every bound starts
at 1, so an article without a date never passes a date filter: filters fail closed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LAST_DAY = 99_991_231
NO_OUTLET = " "
"""A key that no outlet has, since keys hold no outer white space."""


@dataclass(frozen=True, slots=True)
class Selection:
    """A hard cut. The empty selection is the whole archive."""

    published: tuple[int, int] | None = None
    """First and last day of publication, both included."""
    known_until: int | None = None
    """The article must have existed by this day (its publication, else its capture)."""
    outlet_keys: tuple[str, ...] = ()
    """Names of outlets as `outlet_key` gives them, any of which will do."""

    @classmethod
    def of(
        cls,
        *,
        published_from: date | None = None,
        published_to: date | None = None,
        as_of: date | None = None,
        outlets: Sequence[str] = (),
    ) -> Selection:
        published = None
        if published_from or published_to:
            published = (day_number(published_from) or 1, day_number(published_to) or LAST_DAY)
        # A blank name is nobody's: it must not admit the articles whose outlet is unknown.
        keys = {outlet_key(name) or NO_OUTLET for name in outlets}
        return cls(published, day_number(as_of) or None, tuple(sorted(keys)))

    def admits(self, published_day: int, known_day: int, outlet_key: str) -> bool:
        """The same cut for one article, used to check what an index returned."""
        if self.published and not self.published[0] <= published_day <= self.published[1]:
            return False
        if self.known_until and not 1 <= known_day <= self.known_until:
            return False
        return not self.outlet_keys or outlet_key in self.outlet_keys

    @property
    def needs_a_date(self) -> bool:
        return self.published is not None or self.known_until is not None


def outlet_key(name: str | None) -> str:
    """The form in which outlets are compared: "The  GUARDIAN" is "the guardian". Empty when the outlet is unknown."""
    text = (name or "").encode(errors="replace").decode()
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def day_number(day: date | None) -> int:
    return day.year * 10_000 + day.month * 100 + day.day if day else 0
