"""A link that somebody followed before signing in, followed again when they have. The scripts hold nothing else.

Streamlit comes back from a sign-in provider to the root of the page. The tab itself remembers the link meanwhile
(`sessionStorage`): no other tab, person or server learns of it. Only a page and a parameter of ours are kept, written
anew from what they are, and only a relative address of that form is followed, so that nobody is led elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

PAGES = ("ask", "check", "review", "archive", "settings")
PARAMETERS = {"conversation": "", "review": "review", "article": "archive"}
"""What a link can name, and on which page that is."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEY = "factcheck-followed"
_MINUTES = 15
_OURS = rf"^({'|'.join(PAGES)})?(\?({'|'.join(PARAMETERS)})={_ID.pattern})?$"


def followed(url: str, parameters: Mapping[str, str]) -> str:
    """What of an address is to be opened again, relative to the root of the page; "" where there is nothing of ours."""
    for name, page in PARAMETERS.items():
        if _ID.fullmatch(parameters.get(name, "")):
            return f"{page}?{name}={parameters[name]}"
    page = urlsplit(url).path.rpartition("/")[2]
    return page if page in PAGES else ""


def remember(address: str) -> str:
    """A script that keeps the address in this tab, with the mark that opens an article."""
    return (
        f"<script>sessionStorage.setItem({json.dumps(_KEY)}, JSON.stringify("
        f"[Date.now(), {json.dumps(address)}, location.hash]))</script>"
    )


def open_again() -> str:
    """A script that goes to the address kept in this tab, once and not long after."""
    return (
        f"<script>{{ const kept = sessionStorage.getItem({json.dumps(_KEY)});"
        f" sessionStorage.removeItem({json.dumps(_KEY)});"
        ' const [at, to, mark] = JSON.parse(kept ?? \'[0, "", ""]\');'
        f" if (to && Date.now() - at < {_MINUTES * 60_000} && new RegExp({json.dumps(_OURS)}).test(to))"
        " location.replace(to + (/^#[A-Za-z0-9_-]+$/.test(mark) ? mark : '')); }</script>"
    )
