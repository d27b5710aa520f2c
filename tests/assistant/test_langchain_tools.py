"""The archive as tools: what an agent gets is the product's own result, and errors it can act on."""

from __future__ import annotations

import json
from typing import Any

from langchain.agents import create_agent
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.tools import BaseTool

from assistant import Assistant
from assistant.langchain_tools import archive_tools

CLAIM = "Putin ordered the withdrawal of 16,700 servicemen from the Rostov Region."


def tool(assistant: Assistant, name: str) -> BaseTool:
    return next(tool for tool in archive_tools(assistant) if tool.name == name)


def test_the_tools_declare_their_arguments(assistant: Assistant) -> None:
    arguments = {tool.name: set(tool.args) for tool in archive_tools(assistant)}
    filters = {"as_of", "published_from", "published_to", "outlets"}
    assert arguments == {
        "search_archive": {"query", "k", *filters},
        "check_claim": {"claim", *filters},
        "check_quote": {"quote", "speaker", *filters},
    }


def test_each_tool_gives_quotes_that_stand_in_their_articles(assistant: Assistant) -> None:
    found = json.loads(tool(assistant, "search_archive").invoke({"query": "Rostov withdrawal", "k": 3}))
    verdict = json.loads(tool(assistant, "check_claim").invoke({"claim": CLAIM}))
    quote = assistant.article(found[0]["article_id"]).text.split(". ")[0]
    checked = json.loads(tool(assistant, "check_quote").invoke({"quote": quote}))
    assert len(found) == 3 and verdict["label"] == "REFUTED" and checked["outcome"] == "EXACT"
    for cited in (*found, *verdict["refuting"], *checked["findings"]):
        assert assistant.article(cited["article_id"]).text[cited["start"] : cited["end"]] == cited["quote"]


def test_filters_reach_the_archive_and_mistakes_are_told_in_words(assistant: Assistant) -> None:
    search = tool(assistant, "search_archive")
    assert json.loads(search.invoke({"query": "Rostov", "as_of": "1990-01-01"})) == []
    assert search.invoke({"query": "Rostov", "as_of": "yesterday"}).startswith("error: as_of")
    assert tool(assistant, "check_quote").invoke({"quote": "…"}).startswith("error: the quotation is empty")


class Scripted(GenericFakeChatModel):
    """A chat model that gives the replies it was given, whatever tools it is offered."""

    def bind_tools(self, tools: Any, **options: Any) -> Any:
        return self


def test_an_agent_calls_a_tool_and_gets_the_verdict(assistant: Assistant) -> None:
    """What docs/python-api.md offers to agents, with a scripted model."""
    call = {"name": "check_claim", "args": {"claim": CLAIM}, "id": "1", "type": "tool_call"}
    model = Scripted(messages=iter([AIMessage(content="", tool_calls=[call]), AIMessage(content="It is refuted.")]))
    agent = create_agent(model, archive_tools(assistant))
    said = agent.invoke({"messages": [("user", f"Is this true? {CLAIM}")]})["messages"]
    [result] = [message for message in said if isinstance(message, ToolMessage)]
    assert json.loads(str(result.content))["label"] == "REFUTED"
    assert said[-1].content == "It is refuted."
