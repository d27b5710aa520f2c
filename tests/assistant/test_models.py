"""Which model is used, how it is built, and that no key ever shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import InvalidSettings, ModelError, ModelMalformed, ModelRefused, ModelTimeout, ModelUnavailable
from assistant.llm.models import PROVIDERS, build_chat_model, chosen_mode, model_error
from assistant.settings import Settings
from assistant.types import Mode

KEY = "sk-verysecret0123456789"


@pytest.fixture(autouse=True)
def without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)


@pytest.mark.parametrize(
    ("values", "mode"),
    [
        ({}, Mode.QUOTES),
        ({"model": "gpt-5-mini"}, Mode.QUOTES),
        ({"api_key": KEY}, Mode.QUOTES),
        ({"api_key": KEY, "model": "gpt-5-mini"}, Mode.API),
        ({"base_url": "http://127.0.0.1:1/v1"}, Mode.API),
        ({"model": "anthropic:claude-sonnet-5"}, Mode.API),
        ({"model": "llama3.2:3b"}, Mode.QUOTES),
        ({"model": "ollama:llama3.2:3b"}, Mode.API),
        ({"model_file": Path("m.gguf")}, Mode.LOCAL),
        ({"model_file": Path("m.gguf"), "base_url": "http://127.0.0.1:1/v1"}, Mode.API),
        ({"mode": "quotes", "api_key": KEY, "model": "m"}, Mode.QUOTES),
        ({"mode": "local", "model_file": Path("m.gguf"), "base_url": "http://127.0.0.1:1/v1"}, Mode.LOCAL),
    ],
)
def test_auto_takes_the_best_that_is_configured(values: dict[str, Any], mode: Mode) -> None:
    assert chosen_mode(settings(**values)) is mode


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"mode": "api"}, "FACTCHECK_BASE_URL or FACTCHECK_API_KEY"),
        ({"mode": "api", "model": "gpt-5-mini"}, "FACTCHECK_BASE_URL or FACTCHECK_API_KEY"),
        ({"mode": "api", "model": "ollama:"}, "FACTCHECK_MODEL"),
        ({"mode": "local"}, "FACTCHECK_MODEL_FILE"),
    ],
)
def test_a_mode_that_is_asked_for_must_be_configured(values: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidSettings, match=says):
        chosen_mode(settings(**values))


def test_the_providers_we_list_are_those_langchain_knows() -> None:
    from langchain.chat_models import base

    assert frozenset(base._BUILTIN_PROVIDERS) == PROVIDERS


def test_a_local_endpoint_needs_neither_key_nor_model_name_and_has_a_time_limit() -> None:
    model = build_chat_model(settings(base_url="http://127.0.0.1:1/v1", model_timeout=7))
    assert (model.model_name, model.request_timeout, model.max_retries) == ("default", 7.0, 1)  # type: ignore[attr-defined]
    assert model.use_responses_api is False and model.temperature == 0  # type: ignore[attr-defined]


def test_a_model_that_refuses_a_temperature_is_not_given_one() -> None:
    model = build_chat_model(settings(base_url="http://127.0.0.1:1/v1", model="gpt-5-mini"))
    assert model.temperature is None  # type: ignore[attr-defined]


def test_a_model_name_with_a_colon_is_not_a_provider() -> None:
    model = build_chat_model(settings(base_url="http://127.0.0.1:1/v1", model="llama3.2:3b"))
    assert model.model_name == "llama3.2:3b"  # type: ignore[attr-defined]


def test_openai_is_built_with_or_without_its_prefix() -> None:
    for name in ("gpt-5-mini", "openai:gpt-5-mini"):
        model = build_chat_model(settings(model=name, api_key=KEY))
        assert model.model_name == "gpt-5-mini"  # type: ignore[attr-defined]
        assert KEY not in repr(model) and KEY not in str(model)


def test_a_missing_provider_package_is_named() -> None:
    with pytest.raises(ModelUnavailable, match="pip install langchain-mistralai"):
        build_chat_model(settings(model="mistralai:mistral-small"))


def test_a_missing_key_is_one_line() -> None:
    with pytest.raises(ModelUnavailable) as caught:
        build_chat_model(settings(model="openai:gpt-5-mini"))
    assert "api_key" in str(caught.value) and "\n" not in str(caught.value)


def test_mode_quotes_has_no_model_and_a_missing_file_no_server(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings):
        build_chat_model(settings())
    with pytest.raises(ModelUnavailable, match="cannot be read"):
        build_chat_model(settings(model_file=tmp_path / "none.gguf"))


def vendor_errors() -> list[type[BaseException]]:
    """Every exception that LangChain, its OpenAI integration, openai and its httpx2 can raise."""
    import httpx2
    import langchain_core.exceptions as core
    import langchain_openai.chat_models.base as integration
    import openai

    found = {
        value
        for module in (core, integration, openai, httpx2)
        for value in list(vars(module).values())
        if isinstance(value, type) and issubclass(value, Exception) and not value.__module__.startswith("pydantic")
    }
    return sorted(found, key=lambda kind: (kind.__module__, kind.__name__))


def test_every_vendor_exception_has_a_meaning_and_a_clean_line() -> None:
    message = f"went wrong with api_key={KEY}\nsecond line"
    for kind in vendor_errors():
        error = type(kind.__name__, (kind,), {"__init__": lambda self: None, "__str__": lambda self: message})()
        meaning = model_error(error)
        assert isinstance(meaning, ModelError) and type(meaning) is not ModelError
        assert KEY not in str(meaning) and "\n" not in str(meaning)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("APITimeoutError", ModelTimeout),
        ("APIConnectionError", ModelUnavailable),
        ("AuthenticationError", ModelUnavailable),
        ("RateLimitError", ModelUnavailable),
        ("InternalServerError", ModelUnavailable),
        ("APIResponseValidationError", ModelMalformed),
        ("LengthFinishReasonError", ModelMalformed),
        ("ContentFilterFinishReasonError", ModelRefused),
    ],
)
def test_openais_exceptions_mean_what_they_say(name: str, kind: type[ModelError]) -> None:
    import openai

    vendor: type[BaseException] = getattr(openai, name)
    assert type(model_error(vendor.__new__(vendor))) is kind
