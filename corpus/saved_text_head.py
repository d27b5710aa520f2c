"""The lines above a saved article: headline, outlet, byline, dates, address, and the menu among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus.dateline import parse_dateline
from corpus.furniture import is_breadcrumb, is_furniture, is_site_notice
from corpus.headline import looks_like_outlet, without_outlet
from corpus.page_content import DateFound
from corpus.sentence_lines import has_final_stop, is_sentence, words
from corpus.written_dates import whole_date

_LABELS = {
    "title": "headline|title",
    "byline": "by|byline|author|authors",
    "published": "published|publication date|date published|date|posted|first published|posted on|published on",
    "modified": "updated|last updated|modified|last modified|updated on",
    "outlet": "source|outlet|publisher|publication|newspaper|site|website",
    "url": "url|link|address|original url|permalink",
}
_LABEL_OF = {label: field for field, labels in _LABELS.items() for label in labels.split("|")}
_LABELLED = re.compile(
    rf"({'|'.join(sorted(_LABEL_OF, key=len, reverse=True))})\s*(?::\s*|\s-\s)(\S.*)", re.IGNORECASE
)
_DATED = re.compile(r"(published|posted|first published|(?:last )?updated|(?:last )?modified)(?:\s+on)?\s+(\S.*)", re.I)
_BYLINE = re.compile(r"by\s+([^\W\d_a-z].{1,90})", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")
_AROUND_A_DATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|at|on|gmt|utc|[ecmp][sd]t|msk|cet|cest|bst|"
    r"[ap]\.?m\.?|\d{1,2}[:.h]\d{2}(?::\d{2})?(?![.\d])|\+\d{2}:?\d{2})(?!\w)\.?|[|,•·()]",
    re.IGNORECASE,
)
_SITE_LINE = re.compile(r"[-–—|•]\s+(\S.*)")
_FEWEST_TITLE_WORDS = 4
_LONGEST_TITLE_WORDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the lines above the body say. `standfirst` are lines below the headline that belong to the article."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: tuple[DateFound, ...] = ()
    modified: date | None = None
    standfirst: tuple[str, ...] = ()


def head_length(lines: list[str]) -> int:
    """How many lines stand before the body, which begins with the first sentence that is not about the site itself.

    A question or an exclamation may be the headline when it comes first.
    """
    titled = False
    for index, line in enumerate(lines):
        labelled = _labelled(line)
        if labelled or _URL.fullmatch(line):
            titled = titled or (labelled is not None and labelled[0] == "title")
            continue
        if parse_dateline(line):
            return index
        if is_sentence(line):
            if not titled and _can_be_title(line) and any(is_sentence(later) for later in lines[index + 1 :]):
                titled = True
            elif not (is_site_notice(line) and _headline_follows(lines[index + 1 :])):
                return index
        elif words(line) >= _FEWEST_TITLE_WORDS and not is_furniture(line) and not is_breadcrumb(line):
            titled = True
    return len(lines)


def read_head(lines: list[str]) -> Head:
    """Title, outlet, byline, address and dates from the lines above the body. A missing one is None, never guessed."""
    head = Head()
    loose: list[str] = []
    site_lines = [found[1] for line in lines if (found := _SITE_LINE.fullmatch(line)) and not is_furniture(line)]
    for line in lines:
        labelled = _labelled(line)
        if labelled:
            head = _with_field(head, *labelled)
        elif _URL.fullmatch(line):
            head = replace(head, url=head.url or line)
        elif (day := _bare_date(line)) and not head.published:
            head = replace(head, published=(DateFound(day=day, where=f'line "{line}"'),))
        elif not (day or is_furniture(line) or is_breadcrumb(line) or is_site_notice(line)):
            loose.append(line)
    outlet = head.outlet
    if len(site_lines) == 1 and words(site_lines[0]) <= 5 and not has_final_stop(site_lines[0]):
        outlet = outlet or site_lines[0]
    loose = [line for line in loose if not _SITE_LINE.fullmatch(line) or words(line) > 6]
    title, below = head.title, loose
    if title is None and loose:
        chosen = _title_among(loose)
        title, below = loose[chosen], loose[chosen + 1 :]
        outlet = outlet or next((line for line in loose[:chosen] if looks_like_outlet(line)), None)
    if title:
        title, tail = without_outlet(title, outlet)
        outlet = outlet or tail
    standfirst = tuple(line for line in below if words(line) >= _FEWEST_TITLE_WORDS and line != title)
    return replace(head, title=title, outlet=outlet, standfirst=standfirst)


def _labelled(line: str) -> tuple[str, str, str] | None:
    """(field, value, label) of a line such as "Published: 3 November 2014", "By Jane Doe", "Updated 4 May 2014"."""
    if found := _LABELLED.fullmatch(line):
        field = _LABEL_OF[found[1].casefold()]
        if field == "title" or (words(found[2]) <= 15 and not (field == "byline" and is_sentence(found[2]))):
            return field, found[2].strip(), found[1]
    if (found := _DATED.fullmatch(line)) and words(line) <= 12 and whole_date(found[2]):
        return _LABEL_OF[found[1].casefold()], found[2], found[1]
    if (found := _BYLINE.fullmatch(line)) and words(line) <= 12 and not has_final_stop(line):
        return "byline", found[1].strip(), "By"
    return None


def _with_field(head: Head, field: str, value: str, label: str) -> Head:
    if field in ("published", "modified"):
        day = whole_date(value)
        if day and field == "modified":
            return replace(head, modified=day)
        dates = (DateFound(day=day, where=f'header "{label}"'),) if day else ()
        return replace(head, published=head.published + dates)
    if field == "byline":
        name, *rest = re.split(r"\s+[|•·]\s+", value)
        day = next((day for part in rest if (day := whole_date(part))), None)
        dates = (DateFound(day=day, where=f'line "{value}"'),) if day else ()
        return replace(head, byline=head.byline or name, published=head.published + dates)
    if field == "url":
        found = _URL.search(value)
        return replace(head, url=head.url or found[0]) if found else head
    if field == "outlet":
        return replace(head, outlet=head.outlet or value)
    return replace(head, title=head.title or value)


def _bare_date(line: str) -> date | None:
    """The day when a line holds a date, perhaps with weekday and time, and nothing else."""
    rest = " ".join(_AROUND_A_DATE.sub(" ", line).split())
    return whole_date(rest) if rest and words(rest) <= 3 and re.search(r"\d{4}", rest) else None


def _title_among(lines: list[str]) -> int:
    """The first line long enough for a headline; among short ones the longest, the later of equals."""
    for index, line in enumerate(lines):
        if words(line) >= _FEWEST_TITLE_WORDS and not looks_like_outlet(line):
            return index
    return max(range(len(lines)), key=lambda i: (not looks_like_outlet(lines[i]), words(lines[i]), i))


def _can_be_title(line: str) -> bool:
    ends = line.rstrip("\"'”’»")[-1:]
    one_sentence = len(re.findall(r"[.!?…](?=\s)", line)) == 0
    return words(line) <= _LONGEST_TITLE_WORDS and one_sentence and ends != "."


def _headline_follows(lines: list[str]) -> bool:
    """Whether a headline stands between here and the next sentence."""
    for line in lines:
        if is_sentence(line) and not is_site_notice(line):
            return _can_be_title(line)
        if words(line) >= _FEWEST_TITLE_WORDS and not is_furniture(line) and not _labelled(line):
            return True
    return False
