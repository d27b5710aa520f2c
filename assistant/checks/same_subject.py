"""Whether a claim and a sentence are about the same one: who does what the claim says. Pure, English.

"Mogherini took office" has every word in "Stoltenberg, who took office, spoke with Mogherini", and "She took office" in
a draft that names two women has them in a sentence about a third person. Neither is refuted by that, nor supported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.names import name_in, names
from assistant.language.opening import AUXILIARY, opening
from assistant.language.wording import SPEECH_STEMS, stem, tokens
from assistant.types import Check

_ONLY_A_PRONOUN = re.compile(r"\W*(?P<who>he|she|they|it)\s+(?:\w+ly\s+|also\s+|later\s+)?", re.IGNORECASE)
"""What stands before the verb of "He denied that his wife, Tatiana Navka, had one": she denied nothing."""


def another_does_it(claim: str, said: str) -> Check | None:
    """Who does it in a sentence, where that is not the one with whom the claim begins, who comes in only behind it."""
    begins = opening(claim)
    if not begins or not begins.names or begins.verb in AUXILIARY:
        return None
    who, verb = begins.names[0], stem(begins.verb)
    acts = [span for word, span in tokens(said) if word.islower() and stem(word) == verb]
    if len(acts) != 1 or re.match(r"\S*\s+(?:\S+\s+){0,4}by\b", said[acts[0].start :]):
        return None
    ahead, behind = said[: acts[0].start], said[acts[0].end :]
    if (pronoun := _ONLY_A_PRONOUN.fullmatch(ahead)) and name_in(who, behind):
        return Check("name", f"{who} {begins.verb}", f"{pronoun['who']} {begins.verb}", False)
    if verb in SPEECH_STEMS:  # who says it may as well stand behind what is said
        return None
    first = opening(said)
    others = [*(first.names if first else ()), *(name for name in names(said) if name in ahead)]
    if not others or name_in(who, ahead) or not name_in(who, behind) or any(name_in(name, claim) for name in others):
        return None
    return Check("name", f"{who} {begins.verb}", f"{others[-1]} {begins.verb}", False)


def stranger(said: str, before: Sequence[str]) -> str:
    """Whom or what a sentence begins with that none of the sentences `before` a claim names; "" where it names none."""
    begins = opening(said)
    if not begins or not begins.names:
        return ""
    around = " ".join(before)
    return "" if any(name_in(name, around) for name in begins.names) else begins.names[0]
