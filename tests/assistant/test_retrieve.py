"""Ranking by words and time, folding copies, and what the filters keep out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant import Assistant, InvalidQuestion, Outcome
from assistant.retrieval.copies import fold_copies
from assistant.retrieval.passage_words import rarities
from assistant.retrieval.ranking import Ranking, nearness, rank, shipped, shortlist
from assistant.types import Evidence
from corpus.lexical import Hit
from corpus.selection import day_number
from tests.assistant.builders import a_passage, a_source, some_evidence

Over = Callable[..., Assistant]
DAY = date(2014, 11, 4)
TEXT = (
    "The ministry said that the first of the units had left the training ranges near the border on Monday morning "
    "and that the others would follow before the end of the month."
)


WORDS = {"rostov": 2.0, "rail": 1.0}
WORDED = {"lexical", "coverage", "article", "lead"}
"""The signals that take part when there is nothing but text."""


def test_a_passage_near_the_day_asked_about_comes_before_an_equal_one_far_from_it() -> None:
    passages = [
        a_passage(TEXT, number=n, article_id=f"a{n}", source=a_source(published=DAY + timedelta(days=days)))
        for n, days in enumerate((-300, 3, -30), start=1)
    ]
    ranked = rank(passages, {1: 5.0, 2: 5.0, 3: 5.0}, {}, DAY, WORDS)
    assert [found.passage.id for found in ranked] == [2, 3, 1]
    assert all("time" in found.signals and 0 <= found.score <= 1 for found in ranked)


def test_before_the_day_counts_like_after_it_and_a_day_nearer_is_a_little_better() -> None:
    days = [nearness(DAY + timedelta(days=days), DAY) for days in (0, 1, 20)]
    assert days[0] == 1.0 > days[1] > 0.9 and days[2] < 0.3
    assert nearness(DAY - timedelta(days=20), DAY) == days[2] and nearness(None, DAY) == 0.0


def test_where_nothing_is_near_in_time_words_alone_decide() -> None:
    old = [a_passage(TEXT, number=n, source=a_source(published=DAY - timedelta(days=400 + n))) for n in (1, 2)]
    undated = a_passage(TEXT, number=3, source=a_source(published=None))
    ranked = rank([*old, undated], {1: 1.0, 2: 2.0, 3: 4.0}, {}, DAY, {})
    assert [found.passage.id for found in ranked] == [3, 2, 1]
    assert "time" not in ranked[0].signals and ranked[0].signals["lexical"] == 1.0


def test_meaning_takes_part_where_there_are_vectors() -> None:
    passages = [a_passage(TEXT, number=n, article_id=f"a{n}") for n in (1, 2)]
    ranked = rank(passages, {1: 1.0}, {1: 0.2, 2: 0.9}, DAY, WORDS)
    assert [found.passage.id for found in ranked] == [1, 2]
    assert ranked[0].signals["dense"] == 0.0 and ranked[1].signals["dense"] == 1.0


def test_a_passage_that_was_only_found_by_words_has_no_more_meaning_than_the_last_found_by_meaning() -> None:
    passages = [a_passage(TEXT, number=n, article_id=f"a{n}") for n in (1, 2, 3)]
    ranked = rank(passages, {1: 1.0}, {2: -0.2, 3: 0.4}, DAY, WORDS)
    assert {found.passage.id: found.signals["dense"] for found in ranked} == {1: 0.0, 2: 0.0, 3: 1.0}


def test_more_of_the_question_in_a_passage_and_in_its_article_counts() -> None:
    source = replace(a_source(published=None), title=None)
    texts = {1: "The troops left Rostov.", 2: "They went by rail.", 3: "The troops left Rostov.", 4: "It rained."}
    passages = [
        a_passage(text, number=n, article_id="one" if n < 3 else "two", source=source) for n, text in texts.items()
    ]
    found = {item.passage.id: item for item in rank(passages, dict.fromkeys(texts, 1.0), {}, DAY, WORDS)}
    assert set(found[1].signals) == WORDED
    assert [round(found[n].signals["coverage"], 2) for n in texts] == [0.67, 0.33, 0.67, 0.0]
    assert [round(found[n].signals["article"], 2) for n in texts] == [1.0, 1.0, 0.67, 0.67]
    assert found[1].score > found[3].score


def test_another_word_for_the_same_thing_counts_in_part() -> None:
    texts = {1: "Rail workers died.", 2: "Rail workers were killed.", 3: "Rail workers sang."}
    passages = [a_passage(text, number=n, article_id=f"a{n}") for n, text in texts.items()]
    ranked = rank(passages, dict.fromkeys(texts, 1.0), {}, DAY, {"rail": 1.0, "die": 1.0})
    assert [round(item.signals["coverage"], 2) for item in ranked] == [1.0, 0.9, 0.5]


def test_a_headline_that_the_question_names_counts_and_so_does_standing_at_the_beginning() -> None:
    named, other = (replace(a_source(published=None), title=title) for title in ("Rostov rail", "Weather"))
    sources = {1: other, 2: named}
    passages = [a_passage(TEXT, number=n, article_id=f"a{n}", source=source) for n, source in sources.items()]
    ranked = rank(passages, {1: 1.0, 2: 1.0}, {}, DAY, WORDS)
    assert [(item.passage.id, item.signals["headline"]) for item in ranked] == [(2, 1.0), (1, 0.0)]
    late = replace(a_passage(TEXT, number=1, source=other), start=5_000, end=5_000 + len(TEXT))
    ranked = rank([late, a_passage(TEXT, number=2, source=other)], {1: 1.0, 2: 1.0}, {}, DAY, WORDS)
    assert [item.passage.id for item in ranked] == [2, 1] and ranked[0].signals["lead"] == 1.0


def test_every_signal_and_score_lies_between_none_and_all_and_has_a_weight() -> None:
    passages = [a_passage(TEXT, number=n, article_id=f"a{n % 3}", source=a_source(published=DAY)) for n in range(1, 9)]
    for item in rank(passages, {n: 3.0 / n for n in range(1, 6)}, {n: n / 9 - 0.4 for n in range(3, 9)}, DAY, WORDS):
        assert item.signals.keys() == shipped().weights.keys() - {"phrase"}
        assert all(0 <= value <= 1 for value in (item.score, *item.signals.values()))


def test_weights_are_those_of_the_file() -> None:
    only_lead = Ranking(weights={"lead": 2.0})
    [item] = rank([replace(a_passage(TEXT), start=500, end=500 + len(TEXT))], {}, {}, DAY, WORDS, ranking=only_lead)
    assert item.signals == {"lead": 0.5} and item.score == 0.5
    assert shipped().weights["lexical"] == 1.0 and len(shipped().fitted["on"]) == 6


@pytest.mark.parametrize("marks", ['""', "\u201c\u201d", "\u00ab\u00bb"])
def test_words_in_quotation_marks_come_first_where_they_stand_as_such(over: Over, marks: str) -> None:
    texts = [
        f"The minister said of the Rostov report {number} that withdrawal of troops from Rostov was a lie."
        for number in range(80)
    ]
    texts += ["A grain of salt should be taken with it, a clerk said.", "Take it with a grain of salt, the envoy said."]
    assistant = over(*({"text": text, "published": "2014-11-04"} for text in texts))
    asked = f"Who said of the Rostov withdrawal report of troops {marks[0]}with a grain of salt{marks[1]}?"
    first, second = assistant.search(asked, k=2)
    assert first.passage.text == texts[-1] and first.signals["phrase"] == 1.0
    assert second.signals["phrase"] == 0.0
    assert "phrase" not in assistant.search(asked.replace("salt", "pepper"), k=1)[0].signals


def test_a_rare_word_is_worth_more_and_no_word_less_than_nothing() -> None:
    worth = rarities(["rostov", "say"], {"rostov": 3, "say": 1_000}, 1_000)
    assert worth["rostov"] > 5 and 0 < worth["say"] < 0.001
    assert rarities(["nowhere"], {"nowhere": 0}, 1_000) == {}
    assert rarities(["gone"], {"gone": 7}, 0)["gone"] > 0, "an index may grow between the two questions to it"


def test_the_shortlist_takes_what_words_meaning_and_time_together_favour() -> None:
    near, far = day_number(DAY), day_number(DAY - timedelta(days=900))
    hits = [Hit(1, 9.0, far), Hit(2, 8.0, near), Hit(3, 1.0, far)]
    assert shortlist(hits, {3: 0.1, 4: 0.9}, DAY, 3) == [2, 1, 4]
    assert shortlist([], {}, DAY, 5) == []


def test_no_candidates_give_no_evidence() -> None:
    assert rank([], {}, {}, DAY, WORDS) == [] and fold_copies([], 5) == []


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


COPY = state([*RANGES, "Our own reporter saw no tents."], "", url="https://other.example/1", outlet="The Copyist")


@pytest.mark.parametrize("days", [("2014-11-03", "2014-11-04"), ("2014-11-03", "2014-11-03")])
def test_a_copy_of_what_was_corrected_since_gives_way_to_the_correction(over: Over, days: tuple[str, str]) -> None:
    old, new, copy = (({**one, "published": day}) for one, day in ((OLD, days[0]), (NEW, days[0]), (COPY, days[1])))
    for order in ((old, new, copy), (copy, old, new)):
        assistant = over(*order)
        answer = assistant.ask("How many troops left the Rostov ranges?", asked_on="2014-11-07")
        assert "15,000" in answer.citations[0].quote
        assert not any("17,600 troops had left" in found.passage.text for found in answer.evidence)
        # What the correction left as it was is cited from a copy without a word.
        quiet = assistant.ask("Who had no comment on the report?", asked_on="2014-11-07")
        assert quiet.citations[0].quote == RANGES[2]
        assert not any("[1]" in note and "earlier version" in note for note in quiet.notes)


def test_what_a_correction_took_out_is_cited_from_a_copy_with_the_warning(over: Over) -> None:
    assistant = over(COPY, OLD, NEW)
    question = "How many lorries did a witness count?"
    answer = assistant.ask(question, asked_on="2014-11-07", outlets=["The Copyist"])
    [citation, *_] = answer.citations
    assert citation.quote == RANGES[1] and citation.source.outlet == "The Copyist"
    [note] = [note for note in answer.notes if "earlier version" in note]
    assert note.startswith("[1] repeats an earlier version of another article, changed on 6 November 2014")
    assert "outside of these filters" in note
    [evidence] = [found for found in answer.evidence if found.superseded]
    assert evidence.superseded and evidence.superseded.copied
    assert assistant.article(evidence.superseded.copied).text == OLD["text"]


def test_an_outlet_that_rewrites_its_own_copy_tells_nothing_about_the_report_it_copied(over: Over) -> None:
    first = {**COPY, "published": "2014-11-01"}
    rewritten = state([RANGES[0].replace("17,600", "many"), *RANGES[2:]], "2014-11-06T08:00:00Z")
    assistant = over(first, OLD, rewritten)
    [evidence, *_] = assistant.search("witness counted lorries on the road to Taganrog", outlets=["The Copyist"])
    assert RANGES[1] in evidence.passage.text and evidence.superseded is None


def test_a_copy_counts_on_a_day_before_the_correction(over: Over) -> None:
    answer = over(OLD, NEW, COPY).ask("How many troops left the Rostov ranges?", as_of="2014-11-05")
    assert all("17,600" in citation.quote for citation in answer.citations[:1])
    assert not any("earlier version" in note for note in answer.notes)


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
