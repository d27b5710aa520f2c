"""What a page says about itself for machines: JSON-LD, Open Graph and article meta tags, the canonical link."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from corpus.extraction.page_content import DateFound
from corpus.extraction.written_dates import whole_date
from corpus.fact_checks import ClaimReview, claim_reviews_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting)$")
_PUBLISHED_META = (
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "pubdate",
    "publish-date",
    "publication_date",
    "cxenseparse:recs:publishtime",
    "datepublished",
    "date",
)
_MODIFIED_META = ("article:modified_time", "og:updated_time", "article:modified", "dcterms.modified", "datemodified")
_MARKUP = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """Fields the page declares; `published` has every date found, the most trusted first."""

    title: str | None = None
    publisher: str | None = None
    site_name: str | None = None
    byline: str | None = None
    url: str | None = None
    published: tuple[DateFound, ...] = ()
    modified: date | None = None
    language: str | None = None
    claim_reviews: tuple[ClaimReview, ...] = ()


def read_metadata(tree: HtmlElement) -> PageMetadata:
    """The declared metadata of a parsed page. Broken JSON-LD is passed over, as search engines do."""
    documents = list(_json_ld(tree))
    item = next((found for data in documents for found in _articles_in(data, depth=0)), {})
    meta = _meta_tags(tree)
    return PageMetadata(
        title=_text(item.get("headline")) or _text(meta.get("og:title")) or _text(meta.get("twitter:title")),
        publisher=_name(item.get("publisher")),
        site_name=_text(meta.get("og:site_name")),
        byline=_names(item.get("author")) or _person(meta.get("author")) or _person(meta.get("article:author")),
        url=_canonical(tree) or _address(meta.get("og:url")),
        published=tuple(_published(tree, item, meta)),
        modified=_modified(item, meta),
        language=_language(tree),
        claim_reviews=tuple(review for data in documents for review in claim_reviews_in(data)),
    )


def _json_ld(tree: HtmlElement) -> Iterator[Any]:
    """The JSON-LD documents of a page, in page order."""
    for script in tree.iterfind(".//script[@type]"):
        if script.get("type", "").strip().lower() != "application/ld+json" or not script.text:
            continue
        written = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", script.text)
        try:
            data = json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
        yield data


def _articles_in(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for entry in data[:100]:
            yield from _articles_in(entry, depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles_in(data.get(key), depth + 1)


def _meta_tags(tree: HtmlElement) -> dict[str, str]:
    """The first value of each meta tag, by its lower-case property, name or itemprop."""
    found: dict[str, str] = {}
    for tag in tree.iterfind(".//meta[@content]"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = tag.get("content", "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _published(tree: HtmlElement, item: dict[str, Any], meta: dict[str, str]) -> Iterator[DateFound]:
    for key in ("datePublished", "dateCreated"):
        if day := _day(item.get(key)):
            yield DateFound(day=day, where=f"json-ld {key}")
    for name in _PUBLISHED_META:
        if day := _day(meta.get(name)):
            yield DateFound(day=day, where=f"meta {name}")
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        if day := _day(element.get("datetime") or element.get("content")):
            yield DateFound(day=day, where="itemprop datePublished")
    times = list(tree.iterfind(".//time[@pubdate]"))
    if len(times) == 1 and (day := _day(times[0].get("datetime"))):
        yield DateFound(day=day, where="time pubdate")


def _modified(item: dict[str, Any], meta: dict[str, str]) -> date | None:
    written = [item.get("dateModified"), *(meta.get(name) for name in _MODIFIED_META)]
    return next((day for value in written if (day := _day(value))), None)


def _day(written: Any) -> date | None:
    if isinstance(written, list):
        written = written[0] if written else None
    return whole_date(written) if isinstance(written, str) else None


def _canonical(tree: HtmlElement) -> str | None:
    for link in tree.iterfind(".//link[@rel='canonical']"):
        if address := _address(link.get("href")):
            return address
    return None


def _address(written: str | None) -> str | None:
    """A web address, or None: a page can put anything there, `javascript:` included."""
    written = (written or "").strip()
    return written if re.fullmatch(r"https?://[^\s/]+\.[^\s]+", written) else None


def _language(tree: HtmlElement) -> str | None:
    code = (tree.get("lang") or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def _names(author: Any) -> str | None:
    people = author if isinstance(author, list) else [author]
    names = [name for person in people if (name := _name(person)) and _person(name)]
    return ", ".join(dict.fromkeys(names)) or None


def _name(entity: Any) -> str | None:
    """The name of a JSON-LD person or organisation, which may be written as a bare string or as a list."""
    if isinstance(entity, list):
        entity = entity[0] if entity else None
    if isinstance(entity, dict):
        entity = entity.get("name")
    if isinstance(entity, list):
        entity = entity[0] if entity else None
    return _text(entity)


def _person(written: str | None) -> str | None:
    """A byline, unless it is an address or far too long to be one."""
    text = _text(written)
    return text if text and len(text) <= 200 and "://" not in text else None


def _text(value: Any) -> str | None:
    """One line of plain text: entities decoded, tags dropped. None for anything else."""
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(_MARKUP.sub(" ", html.unescape(value))).split()) or None
