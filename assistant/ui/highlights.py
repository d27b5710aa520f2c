"""The article panels that go with cited and found sentences, whatever page they stand on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant import ArchiveUnavailable, Assistant, Citation, Dossier, Evidence
from assistant.ui.answer import Anchor
from assistant.ui.article import CLOSE, panels
from assistant.ui.gone import gone_panels
from assistant.ui.text import Mark


def cited_panels(citations: Sequence[Citation], articles: Mapping[str, Dossier], anchor: Anchor) -> str:
    """The panels of cited articles, each jump called by its marker: "[1]"."""
    marks = [(c.article_id, Mark(anchor("c", c.number), c.start, c.end), c.copies) for c in citations]
    kept = ((c.article_id, anchor("c", c.number), c.quote, c.source) for c in citations)
    called = _called("[{}]")
    return panels(marks, articles, called) + gone_panels(kept, articles, called, CLOSE)


def found_panels(evidence: Sequence[Evidence], articles: Mapping[str, Dossier], anchor: Anchor) -> str:
    """The panels of found articles, each jump called "passage 1"."""
    marks = [
        (item.passage.article_id, Mark(anchor("e", number), item.passage.start, item.passage.end), item.copies)
        for number, item in enumerate(evidence, 1)
    ]
    kept = (
        (item.passage.article_id, anchor("e", number), item.passage.text, item.passage.source)
        for number, item in enumerate(evidence, 1)
    )
    called = _called("passage {}")
    return panels(marks, articles, called) + gone_panels(kept, articles, called, CLOSE)


def articles_of(assistant: Assistant, ids: Iterable[str], known: Mapping[str, Dossier]) -> dict[str, Dossier]:
    """The articles not yet known, with their versions and copies.

    One that was removed meanwhile is left out; what was kept of it still shows.
    """
    found = {}
    for article_id in dict.fromkeys(ids):
        if article_id not in known:
            try:
                found[article_id] = assistant.dossier(article_id)
            except ArchiveUnavailable:
                continue
    return found


def _called(form: str) -> Callable[[str], str]:
    return lambda anchor: form.format(anchor.rpartition("-")[2][1:])
