"""What a sentence says against a claim: only what can be named, only of the same event. Pure.

"787 were in the mine" does not refute "301 died", nor "at least 205" 301. So a figure, a date, a denial or a word that
differs counts only in a sentence that holds most of the claim and all of its other names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.checks.copied_words import copied_words, steps_between
from assistant.checks.verify import WHO_SAYS_SO, WORDING_SHARE
from assistant.checks.who_denies import DENIES
from assistant.language.assertion import denied_first, denied_stems
from assistant.language.date_clauses import dates_another_thing
from assistant.language.names import name_in, names
from assistant.language.quantities import numbers
from assistant.language.wording import content_stems, stem
from assistant.questions.particulars import DEADLY
from assistant.questions.question_terms import Terms
from assistant.types import Check
from corpus.stemming import base_stem, stems

TALKS_OF_IT = 0.4
"""Share of the claim that a sentence must hold for what it says otherwise to be looked for."""
SAME_EVENT = 0.65
"""Share of the claim that it must hold to speak of the same event, what it contradicts left out."""
HELD_UNNAMED = 3
"""Words of a claim that names nobody and nothing that a sentence must hold to be of the same event: "he made his debut
in 1930" is not refuted by whoever else made a debut."""
AFFIRMS = 0.7
"""The same when it states what the claim denies: "Ukraine accuses Moscow of sending soldiers" does not refute "Russia
denied sending soldiers"."""
_BOUND = r"\b(?:at least|more than|over|as many as|up to|at most|fewer than|less than|almost|nearly) "
_NOT_YET_KNOWN = r"\b(?:at least|as many as|up to|at most) "
CLEARLY_MORE = 1.1
"""Times the figure of a bound from which another one is another figure and not the same one put otherwise."""
_AGAINST = re.compile(
    r"\b(?:against|prohibit\w*|ban(?:s|ned)?|forbid\w*|forbade|outlaw\w*|illegal|prevent\w*|avoid\w*|protects?"
    r"|blocks?|eliminat\w*)\b",
    re.IGNORECASE,
)
"""What denies without a "not": "against tobacco" affirms no tobacco, and what prevents it says there was none."""
_AHEAD = re.compile(r'"(?:will|would|shall|going to)')


class Said(NamedTuple):
    """A sentence as far as it concerns a claim."""

    text: str
    held: frozenset[str]
    """The claim's words that it holds, with those of the sentence it goes with."""
    before: tuple[str, ...]
    """The sentences before it."""
    title: str
    """The headline above it: it says what "the manager" is the manager of."""


def speaks_against(
    claim: str, said: Said, checks: Sequence[Check], contrasts: Sequence[Check], terms: Terms
) -> list[Check]:
    """The checks that refute the claim; empty when the sentence is of something else, or lacks something unnamed.

    `checks` are the verifier's for this sentence alone, `contrasts` those of `assistant.checks.contrast`.
    """
    failed = [check for check in checks if not check.ok and not says_how_much(check)]
    named = {check.wanted for check in contrasts}
    told = [
        check
        for check in failed
        if check.kind in ("number", "date", "negation") and check.found and _of_the_same(check, claim, said.text)
    ]
    untold = [check for check in failed if check not in told and check.kind != "wording"]
    silent = [check for check in untold if not any(check.wanted.split(" [")[0] in wanted for wanted in named)]
    against = [*told, *contrasts]
    if not against or silent or any(_bounded(check, claim, said.text) for check in told):
        return []
    apart = {term for check in contrasts for term in bases(check.wanted)} - said.held
    kept = Terms({term: weight for term, weight in terms.weights.items() if term not in apart})
    affirms = any(check.kind == "negation" and check.wanted == "denied" for check in told)
    covered = share_of(said.held | (bases(said.title) if contrasts else frozenset()), kept)
    ahead = any(check.wanted == "stated as a fact" and _AHEAD.match(check.found) for check in failed)
    if ahead and any(check.kind == "date" for check in told):
        return []  # what will be on another day is another time of it
    unlike = any(check.wanted == WORDING_SHARE and not check.ok for check in checks)
    copied = unlike and steps_between(copied_words(claim), copied_words(said.text))[1]
    if unlike and not copied and not contrasts and all(check.kind == "number" for check in told):
        return []  # a figure of something else: "clouds reflect" and "corresponds to daytime with clouds"
    if not kept.weights or covered < (AFFIRMS if affirms else SAME_EVENT):
        return []
    if any(check.kind in ("number", "date") for check in told) and any(check.kind == "name" for check in contrasts):
        return []  # another figure of another place: another event
    if DEADLY.search(claim) and not DEADLY.search(said.text):
        return []
    if not names(claim) and len(said.held) < HELD_UNNAMED:
        return []
    others = [name for name in names(claim) if not any(name in wanted for wanted in named)]
    about = f"{said.text}\n{said.title}" if contrasts else said.text
    return against if all(name_in(name, about) for name in others) else []


def says_how_much(check: Check) -> bool:
    """Whether a check is none of truth: who says so, and how many words are shared, are judged elsewhere."""
    return check.wanted in (WHO_SAYS_SO, WORDING_SHARE)


def _of_the_same(check: Check, claim: str, sentence: str) -> bool:
    """Whether a date is of what the claim dates, and a denial of what it says: "not concerned over the players" denies
    nothing about the players. Where both tell that somebody denies it, they differ in who does."""
    if check.kind == "date":
        return not dates_another_thing(claim, check.wanted, sentence, check.found)
    if check.kind != "negation":
        return True
    if DENIES.search(claim) and DENIES.search(sentence):
        return False
    denies, says = (sentence, claim) if check.wanted == "not denied" else (claim, sentence)
    own = {stem(found[0]) for found in _AGAINST.finditer(says)}
    if own - {stem(found[0]) for found in _AGAINST.finditer(denies)}:
        return False
    return bool((denied_first(denies) & set(content_stems(says))) - denied_first(says) - denied_stems(says))


def _bounded(check: Check, claim: str, sentence: str) -> bool:
    """Whether a figure that differs is only a bound in the sentence: "at least 205" does not refute 301.

    "Almost 3.7 billion" does refute 3.7 million: the figure is the same. So does "more than 4,000" where the claim is
    the sentence with "more than 6,000": who knew of 6,000 would not have written 4,000. A toll grows, and "at least" is
    said of what is not known yet.
    """
    if re.sub(r"\D", "", check.wanted) == re.sub(r"\D", "", check.found):
        return False
    if check.kind != "number" or not re.search(_BOUND + re.escape(check.found), sentence, re.IGNORECASE):
        return False
    return not _other_bound(check, claim, sentence)


def _other_bound(check: Check, claim: str, sentence: str) -> bool:
    """Whether claim and sentence are the same but for the figure of a bound, and that of the claim goes beyond."""
    wanted = check.wanted.split(" [")[0]
    ours, theirs = (
        next((n for n in numbers(text) if n.text == figure), None)
        for text, figure in ((claim, wanted), (sentence, check.found))
    )
    if not ours or not theirs or not ours.bound or ours.bound != theirs.bound or DEADLY.search(claim):
        return False
    if any(re.search(_NOT_YET_KNOWN + re.escape(n.text), t, re.I) for n, t in ((ours, claim), (theirs, sentence))):
        return False
    low, high = sorted((ours.value, theirs.value))
    beyond = ours.value > theirs.value if ours.bound == "over" else ours.value < theirs.value
    copied = steps_between(copied_words(claim), copied_words(sentence))[1]
    return beyond and copied and high >= CLEARLY_MORE * low


def share_of(held: frozenset[str] | set[str], terms: Terms) -> float:
    """The share of a claim's weighted words that are among those held, in [0, 1]."""
    return sum(weight for term, weight in terms.weights.items() if term in held) / terms.total


@lru_cache(maxsize=4_000)
def bases(text: str) -> frozenset[str]:
    """The stems of a text as `Terms` has them."""
    return frozenset(base_stem(term) for term in stems(text))
