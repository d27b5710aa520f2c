"""What a model is given of the evidence: whole passages, or, a small one, the sentences that would be quoted.

A model on two cores reads some 20 to 40 tokens a second, and five passages are more than 600. Nor does a small one
choose well among more sentences: of 26 answerable questions of `realtimeqa`, Qwen2.5-Coder 1.5B, asked which of the
best five answers, took one that holds the answer for 10, the first held it for 18, and what is quoted without a model
for 21. So it is shown what would be quoted, to be said shorter. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers.cite import CitedStatement
from assistant.answers.quote import Candidate
from assistant.types import Evidence

SENTENCES = 5
SENTENCE_CHARACTERS = 500
"""A sentence longer than this is a list or a page without full stops, and would take another's room."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a model sees, numbered from 1, and where in the evidence each comes from (numbered from 0)."""

    shown: tuple[Evidence, ...]
    origin: tuple[int, ...]

    def located(self, cited: CitedStatement) -> CitedStatement:
        """A statement cited from what was shown, with its quotes' places in the evidence."""
        quotes = (replace(quote, evidence=self.origin[quote.evidence]) for quote in cited.quotes)
        return replace(cited, quotes=tuple(quotes))


def whole_passages(evidence: Sequence[Evidence], most: int) -> Given:
    """The best passages as they are."""
    shown = tuple(evidence[:most])
    return Given(shown, tuple(range(len(shown))))


def only_sentences(found: Sequence[Candidate], evidence: Sequence[Evidence], most: int = SENTENCES) -> Given:
    """These sentences, each as a passage of its own with its offsets; the same words once."""
    shown: list[Evidence] = []
    origin: list[int] = []
    told: set[str] = set()
    for candidate in found:
        words = " ".join(candidate.text.split()).casefold()
        if len(shown) == most:
            break
        if words in told or len(candidate.text) > SENTENCE_CHARACTERS:
            continue
        told.add(words)
        item = evidence[candidate.index]
        start = item.passage.start + candidate.span.start
        sentence = replace(item.passage, start=start, end=start + len(candidate.text), text=candidate.text)
        shown.append(replace(item, passage=sentence))
        origin.append(candidate.index)
    return Given(tuple(shown), tuple(origin))
