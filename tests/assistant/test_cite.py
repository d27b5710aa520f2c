"""Which sentences a statement ends up resting on."""

from __future__ import annotations

from assistant.answers.cite import cite, uncited
from assistant.types import Evidence
from tests.assistant.builders import a_draft, a_passage, some_evidence

TEXT = (
    "Moscow was quiet on Sunday. On October 12, Russian President Vladimir Putin ordered Defense Minister Sergei "
    "Shoigu to begin the withdrawal of some 17,600 troops. Hours later, the Defense Ministry reported that the "
    "redeployment had begun. NATO said it had seen nothing."
)


def test_cite_quotes_the_sentence_that_carries_the_statement() -> None:
    [cited] = cite(a_draft(("Putin ordered the withdrawal of 17,600 troops.", (1,))), some_evidence(TEXT))
    [quote] = cited.quotes
    assert quote.text.startswith("On October 12, Russian President") and quote.text.endswith("17,600 troops.")


def test_every_quote_is_the_articles_own_text_at_its_offsets() -> None:
    article = f"Headline\n\n{TEXT}"
    passage = a_passage(TEXT, start=len("Headline\n\n"), article_id="x9")
    draft = a_draft(
        ("Putin ordered a withdrawal and NATO said it had seen nothing.", (1,)), ("The redeployment began.", (1,))
    )
    quotes = [quote for cited in cite(draft, [Evidence(passage=passage, score=1.0)]) for quote in cited.quotes]
    assert len(quotes) == 3
    for quote in quotes:
        assert article[quote.start : quote.end] == quote.text and quote.article_id == "x9"


def test_cite_adds_a_second_sentence_only_when_it_brings_something_new() -> None:
    both = "Putin ordered the withdrawal and the Defense Ministry reported that the redeployment had begun."
    [cited] = cite(a_draft((both, (1,))), some_evidence(TEXT))
    assert [quote.text.split()[0] for quote in cited.quotes] == ["On", "Hours"]


def test_cite_drops_an_unknown_passage_number_and_keeps_the_known_one() -> None:
    [cited] = cite(a_draft(("Putin ordered the withdrawal.", (7, 1, 0, -1))), some_evidence(TEXT))
    assert {quote.evidence for quote in cited.quotes} == {0}


def test_a_statement_left_without_a_citation_is_dropped_with_its_reason() -> None:
    draft = a_draft(("Putin ordered it.", (4,)), ("Putin ordered it.", ()), ("Whales sing beautifully.", (1,)))
    assert cite(draft, some_evidence(TEXT)) == []
    assert [dropped.reason for dropped in uncited(draft, some_evidence(TEXT))] == [
        "it names passages that do not exist",
        "it names no passage",
        "no sentence of the passages it names says anything of it",
    ]


def test_words_of_telling_alone_carry_nothing() -> None:
    assert cite(a_draft(("Officials said so.", (1,))), some_evidence("Doctors said no. Farmers said yes.")) == []


def test_two_passages_give_a_quote_each_in_the_order_named() -> None:
    evidence = some_evidence("NATO saw troops near the border.", "Troops moved to the border, NATO said.")
    [cited] = cite(a_draft(("NATO saw troops near the border.", (2, 1))), evidence)
    assert [quote.article_id for quote in cited.quotes] == ["a2", "a1"]


def test_the_same_sentence_in_overlapping_passages_is_quoted_once() -> None:
    passages = [a_passage(TEXT, number=1), a_passage(TEXT, number=2)]
    evidence = [Evidence(passage=passage, score=1.0) for passage in passages]
    [cited] = cite(a_draft(("Putin ordered the withdrawal.", (1, 2))), evidence)
    assert len(cited.quotes) == 1


def test_an_empty_draft_or_an_empty_passage_gives_nothing() -> None:
    assert cite(a_draft(), some_evidence(TEXT)) == []
    assert cite(a_draft(("Putin ordered it.", (1,))), some_evidence("")) == []


def test_hostile_text_is_only_text() -> None:
    evidence = some_evidence("Putin \\ ordered (.*)+ the [1] withdrawal\u2028\U0001f680 of $troops$.")
    [cited] = cite(a_draft(("Putin ordered the withdrawal of troops.", (1,))), evidence)
    assert all(evidence[0].passage.text[q.start : q.end] == q.text for q in cited.quotes)


def test_a_question_that_a_model_gives_back_is_no_statement() -> None:
    draft = a_draft(("Who ordered the withdrawal of 17,600 troops?", (1,)), ("Putin ordered it.", (1,)))
    assert [cited.text for cited in cite(draft, some_evidence(TEXT))] == ["Putin ordered it."]
    assert [left.reason for left in uncited(draft, some_evidence(TEXT))] == ["it asks instead of stating"]
