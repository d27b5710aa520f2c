"""One reading of a page by trafilatura's rules, done step by step: each step once, on one tree.

`trafilatura.bare_extraction` copies a page three times for readings that we do not ask of it, and to have a reading
compared it is called again and makes that reading again. A test compares the two on pages.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]
    from lxml.html import HtmlElement  # type: ignore[import-untyped]


class Reading(NamedTuple):
    """What was taken for the article."""

    body: _Element
    text: str
    """As it is measured by; `written` gives it as it is read."""


def own_reading(tree: HtmlElement, url: str | None, *, forum: bool) -> Reading:
    """By trafilatura's own rules, precision first. The tree is used up. Raises ValueError or TypeError for a page that
    trafilatura gives up."""
    from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
    from trafilatura.main_extractor import extract_content
    from trafilatura.xpaths import REMOVE_COMMENTS_XPATH

    cleaned = convert_tags(tree_cleaning(_without_comments(tree), _options()), _options(), url)
    if not forum:  # once more: lists have another name by now
        cleaned = prune_unwanted_nodes(cleaned, REMOVE_COMMENTS_XPATH)
    return Reading(*extract_content(cleaned, _options()))


def compared(own: Reading, tree: HtmlElement) -> Reading:
    """The own reading, or that of readability or justext where trafilatura prefers it. The tree is used up."""
    from trafilatura.external import compare_extraction
    from trafilatura.htmlprocessing import tree_cleaning

    raw = _without_comments(tree)
    return Reading(*compare_extraction(tree_cleaning(copy(raw), _options()), raw, *own, _options()))


def written(reading: Reading) -> str | None:
    """The text with a line for each paragraph, None when there is hardly any."""
    from trafilatura.xml import xmltotxt

    if len(reading.text) < _options().min_output_size:
        return None
    text: str = xmltotxt(reading.body, _options().formatting)
    return text


def is_forum(tree: HtmlElement) -> bool:
    """Whether the page says that it is a thread of a forum, whose comments are its content."""
    from trafilatura.core import _forum_thread_page

    return bool(_forum_thread_page(tree))


def _without_comments(tree: HtmlElement) -> HtmlElement:
    """Without readers' comments, and without what is appended to an article and could be taken for it."""
    from trafilatura.htmlprocessing import prune_unwanted_nodes
    from trafilatura.xpaths import RAW_TREE_PRUNE_XPATH, REMOVE_COMMENTS_AND_LISTS_XPATH

    return prune_unwanted_nodes(prune_unwanted_nodes(tree, RAW_TREE_PRUNE_XPATH), REMOVE_COMMENTS_AND_LISTS_XPATH)


@cache
def _options() -> Any:
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", precision=True, comments=False)
