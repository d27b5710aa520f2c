"""The archive of a dataset, made once and kept.

    CACHE/<name>-<key>/archive/       what `python -m corpus ingest` makes of the dataset's articles
    CACHE/<name>-<key>/complete.json  what became of every article

The key covers the articles, the code that makes archives, and whether passages are embedded: after a change of the
splitter, say, the old archive is not found any more and a new one is made.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

import corpus
from assistant.evaluation.built_once import Progress, built_once, read_complete, silent
from assistant.evaluation.cases import Case, PageCase
from assistant.evaluation.dataset import Dataset
from assistant.evaluation.errors import EvaluationError
from corpus import ArchiveError, CorpusError
from corpus.store import Store

_SHOWN = 20


class ArchiveReport(BaseModel):
    """What became of a dataset's articles."""

    model_config = ConfigDict(frozen=True)

    dataset: str
    sources_hash: str
    code_hash: str
    articles: int
    """In the archive, copies included."""
    copies: int
    """Of these, articles with exactly the text of another one."""
    rejected: int
    reasons: dict[str, int]
    """How many were rejected for which reason."""
    first_rejected: list[str]
    """The first of them, with their places."""
    dates_not_understood: int = 0
    """Articles that say when they were published in a way that the archive cannot read."""
    embedded: int | None
    """Passages with a vector; None when none were asked for."""


def prepare(dataset: Dataset, cache: Path, *, embed: bool, progress: Progress = silent) -> Path:
    """The folder of the dataset's archive, which is made when it is not there yet.

    A build that was stopped is gone on with; while another process is building the same archive, this one waits.
    Raises `EvaluationError` when there is nothing to search or the archive cannot be made.
    """
    if not dataset.sources:
        raise EvaluationError(f"{dataset.folder}: no articles to make an archive of: give --archive")
    code = _code_hash()
    key = hashlib.sha256(f"{dataset.sources_hash} {code} {embed}".encode()).hexdigest()[:16]
    folder = cache / f"{re.sub(r'[^A-Za-z0-9._-]+', '-', dataset.name).strip('.-') or 'dataset'}-{key}"

    def build(folder: Path) -> dict[str, Any]:
        return _build(dataset, folder / "archive", code, embed, progress).model_dump()

    what = f"the archive of {dataset.name}"
    try:
        built_once(folder, build, what, progress)
        if not _opens(folder / "archive"):
            (folder / "complete.json").unlink(missing_ok=True)
            built_once(folder, build, what, progress)
    except CorpusError as error:
        raise EvaluationError(f"{what} cannot be made: {error}") from error
    return folder / "archive"


def archive_report(archive: Path) -> ArchiveReport | None:
    """What became of the articles of an archive that `prepare` made; None for any other archive."""
    try:
        return ArchiveReport.model_validate(read_complete(archive.parent))
    except ValidationError:
        return None


def gold_not_in(archive: Path, cases: Iterable[Case]) -> tuple[str, ...]:
    """Ids of the cases none of whose gold is in an archive: by the articles' own ids, or by the quotes where none are
    given.

    For an archive that was not made from a dataset's `articles.jsonl`, of which `Dataset.load` has not seen the texts.
    Raises `EvaluationError` when the archive cannot be read.
    """
    by_article: dict[str, set[str]] = defaultdict(set)
    by_quote: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for gold in () if isinstance(case, PageCase) else case.gold:
            if gold.article_id is not None:
                by_article[gold.article_id].add(case.id)
            for quote in gold.quotes if gold.article_id is None else ():
                by_quote[quote].add(case.id)
    wanted = dict.fromkeys(case_id for ids in (*by_article.values(), *by_quote.values()) for case_id in ids)
    try:
        store = Store.open(archive)
        try:
            for article_id in store.article_ids() if wanted else ():
                article = store.article(article_id)
                found = set(by_article.get(article.source.external_id or "", ()))
                found |= set().union(*(ids for quote, ids in by_quote.items() if quote in article.text))
                for case_id in found:
                    wanted.pop(case_id, None)
        finally:
            store.close()
    except CorpusError as error:
        raise EvaluationError(f"{archive} cannot be read: {error}") from error
    return tuple(sorted(wanted))


def _build(dataset: Dataset, archive: Path, code: str, embed: bool, progress: Progress) -> ArchiveReport:
    from corpus.ingest import ingest

    done = 0

    def count(step: str, more: int, total: int | None) -> None:
        nonlocal done
        done += more
        progress(f"{step} {dataset.name}", done, total)

    report = ingest(dataset.sources, archive, lambda: count("archiving", 1, dataset.articles))
    if not report.stored:
        first = f": {report.rejected[0]}" if report.rejected else ""
        raise EvaluationError(f"{dataset.folder}: none of its articles could be stored{first}")
    embedded = None
    if embed:
        from corpus import maintenance
        from corpus.embed import DEFAULT_MODEL

        done, passages = _embedded_of(archive, DEFAULT_MODEL)
        made = maintenance.embed(archive, DEFAULT_MODEL, lambda more: count("embedding", more, passages))
        embedded = made.in_index
    store = Store.open(archive)
    try:
        copies = store.copies()
        dates = sum("not understood" in (store.article(one).source.published_from or "") for one in store.article_ids())
    finally:
        store.close()
    return ArchiveReport(
        dataset=dataset.name,
        sources_hash=dataset.sources_hash,
        code_hash=code,
        articles=report.articles_in_archive,
        copies=copies,
        rejected=report.rejections,
        reasons=_reasons(bad.reason for bad in report.rejected),
        first_rejected=[str(bad) for bad in report.rejected[:_SHOWN]],
        dates_not_understood=dates,
        embedded=embedded,
    )


def _embedded_of(archive: Path, model: str) -> tuple[int, int]:
    """How many passages have a vector already, of how many."""
    store = Store.open(archive)
    try:
        return store.embedded(model)[0], store.extent()[0]
    finally:
        store.close()


def _reasons(reasons: Iterable[str]) -> dict[str, int]:
    """Equal reasons counted together, whatever place in the record they name."""
    return dict(Counter(re.sub(r" at (character |byte )?\d+.*", "", reason) for reason in reasons).most_common())


def _opens(archive: Path) -> bool:
    try:
        Store.open(archive).close()
    except ArchiveError:
        return False
    return True


def _code_hash() -> str:
    """A checksum of the code that makes archives."""
    home = Path(corpus.__file__).parent
    total = hashlib.sha256()
    for file in sorted(home.rglob("*.py")):
        total.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()
