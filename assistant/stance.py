"""How the sentences found for a claim read against it: what they cover, what fails, what they say otherwise. Pure.

A source is read by its best sentence, with a second one of the same article where that adds something: a claim is often
carried by two sentences together ("Dobida led the cup" and "he left in 2018"). What a reading is worth is decided in
`assistant.stance_weights`; what it contradicts is named here, or it contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.against import TALKS_OF_IT, Said, bases, says_how_much, share_of, speaks_against
from assistant.assertion import asserts
from assistant.attribution import speaker
from assistant.cite import Quote
from assistant.compose import citation_of
from assistant.contrast import contradictions
from assistant.copies import current_of, source_of
from assistant.dates import dates
from assistant.expectation import SOLDIERS
from assistant.features import Terms, quotable_sentences
from assistant.names import name_in, names
from assistant.quantities import numbers
from assistant.substitution import substituted
from assistant.types import Check, Evidence
from assistant.verify import Verifier
from assistant.when import date_mentions, when_published
from assistant.wording import content_stems, unquoted_form
from corpus import Source
from corpus.split import sentences
from corpus.stemming import stems

SOURCES_READ = 4
"""Sources whose best sentences are compared with a claim: further ones cover less of it."""
ORDERED = 4
"""Sentences of a source that cover most, of which the order of words is looked at."""
ORDER_COUNTS = 0.3
"""What the order of its words counts beside their coverage when a source's best sentence is chosen."""
HOLDS_MOST = 0.7
"""Share of the claim that the best sentence must hold for itself: two that hold half each may be about two things ("62
percent voted to remain", "our independence day")."""
SECOND_ADDS = 0.08
"""Share of the claim that a second sentence must add to be cited with the first."""


class StanceFeatures(NamedTuple):
    """What a source says of a claim, each in [0, 1]. Words are weighted by their rarity in the archive."""

    here: float
    """Share of the claim's words in the best sentence."""
    pair: float
    """The same with the second sentence."""
    passage: float
    """The same in the best sentence's whole passage and its headline."""
    order: float
    """Share of the claim's neighbouring words that are neighbours in the sentences, too."""
    rarest: float
    """1 when no word is missing in the two sentences, 0 when the claim's rarest one is."""
    names: float
    """Share of the claim's names in the two sentences; 1 when it has none."""
    brief: float
    """How little else the best sentence says: 1 for nothing, 0 for forty other words or more."""
    ahead: float
    """By how much it covers more than the best sentence of any other source."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One source against a claim."""

    source: str
    """Equal for evidence of one source."""
    quotes: tuple[Quote, ...]
    """One sentence or two, the better one first."""
    features: StanceFeatures
    checks: tuple[Check, ...]
    copies: tuple[Source, ...]
    """Who else carries the best sentence, beside the copies that were folded into its passage."""
    against: tuple[Check, ...]
    """What it says otherwise than the claim, about the same event. Empty when it contradicts nothing."""
    carries: bool
    """Whether nothing speaks against its supporting the claim: all figures, dates, names and denials agree."""
    verbatim: bool = False
    """Whether it is the claim itself, word for word."""


