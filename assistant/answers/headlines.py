"""What only the headline tells of an answer is said in it by a sentence. Pure.

Under "Jodie Comer wins best actress" the first sentence speaks of the ceremony, under "Cornwall launch ends in failure"
of "the rocket". A headline is seldom part of an article's text, so it cannot be quoted; but somewhere the text says the
same, in a sentence that holds few of the question's words. Who reads the quotes should not need the headline to know
who, where or what they speak of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answers.quote import MOST_QUOTED, Candidate
from assistant.types import Evidence, Question
from corpus.bases import content_bases

STILL_ABOUT_IT = 0.1
"""A sentence may say what the headline tells when its score is at least this share of the best one's. Offline, of
the 223 answerable questions of `realtimeqa` gold is in the answer of .794 without such a sentence and of .830 / .825
with .1 / .15; without the questions' days of .789 and .803 / .794."""
COMES_BACK = 2
"""Sentences of the article, as far as it was found, that must say a word of the headline: what an article is about
comes back, what only hints at it ("timed", "our readers") does not. Gold as above in .830 / .825 / .821 with 1 / 2 / 3,
but another sentence in 80 / 63 / 49 of 373 answers; of `clapnq`, where none is needed, in 9 / 2 / 0 of 298."""


def with_what_the_headline_tells(
    chosen: Sequence[Candidate], ranked: Sequence[Candidate], evidence: Sequence[Evidence], question: Question
) -> list[Candidate]:
    """The chosen sentences, with one more of the best one's article where they leave out what its headline tells.

    It says the most of those words of the headline that stand neither in the question nor in any chosen sentence, and
    takes the last place when all are taken.
    """
    if not chosen:
        return []
    best = chosen[0]
    passage = evidence[best.index].passage
    left_out = content_bases(passage.source.title or "").difference(
        content_bases(passage.source.outlet or ""),
        content_bases(question.standalone),
        *(content_bases(candidate.text) for candidate in chosen),
    )
    told = [
        (candidate, left_out & content_bases(candidate.text))
        for candidate in ranked
        if left_out and evidence[candidate.index].passage.article_id == passage.article_id
    ]
    said = Counter(word for _, words in told for word in words)
    telling = [
        (sum(said[word] >= COMES_BACK for word in words), candidate)
        for candidate, words in told
        if candidate.score >= STILL_ABOUT_IT * best.score
    ]
    most, teller = max(telling, key=lambda one: one[0], default=(0, best))
    return [*chosen[: MOST_QUOTED - 1], teller] if most else list(chosen)
