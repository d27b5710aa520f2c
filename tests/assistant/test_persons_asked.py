"""Questions with "who": somebody to be described, a relative, whoever came after somebody or left."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant, Outcome
from assistant.questions.answer_fit import fit, fit_in_passage
from assistant.questions.expectation import expectation
from assistant.questions.persons_asked import deed_asked, described, identity_asked, relative_asked, successor_asked

DAY = date(2016, 4, 4)
ANSWERED = (Outcome.ANSWERED, Outcome.CONTESTED)


def fits(question: str, sentence: str) -> bool:
    return fit(expectation(question), sentence, DAY) > 0.1


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Tatiana Navka?", "Tatiana Navka"),
        ("And who was Ursula von der Leyen?", "Ursula von der Leyen"),
        ("Who is Prime Minister David Cameron?", "Prime Minister David Cameron"),
        ("Who is NATO Secretary General?", ""),
        ("Who is the manager of Leicester?", ""),
        ("Who is Putin's spokesman?", ""),
    ],
)
def test_a_question_that_names_somebody_asks_what_they_are(question: str, name: str) -> None:
    assert identity_asked(question) == name


@pytest.mark.parametrize(
    ("name", "sentence", "how_well"),
    [
        ("Ada Birk", "The manager, Ada Birk, was appointed last July.", 1.0),
        ("Ada Birk", "His wife, the former ice dancer Ada Birk, owned nothing.", 1.0),
        ("Ada Birk", "Harbour spokeswoman Ada Birk was there.", 1.0),
        ("Ada Birk", "Birk, the mission's principal investigator, was there.", 1.0),
        ("Ada Birk", "Ada Birk is a lawyer.", 1.0),
        ("Ada Birk", "On Monday Ada Birk went home.", 0.6),
        ("Ada Birk", "The manager, Ove Lund, was appointed last July.", 0.1),
    ],
)
def test_what_somebody_is_stands_beside_the_name(name: str, sentence: str, how_well: float) -> None:
    assert described(name, sentence) == how_well


def test_a_relative_is_asked_for_in_several_ways() -> None:
    for question in ("Who is the wife of Ove Lund?", "Who is Ove Lund's wife?", "Who is Ove Lund married to?"):
        found = relative_asked(question)
        assert found is not None and found.of == "Ove Lund" and "wife" in found.words
    assert relative_asked("Who is the author of the Ove Lund story?") is None


def test_his_wife_is_that_of_whom_the_sentence_before_names_and_of_nobody_else() -> None:
    passage = ["Spokesman Ove Lund dismissed the reports.", "He denied that his wife, Ada Birk, owned a company."]
    assert fit_in_passage(expectation("Who is the wife of Ove Lund?"), (), passage, 1, DAY) == 1.0
    assert fit_in_passage(expectation("Who is the wife of Ove Lund?"), (), passage, 0, DAY) == 0.1
    assert fit_in_passage(expectation("Who is the wife of Jan Holm?"), (), passage, 1, DAY) == 0.1


def test_who_came_after_somebody_is_told_by_a_word_for_it() -> None:
    assert fits("Who replaced Lund as mayor?", "Ada Birk is expected to succeed him.")
    assert fits("Who took over from Lund?", "Ada Birk was sworn in on Monday.")
    assert not fits("Who replaced Lund as mayor?", "Jan Holm read out the letter in which Lund resigned.")
    assert not successor_asked("Who was replaced by Lund?")


def test_who_would_not_resign_has_not_resigned() -> None:
    question = "Who resigned as prime minister of Iceland?"
    assert fits(question, "Iceland's prime minister, Ove Lund, resigned on Monday.")
    assert not fits(question, "In Iceland, Prime Minister Ove Lund said that he would not resign.")
    assert not fits(question, "British Prime Minister Ada Birk will resign by October.")
    assert not fits(question, "Prime Minister Ove Lund of Iceland met Ada Birk.")


def test_a_denial_answers_who_asks_for_one() -> None:
    assert deed_asked("Who resigned?") and not deed_asked("Who did not resign?") and not deed_asked("Who denied it?")
    assert fits("Who refused to resign?", "Ove Lund said that he would not resign.")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is Tatiana Navka?", "his wife, the former ice dancer Tatiana Navka"),
        ("Who is Claudio Ranieri?", "The manager, Claudio Ranieri"),
        ("Who is Max Schrems?", "an Austrian privacy campaigner"),
        ("Who is Alan Stern?", "principal investigator"),
        ("Who is the wife of Dmitry Peskov?", "Tatiana Navka"),
        ("Who is Robert Mugabe's wife?", "his wife, Grace"),
        ("Who replaced Mugabe as president?", "Mnangagwa left the country and is expected to succeed him"),
        ("Who resigned as president of Zimbabwe?", "Robert Mugabe resigned"),
    ],
)
def test_who_somebody_is_is_answered_from_the_samples(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome in ANSWERED and words in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "Who resigned as prime minister of Iceland?",
        "Who is the daughter of Vladimir Putin?",
        "Who is the husband of Angela Merkel?",
        "Who is Emmanuel Macron?",
        "Who replaced Alex Salmond?",
    ],
)
def test_nobody_is_named_for_somebody_the_archive_does_not_tell(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).outcome not in ANSWERED
