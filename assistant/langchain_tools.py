"""The archive as tools for agents of LangChain: search it, check a claim, check a quotation.

    from langchain.agents import create_agent
    from assistant.langchain_tools import archive_tools

    agent = create_agent(model, archive_tools(assistant))

A tool gives JSON text: a verdict or what was found, with the exact quotes, their articles and offsets. What cannot be
done (an empty claim, a date that is none) is told as text as well, so that the agent can correct itself. The texts come
from an archive that anybody may have written: an agent that may do more than read should treat them as data.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, Field

from assistant.errors import AssistantError
from assistant.pipeline import Assistant

MOST_FOUND = 20


class Filtered(BaseModel):
    """The filters that every tool takes."""

    as_of: str | None = Field(None, description="Use nothing published after this day, YYYY-MM-DD.")
    published_from: str | None = Field(None, description="First day of publication, YYYY-MM-DD.")
    published_to: str | None = Field(None, description="Last day of publication, YYYY-MM-DD.")
    outlets: list[str] = Field(default_factory=list, description="Only these outlets; empty for all.")


class SearchArchive(Filtered):
    query: str = Field(description="What to look for, in words that an article would use.")
    k: int = Field(5, ge=1, le=MOST_FOUND, description="How many passages.")


class CheckClaim(Filtered):
    claim: str = Field(description="One statement that can be true or false.")


class CheckQuote(Filtered):
    quote: str = Field(description="The words that somebody is said to have said, without quotation marks.")
    speaker: str | None = Field(None, description="Who is said to have said them.")


def archive_tools(assistant: Assistant) -> list[BaseTool]:
    """`search_archive`, `check_claim` and `check_quote` over the archive of an assistant, which has to stay open."""

    def search_archive(query: str, k: int = 5, **filters: Any) -> str:
        return _told(lambda: [_passage(found.to_dict()) for found in assistant.search(query, k, **filters)])

    def check_claim(claim: str, **filters: Any) -> str:
        return _told(lambda: _verdict(assistant.check(claim, **filters).to_dict()))

    def check_quote(quote: str, speaker: str | None = None, **filters: Any) -> str:
        return _told(lambda: _quote(assistant.check_quote(quote, speaker, **filters).to_dict()))

    return [
        _tool(
            search_archive,
            SearchArchive,
            "Find passages of archived news articles. Gives their words, article id, offsets, outlet and date.",
        ),
        _tool(
            check_claim,
            CheckClaim,
            "Say whether the archive supports or refutes a claim: SUPPORTED, REFUTED, CONFLICTING or"
            " NOT_ENOUGH_EVIDENCE, with the sentences for and against it.",
        ),
        _tool(
            check_quote,
            CheckQuote,
            "Check a quotation: EXACT, ALTERED (with the words that differ), SPLICED, MISATTRIBUTED (with who said it),"
            " NOT_FOUND or TOO_SHORT.",
        ),
    ]


def _tool(function: Callable[..., str], schema: type[BaseModel], description: str) -> BaseTool:
    return StructuredTool.from_function(
        function, name=function.__name__, description=description, args_schema=schema, infer_schema=False
    )


def _told(ask: Callable[[], Any]) -> str:
    try:
        return json.dumps(ask(), ensure_ascii=False)
    except AssistantError as error:
        return f"error: {error}"


def _passage(found: dict[str, Any]) -> dict[str, Any]:
    passage = found["passage"]
    return {"score": found["score"], **_cited({**passage, "quote": passage["text"]})}


def _verdict(verdict: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: verdict[name] for name in ("claim", "label", "confidence", "justification", "earlier_checks")},
        **{side: [_cited(citation) for citation in verdict[side]] for side in ("supporting", "refuting")},
    }


def _quote(check: dict[str, Any]) -> dict[str, Any]:
    findings = [
        {**_cited(f["citation"]), "speaker": f["citation"]["speaker"], "alterations": f["alterations"]}
        for f in check["findings"]
    ]
    kept = ("quote", "speaker", "outcome", "explanation", "said_by", "outlets", "notes")
    return {**{name: check[name] for name in kept}, "findings": findings}


def _cited(citation: dict[str, Any]) -> dict[str, Any]:
    source = citation["source"]
    return {
        **{name: citation[name] for name in ("article_id", "start", "end", "quote")},
        **{name: source[name] for name in ("title", "outlet", "published", "url")},
    }
