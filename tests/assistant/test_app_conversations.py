"""Saved conversations on the page, without a browser: what is stored is shown, and what fails is told."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import Assistant, Conversations
from tests.assistant.test_app import ask, shown
from tests.conftest import ROOT

QUESTION = "Who ordered the Rostov troop withdrawal?"


@pytest.fixture
def file(sample_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FACTCHECK_ARCHIVE", str(sample_archive))
    monkeypatch.setenv("FACTCHECK_MODE", "quotes")
    monkeypatch.setenv("FACTCHECK_CONVERSATIONS", str(tmp_path / "conversations.sqlite"))
    return tmp_path / "conversations.sqlite"


def opened(conversation: str | None = None) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if conversation:
        at.query_params["conversation"] = conversation
    at.run()
    assert not at.exception
    return at


def named(page: AppTest) -> str:
    """The conversation in the address."""
    named: str | list[str] = page.query_params["conversation"]
    return named if isinstance(named, str) else named[0]


def never(*_: object, **__: object) -> None:
    raise AssertionError("a stored conversation must ask nobody")


def test_a_link_asks_nobody(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened()
    ask(first, QUESTION)
    conversation = named(first)
    answer = [element.body for element in first.get("html") if "fc-outcome" in element.body]
    for way in ("stream", "search", "suggestions"):
        monkeypatch.setattr(Assistant, way, never)
    again = opened(conversation)
    assert [element.body for element in again.get("html") if "fc-outcome" in element.body] == answer
    assert "17,600" in shown(again)


def test_a_question_and_its_answer_are_stored_with_their_settings(file: Path) -> None:
    page = opened()
    page.multiselect("outlets").set_value(["Harbour Chronicle"]).run()
    ask(page, QUESTION)
    conversation = named(page)
    [turn] = Conversations(file).get(conversation).turns
    answer = turn.answer()
    assert answer and "Vladimir Putin" in answer.text
    assert turn.settings["options"]["outlets"] == ["Harbour Chronicle"] and turn.settings["mode"] == "quotes"


def test_a_blank_question_is_not_asked(file: Path) -> None:
    page = opened()
    page.chat_input[0].set_value("  \n ").run()
    assert not page.exception and not page.chat_message
    assert "conversation" not in page.query_params


def test_an_unknown_link_is_told_and_a_question_can_be_asked(file: Path) -> None:
    page = opened("AAAAAAAAAAAAAAAAAAAAAA")
    assert "There is no such conversation" in page.warning[0].value
    assert "conversation" not in page.query_params
    assert "Answered" in ask(page, QUESTION)
    assert not page.warning


def test_a_file_that_cannot_be_used_costs_the_saving_and_nothing_else(file: Path) -> None:
    file.write_bytes(b"this is a file of something else, and long enough to be seen as that" * 9)
    page = opened()
    assert "not being saved" in page.warning[0].value and "FACTCHECK\\_CONVERSATIONS" in page.warning[0].value
    assert "Answered" in ask(page, QUESTION)
    assert "How many troops? (Who ordered" in ask(page, "How many troops?"), "it is a conversation all the same"


def test_what_should_not_have_happened_is_told_and_the_question_is_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened()
    with monkeypatch.context() as patch:
        patch.setattr(Assistant, "stream", lambda *_, **__: {}["nothing"])
        ask(page, QUESTION)
    assert "Something went wrong here" in page.error[0].value and "KeyError" in page.error[0].value
    conversation = named(page)
    [turn] = Conversations(file).get(conversation).turns
    assert turn.question == QUESTION and turn.answer() is None
    again = next(button for button in page.button if button.label == "Ask again")
    again.click().run()
    assert not page.exception and not page.error
    assert "Vladimir Putin" in shown(page)
    assert len(Conversations(file).get(conversation).turns) == 1


def test_an_answer_that_was_changed_in_the_file_is_told_and_the_rest_is_shown(file: Path) -> None:
    page = opened()
    ask(page, QUESTION)
    ask(page, "How many troops?")
    conversation = named(page)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE turns SET answer = '{}' WHERE question = ?", (QUESTION,))
    again = opened(conversation)
    assert "stored answer cannot be read" in again.error[0].value
    assert "17,600" in shown(again)
