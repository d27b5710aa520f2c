"""The capitalised names of a sentence that a question does not have already. Pure."""

from __future__ import annotations

import re

from assistant.language.remembered import remembered
from assistant.language.when import MONTHS
from corpus.stemming import stems

NAME = r"[A-Z][\w’'-]*"
_CAPITALISED = re.compile(
    rf"\b[A-Z][\w’'-]*[a-z][\w’'-]*(?: (?:(?:de|van|von|al|bin|of|the) )?{NAME})*|\b[A-Z]{{2,}}\b"
)
NOT_NAMES = frozenset(MONTHS) | frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday The A An In On At But And As While When After Before If
    He She It They We I You This That These Those There His Her Its Their Our For From With By To Of Or Not No Yes One
    Two Three Who Whom Whose What Which Why How Where""".split()
)


_ORIGINS = frozenset(
    """
    Afghan African American Argentine Argentinian Asian Australian Austrian Belgian Brazilian British Bulgarian
    Canadian Chilean Chinese Colombian Croatian Cuban Czech Danish Dutch Egyptian English European Finnish French
    German Greek Hungarian Indian Indonesian Iranian Iraqi Irish Israeli Italian Japanese Jordanian Korean Lebanese
    Libyan Mexican Norwegian Pakistani Palestinian Peruvian Polish Portuguese Romanian Russian Saudi Scottish Serbian
    Spanish Swedish Swiss Syrian Thai Turkish Ukrainian Venezuelan Welsh""".split()
)


def names_of(text: str) -> tuple[str, ...]:
    """The stems of the names in a question."""
    return tuple({stem for name in _CAPITALISED.findall(text) if name not in NOT_NAMES for stem in stems(name)})


def new_names(sentence: str, known: tuple[str, ...]) -> list[str]:
    """The names in a sentence that are not among `known` (stems)."""
    found = []
    for match in _CAPITALISED.finditer(sentence):
        written = match[0].split()
        words = [word for word in written if word not in NOT_NAMES]
        # The capital that begins a sentence makes no name: neither "Afterwards" nor "Afterwards Putin" is new.
        telling = words[1:] if match.start() == 0 and words[:1] == written[:1] else words
        if telling and not _stems_of_a_name(" ".join(telling)).issubset(known):
            found.append(" ".join(words))
    return found


def only_origins(names: list[str]) -> bool:
    """Whether the names only say where somebody is from: "the Italian" hardly tells who won."""
    return all(word in _ORIGINS for name in names for word in name.split())


@remembered
def _stems_of_a_name(name: str) -> frozenset[str]:
    return frozenset(stems(name))
