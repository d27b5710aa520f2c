"""Feeds saved as files (RSS 0.9 to 2.0, Atom, and the RSS that WordPress exports): each entry is an article.

lxml reads the file in pieces, and an entry is thrown away once it is a record. Nothing outside the file is ever
fetched, and a feed that declares entities of its own is refused: feeds have no use for them, bombs have.
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Any

from corpus.extraction.written_dates import moment
from corpus.readers.compressed import Unpacked
from corpus.records import RawPage, Rejected
from corpus.storable import unstorable

_ROOTS = ("rss", "feed", "rdf")
_UNDECLARED = "ERR_UNDECLARED_ENTITY"
_ENTRIES = ("item", "entry")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_FEED_NAMESPACES = (
    "",
    "{http://www.w3.org/2005/Atom}",
    "{http://purl.org/atom/ns#}",
    "{http://purl.org/rss/1.0/}",
    "{http://my.netscape.com/rdf/simple/0.9/}",
)
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
log = logging.getLogger(__name__)

MAX_ENTRY_BYTES = 5_000_000
MAX_NODES = 50_000  # elements of one entry; XHTML inside Atom is made of them, the longest real entry had some 2,000


class _Pieces:
    """A feed's bytes for the parser, ended early where going on would only cost memory.

    The parser mends what is broken, which makes large trees of small garbage. So it gets nothing more after the first
    damage, nor when an entry does not end.
    """

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self.errors: Callable[[], list[Any]] = list
        self.since_entry = 0
        self.endless = False

    def read(self, size: int) -> bytes:
        self.endless = self.since_entry > MAX_ENTRY_BYTES
        if self.endless or _damage(self.errors()):
            return b""
        data = self._file.read(size)
        self.since_entry += len(data)
        return data


def read_feed(path: Path, origin: str) -> Iterator[RawPage | Rejected]:
    """Yields an article for each entry with its content, or at least a summary, and a rejection for every other one.

    Content that is markup goes the way of all HTML. A feed that breaks off gives what stands before and one rejection.
    """
    from lxml import etree  # type: ignore[import-untyped]

    number, nodes, outlet = 0, 0, None
    entry: Any = None
    with Unpacked(path) as unpacked:
        pieces = _Pieces(unpacked.file)
        events = etree.iterparse(pieces, events=("start", "end"), resolve_entities=False, no_network=True, recover=True)
        pieces.errors = lambda: list(events.error_log)
        try:
            for event, element in events:
                name = _name(element)
                if event == "start":
                    if element.getparent() is None and (refusal := _refusal(element, name)):
                        yield Rejected(origin=origin, position=None, reason=refusal)
                        return
                    nodes += 1
                    if entry is None and name in _ENTRIES:
                        entry, nodes, number = element, 0, number + 1
                    elif entry is not None and nodes > MAX_NODES:
                        reason = f"the entry has more than {MAX_NODES:,} elements; what follows is not read"
                        yield Rejected(origin=origin, position=f"entry {number}", reason=reason)
                        return
                elif element is entry:
                    yield _record(element, outlet, origin, f"entry {number}")
                    entry = None
                    pieces.since_entry = 0
                    _forget(element)
                elif entry is None:
                    if name == "title" and _name(element.getparent()) in ("channel", "feed"):
                        outlet = _plain(_text(element)) or None
                    _forget(element)
        except etree.XMLSyntaxError as error:
            yield _broken(origin, number, str(error))
            return
        undefined = [problem for problem in events.error_log if problem.type_name == _UNDECLARED]
        if pieces.endless:
            yield _broken(origin, number, f"an entry is larger than {MAX_ENTRY_BYTES // 1_000_000} MB")
        elif unpacked.damage:
            yield _broken(origin, number, unpacked.damage)
        elif damage := _damage(events.error_log):
            yield _broken(origin, number, damage)
        elif number == 0:
            yield Rejected(origin=origin, position=None, reason="the feed has no entry")
        if undefined:
            log.warning("%s: characters left out, the first: %s", origin, undefined[0].message)


def _damage(errors: Iterable[Any]) -> str | None:
    """The first place that is no XML; a name for a character that only HTML knows ("&nbsp;") does not end a feed."""
    for error in errors:
        if error.level_name == "FATAL" and error.type_name != _UNDECLARED:
            return f"line {error.line}: {error.message}"
    return None


def _refusal(root: Any, name: str) -> str | None:
    """Why a document is not read as a feed, known from its beginning; else None."""
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        return "the feed declares entities of its own, which feeds have no use for; it is not read"
    return None if name in _ROOTS else f"XML, but no feed: its root is <{name[:60]}>"


def _forget(element: Any) -> None:
    """Free an element that was dealt with, and what stands before it."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _record(entry: Any, feed: str | None, origin: str, position: str) -> RawPage | Rejected:
    title = _plain(_text(_child(entry, "title"))) or None
    named = f" ({title[:120]})" if title else ""
    content = _content(entry)
    if content is None:
        return Rejected(origin=origin, position=position, reason=f"a headline without content or summary{named}")
    written, markup = content
    identity = _text(_child(entry, "guid", "id")) or None
    link = _link(entry) or (identity if identity and identity.startswith(("http://", "https://")) else None)
    source = _child(entry, "source")
    outlet = (_plain(_text(source)) if source is not None and not len(source) else "") or feed
    published = _text(_child(entry, "published", "pubDate", "date", "issued")) or None
    fields = (written, title, link, identity, outlet, published)
    if bad := next((bad for value in fields if value and (bad := unstorable(value))), None):
        return Rejected(origin=origin, position=position, reason=f"the entry holds {bad}{named}")
    return RawPage(
        origin=origin,
        position=position,
        kind="html" if markup else "article",
        content=f"<html><body><article>{written}</article></body></html>" if markup else written,
        url=link,
        title=title,
        outlet=outlet,
        byline=", ".join(dict.fromkeys(_authors(entry))) or None,
        listed=published,
        # An entry that only says when it was last changed existed by then; when it was published stays unknown.
        archived=None if published else moment(_text(_child(entry, "updated", "modified"))),
        external_id=identity,
    )


