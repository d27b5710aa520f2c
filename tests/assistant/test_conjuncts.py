"""A claim that states several things is split where each part stands on its own."""

from __future__ import annotations

import pytest

from assistant.language.conjuncts import parts


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "Putin ordered 17,600 troops home and met Poroshenko in Milan.",
            ["Putin ordered 17,600 troops home.", "Putin met Poroshenko in Milan."],
        ),
        (
            "The rate rose to 17 percent; the rouble fell to 80 to the dollar.",
            ["The rate rose to 17 percent.", "the rouble fell to 80 to the dollar."],
        ),
        (
            "Turnout was 72.2 percent and 62 percent of Scots voted to remain.",
            ["Turnout was 72.2 percent.", "62 percent of Scots voted to remain."],
        ),
    ],
)
def test_each_statement_of_a_claim_is_a_part(claim: str, expected: list[str]) -> None:
    assert parts(claim) == expected


@pytest.mark.parametrize(
    "claim",
    [
        "Putin ordered 17,600 troops home.",
        "Rescue teams and residents dug in Soma.",
        "Yildiz said 301 miners died and the search at Soma was over.",
        "He called it “a war that began in 1914 and ended in 1918”.",
        "Putin came and went.",
    ],
)
def test_what_cannot_stand_alone_is_not_torn_apart(claim: str) -> None:
    assert parts(claim) == []
