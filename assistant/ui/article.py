"""The article panel: a whole article with its provenance and the cited sentences highlighted where they stand. Pure.

A panel is part of the page from the start and shown by the browser alone when the address names one of its marks
(`:target`): following a marker opens it at once, at the sentence, without a script and without asking the server.
The browser's Back closes it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant import Dossier, Source
from assistant.ui import phrases
from assistant.ui.relations import address_of, relations_html
from assistant.ui.text import Mark, attribute, html, marked, web_address, without_overlap

CLOSED = "closed"
"""An anchor that no element has: following it closes the panel and moves nothing."""
CLOSE = f'<a class="fc-close" href="#{CLOSED}">✕ Close the article</a>'


def panels(
    marks: Iterable[tuple[str, Mark, Sequence[Source]]],
    articles: Mapping[str, Dossier],
    name: Callable[[str], str],
) -> str:
    """A panel for each article named by the marks, which are (article id, mark, copies of the story).

    `name` tells what a mark's anchor is called among the jumps.
    """
    by_article: dict[str, list[Mark]] = {}
    copies: dict[str, Sequence[Source]] = {}
    for article_id, mark, carried in marks:
        if mark not in by_article.setdefault(article_id, []):
            by_article[article_id].append(mark)
        copies[article_id] = copies.get(article_id) or carried
    return "".join(
        panel(articles[article_id], group, copies[article_id], name)
        for article_id, found in by_article.items()
        if article_id in articles
        for group in without_overlap(found)
    )


def panel(dossier: Dossier, marks: Sequence[Mark], copies: Sequence[Source], name: Callable[[str], str]) -> str:
    """One article with these marks, hidden until the address names one of them."""
    title = phrases.headline(dossier.article.source)
    jumps = " ".join(f'<a href="#{attribute(mark.anchor)}">{html(name(mark.anchor))}</a>' for mark in marks)
    page = f'<a href="{attribute(address_of(dossier.article.id))}" target="_blank" rel="noopener">Open in a tab</a>'
    return (
        f'<aside class="fc-panel" aria-label="Article: {attribute(title)}">'
        f'<div class="fc-panel-bar">{CLOSE}<span class="fc-jumps">Highlighted: {jumps}</span>{page}</div>'
        f"{article_html(dossier, marks, copies)}"
        f'<p class="fc-foot">{CLOSE}</p></aside>'
    )


def article_html(
    dossier: Dossier, marks: Sequence[Mark] = (), copies: Sequence[Source] = (), heading: str = "h2"
) -> str:
    """An article to read: its headline, where it is from, the whole text, who else carries it, its versions.

    `heading` is "h1" for an article that is the page.
    """
    title = html(phrases.headline(dossier.article.source))
    return (
        f'<{heading} dir="auto">{title}</{heading}>{provenance(dossier, copies)}'
        f'<div class="fc-article" dir="auto">{marked(dossier.article.text, marks)}</div>'
        f"{relations_html(dossier, copies)}"
    )


def provenance(dossier: Dossier, copies: Sequence[Source] = ()) -> str:
    """Where the article is from and how each date is known, as a list; what is not known is left out."""
    article, source = dossier.article, dossier.article.source
    found = f" (found in: {source.published_from})" if source.published_from else ""
    rows = {
        "Outlet": source.outlet,
        "Agency": source.agency,
        "Byline": source.byline,
        "Dateline": source.dateline,
        "Published": phrases.published(source) + found,
        "Modified": phrases.day(source.modified) if source.modified else None,
        "Archived": f"{source.archived:%Y-%m-%d %H:%M}" if source.archived else None,
        "Capture id": article.capture.record_id if article.capture else None,
        "Version": phrases.version(dossier),
        "Kept in": ", ".join(part for part in (article.origin, article.position) if part) or None,
        "Its id there": source.external_id,
        "Id in the archive": article.id,
        "Copies": phrases.copies(dossier, copies),
    }
    items = "".join(f'<dt>{title}</dt><dd dir="auto">{html(value)}</dd>' for title, value in rows.items() if value)
    return f'<dl class="fc-provenance">{items}{_address(source.url)}</dl>'


def _address(url: str | None) -> str:
    """The original address: a link for the web's own schemes, plain text for anything else."""
    if not url:
        return ""
    target = web_address(url)
    shown = html(url)
    if target:
        shown = f'<a href="{attribute(target)}" target="_blank" rel="noreferrer noopener">{shown}</a>'
    return f'<dt>Original</dt><dd class="fc-address">{shown}</dd>'
