"""An answer, a verdict or a review as a list of blocks to print: what it says and in which order, in no markup. Pure.

It is made from the documents that `to_dict` gives, so that saved work is exported as it was, whatever the archive says
today. Escaping is the renderers' business (`export_markdown`, `export`); here every text is as it is in the archive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.checks.verify import WHO_SAYS_SO

Document = dict[str, Any]
Tone = Literal["supported", "refuted", "conflicting", "other"]

TONES: dict[str, Tone] = {
    "SUPPORTED": "supported",
    "REFUTED": "refuted",
    "MISQUOTED": "refuted",
    "CONFLICTING": "conflicting",
}

WORDS = {
    "SUPPORTED": "✓ supported",
    "REFUTED": "✗ refuted",
    "MISQUOTED": "≠ misquoted",
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


def blocks_of(kind: str, document: Document, signatures: Sequence[Document] = ()) -> list[Block]:
    """What to print of an `answer`, a `verdict` or a `review`, and of a review who signed which sentence."""
    if kind == "review":
        return list(_review(document, signatures))
    return list({"answer": _answer, "verdict": _verdict}[kind](document))


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


def _review(review: Document, signatures: Sequence[Document]) -> Iterator[Block]:
    yield Block("title", "Review of a draft")
    yield Block("text", _counted(review["summary"]))
    for number, sentence in enumerate(review["sentences"], 1):
        yield Block("sentence", sentence["text"])
        if whole := sentence.get("checked_as"):
            yield Block("text", f"Checked as: {whole}")
        verdict, finding = sentence["verdict"], sentence.get("finding")
        if finding == "MISQUOTED":
            yield Block("mark", WORDS[finding], tone=TONES[finding])
        if verdict is None:
            yield Block("mark", f"not checked: {sentence['reason']}")
        else:
            yield from _judged(verdict)
            yield from _notes(verdict)
        for quote in sentence.get("quotes", ()):
            tone: Tone = "other" if quote["outcome"] == "EXACT" else "refuted"
            told = f"quotation {quote['outcome'].lower().replace('_', ' ')}: {quote['explanation']}"
            yield Block("mark", told, tone=tone)
            for found in quote["findings"][:3]:
                yield _quote("", found["citation"])
        for signed in signatures:
            if signed["sentence"] == number:
                comment = f": {signed['comment']}" if signed["comment"] else ""
                yield Block("text", f"Checked by {signed['checked_by']}, {signed['signed_at']}{comment}")


def _counted(summary: Document) -> str:
    counts = {name: count for name, count in summary.items() if isinstance(count, int)}
    if misquoted := summary.get("findings", {}).get("MISQUOTED"):
        counts["misquoted"] = misquoted
    told = [f"{count} {name.lower().replace('_', ' ')}" for name, count in counts.items() if name != "not_reached"]
    if not_reached := counts.get("not_reached"):
        told.append(f"stopped before the last {not_reached} sentences")
    return ", ".join(told)


def _judged(verdict: Document) -> Iterator[Block]:
    label = verdict["label"]
    yield Block("mark", f"{WORDS[label]} (confidence {verdict['confidence']:.2f})", tone=TONES.get(label, "other"))
    yield from _cited(verdict)
    if label in ("REFUTED", "CONFLICTING"):
        for check in verdict["checks"]:
            if not check["ok"] and check["found"] and check["wanted"] != WHO_SAYS_SO:
                yield Block("text", f"Differs: {check['wanted']} in the claim, {check['found']} in the archive.")
    shown = {_place(citation) for citation in (*verdict["supporting"], *verdict["refuting"])}
    for number, part in enumerate(verdict.get("parts", ()), 1):
        yield Block("text", f"Part {number}, {WORDS[part['label']]}: {part['claim']}")
        yield from _cited(part, shown)
    for citation in verdict.get("closest", ()):
        yield _quote("nearest to it, settling nothing", citation)


def _cited(verdict: Document, shown: Collection[tuple[str, int, int]] = ()) -> Iterator[Block]:
    """The sentences for and against, without those that were shown."""
    for side, citations in (("For", verdict["supporting"]), ("Against", verdict["refuting"])):
        for citation in citations:
            if _place(citation) not in shown:
                yield _quote(side, citation)


def _place(citation: Document) -> tuple[str, int, int]:
    return citation["article_id"], citation["start"], citation["end"]


def _quote(side: str, citation: Document) -> Block:
    persons = [(found["as_written"], found["person"]) for found in citation.get("meant", ())]
    dates = [(found["as_written"], found["date"]) for found in citation["resolved_dates"]]
    told = "; ".join(f"{written}: {what}" for written, what in (*persons, *dates))
    place = f"article {citation['article_id']}, characters {citation['start']}-{citation['end']}"
    parts = (f"[{citation['number']}] {side}".strip(), citation["attribution"], told, citation["source"]["url"], place)
    return Block("quote", citation["quote"], " · ".join(part for part in parts if part))


def _notes(document: Document) -> Iterator[Block]:
    for note in document.get("notes", ()):
        yield Block("text", f"Note: {note if isinstance(note, str) else note.get('text', '')}")


def _asked(document: Document) -> Block:
    coverage = document["coverage"]
    filters = {name: value for name, value in coverage["filters"].items() if value}
    within = f", within {filters}" if filters else ""
    return Block("text", f"Asked on {document['asked_on']} of {coverage['articles']:,} articles{within}.")
