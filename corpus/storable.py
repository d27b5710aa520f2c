"""Characters that a database and a UTF-8 file cannot hold."""

from __future__ import annotations


def unstorable(text: str) -> str | None:
    """What in a text cannot be stored and where, "a NUL character at 12", or None when all of it can."""
    nul = text.find("\0")
    if nul >= 0:
        return f"a NUL character at {nul + 1}"
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"half of a surrogate pair at {error.start + 1}"
    return None
