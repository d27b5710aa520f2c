"""The examples of docs/python-api.md, run as they are written, and the LangChain retriever."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant, InvalidQuestion
from assistant.langchain_adapter import FactCheckRetriever
from tests.assistant.builders import awaited
from tests.conftest import ROOT

_EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = _EXAMPLE.findall((ROOT / "docs" / "python-api.md").read_text(encoding="utf-8"))
QUERY = "Rostov troop withdrawal"


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=["search", "many", "quotation", "retriever", "runnable", "tools", "archive"]
)
def test_the_examples_run_as_they_are_written(example: str, sample_archive: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", example],
        capture_output=True,
        text=True,
        cwd=sample_archive.parent,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 3 and "2014-1" in done.stdout


def test_documents_are_the_passages_of_a_search_with_their_places(assistant: Assistant) -> None:
    documents = FactCheckRetriever(assistant=assistant, k=4).invoke(QUERY)
    found = assistant.search(QUERY, k=4)
    assert [d.page_content for d in documents] == [e.passage.text for e in found]
    for document, evidence in zip(documents, found, strict=True):
        data = document.metadata
        assert assistant.article(data["article_id"]).text[data["start"] : data["end"]] == document.page_content
        assert data["score"] == evidence.score and data["outlet"] == evidence.passage.source.outlet
        assert data["source"] == (evidence.passage.source.url or evidence.passage.article_id)
        assert document.id == f"{data['article_id']}:{data['start']}-{data['end']}"


def test_filters_set_once_hold_and_can_be_changed_for_one_query(assistant: Assistant) -> None:
    retriever = FactCheckRetriever(assistant=assistant, as_of=date(2014, 10, 31))
    published = [d.metadata["published"] for d in retriever.invoke(QUERY)]
    assert published and max(published) <= "2014-10-31"
    assert retriever.invoke(QUERY, outlets=["nobody"]) == []
    assert max(d.metadata["published"] for d in retriever.invoke(QUERY, as_of=None)) > "2014-10-31"


def test_async_and_batches_give_the_same(assistant: Assistant) -> None:
    retriever = FactCheckRetriever(assistant=assistant, k=2)
    assert awaited(retriever.ainvoke(QUERY)) == retriever.invoke(QUERY)
    assert retriever.batch([QUERY, "Soma mine"]) == [retriever.invoke(QUERY), retriever.invoke("Soma mine")]


def test_it_goes_into_a_chain(assistant: Assistant) -> None:
    chain = FactCheckRetriever(assistant=assistant, k=2) | (lambda documents: [d.metadata["outlet"] for d in documents])
    assert len(chain.invoke(QUERY)) == 2


def test_what_cannot_be_asked_is_refused_in_our_words(assistant: Assistant) -> None:
    retriever = FactCheckRetriever(assistant=assistant)
    with pytest.raises(InvalidQuestion, match="empty"):
        retriever.invoke("  ")
    with pytest.raises(InvalidQuestion, match="as_of"):
        retriever.invoke(QUERY, as_of="soon")
