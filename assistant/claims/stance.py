"""How the sentences found for a claim read against it: what they cover, what fails, what they say otherwise. Pure.

A source is read by its best sentence, with a second one of the same article where that adds something: a claim is often
carried by two sentences together ("Dobida led the cup" and "he left in 2018"). What a reading is worth is decided in
`assistant.claims.stance_weights`; what it contradicts is named here, or it contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.answers.cite import Quote
from assistant.answers.compose import citation_of
from assistant.checks.against import TALKS_OF_IT, Said, bases, says_how_much, share_of, speaks_against
from assistant.checks.contrast import contradictions
from assistant.checks.doubts import doubts, left_open, more_or_less, scattered
from assistant.checks.same_order import same_order
from assistant.checks.verify import Verifier
from assistant.checks.who_denies import who_denies
from assistant.claims.compared import Compared, TextOf, before_passage, compared, compared_as_words, read_as, word_pairs
from assistant.claims.dated import dating, gives
from assistant.language.dates import dates
from assistant.language.names import name_in, names
from assistant.language.pronouns import meant
from assistant.language.when import when_published
from assistant.language.wording import content_stems, unquoted_form
from assistant.questions.question_terms import Terms
from assistant.retrieval.copies import current_of, source_of
from assistant.types import Check, Evidence
from corpus import Source
from corpus.split import sentences

SOURCES_READ = 4
"""Sources whose best sentences are compared with a claim: further ones cover less of it."""
ORDERED = 4
"""Sentences of a source that cover most, of which the order of words is looked at."""
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
    whole: str = ""
    """Its best sentence, with what is meant by the "it" or "the bank" that it begins with where that is told before."""
    nearly: bool = False
    """Whether it would support the claim, but that this says a word more, or leaves out one that matters."""


def readings(
    claim: str, evidence: Sequence[Evidence], terms: Terms, verifier: Verifier, text_of: TextOf | None = None
) -> list[Reading]:
    """The best sources for a claim, best first, at most `SOURCES_READ`.

    `text_of` gives an article's text: who "he" is at the beginning of a passage stands before it.
    """
    terms = compared_as_words(claim, terms)
    wanted = word_pairs(claim)
    by_source: dict[str, list[Compared]] = {}
    for sentence in compared(evidence, terms, text_of):
        by_source.setdefault(source_of(evidence[sentence.quote.evidence]), []).append(sentence)
    best = {source: _best(found, wanted, evidence) for source, found in by_source.items() if found}
    order = sorted(best, key=lambda source: -best[source].rank(wanted))[: SOURCES_READ + 1]
    read = []
    for source in order[:SOURCES_READ]:
        others = [best[other].here for other in order if other != source]
        read.append(_read(claim, source, best[source], by_source[source], others, evidence, terms, verifier, text_of))
    return read


def _best(found: Sequence[Compared], wanted: frozenset[tuple[str, str]], evidence: Sequence[Evidence]) -> Compared:
    """What a page says now goes before what an earlier version of it said, where it speaks of the claim at all."""
    now = [s for s in found if not evidence[s.quote.evidence].superseded and s.here >= TALKS_OF_IT]
    found = now or found
    first = sorted(found, key=lambda sentence: -sentence.here)[:ORDERED]
    return max(first, key=lambda sentence: sentence.rank(wanted))


def _read(
    claim: str,
    source: str,
    best: Compared,
    all_of_it: Sequence[Compared],
    others: Sequence[float],
    evidence: Sequence[Evidence],
    terms: Terms,
    verifier: Verifier,
    text_of: TextOf | None,
) -> Reading:
    verbatim = unquoted_form(best.quote.text) == unquoted_form(claim)
    second = None if verbatim else _second(best, all_of_it, terms) or dating(claim, best, all_of_it, evidence)
    cited = (best, second) if second else (best,)
    held = frozenset().union(*(sentence.held for sentence in cited))
    item = evidence[best.quote.evidence]
    in_order = sorted(cited, key=lambda s: (s.quote.evidence, s.quote.start))
    ahead = {one: _ahead(one, evidence, text_of) for one in cited}
    full = {one: read_as(claim, one.quote.text, ahead[one]) for one in cited}
    texts = [full[sentence] for sentence in in_order]
    around = [item.passage.text, item.passage.source.title or "", when_published(item.passage.source)]
    whole = [
        date for one in cited for _, date in citation_of(0, one.quote, evidence[one.quote.evidence]).resolved_dates
    ]
    checks = verifier.verify(claim, texts, [*around, *whole])
    against: list[Check] = []
    contrasts: list[Check] = []
    for sentence in cited:
        said = Said(
            full[sentence],
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
    vetoes = [c for c in checks if not c.ok and not says_how_much(c) and not left_open(c, published, whole)]
    carries = best.here >= HOLDS_MOST and not vetoes and not contrasts and same_order(claim, both)
    earlier, best_text = ahead[best], full[best]
    if other := who_denies(claim, best_text, earlier):
        carries = False
        checks = (*(check for check in checks if check.ok or check.kind != "negation"), other)
    sure = carries and not verbatim
    in_doubt = doubts(claim, best_text, earlier, verifier) if sure else []
    for day in [day for day in dates(claim) if day.day and not gives(cited, [day], evidence)] if sure else ():
        # It was published then, or something else was: a day must be said of it.
        checks = tuple(check for check in checks if check.wanted != day.text)
        in_doubt.append(Check("date", day.text, "", False))
    beside = " ".join((*meant(best.quote.text, earlier), second.quote.text if second else ""))
    more = more_or_less(claim, best_text, beside, item) if sure and not in_doubt else []
    if sure and not more and scattered(claim, best_text, features.order):
        more.append(Check("wording", "said in one", "its words stand apart from each other", False))
    return Reading(
        source=source,
        quotes=tuple(sentence.quote for sentence in cited),
        features=features,
        copies=_carried_by(best, all_of_it, evidence),
        checks=tuple(dict.fromkeys((*checks, *against, *in_doubt, *more))),
        against=tuple(against),
        carries=verbatim or (carries and not in_doubt and not more),
        verbatim=verbatim,
        whole=best_text,
        nearly=bool(more),
    )


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


def _ahead(sentence: Compared, evidence: Sequence[Evidence], text_of: TextOf | None) -> list[str]:
    """The same with those of its article before the passage, where it begins with what they tell."""
    passage = evidence[sentence.quote.evidence].passage
    return [*before_passage(sentence.quote.text, passage, text_of), *_before(sentence, evidence)]


def _second(best: Compared, all_of_it: Sequence[Compared], terms: Terms) -> Compared | None:
    """The sentence that adds most to the best one, when it adds enough."""
    rest = [sentence for sentence in all_of_it if sentence is not best]
    if not rest:
        return None
    second = max(rest, key=lambda sentence: share_of(sentence.held - best.held, terms))
    return second if share_of(second.held - best.held, terms) >= SECOND_ADDS else None
