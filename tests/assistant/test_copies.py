"""Copies of one report: folded where they say the same, named, and one source whatever they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant
from assistant.copies import fold_copies, source_of
from tests.assistant.builders import some_evidence

Over = Callable[..., Assistant]

FIRST = "The ministry said on Monday that the last of the troops had left the ranges near the city of Rostov."
SECOND = "A column of forty lorries was seen on the road to Taganrog before dawn, two witnesses told the agency."
THIRD = "Officials in the capital declined to comment and asked for observers to be sent to the border crossing."
FOURTH = "The units had come for drills in spring and stayed for longer than was announced."
ONE_STORY = {"a1": 7, "a2": 7}


def test_passages_that_share_half_their_words_are_copies_only_within_a_story() -> None:
    shifted = some_evidence(f"{FIRST} {SECOND} {FOURTH}", f"{SECOND} {FOURTH} {THIRD}")
    assert len(fold_copies(shifted, 5)) == 2
    assert len(fold_copies(shifted, 5, {"a1": 7, "a2": 8})) == 2
    [kept] = fold_copies(shifted, 5, ONE_STORY)
    assert kept.passage.article_id == "a1" and len(kept.copies) == 1


@pytest.mark.parametrize("other", ["A column of fifty", "A column of 40", "A column of 17,600"])
def test_members_of_a_story_that_differ_in_a_figure_stay_side_by_side(other: str) -> None:
    changed = SECOND.replace("A column of forty", other)
    assert len(fold_copies(some_evidence(f"{FIRST} {SECOND}", f"{FIRST} {changed}"), 5, ONE_STORY)) == 2
    assert (
        len(fold_copies(some_evidence(f"{FIRST} {SECOND} {FOURTH}", f"{changed} {FOURTH} {THIRD}"), 5, ONE_STORY)) == 2
    )


def test_a_figure_that_changes_places_with_another_is_a_difference() -> None:
    texts = (f"{FIRST} It counted 12 dead and 15 hurt there.", f"{FIRST} It counted 15 dead and 15 hurt there.")
    assert len(fold_copies(some_evidence(*texts), 5, ONE_STORY)) == 2


def test_figures_of_sentences_that_only_one_member_has_do_not_keep_them_apart() -> None:
    one, other = f"In 2013 it was not so. {FIRST} {SECOND}", f"{FIRST} {SECOND} The road is 70 km long."
    assert len(fold_copies(some_evidence(one, other), 5, ONE_STORY)) == 1


REPORT = [FIRST, SECOND, THIRD, FOURTH]
LATER = "Our reporter in Taganrog saw no lorries at all on that road, and the petrol station there was closed."


def member(outlet: str, published: str | None, *lines: str) -> dict[str, str]:
    dated = {"published": published} if published else {}
    return {
        "text": "\n\n".join(lines),
        "outlet": outlet,
        "title": "Troops leave",
        "url": f"https://{outlet}/1",
        **dated,
    }


def test_the_likely_original_is_named_and_a_story_is_one_source_though_not_all_is_folded(over: Over) -> None:
    assistant = over(
        member("second.example", "2014-11-04", *REPORT, LATER),
        member("first.example", "2014-11-03", *REPORT),
        member("alone.example", "2014-11-04", "The lorries on the road to Taganrog were empty, a driver said."),
    )
    found = assistant.search("lorries on the road to Taganrog", asked_on="2014-11-05", k=20)
    members = [item for item in found if item.syndication]
    others = [item for item in found if not item.syndication]
    assert len({source_of(item) for item in members}) == 1 and len(others) == 1
    assert source_of(others[0]) == others[0].passage.article_id
    told = members[0].syndication
    assert told and told.original.outlet == "first.example" and told.articles == 2
    assert set(told.outlets) == {"first.example", "second.example"}
    assert members[0].to_dict()["source_id"] == told.original_id == members[0].to_dict()["syndication"]["original_id"]


def test_members_that_the_filters_leave_out_are_not_named(over: Over) -> None:
    assistant = over(member("late.example", "2014-11-09", *REPORT), member("early.example", "2014-11-03", *REPORT))
    [found] = assistant.search("lorries Taganrog", as_of="2014-11-05")
    assert found.syndication is None and found.copies == () and found.passage.source.outlet == "early.example"
    assert assistant.search("lorries Taganrog")[0].syndication