def _content(entry: Any) -> tuple[str, bool] | None:
    """The fullest text of an entry and whether it is markup; None when it has none."""
    for element in (entry.find(_CONTENT), _child(entry, "content"), _child(entry, "description", "summary")):
        if element is None:
            continue
        declared = (element.get("type") or "").lower()
        if len(element) and declared in ("xhtml", "application/xhtml+xml", "xml", ""):
            written, markup = _markup_inside(element), True
        else:
            written = _text(element)
            markup = declared not in ("text", "text/plain") and bool(_MARKUP.search(written))
            # Plain text in RSS is still HTML to its writers: "&amp;amp;" is "&".
            written = written if markup or declared.startswith("text") else html.unescape(written)
        visible = _plain(written) if markup else written.strip()
        if visible:
            return written if markup else visible, markup
    return None


def _markup_inside(element: Any) -> str:
    from lxml import etree

    inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in element)
    return html.escape(element.text or "", quote=False) + inner


def _link(entry: Any) -> str | None:
    """The entry's page: the text of an RSS link, the `href` of an Atom link that is no other relation."""
    for element in entry.iterchildren("{*}link"):
        if element.get("href"):
            if element.get("rel", "alternate") == "alternate":
                return str(element.get("href")).strip()
        elif written := _text(element):
            return written
    return None


def _authors(entry: Any) -> Iterator[str]:
    for element in entry.iterchildren("{*}author", "{*}creator"):
        named = element.find("{*}name")
        written = _plain(_text(element if named is None else named))
        # RSS asks for "address (name)"; an address alone is no byline.
        inside = re.fullmatch(r"\S+@\S+\s*\((.+)\)", written)
        if written and (inside or "@" not in written):
            yield inside[1] if inside else written


def _child(entry: Any, *names: str) -> Any:
    """The first child with one of these names, tried in order. One of a feed's own comes before one of an extension:
    `media:title` is a picture's."""
    for name in names:
        found = list(entry.iterchildren("{*}" + name))
        own = [element for element in found if element.tag.removesuffix(name) in _FEED_NAMESPACES]
        if found:
            return (own or found)[0]
    return None


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()).strip()


def _plain(written: str) -> str:
    """Text that may hold markup and escapes, as one line without them."""
    return " ".join(html.unescape(_MARKUP.sub(" ", written)).split())


def _name(element: Any) -> str:
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _broken(origin: str, number: int, detail: str) -> Rejected:
    if number == 0:
        return Rejected(origin=origin, position=None, reason=f"not a feed: {detail}")
    reason = f"the feed is damaged ({detail}); it, and entries after it, may be incomplete"
    return Rejected(origin=origin, position=f"after entry {number}", reason=reason)
