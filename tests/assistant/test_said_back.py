"""What a model wrote that is no sentence, or only the question again."""

from __future__ import annotations

import pytest

from assistant.drafting.said_back import is_sentence, says_back


@pytest.mark.parametrize(
    "text",
    [
        "Vera Lindt closed it.",
        "“We closed it,” she said.",
        "17,600 troops left.",
        "eBay closed it.",
        "Её закрыли.",
        "橋は閉鎖された。",
    ],
)
def test_a_sentence_begins_as_one(text: str) -> None:
    assert is_sentence(text)


@pytest.mark.parametrize("text", ["what the board had kept back", "closed the bridge.", "“closed the bridge”"])
def test_a_piece_of_one_does_not(text: str) -> None:
    assert not is_sentence(text)


def test_a_question_said_back_has_no_word_of_its_own() -> None:
    asked = "The ferry sank in a storm. Which older ferry had sunk in the same strait?"
    assert says_back("The ferry sank in the strait in a storm.", asked)
    assert not says_back("The ferry Winter sank in the strait.", asked)


def test_the_answer_to_yes_or_no_may_be_the_questions_words() -> None:
    assert not says_back("The board closed the bridge.", "Did the board close the bridge?")
