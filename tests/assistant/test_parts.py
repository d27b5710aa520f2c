"""Which questions are taken apart, into what, and which stay whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.questions.parts import MOST_PARTS, divided, parts_of
from tests.assistant.builders import a_question

QUESTIONS = [
    ("Who won in Ohio and who won in Texas?", ["Who won in Ohio?", "Who won in Texas?"]),
    ("Who won in Ohio? Who won in Texas?", ["Who won in Ohio?", "Who won in Texas?"]),
    ("Who shot Lincoln and when did he die?", ["Who shot Lincoln?", "When did he die?"]),
    (
        "What did Kyiv and Moscow say about the ceasefire?",
        ["What did Kyiv say about the ceasefire?", "What did Moscow say about the ceasefire?"],
    ),
    (
        "What did the EU and the US demand of Iran?",
        ["What did the EU demand of Iran?", "What did the US demand of Iran?"],
    ),
    (
        "What did Kyiv, Moscow and Berlin say?",
        ["What did Kyiv say?", "What did Moscow say?", "What did Berlin say?"],
    ),
    ("How did Apple and Google respond?", ["How did Apple respond?", "How did Google respond?"]),
    (
        "In October 2014, who ordered the withdrawal and how many troops left?",
        ["In October 2014, who ordered the withdrawal?", "In October 2014, how many troops left?"],
    ),
    (
        "When did the mine collapse, and how many miners died?",
        ["When did the mine collapse?", "How many miners died?"],
    ),
    (
        "Where did the plane crash, who was on board and what caused the crash?",
        ["Where did the plane crash?", "Who was on board?", "What caused the crash?"],
    ),
    (
        "What is the name of the storm and where did it make landfall?",
        ["What is the name of the storm?", "Where did it make landfall?"],
    ),
    ("How many people died in Ohio and in Texas?", ["How many people died in Ohio?", "How many people died in Texas?"]),
    (
        "How many votes were cast in both Ohio and Texas in 2020?",
        ["How many votes were cast in Ohio in 2020?", "How many votes were cast in Texas in 2020?"],
    ),
    (
        "Did Russia withdraw its troops and did Kyiv confirm it?",
        ["Did Russia withdraw its troops?", "Did Kyiv confirm it?"],
    ),
    (
        "When did the war begin and did Russia break the truce?",
        ["When did the war begin?", "Did Russia break the truce?"],
    ),
    ("Why did he resign, but who asked him to stay?", ["Why did he resign?", "Who asked him to stay?"]),
    (
        "Which team won the final; how many people watched the game?",
        ["Which team won the final?", "How many people watched the game?"],
    ),
]
SIDES = [
    ("Which is larger, Ohio or Texas?", ["Which is larger: Ohio?", "Which is larger: Texas?"]),
    ("Who scored more goals, Messi or Ronaldo?", ["Who scored more goals: Messi?", "Who scored more goals: Ronaldo?"]),
    (
        "Which country spent more on defence in 2022: France or the United Kingdom?",
        [
            "Which country spent more on defence in 2022: France?",
            "Which country spent more on defence in 2022: the United Kingdom?",
        ],
    ),
    ("Is Ohio larger than Texas?", ["Is Ohio larger?", "Is Texas larger?"]),
    (
        "Was the Burj Khalifa more expensive than the Shanghai Tower?",
        ["Was the Burj Khalifa more expensive?", "Was the Shanghai Tower more expensive?"],
    ),
    (
        "What is the difference between Hamas and Hezbollah?",
        ["What is the difference Hamas?", "What is the difference Hezbollah?"],
    ),
]
WHOLE = [
    "Who ordered the Rostov troop withdrawal?",
    "When did Simon and Garfunkel split up?",
    "What did Simon and Garfunkel say about the concert?",
    "Who is the health and safety minister?",
    "What did the health and safety minister say?",
    "What did the Health and Safety Executive say about the fire?",
    "What did the Department of Trade and Industry announce?",
    "How many people fled between 2019 and 2021?",
    "How much did prices rise between May and June?",
    "Who brokered the truce between Hamas and Israel?",
    "What did Kyiv and Moscow agree on?",
    "When did Kyiv and Moscow sign the Minsk agreement?",
    "Who is the president of Bosnia and Herzegovina?",
    "Who won the war in Iraq and Syria?",
    "Who resigned and was replaced by his deputy?",
    "Which actor died and left his fortune to a dog?",
    "Who said what and when?",
    "When and where was the treaty signed?",
    "How and why did the bridge collapse?",
    "Did he resign or not?",
    "Is inflation higher than expected?",
    "Is the death toll more than 100?",
    "What happened to Smith, who resigned in May?",
    "What is the name of the senator who voted for the bill and who switched parties?",
    "Does the report say when the reactor failed?",
    "Trump and Biden",
    "Russia withdrew 17,600 troops and what followed was a truce.",
    "Which movie starring Smith and Jones won an Oscar?",
    "What are the pros and cons of the plan?",
    "Who wrote War and Peace?",
    "How many men and women were killed?",
    "What does the Food and Drug Administration say about the vaccine?",
    "Why did the price of oil and gas rise?",
    "",
    "?",
    "who",
]


@pytest.mark.parametrize(("text", "parts"), QUESTIONS, ids=[text for text, _ in QUESTIONS])
def test_questions_side_by_side_become_one_each(text: str, parts: list[str]) -> None:
    found = parts_of(text)
    assert (list(found.texts), found.kind) == (parts, "questions")


@pytest.mark.parametrize(("text", "parts"), SIDES, ids=[text for text, _ in SIDES])
def test_a_comparison_is_asked_once_for_each_side(text: str, parts: list[str]) -> None:
    found = parts_of(text)
    assert (list(found.texts), found.kind) == (parts, "sides")


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_one_question_stays_whole(text: str) -> None:
    assert parts_of(text).texts == (text,) and parts_of(text).kind == "whole"


def test_no_more_than_a_few_parts_are_searched_for() -> None:
    assert len(parts_of("? ".join(f"Who won in Town{n}" for n in range(9)) + "?").texts) == MOST_PARTS


def test_a_part_that_points_back_is_completed_by_the_one_before_it() -> None:
    parts, kind = divided(a_question("Who shot Lincoln and when did he die?"))
    assert kind == "questions"
    assert [part.standalone for part in parts] == ["Who shot Lincoln?", "When did he die? (Who shot Lincoln?)"]


def test_what_a_follow_up_was_completed_with_completes_its_parts() -> None:
    question = a_question("And who won there and who lost there?")
    question = replace(question, standalone=f"{question.text} (Who stood in Ohio?)")
    parts, _ = divided(question)
    assert [part.standalone.endswith("(Who stood in Ohio?)") for part in parts] == [True, True]


@pytest.mark.parametrize(
    "text", ["and " * 900, "who and " * 500, "Which A, or B or " * 200, "In A, who and in A and in A " * 90]
)
def test_long_and_odd_texts_take_no_time(text: str) -> None:
    assert len(parts_of(text).texts) <= MOST_PARTS
