"""Records -> articles with their passages, in the order of the records: extraction, splitting, the search keys of
copies and the words for the index, here or in workers.

Pages (markup, and text saved with its furniture) always go to worker processes, because one of them may hang or crash
whatever reads it. Records that are the article's text are cheap and harmless; they join once there are so many of them
that a second processor pays.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import fields
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from corpus.clustering import keys_of
from corpus.extract import extract
from corpus.records import SOURCE_FIELDS, Article, RawPage, Rejected, Source, Span
from corpus.split import passages
from corpus.stemming import Terms, terms_of
from corpus.workers import Failed, Workers

TASK = "corpus.prepare:packed"
ARTICLES_HERE = 100
"""So many records of plain text are done here before a process is started, and all others until it is ready: to start
one takes most of a second."""
_LONG = 1_000_000
"""Characters from which on a text goes to a worker whatever there is: 40 million took this process 1.8 GB."""
_AHEAD = 12
"""Jobs that the workers should have before them while finished ones are stored. Fewer than have another process
started, which only pays when they do not get through with what there is."""
_MOST_WAITING = 32_000_000
"""Characters or bytes that may be with the workers at a time, so that memory does not grow with the archive."""
_MOST_JOBS = 128
_JOB = 64_000
_JOB_ITEMS = 16


class Prepared(NamedTuple):
    """An article ready to be stored."""

    article: Article
    passages: list[Span]
    keys: list[int]
    """Under which its text is found again as somebody's copy."""
    terms: Terms
    """Its words for the lexical index."""


Result: TypeAlias = Prepared | Rejected


def prepare(page: RawPage) -> Result:
    """The article of a page and what is made of its text, or why there is none."""
    article = extract(page)
    if isinstance(article, Rejected):
        return article
    if page.kind == "claim_review":
        return Prepared(article, [], [], Terms("", []))
    text, spans = article.text, passages(article.text)
    return Prepared(article, spans, keys_of(text), terms_of(article.source.title or "", [s.of(text) for s in spans]))


Values: TypeAlias = tuple[Any, ...]
"""A record's fields in their order. Sent to another process as records, a page and its article took .20 to .26 ms to
pack and unpack, so .12 to .14 ms."""


def packed(page_values: Values) -> Values | Rejected:
    """`prepare` for a worker: takes a page's fields and gives what `_unpacked` makes a `Prepared` of."""
    page = RawPage(**dict(zip(_PAGE, page_values, strict=True)))
    result = prepare(page)
    if isinstance(result, Rejected):
        return result
    article, spans, keys, terms = result
    values = dict(zip(_ARTICLE, _article_values(article), strict=True))
    values["source"] = _source_values(article.source)
    if article.text == page.content:  # which the parent has
        del values["text"]
    return values, [offset for span in spans for offset in (span.start, span.end)], keys, tuple(terms)


def _unpacked(page: RawPage, packed_values: Values) -> Prepared:
    values, offsets, keys, terms = packed_values
    source = Source(**dict(zip(SOURCE_FIELDS, values["source"], strict=True)))
    article = Article(**{"text": page.content, **values, "source": source})
    return Prepared(article, list(map(Span, offsets[::2], offsets[1::2])), keys, Terms(*terms))


def prepared(items: Iterable[RawPage | Rejected], workers: Workers) -> Iterator[list[Result]]:
    """What each record becomes, in their order, in lists of a few that are ready together.

    A page that could not be worked on within the limits of `workers` becomes a `Rejected` that says so. Raises
    `CorpusError` when no worker can be started.
    """
    line = _Line(workers)
    articles = 0
    for item in items:
        if isinstance(item, Rejected):
            line.put_result(item)
        elif item.kind == "article" and len(item.content) < _LONG and not workers.ready:
            if (articles := articles + 1) == ARTICLES_HERE:
                workers.start()
            line.put_result(prepare(item))
        else:
            line.put(item)
        yield from line.take()
    line.close()
    yield from line.take(everything=True)


class _Job(NamedTuple):
    """Some records that follow each other, and what becomes of them."""

    pages: list[RawPage]
    weight: int
    results: Future[list[Values | Rejected | Failed]] | Rejected | Prepared


class _Line:
    """Records in their order: those being worked on, and those that are done but wait for the ones before them."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._jobs: deque[_Job] = deque()
        self._waiting = 0
        self._open: list[RawPage] = []
        self._open_weight = 0

    def put_result(self, result: Result) -> None:
        self.close()
        self._jobs.append(_Job([], 0, result))

    def put(self, page: RawPage) -> None:
        """Have a page worked on. Each goes alone, so that its time is its own; short texts go several at a time."""
        self._open.append(page)
        self._open_weight += len(page.content)
        if page.kind != "article" or self._open_weight >= _JOB or len(self._open) >= _JOB_ITEMS:
            self.close()

    def close(self) -> None:
        """Send off what was collected."""
        if self._open:
            self._jobs.append(
                _Job(self._open, self._open_weight, self._workers.submit([_page_values(page) for page in self._open]))
            )
            self._waiting += self._open_weight
            self._open, self._open_weight = [], 0

    def take(self, *, everything: bool = False) -> Iterator[list[Result]]:
        """What is done, up to the first that is not; waits when too much is under way, or for `everything`."""
        while self._jobs and (everything or not self._open):
            pages, weight, results = self._jobs[0]
            if isinstance(results, Future):
                full = len(self._jobs) > _MOST_JOBS or self._waiting > _MOST_WAITING
                if not (everything or full or (results.done() and self._busy())):
                    return
                yield [_result(page, result) for page, result in zip(pages, results.result(), strict=True)]
            else:
                yield [results]
            self._jobs.popleft()
            self._waiting -= weight

    def _busy(self) -> bool:
        """Whether the workers have enough to do while what is done is stored."""
        if len(self._jobs) <= _AHEAD:
            return False
        results = self._jobs[-_AHEAD].results
        return not (isinstance(results, Future) and results.done())


def _result(page: RawPage, found: Values | Rejected | Failed) -> Result:
    if isinstance(found, Failed):
        return Rejected(origin=page.origin, position=page.position, reason=found.reason)
    return found if isinstance(found, Rejected) else _unpacked(page, found)


_PAGE = tuple(field.name for field in fields(RawPage))
_ARTICLE = tuple(field.name for field in fields(Article))
_page_values = attrgetter(*_PAGE)
_article_values = attrgetter(*_ARTICLE)
_source_values = attrgetter(*SOURCE_FIELDS)
