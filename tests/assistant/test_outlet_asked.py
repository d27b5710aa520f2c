"""What an outlet itself says, asked for by its name."""

from __future__ import annotations

import pytest

from assistant import Assistant, Outcome
from assistant.questions.outlet_asked import said_by


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did Steppe Lantern say about NATO?", "steppe lantern"),
        ("What did The Steppe Lantern write about NATO?", "steppe lantern"),
        ("According to the Osk Ledger, how many died?", "osk ledger"),
        ("How many died?", ""),
    ],
)
def test_whose_words_are_asked_for_is_read_without_the(question: str, who: str) -> None:
    assert said_by(question) == who


@pytest.mark.parametrize("name", ["Steppe Lantern", "The Steppe Lantern", "the Steppe Lantern"])
def test_what_a_paper_says_is_quoted_from_its_own_articles(assistant: Assistant, name: str) -> None:
    answer = assistant.ask(f"What did {name} say about NATO?")
    assert answer.outcome is Outcome.ANSWERED
    assert [citation.source.outlet for citation in answer.citations] == ["The Steppe Lantern"]
    assert "NATO" in answer.citations[0].quote


def test_a_paper_says_nothing_of_what_its_articles_do_not_speak_of(assistant: Assistant) -> None:
    answer = assistant.ask("What did the Steppe Lantern say about Zimbabwe?")
    assert answer.outcome in (Outcome.NOT_IN_ARCHIVE, Outcome.NOT_SUPPORTED)
