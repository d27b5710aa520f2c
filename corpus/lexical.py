"""The BM25 index over passages, on Tantivy. Disposable: everything in it comes from the store.

The index is its own record of how far it got: its greatest passage id and its number of passages. Nothing has to be
kept in step by hand, so a crash between the two files costs at most adding the last passages again.
Only this and `corpus/stemming.py` import tantivy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import tantivy

from corpus.borrowed import borrowed, writable
from corpus.changes import Filters
from corpus.errors import ArchiveDamaged, ArchiveError, first_line
from corpus.indexable import IndexedPassage
from corpus.panics import is_panic
from corpus.selection import LAST_DAY, Selection
from corpus.stemming import WHOLE_WORDS, Terms, content_stems, forms_of, stems, terms_of

FOLDER_NAME = "lexical"
TITLE_BOOST = 0.6
"""Weight of a headline match against a body match, chosen on `realtimeqa` (docs/architecture.md)."""
MOST_TERMS = 64
"""Beyond this many different words the rest of a query is not used; a question has about ten."""

_ANALYZER = "news_en"
"""The name in the index's files. Words reach the index as the stems they are found by (`corpus/stemming.py`)."""
_WRITER_HEAP_BYTES = 64_000_000
_MOST_FREQUENCIES = 100_000
"""Words whose frequencies are remembered, some 10 MB: more than a day's questions hold."""
_LOCKS = (".tantivy-meta.lock", ".tantivy-writer.lock")


class Hit(NamedTuple):
    passage_id: int
    score: float
    """BM25, greater is better; comparable within one search only."""
    published_day: int

    @property
    def published(self) -> date | None:
        year, month, day = self.published_day // 10_000, self.published_day // 100 % 100, self.published_day % 100
        return date(year, month, day) if self.published_day else None


