"""A claim that is a sentence of the archive with words left out without which it says something else. Pure, English.

Most of what a shorter sentence leaves out takes nothing from its truth: an aside, an adjective, how it went on. Five
kinds do. "Can't wait to teach" made "can't teach": a verb that governs the next one. "Charged with orchestrating an
execution" made "with an execution". "Took a photograph of Vane" made "took Vane". "Attempted murder" made "murder".
"Historians are divided, but some experts believe" made "historians believe": another clause with its own subject. And
a claim that breaks off in the middle states nothing: "he will not stand in".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checks.copied_words import CopiedWord, copied_words, steps_between
from assistant.language.wording import plain
from assistant.types import Check

_PREPOSITIONS = frozenset("of with for from in by at after without against to".split())
_NOT_THE_THING = frozenset(
    """attempted failed planned proposed suspected possible potential likely unlikely expected would-be fake mock
    nearly almost partially partly former acting aborted foiled prevented denied supposed alleged""".split()
)
"""What is called so is not, or not surely, what it is called without."""
_GOES_ON = frozenset("is was are were am and or the a an that who which than because".split())
"""What no statement ends with."""
_PARTS = frozenset(
    """group number series pair couple lot most many some all half part majority dozen dozens hundreds thousands
    millions kind sort team crowd town city state""".split()
)
"""What is said of a group of miners is said of miners: no more is left out than how many, or what kind of place."""
_JOINS = frozenset("but while whereas although though".split())


def cut_short(claim: str, said: str) -> Check | None:
    """The first words left out of the sentence that the claim copies without which it is another claim."""
    ours, theirs = copied_words(claim), copied_words(said)
    steps, copied = steps_between(ours, theirs)
    if ours and plain(ours[-1].text) in _GOES_ON:
        return Check("wording", "a whole statement", f'broken off after "{ours[-1].text}"', False)
    if not copied:
        return None
    last = steps[-1]
    if last[0] != "equal" and last[2] == len(ours) and plain(ours[-1].text) in _PREPOSITIONS and last[3] < last[4]:
        return Check("wording", "all that the sentence says", said[theirs[last[3]].span.start :], False)
    for tag, a, b, x, y in steps:
        if tag != "equal" and x > 0 and y < len(theirs) and 0 < a and b < len(ours) and x < y:
            left_out = said[theirs[x].span.start : theirs[y - 1].span.end]
            if _governs(theirs[x - 1], theirs[x:y], {plain(word.text) for word in ours[a:b]}):
                return Check("wording", "all that the sentence says", left_out, False)
    return None


def _governs(before: CopiedWord, left_out: Sequence[CopiedWord], instead: set[str]) -> bool:
    """Whether what follows hangs on the words that were left out."""
    words = [plain(word.text) for word in left_out]
    infinitive = len(words) > 1 and words[-1] == "to" and left_out[-2].content and "to" not in instead
    act = (
        plain(before.text) in _PREPOSITIONS
        and bool(re.fullmatch(r"[a-z]{2,}ing", words[0]))
        and len(words) == 1
        and not instead
    )
    thing = len(words) > 1 and words[-1] == "of" and left_out[-2].content and words[-2] not in _PARTS
    whose = thing and before.content and not before.named and not instead
    joint = max((place for place, word in enumerate(words) if word in _JOINS), default=-1)
    another = joint >= 0 and left_out[-1].content and any(word.content for word in left_out[joint + 1 :])
    return infinitive or act or whose or another or words[-1] in _NOT_THE_THING
