"""Questions made of an archive's own sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.questions.suggest import person, question_from, topics


@pytest.mark.parametrize(
    ("sentence", "names", "question"),
    [
        (
            "On October 12, Putin ordered Defense Minister Sergei Shoigu to withdraw some 17,600 troops in it.",
            [],
            "Who ordered Defense Minister Sergei Shoigu to withdraw some 17,600 troops?",
        ),
        ("At least 205 miners have died in Soma.", ["Soma"], "How many miners died in Soma?"),
        (
            "NATO Chief Jens Stoltenberg said Russia was there.",
            ["Russia"],
            "What did Jens Stoltenberg say about Russia?",
        ),
        (
            "Frans Timmermans said the United States and the Moscow office of the bank had agreed.",
            ["United States"],
            "What did Frans Timmermans say about the United States?",
        ),
        ("Frans Timmermans said Moscow agreed.", ["Moscow"], "What did Frans Timmermans say about Moscow?"),
        ("Jens Stoltenberg said so.", ["Stoltenberg"], None),
        ("It rained.", ["Russia"], None),
    ],
)
def test_a_sentence_becomes_the_question_it_answers(sentence: str, names: list[str], question: str | None) -> None:
    assert question_from(sentence, names) == question


def test_topics_are_the_names_an_article_uses_more_than_once() -> None:
    assert topics(
        "They met in Milan. Then in Milan they spoke of Kiev and President Putin, and President Putin left."
    ) == ["Milan"]


def test_an_office_is_no_name() -> None:
    assert person("NATO Secretary General Jens Stoltenberg") == "Jens Stoltenberg"
    assert person("Prime Minister") == ""
    assert person("") == ""


def test_an_archive_that_answers_nothing_suggests_nothing(over: Callable[..., Assistant]) -> None:
    assert over({"text": "It rained."}).suggestions() == []
