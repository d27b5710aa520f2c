"""A page saved as plain text -> the article in it.

People paste a page with its menu, buttons and comment box around the article. The body is what reads as sentences. When
in doubt a sentence is kept and a short line that is none is dropped. The name of the file is never looked at.
"""

from __future__ import annotations

import re

from corpus.extraction.dateline import parse_dateline
from corpus.extraction.furniture import is_furniture, is_site_notice, opens_afterword
from corpus.extraction.page_content import DateFound, PageContent
from corpus.extraction.saved_text_head import Head, head_length, read_head
from corpus.extraction.sentence_lines import has_final_stop, is_sentence, script_of, words
from corpus.extraction.written_dates import day_of

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\0\ud800-\udfff]")
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\u0085\u2028]")
_SHORT_TAIL_WORDS = 6
_WIDEST_WRAPPED = 100


def clean_saved_text(content: str) -> PageContent:
    """The article of a saved page: its paragraphs separated by a blank line, and what the lines above it say of it.

    White space is normalised and lines broken at a fixed width are joined. `text` is empty when nothing in the page
    reads as an article.
    """
    lines = paragraph_lines(content)
    start = head_length(lines)
    head = read_head(lines[:start])
    body = _without_afterword(lines[start:])
    body = [line for line in body if is_sentence(line) or not (is_furniture(line) or is_site_notice(line))]
    return PageContent(
        text="\n\n".join([*head.standfirst, *body]) if body else "",
        title=head.title,
        outlet=head.outlet,
        byline=head.byline,
        url=head.url,
        published=head.published + _confirmed(head, body),
        modified=head.modified,
    )


def _confirmed(head: Head, body: list[str]) -> tuple[DateFound, ...]:
    """Dates above the headline that a dateline bears out: such a date may also be the day the page was looked at."""
    datelines = [dateline for line in body[:4] if (dateline := parse_dateline(line))]
    if not datelines or not datelines[0].month or not datelines[0].day:
        return ()
    month, day = datelines[0].month, datelines[0].day
    filed = [(found, day_of(found.day.year, month, day)) for found in head.masthead_dates]
    return tuple(found for found, written in filed if written and 0 <= (found.day - written).days <= 2)


def paragraph_lines(content: str) -> list[str]:
    """The lines that are not blank, white space collapsed; a paragraph broken at a fixed width is one line again."""
    text = _LINE_BREAKS.sub("\n", _INVISIBLE.sub("", content)).replace("\u2029", "\n\n")
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        line = " ".join(line.split())
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    width = _wrap_width(blocks)
    return [line for block in blocks for line in (_joined(block, width) if width else block)]


def _wrap_width(blocks: list[list[str]]) -> int | None:
    """The width at which the text was broken into lines, or None when each line is a paragraph of its own.

    Wrapped text shows in its inner lines: nearly all reach for the same margin, and most stop inside a
    sentence.
    """
    inner = [line for block in blocks for line in block[:-1]]
    width = max((len(line) for block in blocks for line in block), default=0)
    if width > _WIDEST_WRAPPED or width < 40 or len(inner) < 3:
        return None
    full = [line for line in inner if len(line) >= width * 0.65]
    open_ended = [line for line in full if not is_sentence(line)]
    return width if len(full) >= len(inner) * 0.7 and len(open_ended) >= len(full) * 0.6 else None


def _joined(block: list[str], width: int) -> list[str]:
    paragraphs: list[str] = []
    last = ""
    for line in block:
        if paragraphs and len(last) >= width * 0.65:
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        last = line
    return paragraphs


def _without_afterword(body: list[str]) -> list[str]:
    """The body without what follows the article: buttons, counters, related headlines, leftovers in another script.

    Sentences are kept even there, unless they speak of the site itself.
    """
    script = script_of(" ".join(body))
    kept: list[str] = []
    after = False
    for line in body:
        after = after or (bool(kept) and opens_afterword(line))
        if not after or (is_sentence(line) and not is_site_notice(line)):
            kept.append(line)
    while kept and _is_leftover(kept[-1], script):
        kept.pop()
    return kept


def _is_leftover(line: str, script: str | None) -> bool:
    if is_site_notice(line):
        return True
    if is_sentence(line) or (has_final_stop(line) and not is_furniture(line)):
        return False
    return is_furniture(line) or words(line) <= _SHORT_TAIL_WORDS or script_of(line) not in (script, None)
