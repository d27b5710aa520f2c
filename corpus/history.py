"""The versions of an article as a command shows them: when each was there, what it says of its change, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus.errors import NotFound
from corpus.records import TextChange, Version
from corpus.store import Store
from corpus.versions import text_changes

_AROUND = 60
"""Characters shown on either side of a change."""


def history(
    archive: Path, *, article_id: str | None = None, url: str | None = None, diff: bool = False
) -> tuple[dict[str, Any], list[str]]:
    """The versions of the articles meant, as a JSON document and as lines. A URL may have held several articles.

    Needs no lock. Raises `NotFound`.
    """
    store = Store.open(archive)
    try:
        ids = [article_id] if article_id is not None else store.articles_at(url or "")
        if not ids:
            raise NotFound(f"no article with the url {url} in the archive")
        articles = dict.fromkeys(store.versions(one) for one in ids)
        documents: list[dict[str, Any]] = []
        lines: list[str] = []
        for versions in articles:
            texts = [store.article(version.article_id).text for version in versions]
            changes = [text_changes(*pair) for pair in pairwise(texts)] if diff else []
            documents.append(_document(versions, changes, diff=diff))
            lines += _lines(versions, texts, changes)
        return {"articles": documents}, lines
    finally:
        store.close()


def _document(versions: tuple[Version, ...], changes: list[list[TextChange]], *, diff: bool) -> dict[str, Any]:
    shown = [version.to_dict() for version in versions]
    if diff:
        for version, changed in zip(shown, [[], *changes], strict=True):
            version["changes"] = [change.to_dict() for change in changed]
    return {"versions": shown}


def _lines(versions: tuple[Version, ...], texts: list[str], changes: list[list[TextChange]]) -> Iterator[str]:
    for place, version in enumerate(versions):
        when = version.when.isoformat() if version.when else "day not known"
        yield f"{when}  {version.article_id}{'  current' if version.current else ''}"
        if version.notice:
            yield f"    notice: {_one_line(version.notice)}"
        for change in changes[place - 1] if changes and place else ():
            yield f"    {_marked(change, texts[place])}"


def _marked(change: TextChange, text: str) -> str:
    """The change with a few words around it: `some [-17,600-] {+15,000+} troops`."""
    before = _one_line(text[max(0, change.later.start - _AROUND) : change.later.start])
    after = _one_line(text[change.later.end : change.later.end + _AROUND])
    removed = f"[-{_one_line(change.removed)}-]" if change.removed else ""
    added = f"{{+{_one_line(change.added)}+}}" if change.added else ""
    return " ".join(part for part in (f"… {before}", removed, added, f"{after} …") if part)


def _one_line(text: str) -> str:
    return " ".join(text.split())
