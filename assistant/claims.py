"""Claim -> verdict, and draft -> the sentences worth checking. Pure.

A sentence supports a claim when it covers the claim's words and every deterministic check holds (figures with their
units, dates, names, negation). It refutes the claim when it covers them and the only thing against it is a figure, a
date or a negation that the sentence gives differently. Anything else is no evidence either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.attribution import attribution
from assistant.cite import Quote
from assistant.compose import citation_of
from assistant.copies import current_of, source_of
from assistant.expectation import DEADLY, SOLDIERS, Expectation, Kind
from assistant.features import Features, Terms, sentence_features
from assistant.names import name_in, names
from assistant.quantities import numbers
from assistant.types import Check, Citation, Coverage, Evidence, Label, Question, Verdict
from assistant.verify import WHO_SAYS_SO, Verifier
from assistant.when import date_mentions, when_published
from corpus import Source, Span
from corpus.lexical import stems
from corpus.split import sentences

COVERS = 0.6
"""Share of the claim's weighted words that a sentence and its surroundings must hold to speak about it."""
COVERS_HERE = 0.4
"""The same for the sentence alone."""
SUPPORTS_HERE = 0.93
"""What the sentence alone must hold to support the claim: one word that differs may be the one that matters ("leave",
"remain"; "highest", "lowest"), and no word list knows all of those. Better no verdict than a wrong one."""
REFUTES_HERE = 0.65
"""What the sentence alone must hold to refute the claim, besides all of its names."""
AFFIRMS_HERE = 0.7
"""What it must hold when it says what the claim denies: "Ukraine accuses Moscow of sending soldiers" does not refute
"Russia denied sending soldiers"."""
MOST_CITED = 3
_BOUND = r"\b(?:at least|more than|over|as many as|up to|at most|fewer than|less than|almost|nearly) "
_CONTRADICTS = ("number", "date", "negation")
_ANY = Expectation(Kind.OTHER)

_OPINION = re.compile(
    r"\b(?:I|we) (?:think|believe|feel|hope)\b|\b(?:should|must|ought|deserves?|disgrac\w+|beautiful|wonderful|terrible"
    r"|shameful|best|worst|unacceptable)\b",
    re.I,
)
_PREDICTION = re.compile(r"\b(?:will|shall|is going to|are going to|is expected to|are expected to)\b", re.I)
_CHECKABLE = (
    (
        "gives a figure",
        re.compile(r"\d|\b(?:dozens?|hundreds?|thousands?|millions?|half|twice|double|percent)\b", re.I),
    ),
    ("quotes somebody", re.compile(r"[“\"][^”\"]{8,}[”\"]")),
    (
        "says who did what",
        re.compile(
            r"(?<!^)\b[A-Z][a-z]+\b.*\b[a-z]+(?:ed|s)\b|^[A-Z][a-z]+(?: [A-Z][a-z]+)+ [a-z]+"
            r"|^(?!(?:It|He|She|They|We|You|This|That|These|Those|There|What|Who|So|And|But|The|An?|Nobody|Everybody)\b)"
            r"[A-Z][\w-]+ (?:(?:has|have|had) )?[a-z]+(?:ed|s)\b"
        ),
    ),
    ("compares", re.compile(r"\b(?:more|less|fewer|higher|lower|larger|smaller|most|least|first|only|never) ", re.I)),
)


@dataclass(frozen=True, slots=True)
class _Stance:
    label: Label
    quote: Quote
    checks: tuple[Check, ...]
    features: Features
    copies: tuple[Source, ...] = ()
    """Who else carries this, beside the copies that were folded into its passage."""


