"""Many questions at once: as a batch, and as a step of a LangChain chain."""

from __future__ import annotations

import pytest

from assistant import Assistant, InvalidQuestion, Outcome
from tests.assistant.builders import awaited

ORDER = "Who ordered the Rostov troop withdrawal?"
TOLL = "How many miners died in Soma?"
UNKNOWN = "Who tamed the kraken of Lake Baikal?"


def test_a_batch_gives_each_its_answer_in_order(assistant: Assistant) -> None:
    answers = assistant.batch(
        [ORDER, UNKNOWN, {"question": ORDER, "as_of": "2014-01-01"}], workers=3, asked_on="2014-10-13"
    )
    assert [answer.question.text for answer in answers] == [ORDER, UNKNOWN, ORDER]
    assert answers[0].citations == assistant.ask(ORDER, asked_on="2014-10-13").citations
    assert answers[0].outcome is Outcome.ANSWERED
    assert not answers[1].citations and not answers[2].citations


@pytest.mark.parametrize("wrong", ["  ", {"question": ORDER, "as_of": "soon"}, {"query": ORDER}, 7])
def test_a_question_that_cannot_be_asked_is_named_before_any_is(assistant: Assistant, wrong: object) -> None:
    with pytest.raises(InvalidQuestion, match=r"^question 2: "):
        assistant.batch([ORDER, wrong])  # type: ignore[list-item]


def test_a_chain_gets_the_checked_answer(assistant: Assistant) -> None:
    chain = assistant.as_runnable() | (lambda answer: answer.citations[0].quote)
    asked = {"question": ORDER, "asked_on": "2014-10-13"}
    quote = assistant.ask(**asked).citations[0].quote
    assert chain.invoke(asked) == awaited(chain.ainvoke(asked)) == quote
    assert list(chain.stream(asked)) == [quote]


def test_one_bad_question_of_a_chains_batch_does_not_cost_the_others(assistant: Assistant) -> None:
    found = assistant.as_runnable().batch([ORDER, "", TOLL], {"max_concurrency": 2}, return_exceptions=True)
    assert [type(one).__name__ for one in found] == ["Answer", "InvalidQuestion", "Answer"]
