"""The answer of the archive's own sentences: which are chosen, and when sources disagree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Outcome
from tests.assistant.conftest import quoting

Over = Callable[..., Assistant]
ORDER = "Who ordered the Rostov troop withdrawal?"


def quoted(answer: Answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (ORDER, "Putin"),
        ("How many troops were withdrawn?", "17,600"),
        ("How many troops did Putin order to withdraw?", "17,600"),
        ("How many soldiers were to leave Rostov?", "17,600"),
        ("What did Stoltenberg say about special forces?", "inside eastern"),
        ("When did NATO freeze cooperation with Russia?", "April"),
        ("In which month was cooperation frozen by NATO?", "April"),
        ("Why were the Russian troops in the Rostov region, according to Medvedev?", "drills"),
    ],
)
@pytest.mark.parametrize("archive", ["assistant", "seed"])
def test_the_facts_of_the_rostov_story_are_found_in_other_words(
    question: str, words: str, archive: str, request: pytest.FixtureRequest
) -> None:
    answer = request.getfixturevalue(archive).ask(question)
    assert answer.outcome is Outcome.ANSWERED and words in quoted(answer)


def test_a_pasted_page_without_a_year_is_attributed_and_its_dates_left_open(seed: Assistant) -> None:
    answer = seed.ask(ORDER)
    citation = answer.citations[0]
    assert citation.attribution == "Sputnik International, citing RIA Novosti, 4 November"
    assert citation.quote.startswith("On October 12, Russian President Vladimir Putin ordered")
    assert citation.resolved_dates == ()
    assert any("October 12" in note and "left open" in note for note in answer.notes)


def test_incomplete_dates_are_made_whole_from_a_dated_article(assistant: Assistant) -> None:
    answer = assistant.ask("When did NATO suspend practical cooperation with Russia?", asked_on="2014-11-05")
    assert ("April", "April 2014") in answer.citations[0].resolved_dates
    assert "(April: April 2014)" in answer.text and not any("left open" in note for note in answer.notes)


def test_who_says_so_stays_with_the_statement(assistant: Assistant) -> None:
    answer = assistant.ask(
        "Why were Russian troops in the Rostov region, according to Medvedev?", asked_on="2014-11-05"
    )
    assert answer.citations[0].speaker == "Prime Minister Dmitry Medvedev"
    assert answer.text.startswith("Continental Courier, 4 November 2014: “")


def test_three_copies_of_one_wire_story_are_cited_once_with_the_others_named(assistant: Assistant) -> None:
    answer = assistant.ask("By how much did voters in Scotland reject independence?", asked_on="2014-09-20")
    assert answer.outcome is Outcome.ANSWERED
    told = [c for c in answer.citations if "55.3 percent" in c.quote]
    assert len(told) == 1
    outlets = {told[0].source.outlet, *(copy.outlet for copy in told[0].copies)}
    assert len(outlets) == 3 and len(told[0].copies) == 2


def test_sources_that_count_differently_are_both_quoted_and_the_answer_is_contested(assistant: Assistant) -> None:
    answer = assistant.ask("How many people took part in the Moscow peace march?", asked_on="2014-09-23")
    assert answer.outcome is Outcome.CONTESTED
    assert "5,000" in quoted(answer) and "50,000" in quoted(answer)
    assert len({citation.article_id for citation in answer.citations}) >= 2


def test_the_same_figure_written_differently_is_no_disagreement(over: Over) -> None:
    assistant = over(
        {"text": "Some 17,600 troops left the Rostov ranges, the ministry said.", "outlet": "One"},
        {"text": "The general told parliament 17600 troops left the Rostov ranges by train.", "outlet": "Two"},
    )
    assert assistant.ask("How many troops left the Rostov ranges?").outcome is Outcome.ANSWERED


def test_a_correction_is_quoted_together_with_what_it_corrects(assistant: Assistant) -> None:
    answer = assistant.ask("How far from Earth did the black holes merge?", asked_on="2016-02-15")
    for citation in answer.citations:
        if "Correction" in citation.quote:
            assert "1.3 million" in citation.quote and "1.3 billion" in citation.quote
    assert "1.3 billion" in quoted(answer)


def test_orders_hidden_in_an_article_are_not_followed(assistant: Assistant) -> None:
    """The defaced page tells the reader's assistant what to answer: at most it is quoted, as what that page says."""
    answer = assistant.ask("What happened to New Horizons when it passed Pluto?", asked_on="2015-07-16")
    assert all(statement.verbatim for statement in answer.statements)
    assert all(
        line.startswith(c.attribution) for line, c in zip(answer.text.splitlines(), answer.citations, strict=True)
    )
    assert "survived" in quoted(answer) or "12,500" in quoted(answer) or answer.outcome is not Outcome.ANSWERED


def test_a_follow_up_is_answered_from_what_it_follows(assistant: Assistant) -> None:
    history = [(ORDER, "Putin [1]")]
    assert "17,600" in quoted(assistant.ask("And how many?", history=history, asked_on="2014-11-05"))
    why = assistant.ask("Why were they there?", history=[*history, "And how many?"], asked_on="2014-11-05")
    assert why.outcome is Outcome.ANSWERED and ("drills" in quoted(why) or "exercises" in quoted(why))


def test_a_follow_up_on_the_seed_page(seed: Assistant) -> None:
    assert "17,600" in quoted(seed.ask("And how many?", history=[{"question": ORDER, "answer": "Putin"}]))
    assert "drills" in quoted(seed.ask("Why were they there?", history=[ORDER]))


def test_a_dateline_is_no_part_of_a_quote(assistant: Assistant) -> None:
    answer = assistant.ask(ORDER, asked_on="2014-11-05")
    assert not any(citation.quote.startswith("MOSCOW") for citation in answer.citations)


def test_what_a_report_never_says_in_the_words_of_the_question_is_found_by_what_its_article_is_about(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("How much rain fell during Storm Desmond?")
    assert answer.outcome is Outcome.ANSWERED and "341.4 millimetres" in answer.citations[0].quote


def test_a_sentence_that_names_who_comes_before_one_that_denies_in_the_words_of_the_question(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Who won the Premier League in 2016?")
    assert answer.outcome is Outcome.ANSWERED and answer.citations[0].quote.startswith(
        "Leicester City became champions"
    )


SAID = (
    '"We will not close the harbour of Osk. Not for a day!" Mara Holm, its director, told reporters. Ice had come '
    "early. President Vera Lindt said on Monday that the harbour of Osk had frozen, and that it would be watched."
)


def test_who_said_quoted_words_is_named_where_they_are_quoted(archived: Callable[..., Path]) -> None:
    with quoting(archived({"text": SAID, "outlet": "Osk Ledger"})) as assistant:
        answer = assistant.ask('Who said "We will not close the harbour of Osk"?')
        assert "Mara Holm" in answer.citations[0].quote
        assert not any("Vera Lindt" in citation.quote for citation in answer.citations)
        other = assistant.ask('Who said "The harbour of Osk belongs to its fishermen alone"?')
        assert other.outcome in (Outcome.NOT_SUPPORTED, Outcome.NOT_IN_ARCHIVE)


def test_the_source_of_what_a_question_tells_need_not_be_that_of_the_answer(over: Over) -> None:
    told = "The harbour bridge is closed to lorries, Tom Reed of the port authority said. "
    assistant = over({"text": told + "The harbour bridge was built by Ivar Holm."})
    answer = assistant.ask(
        "According to the port authority, the harbour bridge is closed. Who built the harbour bridge?"
    )
    assert "Ivar Holm" in quoted(answer)
