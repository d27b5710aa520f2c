"""A claim made of its source with a word changed is not supported by it, and not refuted either."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant, Label
from assistant.checks.substitution import substituted
from assistant.language.assertion import asserts

SAID = "Tests of the new harbour crane showed a markedly decreased risk for dockers during the winter storms."


@pytest.mark.parametrize(
    ("claim", "wanted", "found"),
    [
        (SAID.replace("dockers", "sailors"), "sailors", "dockers"),
        (SAID.replace("harbour crane", "railway lift"), "railway lift", "harbour crane"),
    ],
)
def test_another_word_between_the_same_words_is_named_with_both(claim: str, wanted: str, found: str) -> None:
    check = substituted(claim, SAID)
    assert check is not None and (check.wanted, check.found, check.ok) == (wanted, found, False)


@pytest.mark.parametrize(
    "claim",
    [
        SAID,
        "The new harbour crane showed a decreased risk for dockers.",
        "For dockers, risk decreased during the winter storms.",
        "Tests of the crane were paid for by the county council last year.",
    ],
)
def test_fewer_words_another_order_and_another_sentence_are_no_substitution(claim: str) -> None:
    assert substituted(claim, SAID) is None


@pytest.mark.parametrize(
    ("sentence", "states"),
    [
        ("The mayor sold the ferry in May.", True),
        ("Did the mayor sell the ferry in May?", False),
        ("No evidence was found in the books that the mayor sold the ferry in May.", False),
        ("There is no credible proof that the mayor sold it.", False),
    ],
)
def test_what_only_asks_or_finds_nothing_states_nothing(sentence: str, states: bool) -> None:
    assert asserts(sentence) is states


@pytest.mark.parametrize(
    "said",
    [
        "Did Anna Lindqvist sell the Carlisle ferry to the county board in May?",
        "No evidence was found in the books that Anna Lindqvist sold the Carlisle ferry to the county board in May.",
        "Anna Lindqvist sold the Carlisle tugboat to the county board in May.",
    ],
)
def test_such_a_sentence_supports_no_claim_and_is_shown_beside_it(over: Callable[..., Assistant], said: str) -> None:
    article = {"text": said, "outlet": "Harbour Chronicle", "published": "2016-06-01"}
    verdict = over(article).check("Anna Lindqvist sold the Carlisle ferry to the county board in May.")
    assert verdict.label is not Label.SUPPORTED
    assert [citation.quote for citation in (*verdict.closest, *verdict.refuting)] == [said]


def test_the_sentence_itself_supports_it(over: Callable[..., Assistant]) -> None:
    said = "In the end Anna Lindqvist sold the Carlisle ferry to the county board in May."
    article = {"text": said, "outlet": "Harbour Chronicle", "published": "2016-06-01"}
    assert (
        over(article).check("Anna Lindqvist sold the Carlisle ferry to the county board in May.").label
        is Label.SUPPORTED
    )
