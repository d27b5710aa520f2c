"""The heavy parts: built once, when needed, and never in the way of an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from langchain_core.language_models import GenericFakeChatModel

from assistant import InvalidSettings, Mode, ModelUnavailable, Settings
from assistant.engines import Engines
from corpus import Archive


def test_a_model_built_elsewhere_is_used_as_it_is() -> None:
    model = GenericFakeChatModel(messages=iter([]))
    engines = Engines(Settings(_env_file=None, mode="api", model="m", base_url="http://127.0.0.1:9/v1"), model)
    assert engines.mode is Mode.API and engines.chat_model() is model
    engines.close()


def test_quotes_have_no_model() -> None:
    with pytest.raises(InvalidSettings):
        Engines(Settings(_env_file=None, mode="quotes")).chat_model()


def test_a_model_file_that_is_not_there_costs_the_model_only(tmp_path: Path) -> None:
    engines = Engines(Settings(_env_file=None, mode="local", model_file=tmp_path / "no.gguf"))
    for _ in range(2):  # and the next question tries again
        with pytest.raises(ModelUnavailable):
            engines.chat_model()
    engines.close()


def test_an_archive_without_vectors_needs_no_embedding_model(sample_archive: Path) -> None:
    archive = Archive.open(sample_archive)
    engines = Engines(Settings(_env_file=None, mode="quotes"))
    engines.warm_up(archive)
    assert engines.embeddings(archive) == (None, None)
    archive.close()


def test_search_by_meaning_can_be_switched_off(sample_archive: Path) -> None:
    archive = Archive.open(sample_archive)
    assert Engines(Settings(_env_file=None, dense="never")).embeddings(archive) == (None, None)
    archive.close()
