"""Headlines: the name of the outlet at their end, and how to tell it from a part of the headline."""

from __future__ import annotations

import re

_TAIL = re.compile(r"(.{8,}?)\s+([|–—·•-]|::|»)\s+(?P<tail>[^|]{2,45})$", re.DOTALL)
_MEDIA = """
    news; times; post; herald; guardian; tribune; journal; gazette; daily; press; agency; telegraph; observer;
    magazine; online; tv; radio; international; network; chronicle; globe; mail; standard; independent; mirror;
    express; today; weekly; reuters; bbc; cnn; cbs; nbc; abc; npr; pbs; fox; msnbc; al jazeera; bloomberg;
    politico; sputnik; tass; interfax; ria novosti; afp; the hill; wire; review; insider; deutsche welle; dw; der
    spiegel; le monde; el pais; the verge; euronews; kyiv post; pravda; examiner; inquirer; sun; star
"""
_MEDIA_WORD = re.compile(rf"\b(?:{'|'.join(' '.join(name.split()) for name in _MEDIA.split(';'))})\b", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:www\.)?[a-z0-9-]{2,}(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)


def looks_like_outlet(line: str) -> bool:
    """Whether a short line is a publisher's name: "BBC News", "kyivpost.com". Never certain; used to break ties."""
    parts = line.split()
    if _DOMAIN.fullmatch(line):
        return True
    return len(parts) <= 4 and line[:1].isupper() and bool(_MEDIA_WORD.search(line)) and line[-1:] not in ".!?"


def without_outlet(title: str, outlet: str | None = None) -> tuple[str, str | None]:
    """A headline without " - Outlet" at its end, and that name when one was cut off.

    The end is cut when it is the outlet already known, or when it can only be a name: after a bar, or with a media
    word in it. "Ukraine crisis - what we know" stays whole.
    """
    title = " ".join(title.split())
    found = _TAIL.fullmatch(title)
    if not found:
        return title, None
    tail = found["tail"].strip()
    known = outlet is not None and (_key(tail) == _key(outlet) or _key(tail) in _key(outlet))
    barred = found[2] in ("|", "::", "»", "·", "•") and len(tail.split()) <= 4 and tail[:1].isupper()
    if known or barred or looks_like_outlet(tail):
        return without_outlet(found[1], outlet)[0] if known else found[1], tail
    return title, None


def _key(name: str) -> str:
    return re.sub(r"\W|^the\b|\.\w{2,4}$", "", name.casefold())
