"""The order in which evidence is read: what a source says again gives way to what another says nearly as well.

Several passages of one long page can fill the first places and leave no room for what others report. As in the greedy
re-ranking by marginal relevance (Carbonell & Goldstein 1998), with the source in place of a similarity: each passage of
a source that stands already counts for less. None is left out, and no answer is chosen by it: it is for who reads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.retrieval.copies import source_of
from assistant.types import Evidence

FOR_A_QUESTION = 0.92
"""What a passage's score is multiplied by for each passage of its source before it. First / within three / five / ten
right at 1, .92 and .8: `realtimeqa` with its days .83 / .928 / .942 / .969, .83 / .924 / .951 / .964 and .83 / .919 /
.937 / .964 (the right passage is often the second of the right article); no difference on `clapnq`."""
FOR_A_CLAIM = 0.7
"""The same for a claim, which is checked against as many sources as there are. First / within three / five at 1, .92
and .7: climate-fever (350 claims) .569 / .780 / .849, .569 / .800 / .863, .569 / .811 / .883; wice .950 / .972 / .981,
.950 / .975 / .981, .950 / .975 / .984; averitec .745 / .844 / .889, .745 / .844 / .893, .745 / .848 / .893."""
AMONG = 12
"""Of how many passages, the best ones, the order changes: the same for every search, so that its first results do not
depend on how many are asked for."""


def several_sources(ranked: Sequence[Evidence], again: float) -> list[Evidence]:
    """The passages, best first, in the order in which they are read, with what they count there as their score.

    `again`, in (0, 1], is the share of its score that counts of a passage whose source has one before it, and once more
    for each further one; never less than counts of what is looked at no more.
    """
    waiting, behind = list(ranked[:AMONG]), ranked[AMONG:]
    least = behind[0].score if behind else 0.0
    heard: Counter[str] = Counter()
    ordered: list[Evidence] = []
    while waiting:
        counting = [max(least, item.score * again ** heard[source_of(item)]) for item in waiting]
        best = max(range(len(waiting)), key=counting.__getitem__)
        item = replace(waiting.pop(best), score=counting[best])
        heard[source_of(item)] += 1
        ordered.append(item)
    return [*ordered, *behind]
