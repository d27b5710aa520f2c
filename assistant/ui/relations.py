"""Who else carries an article's report, and its earlier and later versions with what changed, as HTML. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

from assistant import Dossier, Edit, Source, VersionStep
from assistant.ui import phrases
from assistant.ui.text import attribute, html

LISTED = 12
"""Copies named at once; a wire story may stand in hundreds of papers."""


def address_of(article_id: str) -> str:
    """Where the page shows one article by itself: a link that stays good, and can be sent to a colleague."""
    return f"archive?{urlencode({'article': article_id})}"


def relations_html(dossier: Dossier, copies: Sequence[Source] = ()) -> str:
    """Copies and versions, or "" for an article that stands alone and never changed.

    `copies` are those that an answer folded into it although the archive keeps them as stories of their own.
    """
    return _carried(dossier, copies) + _versions(dossier)


def _carried(dossier: Dossier, copies: Sequence[Source]) -> str:
    story = dossier.story
    if len(story.members) < 2:
        told = phrases.carried_by(copies)
        return f'<p class="fc-quiet" dir="auto">{html(told)}</p>' if told else ""
    names = Counter(_where(member.source) for member in story.members)
    items = []
    for member in story.members[:LISTED]:
        role = "likely the original" if member.article_id == story.original.article_id else ""
        here = "this article" if member.article_id == dossier.article.id else ""
        told_of = "; ".join(part for part in (here, role) if part)
        # Where an outlet is not known, or carries it twice on a day, the headline or the address tells which is meant.
        other = member.source.title or member.source.url or member.source.external_id or member.article_id
        which = f"{phrases.published(member.source)} · {other}" if names[_where(member.source)] > 1 else ""
        items.append(
            f"<li>{_link(member.article_id, phrases.publisher(member.source), dossier)}"
            f' <span class="fc-quiet" dir="auto">{html(which or phrases.published(member.source))}'
            f"{f' · {told_of}' if told_of else ''}</span></li>"
        )
    left = len(story.members) - LISTED
    if left > 0:
        items.append(f'<li class="fc-quiet">and {left:,} more</li>')
    credited = f" They credit {story.agency}." if story.agency else ""
    title = f"Copies: {phrases.carried(story)}"
    return (
        f'<section class="fc-related" aria-label="Copies"><h2 class="fc-title">{html(title)}</h2>'
        f'<p class="fc-quiet" dir="auto">One report, counted as one source.{html(credited)}</p>'
        f'<ul class="fc-sources">{"".join(items)}</ul></section>'
    )


def _where(source: Source) -> str:
    return f"{phrases.publisher(source)} {phrases.published(source)}"


def _versions(dossier: Dossier) -> str:
    if len(dossier.history) < 2:
        return ""
    items = "".join(_version(number, step, dossier) for number, step in enumerate(dossier.history, 1))
    title = f"Versions: {len(dossier.history)}"
    return (
        f'<section class="fc-related" aria-label="Versions"><h2 class="fc-title">{title}</h2>'
        f'<ol class="fc-sources">{items}</ol></section>'
    )


def _version(number: int, step: VersionStep, dossier: Dossier) -> str:
    version = step.version
    when = phrases.day(version.when) if version.when else "day not known"
    roles = [
        role
        for role, holds in (
            ("this article", version.article_id == dossier.article.id),
            ("the current one", version.current),
        )
        if holds
    ]
    notice = f'<p class="fc-quiet" dir="auto">It says: “{html(version.notice)}”</p>' if version.notice else ""
    return (
        f'<li>{_link(version.article_id, f"Version {number}", dossier)} <span class="fc-quiet">'
        f"{html(' · '.join([when, *roles]))}</span>{notice}{_difference(step)}</li>"
    )


def _difference(step: VersionStep) -> str:
    if not step.edits:
        return ""
    changed = len(step.edits) + step.further
    items = "".join(f'<li dir="auto">{_edit(edit)}</li>' for edit in step.edits)
    if step.further:
        items += f'<li class="fc-quiet">and {step.further:,} more</li>'
    title = f"What changed from the version before: {phrases.count(changed, 'place')}"
    return (
        f'<details class="fc-found"><summary>{html(title)}</summary><ul class="fc-alterations">{items}</ul></details>'
    )


def _edit(edit: Edit) -> str:
    removed = f"<del>{html(_line(edit.removed))}</del>" if edit.removed else ""
    added = f"<ins>{html(_line(edit.added))}</ins>" if edit.added else ""
    parts = [f"… {html(_line(edit.before))}", removed, added, f"{html(_line(edit.after))} …"]
    return " ".join(part for part in parts if part)


def _link(article_id: str, words: str, dossier: Dossier) -> str:
    """The way to another article, in a tab of its own: the answer that one reads stays where it is."""
    if article_id == dossier.article.id:
        return f'<strong dir="auto">{html(words)}</strong>'
    return f'<a href="{attribute(address_of(article_id))}" target="_blank" rel="noopener" dir="auto">{html(words)}</a>'


def _line(text: str) -> str:
    return " ".join(text.split())
