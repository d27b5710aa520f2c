"""Copies of one report: folded where they say the same, named, and one source whatever they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import ArchiveUnavailable, Assistant, Citation, Label, Source
from assistant.presentation.terminal import verdict_lines
from assistant.retrieval.copies import fold_copies, independent_sources, source_of
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


def test_articles_of_one_outlet_or_from_one_agency_are_one_voice() -> None:
    def cited(number: int, outlet: str | None, agency: str | None = None, report: str = "") -> Citation:
        source = Source(outlet=outlet, agency=agency)
        article = f"a{number}"
        return Citation(
            number=number, article_id=article, start=0, end=4, quote="Yes.", source=source, source_id=report or article
        )

    assert independent_sources([]) == 0
    assert independent_sources([cited(1, "Signal & Orbit"), cited(2, "Signal & Orbit")]) == 1
    assert independent_sources([cited(1, "Signal & Orbit"), cited(2, "Courier"), cited(3, None), cited(4, None)]) == 4
    assert independent_sources([cited(1, "Courier", "Meridian Wire"), cited(2, "Meridian Wire")]) == 1
    assert independent_sources([cited(1, "Courier", report="r"), cited(2, "Lantern", report="r")]) == 1
    chain = [cited(1, "Courier"), cited(2, "Lantern", report="r"), cited(3, "Courier", report="r")]
    assert independent_sources(chain) == 1


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


def test_copies_of_one_report_support_a_claim_once_and_are_named(over: Over) -> None:
    told = "The ministry said that 17,600 troops had left the ranges near Rostov by the evening of Monday."
    assistant = over(
        member("first.example", "2014-11-03", told, *REPORT),
        member("second.example", "2014-11-04", *REPORT, told),
        member("alone.example", "2014-11-04", f"Elsewhere it was known at once. {told} Nobody was surprised by that."),
    )
    verdict = assistant.check(told, asked_on="2014-11-05")
    assert verdict.label is Label.SUPPORTED
    assert len(verdict.supporting) == len({citation.source_id for citation in verdict.supporting})
    outlets = {c.source.outlet for c in verdict.supporting} | {s.outlet for c in verdict.supporting for s in c.copies}
    assert outlets == {"first.example", "second.example", "alone.example"}


def test_a_cited_copy_is_named_as_one_with_where_the_report_likely_comes_from(over: Over) -> None:
    own = "A spokesman for the ministry added that the bridge near Matveyev Kurgan would open in April."
    assistant = over(
        member("first.example", "2014-11-03", *REPORT), member("second.example", "2014-11-04", *REPORT, own)
    )
    answer = assistant.ask("When would the bridge near Matveyev Kurgan open?", asked_on="2014-11-05")
    citation = answer.citations[0]
    assert citation.quote == own and citation.is_copy
    [note] = [note for note in answer.notes if note.startswith("[1]")]
    assert "2 articles carry" in note and "first.example, 3 November 2014" in note and "one source" in note
    verdict = assistant.check(own, asked_on="2014-11-05")
    assert list(verdict.notes) == verdict.to_dict()["notes"]
    assert any("first.example" in note for note in verdict.notes)
    assert any("Note: [1] carries" in line for line in verdict_lines(verdict))


def test_a_verdict_from_an_earlier_version_says_so(over: Over) -> None:
    page = {"url": "https://first.example/1", "outlet": "first.example", "published": "2014-11-03"}
    assistant = over(
        {**page, "text": "\n\n".join(REPORT), "retrieved": "2014-11-04T08:00:00Z"},
        {**page, "text": "\n\n".join([FIRST, *REPORT[2:]]), "retrieved": "2014-11-06T08:00:00Z"},
    )
    verdict = assistant.check(SECOND, asked_on="2014-11-07")
    assert verdict.label is Label.SUPPORTED
    assert any("earlier version of this article, changed on 6 November 2014" in note for note in verdict.notes)


def test_a_story_tells_who_carries_a_report_and_who_likely_had_it_first(over: Over) -> None:
    assistant = over(
        member("second.example", "2014-11-04", *REPORT, LATER),
        member("first.example", "2014-11-03", *REPORT),
        member("alone.example", "2014-11-04", "The lorries on the road to Taganrog were empty, a driver said."),
    )
    ids = {item.passage.source.outlet: item.passage.article_id for item in assistant.search("lorries Taganrog", k=20)}
    ids |= {source.outlet: "" for item in assistant.search("lorries Taganrog") for source in item.copies} | ids
    story = assistant.story(ids["second.example"])
    assert story.original.source.outlet == "first.example" and len(story.members) == 2
    assert story == assistant.story(story.original.article_id)
    assert set(story.to_dict()["outlets"]) == {"first.example", "second.example"}
    alone = assistant.story(ids["alone.example"])
    assert alone.members == (alone.original,) and alone.outlets == ("alone.example",)
    with pytest.raises(ArchiveUnavailable, match="no article with the id nobody"):
        assistant.story("nobody")


def test_versions_and_the_words_that_changed_between_them(over: Over) -> None:
    page = {"url": "https://first.example/1", "outlet": "first.example", "published": "2014-11-03"}
    before, after = "\n\n".join(REPORT), "\n\n".join(REPORT).replace("forty", "fifty")
    assistant = over(
        {**page, "text": before, "retrieved": "2014-11-04T08:00:00Z"},
        {**page, "text": after, "retrieved": "2014-11-06T08:00:00Z"},
    )
    first, second = assistant.versions(assistant.search("lorries Taganrog")[0].passage.article_id)
    assert [v.current for v in (first, second)] == [False, True]
    [change] = assistant.changes(first.article_id, second.article_id)
    assert (change.removed, change.added, change.kind) == ("forty", "fifty", "replaced")
    assert change.earlier.of(before) == "forty" and change.later.of(after) == "fifty"
    for call in (assistant.versions, lambda missing: assistant.changes(first.article_id, missing)):
        with pytest.raises(ArchiveUnavailable, match="no article"):
            call("nobody")
