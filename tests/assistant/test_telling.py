"""What a sentence tells that the question lacks, and what sources agree on."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.answers.agreement import Read, agreement
from assistant.questions.question_terms import base_stems
from assistant.questions.telling import Wanted, asking_sentence, tells, wanted_of

DAY = date(2023, 8, 21)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Which team won the Women's World Cup?", Wanted.NAME),
        ("Which U.S. state saw its governor sign a law?", Wanted.STATE),
        ("Which country did the balloon belong to?", Wanted.COUNTRY),
        ("Burger chain In-N-Out announced it was expanding to which state?", Wanted.STATE),
        ("A man solved a Rubik's Cube in what time?", Wanted.FIGURE),
        ("How many people died?", Wanted.FIGURE),
        ("Miami is the first No. 8 seed to win a series since:", Wanted.SINCE),
        ("What is the name of the new headset?", Wanted.NAME),
        ("A California sea otter keeps stealing what?", Wanted.ANYTHING),
    ],
)
def test_what_is_wanted_is_told_by_the_question_word_and_its_noun(question: str, wanted: Wanted) -> None:
    assert wanted_of(question) is wanted


@pytest.mark.parametrize(
    ("question", "restates", "answers"),
    [
        (
            "Which movie theater chain plans to price tickets by seat?",
            "The country's largest movie theater chain plans to price tickets by seat.",
            "You may have to pay extra to get a good seat at AMC Theatres.",
        ),
        (
            "Which state passed a bill banning the sale of rifles?",
            "The state passed the bill on Wednesday, said Senator Anna Reed.",
            "The bill was signed in Washington on Wednesday.",
        ),
        (
            "Which African country did King Charles visit?",
            "King Charles arrived in Nairobi for a visit.",
            "The king spoke of wrongdoings of the past in Kenya.",
        ),
        (
            "Solving a Rubik's Cube took a Californian what time?",
            "A Californian has broken the record for solving a Rubik's Cube.",
            "He pulled it off in 3.134 seconds.",
        ),
        (
            "The bank had not raised its rate since:",
            "The bank raised its rate.",
            "It had last done so in 2018.",
        ),
    ],
)
def test_a_sentence_that_restates_the_question_tells_nothing(question: str, restates: str, answers: str) -> None:
    known, wanted = tuple(base_stems(question)), wanted_of(question)
    assert tells(wanted, restates, DAY, known, ()) == 0.0
    assert tells(wanted, answers, DAY, known, ()) == 1.0


def test_a_figure_of_the_question_is_no_new_one() -> None:
    question = "How many of the 17,600 soldiers left?"
    assert tells(wanted_of(question), "17,600 soldiers were to leave.", DAY, tuple(base_stems(question)), ()) == 0.0


def test_where_anything_may_answer_nothing_is_held_against_a_sentence() -> None:
    assert tells(Wanted.ANYTHING, "Otters steal surfboards.", DAY, (), ()) == 0.5


def test_a_question_asks_in_its_last_sentence_with_a_question_word() -> None:
    assert asking_sentence("Hamlin collapsed on Monday. Which team does he play for? Thanks.").startswith("Which team")
    assert asking_sentence("The troops left Rostov.") == "The troops left Rostov."


def test_words_of_several_sources_are_agreed_on_and_a_copy_adds_nothing() -> None:
    spain, stray = frozenset({"spain"}), frozenset({"xavi"})
    several = [Read(spain, "a", 0.5), Read(spain, "b", 0.5), Read(stray, "c", 0.6)]
    one, other, alone = agreement(several)
    assert one == other > alone
    copies = [Read(spain, "a", 0.5), Read(spain, "a", 0.5), Read(stray, "c", 0.6)]
    assert agreement(copies)[0] < agreement(copies)[2]


def test_sentences_without_words_of_their_own_agree_on_nothing() -> None:
    assert agreement([]) == [] and agreement([Read(frozenset(), "a", 0.9)]) == [0.0]


def test_a_day_of_the_news_itself_is_not_since_when_something_has_not_been() -> None:
    wanted = wanted_of("The club is the first of its league to win a cup since:")
    now = "The club won the cup on Wednesday."
    before = "It was the first time since Oldham won in 2012."
    assert [tells(wanted, text, DAY, frozenset(), ()) for text in (now, before)] == [0.0, 1.0]


def test_where_somebody_is_from_hardly_tells_who() -> None:
    wanted = wanted_of("Who won the league in 2016?")
    texts = ("The Italian had never won a league before.", "Osk City became champions on Monday.", "They drew again.")
    assert [tells(wanted, text, DAY, frozenset(), ()) for text in texts] == [0.5, 1.0, 0.0]
