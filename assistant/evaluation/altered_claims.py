"""How verdicts take sentences of the archive's own articles, as they stand and with one thing changed.

A sentence that stands in the archive is true by it; with one thing changed it is not. So each may be put to the
assistant as a claim, of every archive, and no label has to be written: as it stands it should be SUPPORTED, changed it
must not be, and is best REFUTED. Half of the articles, told by their ids, are for looking at and half for measuring.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from random import Random
from typing import Any, Literal

from assistant import Article, Assistant, Label
from assistant.evaluation.alterations import SAME, Altered, alterations
from assistant.evaluation.built_once import Progress, silent
from corpus.split import sentences

UNCHANGED = "unchanged"
FROM_AN_ARTICLE = 3
"""Sentences of one article at most: the longest must not be the whole test."""
CHANGES = 4
"""Changes of one sentence at most, of the kinds that were seldom possible before: any sentence can be denied."""
_WORDS = (8, 40)
_FIT = re.compile(r"[A-Z][^|•\n\t…{}<>@]*[a-z0-9%)]\.")
_POINTS = re.compile(r"(?:He|She|It|They|This|That|These|Those|His|Her|Its|Their|But|And|So|We|I|You|Here|There)\b")

Part = Literal["develop", "measure"]


@dataclass(frozen=True, slots=True)
class AlteredClaim:
    """A sentence of an article, or an alteration of it, to be checked as a claim."""

    kind: str
    claim: str
    sentence: str
    asked_on: date | None
    was: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True)
class JudgedAlteration:
    """What was said of one."""

    claim: AlteredClaim
    label: Label
    cited: tuple[str, ...]
    """The sentences that decided."""

    def to_dict(self) -> dict[str, Any]:
        day = self.claim.asked_on
        return {
            **asdict(self.claim),
            "asked_on": day and day.isoformat(),
            "label": self.label.value,
            "cited": list(self.cited),
        }


def altered_claims(articles: Iterator[Article], number: int, seed: int) -> list[AlteredClaim]:
    """`number` sentences of the articles as they stand, each followed by its alterations; the same for a seed."""
    chance = Random(seed)
    found: list[AlteredClaim] = []
    taken: set[str] = set()
    made: Counter[str] = Counter()
    for article in articles:
        fit = [said for span in sentences(article.text) if _fit(said := span.of(article.text))]
        for said in chance.sample(fit, min(len(fit), FROM_AN_ARTICLE)):
            if said in taken or len(taken) == number:
                continue
            taken.add(said)
            day = article.source.published
            found.append(AlteredClaim(UNCHANGED, said, said, day))
            changed: list[Altered] = sorted(alterations(said, article.text, chance), key=lambda one: made[one.kind])
            drawn = changed[:CHANGES]
            made.update(one.kind for one in drawn)
            found += [AlteredClaim(one.kind, one.text, said, day, one.was, one.became) for one in drawn]
        if len(taken) == number:
            break
    return found


def drawn_articles(assistant: Assistant, ids: Sequence[str], part: Part, seed: int) -> Iterator[Article]:
    """The articles of one half in random order."""
    half = sorted(name for name in ids if _part(name) == part)
    Random(seed).shuffle(half)
    return (assistant.article(name) for name in half)


def judged(assistant: Assistant, claims: Sequence[AlteredClaim], progress: Progress = silent) -> list[JudgedAlteration]:
    """The verdict on each."""
    found = []
    for done, claim in enumerate(claims, 1):
        verdict = assistant.check(claim.claim, asked_on=claim.asked_on)
        cited = tuple(citation.quote for citation in (*verdict.supporting, *verdict.refuting))
        found.append(JudgedAlteration(claim, verdict.label, cited))
        progress("claims", done, len(claims))
    return found


def alteration_scores(found: Sequence[JudgedAlteration]) -> dict[str, Any]:
    """Counts by kind of change, and what was called supported though changed, or refuted though true."""
    by_kind: dict[str, Counter[str]] = {}
    for one in found:
        by_kind.setdefault(one.claim.kind, Counter())[one.label.value] += 1
    changed = [one for one in found if one.claim.kind not in (UNCHANGED, SAME)]
    true = [one for one in found if one.claim.kind in (UNCHANGED, SAME)]
    return {
        "by_kind": {kind: dict(counts) for kind, counts in sorted(by_kind.items())},
        "unchanged": _shares([one for one in true if one.claim.kind == UNCHANGED]),
        "changed": _shares(changed),
        "wrongly_supported": [one.to_dict() for one in changed if one.label is Label.SUPPORTED],
        "wrongly_refuted": [one.to_dict() for one in true if one.label in (Label.REFUTED, Label.CONFLICTING)],
        "not_supported": [one.to_dict() for one in true if one.label is Label.NOT_ENOUGH_EVIDENCE],
    }


def alteration_lines(scores: dict[str, Any]) -> list[str]:
    """The scores for a terminal."""
    kinds = scores["by_kind"]
    first = [kind for kind in (UNCHANGED, SAME) if kind in kinds]
    lines = [f"{'':26}{'claims':>8}{'supported':>11}{'refuted':>9}{'conflicting':>13}"]
    for kind in (*first, *(kind for kind in kinds if kind not in first)):
        lines.append(_line(kind, Counter(kinds[kind])))
    lines.append(_line("changed, all kinds", Counter(scores["changed"])))
    for one in scores["wrongly_supported"]:
        lines += [f"supported, {one['kind']}: {one['claim']}", f"    ({one['was']!r} in the article)"]
    for one in scores["wrongly_refuted"]:
        lines += [f"{one['label'].lower()}, {one['kind']}: {one['claim']}", *(f"    {said}" for said in one["cited"])]
    return lines


def _line(kind: str, counts: Counter[str]) -> str:
    said = [counts[label.value] for label in (Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING)]
    return f"{kind:26}{counts.total():>8}{said[0]:>11}{said[1]:>9}{said[2]:>13}"


def _shares(found: Sequence[JudgedAlteration]) -> dict[str, int]:
    return dict(Counter(one.label.value for one in found))


def _fit(sentence: str) -> bool:
    """Whether a sentence states something by itself, and is one: no list, no caption, no half of a quotation."""
    few, many = _WORDS
    whole = _FIT.fullmatch(sentence) and few <= len(sentence.split()) <= many and not _POINTS.match(sentence)
    paired = sentence.count('"') % 2 == 0 and sentence.count("“") == sentence.count("”")
    told = re.search(r"\d|(?<!^)\b[A-Z][a-z]+", sentence) and re.search(
        r"\b(?:is|was|are|were|ha[sd]|[a-z]+ed|will|said)\b", sentence
    )
    return bool(whole and paired and told)


def _part(article_id: str) -> Part:
    return "measure" if hashlib.sha256(article_id.encode()).digest()[0] % 2 else "develop"
