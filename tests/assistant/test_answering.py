"""What becomes of a model's words: cited, checked, dropped or replaced by quotes, and never taken on trust."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult

from assistant import (
    Answer,
    Assistant,
    EvidenceFound,
    Mode,
    ModelError,
    ModelMalformed,
    ModelRefused,
    ModelTimeout,
    ModelUnavailable,
    Outcome,
    Settings,
    TextPiece,
)
from assistant.engines import Engines
from assistant.questions.question import understand
from assistant.retrieval.retrieve import retrieve
from corpus import Archive

ORDER = "Who ordered the Rostov troop withdrawal?"
DAY = "2014-10-13"
GOOD = "Vladimir Putin ordered Sergei Shoigu to begin withdrawing 17,600 servicemen, the Kremlin press service said."

With = Callable[[BaseChatModel], Assistant]


@pytest.fixture
def with_model(sample_archive: Path) -> Iterator[With]:
    """`with_model(model)` is an assistant over the samples whose answers this model drafts."""
    opened: list[Assistant] = []
    settings = Settings(_env_file=None, archive=sample_archive, mode="api", model="m", base_url="http://127.0.0.1:9/v1")

    def build(model: BaseChatModel) -> Assistant:
        opened.append(Assistant(settings, Archive.open(sample_archive), Engines(settings, model)))
        return opened[-1]

    yield build
    for assistant in opened:
        assistant.close()


def scripted(*statements: tuple[str, list[int]], answered: bool = True) -> BaseChatModel:
    """A model that replies with these statements, each with the passages it names."""
    reply = {"answered": answered, "statements": [{"text": text, "passages": numbers} for text, numbers in statements]}
    return GenericFakeChatModel(messages=iter([AIMessage(content=json.dumps(reply))] * 3))


class Failing(BaseChatModel):
    """A model that fails in a given way."""

    error: Any

    @property
    def _llm_type(self) -> str:
        return "failing"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        raise self.error


class Talking(BaseChatModel):
    """A model that goes on for as long as it is let, and tells when it was stopped."""

    go_on: Any
    stopped: Any

    @property
    def _llm_type(self) -> str:
        return "talking"

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        raise NotImplementedError

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        try:
            yield ChatGenerationChunk(message=AIMessageChunk(content="Putin ordered it. [1]\nHe did. [1]\n"))
            while True:
                self.go_on.wait()
                yield ChatGenerationChunk(message=AIMessageChunk(content="And on. [1]\n"))
        finally:
            self.stopped.set()


def first_passage_saying(assistant: Assistant, words: str) -> int:
    """The number under which the model sees the passage with these words."""
    found = assistant.search(ORDER, k=5, asked_on=DAY)
    return next(n for n, item in enumerate(found, start=1) if words in item.passage.text)


@pytest.fixture
def number(assistant: Assistant) -> int:
    return first_passage_saying(assistant, "17,600 servicemen from training ranges")


def test_a_good_draft_is_the_answer_cited_and_checked(with_model: With, number: int) -> None:
    assistant = with_model(scripted((GOOD, [number])))
    answer = assistant.ask(ORDER, asked_on=DAY)
    assert (answer.outcome, answer.mode, answer.notes) == (Outcome.ANSWERED, Mode.API, ())
    [statement], [citation] = answer.statements, answer.citations
    assert statement.text == GOOD and not statement.verbatim and statement.citations == (1,)
    assert statement.checks and all(check.ok for check in statement.checks)
    assert assistant.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    assert answer.text == f"{GOOD} [1]" and answer.model
    assert json.loads(json.dumps(answer.to_dict())) == answer.to_dict()


def test_passage_numbers_that_do_not_exist_are_dropped(with_model: With, number: int) -> None:
    answer = with_model(scripted((GOOD, [99, number, 0]))).ask(ORDER, asked_on=DAY)
    assert [citation.number for citation in answer.citations] == [1] and answer.statements[0].text == GOOD


@pytest.mark.parametrize(
    "wrong",
    [
        "Vladimir Putin ordered the withdrawal of 16,700 servicemen, the Kremlin press service said.",
        "Dmitry Medvedev ordered the withdrawal of 17,600 servicemen, the Kremlin press service said.",
        "Vladimir Putin ordered the withdrawal of 17,600 servicemen on November 3, the Kremlin press service said.",
        "Vladimir Putin did not order the withdrawal of 17,600 servicemen, the Kremlin press service said.",
    ],
    ids=["number", "name", "date", "denial"],
)
def test_a_statement_that_its_citation_does_not_bear_out_is_dropped_and_the_others_stay(
    with_model: With, number: int, wrong: str
) -> None:
    answer = with_model(scripted((wrong, [number]), (GOOD, [number]))).ask(ORDER, asked_on=DAY)
    assert [statement.text for statement in answer.statements] == [GOOD]
    assert any("1 of the model's 2 statements" in note for note in answer.notes)


def test_when_nothing_survives_the_answer_is_quotes_and_says_so(with_model: With, number: int) -> None:
    wrong = "Vladimir Putin ordered the withdrawal of 16,700 servicemen."
    answer = with_model(scripted((wrong, [number]))).ask(ORDER, asked_on=DAY)
    assert answer.mode is Mode.QUOTES and answer.outcome is Outcome.ANSWERED
    assert wrong not in answer.text and all(statement.verbatim for statement in answer.statements)
    assert any("these are quotes" in note for note in answer.notes)


def test_a_model_that_abstains_is_contradicted_by_a_sentence_that_surely_answers(with_model: With) -> None:
    answer = with_model(scripted(answered=False)).ask(ORDER, asked_on=DAY)
    assert (answer.mode, answer.outcome) == (Mode.QUOTES, Outcome.ANSWERED)
    assert "Putin" in answer.citations[0].quote and any("model found no answer" in note for note in answer.notes)


def test_a_model_that_abstains_is_believed_otherwise(with_model: With) -> None:
    answer = with_model(scripted(answered=False)).ask("How many tanks did NATO count?", asked_on=DAY)
    assert answer.outcome in (Outcome.NOT_SUPPORTED, Outcome.NOT_IN_ARCHIVE)
    assert (answer.mode, answer.statements, answer.citations) == (Mode.API, (), ()) and answer.evidence


@pytest.mark.parametrize(
    ("question", "memory"),
    [
        ("Who won the 2014 FIFA World Cup?", "Germany won the 2014 FIFA World Cup."),
        ("Who won the 2014 FIFA World Cup?", "Germany beat Argentina 1-0."),
        ("How many tanks did NATO count?", "NATO counted 32 tanks."),
    ],
)
def test_what_a_model_knows_from_elsewhere_is_no_answer(with_model: With, question: str, memory: str) -> None:
    answer = with_model(scripted((memory, [1, 2, 3, 4, 5]))).ask(question)
    assert answer.outcome in (Outcome.NOT_SUPPORTED, Outcome.NOT_IN_ARCHIVE)
    assert answer.statements == () and memory not in answer.text


def test_a_true_statement_about_something_else_is_no_answer(with_model: With, assistant: Assistant) -> None:
    question = "Who won the 2014 FIFA World Cup?"
    passage = assistant.search(question, k=5)[0].passage
    sentence = passage.text.split(". ")[0] + "."
    answer = with_model(scripted((sentence, [1]))).ask(question)
    assert answer.outcome in (Outcome.NOT_SUPPORTED, Outcome.NOT_IN_ARCHIVE) and answer.statements == ()


def test_a_figure_of_something_else_is_no_answer_either(with_model: With, number: int) -> None:
    answer = with_model(scripted((GOOD, [1]))).ask(
        "How many tanks did Putin order out of the Rostov Region?", asked_on=DAY
    )
    assert answer.outcome in (Outcome.NOT_SUPPORTED, Outcome.NOT_IN_ARCHIVE) and answer.statements == ()


def test_a_model_that_takes_one_side_of_a_dispute_gives_way_to_quotes_of_both(
    with_model: With, sample_archive: Path
) -> None:
    question, day = "How many people took part in the Moscow peace march?", "2014-09-23"
    with closing(
        Archive.open(sample_archive)
    ) as archive:  # a model is given passages as they are found, neighbours apart
        found = retrieve(archive, understand(question, asked_on=day, today=date.today()), 5)
    side = next(n for n, item in enumerate(found, start=1) if "fewer than 5,000" in item.passage.text)
    one = "Slightly fewer than 5,000 people took part in a march in central Moscow, according to the city police."
    answer = with_model(scripted((one, [side]))).ask(question, asked_on=day)
    assert answer.outcome is Outcome.CONTESTED and "50,000" in answer.text
    assert any("one side only" in note for note in answer.notes)


@pytest.mark.parametrize(
    "error",
    [
        ModelUnavailable("the model at 127.0.0.1:9 cannot be reached"),
        ModelTimeout("the model did not answer in time"),
        ModelRefused("the model declined to answer"),
        ModelMalformed("the model's reply could not be read"),
        ConnectionError("no route"),
        KeyError("choices"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_a_model_that_fails_costs_a_note_that_names_the_failure(with_model: With, error: Exception) -> None:
    answer = with_model(Failing(error=error)).ask(ORDER, asked_on=DAY)
    assert answer.outcome is Outcome.ANSWERED and answer.mode is Mode.QUOTES and answer.model is None
    [note] = answer.notes
    assert note.startswith("The model could not be used (") and "quotes from the archive" in note
    assert not isinstance(error, ModelError) or str(error) in note


def test_a_model_that_cannot_be_built_costs_a_note_too(sample_archive: Path, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, archive=sample_archive, mode="local", model_file=tmp_path / "none.gguf")
    with Assistant.open(settings) as assistant:
        answer = assistant.ask(ORDER, asked_on=DAY)
    assert answer.outcome is Outcome.ANSWERED and "none.gguf" in answer.notes[0]


def test_without_evidence_the_model_is_not_asked(with_model: With) -> None:
    answer = with_model(Failing(error=AssertionError("asked"))).ask(ORDER, outlets=["Nobody"])
    assert answer.outcome is Outcome.NOT_IN_ARCHIVE
    assert len(answer.notes) == 1 and "no outlet “Nobody”" in answer.notes[0]


def test_the_stream_gives_evidence_then_text_then_one_answer(with_model: With, number: int) -> None:
    events = list(with_model(scripted((GOOD, [number]))).stream(ORDER, asked_on=DAY))
    assert isinstance(events[0], EvidenceFound) and isinstance(events[-1], Answer)
    pieces = events[1:-1]
    assert pieces and all(isinstance(piece, TextPiece) for piece in pieces)
    assert "".join(piece.text for piece in pieces if isinstance(piece, TextPiece)) == GOOD


def test_closing_the_stream_stops_the_model(with_model: With) -> None:
    go_on, stopped = threading.Event(), threading.Event()
    stream = with_model(Talking(go_on=go_on, stopped=stopped)).stream(ORDER, asked_on=DAY)
    assert isinstance(next(stream), EvidenceFound)
    assert isinstance(next(stream), TextPiece)
    assert not stopped.is_set()
    stream.close()  # type: ignore[attr-defined]
    go_on.set()
    assert stopped.wait(30)