def judge(
    claim: Question,
    evidence: Sequence[Evidence],
    terms: Terms,
    verifier: Verifier,
    coverage: Coverage,
    shown: tuple[Evidence, ...],
) -> Verdict:
    """The verdict on a claim, from the sentences of the evidence that speak about it."""
    # A figure that differs must not make a sentence look off the subject: figures are compared, not counted as words.
    dated = {stem for mention in date_mentions(claim.text, None) for stem in stems(mention.of(claim.text))}
    # Nor must "fifty" for "forty", or "troops" for "servicemen": what is counted is compared with its figure.
    figures = {stem for number in numbers(claim.text) for stem in stems(number.text)}
    compared = dated | figures | SOLDIERS
    kept = {term for term in terms.weights if term not in compared and not any(c.isdigit() for c in term)}
    terms = Terms({term: weight for term, weight in terms.weights.items() if term in kept})
    stances = sorted(_stances(claim, evidence, terms, verifier), key=lambda s: -s.features.coverage)
    sides = {
        label: _one_a_source([s for s in stances if s.label is label], evidence)
        for label in (Label.SUPPORTED, Label.REFUTED)
    }
    # An article does not stand on both sides: a sentence that says it outweighs one that only says something else.
    agreeing = {stance.quote.article_id for stance in sides[Label.SUPPORTED]}
    sides[Label.REFUTED] = [s for s in sides[Label.REFUTED] if s.quote.article_id not in agreeing]
    supporting = _cited(sides[Label.SUPPORTED], evidence, 1)
    refuting = _cited(sides[Label.REFUTED], evidence, len(supporting) + 1)
    if supporting and refuting:
        label = Label.CONFLICTING
    elif supporting or refuting:
        label = Label.SUPPORTED if supporting else Label.REFUTED
    else:
        label = Label.NOT_ENOUGH_EVIDENCE
    telling = sides[Label.SUPPORTED] + sides[Label.REFUTED]
    strength = max((s.features.coverage for s in telling), default=0.0)
    closest = max((s.features.coverage for s in stances), default=0.0)
    return Verdict(
        claim=claim,
        label=label,
        supporting=supporting,
        refuting=refuting,
        checks=tuple(dict.fromkeys(check for stance in telling for check in stance.checks)),
        confidence=min(1.0, strength) if telling else 1.0 - 0.5 * closest,
        justification=_justification(label, supporting, refuting, telling),
        coverage=coverage,
        evidence=shown,
    )


def review_sentences(text: str) -> Iterator[tuple[Span, bool, str]]:
    """Each sentence of a draft: where it is, whether it can be checked, and why or why not."""
    for span in sentences(text):
        yield span, *checkable(span.of(text))


def checkable(sentence: str) -> tuple[bool, str]:
    """Whether a sentence states something that an archive could confirm or deny, and the reason."""
    if sentence.rstrip('"”’)').endswith("?"):
        return False, "a question"
    has_words = any(c.isalnum() for c in sentence)
    reason = next((reason for reason, pattern in _CHECKABLE if has_words and pattern.search(sentence)), None)
    if _OPINION.search(sentence) and reason != "gives a figure":
        return False, "an opinion"
    if _PREDICTION.search(sentence) and reason != "quotes somebody":
        return False, "about the future"
    return (True, reason) if reason else (False, "states nothing that can be looked up")


def _stances(claim: Question, evidence: Sequence[Evidence], terms: Terms, verifier: Verifier) -> Iterator[_Stance]:
    for index, item in enumerate(evidence):
        passage = item.passage
        around = [passage.text, passage.source.title or "", when_published(passage.source)]
        for span, text, features in sentence_features(item, terms, _ANY):
            if features.coverage < COVERS or features.coverage_here < COVERS_HERE:
                continue
            quote = Quote(passage.article_id, passage.start + span.start, passage.start + span.end, text, index)
            whole = [date for _, date in citation_of(0, quote, item).resolved_dates]
            checks = verifier.verify(claim.text, [text], [*around, *whole])
            failed = [check for check in checks if not check.ok and check.wanted != WHO_SAYS_SO]
            if not failed and features.coverage_here >= SUPPORTS_HERE and _same_order(claim.text, text):
                yield _Stance(Label.SUPPORTED, quote, checks, features)
            elif _contradicts(failed, features) and _same_event(claim.text, text) and not _bounded(failed, text):
                yield _Stance(Label.REFUTED, quote, checks, features)
            else:
                yield _Stance(Label.NOT_ENOUGH_EVIDENCE, quote, checks, features)


