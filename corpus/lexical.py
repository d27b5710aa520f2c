"""The BM25 index over passages, on Tantivy. Disposable: everything in it comes from the store.

The index is its own record of how far it got: its greatest passage id and its number of passages. Nothing has to be
kept in step by hand, so a crash between the two files costs at most adding the last passages again.
This is the only file that imports tantivy.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import tantivy

from corpus.errors import ArchiveDamaged
from corpus.selection import LAST_DAY, Selection
from corpus.store import IndexedPassage

FOLDER_NAME = "lexical"
TITLE_BOOST = 0.6
"""Weight of a headline match against a body match, chosen on `realtimeqa` (docs/architecture.md)."""
MOST_TERMS = 64
"""Beyond this many different words the rest of a query is not used; a question has about ten."""

_ANALYZER = "news_en"
_WRITER_HEAP_BYTES = 64_000_000
_DIGIT_GROUPS = re.compile(r"(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_POSSESSIVE = re.compile(r"['\u2019]s\b")
STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be because been before being between both but by can could"
    " did do does doing during each for from further had has have having he her here hers him his how i if in into"
    " is it its itself just me more most my no nor not now of off on once only or other our out over own same say"
    " says said she should so some such tell than that the their them then there these they this those through to"
    " too under until up very was we were what when where which while who whom whose why will with would you"
    " your".split()
)


class Hit(NamedTuple):
    passage_id: int
    score: float
    """BM25, greater is better; comparable within one search only."""
    published_day: int


class LexicalIndex:
    """An index folder, opened for searching or (by the one writer) for adding."""

    def __init__(self, index: tantivy.Index) -> None:
        index.register_tokenizer(_ANALYZER, _analyzer())
        self._index = index
        self._schema = index.schema
        self._terms = _analyzer()
        self._writer: tantivy.IndexWriter | None = None

    @classmethod
    def open(cls, archive: Path, *, create: bool = False) -> LexicalIndex | None:
        """The index of an archive; None when there is none and `create` is false.

        Raises `ArchiveDamaged` when its files cannot be read.
        """
        folder = archive / FOLDER_NAME
        if not (folder / "meta.json").is_file():
            if not create:
                return None
            folder.mkdir(parents=True, exist_ok=True)
        try:
            # A tantivy built against other formats refuses here, which is as good as damage: the index is rebuilt.
            return cls(tantivy.Index(_schema(), str(folder)))
        except (ValueError, OSError) as error:
            raise ArchiveDamaged(f"the lexical index in {folder} cannot be read: {error}") from None

    @staticmethod
    def discard(archive: Path) -> None:
        shutil.rmtree(archive / FOLDER_NAME, ignore_errors=True)

    # Writing

    def add(self, passages: Iterable[IndexedPassage]) -> int:
        """Add passages; they are found after `commit`. Gives how many."""
        count = 0
        for passage in passages:
            count += 1
            document = tantivy.Document()
            document.add_unsigned("passage", passage.id)
            document.add_text("article", passage.article_id)
            document.add_text("title", normalised(passage.title))
            document.add_text("body", normalised(passage.text))
            document.add_text("outlet", passage.outlet_key)
            document.add_unsigned("published", passage.published_day)
            document.add_unsigned("known", passage.known_day)
            self._open_writer().add_document(document)
        return count

    def remove_article(self, article_id: str) -> None:
        self._open_writer().delete_documents_by_term("article", article_id)

    def commit(self) -> None:
        """Publish what was added and removed, atomically."""
        if self._writer is not None:
            self._writer.commit()
            self._index.reload()

    def close(self) -> None:
        if self._writer is not None:
            self._writer.wait_merging_threads()
            self._writer = None

    def _open_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_WRITER_HEAP_BYTES, 1)
        return self._writer

    # Reading

    def refresh(self) -> None:
        """See what another process has committed."""
        self._index.reload()

    def extent(self) -> tuple[int, int]:
        """How many passages are indexed, and the greatest id among them (0 when there is none)."""
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.all_query(), 1, order_by_field="passage").hits
        greatest = searcher.fast_field_values("passage", [found[0][1]])[0] if found else 0
        return searcher.num_docs, int(greatest or 0)

    def terms(self, text: str) -> list[str]:
        """The distinct stems of a text that are worth searching for, in order. All of them, when all are stop words."""
        words = self._terms.analyze(normalised(text))
        kept = [word for word in words if word not in _STOPPED]
        return list(dict.fromkeys(kept or words))[:MOST_TERMS]

    def document_frequency(self, term: str) -> int:
        """In how many passages a stem (of `terms`) stands."""
        return self._index.searcher().doc_freq("body", term)

    def search(self, text: str, limit: int, selection: Selection) -> list[Hit]:
        """The passages that share words with `text`, best first. Any text is a valid query."""
        terms = self.terms(text)
        if not terms:
            return []
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, self._any_of(terms)), *((tantivy.Occur.Must, cut) for cut in self._cuts(selection))]
        )
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        addresses = [address for _, address in hits]
        numbers = searcher.fast_field_values("passage", addresses)
        days = searcher.fast_field_values("published", addresses)
        found = zip(hits, numbers, days, strict=True)
        return [Hit(int(number or 0), float(score), int(day or 0)) for (score, _), number, day in found]

    def _any_of(self, terms: Sequence[str]) -> tantivy.Query:
        query = tantivy.Query
        parts = []
        for term in terms:
            parts.append((tantivy.Occur.Should, query.term_query(self._schema, "body", term, "freq")))
            in_title = query.boost_query(query.term_query(self._schema, "title", term, "freq"), TITLE_BOOST)
            parts.append((tantivy.Occur.Should, in_title))
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


def normalised(text: str) -> str:
    """Text as it is indexed and searched: "17,600" and "U.S." are one word each, "Russia's" is Russia."""
    text = unicodedata.normalize("NFKC", text)
    text = _DIGIT_GROUPS.sub("", text)
    text = _DOTTED.sub(lambda found: found[0].replace(".", ""), text)
    return _POSSESSIVE.sub("", text)


def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        tantivy.Filter.remove_long(60),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()


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


_STOPPED = STOP_WORDS | frozenset(word for stop in STOP_WORDS for word in _analyzer().analyze(stop))
