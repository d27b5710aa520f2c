"""What is configured and what is not, for people to read. Of what is secret only whether it is set is ever told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from assistant.llm.models import has_endpoint
from assistant.llm.writers import writers
from assistant.retrieval.onnx_cross_encoder import NAME, installed
from assistant.settings import Settings
from assistant.types import Mode


@dataclass(frozen=True, slots=True)
class Configured:
    """One thing that can be configured."""

    name: str
    on: bool
    told: str
    """What it is set to, or what would set it."""


def configured(settings: Settings, *, vectors: bool, closed: str | None) -> tuple[Configured, ...]:
    """Each thing with how it stands. `vectors` says whether the archive has any, `closed` why nothing can be added."""
    local = [writer.model for writer in writers(settings) if writer.mode is Mode.LOCAL]
    meaning = settings.dense == "auto" and vectors
    no_meaning = "FACTCHECK_DENSE is never" if settings.dense == "never" else "python -m corpus embed makes its vectors"
    return (
        Configured("Archive", True, str(settings.archive)),
        Configured("Adding files", closed is None, closed or f"up to {settings.upload_mb:,} MB at once"),
        Configured("Endpoint", has_endpoint(settings), _endpoint(settings)),
        Configured("Key", settings.api_key is not None, "set" if settings.api_key else "FACTCHECK_API_KEY sets it"),
        Configured("Model on this machine", bool(local), ", ".join(map(str, local)) or _NO_LOCAL),
        Configured("Search by meaning", meaning, "words, dates and meaning" if meaning else no_meaning),
        _reranker(settings.reranker),
        _named("Model that judges claims", settings.nli, "FACTCHECK_NLI"),
        Configured("Time limit of a model", True, f"{settings.model_timeout:g} seconds"),
    )


_NO_LOCAL = "python -m assistant models pull gets one"


def _endpoint(settings: Settings) -> str:
    if not has_endpoint(settings):
        return "FACTCHECK_MODEL with FACTCHECK_BASE_URL or FACTCHECK_API_KEY sets it"
    model = settings.model or "its default model"
    try:
        # An address may hold a user, a password or a token: of it only the host is told.
        where = urlsplit(settings.base_url or "").hostname
    except ValueError:
        where = None
    return f"{model} at {where}" if where else model


def _reranker(setting: str) -> Configured:
    if setting == "none" or (setting == "auto" and installed() is None):
        return Configured("Reranker", False, "FACTCHECK_RERANKER sets it")
    return Configured("Reranker", True, NAME if setting == "auto" else PurePath(setting).name)


def _named(name: str, value: str | None, variable: str) -> Configured:
    return Configured(name, bool(value), PurePath(value).name if value else f"{variable} sets it")
