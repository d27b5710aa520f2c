"""The sentences of a passage as they may be quoted, each taken apart once. Pure.

A dateline is no part of the first one, sentences that set something right stay together, and what an article says to
machines is left out. And what of its article was found around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from assistant.language.addressed import unaddressed
from assistant.types import Evidence
from corpus import Passage, Span
from corpus.bases import all_bases
from corpus.extraction.dateline import parse_dateline
from corpus.split import sentences
from corpus.versions import corrects

_CORRECTION_SENTENCES = 3
_DATELINE_WITHIN = 1_000
"""Characters from the start of an article; a dateline stands before its first sentence or its standfirst's end."""
PASSAGES_KEPT = 1_500
"""Passages whose sentences are kept as they were read: those of the last fifty claims of a draft, some 20 MB."""


def quotable_sentences(passage: Passage) -> Iterator[tuple[Span, str, frozenset[str]]]:
    """Each sentence of a passage that may be quoted: where it stands in the passage, its text, its base stems."""
    spans, texts, bases, quotable = read_sentences(passage.text, passage.start)
    return compress(zip(spans, texts, bases, strict=True), quotable)


class Sentences(NamedTuple):
    """A passage as its sentences."""

    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    bases: tuple[frozenset[str], ...]
    quotable: tuple[bool, ...]


@lru_cache(maxsize=PASSAGES_KEPT)
def read_sentences(text: str, start: int) -> Sentences:
    spans = tuple(_without_dateline(text, start, span) for span in _quotable(text))
    texts = tuple(span.of(text) for span in spans)
    kept = set(unaddressed(text, spans))
    return Sentences(spans, texts, tuple(map(all_bases, texts)), tuple(span in kept for span in spans))


@lru_cache(maxsize=PASSAGES_KEPT)
def title_bases(title: str) -> frozenset[str]:
    return all_bases(title)


def _quotable(text: str) -> list[Span]:
    """The sentences of a passage; one that tells what was wrong stays together with those that set it right."""
    spans: list[Span] = []
    joined = 0
    for span in sentences(text):
        same_paragraph = bool(spans) and "\n" not in text[spans[-1].end : span.start]
        if same_paragraph and joined < _CORRECTION_SENTENCES and corrects(spans[-1].of(text)):
            spans[-1] = Span(spans[-1].start, span.end)
            joined += 1
        else:
            spans.append(span)
            joined = 1
    return spans


def _without_dateline(passage: str, start: int, span: Span) -> Span:
    """The sentence without the "BRUSSELS, November 4 (RIA Novosti) —" before it, which is no part of what it says."""
    if start + span.start > _DATELINE_WITHIN:
        return span
    text = span.of(passage)
    dateline = parse_dateline(text)
    if dateline is None or not text[dateline.span.end :].strip():
        return span
    rest = text[dateline.span.end :]
    return Span(span.end - len(rest.lstrip()), span.end)


def told_before(evidence: Sequence[Evidence]) -> list[str]:
    """For each passage, what was found of its article before it."""
    return [
        "\n".join(
            other.passage.text
            for other in sorted(evidence, key=lambda other: other.passage.start)
            if other.passage.article_id == item.passage.article_id and other.passage.end <= item.passage.start
        )
        for item in evidence
    ]


def stories(evidence: Sequence[Evidence]) -> dict[str, frozenset[str]]:
    """The stems of each article as far as its passages were found, by article id."""
    found: dict[str, set[str]] = {}
    for item in evidence:
        read = read_sentences(item.passage.text, item.passage.start)
        found.setdefault(item.passage.article_id, set()).update(*read.bases)
    return {article: frozenset(held) for article, held in found.items()}
