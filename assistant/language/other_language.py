"""A question in a language that the archive hardly has: what is found for it by words is little, and that is why."""

from __future__ import annotations

from babel import Locale

from corpus import Archive
from corpus.extraction.language import language_of_question

MAIN_SHARE = 0.05
"""Of a sample of the articles: a language of fewer is none of the archive's main ones."""
MOST_NAMED = 3


def asked_in_another(archive: Archive, question: str) -> str | None:
    """One line that says so; None when the question is in a main language of the archive, or that cannot be told."""
    asked = language_of_question(question)
    held = archive.store.languages() if asked else {}
    main = [code for code, count in held.items() if count >= MAIN_SHARE * sum(held.values())]
    if not asked or not main or asked in main:
        return None
    names = [_name(code) for code in main[:MOST_NAMED]]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    return f"The question seems to be in {_name(asked)}, and the archive is mostly in {listed}: ask in that language."


def _name(code: str) -> str:
    return str(Locale("en").languages.get(code, code))
