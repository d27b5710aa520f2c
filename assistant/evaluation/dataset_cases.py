"""The cases of a dataset's folder: questions, claims and pages, in this order, each checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from assistant.evaluation.cases import Case, ClaimCase, PageCase, QuestionCase
from assistant.evaluation.dataset_fields import ClaimFields, PageFields, QuestionFields
from assistant.evaluation.dataset_files import hash_of_files, one_of
from assistant.evaluation.dataset_lines import LinesFile, problem_of, read_object
from assistant.evaluation.errors import DatasetError, EvaluationError
from assistant.evaluation.labels import scheme_for

INCOMPLETE = "get the whole dataset, or evaluate what is there with --allow-incomplete"


def read_cases(folder: Path, hashes: dict[str, str], allow_incomplete: bool) -> tuple[list[Case], list[str]]:
    """All cases and what must be known about them; adds each file's checksum to `hashes`. Raises `DatasetError`."""
    files = {kind: path for kind in ("questions", "claims") if (path := one_of(folder, kind))}
    truth = folder / "truth.json"
    if not files and not truth.is_file():
        raise DatasetError(f"{folder}: nothing to judge: neither questions.jsonl, claims.jsonl nor truth.json is there")
    where_of: dict[str, str] = {}
    cases: list[Case] = []
    problems: list[str] = []
    for kind, path in files.items():
        lines = LinesFile(path)
        for where, case in _questions(lines) if kind == "questions" else _claims(lines):
            _note_id(case.id, where, where_of)
            cases.append(case)
        if not lines.count:
            raise DatasetError(f"{path}: holds no {kind}: fill it or remove it")
        hashes[kind] = lines.sha256
    if truth.is_file():
        pages = _pages(truth)
        for page in pages:
            _note_id(page.id, f"{truth}, page {page.id}", where_of)
        gone = {page.file: page.id for page in pages if not (folder / page.file).is_file()}
        if gone:
            count = f"{len(gone):,} of {len(pages):,} pages of {truth} are not there: {few(list(gone))}"
            if not allow_incomplete:
                raise DatasetError(f"{count}: {INCOMPLETE}")
            problems.append(f"{count}: they are left out")
        there = [page for page in pages if page.file not in gone]
        cases += there
        hashes["pages"] = hash_of_files([truth, *dict.fromkeys(folder / page.file for page in there)])
    return cases, problems


def few(which: Sequence[str], limit: int = 5) -> str:
    """The first of some names, and how many more there are."""
    return ", ".join(which[:limit]) + (f" and {len(which) - limit:,} more" if len(which) > limit else "")


def _note_id(case_id: str, where: str, where_of: dict[str, str]) -> None:
    if (before := where_of.setdefault(case_id, where)) != where:
        raise DatasetError(f"{where}: the id {case_id} is already used in {before}")


def _parsed(
    lines: LinesFile, fields: type[QuestionFields] | type[ClaimFields]
) -> Iterator[tuple[str, QuestionCase | ClaimCase]]:
    for line in lines:
        if line.fields is None:
            raise DatasetError(f"{line.where}: is too long for a question or a claim")
        try:
            yield line.where, fields.model_validate(line.fields).case()
        except ValidationError as error:
            raise DatasetError(f"{line.where}: {problem_of(error)}") from None


def _questions(lines: LinesFile) -> Iterator[tuple[str, QuestionCase | ClaimCase]]:
    return _parsed(lines, QuestionFields)


def _claims(lines: LinesFile) -> Iterator[tuple[str, QuestionCase | ClaimCase]]:
    """Claims whose labels are all known and go together."""
    seen: set[str] = set()
    for where, claim in _parsed(lines, ClaimFields):
        if isinstance(claim, ClaimCase) and claim.label not in seen:
            try:
                scheme_for([claim.label])
                scheme_for([*seen, claim.label])
            except EvaluationError as error:
                raise DatasetError(f"{where}: {error}") from None
            seen.add(claim.label)
        yield where, claim


def _pages(truth: Path) -> list[PageCase]:
    entries = read_object(truth)
    if not entries:
        raise DatasetError(f"{truth}: holds no page")
    pages = []
    for name, entry in entries.items():
        if not isinstance(entry, dict):
            raise DatasetError(f"{truth}, page {name}: a JSON object is expected")
        try:
            pages.append(PageFields.model_validate(entry).case(name))
        except ValidationError as error:
            raise DatasetError(f"{truth}, page {name}: {problem_of(error)}") from None
    return pages
