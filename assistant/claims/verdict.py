"""Readings of a claim -> its verdict, with both sides cited and what matched and what did not. Pure.

    a source supports   when nothing speaks against it and its probability reaches `supported_from`
    a source refutes    when it says something nameable otherwise and its probability reaches `refuted_from`
    both                CONFLICTING, unless one side is an article's earlier version or hardly about the claim
    neither             NOT_ENOUGH_EVIDENCE, with the sentences that come nearest (`nearest`)

Copies of one report and versions of one article are one source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answers.compose import citation_of
from assistant.checks.differences import difference, differences
from assistant.checks.same_subject import stranger
from assistant.checks.verify import Verifier
from assistant.claims.compared import TextOf
from assistant.claims.judgement import Label, Verdict
from assistant.claims.nearest import nearest
from assistant.claims.pasted_report import of_the_report
from assistant.claims.stance import Reading, readings
from assistant.claims.stance_model import Grade, StanceModel
from assistant.claims.stance_weights import StanceWeights
from assistant.language.attribution import attribution
from assistant.questions.question_terms import Terms
from assistant.types import Check, Citation, Coverage, Evidence, Question

MOST_CITED = 3
"""Sources cited on each side."""
CLOSE_TO_IT = 0.5
"""How much nearness to a claim takes from the certainty that nothing settles it, at most."""
CONTRADICTED = 0.8
"""How sure a model must be of a contradiction that no check names."""
_CONTESTS = {"number", "date", "negation"}
ONE_TIME_DAYS = 21
"""So far apart two reports may be for a figure of one to contest that of the other: later, a toll or a vote is another
one."""
COMES_NEAR = 0.7
"""Share of the claim that a sentence must hold for what it says otherwise to be told where nothing settles it."""
BESIDE_THE_POINT = 0.8
"""A side is left out whose best source covers less than this share of what the other side's best one covers."""


@dataclass(frozen=True, slots=True)
class _Side:
    label: Label
    reading: Reading
    probability: float


def judge(
    claim: Question,
    evidence: Sequence[Evidence],
    terms: Terms,
    verifier: Verifier,
    coverage: Coverage,
    shown: tuple[Evidence, ...],
    weights: StanceWeights | None = None,
    model: StanceModel | None = None,
    text_of: TextOf | None = None,
) -> Verdict:
    """The verdict on a claim, from the sources found for it.

    With `model`, its grades take the place of the fitted probabilities; `text_of` gives an article's text. Raises what
    the model raises.
    """
    weights = weights or StanceWeights.load()
    read = readings(claim.text, evidence, terms, verifier, text_of)
    if claim.filed or claim.told_by:
        read = [of_the_report(one, claim, evidence[one.quotes[0].evidence].passage.source) for one in read]
    if claim.goes_on:
        read = [_of_the_draft(one, claim.goes_on) for one in read]
    supports = [(weights.supports(one), one) for one in read]
    refutes = [(weights.refutes(one), one) for one in read]
    if model:
        grades = model.grades(claim.text, [" ".join(quote.text for quote in one.quotes) for one in read])
        read = [_graded(one, grade, model.name) for one, grade in zip(read, grades, strict=True)]
        supports = [(grade.supports if one.carries else 0.0, one) for one, grade in zip(read, grades, strict=True)]
        refutes = [
            (max(p, grade.refutes if one.against else 0.0), one)
            for (p, _), one, grade in zip(refutes, read, grades, strict=True)
        ]
    supporting = [_Side(Label.SUPPORTED, one, p) for p, one in supports if one.carries and p >= weights.supported_from]
    refuting = [_Side(Label.REFUTED, one, p) for p, one in refutes if one.against and p >= weights.refuted_from]
    if any(one.nearly and weights.supported.probability(one.features) >= weights.supported_from for one in read):
        refuting = []  # where a source says all of it but a word, what another one says otherwise is hardly of the same
    supporting, refuting = _weighed(supporting, refuting, evidence)
    sides = [*supporting, *refuting]
    cited_for = _cited([one.reading for one in supporting], evidence, 1)
    cited_against = _cited([one.reading for one in refuting], evidence, 1 + len(_flat(cited_for)))
    likely, unlikely = (max((p for p, _ in side), default=0.0) for side in (supports, refutes))
    if supporting and refuting:
        label, confidence = Label.CONFLICTING, min(max(s.probability for s in side) for side in (supporting, refuting))
    elif sides:
        label, confidence = sides[0].label, max(side.probability for side in sides)
    else:
        closest = max((one.features.passage for one in read), default=0.0)
        label, confidence = Label.NOT_ENOUGH_EVIDENCE, 1.0 - max(likely, unlikely, CLOSE_TO_IT * closest)
    near = [] if sides else nearest(claim.text, evidence, terms)
    about_shown = [one for one in read if one.quotes[0] in near][:1]
    told = [side.reading for side in sides] or about_shown or read[:1]
    return Verdict(
        claim=claim,
        label=label,
        supporting=_flat(cited_for),
        refuting=_flat(cited_against),
        checks=tuple(dict.fromkeys(check for reading in told for check in reading.checks)),
        confidence=confidence,
        justification=_justification(sides, (*cited_for, *cited_against), told),
        coverage=coverage,
        evidence=shown,
        closest=tuple(citation_of(n, quote, evidence[quote.evidence]) for n, quote in enumerate(near, 1)),
        probabilities={"supported": likely, "refuted": unlikely},
        signals=_signals(read),
    )


