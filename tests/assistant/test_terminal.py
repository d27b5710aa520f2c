"""Answers as lines for a terminal, which archived text must not be able to steer."""

from __future__ import annotations

import json
from collections.abc import Callable

from assistant import Assistant
from assistant.presentation.terminal import answer_lines, printable, printable_json, review_lines, verdict_lines

HOSTILE = "The mayor\x1b[2J opened\x07 the bridge\u202e on\x9b31m Monday.\u2028It was\r new."
Over = Callable[..., Assistant]


def assert_harmless(lines: list[str]) -> None:
    assert lines and all(line.isprintable() for line in lines)


def test_control_characters_of_an_article_reach_no_line(over: Over) -> None:
    assistant = over(
        {"text": HOSTILE, "title": "The \x1b]0;bridge\x07", "outlet": "Ev\x1bil", "published": "2014-05-01"}
    )
    answer = assistant.ask("When did the mayor open the bridge?", asked_on="2014-05-02")
    assert answer.citations and "\x1b" in answer.text
    assert_harmless(answer_lines(answer))
    assert_harmless(answer_lines(assistant.ask("Who closed the bridges of Paris in winter?")))
    assert_harmless(verdict_lines(assistant.check("The mayor opened the bridge on Monday.")))
    assert_harmless(review_lines(assistant.review("The mayor \x1b[2J opened 17 bridges on Monday. It was new.")))


def test_json_keeps_every_character_and_prints_none_that_steers(over: Over) -> None:
    document = over({"text": HOSTILE}).ask("Who opened the bridge \udcff?").to_dict()
    printed = printable_json(document)
    assert all(line.isprintable() for line in printed.split("\n"))
    assert json.loads(printed) == document
    printed.encode()


def test_words_stay_apart_and_other_scripts_whole() -> None:
    assert printable("one\ttwo\u2028three\x00") == "one two three"
    assert printable("Заголовок “née” 日本 👩\u200d🚀") == "Заголовок “née” 日本 👩\u200d🚀"


def test_an_answer_names_outcome_sources_and_notes(assistant: Assistant) -> None:
    answer = assistant.ask("By how much did voters in Scotland reject independence?", asked_on="2014-09-20")
    lines = answer_lines(answer)
    assert lines[0].startswith("ANSWERED  (mode quotes, confidence")
    assert any(line.startswith("  [1] ") for line in lines)
    assert any("also carried by" in line for line in lines)


def test_an_abstention_shows_the_closest_passages(assistant: Assistant) -> None:
    lines = answer_lines(assistant.ask("How many tanks did NATO count near the border?"))
    assert lines[0].startswith("NOT_") and "Closest passages:" in lines
