"""Found passages as cards: who published them, when, the words, and the way into the whole article. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant import Citation, Evidence
from assistant.ui import phrases
from assistant.ui.text import attribute, html

FIRST = 3
"""Passages shown in full view while an answer is being written."""


def card(item: Evidence, anchor: str) -> str:
    """One passage; `anchor` names its mark in the article panel."""
    source = item.passage.source
    copies = phrases.carried_by(item.copies)
    return (
        f'<li class="fc-card"><div class="fc-card-head"><strong dir="auto">{html(phrases.headline(source))}</strong>'
        f'<span class="fc-quiet">{html(phrases.publisher(source))} · {html(phrases.published(source))}</span></div>'
        f'<p class="fc-passage" dir="auto">{_marked(item)}</p>'
        + (f'<p class="fc-quiet">{html(copies)}</p>' if copies else "")
        + f'<a href="#{attribute(anchor)}">Read it in the article</a>'
        f' <span class="fc-quiet" title="{attribute(_signals(item))}">match {item.score:.2f}</span></li>'
    )


def line(item: Evidence, anchor: str) -> str:
    """One passage as a single line that leads into its article."""
    source = item.passage.source
    return (
        f'<li><a href="#{attribute(anchor)}" title="{attribute(item.passage.text)}">'
        f"{html(phrases.headline(source))}</a>"
        f' <span class="fc-quiet">{html(phrases.publisher(source))} · {html(phrases.published(source))}</span></li>'
    )


def more(title: str, inside: str) -> str:
    """HTML that stays closed until it is asked for."""
    return f'<details class="fc-found"><summary>{html(title)}</summary>{inside}</details>'


def at_once(numbered: Sequence[tuple[str, Evidence]]) -> str:
    """What was found, shown before any answer: the best in brief, so that the text being written stays in view."""
    rest = numbered[FIRST:]
    return (
        f'<h2 class="fc-title">Found in the archive</h2><div class="fc-brief">{cards(numbered[:FIRST])}</div>'
        f"{more(f'{len(rest)} more', cards(rest)) if rest else ''}"
    )


def cards(numbered: Iterable[tuple[str, Evidence]]) -> str:
    """The cards of (anchor, passage) pairs, in their order."""
    return f'<ol class="fc-cards">{"".join(card(item, anchor) for anchor, item in numbered)}</ol>'


def unused(evidence: Sequence[Evidence], citations: Sequence[Citation]) -> list[int]:
    """The positions of the passages that no citation stands in."""
    return [
        index
        for index, item in enumerate(evidence)
        if not any(
            citation.article_id == item.passage.article_id
            and citation.start < item.passage.end
            and item.passage.start < citation.end
            for citation in citations
        )
    ]


def _marked(item: Evidence) -> str:
    """The passage with the sentences to read first marked."""
    text, start = item.passage.text, item.passage.start
    pieces, at = [], 0
    for span in item.highlights:
        pieces += [
            html(text[at : span.start - start]),
            f"<mark>{html(text[span.start - start : span.end - start])}</mark>",
        ]
        at = span.end - start
    return "".join([*pieces, html(text[at:])])


def _signals(item: Evidence) -> str:
    parts = ", ".join(f"{name} {value:.2f}" for name, value in item.signals.items())
    return f"How well it matches the question: {parts}" if parts else "How well it matches the question"
