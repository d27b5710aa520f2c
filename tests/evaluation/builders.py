"""Small builders for evaluation tests: a dataset folder with real files, its lines, and what goes wrong with them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Fields = dict[str, Any]

TROOPS = "NATO said on Tuesday that 300 troops had moved near Rostov. Moscow denied it."
TURNOUT = "Turnout was 84.6 percent in the Scottish referendum, the highest since 1918. Polls closed at ten."


def an_article(article_id: str = "a1", text: str = TROOPS, **more: Any) -> Fields:
    return {
        "id": article_id,
        "url": None,
        "title": "News",
        "outlet": "Example",
        "published": None,
        "text": text,
        **more,
    }


def a_question(case_id: str = "q1", **more: Any) -> Fields:
    """An answerable one about `TROOPS`."""
    gold = [{"article_id": "a1", "quotes": ["NATO said on Tuesday that 300 troops had moved near Rostov."]}]
    asked = {"id": case_id, "question": "How many troops had moved near Rostov?", "asked_on": "2014-11-05"}
    return {**asked, "answers": ["300"], "answerable": True, "gold": gold, **more}


def an_unanswerable(case_id: str = "q2", **more: Any) -> Fields:
    return {"id": case_id, "question": "Who won the cup?", "answers": [], "answerable": False, "gold": [], **more}


def a_claim(case_id: str = "c1", **more: Any) -> Fields:
    gold = [{"article_id": "a1", "quotes": ["Moscow denied it."]}]
    return {"id": case_id, "claim": "Moscow denied it.", "label": "SUPPORTED", "claim_date": None, "gold": gold, **more}


def lines(path: Path, records: Iterable[Fields | str]) -> Path:
    """A file of JSON lines, gzipped when its name says so. A string is written as it is."""
    written = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    content = "".join(line + "\n" for line in written).encode("utf-8")
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def a_dataset(
    folder: Path,
    *,
    articles: Iterable[Fields | str] | None = None,
    questions: Iterable[Fields | str] | None = None,
    claims: Iterable[Fields | str] | None = None,
    manifest: Fields | None = None,
) -> Path:
    """A dataset's folder; without any cases it has one answerable question, without articles the two of this module."""
    folder.mkdir(parents=True, exist_ok=True)
    if questions is None and claims is None:
        questions = [a_question()]
    lines(folder / "articles.jsonl", [an_article(), an_article("a2", TURNOUT)] if articles is None else articles)
    if questions is not None:
        lines(folder / "questions.jsonl", questions)
    if claims is not None:
        lines(folder / "claims.jsonl", claims)
    if manifest is not None:
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder
