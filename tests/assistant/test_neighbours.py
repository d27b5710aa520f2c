"""Which passages are joined into one, and that what comes out is the article's own text at its own place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.retrieval.neighbours import AMONG, LONGEST, join_neighbours
from assistant.types import Evidence
from corpus import Source, Superseded
from tests.assistant.builders import a_passage

TEXT = "The minister spoke first. He was angry.\n\nThen he signed the treaty. Nobody clapped. It rained."
CUTS = ((0, 25), (26, 39), (41, 67), (68, 94))


def found(number: int, score: float, text: str = TEXT, article: str = "a1", **fields: Any) -> Evidence:
    start, end = CUTS[number]
    passage = a_passage(text[start:end], number=number, article_id=article, start=start)
    return Evidence(passage=passage, score=score, **fields)


def joined(*evidence: Evidence) -> list[Evidence]:
    return join_neighbours(evidence, lambda article_id: TEXT)


def test_two_passages_side_by_side_become_one_at_the_better_ones_place() -> None:
    other = found(3, 0.8, article="a2")
    [both, alone] = joined(found(2, 0.9), other, found(1, 0.5))
    assert (both.passage.start, both.passage.end, both.score, both.passage.id) == (26, 67, 0.9, 2)
    assert both.passage.text == TEXT[26:67] and alone == other


def test_passages_with_another_between_them_stay_apart_until_that_is_found_too() -> None:
    assert len(joined(found(0, 0.9), found(2, 0.8))) == 2
    [whole] = joined(found(0, 0.9), found(2, 0.8), found(1, 0.1))
    assert whole.passage.text == TEXT[0:67]


def test_passages_of_different_articles_are_never_joined() -> None:
    assert len(joined(found(0, 0.9), found(1, 0.8, article="a2"))) == 2


def test_what_was_joined_stays_short_enough_to_be_a_passage() -> None:
    text = "x" * (LONGEST // 2) + "\n" + "y" * (LONGEST // 2)
    cut = LONGEST // 2
    one = Evidence(passage=a_passage(text[:cut], number=1), score=0.9)
    two = Evidence(passage=a_passage(text[cut + 1 :], number=2, start=cut + 1), score=0.8)
    assert len(join_neighbours([one, two], lambda _: text)) == 2


def test_an_earlier_version_is_left_as_it_was_narrowed() -> None:
    old = Superseded(by="b", current="b", changed=None)
    assert len(joined(found(0, 0.9), found(1, 0.8, superseded=old))) == 2
    assert len(joined(found(0, 0.9, superseded=old), found(1, 0.8))) == 2


def test_words_that_no_passage_holds_keep_two_apart() -> None:
    one, two = found(0, 0.9), found(1, 0.8)
    assert len(join_neighbours([one, two], lambda _: TEXT[:25] + "X" + TEXT[26:])) == 2


def test_copies_of_both_are_kept_once() -> None:
    paper, agency = Source(outlet="Paper"), Source(outlet="Agency")
    [both] = joined(found(0, 0.9, copies=(paper,)), found(1, 0.8, copies=(agency, paper)))
    assert both.copies == (paper, agency)


def test_what_is_found_far_down_does_not_change_what_is_on_top() -> None:
    strangers = [replace(found(3, 0.8), passage=a_passage("z", number=n, article_id=f"b{n}")) for n in range(AMONG)]
    assert joined(found(0, 0.9), *strangers, found(1, 0.1))[0].passage.text == TEXT[0:25]
