"""What an archive holds as sentences and tables: the same as the plots show, for whoever does not see them. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date

from assistant import Holdings
from assistant.ui import phrases
from assistant.ui.evidence import more
from assistant.ui.text import html

LISTED = 300
"""Rows of a table; more is for the command line."""


def month(day: date) -> str:
    return f"{calendar.month_name[day.month]} {day.year}"


def by_month(held: Holdings) -> str:
    """The months in a sentence."""
    if not held.months:
        return "No article has a full date."
    fullest, most = max(held.months, key=lambda pair: pair[1])
    first, last = held.months[0][0], held.months[-1][0]
    told = f"{phrases.count(len(held.months), 'month')} with articles, {month(first)} to {month(last)}."
    if len(held.months) > 1:
        told += f" Most in {month(fullest)}: {most:,}."
    return told + (f" Without a full date, and in no month: {held.undated:,}." if held.undated else "")


def by_outlet(held: Holdings) -> str:
    """The outlets in a sentence."""
    named = [(name, count) for name, count in held.outlets if name]
    if not named:
        return "No article names its outlet."
    top = ", ".join(f"{name} ({count:,})" for name, count in named[:3])
    unknown = held.articles - sum(count for _, count in named)
    return f"{phrases.count(len(named), 'outlet')}; most articles are from {top}." + (
        f" Outlet not known: {unknown:,}." if unknown else ""
    )


def months_table(held: Holdings) -> str:
    rows = [(month(day), count) for day, count in reversed(held.months)]
    return _table("Articles by month", "Month", rows)


def outlets_table(held: Holdings) -> str:
    rows = [(name or "not known", count) for name, count in held.outlets]
    return _table("Articles by outlet", "Outlet", rows)


def _table(title: str, what: str, rows: list[tuple[str, int]]) -> str:
    body = "".join(
        f'<tr><th scope="row" dir="auto">{html(name)}</th><td>{count:,}</td></tr>' for name, count in rows[:LISTED]
    )
    if len(rows) > LISTED:
        left = sum(count for _, count in rows[LISTED:])
        body += f'<tr><th scope="row">{len(rows) - LISTED:,} more</th><td>{left:,}</td></tr>'
    return more(f"{title}, as a table", table((what, "Articles"), body))


def table(heads: Iterable[str], body: str) -> str:
    """A table of rows that are HTML already."""
    head = "".join(f'<th scope="col">{html(name)}</th>' for name in heads)
    return f'<table class="fc-positions"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
