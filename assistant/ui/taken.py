"""What became of the files of a lot, one by one: added, there already, or refused and why. Pure."""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from typing import NamedTuple

from assistant import IntakeResult, TakenFile
from assistant.ui import phrases
from assistant.ui.text import html


class Fate(IntEnum):
    """What became of a file as a whole; what needs a look comes first."""

    REFUSED = 0
    PARTLY = 1
    EMPTY = 2
    ADDED = 3
    UPDATED = 4
    UNCHANGED = 5


class Sign(NamedTuple):
    """A fate told by a shape and in words, so that nothing depends on colour."""

    shape: str
    words: str
    style: str


SIGNS = {
    Fate.REFUSED: Sign("✗", "Refused", "fc-refuted"),
    Fate.PARTLY: Sign("!", "Refused in part", "fc-conflicting"),
    Fate.EMPTY: Sign("–", "Nothing in it", "fc-not-supported"),
    Fate.ADDED: Sign("✓", "Added", "fc-supported"),
    Fate.UPDATED: Sign("✓", "Updated", "fc-supported"),
    Fate.UNCHANGED: Sign("=", "Unchanged", "fc-not-supported"),
}


def fate(file: TakenFile) -> Fate:
    """What became of a file as a whole."""
    counts = Counter(file.outcomes)
    if counts["rejected"]:
        return Fate.PARTLY if counts.total() > counts["rejected"] else Fate.REFUSED
    if counts["new"] or counts["copy"]:
        return Fate.ADDED
    if counts["updated"]:
        return Fate.UPDATED
    return Fate.UNCHANGED if counts["unchanged"] else Fate.EMPTY


def result_html(result: IntakeResult) -> str:
    """Every file with what became of it, those that need a look first."""
    fates = Counter(fate(file) for file in result.files)
    told = ", ".join(f"{fates[one]:,} {SIGNS[one].words.lower()}" for one in Fate if fates[one])
    items = "".join(_file(file) for file in sorted(result.files, key=fate))
    return (
        f'<div role="status"><p class="fc-summary">{html(phrases.count(len(result.files), "file"))}: {html(told)}. The'
        f" archive has {html(phrases.count(result.articles_in_archive, 'article'))}.</p>"
        f'<ul class="fc-sources fc-taken" aria-label="What became of each file">{items}</ul></div>'
    )


def _file(file: TakenFile) -> str:
    sign, counts = SIGNS[fate(file)], Counter(file.outcomes)
    whole = counts.total() == 1 and bool(file.refused)
    told = file.refused[0] if whole else _counted(counts)
    left = counts["rejected"] - len(file.refused)
    lines = "" if whole else "".join(f'<li dir="auto">{html(reason)}</li>' for reason in file.refused)
    if left > 0:
        lines += f"<li>and {left:,} more, listed under “Refused”</li>"
    return (
        f'<li><strong class="{sign.style}"><span aria-hidden="true">{sign.shape}</span> {sign.words}</strong>'
        f' <bdi>{html(file.name)}</bdi><span class="fc-quiet">{f" · {html(told)}" if told else ""}</span>'
        f"{f'<ul>{lines}</ul>' if lines else ''}</li>"
    )


def _counted(counts: Counter[str]) -> str:
    """The records of a file in words: "60 articles added, 1 record refused"."""
    parts = []
    if added := counts["new"] + counts["copy"]:
        copies = f", {counts['copy']:,} of them word for word a copy" if counts["copy"] else ""
        parts.append(f"{phrases.count(added, 'article')} added{copies}")
    if counts["updated"]:
        parts.append(f"{phrases.count(counts['updated'], 'article')} updated")
    if counts["unchanged"]:
        parts.append(f"{phrases.count(counts['unchanged'], 'article')} there already")
    if counts["rejected"]:
        parts.append(f"{phrases.count(counts['rejected'], 'record')} refused")
    return ", ".join(parts)
