"""An answer, a verdict or a review as a list of blocks to print: what it says and in which order, in no markup. Pure.

It is made from the documents that `to_dict` gives, so that saved work is exported as it was, whatever the archive says
today. Escaping is the renderers' business (`export_markdown`, `export`); here every text is as it is in the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Document = dict[str, Any]
Tone = Literal["supported", "refuted", "conflicting", "other"]

TONES: dict[str, Tone] = {"SUPPORTED": "supported", "REFUTED": "refuted", "CONFLICTING": "conflicting"}

WORDS = {
    "SUPPORTED": "✓ supported",
    "REFUTED": "✗ refuted",
    "CONFLICTING": "⇄ sources disagree",
    "NOT_ENOUGH_EVIDENCE": "? not enough evidence",
    "ANSWERED": "answered",
    "CONTESTED": "⇄ sources disagree",
    "NOT_SUPPORTED": "? the archive does not say",
    "NOT_IN_ARCHIVE": "? nothing on this in the archive",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A title, the heading of a part, a paragraph, a verdict in a few words, a quotation with where it stands, or a
    sentence of a draft."""

    kind: Literal["title", "heading", "text", "mark", "quote", "sentence"]
    text: str
    where: str = ""
    tone: Tone = "other"


def blocks_of(kind: str, document: Document) -> list[Block]:
    """What to print of an `answer`, a `verdict` or a `review`."""
    made = {"answer": _answer, "verdict": _verdict, "review": _review}[kind]
    return list(made(document))


def _answer(answer: Document) -> Iterator[Block]:
    yield Block("title", answer["question"])
    yield Block("mark", f"{WORDS[answer['outcome']]} (confidence {answer['confidence']:.2f}, mode {answer['mode']})")
    for line in answer["text"].splitlines():
        yield Block("text", line)
    for citation in answer["citations"]:
        yield _quote("", citation)
    yield from _notes(answer)
    yield _asked(answer)


def _verdict(verdict: Document) -> Iterator[Block]:
    yield Block("title", verdict["claim"])
    yield from _judged(verdict)
    for check in verdict.get("earlier_checks", ()):
        yield Block("text", f"Checked before by {check['publisher'] or 'an unnamed publisher'}: {check['rating']}")
        yield Block("quote", check["claim"], " · ".join(filter(None, (check["published"], check["url"]))))
    yield from _notes(verdict)
    yield _asked(verdict)


def _review(review: Document) -> Iterator[Block]:
    yield Block("title", "Review of a draft")
    counts = {name: count for name, count in review["summary"].items() if isinstance(count, int)}
    yield Block("text", ", ".join(f"{count} {name.lower().replace('_', ' ')}" for name, count in counts.items()))
    for sentence in review["sentences"]:
        yield Block("sentence", sentence["text"])
        verdict = sentence["verdict"]
        if verdict is None:
            yield Block("mark", f"not checked: {sentence['reason']}")
        else:
            yield from _judged(verdict)
            yield from _notes(verdict)
        for quote in sentence.get("quotes", ()):
            tone: Tone = "other" if quote["outcome"] == "EXACT" else "refuted"
            told = f"quotation {quote['outcome'].lower().replace('_', ' ')}: {quote['explanation']}"
            yield Block("mark", told, tone=tone)
            for finding in quote["findings"][:3]:
                yield _quote("", finding["citation"])


def _judged(verdict: Document) -> Iterator[Block]:
    label = verdict["label"]
    yield Block("mark", f"{WORDS[label]} (confidence {verdict['confidence']:.2f})", tone=TONES.get(label, "other"))
    for side, citations in (("For", verdict["supporting"]), ("Against", verdict["refuting"])):
        for citation in citations:
            yield _quote(side, citation)


def _quote(side: str, citation: Document) -> Block:
    dates = "; ".join(f"{found['as_written']}: {found['date']}" for found in citation["resolved_dates"])
    place = f"article {citation['article_id']}, characters {citation['start']}-{citation['end']}"
    parts = (f"[{citation['number']}] {side}".strip(), citation["attribution"], dates, citation["source"]["url"], place)
    return Block("quote", citation["quote"], " · ".join(part for part in parts if part))


def _notes(document: Document) -> Iterator[Block]:
    for note in document.get("notes", ()):
        yield Block("text", f"Note: {note if isinstance(note, str) else note.get('text', '')}")


def _asked(document: Document) -> Block:
    coverage = document["coverage"]
    filters = {name: value for name, value in coverage["filters"].items() if value}
    within = f", within {filters}" if filters else ""
    return Block("text", f"Asked on {document['asked_on']} of {coverage['articles']:,} articles{within}.")
