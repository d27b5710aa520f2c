"""Every score that a report can show is said in plain words."""

from __future__ import annotations

import pytest

from assistant.evaluation.glossary import meaning
from assistant.evaluation.metrics import aggregates_for, metrics_for

NAMES = sorted(
    {
        s.name
        for labels in ((), ("Refuted",), ("not_supported",))
        for s in (*metrics_for(labels), *aggregates_for(labels))
    }
)


@pytest.mark.parametrize("name", NAMES)
def test_a_standard_score_has_a_meaning(name: str) -> None:
    assert meaning(name)


def test_a_score_of_one_s_own_has_none() -> None:
    assert meaning("answers/words-of-wisdom") == meaning("answers/rightness") == meaning("mine/score") == ""
