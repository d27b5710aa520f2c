"""What kind of answer a question wants, and whether a sentence holds it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.questions.answer_fit import fit
from assistant.questions.counted import counted_figures
from assistant.questions.expectation import Kind, expectation, source_asked

DAY = date(2014, 11, 4)
ORDER = "On October 12, Putin ordered Shoigu to begin the withdrawal of some 17,600 troops from the Rostov Region."


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who ordered the withdrawal?", Kind.PERSON),
        ("Which Kremlin spokesman explained it?", Kind.PERSON),
        ("How many troops left?", Kind.NUMBER),
        ("What share of voters chose to leave?", Kind.NUMBER),
        ("What was the final death toll?", Kind.NUMBER),
        ("How far from Earth was it?", Kind.NUMBER),
        ("When did NATO freeze cooperation?", Kind.DATE),
        ("In which year was it?", Kind.DATE),
        ("Where did they meet?", Kind.PLACE),
        ("Which country won?", Kind.PLACE),
        ("Why were they there?", Kind.REASON),
        ("What did Stoltenberg say about special forces?", Kind.SPEECH),
        ("What did not fire?", Kind.OTHER),
    ],
)
def test_the_question_word_tells_the_kind(question: str, kind: Kind) -> None:
    assert expectation(question).kind is kind


def counted(question: str, sentence: str) -> list[str]:
    return [found[0] for found in counted_figures(expectation(question), sentence, DAY)]


@pytest.mark.parametrize(
    "question",
    ["How many troops left?", "How many soldiers were to leave Rostov?", "How many servicemen left?", "How many?"],
)
def test_a_figure_counts_the_thing_it_stands_at_under_any_of_its_names(question: str) -> None:
    assert counted(question, ORDER) == ["17,600"]


def test_employees_are_counted_as_workers_and_staff_too() -> None:
    sentence = "More than 75,000 health care workers and support staff walked off the job."
    assert counted("How many hospital employees walked off the job?", sentence) == ["75,000"]


@pytest.mark.parametrize("question", ["How many tanks left?", "How many generals left?", "What percentage left?"])
def test_a_figure_of_something_else_does_not_count(question: str) -> None:
    assert counted(question, ORDER) == []
    assert fit(expectation(question), ORDER, DAY) <= 0.1


def test_training_is_not_a_train() -> None:
    assert counted("How many trains left?", "17,600 servicemen left the training ranges.") == []


def test_the_figures_of_a_date_count_nothing() -> None:
    assert counted("How many?", "It was on October 12, 2014, and in 2013.") == []


def test_how_much_is_told_by_a_figure_with_its_unit() -> None:
    assert counted("How much rain fell?", "A gauge recorded 341.4 millimetres in 24 hours.") == ["341.4"]


def test_a_share_needs_a_percentage() -> None:
    sentence = "Britain voted to leave by 51.9 percent, with 17,410,742 votes."
    assert counted("What share voted to leave?", sentence) == ["51.9 percent"]


def test_a_toll_of_an_earlier_year_that_nobody_asked_about_is_second_best() -> None:
    question, sentence = expectation("How many people died?"), "It was the worst since 1992, when 263 people died."
    assert fit(question, sentence, DAY) < 1.0
    assert fit(expectation("How many people died in 1992?"), sentence, DAY) == 1.0


def test_who_needs_a_name_that_the_question_does_not_give() -> None:
    question = expectation("Who did Putin order to withdraw the troops?")
    assert fit(question, ORDER, DAY) == 1.0
    assert fit(question, "Afterwards Putin ordered the troops home.", DAY) <= 0.1


def test_when_needs_a_date_and_why_a_reason() -> None:
    assert fit(expectation("When was it?"), ORDER, DAY) == 1.0
    assert fit(expectation("When was it?"), "Putin ordered it.", DAY) < 0.5
    assert fit(expectation("Why were they there?"), "They came to participate in drills.", DAY) == 1.0
    assert fit(expectation("Why were they there?"), "They came.", DAY) < 0.5


@pytest.mark.parametrize(
    ("question", "sentence", "figure"),
    [
        (
            "The channel agreed to pay the maker how much to settle?",
            "They settled for $12 million.",
            "$12 million",
        ),
        (
            "The jackpot has grown to how much after no winner was drawn?",
            "It now stands at $940 million.",
            "$940 million",
        ),
        ("How much snow fell during the storm?", "Two feet of snow lay in Osk.", "Two"),
        ("How much rain fell?", "More rain, 341 mm, fell in 24 hours than ever.", "341"),
    ],
)
def test_a_figure_is_found_where_how_much_counts_no_noun_or_a_verb_follows_it(
    question: str, sentence: str, figure: str
) -> None:
    assert counted(question, sentence) == [figure]


def test_a_nationality_alone_is_a_weaker_who_than_a_name() -> None:
    wanted = expectation("Who won the league?")
    assert fit(wanted, "The Italian won nothing before.", DAY) < fit(wanted, "It was Osk City that won.", DAY)


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("How many marched, according to the police?", {"polic"}),
        ("How many marched, according to a police report?", {"polic"}),
        ("What keeps stealing boards, according to reports?", set()),
        ("Which place is the dirtiest, according to a new study?", set()),
    ],
)
def test_a_source_that_is_not_named_may_be_any(question: str, source: set[str]) -> None:
    assert source_asked(question) == source


def test_a_measure_that_is_named_wherever_it_is_given_must_be_named() -> None:
    wanted = expectation("What was the turnout in the Scottish referendum?")
    assert fit(wanted, "Turnout was 84.6 percent, a record.", DAY) == 1.0
    assert fit(wanted, "Scotland rejected independence by 55.3 percent to 44.7 percent.", DAY) < 0.2
    assert (
        fit(expectation("What was the magnitude of the quake?"), "The 7.8-magnitude quake struck at dawn.", DAY) == 1.0
    )
