"""An HTML page -> the article in it, with what the page declares about itself.

The main text is trafilatura's; headline, outlet and dates are read from what publishers write for machines (JSON-LD,
meta tags), which is more exact than the visible page. Nothing of the page is executed, no markup is left in the text.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.extraction.agencies import agency_named, same_organisation
from corpus.extraction.headline import without_outlet
from corpus.extraction.html_metadata import PageMetadata, read_metadata
from corpus.extraction.page_content import GUESSED, DateFound, PageContent
from corpus.extraction.sentence_lines import is_sentence
from corpus.extraction.written_dates import MONTH, after_capture, date_in_url, whole_date
from corpus.readers.text import decode_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_UNSTORABLE = re.compile("[\0\ud800-\udfff\u00ad\u200b\ufeff]")
_MAX_ELEMENTS = 50_000  # such a page took 5 to 11 seconds; the largest of 90 real ones has 1,737
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_PLATFORMS = ("blogger", "wordpress", "wordpress.com", "hosted", "home", "news", "website")
_AROUND_A_NAME = re.compile(
    rf"^\s*by:?\s+|(?:\s*[,|]?\s*\b(?:{MONTH}|{_WEEKDAY}|published|updated|posted)\.?)+\s*$",
    re.IGNORECASE,
)


def read_html_page(
    content: str | bytes, *, url: str | None = None, encoding: str | None = None, archived: datetime | None = None
) -> PageContent | str:
    """The article of an HTML page, or the reason it cannot be read. `text` is empty when no article text is found.

    `encoding` is what the container declared; `archived` is when the page was captured: no later date is believed.
    """
    markup = content if isinstance(content, str) else decode_html(content, encoding)
    if markup is None:
        return "the page is in no character encoding that fits"
    from corpus.extraction.main_text import parsed

    try:
        tree = parsed(markup)
        if tree is None:
            return "not an HTML page: no markup that can be parsed"
        if tree.xpath("count(//*)") > _MAX_ELEMENTS:
            return f"the page has more than {_MAX_ELEMENTS} elements, which no article page has"
        declared = read_metadata(tree)
        address = _understood(url or declared.url or _saved_from(markup))
        return _page_content(tree, declared, address, archived)
    except MemoryError:
        raise
    except SystemError as error:  # what C code ends in that got no memory and does not say so
        raise MemoryError from error
    except Exception as error:  # parsers of other people's markup fail in ways nobody can list; one page, not the run
        return f"the page cannot be parsed ({type(error).__name__}: {str(error)[:120]})"


def decode_html(content: bytes, declared: str | None = None) -> str | None:
    """The page as text. UTF-8 is tried before what header and meta tags say, because pages are recoded and keep their
    tags; other encodings are almost never valid UTF-8 by chance."""
    stated = [name.decode("ascii", "replace") for name in _stated(content)]
    shifted = [name for name in (declared, *stated) if name and name.lower().startswith(("iso-2022", "utf-7", "hz"))]
    for encoding in (*shifted, "utf-8", declared, *stated):
        if not encoding or content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(_as_browsers_read(encoding))
        except (UnicodeError, LookupError):  # "undefined", as scripts write it, is a codec that knows no character
            continue
    return decode_text(content)


def _stated(content: bytes) -> list[bytes]:
    found = (_XML_ENCODING.search(content[:300]), _META_CHARSET.search(content[:4096]))
    return [match[1] for match in found if match]


def _as_browsers_read(encoding: str) -> str:
    """Browsers read ISO-8859-1 as Windows-1252, which is what pages that say so are written in."""
    return "cp1252" if encoding.lower() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else encoding


def _page_content(tree: HtmlElement, declared: PageMetadata, url: str | None, archived: datetime | None) -> PageContent:
    from corpus.extraction.main_text import main_text

    seen_title, seen_author = _visible_metadata(tree, declared)
    published = tuple(_dates(tree, declared, url, archived))
    main = main_text(tree, url)
    outlet, agency = _publisher(declared, url)
    title = declared.title or (seen_title if main is not None else None) or None
    if title:
        title = without_outlet(_plain(title), outlet)[0]
    text = _paragraphs(main or "", title)
    author = declared.byline or _tidy_author(seen_author if main is not None else None)
    if title and author and title.startswith(f"{author}: "):
        title, outlet, author = title.removeprefix(f"{author}: "), outlet or author, None
    return PageContent(
        text=text,
        title=title,
        outlet=outlet,
        agency=agency,
        byline=_plain(author) if author else None,
        url=url,
        published=published,
        modified=declared.modified,
        language=declared.language,
        claim_reviews=declared.claim_reviews,
    )


def _publisher(declared: PageMetadata, url: str | None) -> tuple[str | None, str | None]:
    """The outlet, and the agency when the page names one as publisher of a report that stands on another site."""
    domain = _domain(url)
    names = [name for name in (declared.publisher, declared.site_name) if name and name.casefold() not in _PLATFORMS]
    agency = agency_named(names[0]) if names else None
    if agency and domain and not same_organisation(domain, agency):
        own = next((name for name in names if agency_named(name) != agency), domain)
        return own, agency
    return (names[0] if names else domain), None


def _tidy_author(author: str | None) -> str | None:
    """trafilatura's author line without the words around it ("By ... Published", a month or a weekday)."""
    names = [_AROUND_A_NAME.sub("", name).strip(" ,;-|") for name in (author or "").split(";")]
    return "; ".join(name for name in names if name) or None


