"""Sentences of an archive's own articles, as they stand and with one thing changed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random

import pytest

from assistant import Assistant, Label
from assistant.evaluation.__main__ import main
from assistant.evaluation.alterations import SAME, alterations
from assistant.evaluation.altered_claims import (
    UNCHANGED,
    AlteredClaim,
    JudgedAlteration,
    alteration_scores,
    altered_claims,
    drawn_articles,
    judged,
)
from corpus import Archive
from corpus.ingest import ingest

SENTENCE = (
    "Vera Lindt said on Monday, October 14, 2014, that more than 1,200 houses in France were flooded and that some"
    " people had not been told, while Karl Holm defeated Anna Vane for the third time."
)
ARTICLE = f"{SENTENCE} Mayor Rolf Berg left for Poland. The council was rebuilt and the water rose."


def test_each_kind_changes_one_thing() -> None:
    found = {one.kind: one for one in alterations(SENTENCE, ARTICLE, Random(1))}
    assert {"digit", "year", "month", "day of the week", "person", "place", "affirmed", "bound", "ordinal"} <= set(
        found
    )
    assert {"roles exchanged", "added", SAME} <= set(found)
    assert all(one.text != SENTENCE for one in found.values())
    assert found["place"].became == "Poland" and found["bound"].became == "less than"
    assert "had been told" in found["affirmed"].text and "1200" in found[SAME].text
    said = "At last Karl Holm defeated Anna Vane."
    [exchanged] = [one for one in alterations(said, said, Random(1)) if one.kind == "roles exchanged"]
    assert exchanged.text == "At last Anna Vane defeated Karl Holm."


def test_a_seed_draws_the_same_claims_and_the_halves_share_no_article(samples: Path, tmp_path: Path) -> None:
    ingest([samples], tmp_path / "archive")
    archive = Archive.open(tmp_path / "archive")
    ids = list(archive.store.article_ids())
    archive.close()
    with Assistant.open(archive=tmp_path / "archive", mode="quotes") as assistant:
        drawn = [altered_claims(drawn_articles(assistant, ids, "develop", 3), 5, 3) for _ in range(2)]
        halves = [{a.id for a in drawn_articles(assistant, ids, part, 3)} for part in ("develop", "measure")]
    assert drawn[0] == drawn[1] and sum(claim.kind == UNCHANGED for claim in drawn[0]) == 5
    assert not halves[0] & halves[1] and len(halves[0] | halves[1]) == len(ids)


def test_supported_though_changed_and_refuted_though_true_are_named() -> None:
    def one(kind: str, label: Label) -> JudgedAlteration:
        return JudgedAlteration(AlteredClaim(kind, "Claim.", "Sentence.", None), label, ())

    scores = alteration_scores(
        [
            one(UNCHANGED, Label.SUPPORTED),
            one(SAME, Label.CONFLICTING),
            one("digit", Label.SUPPORTED),
            one("day", Label.REFUTED),
        ]
    )
    assert [wrong["kind"] for wrong in scores["wrongly_supported"]] == ["digit"]
    assert [wrong["kind"] for wrong in scores["wrongly_refuted"]] == [SAME]
    assert scores["changed"] == {"SUPPORTED": 1, "REFUTED": 1}


def test_the_command_prints_a_line_for_each_kind(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest([samples], tmp_path / "archive")
    out = tmp_path / "altered.json"
    assert main(["altered", "--archive", str(tmp_path / "archive"), "--number", "3", "--out", str(out)]) == 0
    assert "unchanged" in capsys.readouterr().out
    assert len(json.loads(out.read_text())["claims"]) > 3


def test_of_sentences_of_real_news_none_is_supported_with_one_thing_changed(shared_data: Path, tmp_path: Path) -> None:
    """Over sixty articles, by words alone: as they stand all are supported."""
    with gzip.open(shared_data / "realtimeqa" / "articles.jsonl.gz", "rt", encoding="utf-8") as articles:
        lines = [line for line, _ in zip(articles, range(60), strict=False)]
    (tmp_path / "articles.jsonl").write_text("".join(lines), encoding="utf-8")
    ingest([tmp_path / "articles.jsonl"], tmp_path / "archive")
    archive = Archive.open(tmp_path / "archive")
    ids = list(archive.store.article_ids())
    archive.close()
    with Assistant.open(archive=tmp_path / "archive", mode="quotes", reranker="none") as assistant:
        scores = alteration_scores(
            judged(assistant, altered_claims(drawn_articles(assistant, ids, "develop", 1), 25, 1))
        )
    assert scores["unchanged"].get("SUPPORTED", 0) >= 24
    assert len(scores["wrongly_supported"]) <= 1, scores["wrongly_supported"]
