"""When two pieces of text are the same sentence."""

from __future__ import annotations

import pytest

from assistant.evaluation.metrics.sentences import holds

LONG = "The troops, he said, are leaving. They will be “home” by May 5, 2017. Nobody was hurt."


@pytest.mark.parametrize(
    ("sentence", "same"),
    [
        ('they will be "home"', True),  # 4 words; quotation marks and case do not matter
        ("May 5, 2017", False),  # 3 words: stands anywhere
        ("ey will be home by May", False),  # whole words only
        ("They will be home by June 5, 2017.", False),
        ("", False),
        ("...", False),
    ],
)
def test_a_sentence_is_in_a_passage_by_its_words(sentence: str, same: bool) -> None:
    assert holds(LONG, sentence) is same
    assert holds(sentence, LONG) is same  # a quote may be longer than a passage


def test_a_short_sentence_is_the_same_as_itself() -> None:
    assert holds("May 5, 2017", "MAY 5 2017")


def test_nothing_is_not_the_same_as_nothing() -> None:
    assert not holds("", "...")
