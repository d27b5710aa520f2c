"""Which sentences a reader is shown for a claim on which no side is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.claims.nearest import nearest
from assistant.questions.question_terms import Terms, base_stems
from assistant.types import Evidence
from corpus import Superseded
from tests.assistant.builders import a_passage

CLAIM = "Carl Lund bought the Osk ferry and sold the harbour crane."
TERMS = Terms(dict.fromkeys(base_stems(CLAIM), 1.0))
BUYER = "Carl Lund bought the Osk ferry."
SELLER = "In May he sold the harbour crane."
WEATHER = "It rained on the hills for a week."


def found(*passages: tuple[str, str, float]) -> list[Evidence]:
    """Evidence of (article, text, score)."""
    return [
        Evidence(passage=a_passage(text, number=number, article_id=article), score=score)
        for number, (article, text, score) in enumerate(passages, start=1)
    ]


def shown(evidence: Sequence[Evidence]) -> list[str]:
    return [quote.text for quote in nearest(CLAIM, evidence, TERMS)]


def test_both_sentences_may_be_of_one_passage() -> None:
    evidence = found(("a1", f"{BUYER} {SELLER} {WEATHER}", 0.9), ("a2", "Carl Lund bought the Osk mill.", 0.4))
    assert shown(evidence) == [BUYER, SELLER]


def test_of_sentences_alike_the_one_in_the_better_passage_is_nearer() -> None:
    said, elsewhere = "Lund bought a ferry.", "A Lund bought the ferry."
    assert shown(found(("a1", elsewhere, 0.3), ("a2", said, 0.9)))[0] == said
    assert shown(found(("a1", elsewhere, 0.9), ("a2", said, 0.3)))[0] == elsewhere


def test_the_same_sentence_is_not_shown_twice() -> None:
    evidence = found(("a1", BUYER, 0.9), ("a2", BUYER.upper(), 0.9), ("a3", f"{WEATHER} {SELLER}", 0.85))
    assert shown(evidence) == [BUYER, SELLER]


def test_a_second_sentence_that_stays_far_behind_is_left_out() -> None:
    assert shown(found(("a1", BUYER, 0.9), ("a2", "The harbour was closed.", 0.2))) == [BUYER]


def test_nothing_is_shown_that_holds_no_word_of_the_claim() -> None:
    assert shown(found(("a1", WEATHER, 0.9))) == []
    assert shown([]) == []


def test_what_an_article_said_before_it_was_changed_gives_way_to_what_it_says_now() -> None:
    before, now = "Carl Lund bought the Osk ferry and a crane.", "Carl Lund bought the Osk ferry and nothing else."
    old, new = found(("a1", before, 0.9), ("a2", now, 0.8))
    old = replace(old, superseded=Superseded(by="a2", current="a2", changed=None))
    assert shown([old, new]) == [now]
    assert shown([old]) == [before]