REPORTED_WITHIN_DAYS = 31
"""What a report tells without a date happened at most so long before it was published."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A sentence beside a claim."""

    quote: Quote
    held: frozenset[str]
    """The claim's words that it holds."""
    here: float
    """Their share of the claim, by rarity."""

    def pairs(self, wanted: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        return wanted & word_pairs(self.quote.text, apart=True)

    def order(self, wanted: frozenset[tuple[str, str]]) -> float:
        """Share of a claim's neighbouring words that are neighbours here, too; of its words, where it has no two."""
        return len(self.pairs(wanted)) / len(wanted) if wanted else self.here

    def rank(self, wanted: frozenset[tuple[str, str]]) -> float:
        return self.here + ORDER_COUNTS * self.order(wanted)


def readings(claim: str, evidence: Sequence[Evidence], terms: Terms, verifier: Verifier) -> list[Reading]:
    """The best sources for a claim, best first, at most `SOURCES_READ`."""
    terms = compared_as_words(claim, terms)
    wanted = word_pairs(claim)
    by_source: dict[str, list[Compared]] = {}
    for sentence in compared(evidence, terms):
        by_source.setdefault(source_of(evidence[sentence.quote.evidence]), []).append(sentence)
    best = {source: _best(found, wanted, evidence) for source, found in by_source.items() if found}
    order = sorted(best, key=lambda source: -best[source].rank(wanted))[: SOURCES_READ + 1]
    read = []
    for source in order[:SOURCES_READ]:
        others = [best[other].here for other in order if other != source]
        read.append(_read(claim, source, best[source], by_source[source], others, evidence, terms, verifier))
    return read


def _best(found: Sequence[Compared], wanted: frozenset[tuple[str, str]], evidence: Sequence[Evidence]) -> Compared:
    """What a page says now goes before what an earlier version of it said, where it speaks of the claim at all."""
    now = [s for s in found if not evidence[s.quote.evidence].superseded and s.here >= TALKS_OF_IT]
    found = now or found
    first = sorted(found, key=lambda sentence: -sentence.here)[:ORDERED]
    return max(first, key=lambda sentence: sentence.rank(wanted))


def compared_as_words(claim: str, terms: Terms) -> Terms:
    """The claim's words without what is compared as a figure or a date, or counted.

    A figure that differs must not make a sentence look off the subject, nor "fifty" for "forty", nor "troops" for
    "servicemen": what is counted is compared with its figure.
    """
    dated = {term for mention in date_mentions(claim, None) for term in stems(mention.of(claim))}
    figures = {term for number in numbers(claim) for term in stems(number.text)}
    compared = dated | figures | SOLDIERS
    kept = {
        term: weight
        for term, weight in terms.weights.items()
        if term not in compared and not any(c.isdigit() for c in term)
    }
    return Terms(kept)


def compared(evidence: Sequence[Evidence], terms: Terms) -> Iterator[Compared]:
    """Every sentence of the evidence that may be quoted, with what it holds of `terms`."""
    for index, item in enumerate(evidence):
        for span, text, stems_of_it in quotable_sentences(item.passage):
            start = item.passage.start + span.start
            held = frozenset(terms.weights.keys() & stems_of_it)
            quote = Quote(item.passage.article_id, start, start + len(text), text, index)
            yield Compared(quote=quote, held=held, here=share_of(held, terms))


def _read(
    claim: str,
    source: str,
    best: Compared,
    all_of_it: Sequence[Compared],
    others: Sequence[float],
    evidence: Sequence[Evidence],
    terms: Terms,
    verifier: Verifier,
) -> Reading:
    verbatim = unquoted_form(best.quote.text) == unquoted_form(claim)
    second = None if verbatim else _second(best, all_of_it, terms)
    cited = (best, second) if second else (best,)
    held = frozenset().union(*(sentence.held for sentence in cited))
    item = evidence[best.quote.evidence]
    texts = [sentence.quote.text for sentence in sorted(cited, key=lambda s: (s.quote.evidence, s.quote.start))]
    around = [item.passage.text, item.passage.source.title or "", when_published(item.passage.source)]
    whole = [
        date for one in cited for _, date in citation_of(0, one.quote, evidence[one.quote.evidence]).resolved_dates
    ]
    checks = verifier.verify(claim, texts, [*around, *whole])
    against: list[Check] = []
    contrasts: list[Check] = []
    for sentence in cited:
        said = Said(
            sentence.quote.text,
            held if sentence is second else best.held,
            _before(sentence, evidence),
            item.passage.source.title or "",
        )
        if verbatim or share_of(sentence.held, terms) < TALKS_OF_IT or against:
            continue
        alone = verifier.verify(claim, [said.text], [*around, *whole]) if second else checks
        differs = contradictions(claim, said.text, said.before)
        contrasts += differs
        against = speaks_against(claim, said, alone, differs, terms)
    passage = bases(item.passage.text) | bases(item.passage.source.title or "")
    wanted, named = word_pairs(claim), names(claim)
    pairs = frozenset().union(*(one.pairs(wanted) for one in cited))
    words = len(set(content_stems(best.quote.text)))
    missing = [weight for term, weight in terms.weights.items() if term not in held]
    heaviest = max(terms.weights.values(), default=1.0)
    both = "\n".join(texts)
    features = StanceFeatures(
        here=best.here,
        pair=share_of(held, terms),
        passage=share_of(passage, terms),
        order=len(pairs) / len(wanted) if wanted else best.here,
        rarest=1.0 - max(missing, default=0.0) / heaviest,
        names=sum(bool(name_in(name, both)) for name in named) / len(named) if named else 1.0,
        brief=1.0 - min(40, max(0, words - len(best.held))) / 40,
        ahead=max(0.0, best.here - max(others, default=0.0)),
    )
    published = item.passage.source.published
    vetoes = [c for c in checks if not c.ok and not says_how_much(c) and not _left_open(c, published)]
    carries = best.here >= HOLDS_MOST and not vetoes and not contrasts and _same_order(claim, both)
    doubts = _doubts(claim, best.quote.text, verifier) if carries and not verbatim else []
    return Reading(
        source=source,
        quotes=tuple(sentence.quote for sentence in cited),
        features=features,
        copies=_carried_by(best, all_of_it, evidence),
        checks=tuple(dict.fromkeys((*checks, *against, *doubts))),
        against=tuple(against),
        carries=verbatim or (carries and not doubts),
        verbatim=verbatim,
    )


def _doubts(claim: str, said: str, verifier: Verifier) -> list[Check]:
    """What keeps a sentence from supporting a claim although nothing in it differs, and refutes nothing.

    It only asks or finds no evidence; it denies by itself what it does not beside the second sentence; or it has
    another word where the claim's should be.
    """
    doubts = [check for check in verifier.verify(claim, [said], ()) if check.kind == "negation" and not check.ok]
    if asserts(claim) and not asserts(said):
        doubts.append(Check("wording", "stated as a fact", "only asked, or not shown", False))
    changed = substituted(claim, said)
    return [*doubts, changed] if changed else doubts


def _carried_by(best: Compared, all_of_it: Sequence[Compared], evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """The other articles of the same source that hold as much of the claim; versions of an article are nobody else."""
    itself = current_of(evidence[best.quote.evidence])
    same = [evidence[s.quote.evidence] for s in all_of_it if s.held >= best.held]
    return tuple(dict.fromkeys(item.passage.source for item in same if current_of(item) != itself))


def _before(sentence: Compared, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The sentences of its passage that come before a sentence."""
    passage = evidence[sentence.quote.evidence].passage
    start = sentence.quote.start - passage.start
    return tuple(span.of(passage.text) for span in sentences(passage.text) if span.end <= start)


def _left_open(check: Check, published: date | None) -> bool:
    """Whether a sentence may be of the month or the year that the claim names, although it does not say so.

    News is of the weeks before it is published. A day, of the month or the week, the sentence must give itself.
    """
    if check.kind != "date" or check.found:
        return False
    wanted = dates(check.wanted)
    if any(written.day or written.weekday for written in wanted):
        return False
    if published is None:
        return True
    reported = (published - timedelta(days=REPORTED_WITHIN_DAYS), published)
    return all(
        any(written.year in (None, day.year) and written.month in (None, day.month) for day in reported)
        for written in wanted
    )


def _second(best: Compared, all_of_it: Sequence[Compared], terms: Terms) -> Compared | None:
    """The sentence that adds most to the best one, when it adds enough."""
    rest = [sentence for sentence in all_of_it if sentence is not best]
    if not rest:
        return None
    second = max(rest, key=lambda sentence: share_of(sentence.held - best.held, terms))
    return second if share_of(second.held - best.held, terms) >= SECOND_ADDS else None


def _same_order(claim: str, said: str) -> bool:
    """Whether the names of a claim follow each other as in the sentences: who did it to whom is told by their order.

    Who says so may stand first or last.
    """
    says = speaker(claim) or ""
    places = [said.find(name.split()[-1]) for name in names(claim) if name not in says]
    found = [place for place in places if place >= 0]
    return found == sorted(found)


@lru_cache(maxsize=4_000)
def word_pairs(text: str, apart: bool = False) -> frozenset[tuple[str, str]]:
    """Neighbouring content words in order; with `apart`, also those with one other between them."""
    words = content_stems(text)
    pairs = set(pairwise(words))
    return frozenset(pairs | set(zip(words, words[2:], strict=False)) if apart else pairs)
