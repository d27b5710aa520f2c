"""What only the headline tells of an answer is said in it by a sentence. Pure.

Under "Jodie Comer wins best actress" the first sentence speaks of the ceremony, under "Cornwall launch ends in failure"
of "the rocket". A headline is seldom part of an article's text, so it cannot be quoted; but somewhere the text says the
same, in a sentence that holds few of the question's words. Who reads the quotes should not need the headline to know
who, where or what they speak of.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.quote import MOST_QUOTED, Candidate
from assistant.types import Evidence, Question
from corpus.bases import content_bases

STILL_ABOUT_IT = 0.1
"""A sentence may say what the headline tells when its score is at least this share of the best one's. Offline, of the
223 answerable questions of `realtimeqa` gold is in the answer of .780 without such a sentence and of .821 / .816 / .812
with .02 / .1 / .2; without the questions' days of .776 and .785 / .789 / .780."""


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
    source = evidence[best.index].passage.source
    left_out = content_bases(source.title or "").difference(
        content_bases(source.outlet or ""),
        content_bases(question.standalone),
        *(content_bases(candidate.text) for candidate in chosen),
    )
    article = evidence[best.index].passage.article_id
    telling = [
        (len(told), candidate)
        for candidate in ranked
        if candidate.score >= STILL_ABOUT_IT * best.score
        and evidence[candidate.index].passage.article_id == article
        and (told := left_out & content_bases(candidate.text))
    ]
    if not telling:
        return list(chosen)
    _, teller = max(telling, key=lambda one: one[0])
    return [*chosen[: MOST_QUOTED - 1], teller]
