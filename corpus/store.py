"""The system of record: one SQLite file with articles, passages and embeddings. Both indexes are built from it.

Text is stored once, in `articles.text`; a passage is two offsets into it. Passage ids only ever grow and none is given
out twice, so an index that knows its own greatest id knows what it lacks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus import changes, clustering, copied_versions, fact_check_rows, holdings, lineage, stories
from corpus.changes import Added as Added
from corpus.changes import Addition
from corpus.database import Database
from corpus.errors import ArchiveError, ArchiveMissing, NotFound
from corpus.fact_checks import ClaimReview
from corpus.holdings import Holdings, Refusals, Totals
from corpus.indexable import Indexable
from corpus.records import Article, Passage, Source, Span, Story, Superseded, Version
from corpus.selection import Selection
from corpus.tables import SOURCE_COLUMNS, article_of, marks, source_from, source_of, text_hash
from corpus.versions import address_of

FILE_NAME = "archive.sqlite"


class Store(Indexable):
    """One archive file. Threads may share a reader; a writer belongs to one thread.

    Everything here may raise `ArchiveError` (a full disk, a file that cannot be read) or `ArchiveDamaged`.
    """

    @classmethod
    def open(cls, folder: Path, *, writable: bool = False, create: bool = False) -> Store:
        """Open the store in `folder`, which is there; with `create`, make the store when there is none.

        Raises `ArchiveMissing` when there is none and `create` is false, `ArchiveError` when the folder cannot be used,
        `ArchiveDamaged` when the file is not a store or of another version.
        """
        path = folder / FILE_NAME
        try:
            if folder.is_file():
                raise ArchiveError(f"{folder} is a file, not an archive folder: name a folder")
            if not create and not path.is_file():
                advice = f"make one with python -m corpus ingest SOURCE --archive {folder}"
                raise ArchiveMissing(f"no archive in {folder}: {advice}")
        except OSError as error:
            raise ArchiveError(f"cannot look into {folder}: {error.strerror}") from None
        store = cls(Database(path, writable=writable, create=create))
        if writable and fact_check_rows.unindexed(store._db):
            with store._db.transaction() as db:
                fact_check_rows.index(db)
        return store

    def close(self) -> None:
        self._db.close()

    # Writing

    def add(self, article: Article, passages: Sequence[Span], keys: Sequence[int] | None = None) -> Addition:
        """Store an article with its passages in one transaction; nothing is stored twice.

        `keys` are the `clustering.keys_of` its text, when they are made already.
        """
        with self._db.transaction() as db:
            return changes.add(db, article, passages, keys)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is added in the block is on record when the block ends, or, after an error, nothing of it.

        Each article is a transaction within that of the block: to write the pages that many of them change once for
        all takes a third off the time of storing them.
        """
        with self._db.transaction():
            yield

    def remove(self, *, article_id: str | None = None, url: str | None = None) -> list[str]:
        """Delete articles by id or URL with all that belongs to them; gives their ids.

        Raises `NotFound` when there is none.
        """
        column, value = ("id", article_id) if article_id is not None else ("url", url)
        with self._db.transaction() as db:
            ids = changes.remove(db, column, value)
            if not ids:
                raise NotFound(f"no article with the {column} {value} in the archive")
        self._db.write_through()
        return ids

    def regroup_stories(self) -> None:
        """Make the stories and the versions anew from the articles."""
        with self._db.transaction() as db:
            clustering.regroup(db)
            db.execute("DELETE FROM misplaced")
            lineage.regroup(db)

    def settle(self) -> None:
        """Put what was logged where it is looked up by later writers, and changed articles into the stories that are
        theirs now; to be called when writing is done."""
        with self._db.transaction() as db:
            changes.settle(db)

    def record_rejection(self, origin: str, position: str | None, reason: str) -> None:
        with self._db.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO rejections VALUES (?, ?, ?, ?)", (origin, position or "", reason, changes.now())
            )

    def forget_rejections(self, origin: str) -> None:
        """Drop what was refused of a file, because the file is being read anew."""
        with self._db.transaction() as db:
            db.execute("DELETE FROM rejections WHERE origin = ?", (origin,))

    def add_embeddings(self, model: str, vectors: Iterable[tuple[int, bytes]]) -> None:
        """Store float16 vectors by passage id."""
        with self._db.transaction() as db:
            db.executemany(
                "INSERT OR REPLACE INTO embeddings VALUES (?, ?, ?)",
                [(number, model, blob) for number, blob in vectors],
            )

    def forget_removed_vectors(self) -> None:
        """To be called when a vector index was published that holds only what is in the store."""
        with self._db.transaction() as db:
            db.execute("DELETE FROM removed_vectors")

    # Reading articles and passages

    def article(self, article_id: str) -> Article:
        """The article with this id. Raises `NotFound`."""
        row = self._db.row("SELECT * FROM articles WHERE id = ?", (article_id,))
        if row is None:
            raise NotFound(f"no article with the id {article_id} in the archive")
        return article_of(row)

    def sources(self, article_ids: Sequence[str]) -> dict[str, Source]:
        """Who published each of these articles and when, without their texts; ids that are gone are left out."""
        sql = f"SELECT id, {SOURCE_COLUMNS} FROM articles WHERE id IN ({marks(article_ids)})"
        rows = self._db.rows(sql, article_ids)
        return {row["id"]: source_of(row) for row in rows}

    def articles_at(self, url: str) -> list[str]:
        """Ids of the articles stored under an address, however its link was decorated, in the order stored."""
        rows = self._db.rows(
            "SELECT id FROM articles WHERE url = ? OR address = ? ORDER BY number", (url, address_of(url))
        )
        return [row["id"] for row in rows]

    def article_ids(self) -> Iterator[str]:
        """Every article's id, in the order in which they were stored."""
        return (row["id"] for row in self._db.rows("SELECT id FROM articles ORDER BY number"))

    def newest_articles(self, limit: int) -> list[str]:
        """Ids of the articles published last, copies left out; undated ones come last."""
        rows = self._db.rows(
            "SELECT id FROM articles WHERE copy_of IS NULL ORDER BY published_day DESC, number DESC LIMIT ?", (limit,)
        )
        return [row["id"] for row in rows]

    def passages(self, ids: Sequence[int]) -> list[Passage]:
        """The passages with these ids, in the order asked for; ids that are gone are left out."""
        spans = self._db.tuples(f"SELECT article, id, start, stop FROM passages WHERE id IN ({marks(ids)})", tuple(ids))
        # Each article once: a join would read the whole text, and make its source, anew for each of its passages.
        of_article: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
        for number, id_, start, stop in spans:
            of_article[number].append((id_, start, stop))
        articles = self._db.tuples(
            f"SELECT number, id, text, {SOURCE_COLUMNS} FROM articles WHERE number IN ({marks(of_article)})",
            tuple(of_article),
        )
        found = {}
        for number, article_id, text, *columns in articles:
            source = source_from(columns)
            for id_, start, stop in of_article[number]:
                found[id_] = Passage(
                    id=id_, article_id=article_id, start=start, end=stop, text=text[start:stop], source=source
                )
        return [found[number] for number in ids if number in found]

    def text(self, article_id: str) -> str:
        """The text of the article with this id. Raises `NotFound`."""
        row = self._db.row("SELECT text FROM articles WHERE id = ?", (article_id,))
        if row is None:
            raise NotFound(f"no article with the id {article_id} in the archive")
        return str(row[0])

    def passage_spans(self, article_id: str) -> list[Span]:
        rows = self._db.rows(
            "SELECT start, stop FROM passages JOIN articles ON number = article WHERE articles.id = ? ORDER BY start",
            (article_id,),
        )
        return [Span(row["start"], row["stop"]) for row in rows]

    def claim_reviews(self, selection: Selection, half_of: Collection[str] = ()) -> list[tuple[str, ClaimReview]]:
        """The fact-checks that articles of a selection publish, each with its article's id.

        With `half_of`, base stems, only those whose claim holds half of them or more.
        """
        return fact_check_rows.read(self._db, selection, half_of)

    def story(self, article_id: str) -> Story | None:
        """The articles that carry the same report; None when this is the only one. Raises `NotFound`."""
        found = stories.story_of(self._db, article_id)
        if found is None and not self._db.number("SELECT count(*) FROM articles WHERE id = ?", (article_id,)):
            raise NotFound(f"no article with the id {article_id} in the archive")
        return found

    def related(self, article_ids: Sequence[str]) -> list[str]:
        """Those of these articles that are in a story or have versions. Few are; the others need no more questions."""
        rows = self._db.rows(
            f"SELECT id FROM articles WHERE id IN ({marks(article_ids)})"
            " AND (number IN (SELECT article FROM story_members) OR number IN (SELECT article FROM versions))",
            article_ids,
        )
        return [row["id"] for row in rows]

    def stories_by_article(self, article_ids: Sequence[str]) -> dict[str, int]:
        """For each of these articles that is in a story or has versions a number, equal for those of one source.

        Copies of a report are one source, and so are versions of an article, however much of it was rewritten.
        """
        return lineage.one_source(self._db, stories.stories_by_article(self._db, article_ids), article_ids)

    def versions(self, article_id: str) -> tuple[Version, ...]:
        """The versions of an article, the oldest first; one that never changed is its only one. Raises `NotFound`."""
        found = lineage.versions_of(self._db, article_id)
        if not found:
            raise NotFound(f"no article with the id {article_id} in the archive")
        return found

    def outdated(self, article_ids: Sequence[str], as_of: int | None = None) -> dict[str, Superseded | None]:
        """Which of these articles did not count on a day (YYYYMMDD; None for now), being versions of one that did.

        Each with what had taken its place, or None when it came only later.
        """
        return lineage.outdated(self._db, article_ids, as_of)

    def changed_originals(self, article_ids: Sequence[str], as_of: int | None = None) -> dict[str, list[Superseded]]:
        """Which of these articles carry a report that was changed at its source by a day, with what took the place of
        each earlier version of that (`copied`)."""
        return copied_versions.changed_originals(self._db, article_ids, as_of)

    # Reading about the archive

    def totals(self, selection: Selection) -> Totals:
        """What the selection holds: how many articles, of which outlets, from when to when."""
        return holdings.totals(self._db, selection)

    def languages(self) -> dict[str, int]:
        """In which languages a sample of the articles is, with how many, most first."""
        return holdings.languages(self._db)

    def holdings(self, selection: Selection) -> Holdings:
        """How many articles of the selection are of each month and of each outlet."""
        return holdings.holdings(self._db, selection)

    def article_page(self, selection: Selection, limit: int, offset: int) -> tuple[int, list[str]]:
        """How many articles the selection holds, and the ids of some of them, newest first."""
        return holdings.page(self._db, selection, limit, offset)

    def articles_of(self, passages: Sequence[int]) -> list[str]:
        """The articles of these passages, each once, in the order of its first one."""
        return holdings.articles_of(self._db, passages)

    def refusals(self, words: str, limit: int, offset: int) -> Refusals:
        """Some of the records that did not become articles, those that hold `words`; and how many for which reason."""
        return holdings.refusals(self._db, words, limit, offset)

    def copies(self) -> int:
        """How many articles carry exactly the text of another one."""
        return self._db.number("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL")

    def stories(self) -> tuple[int, int]:
        """How many stories several articles carry, and how many articles are in one."""
        return stories.counts(self._db)

    def rejections(self) -> list[tuple[str, str, str]]:
        """Origin, position and reason of every record that did not become an article."""
        return [tuple(row) for row in self._db.rows("SELECT origin, position, reason FROM rejections ORDER BY 1, 2")]

    def change_counter(self) -> int:
        """A number that changes whenever another process has written."""
        return self._db.number("PRAGMA data_version")

    def check(self) -> list[str]:
        """What is wrong with the file itself, according to SQLite; empty when nothing is."""
        problems = [row[0] for row in self._db.rows("PRAGMA integrity_check") if row[0] != "ok"]
        orphans = self._db.rows("PRAGMA foreign_key_check")
        problems += [f"table {row[0]}: a row refers to a missing row of {row[2]}" for row in orphans]
        wrong = "SELECT passages, (SELECT count(*) FROM passages) AS counted FROM tally WHERE passages != counted"
        if self._has_tally() and (row := self._db.row(wrong)):
            problems.append(f"the tally says {row[0]:,} passages, there are {row[1]:,}")
        return problems

    def story_problems(self) -> list[str]:
        """What is wrong with the stories; empty when nothing is."""
        from corpus.duplicates import BANDS

        return [*stories.problems(self._db, BANDS), *lineage.problems(self._db)]

    def altered_articles(self) -> list[str]:
        """Ids of articles whose text is no longer what was stored."""
        rows = self._db.rows("SELECT id, text, text_hash FROM articles ORDER BY number")
        return [row["id"] for row in rows if text_hash(row["text"]) != row["text_hash"]]
