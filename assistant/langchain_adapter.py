"""Our search as a LangChain retriever, for chains and graphs that bring their own prompt.

    from assistant import Assistant
    from assistant.langchain_adapter import FactCheckRetriever

    retriever = FactCheckRetriever(assistant=Assistant.open(archive="archive"), k=5, as_of="2014-11-05")
    documents = retriever.invoke("Who ordered the Rostov troop withdrawal?")

What comes out are passages, not answers: whoever lets a model write from them has to check what it wrote.
Not imported by `assistant` itself, which does without LangChain until a model is asked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from assistant.pipeline import Assistant
from assistant.types import Evidence


class FactCheckRetriever(BaseRetriever):
    """The best passages of an archive as documents, best first; `ainvoke` and `abatch` search in threads.

    The filters are those of `Assistant.search`, set once or given to `invoke` ("as_of=...") for one query. Raises
    `InvalidQuestion` for a query or filter that cannot be used, `ArchiveUnavailable` when the archive cannot be read.
    The assistant is not closed here: who opened it closes it.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    assistant: Assistant = Field(exclude=True)
    k: int = Field(default=10, ge=1)
    asked_on: date | str | None = None
    as_of: date | str | None = None
    published_from: date | str | None = None
    published_to: date | str | None = None
    outlets: Sequence[str] = ()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **options: Any
    ) -> list[Document]:
        return self._documents(query, options)

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, **options: Any
    ) -> list[Document]:
        # LangChain's own way into a thread drops the options.
        return await asyncio.to_thread(self._documents, query, options)

    def _documents(self, query: str, options: dict[str, Any]) -> list[Document]:
        filters = {
            "k": self.k,
            "asked_on": self.asked_on,
            "as_of": self.as_of,
            "published_from": self.published_from,
            "published_to": self.published_to,
            "outlets": self.outlets,
        }
        return [as_document(evidence) for evidence in self.assistant.search(query, **{**filters, **options})]


def as_document(evidence: Evidence) -> Document:
    """A passage as a document. Its metadata are plain values, so that any vector store or tracer takes them:

    `article_id`, `start`, `end` (the text is `article(article_id).text[start:end]`), `score`, the `signals` that made
    it up, `highlights` as [start, end] pairs, `source` (the article's address, as LangChain calls it, or its id), and
    `title`, `outlet`, `agency`, `byline`, `url`, `published`, `published_from` as far as they are known.
    """
    passage, source = evidence.passage, evidence.passage.source.to_dict()
    known = ("title", "outlet", "agency", "byline", "url", "published", "published_from")
    return Document(
        id=f"{passage.article_id}:{passage.start}-{passage.end}",
        page_content=passage.text,
        metadata={
            "article_id": passage.article_id,
            "start": passage.start,
            "end": passage.end,
            "score": evidence.score,
            "signals": dict(evidence.signals),
            "highlights": [[span.start, span.end] for span in evidence.highlights],
            "source": source["url"] or passage.article_id,
            **{name: source[name] for name in known if source[name]},
        },
    )
