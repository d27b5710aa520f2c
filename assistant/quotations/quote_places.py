"""Where in the archive a quotation may stand: stretches of articles around the passages that share its words.

Tantivy proposes passages, for the whole quotation and for its parts, so that a quotation put together from several
places is found at each. Only these stretches are compared word by word; a book-long article costs no more than a short
one. The work is bounded whatever the quotation is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.quotations.quote_words import Words, roughly_folded, words_of
from corpus import Archive, Article, Selection, Source, Span
from corpus.selection import day_number, outlet_key
from corpus.split import sentences

MOST_STRETCHES = 120
PASSAGES_A_SEARCH = 40
_HOLDING_ALL = 200
"""Passages with all of the words are taken as far as this: a much quoted phrase stands in many articles."""
_MOST_PARTS = 24
_HALVED_FROM = 8
"""Words from which on a part is searched by halves too, since it may be put together from two places."""
_WINDOW = 5
_MOST_WINDOWS = 40
_A_WINDOW = 0.5
"""A run of five words is what a spliced quotation leaves whole. Passages with all five are candidates too, each worth
half of what the best passage of another search is."""
_AROUND = 1_500
"""Characters on each side of a passage, for what runs over its end, an ellipsis, and who is speaking."""
_MOST_COPIES = 40
_LOOKED_FOR = 4


@dataclass(frozen=True)
class Stretch:
    """A part of an article: `article.text[place]`."""

    article: Article
    place: Span

    @cached_property
    def words(self) -> Words:
        return words_of(self.place.of(self.article.text))

    @cached_property
    def _folded(self) -> str:
        return roughly_folded(self.place.of(self.article.text))

    def may_hold(self, forms: Sequence[str]) -> bool:
        """Whether it holds the longest of the words somewhere: looked at before it is taken apart into words."""
        plain = sorted((form for form in forms if form.isascii() and form.isalpha()), key=len)[-_LOOKED_FOR:]
        return all(form in self._folded for form in plain)

    def at(self, first: int, last: int) -> Span:
        """Where words of the stretch are in the article."""
        span = self.words.place(first, last)
        return Span(span.start + self.place.start, span.end + self.place.start)


def stretches(archive: Archive, quote: Words, selection: Selection) -> list[Stretch]:
    """The stretches that may hold the quotation or a part of it, the most promising first."""
    scores: dict[int, float] = defaultdict(float)
    index = archive.lexical
    for text in _searches(quote):
        for hits in (index.search_all(text, _HOLDING_ALL, selection), index.search(text, PASSAGES_A_SEARCH, selection)):
            best = hits[0].score if hits else 1.0
            for hit in hits:
                scores[hit.passage_id] += hit.score / best
    for text in _windows(quote):
        for hit in index.search_all(text, PASSAGES_A_SEARCH, selection):
            scores[hit.passage_id] += _A_WINDOW
    ranked = sorted(scores, key=lambda number: (-scores[number], number))[: MOST_STRETCHES * 2]
    places: dict[str, list[Span]] = {}
    for passage in archive.store.passages(ranked):
        if _within(selection, passage.source):
            places.setdefault(passage.article_id, []).append(Span(passage.start, passage.end))
    found: list[Stretch] = []
    for article_id, spans in places.items():
        article = archive.store.article(article_id)
        found += (Stretch(article, span) for span in _joined(spans, len(quote.text) + _AROUND, len(article.text)))
        if len(found) >= MOST_STRETCHES:
            break
    return found[:MOST_STRETCHES]


def copies_of(archive: Archive, article_ids: Sequence[str], selection: Selection, length: int) -> Iterator[Stretch]:
    """The other articles of the stories that these belong to, whole or as far as they are not too long."""
    known = set(article_ids)
    for article_id in article_ids:
        story = archive.store.story(article_id)
        for member in story.members if story else ():
            if member.article_id in known or len(known) > len(article_ids) + _MOST_COPIES:
                continue
            known.add(member.article_id)
            article = archive.store.article(member.article_id)
            if _within(selection, article.source):
                yield Stretch(article, Span(0, min(len(article.text), 40_000 + length)))


def _searches(quote: Words) -> list[str]:
    """The quotation, its sentences and the parts between ellipses, and their halves."""
    spans = sentences(quote.text)
    breaks = sorted({0, *quote.left_out, *_first_words(quote, spans), len(quote.forms)})
    parts = [(a, b) for a, b in pairwise(breaks)]
    texts = [quote.text]
    for first, last in parts:
        texts.append(quote.place(first, last).of(quote.text))
        if last - first >= _HALVED_FROM:
            middle = (first + last) // 2
            texts += [quote.place(first, middle).of(quote.text), quote.place(middle, last).of(quote.text)]
    return list(dict.fromkeys(texts))[:_MOST_PARTS]


def _windows(quote: Words) -> list[str]:
    """Runs of five words, every second one or, of a long quotation, as many as there may be, evenly spread."""
    starts = range(0, len(quote.forms) - _WINDOW + 1, max(2, len(quote.forms) // _MOST_WINDOWS))
    return [quote.place(n, n + _WINDOW).of(quote.text) for n in starts if quote.content(n, n + _WINDOW)]


def _first_words(quote: Words, spans: Sequence[Span]) -> Iterator[int]:
    starts = {span.start for span in spans}
    for n, ((_, end), (start, _)) in enumerate(pairwise(quote.edges), 1):
        if any(end <= opens <= start for opens in starts):
            yield n


def _joined(spans: Sequence[Span], around: int, length: int) -> Iterator[Span]:
    current: Span | None = None
    for span in sorted(spans, key=lambda s: s.start):
        wide = Span(max(0, span.start - around), min(length, span.end + around))
        if current and wide.start <= current.end:
            current = Span(current.start, max(current.end, wide.end))
            continue
        if current:
            yield current
        current = wide
    if current:
        yield current


def _within(selection: Selection, source: Source) -> bool:
    return selection.admits(day_number(source.published), day_number(source.known_by), outlet_key(source.outlet))
