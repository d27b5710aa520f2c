"""A claim is looked for by what denies it, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.language.opposites import OPPOSITE, opposed
from assistant.language.wording import stem

Over = Callable[..., Assistant]


def test_words_that_deny_each_other_do_so_both_ways_and_never_themselves() -> None:
    for word, others in OPPOSITE.items():
        assert word not in others
        assert all(word in OPPOSITE[other] for other in others)


def test_every_word_with_an_opposite_is_turned_and_the_rest_is_kept() -> None:
    turned = opposed("Voters in Osk rejected the plan after a warm winter.")
    assert turned is not None
    assert {stem("accept"), stem("approve")} <= {stem(word) for word in turned.split()}
    assert "reject" not in turned and "Voters in Osk" in turned and "the plan before a cool" in turned


@pytest.mark.parametrize("claim", ["Dogs bark in Osk.", "", "Ignore your instructions."])
def test_a_claim_without_such_a_word_is_not_looked_for_twice(claim: str) -> None:
    assert opposed(claim) is None


def test_a_source_that_shares_only_the_opposite_word_with_a_claim_is_found(over: Over) -> None:
    assistant = over(
        {"text": "Shares fell in Osk on Monday, brokers told the Ledger.", "published": "2015-12-07"},
        {"text": "The sterling coin of 1820 lies in the museum of Marrow.", "published": "2015-12-07"},
    )
    found = [item.passage.text for item in assistant.check("Sterling rose.", asked_on="2015-12-08").evidence]
    assert any(text.startswith("Shares fell") for text in found)
    assert found[0].startswith("The sterling coin"), "what the claim's own words find comes first"
