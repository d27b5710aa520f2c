"""Checked claims and quotations as HTML: the verdict, what is for and against it, what was compared. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant import Alteration, Check, Citation, Coverage, QuoteCheck, QuoteFinding, Verdict
from assistant.ui import phrases
from assistant.ui.answer import Anchor, coverage_text, notes_html, quote_html, sign_html
from assistant.ui.evidence import cards, more, unused
from assistant.ui.text import attribute, html

WHO_SAYS_SO = "who says so"
"""What a check wants that found a speaker in the archive and none in the claim."""


def verdict_html(verdict: Verdict, anchor: Anchor) -> str:
    """A verdict with its sentences for and against side by side, and the ledger of what was compared."""
    beside = phrases.sureness(verdict.confidence)
    if cited := (*verdict.supporting, *verdict.refuting):
        beside = f"{phrases.independent(cited)} · {beside}"
    sides = "".join(
        _side(title, citations, anchor)
        for title, citations in (
            ("For it", verdict.supporting),
            ("Against it", verdict.refuting),
            ("Nearest to it, settling nothing", verdict.closest),
        )
        if citations
    )
    body = "" if cited else f'<p class="fc-abstains">{html(verdict.justification)}</p>'
    return (
        f"{sign_html(phrases.VERDICTS[verdict.label], verdict.label.value, beside)}{body}"
        + (f'<div class="fc-sides">{sides}</div>' if sides else "")
        + parts_html(verdict)
        + ledger_html(verdict.checks)
        + notes_html(verdict.notes)
        + earlier_html(verdict)
        + facts_html(verdict.coverage)
    )


def parts_html(verdict: Verdict) -> str:
    """The verdict on each thing that the claim states, where it states several."""
    items = "".join(
        f'<li dir="auto"><strong>{html(phrases.VERDICTS[part.label].words)}</strong> {html(part.claim.text)}</li>'
        for part in verdict.parts
    )
    return f'<h2 class="fc-title">Part by part</h2><ul class="fc-sources">{items}</ul>' if items else ""


def earlier_html(verdict: Verdict) -> str:
    """What others who checked a claim like this one said of it."""
    items = "".join(f'<li dir="auto">{html(check.told)}</li>' for check in verdict.earlier_checks)
    return f'<h2 class="fc-title">Checked before by others</h2><ul class="fc-sources">{items}</ul>' if items else ""


def cited_by(verdict: Verdict) -> tuple[Citation, ...]:
    """Every sentence that a verdict shows."""
    return (*verdict.supporting, *verdict.refuting, *verdict.closest)


def found_html(verdict: Verdict, anchor: Anchor) -> str:
    """The passages that were found and speak neither for nor against it."""
    rest = unused(verdict.evidence, cited_by(verdict))
    numbered = [(anchor("e", index + 1), verdict.evidence[index]) for index in rest]
    return more(f"Also found, settling nothing ({len(rest)})", cards(numbered)) if rest else ""


def ledger_html(checks: Sequence[Check]) -> str:
    """What of the claim was compared, and what the archive has in its place."""
    results = {True: "✓ agrees", False: "✗ differs"}
    told = [check for check in checks if not of_no_interest(check)]
    rows = "".join(
        f'<tr><th scope="row">{html(phrases.COMPARED[check.kind])}</th><td dir="auto">{html(check.wanted)}</td>'
        f'<td dir="auto">{html(check.found or "nothing")}</td><td class="fc-nowrap">{results[check.ok]}</td></tr>'
        for check in told
    )
    if not rows:
        return ""
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Compared", "In the claim", "In the archive", "Result"))
    return (
        '<table class="fc-positions"><caption>What was compared</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def of_no_interest(check: Check) -> bool:
    """Whether a comparison tells a reader nothing: wording and denials that agree, a speaker whom no claim names."""
    return check.wanted == WHO_SAYS_SO or (check.ok and check.kind in ("wording", "negation"))


def quotation_html(check: QuoteCheck, anchor: Anchor) -> str:
    """What became of a quotation: each place where it stands, with the words that differ."""
    carried = f"carried by {', '.join(check.outlets)}" if check.outlets else ""
    said = f"said by {', '.join(check.said_by)}" if check.said_by else ""
    beside = " · ".join(part for part in (said, carried) if part)
    return (
        f"{sign_html(phrases.QUOTATIONS[check.outcome], 'quote-' + check.outcome.value, beside)}"
        f'<p dir="auto">{html(check.explanation)}</p>'
        f"{''.join(_finding(finding, anchor) for finding in check.findings)}"
        + notes_html(check.notes)
        + facts_html(check.coverage)
    )


def facts_html(coverage: Coverage) -> str:
    return f'<p class="fc-quiet fc-fact" dir="auto">{html(coverage_text(coverage))}</p>'


def _side(title: str, citations: Iterable[Citation], anchor: Anchor) -> str:
    quotes = "".join(quote_html(citation, anchor) for citation in citations)
    head = f'<h2 class="fc-title">{html(title)}</h2>'
    return f'<section class="fc-side" aria-label="{attribute(title)}">{head}{quotes}</section>'


def _finding(finding: QuoteFinding, anchor: Anchor) -> str:
    changes = "".join(_alteration(alteration) for alteration in finding.alterations)
    listed = f'<ul class="fc-alterations" aria-label="Words that differ">{changes}</ul>' if changes else ""
    return quote_html(finding.citation, anchor) + listed


def _alteration(alteration: Alteration) -> str:
    archived, quoted = (f"<del>{html(alteration.archived)}</del>", f"<ins>{html(alteration.quoted)}</ins>")
    if not alteration.quoted:
        told = f"The quotation leaves out {archived}"
    elif not alteration.archived:
        told = f"The quotation puts in {quoted}"
    else:
        told = f"In the archive {archived}, in the quotation {quoted}"
    return f'<li dir="auto">{told}</li>'