def _graded(reading: Reading, grade: Grade, name: str) -> Reading:
    """A contradiction that only the model sees is named as the model's."""
    if reading.against or grade.refutes < CONTRADICTED:
        return reading
    check = Check("wording", "follows from the source", f"contradicted by it, as {name} reads it", False)
    return replace(reading, against=(check,), checks=(*reading.checks, check), carries=False)


def _of_the_draft(reading: Reading, goes_on: Sequence[str]) -> Reading:
    """The reading; without support where it tells of somebody whom the draft has not named."""
    who = stranger(reading.whole, goes_on)
    check = Check("name", "somebody or something named before", who, False)
    return replace(reading, checks=(*reading.checks, check), carries=False) if who else reading


def withheld(verdict: Verdict, why: str) -> Verdict:
    """No verdict, because what was to be checked is `why`: the sentences found are shown for what they are."""
    return replace(
        verdict,
        label=Label.NOT_ENOUGH_EVIDENCE,
        supporting=(),
        refuting=(),
        closest=verdict.closest or (*verdict.supporting, *verdict.refuting),
        checks=(),
        confidence=1.0,
        probabilities={"supported": 0.0, "refuted": 0.0},
        justification=f"This is {why}: a verdict is given on a statement of fact.",
    )


def _weighed(
    supporting: list[_Side], refuting: list[_Side], evidence: Sequence[Evidence]
) -> tuple[list[_Side], list[_Side]]:
    """Both sides, best first, without a side that the other one outweighs."""
    sides = [sorted(side, key=lambda one: -one.probability)[:MOST_CITED] for side in (supporting, refuting)]
    if all(sides):
        current = [[one for one in side if not evidence[one.reading.quotes[0].evidence].superseded] for side in sides]
        if any(current):
            sides = current  # what was corrected since does not contest its correction
    if any(one.reading.verbatim for one in sides[0]):
        # What is said word for word is contested by another figure, day or denial, hardly by who does something alike.
        sides[1] = [one for one in sides[1] if _contests(one, sides[0], evidence)]
    if all(sides):
        covered = [max(one.reading.features.pair for one in side) for side in sides]
        sides = [
            side if own >= BESIDE_THE_POINT * max(covered) else [] for side, own in zip(sides, covered, strict=True)
        ]
    return sides[0], sides[1]


def _contests(rival: _Side, said: Sequence[_Side], evidence: Sequence[Evidence]) -> bool:
    """Whether another source contests what one says word for word: by another figure, day or denial of the same event.

    Two figures or days that differ ("94th ... March 27" for "95th ... March 12") are of two events, and of what was
    reported weeks before or after the figures have changed.
    """
    kinds = [check.kind for check in rival.reading.against]
    if not _CONTESTS & set(kinds) or sum(kind in ("number", "date") for kind in kinds) > 1:
        return False
    own, others = _published(rival, evidence), [_published(one, evidence) for one in said if one.reading.verbatim]
    return "number" not in kinds or any(
        not own or not other or abs((own - other).days) <= ONE_TIME_DAYS for other in others
    )


def _published(side: _Side, evidence: Sequence[Evidence]) -> date | None:
    return evidence[side.reading.quotes[0].evidence].passage.source.published


def _cited(read: Sequence[Reading], evidence: Sequence[Evidence], first: int) -> list[tuple[Citation, ...]]:
    """The citations of each reading, numbered on from `first`."""
    cited = []
    for reading in read:
        found = [citation_of(n, quote, evidence[quote.evidence]) for n, quote in enumerate(reading.quotes, first)]
        copies = tuple(dict.fromkeys((*found[0].copies, *reading.copies)))
        cited.append((replace(found[0], copies=copies), *found[1:]))
        first += len(reading.quotes)
    return cited


def _flat(cited: Sequence[tuple[Citation, ...]]) -> tuple[Citation, ...]:
    return tuple(citation for group in cited for citation in group)


def _signals(read: Sequence[Reading]) -> dict[str, float]:
    """What the best source was judged by, for `calibrate`."""
    if not read:
        return {}
    best = max([*read[:1], *(one for one in read if one.against)], key=lambda one: bool(one.against))
    return {**best.features._asdict(), "carries": float(best.carries), "contradicts": float(bool(best.against))}


def _justification(sides: Sequence[_Side], cited: Sequence[tuple[Citation, ...]], told: Sequence[Reading] = ()) -> str:
    """A line for each source, every one with the sentences it rests on; without a side, what differs in `told`, which
    comes near."""
    if not sides:
        near = [reading for reading in told if reading.features.here >= COMES_NEAR]
        differs = dict.fromkeys(one for reading in near for one in differences(reading.checks))
        where = f" What comes nearest differs: {'; '.join(differs)}." if differs else ""
        return f"No sentence found in the archive both speaks about this and settles it.{where}"
    return "\n".join(_line(side, citations) for side, citations in zip(sides, cited, strict=True))


def _line(side: _Side, citations: Sequence[Citation]) -> str:
    words = " ".join(f"“{citation.quote}” [{citation.number}]" for citation in citations)
    who = attribution(citations[0].source)
    if side.label is Label.SUPPORTED:
        return f"Supported by {who}: {words}"
    return f"Against it, {who}: {words} ({'; '.join(difference(check) for check in side.reading.against)})"
