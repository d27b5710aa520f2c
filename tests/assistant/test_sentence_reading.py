"""Answers whose sentences a cross-encoder has read: the real one where it matters, a scripted one for what we do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, Outcome
from assistant.answers.confidence import Calibration, Calibrations
from assistant.answers.sentence_reading import MOST
from tests.assistant.conftest import quoting, records

BRIDGE = (
    "The bridge at Osk was closed on Monday. Police stood at both of its ends. Drivers had complained about the bridge "
    "at Osk, its closing, its traffic and its police for years. President Vera Lindt had signed the order that morning."
)


@pytest.fixture(scope="module")
def reading(sample_archive: Path) -> Iterator[Assistant]:
    with quoting(sample_archive, reranker="auto") as opened:
        yield opened


class Scripted:
    """Likes sentences with a word, and keeps what it was asked to read."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.read: list[tuple[str, str]] = []

    def __call__(self, query: str, passages: Sequence[str]) -> list[float]:
        self.read += [(query, passage) for passage in passages]
        return [float(self.word in passage) for passage in passages]


class Failing:
    """Fails with the sentences; of passages there is one."""

    def __call__(self, query: str, passages: Sequence[str]) -> list[float]:
        if len(passages) > 1:
            raise RuntimeError("no memory left\nand a long trace")
        return [0.5]


def read_by(assistant: Assistant, reader: Any) -> Assistant:
    assistant._engines._reranker = reader
    return assistant


@pytest.mark.parametrize("case", [c for c in records("questions") if c["answerable"]], ids=lambda case: case["id"])
def test_every_question_of_the_samples_that_has_an_answer_keeps_it(reading: Assistant, case: dict[str, Any]) -> None:
    answer = reading.ask(case["question"], asked_on=case.get("asked_on"))
    assert answer.outcome in (Outcome.ANSWERED, Outcome.CONTESTED), case["question"]
    for citation in answer.citations:
        article = reading.article(citation.article_id)
        assert article.text[citation.start : citation.end] == citation.quote
    assert "rerank" in answer.coverage.signals and answer.signals["read"] > 0.0


def test_an_answer_is_the_same_each_time(reading: Assistant) -> None:
    asked = "Who ordered the Rostov troop withdrawal?"
    first, second = reading.ask(asked), reading.ask(asked)
    assert first.to_dict() | {"seconds": {}} == second.to_dict() | {"seconds": {}}


def test_a_sentence_that_words_favour_gives_way_to_the_one_that_answers(archived: Any) -> None:
    archive = archived({"text": BRIDGE, "title": "Bridge closed", "outlet": "Osk Ledger"})
    with quoting(archive, reranker="auto") as assistant:
        reader = Scripted("Lindt")
        best = read_by(assistant, reader).sentences("Who had the bridge at Osk closed?")[0]
        assert "Vera Lindt" in best.text and best.features.read == 1.0
        assert ("Who had the bridge at Osk closed?", f"Bridge closed. {best.text}") in reader.read


def test_only_the_likeliest_sentences_are_read(archived: Any) -> None:
    text = " ".join(f"The bridge at Osk was seen by visitor number {n} of the town." for n in range(3 * MOST))
    with quoting(archived({"text": text}), reranker="auto") as assistant:
        reader = Scripted("nothing")
        found = read_by(assistant, reader).sentences("Who saw the bridge at Osk?")
        passages = {item.passage.text for item in assistant.search("Who saw the bridge at Osk?", k=30)}
        sentences = [text for _, text in reader.read if text not in passages]
        assert len(found) > MOST
        assert len({text for text in sentences if text.count("visitor") == 1}) <= MOST


def test_a_reader_that_fails_costs_a_note_and_the_words_decide(archived: Any) -> None:
    archive = archived({"text": BRIDGE, "title": "Bridge closed", "outlet": "Osk Ledger"})
    question = "Who signed the order to close the bridge at Osk?"
    with quoting(archive) as plain, quoting(archive, reranker="auto") as assistant:
        answer, by_words = read_by(assistant, Failing()).ask(question), plain.ask(question)
        assert [note for note in answer.notes if note not in by_words.notes] == [
            "Sentences were judged by their words alone: what reads them failed (no memory left)."
        ]
        assert (answer.outcome, answer.text, answer.confidence) == (
            by_words.outcome,
            by_words.text,
            by_words.confidence,
        )


def test_a_reranker_of_ones_own_reads_passages_only(archived: Any, tmp_path: Path) -> None:
    """The confidence was not fitted to its scores."""
    archive = archived({"text": BRIDGE, "title": "Bridge closed"})
    with quoting(archive, reranker=str(tmp_path)) as assistant:
        reader = Scripted("Lindt")
        answer = read_by(assistant, reader).ask("Who had the bridge at Osk closed?")
        assert answer.signals["read"] == 0.0 and len(reader.read) == 1


def test_a_calibration_of_ones_own_counts_for_both(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(Calibration.load().model_copy(update={"threshold": 0.9}).model_dump_json(), encoding="utf-8")
    mine = Calibrations.load(file)
    assert mine.by_words.threshold == mine.read.threshold == 0.9
    shipped = Calibrations.load()
    assert shipped.by_words.rank.read == 0.0 < shipped.read.rank.read
