"""Which sentences of a found passage a reader's eye should go to: those that hold the words of the question. Pure.

This marks where to read, in search results and on cards, and is cheap enough to do for every passage shown. It is no
judgement that the sentence answers: that is `assistant.answers.quote`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.language.addressed import unaddressed
from assistant.questions.answer_fit import fit
from assistant.questions.expectation import Kind, expectation
from assistant.questions.question_terms import Terms
from assistant.types import Evidence, Question
from corpus import Span
from corpus.bases import bases_held
from corpus.split import sentences

LEAST = 0.25
"""Share of the question's weighted words that a sentence must hold itself to be marked."""
CLOSE_BEHIND = 0.8
"""A further sentence of a passage is marked when it holds at least this share of what the best one holds."""
MOST = 2
"""Sentences marked in a passage: where everything is marked, nothing is."""
_KIND_WEIGHT = 0.2
"""What it counts that a sentence holds the kind of answer asked for (a figure, a day, a name) beside its words."""
_OTHERWISE = (Kind.OTHER, Kind.SPEECH)
"""Kinds that every sentence fits, or that need what was said before."""


def highlighted(evidence: Sequence[Evidence], question: Question, terms: Terms) -> list[Evidence]:
    """The same passages with `highlights` set: stretches of their article, in order, none outside of the passage."""
    wanted = expectation(question.text)
    telling, total = frozenset(terms.weights), terms.total
    texts = [item.passage.text for item in evidence]
    spans = [unaddressed(text, sentences(text)) for text in texts]
    all_held = iter(bases_held([s.of(text) for text, own in zip(texts, spans, strict=True) for s in own], telling))
    marked = []
    for item, own in zip(evidence, spans, strict=True):
        passage = item.passage
        scored: list[tuple[float, Span]] = []
        for span, held in zip(own, islice(all_held, len(own)), strict=True):
            share = sum(weight for term, weight in terms.weights.items() if term in held) / total
            if share >= LEAST:
                scored.append((share, span))
        if wanted.kind not in _OTHERWISE and len(scored) > 1:  # the one there is needs no judging
            scored = [
                (share + _KIND_WEIGHT * fit(wanted, span.of(passage.text), passage.source.published), span)
                for share, span in scored
            ]
        scored.sort(key=lambda pair: -pair[0])
        best = [span for score, span in scored[:MOST] if score >= CLOSE_BEHIND * scored[0][0]]
        places = sorted((passage.start + span.start, passage.start + span.end) for span in best)
        marked.append(replace(item, highlights=tuple(Span(start, end) for start, end in places)))
    return marked
