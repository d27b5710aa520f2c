"""Ranking by words and time, folding copies, and what the filters keep out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from assistant import Assistant, InvalidQuestion, Outcome
from assistant.copies import fold_copies
from assistant.retrieve import rank
from assistant.types import Evidence
from tests.assistant.builders import a_passage, a_source, some_evidence

Over = Callable[..., Assistant]
DAY = date(2014, 11, 4)
TEXT = (
    "The ministry said that the first of the units had left the training ranges near the border on Monday morning "
    "and that the others would follow before the end of the month."
)


def test_a_passage_near_the_day_asked_about_comes_before_an_equal_one_far_from_it() -> None:
    passages = [
        a_passage(TEXT, number=n, article_id=f"a{n}", source=a_source(published=DAY + timedelta(days=days)))
        for n, days in enumerate((-300, 3, -30), start=1)
    ]
    ranked = rank(passages, {1: 5.0, 2: 5.0, 3: 5.0}, {}, DAY)
    assert [found.passage.id for found in ranked] == [2, 3, 1]
    assert all(set(found.signals) == {"lexical", "time"} and 0 <= found.score <= 1 for found in ranked)


def test_where_nothing_is_near_in_time_words_alone_decide() -> None:
    old = [a_passage(TEXT, number=n, source=a_source(published=DAY - timedelta(days=400 + n))) for n in (1, 2)]
    undated = a_passage(TEXT, number=3, source=a_source(published=None))
    ranked = rank([*old, undated], {1: 1.0, 2: 2.0, 3: 4.0}, {}, DAY)
    assert [found.passage.id for found in ranked] == [3, 2, 1]
    assert set(ranked[0].signals) == {"lexical"} and ranked[0].score == 1.0


def test_meaning_takes_part_where_there_are_vectors() -> None:
    passages = [a_passage(TEXT, number=n, article_id=f"a{n}") for n in (1, 2)]
    ranked = rank(passages, {1: 1.0}, {1: 0.2, 2: 0.9}, DAY)
    assert ranked[0].signals["dense"] == 0.0 and ranked[1].signals["dense"] == 1.0
    assert [found.passage.id for found in ranked] == [1, 2]


def test_no_candidates_give_no_evidence() -> None:
    assert rank([], {}, {}, DAY) == [] and fold_copies([], 5) == []


def test_near_identical_passages_of_other_articles_become_copies_of_the_first() -> None:
    [kept] = fold_copies(some_evidence(TEXT, TEXT.replace("Monday", "Tuesday"), f"{TEXT} It gave no details."), 5)
    assert kept.passage.article_id == "a1" and len(kept.copies) == 2


def test_a_passage_with_another_figure_is_no_copy() -> None:
    one, two = f"{TEXT} It counted 17,600 men.", f"{TEXT} It counted 15,000 men."
    assert len(fold_copies(some_evidence(one, two), 5)) == 2


def test_overlapping_passages_of_one_article_are_folded_without_a_copy() -> None:
    evidence = [Evidence(passage=a_passage(TEXT, number=n), score=1.0) for n in (1, 2)]
    assert [found.copies for found in fold_copies(evidence, 5)] == [()]


def test_short_passages_are_copies_only_when_they_are_the_same() -> None:
    assert len(fold_copies(some_evidence("Nato says no.", "Nato says yes."), 5)) == 2
    assert len(fold_copies(some_evidence("Nato says no.", "NATO says no!"), 5)) == 1


def test_search_gives_at_most_k_best_first(assistant: Assistant) -> None:
    all_of_it = assistant.search("Rostov troops withdrawal", k=20)
    assert 3 < len(all_of_it) <= 20
    assert [found.score for found in all_of_it] == sorted((found.score for found in all_of_it), reverse=True)
    for k in (1, 2, 3):
        assert [found.passage for found in assistant.search("Rostov troops withdrawal", k=k)] == [
            found.passage for found in all_of_it[:k]
        ]


@pytest.mark.parametrize("k", [0, -1])
def test_a_search_for_nothing_is_an_error(assistant: Assistant, k: int) -> None:
    with pytest.raises(InvalidQuestion, match="at least 1"):
        assistant.search("Rostov", k=k)


def test_search_takes_the_filters_of_ask(assistant: Assistant) -> None:
    found = assistant.search("independence", outlets=["the northern ledger"], published_to="2014-12-31")
    assert found and {item.passage.source.outlet for item in found} == {"The Northern Ledger"}
    assert assistant.search("independence", as_of="2014-01-01") == []


def test_the_day_asked_on_decides_between_two_reports_in_the_same_words(over: Over) -> None:
    text = "The mayor opened the bridge over the river in the presence of the governor."
    assistant = over(
        {"text": f"{text} It was rebuilt.", "published": "2012-05-01", "outlet": "Old"},
        {"text": f"{text} It was new.", "published": "2014-05-01", "outlet": "New"},
    )
    for day, outlet in (("2012-05-03", "Old"), ("2014-04-20", "New")):
        assert assistant.search("bridge opened", asked_on=day)[0].passage.source.outlet == outlet
    assert assistant.search("bridge opened in May 2012", asked_on="2014-05-01")[0].passage.source.outlet == "Old"
    assert assistant.search("bridge opened in May 2014", asked_on="2012-05-01")[0].passage.source.outlet == "New"


def test_as_of_leaves_out_later_and_undated_articles_and_counts_the_undated(over: Over) -> None:
    assistant = over(
        {"text": "The bridge opened on Monday, the mayor said.", "published": "2014-05-01", "outlet": "One"},
        {"text": "The bridge opened with a delay, engineers said.", "published": "2014-05-09", "outlet": "Two"},
        {"text": "The bridge opened at last, a paper wrote.", "outlet": "Three"},
    )
    answer = assistant.ask("When did the bridge open?", as_of="2014-05-08")
    assert {found.passage.source.outlet for found in answer.evidence} == {"One"}
    assert (answer.coverage.articles, answer.coverage.articles_in_archive) == (1, 3)
    assert answer.coverage.left_out_undated == 1 and "1 article without a known date was left out" in answer.notes[-1]
    assert assistant.ask("When did the bridge open?").coverage.left_out_undated == 0
    ranged = assistant.ask("When did the bridge open?", published_from="2014-05-09", published_to="2014-05-09")
    assert {found.passage.source.outlet for found in ranged.evidence} == {"Two"}


def test_an_undated_article_captured_before_the_as_of_day_existed_by_then(over: Over) -> None:
    assistant = over({"text": "The bridge opened, a paper wrote.", "retrieved": "2014-05-02T10:00:00Z"})
    assert assistant.search("bridge opened", as_of="2014-05-02")
    assert not assistant.search("bridge opened", as_of="2014-05-01")


URL = "https://example.org/news/ranges"
RANGES = [
    "The defence ministry said on Monday that 17,600 troops had left the Rostov ranges.",
    "A witness counted forty lorries on the road to Taganrog before dawn.",
    "Officials in Kyiv had no comment on the report and asked for observers at the border.",
    "The units had come for exercises in the spring and stayed longer than was announced.",
]
CORRECTION = "Correction: an earlier version of this article gave 17,600 as the number of troops."
CORRECTED = [RANGES[0].replace("17,600", "15,000"), *RANGES[2:], CORRECTION]


def state(sentences: list[str], retrieved: str, **fields: str) -> dict[str, str]:
    return {
        "text": "\n\n".join(sentences),
        "url": URL,
        "outlet": "The Ledger",
        "published": "2014-11-03",
        "retrieved": retrieved,
        **fields,
    }


OLD, NEW = state(RANGES, "2014-11-04T08:00:00Z"), state(CORRECTED, "2014-11-06T08:00:00Z")


def test_what_a_correction_replaced_is_found_in_the_current_version_only(over: Over) -> None:
    for order in ((OLD, NEW), (NEW, OLD)):
        answer = over(*order).ask("How many troops left the Rostov ranges?", asked_on="2014-11-07")
        assert "15,000" in answer.citations[0].quote
        assert not any("17,600 troops had left" in found.passage.text for found in answer.evidence)
        assert not any("earlier version of this article, changed" in note for note in answer.notes)


def test_a_sentence_that_only_an_earlier_version_holds_is_found_and_the_answer_says_so(over: Over) -> None:
    assistant = over(OLD, NEW)
    answer = assistant.ask("How many lorries did a witness count?", asked_on="2014-11-07")
    [citation, *_] = answer.citations
    assert citation.quote == RANGES[1]
    assert assistant.article(citation.article_id).text[citation.start : citation.end] == RANGES[1]
    [note] = [note for note in answer.notes if note.startswith("[1]")]
    assert "earlier version of this article, changed on 6 November 2014" in note and CORRECTION in note
    [evidence] = [found for found in answer.evidence if found.superseded]
    assert evidence.passage.text == RANGES[1] and evidence.copies == ()
    assert evidence.to_dict()["superseded"]["changed"] == "2014-11-06"


def test_coverage_counts_an_article_once_however_many_versions_it_has(over: Over) -> None:
    alone = {"text": "The bridge opened on Monday.", "outlet": "Other"}
    undated = {**NEW, "url": f"{URL}/2", "published": ""}
    coverage = over(OLD, NEW, alone, undated, {**undated, "text": f"{undated['text']} More."}).coverage()
    assert (coverage.articles, coverage.articles_in_archive, coverage.undated) == (3, 3, 2)


def test_on_an_as_of_day_the_version_of_that_day_counts(over: Over) -> None:
    assistant = over(OLD, NEW)
    for day, figure in (("2014-11-03", "17,600"), ("2014-11-05", "17,600"), ("2014-11-06", "15,000")):
        answer = assistant.ask("How many troops left the Rostov ranges?", asked_on=day, as_of=day)
        assert figure in answer.citations[0].quote
        assert not any("earlier version of this article, changed" in note for note in answer.notes)


def test_a_version_that_the_filters_leave_out_takes_no_ones_place_but_is_told(over: Over) -> None:
    assistant = over(OLD, {**NEW, "published": "2014-11-06"})
    answer = assistant.ask("How many troops left the Rostov ranges?", published_to="2014-11-05")
    assert "17,600" in answer.citations[0].quote
    [note] = [note for note in answer.notes if note.startswith("[1]")]
    assert "outside of these filters" in note and "6 November 2014" in note


def test_what_several_earlier_versions_say_is_told_once_with_the_day_on_which_it_went(over: Over) -> None:
    between = state([*RANGES, "The border stayed closed."], "2014-11-05T08:00:00Z")
    assistant = over(OLD, between, NEW)
    answer = assistant.ask("How many lorries did a witness count?", asked_on="2014-11-07")
    assert len([found for found in answer.evidence if found.superseded]) == 1
    assert any("changed on 6 November 2014" in note for note in answer.notes)
    assert not any(found.copies for found in answer.evidence)


def test_many_captures_of_one_page_do_not_crowd_out_others(over: Over) -> None:
    lines = [f"The council counted {n} broken lamps near the Rostov ranges this week." for n in range(100, 150)]
    states = [
        state([*lines[:40], f"Entry {n} was put in."], f"2014-11-{n % 28 + 1:02}T{n // 28:02}:00:00Z")
        for n in range(60)
    ]
    other = {"text": f"{RANGES[1]} The council looked on.", "outlet": "Other", "published": "2013-01-01"}
    found = over(*states, other).search("council counted lamps Rostov ranges", k=50)
    assert {item.passage.source.outlet for item in found} == {"The Ledger", "Other"}


def test_figures_of_two_versions_are_no_disagreement_of_sources(over: Over) -> None:
    reworded = state([f"Now the ministry puts it at 15,000 troops. {CORRECTION}", *RANGES[1:]], "2014-11-06T08:00:00Z")
    answer = over(OLD, reworded).ask("How many troops left the Rostov ranges?", asked_on="2014-11-07")
    assert answer.outcome is not Outcome.CONTESTED
