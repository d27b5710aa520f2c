"""The lines above a saved article: headline, outlet, byline, dates, address, and the menu among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus.extraction.dateline import in_normal_case, parse_dateline
from corpus.extraction.dateline_places import PARTICLES
from corpus.extraction.furniture import is_breadcrumb, is_furniture, is_site_notice
from corpus.extraction.headline import looks_like_outlet, without_outlet
from corpus.extraction.page_content import DateFound
from corpus.extraction.sentence_lines import has_final_stop, is_sentence, words
from corpus.extraction.written_dates import whole_date

_LABELS = {
    "title": "headline|title",
    "byline": "by|byline|author|authors",
    "published": "published|publication date|date published|date|posted|first published|posted on|published on",
    "modified": "updated|last updated|modified|last modified|updated on",
    "outlet": "source|outlet|publisher|publication|newspaper|site|website",
    "url": "url|link|address|original url|permalink",
}
_LABEL_OF = {label: field for field, labels in _LABELS.items() for label in labels.split("|")}
_LABELLED = re.compile(rf"({'|'.join(sorted(_LABEL_OF, key=len, reverse=True))})\s*(?::\s*|\s-\s)(\S.*)", re.IGNORECASE)
_DATED = re.compile(r"(published|posted|first published|(?:last )?updated|(?:last )?modified)(?:\s+on)?\s+(\S.*)", re.I)
_BYLINE = re.compile(r"(?:By|BY|by)\s+([^\W\d_a-z].{1,90})")
_URL = re.compile(r"https?://\S+")
_AROUND_A_DATE = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|at|on|gmt|utc|[ecmp][sd]t|msk|cet|cest|bst|"
    r"[ap]\.?m\.?|\d{1,2}[:.h]\d{2}(?::\d{2})?(?![.\d])|\+\d{2}:?\d{2})(?!\w)\.?|[|,•·()]",
    re.IGNORECASE,
)
_SITE_LINE = re.compile(r"[-–—|•]\s+(\S.*)")
_FEWEST_TITLE_WORDS = 4
_LONGEST_TITLE_WORDS = 30
_LONGEST_TAGLINE_WORDS = 15


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
    masthead_dates: tuple[DateFound, ...] = ()
    """Dates above the headline, which may be the day the page was looked at."""


def head_length(lines: list[str]) -> int:
    """How many lines stand before the body, which begins with the first sentence that belongs to the article.

    A question or an exclamation may be the headline when it comes first; a sentence above the headline may be about the
    site itself ("Stay tuned for ...").
    """
    titled = False
    taglines = 0
    for index, line in enumerate(lines):
        labelled = _labelled(line)
        if labelled or _URL.fullmatch(line):
            titled = titled or (labelled is not None and labelled[0] == "title")
        elif parse_dateline(line):
            return index
        elif is_sentence(line):
            after = lines[index + 1 :]
            if not titled and _can_be_title(line) and any(is_sentence(later) for later in after):
                titled = True
            elif taglines < 2 and _is_tagline(line, after):
                taglines += 1
            else:
                return index
        elif _can_be_title(line) and words(line) >= _FEWEST_TITLE_WORDS and not _is_menu(line):
            titled = True
    return len(lines)


def read_head(lines: list[str]) -> Head:
    """Title, outlet, byline, address and dates from the lines above the body. A missing one is None, never guessed."""
    head = Head()
    loose: list[tuple[int, str]] = []
    dates: list[tuple[int, DateFound]] = []
    details: list[int] = []
    for index, line in enumerate(lines):
        if labelled := _labelled(line):
            head = _with_field(head, *labelled)
            details.append(index)
        elif _URL.fullmatch(line):
            head = replace(head, url=head.url or line)
        elif day := _bare_date(line):
            dates.append((index, DateFound(day=day, where=f'line "{line}"')))
        elif not (_is_menu(line) or is_site_notice(line)):
            loose.append((index, line))
    masthead = _masthead(lines, head)
    at = -1
    if head.title is None and loose:
        details += [index for index, _ in dates]
        at, title = _title_among(loose, details, any(_is_menu(line) for line in lines))
        title, tail = without_outlet(title, head.outlet or masthead)
        same = tail is None or title != masthead
        head = replace(head, title=title if same else None, outlet=head.outlet or tail)
    standfirst = tuple(line for index, line in loose if index > at and _is_standfirst(line, head.title))
    head = replace(head, outlet=head.outlet or masthead, standfirst=standfirst)
    if head.outlet and head.outlet.isupper() and words(head.outlet) > 1:
        head = replace(head, outlet=in_normal_case(head.outlet))
    below = tuple(found for index, found in dates if index >= at - 1)
    above = tuple(found for index, found in dates if index < at - 1)
    return replace(head, published=head.published + below, masthead_dates=above)


def _is_menu(line: str) -> bool:
    return is_furniture(line) or is_breadcrumb(line)


def _is_standfirst(line: str, title: str | None) -> bool:
    return words(line) >= _FEWEST_TITLE_WORDS and line != title and not _SITE_LINE.fullmatch(line)


def _is_tagline(line: str, after: list[str]) -> bool:
    """Whether a sentence speaks for the site: by its words, or it is short and the headline is still to come."""
    if is_site_notice(line):
        return _headline_follows(after)
    return words(line) <= _LONGEST_TAGLINE_WORDS and _headline_follows(after, certain=True)


def _masthead(lines: list[str], head: Head) -> str | None:
    """The outlet's name from the top of the page, when it shows itself to be one.

    It does by a dash before it (the rest of a browser's page title), by being the name in the page's address, or as the
    very first line in the form "The Some Name" or with a word that papers are named by.
    """
    top = [line.split(" | ")[0].strip() for line in lines[:3]]
    dashed = [found[1] for line in lines if (found := _SITE_LINE.fullmatch(line)) and not is_furniture(line)]
    if len(dashed) == 1 and words(dashed[0]) <= 5 and not has_final_stop(dashed[0]):
        return dashed[0]
    for line in top:
        if head.url and _name_key(line) and _name_key(line) in _name_key(head.url.split("/")[2]):
            return line
    if top and len(lines) > 1 and 1 < words(top[0]) <= 5 and _is_name(top[0]):
        named = top[0].casefold().startswith("the ") or looks_like_outlet(top[0]) or top[0] != lines[0]
        return top[0] if named else None
    return None


def _is_name(line: str) -> bool:
    return all(word[:1].isupper() or word in PARTICLES for word in line.split()) and not has_final_stop(line)


def _name_key(name: str) -> str:
    return re.sub(r"^the\b|[\W_]", "", name.casefold())


def _labelled(line: str) -> tuple[str, str, str] | None:
    """(field, value, label) of a line such as "Published: 3 November 2014" or "By Jane Doe"."""
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


def _title_among(loose: list[tuple[int, str]], details: list[int], menu: bool) -> tuple[int, str]:
    """(line number, text) of the headline.

    It is the last line long enough for one above the byline and dates, since menus stand higher; of two such lines in a
    row the first, when the second reads like a standfirst. Without any menu it is the first line of the page. Among
    short lines only, the longest.
    """
    fit = [(i, line) for i, line in loose if words(line) >= _FEWEST_TITLE_WORDS and _can_be_title(line)]
    fit = [(i, line) for i, line in fit if not looks_like_outlet(line) and not line[0].islower()]
    above = [(i, line) for i, line in fit if any(i < detail for detail in details)]
    fit = above or fit
    if not fit:
        return max(loose, key=lambda entry: (not looks_like_outlet(entry[1]), words(entry[1]), entry[0]))
    if fit[0][0] == 0 and not menu:
        return fit[0]
    while len(fit) > 1 and fit[-2][0] == fit[-1][0] - 1 and words(fit[-1][1]) > words(fit[-2][1]):
        fit.pop()
    return fit[-1]


def _can_be_title(line: str) -> bool:
    ends = line.rstrip("\"'”’»")[-1:]
    one_sentence = len(re.findall(r"[!?…](?=\s)|(?<=[a-z]{4})\.(?=\s)", line)) == 0 or not has_final_stop(line)
    unfinished = line.endswith(("...", "…"))
    return words(line) <= _LONGEST_TITLE_WORDS and (unfinished or (one_sentence and ends != "."))


def _headline_follows(lines: list[str], certain: bool = False) -> bool:
    """Whether a headline stands between here and the next sentence; `certain` when a byline, a date or a dateline
    comes right after it too."""
    headline = False
    for line in lines[:12]:
        detail = bool(_labelled(line) or _bare_date(line) or parse_dateline(line))
        if headline and (detail or not certain):
            return True
        if is_sentence(line) and not is_site_notice(line):
            if not _can_be_title(line) and not (headline and certain):
                return False
        if words(line) >= _FEWEST_TITLE_WORDS and _can_be_title(line) and not _is_menu(line) and not detail:
            headline = True
    return headline and not certain
