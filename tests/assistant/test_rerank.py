"""Reading the best passages again: a real cross-encoder, its budget, and what happens when it cannot be used."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Assistant, InvalidSettings, Settings
from assistant.engines import Engines
from assistant.errors import ModelUnavailable
from assistant.retrieval.ranking import owed_to_time
from assistant.retrieval.rerank import BATCH, MOST, CrossEncoderReranker, rerank
from assistant.types import Evidence
from corpus import Archive
from tests.assistant.builders import some_evidence

WORDS = "zebra river minister troops moved rain bridge market the of and in storm".split()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one small layer in a folder, trained here to like passages that hold the word "zebra"."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("reranker")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    tokenizer = BertTokenizerFast(vocab={word: number for number, word in enumerate(words)})
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=5 + len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, num_labels=1, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    passages = [f"the {a} of {b}" for a in WORDS for b in WORDS[:2]]
    given = tokenizer(["the river"] * len(passages), passages, padding=True, return_tensors="pt")
    wanted = torch.tensor([[float("zebra" in passage)] for passage in passages])
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    for _ in range(40):
        optimizer.zero_grad()
        torch.nn.functional.binary_cross_entropy_with_logits(model(**given).logits, wanted).backward()
        optimizer.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def over(archive: Path, **settings: Any) -> Assistant:
    return Assistant.open(Settings(_env_file=None, archive=archive, mode="quotes", **settings))


ARTICLES = (
    {"text": "Rain fell on the river, the river rose, and the river market was flooded.", "outlet": "One"},
    {"text": "The river was crossed by a zebra in the storm.", "outlet": "Two"},
)


def test_a_cross_encoder_in_a_folder_scores_each_passage_in_the_range_of_scores(tiny: Path) -> None:
    zebra, other = CrossEncoderReranker(str(tiny))("the river", ["the zebra of river", "the market of rain"])
    assert 0.0 <= other < 0.2 and 0.8 < zebra <= 1.0


def test_an_assistant_with_a_reranker_gives_its_order_and_names_it(tiny: Path, archived: Any) -> None:
    archive = archived(*ARTICLES)
    with over(archive) as plain:
        assert [found.passage.source.outlet for found in plain.search("river")] == ["One", "Two"]
        assert "rerank" not in plain.ask("river").coverage.signals
    with over(archive, reranker=str(tiny), rerank_budget_ms=60_000) as reranked:
        found = reranked.search("river")
        assert [one.passage.source.outlet for one in found] == ["Two", "One"]
        assert {name for item in found for name in item.signals} >= {"lexical", "rerank"}
        assert found[0].signals["rerank"] > found[1].signals["rerank"]
        answer = reranked.ask("river")
        assert "rerank" in answer.coverage.signals and not [note for note in answer.notes if "erank" in note]


def test_a_reranker_that_is_not_there_costs_one_note_and_nothing_else(tmp_path: Path, archived: Any) -> None:
    archive = archived(*ARTICLES)
    with over(archive, reranker=str(tmp_path / "nowhere")) as assistant:
        for _ in range(2):
            answer = assistant.ask("Who crossed the river and what did the rain flood?")
            assert [note for note in answer.notes if "eranking is off" in note] == [
                note for note in answer.notes if "nowhere cannot be loaded" in note
            ]
            assert len([note for note in answer.notes if "eranking is off" in note]) == 1
            assert "rerank" not in answer.coverage.signals and answer.evidence


def test_a_classifier_of_several_labels_is_refused(tiny: Path, tmp_path: Path) -> None:
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    BertForSequenceClassification(BertConfig.from_pretrained(tiny, num_labels=3)).save_pretrained(tmp_path)
    AutoTokenizer.from_pretrained(tiny).save_pretrained(tmp_path)
    with pytest.raises(ModelUnavailable, match="3 numbers for a passage"):
        CrossEncoderReranker(str(tmp_path))


class LongerThan:
    """Likes passages of more words than that; counts what it was given."""

    def __init__(self, words: int, seconds: float = 0.0) -> None:
        self.words = words
        self.seconds = seconds
        self.batches: list[int] = []

    def __call__(self, query: str, passages: Sequence[str]) -> list[float]:
        time.sleep(self.seconds)
        self.batches.append(len(passages))
        return [0.02 * (passage.count("word") > self.words) for passage in passages]


class Broken:
    def __call__(self, query: str, passages: Sequence[str]) -> list[float]:
        raise RuntimeError("out of memory\nand a long trace")


def falling(count: int) -> list[Evidence]:
    """Passages of falling scores (1, 1/2, 1/3, ...), each a word longer than the one before it."""
    return some_evidence(*("word " * n for n in range(1, count + 1)))


def test_when_the_time_is_spent_the_rest_keep_the_order_of_the_search() -> None:
    slow = LongerThan(2, seconds=0.02)
    found = rerank(falling(20), "q", slow, budget=0.001)
    assert slow.batches == [BATCH]
    assert [item.passage.article_id for item in found[BATCH:]] == [f"a{n}" for n in range(BATCH + 1, 21)]
    assert {item.passage.article_id for item in found[:BATCH]} == {"a1", "a2", "a3", "a4"}
    assert ["rerank" in item.signals for item in found] == [True] * BATCH + [False] * 16


def test_with_time_enough_the_best_are_read_and_the_scores_stay_in_order() -> None:
    quick = LongerThan(4)
    found = rerank(falling(MOST + 10), "q", quick, budget=60)
    assert sum(quick.batches) == MOST
    scores = [item.score for item in found]
    assert scores == sorted(scores, reverse=True) and max(scores) <= 1.0
    assert [item.passage.article_id for item in found[:3]] == ["a5", "a6", "a7"]


def test_a_model_that_knows_nothing_of_time_cannot_outweigh_the_day() -> None:
    """What a day makes of a score is the same after the passages were read."""
    texts = ("word " * n for n in range(1, 4))
    near = [replace(item, signals={"time": 1.0 / n}) for n, item in enumerate(some_evidence(*texts), start=1)]
    read = rerank(near, "q", LongerThan(9), budget=60)
    assert [item.passage.article_id for item in read] == ["a1", "a2", "a3"]
    assert [owed_to_time(item) for item in read] == [owed_to_time(item) for item in near]


def test_no_evidence_needs_no_model() -> None:
    assert rerank([], "q", Broken(), budget=1) == []


def test_a_reranker_that_raises_is_given_up_with_a_note_and_the_order_of_the_search(archived: Any) -> None:
    archive = archived(*ARTICLES)
    settings = Settings(_env_file=None, archive=archive, mode="quotes")
    engines = Engines(settings, reranker=Broken())
    with Assistant(settings, Archive.open(archive), engines) as assistant:
        for _ in range(2):
            answer = assistant.ask("river")
            assert [note for note in answer.notes if "erank" in note] == [
                "Reranking is off: the model failed (out of memory)."
            ]
            assert answer.evidence[0].passage.source.outlet == "One"


def test_a_budget_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidSettings, match="rerank_budget_ms"):
        Settings(_env_file=None, rerank_budget_ms=0)
