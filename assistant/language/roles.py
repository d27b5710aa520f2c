"""Who has been given a role by the sentences of a text: "Claudio Ranieri, the Leicester manager". Pure, English.

Only words beside the name give it: "President Mugabe", "Mugabe resigned as president", "the manager, Ranieri". A former
or a deputy president is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.names import name_in
from assistant.language.pronouns import persons_in
from assistant.language.wording import plain

_MINISTER = r"(?:(?:prime|foreign|defen[cs]e|finance|interior|justice|health|energy|economy) )?minister"
ROLES = (
    rf"(?:secretary[- ]general|{_MINISTER}|president|chancellor|premier|manager|coach|mayor|governor|spokes(?:man|woman"
    r"|person)|senator|director|chair(?:man|woman)|king|queen|pope|commissioner|ambassador|general|prosecutor)"
)
_NAME = r"[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|[A-Z]\.|van|von|de|al|bin))*"


def holder(role: str, before: Sequence[str]) -> str:
    """The one person that the sentences before give a role; "" where they give it to nobody, or to several."""
    around = " ".join(before)
    every = [person for sentence in before for person in persons_in(sentence, around)]
    again = re.compile(
        rf"\b(?<![Tt]he )(?<!vice-)(?<!vice )(?<!deputy )(?<!former )(?:{role})\b"
        rf"|\b[Tt]he (?:{role})(?= (?:of|for|at)\b)",
        re.IGNORECASE,
    )
    held = re.compile(
        rf"(?P<a>{_NAME})(?:, \d{{1,3}})?, (?:(?:the|an?|its|their|[A-Z][\w’'-]*['’]s) )?"
        rf"(?:[\w’'-]+ ){{0,4}}?(?i:{role})\b"
        rf"|(?<!former )(?<!ex-)(?<!vice )(?<!vice-)(?<!deputy )(?<!acting )\b(?i:{role}),? (?P<b>{_NAME})"
        rf"|(?P<c>{_NAME}) (?:is|was|became|remains|resigned as|took office as|was elected|was appointed|was named"
        rf"|has been) (?:the |an? |its )?(?:[\w’'-]+ ){{0,3}}?(?i:{role})\b"
    )
    given: dict[str, str] = {}
    for sentence in before:
        said = sentence
        for hit in held.finditer(sentence):
            name = hit["a"] or hit["b"] or hit["c"]
            person = next((p for p in every if name_in(p, name) or p in name), None)
            before_it = sentence[max(0, hit.start() - 12) : hit.start()].casefold()
            if person and not re.search(r"(?:former|ex-|vice|deputy|acting|prime)[ -]?$", before_it):
                key = plain(person.split()[-1])
                given[key] = max(given.get(key, ""), person, key=len)
                said = said.replace(hit[0], "")
        if again.search(said):
            return ""
    return next(iter(given.values())) if len(given) == 1 else ""
