"""What changed from one version of an article to the next, and what a notice says of it."""

from __future__ import annotations

import random
import time

import pytest

from corpus.versions import Wording, corrects, differences, notice_in, said_only_in
from tests.corpus.changed_pages import BODY, sentence


def pieces(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(change.kind, change.old.of(old), change.new.of(new)) for change in differences(old, new)]


def test_differences_are_words_with_their_places_in_both_texts() -> None:
    old = "Moscow said on Tuesday that 17,600 troops had left. Kyiv denied it."
    new = "Moscow said that 15,000 troops had left Rostov. Kyiv denied it."
    assert pieces(old, new) == [
        ("removed", "on Tuesday", ""),
        ("replaced", "17,600", "15,000"),
        ("added", "", "Rostov"),
    ]
    assert pieces(old, old) == []
    assert pieces("", old) == [("added", "", old)] and pieces(old, "") == [("removed", old, "")]


@pytest.mark.parametrize("seed", range(25))
def test_differences_are_in_order_and_what_lies_between_them_is_equal(seed: int) -> None:
    rng = random.Random(seed)
    parts = [sentence(n, rng.randrange(1, 9)) for n in range(rng.randrange(1, 30))]
    changed = [p if rng.random() > 0.3 else sentence(rng.randrange(40), 5) for p in parts if rng.random() > 0.1]
    old, new = (
        rng.choice([" ", "\n"]).join(parts),
        " ".join([*changed, *([sentence(77)] if rng.random() > 0.5 else [])]),
    )
    at_old = at_new = 0
    for change in differences(old, new):
        assert old[at_old : change.old.start].split() == new[at_new : change.new.start].split()
        assert at_old <= change.old.start <= change.old.end and at_new <= change.new.start <= change.new.end
        at_old, at_new = change.old.end, change.new.end
    assert old[at_old:].split() == new[at_new:].split()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ".join(sentence(n) for n in range(5_000)), " ".join(sentence(n) for n in range(2_000, 7_000))),
        ("yes " * 60_000, "yes no " * 30_000),
        ("Yes. " * 20_000, "No. Yes. " * 10_000),
    ],
)
def test_differences_of_long_texts_take_bounded_time(old: str, new: str) -> None:
    started = time.perf_counter()
    assert differences(old, new)
    assert time.perf_counter() - started < 20


def test_a_sentence_is_still_said_with_another_figure_and_not_when_it_is_gone() -> None:
    later = Wording("Moscow said that 15,000 troops had left the ranges. Kyiv denied it.")
    assert later.holds("Moscow said on Tuesday that 17,600 troops had left.")
    assert not later.holds("A witness counted forty lorries on the road to Donetsk.")
    text = "Kyiv denied it. A witness counted forty lorries on the road to Donetsk. Kyiv denied it."
    alone = said_only_in(text, later)
    assert alone and alone.of(text) == "A witness counted forty lorries on the road to Donetsk."
    assert said_only_in("Kyiv denied it.", later) is None


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: An earlier version of this article gave a wrong figure. It was 15,000.",
        "CORRECTION (Nov. 5, 2014): The number of troops was 15,000.",
        "Clarification, 5 November: the ministry spoke of units.",
        "This article was amended on 5 November 2014 to correct the figure.",
        "This story has been updated.",
        "Update: The ministry has since answered.",
        "Editor’s note: A previous version of this report named another town.",
    ],
)
def test_notices_of_corrections_and_updates_are_recognised(notice: str) -> None:
    text = f"{BODY}\n\n{notice}\n\nRead more of our reports."
    found = notice_in(text)
    assert found and found.of(text) == notice


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The minister wrongly stated that the troops had left.",
        "Editor's note: The writer is a professor of history at Tromsø.",
        "Update: Road closures across the valley on Monday",
        "The correction of the market went on. Updates follow in the spring.",
        "",
    ],
)
def test_reports_about_corrections_are_no_notices(text: str) -> None:
    assert notice_in(text) is None


def test_a_sentence_that_tells_what_was_wrong_is_told_from_others() -> None:
    assert corrects("An earlier version of this article said 17,600.") and not corrects("It is 15,000.")
