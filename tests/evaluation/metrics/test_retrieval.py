"""Retrieval for questions: what counts as relevant, and the measures by hand."""

from __future__ import annotations

from math import log2

import pytest

from assistant.evaluation.cases import Gold
from assistant.evaluation.metrics.retrieval import METRICS
from tests.evaluation.metrics.builders import (
    PUTIN,
    SHOIGU,
    answer,
    failure,
    passage,
    question,
    refusal,
    unanswerable,
    values,
)

GOLD = (Gold(article_id="a1", quotes=(PUTIN,)),)
OTHER = passage("Nothing of the kind was said here.", "x1")
RIGHT = passage(f"MOSCOW. {PUTIN} It rained.", "a1")


def scores(case: object, *ranked: object) -> dict[str, float]:
    return values(METRICS, case, answer(ranked=ranked))


def test_measures_of_the_first_relevant_passage_at_rank_three() -> None:
    got = scores(question(gold=GOLD), OTHER, OTHER, RIGHT)
    assert got == {
        "hit@1": 0.0,
        "hit@3": 1.0,
        "hit@5": 1.0,
        "hit@10": 1.0,
        "mrr": pytest.approx(1 / 3),
        "ndcg@10": pytest.approx(1 / log2(4)),  # DCG 1/log2(3 + 1), ideal 1/log2(1 + 1) = 1
    }


def test_rank_eleven_is_found_by_mrr_only() -> None:
    got = scores(question(gold=GOLD), *[OTHER] * 10, RIGHT)
    assert got["hit@10"] == got["ndcg@10"] == 0.0
    assert got["mrr"] == pytest.approx(1 / 11)


def test_a_passage_needs_the_gold_article_and_the_answer_or_a_gold_sentence() -> None:
    case = question(gold=(Gold(article_id="a1", quotes=(SHOIGU,)),))
    assert scores(case, passage("Putin spoke.", "a1"))["hit@1"] == 1.0  # the answer
    assert scores(case, passage(f"{SHOIGU} He spoke.", "a1"))["hit@1"] == 1.0  # the sentence
    assert scores(case, passage("It rained.", "a1"))["hit@1"] == 0.0  # the article alone
    assert scores(case, passage("Putin spoke.", "x1"))["hit@1"] == 0.0  # the answer elsewhere


def test_a_folded_copy_counts_as_its_gold_article() -> None:
    assert scores(question(gold=GOLD), passage(PUTIN, "x1", copies=("a1",)))["hit@1"] == 1.0


def test_unjudged_articles_are_taken_out_and_the_rest_moves_up() -> None:
    case = question(gold=GOLD, unjudged=("u1", "u2"))
    ranked = (passage(PUTIN, "u1"), OTHER, passage(PUTIN, "x2", copies=("u2",)), RIGHT)
    assert scores(case, *ranked)["mrr"] == pytest.approx(1 / 2)  # OTHER, RIGHT are left


def test_an_unjudged_copy_of_a_gold_article_stays() -> None:
    case = question(gold=GOLD, unjudged=("u1",))
    assert scores(case, passage(PUTIN, "u1", copies=("a1",)))["hit@1"] == 1.0


def test_gold_without_an_article_is_any_passage_with_its_words() -> None:
    case = question(gold=(Gold(quotes=(SHOIGU,)),))
    assert scores(case, passage(SHOIGU, "anything"))["hit@1"] == 1.0
    assert scores(case, passage("Putin spoke.", "anything"))["hit@1"] == 0.0  # the answer alone proves nothing


def test_ndcg_counts_each_gold_article_once_against_all_of_them() -> None:
    case = question(gold=(Gold(article_id="a1"), Gold(article_id="a2"), Gold(article_id="a3")))
    got = scores(case, passage("Putin.", "a1"), passage("Putin again.", "a1"), passage("Putin.", "a2"))
    # gains 1, 0 (a1 again), 1: DCG = 1/log2(2) + 1/log2(4) = 1.5
    # ideal of three articles: 1/log2(2) + 1/log2(3) + 1/log2(4)
    assert got["ndcg@10"] == pytest.approx(1.5 / (1 + 1 / log2(3) + 0.5))


def test_ndcg_takes_gold_articles_folded_into_one_passage_for_one() -> None:
    case = question(gold=(Gold(article_id="a1"), Gold(article_id="a2"), Gold(article_id="a3")))
    got = scores(case, passage("Putin.", "a1", copies=("a2",)))
    # one gain at rank 1, ideal of two: {a1, a2} and a3
    assert got["ndcg@10"] == pytest.approx(1 / (1 + 1 / log2(3)))


def test_ndcg_is_one_when_ten_of_twelve_gold_articles_come_first() -> None:
    names = [f"a{n}" for n in range(12)]
    case = question(gold=tuple(Gold(article_id=name) for name in names))
    assert scores(case, *(passage("Putin.", name) for name in names[:10]))["ndcg@10"] == pytest.approx(1.0)


def test_a_search_that_found_nothing_scores_zero() -> None:
    assert set(scores(question(gold=GOLD)).values()) == {0.0}
    assert set(values(METRICS, question(gold=GOLD), failure()).values()) == {0.0}


def test_a_refusal_is_judged_by_what_it_found() -> None:
    assert values(METRICS, question(gold=GOLD), refusal(ranked=(RIGHT,)))["hit@1"] == 1.0


def test_retrieval_does_not_apply_without_an_answer_or_without_gold() -> None:
    assert scores(unanswerable(), RIGHT) == {}
    assert scores(question(), RIGHT) == {}
    assert scores(question(answers=(), gold=(Gold(article_id="a1"),)), RIGHT) == {}  # nothing tells a right passage


def test_the_reason_says_where_the_first_right_passage_is() -> None:
    score = METRICS[0].score(question(gold=GOLD), answer(ranked=(OTHER, RIGHT)))
    assert score is not None
    assert score.reason == "first right passage is number 2 of 2"