def _same_order(claim: str, sentence: str) -> bool:
    """Whether the names of a claim follow each other as in the sentence: who did it to whom is told by their order."""
    places = [sentence.find(name.split()[-1]) for name in names(claim)]
    found = [place for place in places if place >= 0]
    return found == sorted(found)


def _bounded(failed: Sequence[Check], sentence: str) -> bool:
    """Whether a figure that differs is only a bound in the sentence: "at least 205" does not refute 301."""
    figures = [check.found for check in failed if check.kind == "number"]
    return any(re.search(_BOUND + re.escape(figure), sentence, re.IGNORECASE) for figure in figures)


def _contradicts(failed: Sequence[Check], features: Features) -> bool:
    """Whether all that is against the claim is something that the sentence gives otherwise, about the same thing."""
    if not failed or not all(check.kind in _CONTRADICTS and check.found for check in failed):
        return False
    affirms = any(check.kind == "negation" and check.wanted == "denied" for check in failed)
    return features.coverage_here >= (AFFIRMS_HERE if affirms else REFUTES_HERE)


def _same_event(claim: str, sentence: str) -> bool:
    """Whether every name of the claim stands in the sentence, and deaths are set against deaths.

    "263 died near Zonguldak" says nothing of Soma, and "787 were in the mine at Soma" nothing of how many died.
    """
    if DEADLY.search(claim) and not DEADLY.search(sentence):
        return False
    return all(name_in(name, sentence) for name in names(claim))


def _one_a_source(stances: Sequence[_Stance], evidence: Sequence[Evidence]) -> list[_Stance]:
    """The best sentence of each source, and with it whoever else carries it.

    A source counts once however often it repeats itself or is copied. What a page says now goes before what an
    earlier version of it said.
    """
    by_source: dict[str, list[_Stance]] = {}
    for stance in stances:
        by_source.setdefault(source_of(evidence[stance.quote.evidence]), []).append(stance)
    chosen = []
    for same in list(by_source.values())[:MOST_CITED]:
        best = next((s for s in same if not evidence[s.quote.evidence].superseded), same[0])
        # Versions of the article that speaks are nobody else.
        itself = current_of(evidence[best.quote.evidence])
        others = {s.quote.article_id: evidence[s.quote.evidence] for s in same}
        copies = tuple(o.passage.source for o in others.values() if current_of(o) != itself)
        chosen.append(replace(best, copies=copies))
    return chosen


def _cited(stances: Sequence[_Stance], evidence: Sequence[Evidence], first: int) -> tuple[Citation, ...]:
    cited = []
    for number, stance in enumerate(stances, first):
        citation = citation_of(number, stance.quote, evidence[stance.quote.evidence])
        cited.append(replace(citation, copies=tuple(dict.fromkeys((*citation.copies, *stance.copies)))))
    return tuple(cited)


def _justification(
    label: Label, supporting: Sequence[Citation], refuting: Sequence[Citation], telling: Sequence[_Stance]
) -> str:
    if label is Label.NOT_ENOUGH_EVIDENCE:
        return "No sentence found in the archive both speaks about this and settles it."
    lines = [f"Supported by {attribution(c.source)}: “{c.quote}” [{c.number}]" for c in supporting]
    for citation, stance in zip(refuting, [s for s in telling if s.label is Label.REFUTED], strict=True):
        against = "; ".join(
            f"{check.wanted} in the claim, {check.found} in the archive"
            for check in stance.checks
            if not check.ok and check.found and check.wanted != WHO_SAYS_SO
        )
        lines.append(f"Against it, {attribution(citation.source)}: “{citation.quote}” [{citation.number}] ({against})")
    return "\n".join(lines)
