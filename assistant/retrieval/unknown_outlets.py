"""Outlets that a filter names and the archive does not have: told, with the names that come nearest. Pure.

A misspelt name lets no article through, and "not in the archive" would then read like something that was found out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from corpus.selection import outlet_key

NEAR = 0.7
"""How alike two names must be: "Steppe Lantren" is near "The Steppe Lantern", "The Times" is not near "The Mirror"."""
MOST = 3
_LONGEST = 200
"""Characters of a name that are compared: what was typed may be anything."""


def outlet_notes(wanted: Sequence[str], known: Sequence[str]) -> Iterator[str]:
    """A note for each wanted outlet that is not among those the archive has."""
    keys = {outlet_key(name) for name in known}
    for name in dict.fromkeys(wanted):
        if outlet_key(name) not in keys:
            yield f"The archive has no outlet “{name[:_LONGEST]}”; {_instead(nearest(name, known))}."


def nearest(name: str, known: Sequence[str]) -> list[str]:
    """The names nearest to one, best first: those with all of its words or within them, then those spelt alike."""
    names = {_plain(other): other for other in known}
    plainly = _plain(name[:_LONGEST])
    words = set(plainly.split())
    holding = [plain for plain in names if words and (words <= set(plain.split()) or set(plain.split()) <= words)]
    alike = get_close_matches(plainly, names, MOST, NEAR)
    return [names[plain] for plain in dict.fromkeys([*holding, *alike])][:MOST]


def _instead(near: Sequence[str]) -> str:
    if not near:
        return "none of its outlets has a name near that"
    *first, last = [f"“{name}”" for name in near]
    return f"it has {', '.join(first)} and {last}" if first else f"it has {last}"


def _plain(name: str) -> str:
    """The words by which outlets are told apart: "The Northern Ledger" is "northern ledger"."""
    words = re.findall(r"\w+", outlet_key(name))
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
