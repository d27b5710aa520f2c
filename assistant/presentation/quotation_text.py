"""A checked quotation as lines of plain text, with the words that differ marked. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.language.attribution import publisher
from assistant.presentation.terminal import printable
from assistant.quotations.quotation import Alteration, QuoteCheck, QuoteFinding, QuoteOutcome


def quote_lines(check: QuoteCheck) -> list[str]:
    """For a terminal: what became of the quotation, where it stands, and who carried it."""
    lines = [check.outcome.value, "", check.explanation]
    for finding in check.findings:
        lines += ["", *_finding(check, finding)]
    if earliest := check.earliest:
        lines += ["", f"Earliest: {earliest.attribution}", f"Carried by: {', '.join(check.outlets)}"]
    if check.closest:
        lines += ["", "Closest passages:"]
        for found in check.closest:
            lines.append(f"  {publisher(found.passage.source)}: {' '.join(found.passage.text.split())[:200]}")
    lines += [line for note in check.notes for line in ("", f"Note: {note}")]
    return [printable(line) for line in lines]


def marked(text: str, start: int, end: int, alterations: Sequence[Alteration]) -> str:
    """The archived words `text` (characters `start` to `end` of their article) with each change:
    "[-troops-] {+tanks+}", as word diffs are written."""
    parts, at = [], start
    for change in alterations:
        low, high = min(max(change.start, at), end), min(max(change.end, at), end)
        parts.append(text[at - start : low - start])
        old = f"[-{text[low - start : high - start]}-]" if high > low else ""
        new = f"{{+{change.quoted}+}}" if change.quoted else ""
        parts.append(" ".join(part for part in (old, new) if part) + ("" if high > low else " "))
        at = high
    return "".join([*parts, text[at - start :]])


def _finding(check: QuoteCheck, finding: QuoteFinding) -> Iterator[str]:
    citation = finding.citation
    if check.outcome is QuoteOutcome.SPLICED:
        yield f"  [{citation.number}] {check.quote[finding.quote_start : finding.quote_end]}"
        yield f"      stands in: {' '.join(citation.quote.split())}"
    else:
        whole = marked(citation.quote, citation.start, citation.end, finding.alterations)
        yield f"  [{citation.number}] {' '.join(whole.split())}"
    who = citation.speaker or "nobody named"
    yield f"      said by {who}{'' if finding.direct else ' (not between quotation marks)'}"
    where = citation.source.url or f"article {citation.article_id}"
    yield f"      {citation.attribution}, characters {citation.start}-{citation.end}, {where}"
    if citation.copies:
        yield f"      also carried by {', '.join(dict.fromkeys(publisher(source) for source in citation.copies))}"
