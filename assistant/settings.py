"""Every setting, once: keyword arguments, `FACTCHECK_*` environment variables, or a `.env` file, in that order.

An entry point builds one `Settings` and passes its values down; nothing below reads the environment.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, DotEnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.errors import InvalidSettings

PREFIX = "FACTCHECK_"


def _data_home() -> Path:
    """Where a user's programs keep their data (XDG Base Directory Specification; a relative path there is ignored)."""
    given = Path(os.environ.get("XDG_DATA_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".local" / "share"


class _DotEnv(DotEnvSettingsSource):
    """A `.env` file may serve other programs too: of it, only names that claim to be ours have to be known."""

    def __call__(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in super().__call__().items()
            if name in self.settings_cls.model_fields or name.upper().startswith(PREFIX)
        }


class Settings(BaseSettings):
    """How an assistant is put together. Unknown names are refused, so that a typing mistake is not silently ignored."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        protected_namespaces=(),
    )

    archive: Path = Path("archive")
    """The folder made by `python -m corpus ingest --archive DIR`."""
    uploads: bool = True
    """Whether the page may add files to the archive."""
    upload_mb: int = Field(default=200, ge=1, le=10_000)
    """Megabytes of files that are added at once at most."""
    mode: Literal["auto", "quotes", "local", "api"] = "auto"
    """`auto` takes an endpoint when one is configured, then a model file or a pulled model, then quotes."""
    conversations: Path = Field(default_factory=lambda: _data_home() / "factcheck-assistant" / "conversations.sqlite")
    """The file in which the page keeps conversations. Outside of the archive, which is read only for a question."""

    sign_in_domains: str = ""
    """Where the page asks to sign in: the domains of the e-mail addresses that may, separated by commas. Empty lets in
    everybody whom the provider signs in."""

    model: str | None = None
    """`gpt-5-mini` for an OpenAI-compatible endpoint, or `provider:name` for any provider LangChain knows."""
    offered_models: tuple[str, ...] = ()
    """Other models of the same endpoint or key that a visitor may choose on the page: `["gpt-5", "gpt-5-mini"]`."""
    base_url: str | None = Field(default=None, repr=False)
    """An OpenAI-compatible endpoint, such as `http://127.0.0.1:8080/v1`. An address may hold a password: no `repr`."""
    api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("api_key", "FACTCHECK_API_KEY", "OPENAI_API_KEY")
    )
    model_file: Path | None = None
    """A GGUF file for mode `local`, before any that was pulled."""
    models: Path = Field(default_factory=lambda: _data_home() / "factcheck-assistant" / "models")
    """The folder of pulled models (`python -m assistant models`)."""
    model_catalogue: Path | None = None
    """Which models can be pulled, in place of the list shipped."""
    pull_model: bool = False
    """Whether the page gets the default model in the background when neither an endpoint nor a model is there."""
    model_timeout: float = Field(default=60.0, gt=0)
    """Seconds to wait for the model, after which the answer falls back to quotes."""
    max_statements: int = Field(default=5, ge=1, le=20)
    draft_passages: int = Field(default=5, ge=1, le=20)
    """How many passages a model is given."""

    evidence: int = Field(default=8, ge=1, le=50)
    """How many passages an answer keeps."""
    strictness: Literal["lenient", "standard", "strict"] = "standard"
    """How sure an answer, or the verdict "supported", must be to be given: see `assistant/strictness.py`."""
    calibration: Path | None = None
    """A file written by `python -m assistant.evaluation calibrate`, in place of the one shipped."""
    stances: Path | None = None
    """A file written by `python -m assistant.evaluation calibrate-verdicts`, in place of the one shipped."""
    nli: str | None = None
    """A cross-encoder for natural language inference that grades claims and reads each statement that a model wrote
    before it is shown: a folder, or a name on the hub."""
    model_judges: bool = False
    """Whether the chat model of the mode does so where no `nli` is set: a request for each claim, each sentence of a
    draft, and each statement of an answer. A small model is a poor judge, so it must be asked for."""
    dense: Literal["auto", "never"] = "auto"
    """`auto` searches by meaning as well when the archive has vectors."""

    reranker: str = "auto"
    """What reads the best passages again with the question: the cross-encoder that is installed with the assistant
    (`auto`), which reads the likeliest sentences too; a folder or a name on the Hugging Face hub; `none`."""
    rerank_budget_ms: int = Field(default=2_000, ge=1, le=60_000)
    """Milliseconds a question's passages are reranked for; those not reached keep their order. More than is needed, so
    that an answer does not depend on what else the machine does."""

    def __init__(self, **values: Any) -> None:
        """Raises `InvalidSettings`, one line that names each setting and what is wrong with it."""
        known = {PREFIX + name.upper() for name in type(self).model_fields}
        unknown = sorted(name for name in os.environ if name.upper().startswith(PREFIX) and name.upper() not in known)
        if unknown:
            names = ", ".join(sorted(known))
            raise InvalidSettings(f"unknown setting in the environment: {', '.join(unknown)} (known: {names})")
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise InvalidSettings(f"settings: {'; '.join(map(_told, error.errors()))}") from None

    @classmethod
    def load(cls, **overrides: Any) -> Settings:
        """The settings of the environment and `.env`, with these over them. Raises `InvalidSettings`."""
        return cls(**overrides)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        assert isinstance(dotenv_settings, DotEnvSettingsSource)
        ours = _DotEnv(settings_cls, env_file=dotenv_settings.env_file)
        return init_settings, env_settings, ours


_SECRET = {"api_key", "base_url"}
"""What is never repeated: an address may hold a password."""


def _told(problem: ErrorDetails) -> str:
    """What is wrong with a setting, what it was given, and the variable that sets it."""
    name = ".".join(map(str, problem["loc"]))
    if name not in Settings.model_fields:
        return f"{name or 'settings'}: {problem['msg']}"
    given = "" if name in _SECRET else f" (given: {str(problem['input'])[:80]!r})"
    return f"{name}: {problem['msg']}{given}; it is set by {PREFIX}{name.upper()}"
