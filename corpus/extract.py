"""RawPage -> Article | Rejected: the one entry to everything that understands a page.

    article     text given as text: stored to the letter, so that offsets into the input stay valid
    html        markup: main text and metadata found in it (html_page.py)
    saved_text  a page pasted as text: its furniture removed (saved_text.py)

What the container declared wins over what is found inside. A date always carries where it was found, and a date that
cannot be true (later than the capture) is not believed.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from itertools import islice

from corpus.extraction.agencies import agency_named, same_organisation
from corpus.extraction.dateline import Dateline, parse_dateline
from corpus.extraction.language import language_of
from corpus.extraction.page_content import GUESSED, PageContent
from corpus.extraction.written_dates import after_capture, date_in_url, whole_date
from corpus.records import Article, RawPage, Rejected, Source
from corpus.storable import unstorable

_OPENING = 4000
_OPENING_PARAGRAPHS = 5


def extract(page: RawPage) -> Article | Rejected:
    """The article of a page, or why there is none. Bad content never raises."""
    found = _content(page)
    if isinstance(found, str):
        return Rejected(origin=page.origin, position=page.position, reason=found)
    if not found.text.strip():
        return Rejected(origin=page.origin, position=page.position, reason="no article text found")
    source = _source(page, found)
    return Article(
        id=article_id(source.external_id, source.url, source.outlet, found.text),
        text=found.text,
        source=source,
        claim_reviews=page.claim_reviews or found.claim_reviews,
        capture=page.capture,
        origin=page.origin,
        position=page.position,
    )


def article_id(external_id: str | None, url: str | None, outlet: str | None, text: str) -> str:
    """16 hex digits that depend on what the article is and not on where it was read: the same from every file."""
    content = "\0".join(part or "" for part in (external_id, url, outlet, text))
    return hashlib.sha256(content.encode("utf-8", errors="surrogatepass")).hexdigest()[:16]


def _content(page: RawPage) -> PageContent | str:
    """The inside of a page, or the reason it cannot be read."""
    if page.kind == "html":
        from corpus.extraction.html_page import read_html_page

        return read_html_page(page.content, url=page.url, encoding=page.encoding, archived=page.archived)
    if isinstance(page.content, bytes):
        try:
            text = page.content.decode(page.encoding or "utf-8")
        except (UnicodeDecodeError, LookupError):
            return f"the text is not {page.encoding or 'utf-8'}"
    else:
        text = page.content
    if page.kind == "saved_text":
        from corpus.extraction.saved_text import clean_saved_text

        return clean_saved_text(text)
    if bad := unstorable(text):
        return f"the text holds {bad}"
    return PageContent(text=text)


def _source(page: RawPage, found: PageContent) -> Source:
    """Declared fields over found ones, and what the dateline adds."""
    url = page.url or found.url
    outlet = _line(page.outlet) or found.outlet
    byline = _line(page.byline) or found.byline
    dateline = _dateline(found.text)
    published, published_from = _published(page, found, url, dateline)
    agency = (dateline.agency if dateline else None) or found.agency or (agency_named(byline) if byline else None)
    source = Source(
        title=_line(page.title) or found.title,
        outlet=outlet,
        agency=None if same_organisation(outlet, agency) else agency,
        byline=byline,
        dateline=(str(dateline) or None) if dateline else None,
        dateline_place=dateline.place if dateline else None,
        url=url,
        published=published,
        published_from=published_from,
        modified=found.modified,
        archived=page.archived,
        language=language_of(found.text) or found.language,
        external_id=page.external_id,
    )
    if published is None and published_from is None and dateline and dateline.partial:
        told = f'dateline "{dateline.date_written}", year not given'
        source = replace(source, published_partial=dateline.partial, published_from=told)
    return source


def _published(
    page: RawPage, found: PageContent, url: str | None, dateline: Dateline | None
) -> tuple[date | None, str | None]:
    """The publication date and how it is known. A declared one decides, also when it cannot be understood."""
    if page.published:
        day = whole_date(page.published)
        shown = page.published[:60]
        if day is None:
            return None, f'field published "{shown}" not understood'
        if after_capture(day, page.archived):
            return None, f'field published "{shown}" is later than the capture'
        return day, "field published"
    candidates = [(candidate.day, candidate.where) for candidate in found.published]
    if url and (in_url := date_in_url(url)):
        candidates.append((in_url, "url"))
    if dateline and dateline.date:
        candidates.append((dateline.date, f'dateline "{dateline.date_written}"'))
    if page.listed and (listed := whole_date(page.listed)):
        # Before a date that was only seen somewhere in the page: the feed's is at least meant as the article's.
        guesses = [candidate for candidate in candidates if candidate[1] == GUESSED]
        candidates = [candidate for candidate in candidates if candidate not in guesses]
        candidates += [(listed, "feed"), *guesses]
    for day, where in candidates:
        if not after_capture(day, page.archived):
            return day, where
    return None, None


def _dateline(text: str) -> Dateline | None:
    """The first dateline in the opening paragraphs; a lead or a byline may stand above it."""
    paragraphs = (line for line in text[:_OPENING].split("\n") if line.strip())
    for paragraph in islice(paragraphs, _OPENING_PARAGRAPHS):
        if dateline := parse_dateline(paragraph):
            return dateline
    return None


def _line(declared: str | None) -> str | None:
    """A declared name on one line, None when it is blank."""
    return " ".join(declared.split()) or None if declared else None
