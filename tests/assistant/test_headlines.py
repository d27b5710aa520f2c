"""What only a headline tells is said in the answer by a sentence of its article."""

from __future__ import annotations

from collections.abc import Callable

from assistant import Answer, Assistant, Outcome

Over = Callable[..., Assistant]

CEREMONY = (
    "The singer who won best leading actress at the Harrow Awards on Sunday night in Leeds was cheered for a minute. "
    "The singer won best leading actress at the Harrow Awards for her part in Winter Ferry, a film by Ann Oduya. "
    "The judges of the Harrow Awards said which singer won best leading actress at midnight in the Leeds Playhouse. "
    "Backstage there was tea. "
    "Mabel Thornbury thanked her mother and left with the statue under her arm. "
    "Thornbury will be on stage again in May."
)
WON = "Which singer won best leading actress at the Harrow Awards?"


def quotes(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def test_a_sentence_says_what_only_the_headline_tells(over: Over) -> None:
    article = {"title": "Mabel Thornbury takes best leading actress at Harrow Awards", "text": CEREMONY}
    answer = over(article).ask(WON)
    assert answer.outcome is Outcome.ANSWERED
    assert "Mabel Thornbury" in quotes(answer)[-1]
    assert all(CEREMONY[c.start : c.end] == c.quote for c in answer.citations)


def test_no_sentence_is_added_for_a_headline_that_tells_nothing_new(over: Over) -> None:
    answer = over({"title": "Best leading actress at the Harrow Awards", "text": CEREMONY}).ask(WON)
    assert answer.outcome is Outcome.ANSWERED
    assert not any("her mother" in quote for quote in quotes(answer))


def test_a_word_of_the_headline_that_does_not_come_back_brings_no_sentence(over: Over) -> None:
    answer = over({"title": "Tea and best leading actress at the Harrow Awards", "text": CEREMONY}).ask(WON)
    assert answer.outcome is Outcome.ANSWERED
    assert not any("tea" in quote for quote in quotes(answer))


def test_a_headline_brings_no_fourth_sentence(over: Over) -> None:
    article = {"title": "Mabel Thornbury takes best leading actress at Harrow Awards", "text": CEREMONY}
    assert len(over(article).ask(WON).citations) <= 3


def test_a_headline_makes_no_answer_of_a_refusal(over: Over) -> None:
    article = {"title": "Mabel Thornbury takes best leading actress at Harrow Awards", "text": CEREMONY}
    assert over(article).ask("How many tanks did NATO count near Rostov?").citations == ()
