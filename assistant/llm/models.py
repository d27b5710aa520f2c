"""The seam to language models: which one is used, how it is built, and what its failures are called.

A model is anything LangChain calls a chat model. What vendors raise when one fails is turned into the four errors of
`assistant.errors` here and nowhere else. No message, log line or repr of ours carries a key.
"""

from __future__ import annotations

import re
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.errors import InvalidSettings, ModelError, ModelMalformed, ModelRefused, ModelTimeout, ModelUnavailable
from assistant.settings import Settings
from assistant.types import Mode

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.llm.local_server import LocalServer

RETRIES = 1
"""How often a client repeats a request that failed on the way. The caller's time limit holds over all of them."""

LOCAL_ANSWER_TOKENS = 1024
"""A small model that starts to ramble is cut off here; five statements take about 300."""

PROVIDERS = frozenset(
    "anthropic anthropic_bedrock azure_ai azure_openai baseten bedrock bedrock_converse bedrock_mantle_anthropic "
    "bedrock_mantle_openai cohere deepseek fireworks google_anthropic_vertex google_genai google_vertexai groq "
    "huggingface ibm langsmith litellm meta mistralai nvidia ollama openai openrouter perplexity together upstage "
    "xai".split()
)
"""The prefixes that `init_chat_model` knows (langchain 1.4). Listed, because `llama3.2:3b` has a colon too, and because
choosing a mode must not import LangChain."""


def chosen_mode(settings: Settings) -> Mode:
    """Who writes the answers. `auto` is resolved to the best that is configured; a mode asked for must be configured.

    Raises `InvalidSettings` naming the missing settings.
    """
    if settings.mode == "quotes":
        return Mode.QUOTES
    if settings.mode == "api":
        if not has_endpoint(settings):
            raise InvalidSettings("mode api needs FACTCHECK_MODEL and FACTCHECK_BASE_URL or FACTCHECK_API_KEY")
        return Mode.API
    if settings.mode == "local":
        if local_model(settings) is None:
            raise InvalidSettings(_NO_LOCAL_MODEL)
        return Mode.LOCAL
    if has_endpoint(settings):
        return Mode.API
    return Mode.LOCAL if local_model(settings) is not None else Mode.QUOTES


_NO_LOCAL_MODEL = (
    "mode local needs a model: get one with `python -m assistant models pull`, or name a GGUF file in"
    " FACTCHECK_MODEL_FILE"
)


def local_model(settings: Settings) -> Path | None:
    """The model file of mode `local`: the one that the settings name, else the best that was pulled."""
    if settings.model_file is not None:
        return settings.model_file
    from assistant.weights.catalogue import Catalogue
    from assistant.weights.folder import ModelsFolder

    return ModelsFolder(settings.models, Catalogue.load(settings.model_catalogue)).best()


def build_chat_model(settings: Settings, *, server: LocalServer | None = None) -> BaseChatModel:
    """The chat model of the chosen mode, ready to be called.

    In mode `local` this starts the server process, unless a running one is given; a process started here ends with the
    model object or with this process, whichever goes first.
    Raises `InvalidSettings` for settings that describe no model, and `ModelUnavailable` when the model's package is not
    installed, its key is missing, or its file cannot be loaded.
    """
    mode = chosen_mode(settings)
    if mode is Mode.QUOTES:
        raise InvalidSettings("mode quotes has no model")
    if mode is Mode.LOCAL:
        return _local(settings, server)
    provider, name = _split_name(settings.model)
    try:
        if provider is None or (provider == "openai" and settings.base_url):
            return _openai_compatible(settings, name or "default")
        return _from_provider(settings, f"{provider}:{name}")
    except ImportError as error:
        package = re.search(r"pip install ([\w-]+)", str(error))
        wanted = package.group(1) if package else f"langchain-{(provider or 'openai').replace('_', '-')}"
        raise ModelUnavailable(f"model {settings.model} needs the package {wanted}: pip install {wanted}") from None
    except Exception as error:  # every provider has its own way to say that a key is missing
        reason = _scrubbed(str(error)) or type(error).__name__
        raise ModelUnavailable(f"model {settings.model or 'default'} cannot be used: {reason}") from None


def has_endpoint(settings: Settings) -> bool:
    """Whether a model behind an endpoint, or of a provider, is named well enough to be called."""
    provider, name = _split_name(settings.model)
    return bool(settings.base_url or (provider and name) or (settings.api_key and name))


def _split_name(model: str | None) -> tuple[str | None, str | None]:
    """("ollama", "llama3.2:3b") for `ollama:llama3.2:3b`; (None, "llama3.2:3b") for `llama3.2:3b`."""
    prefix, colon, rest = (model or "").partition(":")
    return (prefix, rest) if colon and prefix in PROVIDERS else (None, model or None)


def _openai_compatible(settings: Settings, name: str) -> BaseChatModel:
    import openai
    from langchain_openai import ChatOpenAI

    # Its own, because LangChain shares one among all models, and ours is used on a loop of our own (`model_call.py`).
    extra: dict[str, Any] = {"http_async_client": openai.DefaultAsyncHttpxClient()}
    if settings.base_url:
        # A dummy key, because the client refuses to be built without one and local servers do not ask for any.
        extra |= {"base_url": settings.base_url, "use_responses_api": False}
        extra["api_key"] = settings.api_key or "none"
        if not re.match(r"(openai/)?(gpt-5|o\d)", name):  # these refuse any temperature but their own
            extra["temperature"] = 0
    elif settings.api_key:
        extra["api_key"] = settings.api_key
    return ChatOpenAI(model=name, timeout=settings.model_timeout, max_retries=RETRIES, **extra)


