"""What stands in the place of an article that was removed from the archive: what an answer kept of it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from assistant import Citation, Dossier, Source
from assistant.ui import phrases
from assistant.ui.text import attribute, html

NOTICE = (
    "This article is not in the archive any more. Its words below are those that were kept with the answer; they "
    "cannot be checked against the archive."
)
Kept = tuple[str, str, str, Source]
"""An article's id, the anchor of a mark, the words kept there, and where they are from."""


def gone_panels(kept: Iterable[Kept], articles: Mapping[str, Dossier], name: Callable[[str], str], close: str) -> str:
    """A panel for each article that is not among `articles`, opened by the same marks as the article would be."""
    by_article: dict[str, list[Kept]] = {}
    for one in kept:
        if one[0] not in articles:
            by_article.setdefault(one[0], []).append(one)
    return "".join(_panel(group, name, close) for group in by_article.values())


def gone_html(citations: Iterable[Citation], articles: Mapping[str, Dossier]) -> str:
    """The line under an answer that names what it cites and the archive no longer has; "" when all is there."""
    by_article: dict[str, list[Citation]] = {}
    for citation in citations:
        if citation.article_id not in articles:
            by_article.setdefault(citation.article_id, []).append(citation)
    items = "".join(
        f'<li dir="auto">{"".join(f"[{c.number}]" for c in cited)}'
        f" “{html(phrases.headline(cited[0].source))}” ({html(phrases.publisher(cited[0].source))}, "
        f"{html(phrases.published(cited[0].source))}) is not in the archive any more. Its words stand here as "
        "they were when this was answered.</li>"
        for cited in by_article.values()
    )
    return f'<ul class="fc-notes" aria-label="Removed from the archive since">{items}</ul>' if items else ""


def _panel(kept: list[Kept], name: Callable[[str], str], close: str) -> str:
    source = kept[0][3]
    title = phrases.headline(source)
    jumps = " ".join(f'<a href="#{attribute(anchor)}">{html(name(anchor))}</a>' for _, anchor, _, _ in kept)
    rows = {
        "Outlet": source.outlet,
        "Agency": source.agency,
        "Byline": source.byline,
        "Published": phrases.published(source),
        "Original": source.url,
    }
    known = "".join(f'<dt>{row}</dt><dd dir="auto">{html(value)}</dd>' for row, value in rows.items() if value)
    words = "".join(
        f'<p><mark id="{attribute(anchor)}" tabindex="-1">{html(text)}</mark></p>' for _, anchor, text, _ in kept
    )
    return (
        f'<aside class="fc-panel" aria-label="Removed article: {attribute(title)}">'
        f'<div class="fc-panel-bar">{close}<span class="fc-jumps">Highlighted: {jumps}</span></div>'
        f'<h2 dir="auto">{html(title)}</h2><ul class="fc-notes"><li>{html(NOTICE)}</li></ul>'
        f'<dl class="fc-provenance">{known}</dl><div class="fc-article" dir="auto">{words}</div></aside>'
    )