class LexicalIndex:
    """An index folder, opened for searching or (by the one writer) for adding."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._meta = folder / "meta.json"
        self._stand_in: TemporaryDirectory[str] | None = None
        if not writable(folder):
            self._stand_in = borrowed(folder, left_out=_LOCKS)
        self._index = tantivy.Index(_schema(), self._stand_in.name if self._stand_in else str(folder))
        self._index.register_tokenizer(_ANALYZER, WHOLE_WORDS)
        self._schema = self._index.schema
        self._writer: tantivy.IndexWriter | None = None
        self._seen: tuple[int, int, int] | None = None
        self._frequencies: dict[str, int] = {}
        """Of words asked for since the index changed; a question asks for each of its words several times."""

    @classmethod
    def open(cls, archive: Path, *, create: bool = False) -> LexicalIndex | None:
        """The index of an archive; None when there is none and `create` is false.

        Raises `ArchiveDamaged` when its files cannot be read.
        """
        folder = archive / FOLDER_NAME
        if not (folder / "meta.json").is_file():
            if not create:
                return None
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                raise ArchiveError(f"cannot make the folder {folder}: {error.strerror}") from None
        try:
            # A tantivy built against other formats refuses here, which is as good as damage: the index is rebuilt.
            index = cls(folder)
            index.extent()  # some damage shows only when something is read
            return index
        except BaseException as error:
            if not (isinstance(error, ValueError | OSError) or is_panic(error)):
                raise
            raise ArchiveDamaged(f"the lexical index in {folder} cannot be read: {first_line(error)}") from None

    @staticmethod
    def discard(archive: Path) -> None:
        shutil.rmtree(archive / FOLDER_NAME, ignore_errors=True)

    # Writing

    def add(self, passages: Iterable[IndexedPassage]) -> int:
        """Add passages, those of an article after each other; they are found after `commit`. Gives the last one's id,
        0 when there was none."""
        last = 0
        for _, of_article in groupby(passages, lambda passage: passage.article_id):
            some = list(of_article)
            terms = terms_of(some[0].title, [passage.text for passage in some])
            self.add_article(some[0].article_id, [passage.id for passage in some], some[0].filters, terms)
            last = some[-1].id
        return last

    def add_article(self, article_id: str, passages: Sequence[int], filters: Filters, terms: Terms) -> None:
        """Add the passages of one article, by their ids, when the `terms_of` it are made already."""
        writer = self._open_writer()
        with self._write_errors():
            for passage, body in zip(passages, terms.passages, strict=True):
                document = tantivy.Document()
                document.add_unsigned("passage", passage)
                document.add_text("article", article_id)
                document.add_text("title", terms.title)
                document.add_text("body", body)
                document.add_text("outlet", filters.outlet_key)
                document.add_unsigned("published", filters.published_day)
                document.add_unsigned("known", filters.known_day)
                writer.add_document(document)

    def remove_article(self, article_id: str) -> None:
        writer = self._open_writer()
        with self._write_errors():
            writer.delete_documents_by_term("article", article_id)

    def clear(self) -> None:
        """Take everything out. Until `commit`, readers go on with what there was."""
        writer = self._open_writer()
        with self._write_errors():
            writer.delete_all_documents()

    def commit(self) -> None:
        """Publish what was added and removed, atomically."""
        if self._writer is not None:
            with self._write_errors():
                self._writer.commit()
                self._index.reload()
                self._frequencies.clear()

    def close(self) -> None:
        if self._writer is not None:
            with self._write_errors():
                self._writer.wait_merging_threads()
            self._writer = None
        if self._stand_in is not None:
            self._stand_in.cleanup()

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            with self._write_errors():
                self._writer = self._index.writer(_WRITER_HEAP_BYTES, 1)
        return self._writer

    @contextmanager
    def _write_errors(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, OSError) as error:
            told = f"cannot write the lexical index in {self._folder}: {first_line(error)}"
            raise ArchiveError(f"{told}; the articles are kept, and the index is completed at the next run") from error

    # Reading

    def refresh(self) -> None:
        """See what another process has committed. What cannot be read leaves the last state in use."""
        with suppress(ValueError, OSError):
            # Looked at before it is read: what comes in between is seen the next time. A reload takes 0.3 ms and more.
            if (state := self._state()) != self._seen:
                self._index.reload()
                self._frequencies.clear()
                self._seen = state

    def _state(self) -> tuple[int, int, int]:
        """What changes with every commit: the one file that tantivy replaces then."""
        found = self._meta.stat()
        return found.st_mtime_ns, found.st_ino, found.st_size

    def extent(self) -> tuple[int, int]:
        """How many passages are indexed, and the greatest id among them (0 when there is none)."""
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.all_query(), 1, order_by_field="passage").hits
        greatest = searcher.fast_field_values("passage", [found[0][1]])[0] if found else 0
        return searcher.num_docs, int(greatest or 0)

    def __len__(self) -> int:
        """How many passages are indexed; the same as `extent` gives, and far cheaper than counting the store's."""
        return int(self._index.searcher().num_docs)

    def passages_of(self, article_id: str) -> set[int]:
        """The ids of the passages that are indexed for an article."""
        searcher = self._index.searcher()
        query = tantivy.Query.term_query(self._schema, "article", article_id, "basic")
        addresses = [address for _, address in searcher.search(query, max(1, searcher.num_docs), count=False).hits]
        return {int(number or 0) for number in searcher.fast_field_values("passage", addresses)}

    def document_frequency(self, base: str) -> int:
        """In about how many passages a word (as `base_stem` gives it) stands in any of its forms."""
        known = self._frequencies.get(base)
        if known is None:
            if len(self._frequencies) >= _MOST_FREQUENCIES:
                self._frequencies.clear()
            searcher = self._index.searcher()
            known = sum(searcher.doc_freq("body", form) for form in forms_of(base))
            self._frequencies[base] = known
        return known

    def search(self, text: str, limit: int, selection: Selection) -> list[Hit]:
        """The passages that share words with `text`, best first. Any text is a valid query."""
        terms = content_stems(text)[:MOST_TERMS]
        if not terms or limit < 1:
            return []
        return self._found(self._any_of(terms), limit, selection)

    def search_each(self, text: str, limit: int, selection: Selection) -> list[Hit]:
        """The passages that with their headline hold each content word of `text`, in any of its forms, best first."""
        terms = content_stems(text)[:MOST_TERMS]
        if not terms or limit < 1:
            return []
        each = [(tantivy.Occur.Must, self._any_of([term])) for term in terms]
        return self._found(tantivy.Query.boolean_query(each), limit, selection)

    def search_all(self, text: str, limit: int, selection: Selection) -> list[Hit]:
        """The passages that hold every word of `text`, stop words included, best first: where a quotation may stand."""
        terms = list(dict.fromkeys(stems(text)))[:MOST_TERMS]
        if not terms or limit < 1:
            return []
        each = [tantivy.Query.term_query(self._schema, "body", term, "freq") for term in terms]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in each])
        return self._found(query, limit, selection)

    def _found(self, wanted: tantivy.Query, limit: int, selection: Selection) -> list[Hit]:
        cuts = self._cuts(selection)
        # By itself where nothing is cut: a union of words inside another query is not pruned (block-max WAND).
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in (wanted, *cuts)]) if cuts else wanted
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        addresses = [address for _, address in hits]
        numbers = searcher.fast_field_values("passage", addresses)
        days = searcher.fast_field_values("published", addresses)
        found = zip(hits, numbers, days, strict=True)
        return [Hit(int(number or 0), float(score), int(day or 0)) for (score, _), number, day in found]

    def _any_of(self, terms: Sequence[str]) -> tantivy.Query:
        """Each form of an irregular word is a word of its own. Only the best of them counting ranks no better (on six
        sets hit@1 / hit@5 .750 / .889, and .752 / .889 so), and a choice inside a union keeps it from being pruned."""
        query = tantivy.Query
        parts = []
        for form in dict.fromkeys(form for term in terms for form in forms_of(term)):
            for field, boost in (("body", 1.0), ("title", TITLE_BOOST)):
                one = query.term_query(self._schema, field, form, "freq")
                parts.append((tantivy.Occur.Should, query.boost_query(one, boost)))
        return query.boolean_query(parts)

    def _cuts(self, selection: Selection) -> list[tantivy.Query]:
        """The selection as conditions that take part in matching but not in the score."""
        cuts = []
        if selection.published:
            cuts.append(self._days("published", *selection.published))
        if selection.known_until:
            cuts.append(self._days("known", 1, min(selection.known_until, LAST_DAY)))
        if selection.outlet_keys:
            cuts.append(tantivy.Query.term_set_query(self._schema, "outlet", list(selection.outlet_keys)))
        return [tantivy.Query.const_score_query(cut, 0.0) for cut in cuts]

    def _days(self, field: str, low: int, high: int) -> tantivy.Query:
        return tantivy.Query.range_query(self._schema, field, tantivy.FieldType.Unsigned, low, high)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("passage", fast=True, indexed=True)
    builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_text_field("body", tokenizer_name=_ANALYZER, index_option="freq")
    builder.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("published", fast=True, indexed=True)
    builder.add_unsigned_field("known", fast=True, indexed=True)
    return builder.build()
