"""Whether the names of a claim follow each other as in a sentence: who did it to whom is told by their order. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.names import names
from assistant.language.speaker import speaker

_LEADS = re.compile(r"(?P<phrase>(?:In|On|At|During|After|Before|Since|From|By|Under|For|Near|With) [^,;:]{2,80}),\s")
"""What stands before a sentence and could as well stand behind it."""


def same_order(claim: str, said: str) -> bool:
    """Whether the names of a claim follow each other as in the sentences: who did it to whom is told by their order.

    Who says so may stand first or last, and so may where or when it was ("In Kyiv, ...").
    """
    says = speaker(claim) or ""
    leads = [(_LEADS.match(one), other) for one, other in ((claim, said), (said, claim))]
    moved = next((led["phrase"] for led, other in leads if led and led["phrase"].casefold() in other.casefold()), "")
    # What stands at the very beginning is surely a name when it is one in the sentence.
    opening = [name for name in names(said) if re.match(rf"{re.escape(name)}\b", claim)]
    named = dict.fromkeys([*opening[:1], *names(claim)])
    kept = [name for name in named if name not in says and name not in moved]
    return all(_follow_each_other(part, said) for part in (kept, names(says), names(moved)))


def _follow_each_other(named: Sequence[str], said: str) -> bool:
    places = [said.find(name.split()[-1]) for name in named]
    found = [place for place in places if place >= 0]
    return found == sorted(found)
