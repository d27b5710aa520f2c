"""The same question at two times: what changed, and which articles changed it. Pure, over documents of `to_dict`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeChange:
    """Something that is otherwise now."""

    what: str
    """"outcome", "verdict", "text", "citations"; of a review with its sentence: "sentence 3, verdict"."""
    before: str
    now: str
    new_articles: tuple[str, ...] = ()
    """Ids of articles cited now that were not cited before: what changed it."""
    lost_articles: tuple[str, ...] = ()
    """Ids of articles that were cited before and are not in the archive any more, or changed."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "before": self.before,
            "now": self.now,
            "new_articles": list(self.new_articles),
            "lost_articles": list(self.lost_articles),
        }


def changes(kind: str, before: Document, now: Document, stands: Callable[[Document], bool]) -> list[OutcomeChange]:
    """What is otherwise in `now`. `stands` says whether a citation of before still holds in the archive."""
    if kind != "review":
        return list(_compared(kind, before, now, stands, ""))
    found: list[OutcomeChange] = []
    for number, (old, new) in enumerate(zip(before["sentences"], now["sentences"], strict=False), 1):
        if old["verdict"] and new["verdict"]:
            found += _compared("verdict", old["verdict"], new["verdict"], stands, f"sentence {number}, ")
        for earlier, later in zip(old.get("quotes", ()), new.get("quotes", ()), strict=False):
            if earlier["outcome"] != later["outcome"]:
                old_places, new_places = ([f["citation"] for f in quote["findings"]] for quote in (earlier, later))
                what = f"sentence {number}, quotation"
                found.append(_change(what, earlier["outcome"], later["outcome"], old_places, new_places, stands))
    return found


def _compared(
    kind: str, before: Document, now: Document, stands: Callable[[Document], bool], where: str
) -> Iterator[OutcomeChange]:
    old, new = _citations(kind, before), _citations(kind, now)
    name = "outcome" if kind == "answer" else "label"
    if before[name] != now[name]:
        what = where + ("outcome" if kind == "answer" else "verdict")
        yield _change(what, before[name], now[name], old, new, stands)
    elif kind == "answer" and before["text"] != now["text"]:
        yield _change(where + "text", before["text"], now["text"], old, new, stands)
    elif _places(old) != _places(new):
        yield _change(where + "citations", _listed(old), _listed(new), old, new, stands)
    elif lost := [c for c in old if not stands(c)]:
        yield _change(where + "citations", _listed(lost), "not in the archive in these words", lost, [], stands)


def _citations(kind: str, document: Document) -> list[Document]:
    return document["citations"] if kind == "answer" else [*document["supporting"], *document["refuting"]]


def _places(citations: list[Document]) -> set[tuple[str, int, int]]:
    return {(c["article_id"], c["start"], c["end"]) for c in citations}


def _listed(citations: list[Document]) -> str:
    return "; ".join(f"{c['attribution']}: “{' '.join(c['quote'].split())}”" for c in citations) or "none"


def _change(
    what: str, before: str, now: str, old: list[Document], new: list[Document], stands: Callable[[Document], bool]
) -> OutcomeChange:
    known = {citation["article_id"] for citation in old}
    return OutcomeChange(
        what=what,
        before=before,
        now=now,
        new_articles=tuple(dict.fromkeys(c["article_id"] for c in new if c["article_id"] not in known)),
        lost_articles=tuple(dict.fromkeys(c["article_id"] for c in old if not stands(c))),
    )
