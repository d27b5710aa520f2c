"""What is made of sources that say different things: each side heard, updates told from disputes, denials beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant import Answer, Assistant, Outcome
from assistant.positions import Subject
from assistant.presentation.terminal import answer_lines

Over = Callable[..., Assistant]
TOLL = "How many people died in the Ardelan earthquake?"


def quoted(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


def reports(*told: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"outlet": outlet, "published": day, "text": text} for outlet, day, text in told]


def test_each_side_has_its_figure_its_sources_and_its_days(assistant: Assistant) -> None:
    answer = assistant.ask("How many people took part in the Moscow peace march?", asked_on="2014-09-23")
    assert answer.outcome is Outcome.CONTESTED and answer.disagreement is not None
    assert answer.disagreement.subject is Subject.FIGURE and not answer.disagreement.updated
    said = {position.value: position for position in answer.disagreement.positions}
    assert said[5000].said == "Slightly fewer than 5,000" and said[50000].said == "Nearly 50,000"
    assert said[50000].first == said[50000].last == date(2014, 9, 22)
    quotes = {citation.number: citation.quote for citation in answer.citations}
    assert all(position.said in quotes[number] for position in said.values() for number in position.citations)


@pytest.mark.parametrize("when", ["", " in September 2014"])
def test_what_was_permitted_is_no_count_that_a_source_shares_with_another(assistant: Assistant, when: str) -> None:
    answer = assistant.ask(f"How many people marched for peace in Moscow{when}?")
    assert answer.outcome is Outcome.CONTESTED and answer.disagreement is not None
    assert {position.value for position in answer.disagreement.positions} == {5000, 50000}


def test_a_toll_that_rose_is_answered_by_the_last_report_and_shows_the_earlier_ones(over: Over) -> None:
    assistant = over(
        *reports(
            ("One", "2020-03-02", "At least 40 people died in the Ardelan earthquake, rescuers said on Monday."),
            ("Two", "2020-03-05", "The Ardelan earthquake killed 310 people, the government said in a last count."),
            ("Three", "2020-03-03", "Some 120 people died in the Ardelan earthquake, the governor said on Tuesday."),
        )
    )
    answer = assistant.ask(TOLL, asked_on="2020-03-06")
    assert answer.outcome is Outcome.ANSWERED and answer.disagreement is not None and answer.disagreement.updated
    assert "310" in answer.citations[0].quote
    assert [position.value for position in answer.disagreement.positions] == [40, 120, 310]
    assert [position.first for position in answer.disagreement.positions] == [
        date(2020, 3, 2),
        date(2020, 3, 3),
        date(2020, 3, 5),
    ]


@pytest.mark.parametrize(
    "days",
    [("2020-03-05", "2020-03-02"), ("2020-03-03", "2020-03-03")],
    ids=["the greater figure came first", "both on one day"],
)
def test_tolls_that_did_not_grow_from_day_to_day_are_a_dispute(over: Over, days: tuple[str, str]) -> None:
    assistant = over(
        *reports(
            ("One", days[0], "The government said 40 people died in the Ardelan earthquake."),
            ("Two", days[1], "The opposition said 310 people died in the Ardelan earthquake."),
        )
    )
    answer = assistant.ask(TOLL, asked_on="2020-03-06")
    assert answer.outcome is Outcome.CONTESTED and len(answer.citations) == 2


def test_more_than_three_sides_are_all_quoted(over: Over) -> None:
    counts = {"Police": "2,000", "Medics": "9,000", "Volunteers": "14,000", "Organisers": "30,000"}
    assistant = over(
        *reports(
            *((who, "2020-03-03", f"{who} counted {n} marchers at the Ardelan march.") for who, n in counts.items())
        )
    )
    answer = assistant.ask("How many marchers were at the Ardelan march?", asked_on="2020-03-04")
    assert answer.outcome is Outcome.CONTESTED and answer.disagreement is not None
    assert {position.value for position in answer.disagreement.positions} == {2000, 9000, 14000, 30000}
    assert all(any(n in quote for quote in quoted(answer)) for n in counts.values())


def test_a_figure_beside_the_one_in_dispute_is_no_side(over: Over) -> None:
    assistant = over(
        *reports(
            ("One", "2020-03-03", "The Ardelan earthquake killed 310 people, and two people died in the rescue."),
            ("Two", "2020-03-03", "In all 290 people died in the Ardelan earthquake, the opposition said."),
        )
    )
    answer = assistant.ask(TOLL, asked_on="2020-03-04")
    assert answer.disagreement is not None
    assert [position.value for position in answer.disagreement.positions] in ([310, 290], [290, 310])


def test_copies_of_one_story_are_one_source_of_its_side(over: Over) -> None:
    wire = (
        "ARDELAN, March 3 (Meridian Wire) — The Ardelan earthquake killed 310 people, the government said on Tuesday."
    )
    assistant = over(
        *reports(
            ("One", "2020-03-03", wire),
            ("Two", "2020-03-03", wire),
            ("Three", "2020-03-03", "Only 90 people died in the Ardelan earthquake, the opposition said."),
        )
    )
    answer = assistant.ask(TOLL, asked_on="2020-03-04")
    assert answer.disagreement is not None
    assert {position.value: position.sources for position in answer.disagreement.positions} == {310: 1, 90: 1}


def test_whom_the_question_asks_is_the_one_who_answers(assistant: Assistant) -> None:
    for who, figure in (("the police", "5,000"), ("Sergei Mitrokhin", "50,000")):
        answer = assistant.ask(
            f"How many people took part in the Moscow peace march according to {who}?", asked_on="2014-09-23"
        )
        assert answer.outcome is Outcome.ANSWERED and figure in answer.citations[0].quote


ACCUSED = {
    "outlet": "One",
    "published": "2020-03-03",
    "text": "Minister Orlan Vesk accepted illegal payments from a road builder, prosecutors said on Tuesday.",
}
DENIED = {
    "outlet": "Two",
    "published": "2020-03-04",
    "text": "Orlan Vesk denied that he had accepted illegal payments and called the case political.",
}


def test_a_denial_stands_beside_what_it_answers(over: Over) -> None:
    answer = over(ACCUSED, DENIED).ask("Which minister accepted payments from a road builder?", asked_on="2020-03-05")
    assert answer.outcome is Outcome.ANSWERED and answer.disagreement is None
    assert any("prosecutors said" in quote for quote in quoted(answer))
    assert "denied that he had accepted" in answer.citations[-1].quote
    assert answer.text.splitlines()[-1].startswith("Two, 4 March 2020: ")


def test_asked_whether_it_is_so_accusation_and_denial_are_two_sides(over: Over) -> None:
    answer = over(ACCUSED, DENIED).ask("Did Orlan Vesk accept illegal payments?", asked_on="2020-03-05")
    assert answer.outcome is Outcome.CONTESTED and answer.disagreement is not None
    assert answer.disagreement.subject is Subject.WHETHER
    assert [position.said for position in answer.disagreement.positions] == ["says so", "denies it"]


def test_the_denial_of_something_else_is_left_out(over: Over) -> None:
    other = {**DENIED, "text": "Orlan Vesk denied that the new tunnel would cost twice as much as planned."}
    answer = over(ACCUSED, other).ask("Which minister accepted payments from a road builder?", asked_on="2020-03-05")
    assert answer.outcome is Outcome.ANSWERED and not any("tunnel" in quote for quote in quoted(answer))


def test_a_disagreement_is_part_of_the_document(assistant: Assistant) -> None:
    asked = assistant.ask("How many people took part in the Moscow peace march?", asked_on="2014-09-23").to_dict()
    assert asked["disagreement"]["subject"] == "figure" and asked["disagreement"]["updated"] is False
    assert {position["sources"] for position in asked["disagreement"]["positions"]} == {1}
    assert assistant.ask("Who ordered the Rostov troop withdrawal?").to_dict()["disagreement"] is None


def test_the_positions_are_told_on_the_terminal(assistant: Assistant) -> None:
    lines = answer_lines(assistant.ask("How many people took part in the Moscow peace march?", asked_on="2014-09-23"))
    at = lines.index("What the sources say:")
    assert any(line.startswith("  Nearly 50,000 [") and "22 September 2014" in line for line in lines[at:])
