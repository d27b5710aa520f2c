"""Whether a figure says the same of the same in a claim and in a sentence that has it, too. Pure.

Of "the Digestive broke after six dunks, the Jaffa Cake after 116" no figure and no name is missing where the two are
exchanged, nor of "down 12%" made "up 12%". The words beside a figure tell. They refute nothing, because the same words
may stand beside another figure by chance, but such a sentence does not support the claim.
"""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from assistant.language.quantities import Number, numbers, same_number
from assistant.language.wording import is_content, plain, stem, tokens
from assistant.types import Check

NEAR = 4
"""Content words on either side of a figure that it may belong to."""
BESIDE = 5
"""Words on either side within which "up" or "fewer" tells where a figure goes."""
_CLAUSE_END = re.compile(r",(?!\d)|;|\b(?:and|while|whereas|but)\b")
_UP = frozenset(
    """up more rise rises rose risen rising increase increases increased increasing higher grew grow grows grown growth
    gained gain jumped climbed soared surged""".split()
)
_DOWN = frozenset(
    """down fewer less fall falls fell fallen falling drop drops dropped decline declined declines decrease decreased
    decreases lower shrank shrunk shrink plunged cut cuts reduced reduction""".split()
)


def figures_elsewhere(claim: str, said: str) -> Check | None:
    """The first figure of the claim that the sentence gives for something else, or the other way up; else None."""
    both = [
        (one, other)
        for one in numbers(claim)
        for other in numbers(said)
        if one.unit != "year" and same_number(one, other)
    ]
    for one, other in both:
        ours, theirs = _way(one, claim), _way(other, said)
        if ours and theirs and ours != theirs and one.unit != "ordinal":
            return Check("number", f"{one.text} {ours}", f"{other.text} {theirs}", False)
    for (one, its), (other, others) in combinations(both, 2):
        if same_number(one, other) or one.unit != other.unit:
            continue
        near, beyond = _near(one, claim), _near(other, claim)
        there, elsewhere = _near(its, said), _near(others, said)
        shared = near & beyond | there & elsewhere
        right = len((near & there) - shared) + len((beyond & elsewhere) - shared)
        crossed = len((near & elsewhere) - shared) + len((beyond & there) - shared)
        if crossed > right and crossed > 1:
            return Check("number", f"{one.text} before {other.text}", "the other way round", False)
    return None


def _near(number: Number, text: str) -> set[str]:
    """The stems of the content words nearest to a figure in its clause."""
    ends = [0, *(end.end() for end in _CLAUSE_END.finditer(text)), len(text)]
    clause = next((a, b) for a, b in pairwise(ends) if a <= number.span.start <= b)
    words = [
        (stem(word), span.start)
        for word, span in tokens(text)
        if is_content(word) and clause[0] <= span.start < clause[1]
    ]
    before = [key for key, start in words if start < number.span.start][-NEAR:]
    after = [key for key, start in words if start >= number.span.end][:NEAR]
    return {*before, *after}


def _way(number: Number, text: str) -> str:
    """ "up" or "down" by the words beside a figure; "" where none or both say so, or it is only a bound."""
    if number.bound:
        return ""
    words = [(plain(word), span.start) for word, span in tokens(text)]
    before = [word for word, start in words if start < number.span.start][-BESIDE:]
    after = [word for word, start in words if start >= number.span.end][:BESIDE]
    beside = {*before, *after}
    up, down = bool(beside & _UP), bool(beside & _DOWN)
    return "" if up == down else ("up" if up else "down")
