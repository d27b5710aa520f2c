"""Which articles may be looked at: the date and outlet filters, in the one form that every index understands.

Days are integers YYYYMMDD (Chroma and Tantivy compare numbers only), 0 where the day is unknown. Every bound starts
at 1, so an article without a date never passes a date filter: filters fail closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LAST_DAY = 99_991_231


@dataclass(frozen=True, slots=True)
class Selection:
    """A hard cut. The empty selection is the whole archive."""

    published: tuple[int, int] | None = None
    """First and last day of publication, both included."""
    known_until: int | None = None
    """The article must have existed by this day (its publication, else its capture)."""
    outlet_keys: tuple[str, ...] = ()
    """Case-folded names of outlets, any of which will do."""

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
        return cls(published, day_number(as_of) or None, tuple(sorted({name.casefold() for name in outlets})))

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


def day_number(day: date | None) -> int:
    return day.year * 10_000 + day.month * 100 + day.day if day else 0
