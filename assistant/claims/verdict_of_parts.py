"""The verdicts on the statements of a claim -> the verdict on the whole. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.differences import differences
from assistant.claims.judgement import Label, Verdict


def of_parts(whole: Verdict, parts: Sequence[Verdict]) -> Verdict:
    """The verdict on a claim of several statements: refuted with any of them, supported when it is as a whole or all
    of them are; with a part refuted and the whole supported the sources conflict. Else it stays as it was judged."""
    refuted = [part for part in parts if part.label is Label.REFUTED]
    label, chosen = whole.label, [whole]
    if refuted and whole.label is Label.SUPPORTED:
        label, chosen = Label.CONFLICTING, [whole, *refuted]
    elif refuted and whole.label is Label.NOT_ENOUGH_EVIDENCE:
        label, chosen = Label.REFUTED, refuted
    elif whole.label is Label.NOT_ENOUGH_EVIDENCE and all(part.label is Label.SUPPORTED for part in parts):
        label, chosen = Label.SUPPORTED, list(parts)
    if chosen == [whole]:
        return replace(whole, parts=tuple(parts))
    supporting = [] if label is Label.REFUTED else [c for verdict in chosen for c in verdict.supporting]
    refuting = [c for verdict in chosen for c in verdict.refuting]
    first = len(supporting) + 1
    supports = tuple(replace(c, number=n) for n, c in enumerate(supporting, 1))
    refutes = tuple(replace(c, number=n) for n, c in enumerate(refuting, first))
    lines = [
        f"{part.label.value.replace('_', ' ').capitalize()}: “{part.claim.text}”"
        for part in chosen
        if part is not whole
    ]
    marks = [" ".join(f"“{c.quote}” [{c.number}]" for c in cited) for cited in (supports, refutes) if cited]
    against = "; ".join(difference for verdict in chosen for difference in differences(verdict.checks))
    return replace(
        whole,
        label=label,
        supporting=supports,
        refuting=refutes,
        checks=tuple(dict.fromkeys(check for verdict in chosen for check in verdict.checks)),
        confidence=min(verdict.confidence for verdict in chosen),
        justification="\n".join([*lines, *marks, *([f"({against})"] if against else [])]),
        closest=(),
        parts=tuple(parts),
    )
