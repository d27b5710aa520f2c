"""A claim's words, and each sentence of the evidence with those it holds. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.answers.cite import Quote
from assistant.checks.against import bases, share_of
from assistant.language.passage_sentences import quotable_sentences
from assistant.language.pronouns import begins_with_pronoun, meant
from assistant.language.quantities import numbers
from assistant.language.referents import all_in_full, in_full, refers_back
from assistant.language.when import date_mentions
from assistant.language.wording import JUST_SAID, content_stems
from assistant.questions.counted import SOLDIERS
from assistant.questions.question_terms import Terms
from assistant.types import Evidence
from corpus import Passage
from corpus.split import sentences
from corpus.stemming import stems

ORDER_COUNTS = 0.3
"""What the order of its words counts beside their coverage when a source's best sentence is chosen."""
READ_BACK = 2_000
"""Characters before a passage in which is looked for whom "he" or "the bank" refers to: what a report is about is often
named in its first sentence only."""

TextOf = Callable[[str], str]
"""The text of the article with an id."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A sentence beside a claim."""

    quote: Quote
    held: frozenset[str]
    """The claim's words that it holds."""
    here: float
    """Their share of the claim, by rarity."""

    def pairs(self, wanted: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        return wanted & word_pairs(self.quote.text, apart=True)

    def order(self, wanted: frozenset[tuple[str, str]]) -> float:
        """Share of a claim's neighbouring words that are neighbours here, too; of its words, where it has no two."""
        return len(self.pairs(wanted)) / len(wanted) if wanted else self.here

    def rank(self, wanted: frozenset[tuple[str, str]]) -> float:
        return self.here + ORDER_COUNTS * self.order(wanted)


def compared_as_words(claim: str, terms: Terms) -> Terms:
    """The claim's words without what is compared as a figure or a date, or counted.

    A figure that differs must not make a sentence look off the subject, nor "fifty" for "forty", nor "troops" for
    "servicemen": what is counted is compared with its figure.
    """
    dated = {term for mention in date_mentions(claim, None) for term in stems(mention.of(claim))}
    figures = {term for number in numbers(claim) for term in stems(number.text)}
    compared = dated | figures | SOLDIERS
    kept = {
        term: weight
        for term, weight in terms.weights.items()
        if term not in compared and not any(c.isdigit() for c in term)
    }
    return Terms(kept)


def compared(evidence: Sequence[Evidence], terms: Terms, text_of: TextOf | None = None) -> Iterator[Compared]:
    """Every sentence of the evidence that may be quoted, with what it holds of `terms`: what is meant by the "he" or
    "the bank" that it begins with, too, where the sentences before leave one choice."""
    for index, item in enumerate(evidence):
        before: list[str] = []
        whole: list[str] = []
        for span, text, stems_of_it in quotable_sentences(item.passage):
            start = item.passage.start + span.start
            persons = meant(text, before) or meant(text, before_passage(text, item.passage, text_of))
            he = bases(persons[0]) if len(persons) == 1 else frozenset()
            before.append(text)
            whole.append(in_full(text, whole))
            meant_by_it = bases(whole[-1]) if whole[-1] != text else frozenset[str]()
            told = JUST_SAID if stems_of_it & JUST_SAID else frozenset[str]()
            held = frozenset(terms.weights.keys() & (stems_of_it | he | meant_by_it | told))
            quote = Quote(item.passage.article_id, start, start + len(text), text, index)
            yield Compared(quote=quote, held=held, here=share_of(held, terms))


def read_as(claim: str, sentence: str, before: Sequence[str]) -> str:
    """A sentence as it is compared with a claim: in full where it is nearer to the claim so. Whom "he" may mean, of
    several too, is compared for itself (`pronouns.meant`)."""
    if not refers_back(sentence) or begins_with_pronoun(sentence):
        return sentence
    whole = in_full(sentence, all_in_full(before))
    wanted = set(content_stems(claim))
    return whole if len(wanted & set(content_stems(whole))) > len(wanted & set(content_stems(sentence))) else sentence


def before_passage(sentence: str, passage: Passage, text_of: TextOf | None) -> list[str]:
    """The sentences of the article before a passage, where a sentence of it begins with "he" or "the bank"."""
    if text_of is None or not passage.start or not refers_back(sentence):
        return []
    before = text_of(passage.article_id)[max(0, passage.start - READ_BACK) : passage.start]
    return [span.of(before) for span in sentences(before)]


@lru_cache(maxsize=4_000)
def word_pairs(text: str, apart: bool = False) -> frozenset[tuple[str, str]]:
    """Neighbouring content words in order; with `apart`, also those with one other between them."""
    words = content_stems(text)
    pairs = set(pairwise(words))
    return frozenset(pairs | set(zip(words, words[2:], strict=False)) if apart else pairs)
