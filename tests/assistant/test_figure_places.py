"""A sentence that has all figures of a claim, but for something else, does not support it."""

from __future__ import annotations

import pytest

from assistant.checks.figure_places import figures_elsewhere

BISCUITS = "The Selene made 116 trips before the winter, while the Tarn gave up after just six."


@pytest.mark.parametrize(
    ("claim", "said", "told"),
    [
        ("The Selene gave up after six trips, the Tarn only after 116.", BISCUITS, True),
        ("The Tarn gave up after six trips, the Selene only after 116.", BISCUITS, False),
        ("Sales of ferries rose by 12%.", "Sales are down about 12% from last year.", True),
        ("Sales of ferries fell by 12%.", "Sales are down about 12% from last year.", False),
        ("Sales of ferries rose by 12%.", "Sales were 12% of the total.", False),
        ("More than 12 ferries were sold.", "Fewer docks sold 12 ferries.", False),
        ("47% of crews voted well and 31% badly.", "31% of crews voted well and 47% badly.", True),
    ],
)
def test_what_a_figure_stands_for_is_compared(claim: str, said: str, told: bool) -> None:
    assert (figures_elsewhere(claim, said) is not None) is told
