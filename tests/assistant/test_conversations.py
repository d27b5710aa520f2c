"""Conversations are kept whole, found again, told apart by owner, and really gone when deleted."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import stat
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from assistant import (
    Assistant,
    AssistantError,
    ConversationNotFound,
    Conversations,
    ConversationUnavailable,
    Feedback,
    export_conversation,
)
from assistant.saved.conversation_records import LONGEST_NAME, name_from
from assistant.saved.stored_answer import answer_from
from tests.assistant.conftest import Archived, quoting, records

QUESTION = "Who ordered the Rostov troop withdrawal?"
MARCH = "How many people took part in the Moscow peace march?"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "conversations.sqlite"


@pytest.fixture
def kept(file: Path) -> Conversations:
    return Conversations(file)


def held(kept: Conversations, assistant: Assistant, *questions: str) -> str:
    """A conversation in which these questions were asked and answered; its id."""
    conversation = None
    for question in questions:
        conversation, turn = kept.begin(question, {"options": {}, "mode": "quotes"}, conversation)
        kept.answered(turn, assistant.ask(question))
    assert conversation
    return conversation


def test_every_answer_is_read_back_as_it_was(assistant: Assistant) -> None:
    questions = [record["question"] for record in records("questions")]
    assert len(questions) > 30
    outcomes = set()
    for question in questions:
        answer = assistant.ask(question, as_of="2016-12-31", outlets=["Harbour Chronicle", "Steppe Lantern"])
        document = json.loads(json.dumps(answer.to_dict()))
        back = answer_from(document)
        assert back.to_dict() == document
        assert (back.citations, back.coverage, back.notes, back.mode) == (
            *(answer.citations, answer.coverage, answer.notes),
            answer.mode,
        )
        outcomes.add(back.outcome)
    assert len(outcomes) >= 2


def test_an_answer_of_a_disagreement_and_of_today_is_read_back(assistant: Assistant) -> None:
    answer = assistant.ask(MARCH)
    assert answer.disagreement and answer.question.assumed_today
    back = answer_from(answer.to_dict())
    assert back.disagreement == answer.disagreement
    assert back.question.assumed_today


@pytest.mark.parametrize("broken", [{}, {"question": 3}, []])
def test_what_is_no_answer_is_told_in_one_line(broken: object) -> None:
    with pytest.raises(AssistantError, match="no stored answer"):
        answer_from(broken)  # type: ignore[arg-type]


def test_a_conversation_keeps_questions_settings_and_whole_answers(kept: Conversations, assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION, as_of="2014-12-31")
    options = {"as_of": "2014-12-31", "outlets": ()}
    conversation, turn = kept.begin(QUESTION, {"options": options, "mode": "quotes"})
    kept.answered(turn, answer)
    found = kept.get(conversation)
    assert found.name == QUESTION and found.own and not found.shared
    assert found.turns[0].question == QUESTION
    assert found.turns[0].document() == answer.to_dict()
    assert found.turns[0].settings == {"options": {"as_of": "2014-12-31", "outlets": []}, "mode": "quotes"}
    assert len(conversation) >= 22 and conversation != kept.begin(QUESTION, {})[0], "an id cannot be guessed"


def test_a_question_is_kept_before_it_is_answered(kept: Conversations, file: Path) -> None:
    conversation, turn = kept.begin(QUESTION, {})
    left = Conversations(file).get(conversation).turns[0]
    assert (left.id, left.answer(), left.problem) == (turn, None, None)
    kept.unanswered(turn, "the archive is busy")
    assert Conversations(file).get(conversation).turns[0].problem == "the archive is busy"


def test_a_stored_answer_does_not_change_with_the_archive(kept: Conversations, archived: Archived) -> None:
    archive = archived({"text": "The dam at Quellmark holds 40 million tons of water, the operator said on Monday."})
    question = "How much water does the dam at Quellmark hold?"
    with quoting(archive) as assistant:
        conversation = held(kept, assistant, question)
        archived(
            {"text": "The dam at Quellmark holds 55 million tons of water, the ministry of energy said on Friday."}
        )
        assert "55" in assistant.ask(question).text
    stored = kept.get(conversation).turns[0].answer()
    assert stored and "40" in stored.text and "55" not in stored.text


def test_conversations_are_found_by_name_question_and_answer(kept: Conversations, assistant: Assistant) -> None:
    rostov, march = held(kept, assistant, QUESTION), held(kept, assistant, MARCH)
    assert [entry.id for entry in kept.listed()] == [march, rostov], "the last changed comes first"
    assert [entry.id for entry in kept.listed("withdrawal")] == [rostov]
    [by_answer] = kept.listed("servicemen shoigu")
    assert by_answer.id == rostov and "Shoigu" in by_answer.found
    assert [entry.id for entry in kept.listed("mosc marches")] == []
    assert [entry.id for entry in kept.listed("marches mosc")] == [march], "other forms, and the last word unfinished"
    kept.rename(rostov, "  For the   Thursday desk ")
    assert [(entry.id, entry.name) for entry in kept.listed("thursday")] == [(rostov, "For the Thursday desk")]
    assert kept.listed("???") == [] and kept.listed('"') == [] and kept.listed("NEAR(a") == []
    assert len(kept.listed(most=1)) == 1


def test_nobody_reaches_the_conversation_of_another(file: Path, assistant: Assistant) -> None:
    ada, ben = Conversations(file, "https://id.example ada"), Conversations(file, "https://id.example ben")
    conversation = held(ada, assistant, QUESTION)
    turn = ada.get(conversation).turns[0].id
    assert ben.listed() == [] and ben.listed("rostov") == []
    for reach in (
        lambda: ben.get(conversation),
        lambda: ben.begin("And in July?", {}, conversation),
        lambda: ben.answered(turn, assistant.ask(MARCH)),
        lambda: ben.unanswered(turn, "mine now"),
        lambda: ben.judged(turn, Feedback(right=False)),
        lambda: ben.rename(conversation, "mine"),
        lambda: ben.share(conversation, True),
        lambda: ben.delete(conversation),
        lambda: Conversations(file).get(conversation),
    ):
        with pytest.raises(ConversationNotFound, match="there is no such conversation"):
            reach()
    assert len(ada.get(conversation).turns) == 1 and ada.get(conversation).turns[0].feedback is None


def test_a_shared_conversation_can_be_read_and_not_changed(file: Path, assistant: Assistant) -> None:
    ada, ben = Conversations(file, "ada"), Conversations(file, "ben")
    conversation = held(ada, assistant, QUESTION)
    ada.share(conversation, True)
    read = ben.get(conversation)
    assert not read.own and read.turns[0].document() == ada.get(conversation).turns[0].document()
    assert ben.listed() == [], "it is read by its link; it does not appear in other people's lists"
    with pytest.raises(ConversationNotFound):
        ben.begin("And in July?", {}, conversation)
    with pytest.raises(ConversationNotFound):
        ben.delete(conversation)
    ada.share(conversation, False)
    with pytest.raises(ConversationNotFound):
        ben.get(conversation)


def test_a_deleted_conversation_is_gone_from_the_file(file: Path, archived: Archived) -> None:
    kept = Conversations(file)
    with quoting(archived({"text": "The Quellmark dam was opened by Zibelius Okonkwo in 1961."})) as assistant:
        conversation = held(kept, assistant, "Who opened the Quellmark dam?")
        other = held(kept, assistant, "When was the dam opened?")
    kept.judged(kept.get(conversation).turns[0].id, Feedback(right=False, reason="Brandenstein says otherwise"))
    kept.rename(conversation, "Knackfuss file")
    for words in (b"Brandenstein", b"Knackfuss", b"knackfuss"):
        assert any(words in part.read_bytes() for part in file.parent.iterdir()), words
    kept.delete(conversation)
    with pytest.raises(ConversationNotFound):
        kept.get(conversation)
    assert [entry.id for entry in kept.listed("dam")] == [other]
    left = b"".join(part.read_bytes() for part in file.parent.iterdir())
    for words in (b"Brandenstein", b"Knackfuss", b"knackfuss", b"Who opened"):
        assert words not in left, words


def test_feedback_is_kept_with_the_answer(kept: Conversations, assistant: Assistant) -> None:
    conversation = held(kept, assistant, QUESTION)
    before = kept.get(conversation).turns[0]
    feedback = Feedback(right=False, reason=" The order was Shoigu's. ", expected="Shoigu")
    kept.judged(before.id, feedback)
    after = kept.get(conversation).turns[0]
    assert after.feedback == Feedback(right=False, reason="The order was Shoigu's.", expected="Shoigu")
    assert after.revision > before.revision and after.document() == before.document()


def test_the_file_is_for_its_user_alone(kept: Conversations, file: Path) -> None:
    kept.begin(QUESTION, {})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_of_something_else_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    for path, told in ((other, "does not hold conversations"), (tmp_path / "text", "not a database")):
        if not path.exists():
            path.write_text("a file that is no database at all, and longer than a header of SQLite" * 5)
        before = path.read_bytes()
        with pytest.raises(ConversationUnavailable, match=told) as error:
            Conversations(path)
        assert "FACTCHECK_CONVERSATIONS" in str(error.value) and "\n" not in str(error.value)
        assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConversationUnavailable, match="conversations cannot be kept"):
        Conversations(tmp_path / "file" / "conversations.sqlite")


def _ask_often(file: Path, conversation: str) -> None:
    kept = Conversations(file)
    for number in range(20):
        kept.begin(f"Question {number}?", {}, conversation)


def test_several_processes_write_at_once(file: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    conversation, _ = Conversations(file).begin("The first?", {})
    makers = [spawn.Process(target=_ask_often, args=(file, conversation)) for _ in range(3)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join(60)
    assert [maker.exitcode for maker in makers] == [0, 0, 0]
    turns = Conversations(file).get(conversation).turns
    assert len(turns) == 61 and len({turn.id for turn in turns}) == 61


def test_names_are_made_of_the_first_question() -> None:
    assert name_from("  Who\nordered it? ") == "Who ordered it?"
    long = name_from("word " * 60)
    assert len(long) <= LONGEST_NAME and long.endswith("word…")
    assert len(name_from("x" * 500)) <= LONGEST_NAME


def test_an_export_keeps_the_numbers_of_the_citations(kept: Conversations, assistant: Assistant) -> None:
    conversation = held(kept, assistant, QUESTION, MARCH)
    kept.begin("And <b>in July</b>?", {}, conversation)
    saved = kept.get(conversation)
    kept.judged(saved.turns[1].id, Feedback(right=False, reason="*two* marches", archive_is_silent=True))
    saved = kept.get(conversation)
    as_html, as_markdown = export_conversation(saved, "html"), export_conversation(saved, "markdown")
    for turn in saved.turns[:2]:
        document = turn.document()
        assert document
        for citation in document["citations"]:
            marked = f"[{citation['number']}]"
            block = next(b for b in as_html.split("<blockquote>") if b.startswith(citation["quote"][:40]))
            assert marked in block.split("</blockquote>")[0]
    assert as_html.count("<h2>") == 3 and "And &lt;b&gt;in July" in as_html
    tokens = MarkdownIt().parse(as_markdown)
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 4
    assert "no answer: it was interrupted" in as_markdown and "marked as wrong" in as_markdown
    assert "**two**" not in as_markdown and "<em>" not in MarkdownIt().render(as_markdown)
    as_json = json.loads(export_conversation(saved, "json"))
    assert [turn["answer"] for turn in as_json["turns"]] == [turn.document() for turn in saved.turns]
    assert conversation not in json.dumps(as_json), "the id opens it to whoever has it"