def _from_provider(settings: Settings, name: str) -> BaseChatModel:
    """Any provider, built by LangChain. `api_key` is passed to OpenAI only: it may have come from `OPENAI_API_KEY`, and
    one vendor's key is not sent to another. The others read the variable their own documentation names."""
    from langchain.chat_models import init_chat_model

    extra: dict[str, Any] = {"base_url": settings.base_url} if settings.base_url else {}
    if settings.api_key and name.startswith("openai:"):
        extra["api_key"] = settings.api_key
    model: BaseChatModel = init_chat_model(name, timeout=settings.model_timeout, max_retries=RETRIES, **extra)
    return model


def _local(settings: Settings, server: LocalServer | None) -> BaseChatModel:
    file = server.model_file if server else local_model(settings)
    if file is None:
        raise InvalidSettings(_NO_LOCAL_MODEL)
    import openai
    from langchain_openai import ChatOpenAI

    from assistant.llm.local_server import LocalServer

    running = server or LocalServer(file)
    running.start()
    model = ChatOpenAI(
        model=file.stem,
        base_url=running.base_url,
        api_key=lambda: running.api_key,
        timeout=settings.model_timeout,
        max_retries=0,
        use_responses_api=False,
        temperature=0,
        max_completion_tokens=LOCAL_ANSWER_TOKENS,
        http_client=openai.DefaultHttpxClient(trust_env=False),  # loopback never goes through a proxy
        http_async_client=openai.DefaultAsyncHttpxClient(trust_env=False),
    )
    if server is None:
        weakref.finalize(model, running.stop)
    return model


def model_error(error: BaseException) -> ModelError:
    """What a vendor's exception means for us, in one line without secrets. Every exception has a meaning here."""
    if isinstance(error, ModelError):
        return error
    kinds = {kind.__name__ for kind in type(error).__mro__}
    status = getattr(error, "status_code", None)
    where = _where(error)
    if "ContextOverflowError" in kinds or (status == 400 and "context" in str(error).lower()):
        return ModelUnavailable("the passages do not fit into the model's context: lower FACTCHECK_DRAFT_PASSAGES")
    if status in (408, 504) or kinds & {"TimeoutError", "ModelTimeoutError", "APITimeoutError", "TimeoutException"}:
        return ModelTimeout(f"the model{where} did not answer in time")
    if kinds & {"OpenAIRefusalError", "ContentFilterFinishReasonError"}:
        return ModelRefused("the model declined to answer")
    if "LengthFinishReasonError" in kinds:
        return ModelMalformed("the model's answer was cut off at its length limit")
    if status in (401, 403) or kinds & {"ModelAuthenticationError", "ModelPermissionDeniedError"}:
        return ModelUnavailable(f"the model{where} refused the key ({status or 401}): check FACTCHECK_API_KEY")
    if status == 404 or "ModelNotFoundError" in kinds:
        return ModelUnavailable(f"the model{where} does not exist (404): check FACTCHECK_MODEL and FACTCHECK_BASE_URL")
    if status == 429 or "ModelRateLimitError" in kinds:
        return ModelUnavailable(f"the model{where} takes no more requests for now (429: rate limit or quota)")
    if isinstance(status, int):
        reason = _scrubbed(str(error)) or "no reason given"
        return ModelUnavailable(f"the model{where} failed with status {status}: {reason}")
    if kinds & {"ConnectionError", "ModelConnectionError", "APIConnectionError", "TransportError", "ConnectError"}:
        return ModelUnavailable(f"the model{where} cannot be reached")
    if kinds & {"JSONDecodeError", "APIResponseValidationError", "OutputParserException", "DecodingError"}:
        return ModelMalformed("the model's reply is not in the protocol's form")
    if isinstance(error, ValueError | TypeError | LookupError | AttributeError | AssertionError):
        # What integrations raise when a reply lacks the fields they read ("null value for 'choices'").
        return ModelMalformed(f"the model's reply could not be read ({type(error).__name__})")
    return ModelUnavailable(f"the model{where} failed ({type(error).__name__})")


def rejects_the_form(error: BaseException) -> bool:
    """Whether this may only mean that the model takes no such `response_format` or tool: a plainer request may do."""
    if isinstance(error, NotImplementedError):
        return True
    if "ContextOverflowError" in {kind.__name__ for kind in type(error).__mro__} or "context" in str(error).lower():
        return False
    return getattr(error, "status_code", None) in (400, 415, 422, 501)


def _where(error: BaseException) -> str:
    """at 127.0.0.1:8080, without the user and password an address may hold."""
    try:
        address = urlsplit(str(error.request.url))  # type: ignore[attr-defined]
        return f" at {address.hostname}:{address.port}" if address.port else f" at {address.hostname}"
    except Exception:
        return ""


def _scrubbed(message: str) -> str:
    """The first line of a vendor's message, short, with whatever looks like a key or a password taken out."""
    line = next((line.strip() for line in message.splitlines() if line.strip()), "")
    line = re.sub(r"//[^/\s@]+@", "//", line)
    line = re.sub(r"(?i)\b(bearer|basic|key|token|secret|password)([\s:='\"]+)[^\s'\",;]{6,}", r"\1\2***", line)
    return re.sub(r"\b(?=[\w*-]*\d)[\w*-]{16,}\b|\bsk-\S+", "***", line)[:200]
