"""Answers, verdicts and reviews as lines of plain text for a terminal. Pure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.answers.compose import abstention_text
from assistant.claims.judgement import Finding, Review, Verdict
from assistant.language.attribution import attribution, publisher
from assistant.language.when import display_day
from assistant.positions import Disagreement, Position
from assistant.types import Answer, Citation, Coverage, Evidence, Outcome


def answer_lines(answer: Answer) -> list[str]:
    lines = [f"{answer.outcome.value}  (mode {answer.mode.value}, confidence {answer.confidence:.2f})", ""]
    lines += answer.text.splitlines()
    lines += _positions(answer.disagreement)
    lines += _sources(answer.citations)
    if not answer.statements and answer.evidence:
        lines += ["", "Closest passages:"]
        for found in answer.evidence[:3]:
            lines.append(f"  {publisher(found.passage.source)}: {' '.join(found.passage.text.split())[:200]}")
    lines += _notes(answer.notes)
    return [printable(line) for line in lines]


def verdict_lines(verdict: Verdict) -> list[str]:
    lines = [f"{verdict.label.value}  (confidence {verdict.confidence:.2f})", "", *verdict.justification.splitlines()]
    lines += _sources((*verdict.supporting, *verdict.refuting))
    lines += _notes(verdict.notes)
    for check in verdict.earlier_checks:
        lines += ["", f"Checked before: {check.told}"]
    return [printable(line) for line in lines]


def review_lines(review: Review) -> list[str]:
    lines = []
    for number, sentence in enumerate(review.sentences, 1):
        finding = sentence.finding
        mark = f"not checked: {sentence.reason}" if finding is Finding.NOT_CHECKED else finding.value
        lines.append(f"{number:>4} [{mark}] {' '.join(sentence.text.split())}")
        if sentence.checked_as:
            lines.append(f"       checked as: {' '.join(sentence.checked_as.split())}")
        if sentence.verdict and (sentence.verdict.supporting or sentence.verdict.refuting):
            lines += [f"       {line}" for line in sentence.verdict.justification.splitlines()]
            of_the_filters = set(sentence.verdict.coverage.notes)
            lines += [f"       Note: {note}" for note in sentence.verdict.notes if note not in of_the_filters]
        lines += [f"       quotation: {quote.outcome.value}. {quote.explanation}" for quote in sentence.quotes]
    findings = Counter(sentence.finding for sentence in review.sentences)
    told = ", ".join(f"{findings[kind]} {kind.value.lower().replace('_', ' ')}" for kind in Finding if findings[kind])
    reached = f"; stopped before the last {review.not_reached:,}" if review.not_reached else ""
    lines += ["", f"{len(review.sentences):,} sentences: {told}{reached}"]
    # The filters are the same for each sentence, so what is wrong with them is said once.
    searched = [item.coverage for one in review.sentences for item in (one.verdict, *one.quotes) if item]
    return [printable(line) for line in (*lines, *_notes(searched[0].notes if searched else ()))]


def _positions(disagreement: Disagreement | None) -> list[str]:
    if disagreement is None:
        return []
    lines = ["", "The figure changed over time:" if disagreement.updated else "What the sources say:"]
    for position in disagreement.positions:
        marks = "".join(f"[{number}]" for number in position.citations)
        sources = "1 source" if position.sources == 1 else f"{position.sources} independent sources"
        lines.append(f"  {position.said} {marks}: {', '.join([sources, *_days_of(position)])}")
    return lines


def _days_of(position: Position) -> list[str]:
    """When a position was published: one day, or the first and the last."""
    days = [display_day(day) for day in dict.fromkeys((position.first, position.last)) if day]
    return [" to ".join(days)] if days else []


def search_lines(found: Sequence[Evidence], coverage: Coverage) -> list[str]:
    """The passages with the sentences that hold most of the query between » and «."""
    lines = [] if found else [abstention_text(Outcome.NOT_IN_ARCHIVE, coverage)]
    for number, item in enumerate(found, start=1):
        passage = item.passage
        lines.append(f"{number}. {passage.source.title or 'untitled'}  (match {item.score:.2f})")
        where = passage.source.url or f"article {passage.article_id}"
        lines.append(f"   {attribution(passage.source)}, characters {passage.start}-{passage.end}, {where}")
        if item.copies:
            lines.append(f"   also carried by {', '.join(dict.fromkeys(map(publisher, item.copies)))}")
        lines += [f"   {' '.join(_marked(item).split())}", ""]
    lines += _notes(coverage.notes)
    return [printable(line) for line in lines]


def _marked(item: Evidence) -> str:
    text, start = item.passage.text, item.passage.start
    for span in reversed(item.highlights):
        at, end = span.start - start, span.end - start
        text = f"{text[:at]}»{text[at:end]}«{text[end:]}"
    return text


def _sources(citations: Iterable[Citation]) -> list[str]:
    lines = []
    for citation in citations:
        where = citation.source.url or f"article {citation.article_id}"
        lines.append(f"  [{citation.number}] {citation.source.title or 'untitled'}")
        lines.append(f"      {citation.attribution}, characters {citation.start}-{citation.end}, {where}")
        if citation.copies:
            others = ", ".join(dict.fromkeys(publisher(source) for source in citation.copies))
            lines.append(f"      also carried by {others}")
    return ["", "Sources:", *lines] if lines else []


def _notes(notes: Iterable[str]) -> list[str]:
    return [line for note in notes for line in ("", f"Note: {note}")]


def printable(line: str) -> str:
    """The line without control characters: archived text must not be able to steer a terminal."""
    return "".join(c if c.isprintable() or c == "\u200d" else " " if c.isspace() else "" for c in line)


def printable_json(document: dict[str, Any]) -> str:
    """The document as JSON in which what could steer a terminal is written as an escape, so that nothing is lost."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
