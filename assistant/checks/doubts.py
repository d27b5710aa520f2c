"""What keeps a sentence from supporting a claim although it refutes nothing. Pure.

Support is taken back on doubt: another word in a word's place, a word more, somebody else who does it, a month that the
sentence does not say. What speaks against a claim is named elsewhere (`assistant.checks.against`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from assistant.checks.copied_words import copied_words, steps_between
from assistant.checks.cut_short import cut_short
from assistant.checks.figure_places import figures_elsewhere
from assistant.checks.near_copy import changed
from assistant.checks.same_subject import another_does_it
from assistant.checks.substitution import substituted
from assistant.checks.unsaid import unsaid
from assistant.checks.verify import Verifier
from assistant.language.assertion import asserts
from assistant.language.dates import dates
from assistant.language.names import names
from assistant.language.pronouns import somebody_else
from assistant.types import Check, Evidence

SAID_TOGETHER = 0.4
"""Share of a claim's neighbouring words that must be neighbours in its sentences, unless it copies one: each word of
"the polar bear population has been growing" is in "the growth of the human population increased the harvest of polar
bears". Of 273 SUPPORTED of five sets it takes five wrong ones and no right one, beside claims with a figure."""
REPORTED_WITHIN_DAYS = 7
"""What a report tells without a date happened at most so long before it was published."""


def doubts(claim: str, said: str, before: Sequence[str], verifier: Verifier) -> list[Check]:
    """What keeps a sentence from supporting a claim although nothing in it differs, and refutes nothing.

    It only asks or finds no evidence; it denies by itself what it does not beside the second sentence; its "he" is
    somebody else by the sentences before it; or it has another word where the claim's should be, small words included
    where the claim copies it.
    """
    found = [check for check in verifier.verify(claim, [said], ()) if check.kind == "negation" and not check.ok]
    if asserts(claim) and not asserts(said):
        found.append(Check("wording", "stated as a fact", "only asked, or not shown", False))
    others = ((name, somebody_else(name, claim, said, before)) for name in names(claim))
    found += [Check("name", name, other, False) for name, other in others if other]
    wording = (
        substituted(claim, said),
        changed(claim, said),
        figures_elsewhere(claim, said),
        another_does_it(claim, said),
    )
    return [*found, *(check for check in wording if check)]


def more_or_less(claim: str, said: str, beside: str, item: Evidence) -> list[Check]:
    """What the claim says beyond its sentences, or leaves out of them so that it says something else."""
    found = (unsaid(claim, said, beside, item.passage.text, item.passage.source.title or ""), cut_short(claim, said))
    return [check for check in found if check]


def scattered(claim: str, said: str, order: float) -> bool:
    """Whether nothing ties a claim's words to each other in a sentence: it does not copy it, nor give its figure.

    `order` is the share of the claim's neighbouring words that are neighbours there.
    """
    if order >= SAID_TOGETHER or re.search(r"\d", claim):
        return False
    return not steps_between(copied_words(claim), copied_words(said))[1]


def left_open(check: Check, published: date | None, resolved: Sequence[str] = ()) -> bool:
    """Whether a sentence may be of the month or the year that the claim names, although it does not say so.

    News is of the weeks before it is published. A day, of the month or the week, the sentence must give itself; and
    where it gives one (`resolved`: "on Tuesday" made whole), it is of that time and of no other.
    """
    if check.kind != "date" or check.found or resolved:
        return False
    wanted = dates(check.wanted)
    if any(written.day or written.weekday for written in wanted):
        return False
    if published is None:
        return False  # it may be of any year
    reported = (published - timedelta(days=REPORTED_WITHIN_DAYS), published)
    return all(
        any(written.year in (None, day.year) and written.month in (None, day.month) for day in reported)
        for written in wanted
    )
