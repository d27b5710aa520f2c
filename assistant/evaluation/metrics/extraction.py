"""Is the body of a saved page the one that somebody marked by hand, and is its day the one in its address?

Bodies are compared as bags of words, each word as often as it occurs, so a paragraph that is missing, doubled or full
of menu items costs its share and the order of blocks costs nothing. A word is a run of letters and digits: in a script
without spaces (one page of the 90 is Japanese) it is a whole clause, and the score there is stricter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from assistant.evaluation.cases import PageCase
from assistant.evaluation.outputs import PageOutput
from assistant.evaluation.scores import Metric, Score

_WORD = re.compile(r"\w+")


def _tokens(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))


def _body(score: Callable[[int, int, int], float | None]) -> Callable[[PageCase, PageOutput], Score | None]:
    """A score of (shared, extracted, true) tokens; a rejected page has extracted none."""

    def of(case: PageCase, output: PageOutput) -> Score | None:
        true, found = _tokens(case.text), _tokens(output.text or "")
        if not true:
            return None
        shared = (true & found).total()
        value = score(shared, found.total(), true.total())
        counts = f"{shared} shared, {found.total()} extracted, {true.total()} true words"
        return None if value is None else Score(value, f"{counts}; {output.rejected}" if output.rejected else counts)

    return of


def date_right(case: PageCase, output: PageOutput) -> Score | None:
    """Whether the day of publication is the one in the page's own address."""
    if case.published is None:
        return None
    return Score(float(output.published == case.published), f"{output.published}, true {case.published}")


METRICS = (
    Metric("extraction/token-precision", _body(lambda both, found, _: both / found if found else None), kind="page"),
    Metric("extraction/token-recall", _body(lambda both, _, true: both / true), kind="page"),
    Metric("extraction/token-f1", _body(lambda both, found, true: 2 * both / (found + true)), kind="page"),
    Metric("extraction/date", date_right, kind="page"),
)
