"""The checks of a model's statement, before anyone sees it as fact: words, place, and meaning where a model reads it.

The verifier compares a statement with all it cites together. That is not enough: of "A was nominated" and "B won", A
and the prize are both there, and "A won" follows from neither. So one place must carry a statement, with every word
but names that it takes from the passage: one sentence, or two that follow each other, neither saying otherwise; of a
statement that says several things, each of them. Where a model grades claims (`StanceModel`), it must find that the
statement follows, too.

Measured on `qags` (sentences that models wrote about news, each with the two sentences of the article nearest to it):
of those that pass the verifier, 52 of 280 supported and 49 of 84 unsupported ones have no such place, so that of what
is shown .87 is supported, not .77. Of 57 sentences of articles in which one name was exchanged for another of the same
passage, 55 pass the verifier and 22 this, of which most had a possessive exchanged ("Britain's Andy Murray"). What is
lost is told in the article's own words instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.answers import compose
from assistant.answers.cite import CitedStatement, Quote
from assistant.checks.contrast import contradictions
from assistant.checks.verify import WHO_SAYS_SO, Verifier, holds
from assistant.claims.stance_model import StanceModel
from assistant.language.conjuncts import parts
from assistant.language.names import names
from assistant.language.when import when_published
from assistant.language.wording import SPEECH_STEMS, content_stems
from assistant.types import Check, Evidence
from corpus import Passage
from corpus.split import sentences

ONE_PLACE = "one place that says it"
"""What the check of the place wants."""
FOLLOWS = "follows from what it cites"
"""What the check of the meaning wants."""
READ_AS_SUPPORT = 0.5
"""From this probability on a model that reads meaning has found that a statement follows: more likely than not."""


def statement_checks(
    cited: CitedStatement, evidence: Sequence[Evidence], verifier: Verifier, reader: StanceModel | None = None
) -> tuple[Check, ...]:
    """What speaks for and against a statement; it may be shown as cited when every check is ok.

    The later checks are made where the earlier ones hold: a `reader` costs time. Raises what it raises (`ModelError`).
    """
    around = [text for quote in cited.quotes for text in _around(quote, evidence)]
    whole = [evidence[quote.evidence].passage.text for quote in cited.quotes]
    checks = verifier.verify(cited.text, [quote.text for quote in cited.quotes], [*whole, *around])
    if holds(checks):
        checks = (*checks, _place_check(cited, evidence, verifier))
    if reader and holds(checks):
        checks = (*checks, _meaning_check(cited, reader))
    return checks


def _place_check(cited: CitedStatement, evidence: Sequence[Evidence], verifier: Verifier) -> Check:
    places = _places(cited.quotes, evidence)
    given = {word for quote in cited.quotes for word in content_stems(evidence[quote.evidence].passage.text)}

    def said(statement: str) -> str:
        named = {part for name in names(statement) for part in content_stems(name)}
        taken = given.intersection(content_stems(statement)) - named - SPEECH_STEMS
        return next((text for text, before, around in places if carries(statement, taken, text, before, around)), "")

    def carries(statement: str, taken: set[str], text: str, before: str, around: Sequence[str]) -> bool:
        if not taken <= set(content_stems(text)):
            return False
        checks = verifier.verify(statement, [text], [before, *around])
        told = [check for check in checks if check.wanted != WHO_SAYS_SO]  # judged of the statement as a whole
        return holds(told) and not contradictions(statement, text, [before] if before else [])

    found = said(cited.text)
    if not found and (pieces := parts(cited.text)):
        found = " … ".join(told) if all(told := [said(piece) for piece in pieces]) else ""
    return Check("wording", ONE_PLACE, found, bool(found))


def _places(quotes: Sequence[Quote], evidence: Sequence[Evidence]) -> list[tuple[str, str, list[str]]]:
    """Each cited sentence and each two that follow each other: (text, the sentence before it, what dates and names it).

    The sentence before tells who "he" is.
    """
    single = [
        (quote.text, _before(quote, evidence[quote.evidence].passage), _around(quote, evidence)) for quote in quotes
    ]
    pairs = []
    for (first, before, around), (second, between, more) in pairwise(single):
        if between and between == first:
            pairs.append((f"{first} {second}", before, [*around, *more]))
    return [*single, *pairs]


def _before(quote: Quote, passage: Passage) -> str:
    """The sentence of the passage that comes before a quote, or ""."""
    earlier = [span for span in sentences(passage.text) if passage.start + span.end <= quote.start]
    return earlier[-1].of(passage.text) if earlier else ""


def _around(quote: Quote, evidence: Sequence[Evidence]) -> list[str]:
    """What stands beside a quote: the headline, the outlet, the day of its article, its own dates made whole."""
    source = evidence[quote.evidence].passage.source
    whole = (date for _, date in compose.citation_of(0, quote, evidence[quote.evidence]).resolved_dates)
    return [source.title or "", source.outlet or "", when_published(source), *whole]


def _meaning_check(cited: CitedStatement, reader: StanceModel) -> Check:
    [grade] = reader.grades(cited.text, [" ".join(quote.text for quote in cited.quotes)])
    ok = grade.supports >= READ_AS_SUPPORT and grade.supports > grade.refutes
    return Check("wording", FOLLOWS, f"{grade.supports:.0%} ({reader.name})", ok)
