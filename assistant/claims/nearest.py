"""The sentences that come nearest to a claim, for a reader to judge where no side is taken. Pure.

    score  = words + 0.4 * order + found
    words    share of the claim's words that the sentence holds, by rarity, figures and dates apart (`stance`)
    order    share of the claim's neighbouring words that are neighbours in the sentence, too
    found    its passage's score in the search over the best one's: what is about something else says the same by chance

They are chosen from all passages together, so both may be of one place: a claim rests on one article more often than on
two (on .90 of those of `wice` the first passage is of the right one). The second gets credit for the words that the
first one lacks, and is left out when it stays far behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answers.cite import Quote
from assistant.checks.against import TALKS_OF_IT
from assistant.claims.compared import Compared, compared, compared_as_words, word_pairs
from assistant.language.wording import unquoted_form
from assistant.questions.question_terms import Terms
from assistant.retrieval.copies import source_of
from assistant.types import Evidence

ORDER, FOUND = 0.4, 1.0
ADDS = 0.4
"""What a word of the claim counts that the first sentence lacks, beside its share of the second one's own score."""
BEHIND = 0.3
"""A second sentence is shown that scores at most so much less than the first. The four numbers are from a wide plateau
on `wice`, `covidfact`, `averitec` and `climate-fever`; docs/architecture.md has the figures."""


def nearest(claim: str, evidence: Sequence[Evidence], terms: Terms) -> list[Quote]:
    """At most two sentences, the nearer one first; none when none holds a word of the claim."""
    terms, wanted = compared_as_words(claim, terms), word_pairs(claim)
    best_found = max((item.score for item in evidence), default=0.0) or 1.0

    def score(sentence: Compared) -> float:
        found = evidence[sentence.quote.evidence].score / best_found
        return sentence.here + ORDER * sentence.order(wanted) + FOUND * found

    told = _as_told_now(list(compared(evidence, terms)), evidence)
    ranked = sorted(told, key=lambda sentence: -score(sentence))
    if not ranked:
        return []
    first = ranked[0]

    def beside_first(sentence: Compared) -> float:
        added = sentence.held - first.held
        return score(sentence) + ADDS * sum(terms.weights[word] for word in added) / terms.total

    itself = unquoted_form(first.quote.text)
    others = [sentence for sentence in ranked[1:] if unquoted_form(sentence.quote.text) != itself]
    second = max(others, key=beside_first, default=None)
    if second is None or beside_first(second) < score(first) - BEHIND:
        return [first.quote]
    return [first.quote, second.quote]


def _as_told_now(sentences: Sequence[Compared], evidence: Sequence[Evidence]) -> list[Compared]:
    """Those that say something of the claim, without what an article said before it was changed where it still does."""
    speaking = [sentence for sentence in sentences if sentence.here > 0]
    now = {
        source_of(item)
        for sentence in speaking
        if not (item := evidence[sentence.quote.evidence]).superseded and sentence.here >= TALKS_OF_IT
    }
    return [
        sentence
        for sentence in speaking
        if not (item := evidence[sentence.quote.evidence]).superseded or source_of(item) not in now
    ]
