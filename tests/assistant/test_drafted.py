"""A model's statements, each held to one place of the archive that says it, and mended where they fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant import Answer, Assistant, Mode, ModelUnavailable, Outcome, Settings
from assistant.claims.stance_model import Grade, StanceModel
from assistant.drafting.statement_checks import FOLLOWS, ONE_PLACE
from assistant.engines import Engines
from assistant.types import Evidence
from corpus import Archive

FILMS = (
    "The film Harbour Lights was nominated for the Osk prize on Monday. The jury met behind closed doors."
    " The film Winter Ferry won the Osk prize on Sunday."
)
MAYOR = "Mayor Vera Lindt closed the Osk bridge on Monday. She also banned lorries from the old town. Buses ran late."
TEXAS = "Ted Cruz won the Senate election in Texas after a close count, officials said."
OHIO = "Sherrod Brown won the Senate election in Ohio on Tuesday, officials said."
RIGHT = ("Sherrod Brown won the Senate election in Ohio, officials said.", "Ohio")
ASKED = "Who won the Senate election in Ohio?"
DAY = "2018-11-10"

Drafted = Callable[..., Answer]


class Reader:
    """Grades every statement alike, or fails."""

    name = "reader"

    def __init__(self, grade: Grade | None) -> None:
        self.grade = grade

    def grades(self, claim: str, texts: Sequence[str]) -> list[Grade]:
        if self.grade is None:
            raise ModelUnavailable("the reader is away")
        return [self.grade] * len(texts)


class Read(Engines):
    """The engines with a model that reads each statement."""

    def __init__(self, settings: Settings, model: BaseChatModel, reader: Reader | None) -> None:
        super().__init__(settings, model)
        self.reader = reader

    def stance_model(self) -> StanceModel | None:
        return self.reader


@pytest.fixture
def drafted(archived: Callable[..., Path]) -> Iterator[Drafted]:
    """`drafted(question, statements, *articles)`: the answer when a model writes these, each a text with the words of
    its passage or with its number. A small model is shown sentences, the likeliest first."""
    opened: list[Assistant] = []

    def ask(
        question: str,
        statements: Sequence[tuple[str, str | int]],
        *texts: str,
        reader: Reader | None = None,
        small: bool = False,
        **options: str,
    ) -> Answer:
        folder = archived(
            *({"text": text, "outlet": f"Paper {n}", "published": "2018-11-07"} for n, text in enumerate(texts))
        )
        writer: dict[str, Any] = {"mode": "api", "model": "m", "base_url": "http://127.0.0.1:9/v1"}
        if small:
            writer = {"mode": "local", "model_file": folder / "small.gguf"}
        settings = Settings(_env_file=None, archive=folder, **writer)
        model = GenericFakeChatModel(messages=iter(()))
        assistant = Assistant(settings, Archive.open(folder), Read(settings, model, reader))
        opened.append(assistant)
        shown = assistant.search(question, k=5, asked_on=DAY)
        numbered = [
            {"text": text, "passages": [words] if isinstance(words, int) else _holding(words, shown)}
            for text, words in statements
        ]
        model.messages = iter([AIMessage(content=json.dumps({"answered": True, "statements": numbered}))])
        return assistant.ask(question, asked_on=DAY, **options)

    yield ask
    for assistant in opened:
        assistant.close()


def _holding(words: str, shown: Sequence[Evidence]) -> list[int]:
    return [number for number, item in enumerate(shown, 1) if words in item.passage.text]


def test_what_two_sentences_apart_only_say_together_is_not_said(drafted: Drafted) -> None:
    question = "Which film won the Osk prize?"
    wrong = drafted(question, [("The film Harbour Lights won the Osk prize.", "Harbour")], FILMS)
    assert wrong.mode is Mode.QUOTES and "Winter Ferry won" in wrong.text
    assert not any("Harbour Lights won" in statement.text for statement in wrong.statements)
    right = drafted(question, [("The film Winter Ferry won the Osk prize.", "Harbour")], FILMS)
    assert right.mode is Mode.API
    place = next(check for check in right.statements[0].checks if check.wanted == ONE_PLACE)
    assert place.ok and place.found == "The film Winter Ferry won the Osk prize on Sunday."


def test_two_sentences_that_follow_each_other_carry_a_statement_together(drafted: Drafted) -> None:
    answer = drafted(
        "Who banned lorries from the old town?",
        [("Mayor Vera Lindt, who closed the Osk bridge, also banned lorries from the old town.", "Lindt")],
        MAYOR,
    )
    assert answer.mode is Mode.API and answer.outcome is Outcome.ANSWERED


def test_a_statement_of_two_things_may_rest_on_a_place_for_each(drafted: Drafted) -> None:
    both = (
        "Sherrod Brown won the Senate election in Ohio and Ted Cruz won the Senate election in Texas, officials said."
    )
    answer = drafted("Who won the Senate elections?", [(both, "won the Senate")], OHIO, TEXAS)
    assert answer.mode is Mode.API and len({citation.article_id for citation in answer.citations}) == 2


def test_a_statement_that_fails_gives_way_to_the_sentence_it_was_made_from(drafted: Drafted) -> None:
    statements = [
        ("Sherrod Brown won the Senate election in Ohio, officials said.", "Ohio"),
        ("Beto O'Rourke won the Senate election in Texas, officials said.", "Texas"),
    ]
    answer = drafted("Who won the Senate election?", statements, OHIO, TEXAS)
    assert answer.mode is Mode.API and "Rourke" not in answer.text
    assert [statement.verbatim for statement in answer.statements] == [False, True]
    assert TEXAS in answer.statements[1].text
    assert any("1 of the model's 2 statements" in n and "in the place of 1" in n for n in answer.notes)


def test_a_question_said_back_answers_nothing(drafted: Drafted) -> None:
    answer = drafted(ASKED, [("The Senate election in Ohio was won.", "Ohio")], OHIO)
    assert answer.mode is Mode.QUOTES and OHIO in answer.text


def test_a_piece_of_a_sentence_is_not_shown(drafted: Drafted) -> None:
    answer = drafted("Who won the Senate election?", [("won the Senate election in Ohio on Tuesday", "Ohio")], OHIO)
    assert answer.mode is Mode.QUOTES and OHIO in answer.text


def test_beside_a_small_model_stands_the_likeliest_sentence(drafted: Drafted) -> None:
    asked = "Who won the Senate election?"
    texas = "Ted Cruz won the Senate election in Texas, officials said."
    beside = drafted(asked, [(texas, 2)], OHIO, TEXAS, small=True)
    assert beside.mode is Mode.LOCAL and [statement.verbatim for statement in beside.statements] == [False, True]
    assert OHIO in beside.statements[1].text
    drawn = drafted(asked, [(RIGHT[0], 1)], OHIO, TEXAS, small=True)
    assert drawn.mode is Mode.LOCAL and [statement.verbatim for statement in drawn.statements] == [False]


TWO = "Who won the Senate election in Ohio and who won the Senate election in Texas?"


def test_a_part_that_the_model_left_out_is_answered_by_quotes(drafted: Drafted) -> None:
    statements = [("Sherrod Brown won the Senate election in Ohio, officials said.", "Ohio")]
    answer = drafted(TWO, statements, OHIO, TEXAS)
    assert answer.mode is Mode.API and TEXAS in answer.text and not any("this part" in n for n in answer.notes)


def test_a_part_that_nothing_answers_is_named(drafted: Drafted) -> None:
    question = "Who won the Senate election in Ohio and how many whales beached in Tasmania?"
    answer = drafted(question, [("Sherrod Brown won the Senate election in Ohio, officials said.", "Ohio")], OHIO)
    assert answer.mode is Mode.API
    assert "The archive does not answer this part: “How many whales beached in Tasmania?”" in answer.notes


def test_a_model_that_reads_meaning_has_a_word_in_it(drafted: Drafted) -> None:
    believed = drafted(ASKED, [RIGHT], OHIO, reader=Reader(Grade(0.9, 0.05)))
    check = next(check for check in believed.statements[0].checks if check.wanted == FOLLOWS)
    assert believed.mode is Mode.API and check.ok and check.found == "90% (reader)"
    refused = drafted(ASKED, [RIGHT], OHIO, reader=Reader(Grade(0.3, 0.1)))
    assert refused.mode is Mode.QUOTES and OHIO in refused.text


def test_where_the_reader_cannot_be_had_the_answer_is_quotes(drafted: Drafted) -> None:
    answer = drafted(ASKED, [RIGHT], OHIO, reader=Reader(None))
    assert answer.mode is Mode.QUOTES and any("the reader is away" in note for note in answer.notes)
