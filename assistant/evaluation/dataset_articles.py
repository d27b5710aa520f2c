"""One pass over a dataset's articles: how many, which ids, which have equal texts, and if the quotes stand in them.

Memory holds one article at a time, and of all of them the ids and a checksum of each text.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from assistant.evaluation.cases import Case
from assistant.evaluation.dataset_fields import ArticleFields
from assistant.evaluation.dataset_lines import MAX_LINE_BYTES, LinesFile, problem_of
from assistant.evaluation.errors import DatasetError
from assistant.evaluation.gold import quotes_of


@dataclass
class Survey:
    """What was seen of the articles."""

    sha256: str = ""
    count: int = 0
    """Lines that are an article, usable or not."""
    usable: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    """Article id -> the first id with exactly the same text, for every later one. Whoever finds one found the other."""
    unusable: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What the archive will reject, by reason: ids, or "line 12" where the line was not read."""
    misquoted: list[str] = field(default_factory=list)
    """Ids of cases with a quote that is not in the article it is said to be from, each once."""


def survey(path: Path, cases: Iterable[Case], max_line_bytes: int = MAX_LINE_BYTES) -> Survey:
    """Read all articles once. Raises `DatasetError` for a line that is no article, and for an id that comes twice."""
    found = Survey()
    quoted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    anywhere: dict[str, list[str]] = defaultdict(list)
    for case_id, gold in quotes_of(cases):
        for quote in gold.quotes:
            if gold.article_id is None:
                anywhere[quote].append(case_id)
            else:
                quoted[gold.article_id].append((case_id, quote))
    lines = LinesFile(path, max_line_bytes)
    line_of: dict[str, int] = {}
    first_with: dict[bytes, str] = {}
    for line in lines:
        if line.fields is None:
            found.unusable[f"longer than {max_line_bytes // 1_000_000} MB"].append(f"line {line.number}")
            continue
        try:
            article = ArticleFields.model_validate(line.fields)
        except ValidationError as error:
            raise DatasetError(f"{line.where}: {problem_of(error)}") from None
        if (before := line_of.setdefault(article.id, line.number)) != line.number:
            raise DatasetError(f"{line.where}: the article id {article.id} is already on line {before}")
        if reason := article.unusable():
            found.unusable[reason].append(article.id)
            continue
        found.usable.add(article.id)
        text = article.text
        first = first_with.setdefault(hashlib.blake2b(text.encode(), digest_size=16).digest(), article.id)
        if first != article.id:
            found.aliases[article.id] = first
        found.misquoted += [case_id for case_id, quote in quoted.get(article.id, ()) if quote not in text]
        for quote in [quote for quote in anywhere if quote in text]:
            del anywhere[quote]
    found.misquoted += [case_id for case_ids in anywhere.values() for case_id in case_ids]
    found.misquoted = list(dict.fromkeys(found.misquoted))
    found.count = lines.count
    found.sha256 = lines.sha256
    return found
