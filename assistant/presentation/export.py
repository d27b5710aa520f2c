"""Blocks as one HTML file to send to a desk: no script, nothing loaded from anywhere, all text escaped. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from assistant.claims.judgement import Review
from assistant.presentation.export_blocks import Block, blocks_of
from assistant.presentation.export_claim_review import claim_reviews
from assistant.presentation.export_markdown import markdown
from assistant.saved.desk import Signature

_STYLE = """
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 Georgia, serif; color: #1c1f23; }
p, blockquote { white-space: pre-wrap; overflow-wrap: anywhere; }
.sentence { margin: 1.6rem 0 0; }
.mark { margin: .2rem 0; font: 600 .85rem/1.6 system-ui, sans-serif; }
.supported { color: #1e6b3a; } .refuted { color: #9b1c1c; } .conflicting { color: #8a4b08; } .other { color: #5b6169; }
blockquote { margin: .4rem 0 0; padding-left: .8rem; border-left: 3px solid #ddd8ce; font-size: .92rem; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def review_html(review: Review, signatures: Sequence[Signature] = ()) -> str:
    """The whole draft, each sentence with its verdict in words, the quotes for and against it, and who signed it."""
    return html(_blocks(review, signatures))


def review_markdown(review: Review, signatures: Sequence[Signature] = ()) -> str:
    """The same as Markdown."""
    return markdown(_blocks(review, signatures))


def review_claim_reviews(
    review: Review, *, publisher: str, url: str, published: str, signatures: Sequence[Signature] = ()
) -> dict[str, Any]:
    """The same as schema.org ClaimReview, one for each claim that was checked (`export_claim_review.claim_reviews`)."""
    signed = [signature.to_dict() for signature in signatures]
    return claim_reviews(review.to_dict(), publisher=publisher, url=url, published=published, signatures=signed)


def _blocks(review: Review, signatures: Sequence[Signature]) -> list[Block]:
    return blocks_of("review", review.to_dict(), [signature.to_dict() for signature in signatures])


def html(blocks: Sequence[Block]) -> str:
    """The blocks as a page."""
    title = next((block.text for block in blocks if block.kind == "title"), "")
    body = "\n".join(_block(block) for block in blocks)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<title>{escape(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
{body}
</body>
</html>
"""


def _block(block: Block) -> str:
    text, where = escape(block.text), escape(block.where)
    match block.kind:
        case "title":
            return f"<h1>{text}</h1>"
        case "heading":
            return f"<h2>{text}</h2>"
        case "mark":
            return f'<p class="mark {block.tone}">{text}</p>'
        case "quote":
            return f"<blockquote>{text}<br>{where}</blockquote>"
        case "sentence":
            return f'<p class="sentence">{text}</p>'
        case _:
            return f"<p>{text}</p>"