def _visible_metadata(tree: HtmlElement, declared: PageMetadata) -> tuple[str | None, str | None]:
    """trafilatura's headline and author, for a page that does not declare them. Its `extract_metadata` would look for
    dates, tags and licences too, which nobody reads here; for that went a fifth of the time of a page."""
    if declared.title and declared.byline:
        return None, None
    from trafilatura.metadata import examine_meta, extract_author, extract_meta_json, extract_title

    found = examine_meta(tree)
    if found.author and " " not in found.author:
        found.author = None
    found = extract_meta_json(tree, found)
    title = found.title or (None if declared.title else extract_title(tree))
    return title, found.author or (None if declared.byline else extract_author(tree))


def _dates(tree: HtmlElement, declared: PageMetadata, url: str | None, archived: datetime | None) -> list[DateFound]:
    """Publication dates in the order of trust. The visible text is searched only when nothing better is there."""
    found = list(declared.published)
    if url and (day := date_in_url(url)):
        found.append(DateFound(day=day, where="url"))
    if not any(not after_capture(candidate.day, archived) for candidate in found) and (day := _guessed(tree, archived)):
        found.append(DateFound(day=day, where=GUESSED))
    return found


def _guessed(tree: HtmlElement, archived: datetime | None) -> date | None:
    """What htmldate reads from the page. Its extensive search is off: that takes copyright lines for dates."""
    from copy import deepcopy

    from htmldate import find_date

    latest = archived.date().isoformat() if archived else None
    written = find_date(deepcopy(tree), original_date=True, extensive_search=False, max_date=latest)
    return whole_date(written) if written else None


def _saved_from(markup: str) -> str | None:
    """The address a browser noted when it saved the page."""
    found = re.search(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->", markup[:2000])
    return found[1] if found else None


def _understood(url: str | None) -> str | None:
    """The address, or None for one that is none ("http://[::1"): it must not cost the page that has it."""
    try:
        return url if url and urlsplit(url) else None
    except ValueError:
        return None


def _domain(url: str | None) -> str | None:
    if not url:
        return None
    from courlan import extract_domain

    host = (urlsplit(url).hostname or "").removeprefix("www.")
    named = re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", host)
    return extract_domain(url) or (host if named else None)


def _paragraphs(text: str, title: str | None) -> str:
    """Paragraphs apart by a blank line, without the headline, which the source carries. Empty when no line is a
    sentence: a menu is not an article."""
    lines = [line for line in map(_plain, text.split("\n")) if line]
    if len(lines) > 1 and lines[0] == title:
        del lines[0]
    return "\n\n".join(lines) if any(map(is_sentence, lines)) else ""


def _plain(text: str) -> str:
    return " ".join(_UNSTORABLE.sub("", text).split())
