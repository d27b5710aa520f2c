"""The verdicts on the statements of a claim -> the verdict on the whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.checks.differences import differences
from assistant.claims.judgement import Label, Verdict
from assistant.language.names import names
from assistant.types import Check


def of_parts(whole: Verdict, parts: Sequence[Verdict]) -> Verdict:
    """The verdict on a claim of several statements: refuted with any of them, supported when it is as a whole or all
    of them are; with a part refuted and the whole supported the sources conflict. Else it stays as it was judged, and
    says which part is not settled. A part that names nothing counts only as `conjuncts` says."""
    of_it = [part for part in parts if _of_the_same_event(part, parts)]
    refuted = [part for part in of_it if part.label is Label.REFUTED]
    label, chosen = whole.label, [whole]
    if refuted and whole.label is Label.SUPPORTED:
        label, chosen = Label.CONFLICTING, [whole, *refuted]
    elif refuted and whole.label is Label.NOT_ENOUGH_EVIDENCE:
        label, chosen = Label.REFUTED, refuted
    elif whole.label is Label.NOT_ENOUGH_EVIDENCE and all(
        part in of_it and part.label is Label.SUPPORTED for part in parts
    ):
        label, chosen = Label.SUPPORTED, list(parts)
    if chosen == [whole]:
        told = replace(whole, parts=tuple(parts))
        return _with_what_is_open(told, of_it) if whole.label is Label.NOT_ENOUGH_EVIDENCE else told
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


def _of_the_same_event(part: Verdict, parts: Sequence[Verdict]) -> bool:
    """Whether a part is surely of what the others are of: it names something, or no other one rests on another article.

    A first word has its capital from the place where it stands; it is a name when the passages write it so elsewhere.
    """
    text = part.claim.text
    if any(" " in name or not text.startswith(name) for name in names(text)):
        return True
    first = re.escape(re.split(r"\W", text, maxsplit=1)[0])
    named = re.compile(rf"[\w,’'] {first}\b|\b{first} [A-Z]")
    if text[:1].isupper() and any(named.search(item.passage.text) for item in part.evidence):
        return True
    others = [articles for other in parts if other is not part and (articles := _articles(other))]
    return not others or any(_articles(part) & articles for articles in others)


def _articles(part: Verdict) -> set[str]:
    return {citation.article_id for citation in (*part.supporting, *part.refuting)}


def _with_what_is_open(whole: Verdict, of_it: Sequence[Verdict]) -> Verdict:
    """The verdict with a line and a row of its ledger for each part, that the reader sees which one is not settled."""
    lines, rows = [], []
    for part in whole.parts:
        said = f"“{part.claim.text}”"
        if part.label is Label.SUPPORTED and part in of_it:
            lines.append(f"Supported: {said}")
        elif part.label is Label.CONFLICTING:
            lines.append(f"Sources disagree on: {said}")
            rows.append(Check("wording", part.claim.text, "sources disagree", False))
        elif part in of_it:
            lines.append(f"No sentence found in the archive settles: {said}")
            rows.append(Check("wording", part.claim.text, "", False))
        else:
            lines.append(f"Found in another article than the rest, perhaps of something else: {said}")
            rows.append(Check("wording", part.claim.text, "in another article than the rest", False))
    return replace(whole, checks=(*whole.checks, *rows), justification="\n".join(lines))
