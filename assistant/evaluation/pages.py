"""Who takes the article out of a saved page: the product, plain trafilatura, and the whole page as text.

No one is told the page's address: it often holds the day, and would give it away.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.evaluation.cases import PageCase
from assistant.evaluation.outputs import PageOutput
from corpus import Article, RawPage, Rejected
from corpus.extract import extract
from corpus.readers import read


class ProductPages:
    """The archive's own reading of a page, as `python -m corpus ingest` does it."""

    name = "assistant"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, case: PageCase) -> PageOutput:
        started = time.perf_counter()
        read_as = [item if isinstance(item, Rejected) else extract(item) for item in _pages(self._folder, case)]
        seconds = {"extract": time.perf_counter() - started}
        articles = [item for item in read_as if isinstance(item, Article)]
        if not articles:
            reasons = "; ".join(str(item) for item in read_as) or "nothing in the file"
            return PageOutput(text=None, rejected=reasons, seconds=seconds)
        return PageOutput(text=articles[0].text, published=articles[0].source.published, seconds=seconds)


class PlainTrafilatura:
    """What `trafilatura.extract` gives by itself, with the date that `htmldate.find_date` finds."""

    name = "trafilatura"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, case: PageCase) -> PageOutput:
        import trafilatura
        from htmldate import find_date

        html = _html(self._folder, case)
        started = time.perf_counter()
        text, day = trafilatura.extract(html), find_date(html, original_date=True) if html.strip() else None
        seconds = {"extract": time.perf_counter() - started}
        if text is None:
            return PageOutput(text=None, rejected="trafilatura found no article", seconds=seconds)
        return PageOutput(text=text, published=date.fromisoformat(day) if day else None, seconds=seconds)


class WholePage:
    """All text of the page, as a pipeline gets it that only strips the tags."""

    name = "whole-page"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def page(self, case: PageCase) -> PageOutput:
        from trafilatura import html2txt

        html = _html(self._folder, case)
        started = time.perf_counter()
        text = html2txt(html)
        return PageOutput(text=text, seconds={"extract": time.perf_counter() - started})


def _pages(folder: Path, case: PageCase) -> Iterator[RawPage | Rejected]:
    """What the archive's readers make of the page's file, its address taken out."""
    for item in read(folder / case.file):
        yield replace(item, url=None) if isinstance(item, RawPage) else item


def _html(folder: Path, case: PageCase) -> str:
    pages = [item.content for item in _pages(folder, case) if isinstance(item, RawPage)]
    content = pages[0] if pages else b""
    return content if isinstance(content, str) else content.decode("utf-8", errors="replace")
