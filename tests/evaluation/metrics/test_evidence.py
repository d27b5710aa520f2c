"""Articles and sentences behind verdicts."""

from __future__ import annotations

import pytest

from assistant.evaluation.cases import Gold
from assistant.evaluation.metrics.evidence import METRICS
from assistant.evaluation.outputs import FAILED
from tests.evaluation.metrics.builders import PUTIN, SHOIGU, cited, claim, passage, values, verdict

KREMLIN = "The Kremlin press service said so in a statement."
NOISE = "It rained in Moscow on Sunday and on Monday."
GOLD = (Gold(article_id="a1", quotes=(PUTIN, SHOIGU)), Gold(article_id="a2", quotes=(KREMLIN,)))


def test_article_recall_counts_the_articles_of_the_first_k_passages() -> None:
    ranked = (passage("one", "a1"), passage("two", "a1"), passage("three", "x1"), passage("four", "x2", ("a2",)))
    got = values(METRICS, claim(gold=GOLD), verdict(ranked=ranked))
    assert got["article-recall@1"] == got["article-recall@3"] == 1 / 2  # a1 of {a1, a2}
    assert got["article-recall@5"] == 1.0  # a2 as a copy at rank 4


def test_one_gold_article_among_the_first_k_is_a_hit_however_many_there_are() -> None:
    ranked = (passage("one", "x1"), passage("two", "x2", ("a2",)))
    got = values(METRICS, claim(gold=GOLD), verdict(ranked=ranked))
    assert (got["article-hit@1"], got["article-hit@3"], got["article-recall@3"]) == (0.0, 1.0, 1 / 2)
    cited_only = claim("not_supported", cited_articles=("x1",))
    assert values(METRICS, cited_only, verdict(ranked=ranked))["article-hit@1"] == 1.0
    assert "article-hit@1" not in values(METRICS, claim("not_supported"), verdict(ranked=ranked))


def test_article_recall_falls_back_to_the_cited_articles() -> None:
    case = claim("not_supported", cited_articles=("a1", "a2", "a3"))
    assert values(METRICS, case, verdict(ranked=(passage("one", "a3"),)))["article-recall@1"] == pytest.approx(1 / 3)


def test_article_recall_of_gold_without_an_article_goes_by_its_words() -> None:
    case = claim(gold=(Gold(article_id="a1"), Gold(quotes=(PUTIN, SHOIGU))))
    ranked = (passage(f"{NOISE} {SHOIGU}", "x1"), passage("one", "x2"))
    assert values(METRICS, case, verdict(ranked=ranked))["article-recall@3"] == 1 / 2  # the second gold only


def test_cited_sentences_against_all_gold_sentences() -> None:
    output = verdict(
        supporting=(cited(1, PUTIN, "a1"), cited(2, NOISE, "a1")), refuting=(cited(3, f"{KREMLIN} {NOISE}", "a2"),)
    )
    got = values(METRICS, claim(gold=GOLD), output)
    assert got["precision"] == pytest.approx(2 / 3)  # [1] and [3], not [2]
    assert got["recall"] == pytest.approx(2 / 3)  # not SHOIGU
    assert got["f1"] == pytest.approx(2 / 3)


def test_the_gold_set_that_fits_best_is_the_one_that_counts() -> None:
    case = claim(gold=GOLD, sentence_sets=((PUTIN, SHOIGU, KREMLIN), (PUTIN, KREMLIN), ()))
    got = values(METRICS, case, verdict(supporting=(cited(1, PUTIN, "a1"),)))
    # against the second set: precision 1/1, recall 1/2, F1 = 2 * 1 * 0.5 / 1.5 = 2/3; against the first recall is 1/3
    assert {name: got[name] for name in ("precision", "recall", "f1")} == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
    }


def test_the_same_words_in_another_article_are_not_the_gold_sentence() -> None:
    case = claim(gold=(Gold(article_id="a1", quotes=(PUTIN,)),))
    assert values(METRICS, case, verdict(supporting=(cited(1, PUTIN, "x1"),)))["f1"] == 0.0
    assert values(METRICS, case, verdict(supporting=(cited(1, PUTIN, "x1", copies=("a1",)),)))["f1"] == 1.0


def test_gold_without_an_article_is_found_anywhere() -> None:
    case = claim(gold=(Gold(quotes=(PUTIN,)),))
    assert values(METRICS, case, verdict(supporting=(cited(1, PUTIN, "x1"),)))["f1"] == 1.0


@pytest.mark.parametrize("label", ["NOT_ENOUGH_EVIDENCE", FAILED])
def test_citing_nothing_has_recall_zero_and_no_precision(label: str) -> None:
    got = values(METRICS, claim(gold=GOLD), verdict(label))
    assert (got["recall"], got["f1"]) == (0.0, 0.0)
    assert "precision" not in got


def test_the_first_two_sentences_shown_count_whether_a_side_is_taken_or_not() -> None:
    case = claim(gold=GOLD, sentence_sets=((PUTIN, SHOIGU),))
    both = (cited(1, PUTIN, "a1"), cited(2, SHOIGU, "a1"))
    assert values(METRICS, case, verdict(closest=both))["shown-f1"] == 1.0
    assert values(METRICS, case, verdict(closest=(cited(1, NOISE, "a1"), *both)))["shown-f1"] == 1 / 2
    assert values(METRICS, case, verdict(supporting=both[:1], closest=both))["shown-f1"] == pytest.approx(2 / 3)
    assert values(METRICS, case, verdict())["shown-f1"] == 0
    assert "shown-f1" not in values(METRICS, claim(), verdict(closest=both))


def test_evidence_does_not_apply_without_gold_sentences_or_without_verdicts() -> None:
    output = verdict(supporting=(cited(1, PUTIN),))
    assert values(METRICS, claim(), output) == {}
    assert "f1" not in values(METRICS, claim(gold=(Gold(article_id="a1"),)), output)
    assert "f1" not in values(METRICS, claim(gold=GOLD), verdict(None))
