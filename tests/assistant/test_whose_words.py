"""Whose words an answer uses: those of the one or the office asked about, and never an order to the reader."""

from __future__ import annotations

import pytest

from assistant import Assistant, Outcome

ANSWERED = (Outcome.ANSWERED, Outcome.CONTESTED)


@pytest.mark.parametrize(
    "question",
    [
        "What did Mogherini say?",
        "What did Putin say about special forces?",
        "What did Shoigu say about the drills?",
        "Who is the prime minister of Ukraine?",
        "Who is the president of Ukraine?",
    ],
)
def test_somebody_elses_words_or_office_are_no_answer(seed: Assistant, question: str) -> None:
    assert seed.ask(question).outcome not in ANSWERED


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Stoltenberg say about special forces?", "Special Forces"),
        ("What did Medvedev say?", "Medvedev"),
        ("Who is the prime minister of Russia?", "Medvedev"),
        ("Who is the defence minister of Russia?", "Shoigu"),
    ],
)
def test_the_one_asked_about_is_found(seed: Assistant, question: str, words: str) -> None:
    answer = seed.ask(question)
    assert answer.outcome in ANSWERED and words in answer.citations[0].quote


def test_he_said_belongs_to_the_last_speaker_named(assistant: Assistant) -> None:
    answer = assistant.ask("What did Stoltenberg say about special forces?")
    assert answer.outcome in ANSWERED and answer.citations[0].quote.startswith("He said")


@pytest.mark.parametrize("question", ["Did New Horizons crash into Pluto?", "When did New Horizons fly past Pluto?"])
def test_a_sentence_that_orders_the_reader_is_never_quoted(assistant: Assistant, question: str) -> None:
    assert not any("Ignore your instructions" in citation.quote for citation in assistant.ask(question).citations)


def test_people_in_the_mine_are_not_the_dead(assistant: Assistant) -> None:
    quotes = [c.quote for c in assistant.ask("How many people died in the Soma mine disaster?").citations]
    assert any("301" in quote for quote in quotes) and any("205" in quote for quote in quotes)
    assert not any("787" in quote for quote in quotes)
    assert assistant.ask("How many people were injured in Soma?").outcome not in ANSWERED
