"""A reviewed draft as HTML: the text with each sentence marked in place, and the sentences one by one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from assistant import Citation, Finding, Label, QuoteCheck, QuoteOutcome, Review, ReviewedSentence, Signature
from assistant.ui import phrases
from assistant.ui.answer import Anchor
from assistant.ui.text import attribute, html
from assistant.ui.verdict import cited_by, of_no_interest, quotation_html, verdict_html

_WRONG = (QuoteOutcome.ALTERED, QuoteOutcome.SPLICED, QuoteOutcome.MISATTRIBUTED)

Anchors = Callable[[int | None], Anchor]
"""The place of a quotation in its sentence, or None for the verdict -> the ids of the marks of what it cites."""


class Which(StrEnum):
    """Which sentences of a draft are listed."""

    LOOK = "Needs a look"
    WRONG = "Refuted or misquoted"
    SUPPORTED = "Supported"
    UNCHECKED = "Not checked"
    ALL = "All"


def wanted(sentence: ReviewedSentence, which: Which) -> bool:
    """Whether a sentence is listed."""
    finding = sentence.finding
    match which:
        case Which.ALL:
            return True
        case Which.LOOK:
            return finding not in (Finding.SUPPORTED, Finding.NOT_CHECKED) or any(_doubtful(q) for q in sentence.quotes)
        case Which.WRONG:
            return finding.wrong
        case Which.SUPPORTED:
            return finding is Finding.SUPPORTED
        case Which.UNCHECKED:
            return finding is Finding.NOT_CHECKED


def summary_text(review: Review) -> str:
    """How many sentences there are of each kind, in one line."""
    findings = [sentence.finding for sentence in review.sentences]
    counts = {finding: findings.count(finding) for finding in Finding if finding is not Finding.NOT_CHECKED}
    parts = [f"{count} {phrases.FINDINGS[finding].words.lower()}" for finding, count in counts.items() if count]
    quotes = [quote for sentence in review.sentences for quote in sentence.quotes]
    if quotes:
        exact = not any(_doubtful(quote) for quote in quotes)
        parts.append(f"{phrases.count(len(quotes), 'quotation')}, {'all' if exact else 'not all'} word for word")
    told = "; ".join(parts) or "nothing in it can be checked"
    stopped = f" Stopped before the last {review.not_reached:,}." if review.not_reached else ""
    return f"{phrases.count(len(findings), 'sentence')}, {sum(counts.values())} checked: {told}.{stopped}"


def draft_html(review: Review, name: Callable[[int], str]) -> str:
    """The draft as it was written, each checked sentence marked by its verdict. `name` gives the id of its entry."""
    pieces, at = [], 0
    for number, sentence in enumerate(review.sentences, 1):
        pieces.append(html(review.text[at : sentence.start]))
        words = html(review.text[sentence.start : sentence.end])
        if sentence.verdict is None and not sentence.quotes:
            pieces.append(words)
        else:
            shape, told = _told(sentence)
            pieces.append(
                f'<a class="fc-sentence fc-{attribute(_class(sentence))}" href="#{attribute(name(number))}"'
                f' title="{attribute(told)}">{words}<sup aria-label="{attribute(told)}">{html(shape)}</sup></a>'
            )
        at = sentence.end
    return f'<div class="fc-draft" dir="auto">{"".join(pieces)}{html(review.text[at:])}</div>'


def entry_html(
    number: int, sentence: ReviewedSentence, anchors: Anchors, name: str, signatures: Sequence[Signature]
) -> str:
    """One sentence with what was found about it, and who signed it. `name` is its id on the page."""
    whole = f'<p class="fc-quiet" dir="auto">Checked as: {html(sentence.checked_as)}</p>' if sentence.checked_as else ""
    judged = None if of_its_quotation(sentence) else sentence.verdict
    body = verdict_html(judged, anchors(None)) if judged else ""
    body += "".join(quotation_html(quote, anchors(place)) for place, quote in enumerate(sentence.quotes))
    if not body:
        body = f'<p class="fc-quiet">Not checked: {html(sentence.reason)}.</p>'
    signed = "".join(_signature(signature) for signature in signatures)
    return (
        f'<section class="fc-entry" id="{attribute(name)}" tabindex="-1" aria-label="Sentence {number}">'
        f'<p class="fc-entry-text" dir="auto"><span class="fc-quiet">{number}</span> {html(sentence.text)}</p>'
        f"{whole}{body}{signed}</section>"
    )


def cited(sentence: ReviewedSentence) -> Iterable[tuple[int | None, list[Citation]]]:
    """What its verdict cites (None), and what each of its quotations does (by its place)."""
    if sentence.verdict and not of_its_quotation(sentence):
        yield None, list(cited_by(sentence.verdict))
    for place, quote in enumerate(sentence.quotes):
        yield place, [finding.citation for finding in quote.findings]


def of_its_quotation(sentence: ReviewedSentence) -> bool:
    """Whether the verdict says no more than what is wrong with a quotation of the sentence: all that it found to differ
    stands between its quotation marks, so one verdict is enough."""
    verdict = sentence.verdict
    if verdict is None or verdict.label not in (Label.REFUTED, Label.NOT_ENOUGH_EVIDENCE):
        return False
    wrong = [quote.quote.casefold() for quote in sentence.quotes if quote.outcome in _WRONG]
    differing = [check for check in verdict.checks if not check.ok and not of_no_interest(check)]
    return bool(wrong and differing) and all(
        check.kind == "quote" or any(check.wanted.strip('"“”').casefold() in quote for quote in wrong)
        for check in differing
    )


def _signature(signature: Signature) -> str:
    comment = f": {signature.comment}" if signature.comment else ""
    return (
        f'<p class="fc-quiet fc-signed" dir="auto">✓ Signed by {html(signature.checked_by)},'
        f" {html(signature.signed_at)}{html(comment)}</p>"
    )


def _told(sentence: ReviewedSentence) -> tuple[str, str]:
    """The shape of a sentence's mark, and what it tells when pointed at."""
    judged = None if of_its_quotation(sentence) else sentence.verdict
    signs = [phrases.VERDICTS[judged.label]] if judged else []
    signs += [phrases.QUOTATIONS[quote.outcome] for quote in sentence.quotes]
    return "".join(sign.shape for sign in signs), "; ".join(sign.words for sign in signs)


def _class(sentence: ReviewedSentence) -> str:
    finding = Finding.NOT_ENOUGH_EVIDENCE if sentence.finding is Finding.NOT_CHECKED else sentence.finding
    return finding.value.lower().replace("_", "-")


def _doubtful(quote: QuoteCheck) -> bool:
    return quote.outcome not in (QuoteOutcome.EXACT, QuoteOutcome.TOO_SHORT)


def numbered(review: Review, which: Which) -> list[tuple[int, ReviewedSentence]]:
    """The listed sentences with their numbers; the first of the draft is 1. What needs a look comes the worst first."""
    found = [(n, sentence) for n, sentence in enumerate(review.sentences, 1) if wanted(sentence, which)]
    if which is Which.LOOK:
        worst = list(Finding)
        found.sort(key=lambda numbered: worst.index(numbered[1].finding))
    return found
