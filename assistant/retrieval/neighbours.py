"""Passages of one article that stand side by side and were both found become one piece of evidence. Pure.

A passage ends where it is long enough, not where a thought does: the sentence that names the minister and the one that
tells what "he" signed may be on either side of that cut. Who finds both is shown them together, once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.types import Evidence

LONGEST = 1_600
"""Characters of what was joined: three passages of the usual length. More is no passage any more but the article."""
AMONG = 12
"""Of how many passages, the best ones, neighbours are joined. The same for every search, so that its first results do
not depend on how many are asked for."""
_GAP = 10
"""Characters that may be between two passages: white space, as every sentence is in one of them."""


def join_neighbours(ranked: Sequence[Evidence], text_of: Callable[[str], str]) -> list[Evidence]:
    """The passages, best first, with neighbours as one at the better one's place, score and passage id.

    `text_of` gives an article's text by its id. Passages of versions that do not count any more stay as they are: of
    these only what stands nowhere else is shown.
    """
    joined: list[Evidence | None] = list(ranked)
    for place, _ in enumerate(ranked[:AMONG]):
        while (item := joined[place]) is not None and not item.superseded:
            at = next((n for n in range(place + 1, min(AMONG, len(joined))) if _adjoin(item, joined[n])), None)
            both = _joined(item, joined[at], text_of) if at is not None else None
            if at is None or both is None:
                break
            joined[place], joined[at] = both, None
    return [item for item in joined if item is not None]


def _adjoin(one: Evidence, other: Evidence | None) -> bool:
    if other is None or other.superseded or one.passage.article_id != other.passage.article_id:
        return False
    first, second = sorted((one.passage, other.passage), key=lambda passage: passage.start)
    return 0 <= second.start - first.end <= _GAP and second.end - first.start <= LONGEST


def _joined(one: Evidence, other: Evidence | None, text_of: Callable[[str], str]) -> Evidence | None:
    """Both as one, or None when something else than white space stands between them."""
    assert other is not None
    start = min(one.passage.start, other.passage.start)
    end = max(one.passage.end, other.passage.end)
    text = text_of(one.passage.article_id)
    if text[min(one.passage.end, other.passage.end) : max(one.passage.start, other.passage.start)].strip():
        return None
    return replace(
        one,
        passage=replace(one.passage, start=start, end=end, text=text[start:end]),
        copies=tuple(dict.fromkeys((*one.copies, *other.copies))),
    )
