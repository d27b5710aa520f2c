"""Versions of an article: found by address and words, ordered by their days, compared word by word."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from corpus import maintenance
from corpus.archive import writing
from corpus.errors import NotFound
from corpus.extract import article_id
from corpus.records import Article, Superseded
from corpus.store import Added, Store
from corpus.versions import Wording, address_of, corrects, differences, notice_in, said_only_in, same_article
from tests.corpus.builders import add, an_archive, an_article

URL = "https://example.org/news/withdrawal"


def sentence(seed: int, words: int = 14) -> str:
    rng = random.Random(seed)
    return " ".join(f"word{rng.randrange(5000)}" for _ in range(words)).capitalize() + "."


BODY = " ".join(sentence(n) for n in range(20))
CHANGED = BODY.replace(sentence(3), "The ministry said that 15,000 troops had left the ranges near Rostov.")
GROWN = " ".join([*(sentence(n) for n in range(100, 130)), *(sentence(n) for n in range(12))])
OTHER = " ".join(sentence(n) for n in range(200, 220))


def captured(text: str, day: int | None, *, url: str | None = URL, outlet: str | None = "Sputnik") -> Article:
    archived = datetime(2014, 11, day, 12, tzinfo=UTC) if day else None
    return an_article(text, url=url, outlet=outlet, archived=archived)


def dated(text: str, *, published: date | None = None, modified: date | None = None) -> Article:
    article = an_article(text, url=URL, published=published)
    return replace(article, source=replace(article.source, modified=modified))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path, writable=True, create=True)
    yield opened
    opened.close()


def texts(store: Store, article: Article) -> list[str]:
    return [store.article(version.article_id).text for version in store.versions(article.id)]


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/a?id=3&b=1",
        "https://www.example.org/a/?b=1&id=3",
        "https://EXAMPLE.org/a?id=3&b=1&utm_source=rss&utm_medium=x&fbclid=9#top",
        " https://example.org:443/a?b=1&id=3&CMP=twt&smid=tw-share ",
        "example.org/a?id=3&b=1",
    ],
)
def test_an_address_is_the_same_however_the_page_was_linked_to(url: str) -> None:
    assert address_of(url) == "example.org/a?b=1&id=3"


@pytest.mark.parametrize(
    "url",
    [
        *("https://example.org/b", "https://example.org/a?id=4", "https://example.org/A", "https://m.example.org/a"),
        *("https://example.org/#!/a", "http://[bad", "mailto:x", "https://x.org/\ud800", "?", "a"),
    ],
)
def test_other_pages_have_other_addresses_and_no_url_is_too_odd(url: str) -> None:
    assert address_of(url) not in {None, address_of("https://example.org/a")}


@pytest.mark.parametrize("url", [None, "", "  "])
def test_without_a_url_there_is_no_address(url: str | None) -> None:
    assert address_of(url) is None


# The same article or another one


def test_a_correction_an_update_and_a_rewrite_that_keeps_a_part_are_the_same_article() -> None:
    for text in (CHANGED, GROWN, BODY[: len(BODY) // 3], f"{BODY} {OTHER} {OTHER}"):
        assert same_article(BODY, text) and same_article(text, BODY)


def test_a_front_page_with_new_articles_under_old_furniture_is_another_article() -> None:
    furniture = sentence(900, 30)
    assert not same_article(BODY, OTHER)
    assert not same_article(f"{furniture} {BODY}", f"{furniture} {OTHER}")
    assert not same_article("", BODY) and not same_article("", "")


def test_short_texts_are_compared_by_their_single_words() -> None:
    assert same_article("Five people died in the flood on Monday.", "Seven people died in the flood on Monday.")
    assert not same_article("Five people died in the flood.", "The minister opened a new bridge on Friday.")


# What changed


def pieces(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(change.kind, change.old.of(old), change.new.of(new)) for change in differences(old, new)]


def test_differences_are_words_with_their_places_in_both_texts() -> None:
    old = "Moscow said on Tuesday that 17,600 troops had left. Kyiv denied it."
    new = "Moscow said that 15,000 troops had left Rostov. Kyiv denied it."
    assert pieces(old, new) == [
        ("removed", "on Tuesday", ""),
        ("replaced", "17,600", "15,000"),
        ("added", "", "Rostov"),
    ]
    assert pieces(old, old) == []
    assert pieces("", old) == [("added", "", old)] and pieces(old, "") == [("removed", old, "")]


@pytest.mark.parametrize("seed", range(25))
def test_differences_are_in_order_and_what_lies_between_them_is_equal(seed: int) -> None:
    rng = random.Random(seed)
    parts = [sentence(n, rng.randrange(1, 9)) for n in range(rng.randrange(1, 30))]
    changed = [p if rng.random() > 0.3 else sentence(rng.randrange(40), 5) for p in parts if rng.random() > 0.1]
    old, new = (
        rng.choice([" ", "\n"]).join(parts),
        " ".join([*changed, *([sentence(77)] if rng.random() > 0.5 else [])]),
    )
    at_old = at_new = 0
    for change in differences(old, new):
        assert old[at_old : change.old.start].split() == new[at_new : change.new.start].split()
        assert at_old <= change.old.start <= change.old.end and at_new <= change.new.start <= change.new.end
        at_old, at_new = change.old.end, change.new.end
    assert old[at_old:].split() == new[at_new:].split()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" ".join(sentence(n) for n in range(5_000)), " ".join(sentence(n) for n in range(2_000, 7_000))),
        ("yes " * 60_000, "yes no " * 30_000),
        ("Yes. " * 20_000, "No. Yes. " * 10_000),
    ],
)
def test_differences_of_long_texts_take_bounded_time(old: str, new: str) -> None:
    started = time.perf_counter()
    assert differences(old, new)
    assert time.perf_counter() - started < 20


def test_a_sentence_is_still_said_with_another_figure_and_not_when_it_is_gone() -> None:
    later = Wording("Moscow said that 15,000 troops had left the ranges. Kyiv denied it.")
    assert later.holds("Moscow said on Tuesday that 17,600 troops had left.")
    assert not later.holds("A witness counted forty lorries on the road to Donetsk.")
    text = "Kyiv denied it. A witness counted forty lorries on the road to Donetsk. Kyiv denied it."
    alone = said_only_in(text, later)
    assert alone and alone.of(text) == "A witness counted forty lorries on the road to Donetsk."
    assert said_only_in("Kyiv denied it.", later) is None


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: An earlier version of this article gave a wrong figure. It was 15,000.",
        "CORRECTION (Nov. 5, 2014): The number of troops was 15,000.",
        "Clarification, 5 November: the ministry spoke of units.",
        "This article was amended on 5 November 2014 to correct the figure.",
        "This story has been updated.",
        "Update: The ministry has since answered.",
        "Editor’s note: A previous version of this report named another town.",
    ],
)
def test_notices_of_corrections_and_updates_are_recognised(notice: str) -> None:
    text = f"{BODY}\n\n{notice}\n\nRead more of our reports."
    found = notice_in(text)
    assert found and found.of(text) == notice


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The minister wrongly stated that the troops had left.",
        "Editor's note: The writer is a professor of history at Tromsø.",
        "Update: Road closures across the valley on Monday",
        "The correction of the market went on. Updates follow in the spring.",
        "",
    ],
)
def test_reports_about_corrections_are_no_notices(text: str) -> None:
    assert notice_in(text) is None


def test_a_sentence_that_tells_what_was_wrong_is_told_from_others() -> None:
    assert corrects("An earlier version of this article said 17,600.") and not corrects("It is 15,000.")


# Kept in the store


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
