"""A review as one HTML file to send to a desk: no script, nothing loaded from anywhere, all text escaped. Pure."""

from __future__ import annotations

from html import escape

from assistant.compose import introduced
from assistant.quotation import QuoteCheck, QuoteOutcome
from assistant.types import Citation, Label, Review, ReviewedSentence

_WORDS = {
    Label.SUPPORTED: "✓ supported",
    Label.REFUTED: "✗ refuted",
    Label.CONFLICTING: "⇄ sources disagree",
    Label.NOT_ENOUGH_EVIDENCE: "? not enough evidence",
}
_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 Georgia, serif; color: #1c1f23; }
li { margin: 0 0 1.2rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.mark { display: block; font: 600 .85rem/1.6 system-ui, sans-serif; }
.supported { color: #1e6b3a; } .refuted { color: #9b1c1c; } .conflicting { color: #8a4b08; } .other { color: #5b6169; }
blockquote { margin: .4rem 0 0; padding-left: .8rem; border-left: 3px solid #ddd8ce; font-size: .92rem; }
"""


def review_html(review: Review) -> str:
    """The whole draft, each sentence with its verdict in words and the quotes for and against it."""
    counts = review.to_dict()["summary"]
    summary = ", ".join(f"{count} {name.lower().replace('_', ' ')}" for name, count in counts.items())
    items = "\n".join(_sentence(sentence) for sentence in review.sentences)
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Review of a draft</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>Review of a draft</h1>
<p>{escape(summary)}</p>
<ol>
{items}
</ol>
</body>
</html>
"""


def _sentence(sentence: ReviewedSentence) -> str:
    verdict = sentence.verdict
    said = "".join(_quotation(quote) for quote in sentence.quotes)
    if verdict is None:
        mark = f'<span class="mark other">not checked: {escape(sentence.reason)}</span>'
        return f"<li>{escape(sentence.text)}{mark}{said}</li>"
    colour = "other" if verdict.label is Label.NOT_ENOUGH_EVIDENCE else verdict.label.value.lower()
    quotes = "".join(
        _quote(side, citation)
        for side, citations in (("For", verdict.supporting), ("Against", verdict.refuting))
        for citation in citations
    )
    mark = f"{_WORDS[verdict.label]} (confidence {verdict.confidence:.2f})"
    return f'<li>{escape(sentence.text)}<span class="mark {colour}">{escape(mark)}</span>{said}{quotes}</li>'


def _quotation(quote: QuoteCheck) -> str:
    exact = quote.outcome in (QuoteOutcome.EXACT, QuoteOutcome.TOO_SHORT)
    told = f"quotation {quote.outcome.value.lower().replace('_', ' ')}: {quote.explanation}"
    return f'<span class="mark {"other" if exact else "refuted"}">{escape(told)}</span>'


def _quote(side: str, citation: Citation) -> str:
    where = f"article {citation.article_id}, characters {citation.start}-{citation.end}"
    return f"<blockquote>{side}. {escape(introduced(citation))}<br>{escape(where)}</blockquote>"
