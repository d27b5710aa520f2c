"""A stored review, read back: the document that `Review.to_dict` gave becomes a `Review` again. Pure.

As with answers (`assistant.saved.stored_answer`), what is shown of a draft on another day is what was found on its own:
no article is searched. A part of a claim is kept without what was searched, which stands with its whole; the day that a
claim itself names and digits of scores beyond the fourth are not kept, and none of them is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.claims.earlier_checks import EarlierCheck
from assistant.claims.judgement import Review
from assistant.errors import AssistantError
from assistant.saved.stored_answer import citation_from

Document = Mapping[str, Any]


def review_from(document: Document) -> Review:
    """`review_from(review.to_dict()).to_dict() == review.to_dict()`. Raises `AssistantError` when it is no review."""
    try:
        sentences = [
            {
                **sentence,
                "verdict": _verdict(sentence["verdict"], None) if sentence["verdict"] else None,
                "quotes": [_quote_check(quote) for quote in sentence.get("quotes", ())],
            }
            for sentence in document["sentences"]
        ]
        not_reached = document["summary"].get("not_reached", 0)
        return _reviews().validate_python(
            {"text": document["text"], "sentences": sentences, "not_reached": not_reached}
        )
    except (KeyError, TypeError, AttributeError, ValidationError) as error:
        raise AssistantError(f"this is no stored review, or one of another version ({type(error).__name__})") from None


def _verdict(document: Document, whole: Document | None) -> dict[str, Any]:
    """The fields of a verdict; of a part of a claim with `whole`, the document of the verdict that it belongs to."""
    searched = document if whole is None else whole
    return {
        **document,
        "claim": {
            "text": document["claim"],
            "standalone": document["claim"],
            "asked_on": searched["asked_on"],
            "filters": searched["coverage"]["filters"],
        },
        **{side: [citation_from(one) for one in document[side]] for side in ("supporting", "refuting", "closest")},
        "parts": [_verdict(part, document) for part in document.get("parts", ())],
        "coverage": searched["coverage"],
        "evidence": [_evidence(found) for found in document.get("evidence", ())],
        "earlier_checks": [
            {"review": check, "article_id": check["article_id"], "similarity": check["similarity"]}
            for check in document.get("earlier_checks", ())
        ],
    }


def _quote_check(document: Document) -> dict[str, Any]:
    findings = [{**finding, "citation": citation_from(finding["citation"])} for finding in document["findings"]]
    return {**document, "findings": findings, "closest": [_evidence(found) for found in document["closest"]]}


def _evidence(document: Document) -> dict[str, Any]:
    return {**document, "passage": {"id": 0, **document["passage"]}}


@cache
def _reviews() -> TypeAdapter[Review]:
    # `judgement` knows the type of earlier checks by name only: it does no I/O, and they come from the archive.
    adapter = TypeAdapter(Review)
    adapter.rebuild(_types_namespace={"EarlierCheck": EarlierCheck})
    return adapter
