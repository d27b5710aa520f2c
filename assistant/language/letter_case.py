"""A claim pasted in capitals, in small letters or like a headline, put as the archive writes its words. Pure.

Names are known by their capitals. Where every word has one, or none has, the whole claim is a name or has none, and
nothing of it can be compared. What was found for the claim shows how its words are written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assistant.language.names import names
from assistant.language.wording import is_grammar, tokens

FEWEST_WORDS = 4
"""Words with letters below which a claim is a name or an exclamation."""
HEADLINE = 0.8
"""Share of capitalised words, those of grammar left out, from which a claim is written like a headline."""
FEWEST_IN_HEADLINE = 6
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february april june july august september
    october november december""".split()
)
"""May and March are words, too."""
_STOPPED = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)
"""Initials with full stops: "u.s."."""


def case_tells_nothing(claim: str) -> bool:
    """Whether names cannot be told in a claim by its capitals."""
    words = [word for word, _ in tokens(claim) if word[0].isalpha()]
    if len(words) < FEWEST_WORDS:
        return False
    if claim.isupper() or claim.islower():
        return True
    content = [word for word in words[1:] if not is_grammar(word)]
    capitals = sum(word[0].isupper() for word in content)
    return len(content) >= FEWEST_IN_HEADLINE and capitals >= HEADLINE * len(content)


def as_written(claim: str, texts: Iterable[str]) -> str:
    """The claim with each word as these texts mostly write it; in small letters where they do not have it."""
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        named = {part for name in names(text) for word, _ in tokens(name) for part in word.split("-")}
        for word, span in tokens(text):
            opens = span.start == 0 or text[: span.start].rstrip(" \"“”‘’'(")[-1:] in ".!?:\n"
            for part in word.split("-"):
                if part in named or not opens or not part[:1].isupper():
                    forms.setdefault(part.casefold(), Counter())[part] += 1
    written, at = "", 0
    for word, span in tokens(claim):
        parts = [_form(part, forms) for part in word.split("-")]
        written, at = f"{written}{claim[at : span.start]}{'-'.join(parts)}", span.end
    written = _STOPPED.sub(lambda found: found[0].upper(), written + claim[at:])
    start = next((n for n, letter in enumerate(written) if letter.isalnum()), 0)
    return written[:start] + written[start : start + 1].upper() + written[start + 1 :]


def _form(part: str, forms: dict[str, Counter[str]]) -> str:
    key = part.casefold()
    if key in _CALENDAR:
        return key.capitalize()
    found = forms.get(key) or forms.get(re.sub(r"['’]s$", "", key))
    if not found:
        return key
    form = found.most_common(1)[0][0]
    return form if form.casefold() == key else form + key[len(form) :]
