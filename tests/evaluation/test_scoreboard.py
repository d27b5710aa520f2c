"""The main scores of runs as Markdown: what a reader of the README sees."""

from __future__ import annotations

from pathlib import Path

from assistant.evaluation import Dataset, evaluate
from assistant.evaluation.saved_run import SavedRun
from assistant.evaluation.scoreboard import scoreboard
from tests.evaluation.builders import a_claim, a_dataset, a_question, an_article, an_unanswerable


def test_each_kind_of_case_has_its_table_with_systems_under_each_other(tmp_path: Path) -> None:
    folder = a_dataset(
        tmp_path / "osk", articles=[an_article()], questions=[a_question(), an_unanswerable()], claims=[a_claim()]
    )
    for name, options in (("a", {"baselines": ("bm25",)}), ("b", {"asked_on": "none", "baselines": ()})):
        evaluate(Dataset.load(folder), cache=tmp_path / "cache", out=tmp_path / name, **options)  # type: ignore[arg-type]
    lines = scoreboard([SavedRun.load(tmp_path / "a"), SavedRun.load(tmp_path / "b")])
    heads = [line for line in lines if line.startswith("| dataset")]
    assert len(heads) == 2 and "hit@1" in heads[0] and "verdicts given" in heads[1]
    assert [line.split(" | ")[:2] for line in lines if line.startswith("| osk")] == [
        *(["| osk (2)", "assistant"], ["| osk (2)", "bm25"], ["| osk (2), day not told", "assistant"]),
        *(["| osk (1)", "assistant"], ["| osk (1)", "bm25"], ["| osk (1), day not told", "assistant"]),
    ]
    columns = {line.count(" | ") for line in lines if line}
    assert columns == {10, 13}, "every line has the columns of its table"
