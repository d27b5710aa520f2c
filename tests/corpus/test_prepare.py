"""What goes through another process comes back as it would have been made here."""

from __future__ import annotations

import pickle
from pathlib import Path

from corpus.prepare import TASK, Prepared, _page_values, _unpacked, packed, prepare, prepared
from corpus.readers import read
from corpus.records import RawPage, Rejected
from corpus.workers import Workers

SAMPLES = Path(__file__).parent.parent.parent / "corpus" / "samples"
FACT_CHECK = """<html><head><title>Did they leave?</title><script type="application/ld+json">
{"@type": "ClaimReview", "claimReviewed": "All troops left in October.", "url": "https://checks.example/1",
 "author": {"@type": "Organization", "name": "Checks"}, "reviewRating": {"alternateName": "False"}}
</script></head><body><article><p>%s</p></article></body></html>""" % (
    "NATO said on Tuesday that a part of the troops had left, and that others had stayed near Rostov. " * 6
)


def test_an_article_made_in_another_process_is_the_same_in_every_field(tmp_path: Path) -> None:
    (tmp_path / "check.html").write_text(FACT_CHECK)
    reviews = 0
    for page in [*read(SAMPLES), *read(tmp_path / "check.html")]:
        if isinstance(page, Rejected):
            continue
        here = prepare(page)
        there = pickle.loads(pickle.dumps(packed(pickle.loads(pickle.dumps(_page_values(page))))))
        assert here == (there if isinstance(there, Rejected) else _unpacked(page, there))
        reviews += 0 if isinstance(here, Rejected) else len(here.article.claim_reviews)
    assert reviews == 1


def test_a_long_text_goes_to_a_worker_though_it_is_the_only_one() -> None:
    """There it has a bound of time and memory: one of 49 million characters took the archive's process 2.3 GB."""
    pages = [RawPage(origin="a", kind="article", content="Docks closed. " * times) for times in (1, 80_000)]
    with Workers(TASK, most=1) as workers:
        here, there = [result for results in prepared(pages, workers) for result in results]
        assert workers.ready
    assert isinstance(here, Prepared) and isinstance(there, Prepared) and there.article.text == pages[1].content
