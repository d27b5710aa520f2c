"""A folder -> what an evaluation asks and searches.

    articles.jsonl[.gz]     what is searched; or `sources` in dataset.json: anything that `corpus ingest` takes
    questions.jsonl[.gz]    questions with answers and gold          claims.jsonl[.gz]    claims with labels and gold
    truth.json              saved pages with their true bodies       manifest.json        how much there should be

Whatever would make a score wrong is an error here, with the file and the line; what only needs to be known is listed in
`Dataset.problems`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import ValidationError

from assistant.evaluation.announced import Announced, announced
from assistant.evaluation.cases import Case, PageCase
from assistant.evaluation.dataset_articles import Survey, survey
from assistant.evaluation.dataset_cases import INCOMPLETE, few, read_cases
from assistant.evaluation.dataset_fields import DatasetFields
from assistant.evaluation.dataset_files import hash_of_files, one_of
from assistant.evaluation.dataset_lines import problem_of, read_object
from assistant.evaluation.errors import DatasetError
from assistant.evaluation.gold import articles_of, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The cases of a dataset and where its articles are. Articles themselves are not held in memory."""

    name: str
    folder: Path
    cases: tuple[Case, ...]
    """In file order: questions, claims, pages."""
    articles_file: Path | None = None
    sources: tuple[Path, ...] = ()
    """What to ingest: the articles' file, or what `dataset.json` names instead. Empty when an archive was given."""
    hash: str
    """SHA-256 over everything that is judged and searched, unpacked."""
    sources_hash: str
    """The same over what is searched alone: the archive depends on nothing else of the dataset."""
    articles: int | None = None
    """Articles in the file; None when the sources are of other formats and only the archive can count them."""
    articles_announced: int | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Article id -> the first id with exactly the same text, for every later one."""
    problems: tuple[str, ...] = ()
    """What a reader of the scores must know, one line each."""

    @classmethod
    def load(cls, folder: Path, *, allow_incomplete: bool = False, archive_given: bool = False) -> Dataset:
        """Read and check a dataset's folder. With `archive_given` it need not have articles.

        Raises `DatasetError` with the file, the line and what is wrong. `allow_incomplete` takes a dataset with fewer
        articles or cases than announced, leaves out the cases whose gold is not there, and says so in `problems`.
        """
        if not folder.is_dir():
            raise DatasetError(f"{folder}: {'is a file' if folder.is_file() else 'there is no such folder'}")
        about = _about(folder)
        name = about.name or folder.resolve().name
        hashes: dict[str, str] = {}
        cases, problems = read_cases(folder, hashes, allow_incomplete)
        manifest = announced(folder, name)
        articles_file = one_of(folder, "articles")
        sources = _sources(folder, about, articles_file)
        asks_the_archive = any(not isinstance(case, PageCase) for case in cases)
        if asks_the_archive and not sources and not archive_given:
            raise DatasetError(
                f"{folder}: no articles to search: add articles.jsonl, name `sources` in dataset.json, or give "
                "--archive"
            )
        seen = survey(articles_file, cases) if articles_file else None
        present = {kind: sum(case.kind == kind[:-1] for case in cases) for kind in ("questions", "claims", "pages")}
        if seen:
            present["articles"] = seen.count
        problems += _check_counts(manifest, present, allow_incomplete)
        problems += manifest.differences(folder, present)
        if seen and articles_file:
            if not seen.usable and asks_the_archive and not archive_given:
                raise DatasetError(f"{articles_file}: holds no article")
            cases, more = _check_gold(cases, seen, articles_file, allow_incomplete)
            problems += more
        searched = seen.sha256 if seen else hash_of_files(sources)
        hashes["searched"] = searched
        if not cases:
            raise DatasetError(f"{folder}: holds no case that can be judged")
        return cls(
            name=name,
            folder=folder,
            cases=tuple(cases),
            articles_file=articles_file,
            sources=sources,
            hash=hashlib.sha256("\n".join(f"{key} {hashes[key]}" for key in sorted(hashes)).encode()).hexdigest(),
            sources_hash=searched,
            articles=seen.count if seen else None,
            articles_announced=manifest.counts.get("articles"),
            aliases=seen.aliases if seen else {},
            problems=tuple(problems),
        )

    def sample(self, limit: int | None, seed: int = 0) -> Dataset:
        """The dataset with `limit` of its cases, in file order; all of them for None.

        Cases are drawn by a checksum of seed and id, so a draw is the same on every machine, and a smaller one is part
        of a larger one.
        """
        if limit is None or limit >= len(self.cases):
            return self
        drawn = sorted(self.cases, key=lambda case: hashlib.sha256(f"{seed}:{case.id}".encode()).digest())
        chosen = {case.id for case in drawn[: max(limit, 0)]}
        return replace(self, cases=tuple(case for case in self.cases if case.id in chosen))


def _about(folder: Path) -> DatasetFields:
    path = folder / "dataset.json"
    if not path.is_file():
        return DatasetFields()
    try:
        return DatasetFields.model_validate(read_object(path))
    except ValidationError as error:
        raise DatasetError(f"{path}: {problem_of(error)}") from None


def _sources(folder: Path, about: DatasetFields, articles_file: Path | None) -> tuple[Path, ...]:
    if not about.sources:
        return (articles_file,) if articles_file else ()
    path = folder / "dataset.json"
    if articles_file:
        raise DatasetError(f"{path}: names sources, and there is {articles_file.name} too: keep one of them")
    sources = tuple(folder / source for source in about.sources)
    if gone := next((source for source in sources if not source.exists()), None):
        raise DatasetError(f"{path}: the source {gone} does not exist")
    return sources


def _check_counts(manifest: Announced, present: Mapping[str, int], allow_incomplete: bool) -> list[str]:
    short = manifest.shortfalls(present)
    if short and not allow_incomplete:
        raise DatasetError(f"{'; '.join(short)}: {INCOMPLETE}")
    return short


def _check_gold(
    cases: Sequence[Case], seen: Survey, path: Path, allow_incomplete: bool
) -> tuple[list[Case], list[str]]:
    """The cases that can be judged, and what must be known about the articles."""
    problems = [
        f"articles left out, {reason}: {len(which):,} ({few(which)})" for reason, which in seen.unusable.items()
    ]
    if seen.misquoted:
        cases_with = f"{len(seen.misquoted):,} ({few(seen.misquoted)})"
        problems.append(f"cases with a gold quote that is not word for word in its article: {cases_with}")
    touched = [case.id for case in cases if not all(one in seen.usable for one in articles_of(case))]
    if touched:
        missing = {one for case in cases for one in articles_of(case) if one not in seen.usable}
        which = f"{len(missing):,} ({few(sorted(missing))}), of {len(touched):,} cases"
        count = f"gold articles that {path} does not have, or not usably: {which}"
        if not allow_incomplete:
            raise DatasetError(f"{count}: {INCOMPLETE}")
        judged = [(case, within(case, seen.usable)) for case in cases]
        lost = sum(left is None for _, left in judged)
        problems.append(f"{count}; cases left out because they have no other gold: {lost:,}")
        return [left for _, left in judged if left is not None], problems
    return list(cases), problems
