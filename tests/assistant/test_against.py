"""What refutes a claim and what only differs from it, over an archive of one article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant, Label

Over = Callable[..., Assistant]


def test_a_verdict_needs_the_claims_words_together(over: Over) -> None:
    told = {"text": "The growth of the human population in the Arctic has increased the harvest of polar bears."}
    assert over(told).check("The polar bear population has been growing.").label is Label.NOT_ENOUGH_EVIDENCE
    bears = {"text": "The population of polar bears has been growing."}
    assert over(bears).check("The polar bear population has been growing.").label is Label.SUPPORTED


@pytest.mark.parametrize(
    ("said", "claim"),
    [
        (
            "The Holm Summit on Computing will be held on 4 November 2019.",
            "The Holm Summit on Computing was held in 2018.",
        ),
        (
            "The Holm people are against the use of tobacco and alcohol.",
            "Tobacco and alcohol are not used by Holm people.",
        ),
        (
            "In Osk £360,000 was wiped off the income of councils from recycling, in the others £335,000.",
            "More than £400,000 was wiped off the income of councils from recycling.",
        ),
        (
            "No pneumonia was observed in the vaccinated monkeys of the Holm trial.",
            "The vaccine prevents pneumonia in monkeys, the Holm trial observed.",
        ),
    ],
)
def test_what_is_of_another_time_or_scope_or_denies_without_a_not_refutes_nothing(
    over: Over, said: str, claim: str
) -> None:
    assert over({"text": said}).check(claim).label is not Label.REFUTED
