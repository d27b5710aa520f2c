"""Fact-checks that others published: read from pages and files, shown beside a claim, never evidence for it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import Label
from assistant.language.wording import content_stems
from corpus import Archive, ClaimReview, Selection
from corpus.archive import writing
from corpus.fact_checks import claim_reviews_in
from corpus.ingest import ingest
from tests.assistant.conftest import quoting

CLAIM = "The Carlisle bridge was built with money stolen from the hospital fund."
REVIEW: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "datePublished": "2016-03-04",
    "url": "https://checks.example/bridge",
    "claimReviewed": CLAIM,
    "itemReviewed": {"@type": "Claim", "author": {"@type": "Person", "name": "Peter Holm"}},
    "author": {"@type": "Organization", "name": "Harbour Checks"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "alternateName": "False"},
}
READ = ClaimReview(
    claim=CLAIM,
    rating="False",
    claimed_by="Peter Holm",
    publisher="Harbour Checks",
    url="https://checks.example/bridge",
    published=date(2016, 3, 4),
)
PAGE = "".join(
    f"<p>Paragraph {n} tells at length what the auditors of the city found in the books of the bridge.</p>"
    for n in range(8)
)


def forms(folder: Path, form: str) -> Path:
    """The review as one of the forms in which it is published."""
    feed = {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW]}]}
    written = {
        "page.html": f'<html><head><script type="application/ld+json">{json.dumps(REVIEW)}</script></head><body>'
        f"<article><h1>Bridge</h1>{PAGE}</article></body></html>",
        "graph.html": '<html><head><script type="application/ld+json">'
        f"{json.dumps({'@graph': [{'@type': 'NewsArticle', 'headline': 'B'}, REVIEW]})}</script></head><body>"
        f"<article>{PAGE}</article></body></html>",
        "lines.jsonl": json.dumps(REVIEW) + "\n",
        "indented.json": json.dumps(REVIEW, indent=2),
        "list.json": json.dumps([REVIEW, REVIEW]),
        "feed.json": json.dumps(feed),
    }
    (folder / form).write_text(written[form], encoding="utf-8")
    return folder / form


@pytest.mark.parametrize("form", ["page.html", "graph.html", "lines.jsonl", "indented.json", "list.json", "feed.json"])
def test_a_published_check_is_kept_and_shown_beside_a_claim_like_it(tmp_path: Path, form: str) -> None:
    report = ingest([forms(tmp_path, form)], tmp_path / "archive")
    assert not report.rejected
    with quoting(tmp_path / "archive") as assistant:
        [check] = assistant.check("Money stolen from the hospital fund built the Carlisle bridge.").earlier_checks
        assert check.review == READ
        assert assistant.article(check.article_id)
        assert check.to_dict()["rating"] == "False" and "Harbour Checks" in check.told
        assert not assistant.check("The ferry to Carlisle takes forty cars an hour.").earlier_checks
        assert not assistant.check(CLAIM, as_of="2010-01-01").earlier_checks


def test_a_claim_that_was_found_false_is_no_evidence_for_itself(tmp_path: Path) -> None:
    ingest([forms(tmp_path, "lines.jsonl")], tmp_path / "archive")
    with quoting(tmp_path / "archive") as assistant:
        verdict = assistant.check(CLAIM)
        assert verdict.label is Label.NOT_ENOUGH_EVIDENCE and not verdict.evidence and verdict.earlier_checks


def test_a_removed_article_takes_its_check_along_and_a_second_ingest_changes_nothing(tmp_path: Path) -> None:
    from corpus.archive import writing

    for _ in range(2):
        ingest([forms(tmp_path, "page.html")], tmp_path / "archive")
    archive = Archive.open(tmp_path / "archive")
    [(article_id, review)] = archive.store.claim_reviews(Selection())
    archive.close()
    assert review == READ
    with writing(tmp_path / "archive") as store:
        store.remove(article_id=article_id)
        assert not store.claim_reviews(Selection())


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "ClaimReview"},
        {"@type": "ClaimReview", "claimReviewed": "x", "reviewRating": {}},
        {"@type": "ClaimReview", "claimReviewed": {"a": 1}, "reviewRating": []},
        {"@type": ["Thing", 3], "claimReviewed": "x"},
        [[[[[[[[[[[[REVIEW]]]]]]]]]]]],
        "ClaimReview",
        None,
    ],
)
def test_what_is_no_review_gives_none(data: Any) -> None:
    assert claim_reviews_in(data) == []


def test_a_rating_without_words_is_told_with_its_scale_and_a_script_address_is_dropped() -> None:
    [review] = claim_reviews_in(
        REVIEW | {"reviewRating": {"ratingValue": 2, "bestRating": "5"}, "url": "javascript:alert(1)"}
    )
    assert review.rating == "2 of 5" and review.url is None


def test_the_checks_of_a_claim_are_found_among_many_without_reading_them_all(tmp_path: Path) -> None:
    places = ("bridge", "tunnel", "harbour", "school", "hospital", "market", "museum", "station", "stadium", "library")
    claims = [f"The {place} of {name} was closed by the council in 2019." for name in NAMES for place in places]
    write_checks(tmp_path / "checks.jsonl", claims)
    ingest([tmp_path / "checks.jsonl"], tmp_path / "archive")
    with closing(Archive.open(tmp_path / "archive")) as archive:
        everything = archive.store.claim_reviews(Selection())
        assert len(everything) == len(claims)
        for asked in ("The harbour of Corvale is deep and cold", "The market of Dunmere", "A ferry sank off Nowhere"):
            wanted = frozenset(content_stems(asked))
            read = archive.store.claim_reviews(Selection(), half_of=wanted)
            half_alike = [r for r in everything if len(wanted & {*content_stems(r[1].claim)}) * 2 >= len(wanted)]
            assert {r[1].claim for r in half_alike} <= {r[1].claim for r in read}
            assert len(read) < len(everything) / 2
    with quoting(tmp_path / "archive") as assistant:
        found = assistant.check("The council closed the harbour of Corvale in 2019.").earlier_checks
        assert found[0].review.claim == "The harbour of Corvale was closed by the council in 2019."


def test_an_archive_of_before_the_index_is_read_whole_and_indexed_when_it_is_next_written_to(tmp_path: Path) -> None:
    ingest([forms(tmp_path, "lines.jsonl")], tmp_path / "archive")
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.sqlite")) as db, db:
        db.executescript("DROP TRIGGER claim_review_forgotten; DROP TABLE claim_review_words")
    with quoting(tmp_path / "archive") as assistant:
        assert assistant.check(CLAIM).earlier_checks
    with writing(tmp_path / "archive") as store:
        [(article_id, review)] = store.claim_reviews(Selection(), half_of=content_stems(CLAIM))
        assert review == READ
        store.remove(article_id=article_id)
    with closing(sqlite3.connect(tmp_path / "archive" / "archive.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM claim_review_words").fetchone()[0] == 0


NAMES = (
    "Corvale",
    "Dunmere",
    "Eastlow",
    "Farholt",
    "Glenby",
    "Harrowick",
    "Inverloch",
    "Jessop",
    "Kelmoor",
    "Larkhill",
)


def write_checks(file: Path, claims: Sequence[str]) -> None:
    lines = [
        json.dumps({**REVIEW, "claimReviewed": claim, "url": f"https://c.example/{n}"})
        for n, claim in enumerate(claims)
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
