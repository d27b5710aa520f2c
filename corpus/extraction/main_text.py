"""The markup of a page -> its tree, and the article's text in that tree. Both are trafilatura's work; what is ours is
to have it done once.

trafilatura reads a page twice, by its own rules and by those of readability, and takes the second reading where the
first is poor. The second costs as much as the first, and on 86 of the 90 pages of `data/extraction` changed nothing. So
it is asked for where it can be taken at all.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from corpus.extraction.element_paths import NotUnderstood, compiled
from corpus.extraction.page_reading import Reading, compared, is_forum, own_reading, written

_LATER = ("form", "figure", "math", "head")
"""Of the elements that trafilatura drops at once, those that it looks into before."""
_NO_MEMORY = (etree.ErrorTypes.ERR_INTERNAL_ERROR, etree.ErrorTypes.ERR_NO_MEMORY)
_READABILITY_TIMES = 2
"""readability's reading is taken when it is more than so many times the own one, if that has paragraphs
(trafilatura 2.3.1, external.py, `_prefer_readability`)."""
_JUSTEXT_UNDER = 250
"""Characters under which a third reading is tried (trafilatura 2.3.1, settings.cfg, MIN_EXTRACTED_SIZE)."""


def parsed(markup: str) -> html.HtmlElement | None:
    """The tree of a page, or None for what is no markup. Raises MemoryError, and lxml's errors for what cannot be."""
    from trafilatura.utils import is_dubious_html, repair_faulty_html

    _quicken_trafilatura()
    beginning = markup[:50].lower()
    repaired = repair_faulty_html(markup, beginning).encode("utf-8", "surrogatepass")
    try:
        tree = html.fromstring(repaired, parser=_parser())
    except etree.XMLSyntaxError as error:
        # The parser mends every page that it can hold; it has no word of its own for running out of memory.
        if error.code in _NO_MEMORY:
            raise MemoryError from error
        raise
    return None if len(tree) < (2 if is_dubious_html(beginning) else 1) else tree


def main_text(tree: html.HtmlElement, url: str | None) -> str | None:
    """The article's text, a line for each paragraph, or None when trafilatura finds no article. The tree is used up.

    Precision first: what is missed is missing, what is wrongly taken in would be quoted as reporting. The own reading
    is given a tree without the elements that it would drop itself, which is 40 % of all, and leaves the same text;
    readability looks at some of them.
    """
    _flatten_layout_tables(tree)
    forum = is_forum(tree)
    bare = copy(tree)
    etree.strip_elements(bare, *_dropped(), with_tail=False)
    outside_links = _length_outside_links(bare)
    try:
        reading = own_reading(bare, url, forum=forum)
        if not _is_best(reading, outside_links):
            reading = compared(reading, tree)
        return written(reading)
    except (TypeError, ValueError):  # as trafilatura gives a page up
        return None


def _is_best(reading: Reading, outside_links: int) -> bool:
    """Whether no second reading can be preferred to this one.

    It would have to be more than twice as long, and there is not so much text on the page outside its links: that is
    taken for all that readability could find, as it weighs a block by the share of its text that is no link.
    """
    length = len(reading.text)
    tables, paragraphs = (sum(1 for _ in reading.body.iter(tag)) for tag in ("table", "p"))
    if length < _JUSTEXT_UNDER or tables > paragraphs or not reading.body.xpath("boolean(.//p//text())"):
        return False
    return length * _READABILITY_TIMES >= outside_links


def _length_outside_links(tree: html.HtmlElement) -> int:
    page = tree.find("body")
    return _length(tree if page is None else page) - sum(map(_length, tree.iter("a")))


def _length(element: html.HtmlElement) -> int:
    text = element.text_content() if len(element) else element.text or ""
    return len(" ".join(text.split()))


def _flatten_layout_tables(tree: html.HtmlElement) -> None:
    """Tables that old pages used for layout become plain blocks; else the menu beside the article is read as data."""
    for table in tree.iter("table"):
        cells = list(table.iter("td"))
        if any(len(cell.findall(".//p")) > 1 or len(cell.findall(".//br")) > 5 for cell in cells):
            for part in list(table.iter("table", "tbody", "tr", "td", "th")):
                part.tag = "div"


@cache
def _quicken_trafilatura() -> None:
    """Put functions that find the same elements in the place of trafilatura's expressions, once a process. Its modules
    share these lists, and call what is in them."""
    from trafilatura import xpaths

    for expressions in vars(xpaths).values():
        if isinstance(expressions, list):
            expressions[:] = [_quicker(expression) for expression in expressions]


def _quicker(expression: Any) -> Any:
    try:
        return compiled(expression.path)
    except NotUnderstood:
        return expression


@cache
def _dropped() -> tuple[str, ...]:
    from trafilatura.settings import MANUALLY_CLEANED

    return ("style", *(tag for tag in MANUALLY_CLEANED if tag not in _LATER))


@cache
def _parser() -> html.HTMLParser:
    """trafilatura's parser, but for how an element's class is found: lxml.html asks a Python function for each of them
    (form, input, label have methods of their own, which nobody calls here), which is a twelfth of a page's time."""
    parser = html.HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser
