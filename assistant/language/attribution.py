"""Who tells us: the outlet, agency and day an article reached us by. Pure."""

from __future__ import annotations

from urllib.parse import urlsplit

from assistant.language.when import when_published
from corpus import Source


def attribution(source: Source) -> str:
    """Who tells us, ready to print: "Sputnik International, citing RIA Novosti, 4 November"."""
    parts = [publisher(source)]
    if source.agency and source.outlet:
        parts.append(f"citing {source.agency}")
    parts.append(when_published(source) or "undated")
    return ", ".join(parts)


def publisher(source: Source) -> str:
    """The outlet; where it is not known, the agency, the site, or the title."""
    site = urlsplit(source.url).hostname if source.url else None
    return source.outlet or source.agency or site or (f"“{source.title}”" if source.title else "an unnamed source")
