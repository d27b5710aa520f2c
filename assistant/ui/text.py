"""Untrusted text -> HTML or a widget label that shows exactly that text. Pure.

Articles, questions and models may hold markup, scripts, links and orders. All of it is shown as what it is: text. The
views write HTML of their own with `st.html` and put nothing into it that did not go through here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

WORD_JOINER = "\u2060"
"""Has no width and no meaning. It breaks up what would otherwise be read as syntax."""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ENDS_MARKUP = re.compile(r"(--!?|]|<)(?=[>/])")


def html(text: str) -> str:
    """Text for the inside of an element."""
    return escape(text, quote=True)


def as_sentence(told: str) -> str:
    """What an error says, begun as a sentence. The name of a file at its beginning stays as it is, and so does
    its end, often a command or a path to be copied."""
    first = told.split(" ", 1)[0].rstrip(":,;")
    return told[:1].upper() + told[1:] if first.isalpha() else told


def section(title: str) -> str:
    """The heading of a part of a page, the next below the page's own title."""
    return f'<h2 class="fc-section">{html(title)}</h2>'


def attribute(text: str) -> str:
    """Text for the inside of a quoted attribute, on one line.

    The browser's sanitizer drops a whole attribute that holds `-->` or `</script`, and with it the hover text of just
    the articles that need a careful look; a word joiner inside these keeps it.
    """
    return escape(_ENDS_MARKUP.sub(rf"\1{WORD_JOINER}", " ".join(text.split())), quote=True)


def label(text: str) -> str:
    """Text for a widget's label or an alert, which Streamlit reads as Markdown.

    Every ASCII punctuation mark is escaped. Bare addresses and `:shortcodes:` are found by Streamlit after Markdown's
    own escapes are gone, so colons, `@` and `www.` are also split by a word joiner.
    """
    line = _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
    line = re.sub(r"(\\[:@])", rf"\1{WORD_JOINER}", line)
    return re.sub(r"(?i)\b(www)(\\\.)", rf"\1{WORD_JOINER}\2", line)


def web_address(url: str | None) -> str | None:
    """The address when a browser may be sent to it (http or https, with a host), else None."""
    if not url or any(character.isspace() or not character.isprintable() for character in url):
        return None
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an article to highlight: `text[start:end]`, reachable on the page as `#anchor`."""

    anchor: str
    start: int
    end: int


def marked(text: str, marks: Sequence[Mark]) -> str:
    """The whole text as HTML, with exactly the characters of each mark inside its `<mark>`. Marks must not overlap."""
    parts: list[str] = []
    at = 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        if mark.start < at:
            raise ValueError(f"mark {mark.anchor} overlaps the one before it")
        parts.append(html(text[at : mark.start]))
        parts.append(f'<mark id="{attribute(mark.anchor)}" tabindex="-1">{html(text[mark.start : mark.end])}</mark>')
        at = mark.end
    parts.append(html(text[at:]))
    return "".join(parts)


def without_overlap(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks in as few groups as needed for none to overlap within its group, in their given order."""
    groups: list[list[Mark]] = []
    for mark in marks:
        for group in groups:
            if all(mark.end <= other.start or other.end <= mark.start for other in group):
                group.append(mark)
                break
        else:
            groups.append([mark])
    return groups
