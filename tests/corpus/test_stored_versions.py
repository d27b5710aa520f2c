"""Versions in the store: ordered by their days, one source, removed together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus import maintenance
from corpus.archive import writing
from corpus.errors import NotFound
from corpus.extract import article_id
from corpus.records import Article, Superseded
from corpus.store import Added, Store
from corpus.versions import differences
from tests.corpus.builders import add, an_archive
from tests.corpus.changed_pages import BODY, CHANGED, GROWN, OTHER, URL, captured, dated, sentence


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path, writable=True, create=True)
    yield opened
    opened.close()


def texts(store: Store, article: Article) -> list[str]:
    return [store.article(version.article_id).text for version in store.versions(article.id)]


def test_a_changed_text_at_the_same_address_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    old, new = captured(BODY, 4), captured(CHANGED, 6, url=f"{URL}/?utm_source=rss")
    assert (add(store, old), add(store, new)) == (Added.NEW, Added.NEW)
    first, second = store.versions(new.id)
    assert (first.article_id, first.when, first.current) == (old.id, date(2014, 11, 4), False)
    assert (second.article_id, second.when, second.current) == (new.id, date(2014, 11, 6), True)
    assert store.versions(old.id) == (first, second)
    assert store.article(old.id).text == BODY
    [change] = differences(BODY, CHANGED)
    assert "15,000 troops" in change.new.of(CHANGED)


def test_an_article_that_never_changed_is_its_only_version(store: Store) -> None:
    add(store, captured(BODY, 4))
    [only] = store.versions(captured(BODY, 4).id)
    assert only.current and only.when == date(2014, 11, 4) and only.notice is None
    with pytest.raises(NotFound):
        store.versions("unknown")


def test_an_equal_text_is_no_new_version(store: Store) -> None:
    first, again, linked = captured(BODY, 4), captured(BODY, 9), captured(BODY, 9, url=f"{URL}?utm_source=x")
    assert [add(store, article) for article in (first, again, linked)] == [Added.NEW, Added.UNCHANGED, Added.COPY]
    assert [version.article_id for version in store.versions(linked.id)] == [first.id]
    assert store.outdated([first.id, linked.id]) == {}
    add(store, captured(CHANGED, 6))
    assert texts(store, first) == [BODY, CHANGED, BODY]  # it went back to the first text, at a link of its own


@pytest.mark.parametrize(
    "other",
    [
        captured(OTHER, 6),
        captured(CHANGED, 6, url="https://example.org/other"),
        captured(CHANGED, 6, url=None),
        captured(CHANGED, 6, outlet="The Guardian"),
    ],
)
def test_another_article_page_or_outlet_is_no_version(store: Store, other: Article) -> None:
    for article in (captured(BODY, 4), other):
        add(store, article)
    assert len(store.versions(other.id)) == len(store.versions(captured(BODY, 4).id)) == 1


def test_where_one_outlet_is_not_known_the_address_decides(store: Store) -> None:
    add(store, captured(BODY, 4, outlet=None))
    add(store, captured(CHANGED, 5))
    assert texts(store, captured(CHANGED, 5)) == [BODY, CHANGED]


def test_versions_are_ordered_by_capture_whatever_the_order_of_ingest(store: Store) -> None:
    later, earlier = captured(CHANGED, 9), captured(BODY, 4)
    for article in (later, earlier):
        add(store, article)
    assert texts(store, later) == [BODY, CHANGED]
    assert store.outdated([earlier.id]) == {
        earlier.id: Superseded(by=later.id, current=later.id, changed=date(2014, 11, 9))
    }


def test_a_page_that_returns_to_an_earlier_text_is_current_again(store: Store) -> None:
    body, changed, returned = captured(BODY, 4), captured(CHANGED, 6), captured(BODY, 8)
    assert [add(store, article) for article in (body, changed, returned)] == [Added.NEW, Added.NEW, Added.UNCHANGED]
    assert returned.id == body.id and store.article(body.id).source.archived == body.source.archived
    found = store.versions(changed.id)
    assert [(version.article_id, version.when, version.current) for version in found] == [
        (body.id, date(2014, 11, 4), False),
        (changed.id, date(2014, 11, 6), False),
        (body.id, date(2014, 11, 8), True),
    ]
    back = Superseded(by=body.id, current=body.id, changed=date(2014, 11, 8))
    assert store.outdated([body.id, changed.id]) == {changed.id: back}
    until_then = Superseded(by=changed.id, current=changed.id, changed=date(2014, 11, 6))
    assert store.outdated([body.id, changed.id], 20141107) == {body.id: until_then}
    add(store, captured(CHANGED, 9))
    assert store.outdated([body.id, changed.id])[body.id].current == changed.id


def test_a_return_is_known_whatever_the_order_of_ingest(store: Store) -> None:
    for day, text in ((8, BODY), (6, CHANGED), (4, BODY), (7, CHANGED), (5, BODY)):
        add(store, captured(text, day))
    assert texts(store, captured(BODY, 4)) == [BODY, CHANGED, BODY]


def test_without_captures_the_day_of_modification_then_of_publication_then_ingest_decides(store: Store) -> None:
    third = f"{CHANGED} {sentence(501)}"
    add(store, dated(CHANGED, published=date(2014, 11, 4), modified=date(2014, 11, 8)))
    add(store, dated(BODY, published=date(2014, 11, 5)))
    add(store, dated(third))
    assert texts(store, dated(BODY)) == [BODY, third, CHANGED]  # the one without a day follows the one stored before it
    assert [version.when for version in store.versions(dated(BODY).id)] == [
        date(2014, 11, 5),
        None,
        date(2014, 11, 8),
    ]


def test_a_version_counts_from_its_day_on_and_the_first_from_publication(store: Store) -> None:
    states = [captured(BODY, 6), captured(CHANGED, 8), captured(f"{CHANGED} {sentence(502)}", 10)]
    for state in states:
        add(store, state)
    ids = [state.id for state in states]
    for day, current in ((20141105, 0), (20141107, 0), (20141108, 1), (20141110, 2), (None, 2)):
        outdated = store.outdated(ids, day)
        assert ids[current] not in outdated
        for n, article in enumerate(ids):
            if n < current:
                assert outdated[article] == Superseded(
                    by=ids[n + 1], current=ids[current], changed=date(2014, 11, 6 + 2 * (n + 1))
                )
            elif n > current:
                assert outdated[article] is None


def test_a_version_that_shares_with_each_of_two_joins_them_and_parts_them_when_removed(tmp_path: Path) -> None:
    halves = [sentence(n) for n in range(40)]
    one, other = " ".join(halves[:20]), " ".join(halves[20:])
    states = [captured(one, 4), captured(other, 6), captured(f"{one} {other}", 5)]
    an_archive(tmp_path, states)
    store = Store.open(tmp_path)
    assert [version.article_id for version in store.versions(states[0].id)] == [states[n].id for n in (0, 2, 1)]
    maintenance.rebuild(tmp_path)
    assert len(store.versions(states[0].id)) == 3
    maintenance.remove(tmp_path, article_id=states[2].id)
    assert [len(store.versions(state.id)) for state in states[:2]] == [1, 1]
    assert maintenance.verify(tmp_path) == []
    store.close()


def test_a_notice_is_told_with_its_version(store: Store) -> None:
    notice = "Correction: an earlier version of this article gave 17,600 as the number of troops."
    add(store, captured(BODY, 4))
    add(store, captured(f"{CHANGED}\n\n{notice}", 5))
    assert [version.notice for version in store.versions(captured(BODY, 4).id)] == [None, notice]


def test_versions_are_one_source_with_each_other_and_with_the_copies_of_each(store: Store) -> None:
    report = " ".join(sentence(n) for n in range(600, 640))
    first, rewritten = captured(f"{report}", 4), captured(f"{GROWN} {' '.join(report.split()[:300])}", 5)
    copy = captured(f"{report} {sentence(7)}", 4, url="https://other.org/x", outlet="Other")
    loner = captured(OTHER, 4, url="https://third.org/y", outlet="Third")
    for article in (first, copy, rewritten, loner):
        add(store, article)
    numbers = store.stories_by_article([first.id, rewritten.id, copy.id, loner.id])
    assert numbers.keys() == {first.id, rewritten.id, copy.id} and len(set(numbers.values())) == 1
    assert len(set(store.stories_by_article([rewritten.id, copy.id]).values())) == 1


def test_removing_a_page_by_its_url_removes_every_version_however_it_was_linked(tmp_path: Path) -> None:
    states = [captured(BODY, 4), captured(CHANGED, 5, url=f"{URL}?utm_source=rss")]
    an_archive(tmp_path, [*states, captured(OTHER, 4, url="https://example.org/other")])
    assert maintenance.remove(tmp_path, url="http://www.example.org/news/withdrawal/") == [s.id for s in states]
    assert maintenance.status(tmp_path)["articles"] == 1 and maintenance.verify(tmp_path) == []


def test_a_page_captured_a_hundred_times_costs_a_bounded_number_of_comparisons(tmp_path: Path) -> None:
    with writing(tmp_path, create=True) as store:
        lines = [sentence(n) for n in range(130)]
        for n in range(100):
            add(store, captured(" ".join(lines[n : n + 20]), 1 + n % 28))
        assert len(store.versions(article_id(None, URL, "Sputnik", " ".join(lines[:20])))) == 100
