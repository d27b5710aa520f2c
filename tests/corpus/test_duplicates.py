"""Stories: the same report is recognised in any dress, and nothing else is taken for it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.duplicates import BANDS, Runs, bands_of, overlap
from corpus.errors import NotFound
from corpus.records import Article, Story
from corpus.store import Added, Store
from tests.corpus.builders import add, an_article

FIRST, SECOND, THIRD = date(2014, 11, 4), date(2014, 11, 5), date(2014, 11, 12)


def report(seed: int, words: int = 400, vocabulary: int = 3_000) -> str:
    """A text of sentences that no other seed shares a run with."""
    rng = random.Random(seed)
    chosen = [f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}w{rng.randrange(vocabulary)}x" for _ in range(words)]
    chosen = ["".join(c if c.isalpha() else "aeiouklmnr"[int(c)] for c in word) for word in chosen]
    return ". ".join(" ".join(chosen[i : i + 12]).capitalize() for i in range(0, words, 12)) + "."


def page(text: str, n: int, *, outlet: str | None = None, title: str = "Troops moved", day: date = FIRST) -> Article:
    return an_article(text, url=f"https://example.org/{n}", outlet=outlet or f"Outlet {n}", title=title, published=day)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path, writable=True, create=True)
    yield opened
    opened.close()


def story(store: Store, article: Article) -> Story:
    found = store.story(article.id)
    assert found is not None
    return found


def ids(found: Story | None) -> set[str]:
    return {member.article_id for member in found.members} if found else set()


REPORT = report(1)
CUT = REPORT[: int(len(REPORT) * 0.6)]


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        CUT,
        f"MOSCOW, November 4 (Reuters) - {REPORT}",
        f"{REPORT}\n\n{report(2, 60)}",
        f"PARIS (AFP) - {CUT}\n\n{report(2, 60)}",
        REPORT.upper().replace(". ", " -\n\n"),
    ],
    ids=["the same", "cut", "another agency line", "a paragraph more", "all at once", "set otherwise"],
)
def test_another_outlets_copy_is_of_the_same_story(store: Store, text: str) -> None:
    original, copy = page(REPORT, 1), page(text, 2, title="Quite another headline", day=SECOND)
    for article in (original, page(report(3), 3), copy):
        add(store, article)
    found = story(store, copy)
    assert (found.original, ids(found)) == (original.id, {original.id, copy.id})
    assert story(store, original) == found
    joined = found.members[1]
    assert joined.similarity > 0.7 and original.id in joined.reason


def test_an_article_that_stands_alone_is_in_no_story_and_an_unknown_one_is_not_found(store: Store) -> None:
    add(store, page(REPORT, 1))
    assert store.story(page(REPORT, 1).id) is None
    with pytest.raises(NotFound):
        store.story("unknown")


def test_a_copy_that_comes_with_a_later_ingest_joins(tmp_path: Path) -> None:
    for n in range(3):
        opened = Store.open(tmp_path, writable=True, create=True)
        add(opened, page(f"City {n}. {REPORT}", n))
        assert len(ids(opened.story(page(f"City {n}. {REPORT}", n).id))) == (n + 1 if n else 0)
        opened.close()


def test_an_article_that_links_two_stories_makes_them_one_and_its_removal_two_again(store: Store) -> None:
    halves = report(1, 300), report(2, 300)
    pages = [page(half, 2 * i + n) for i, half in enumerate(halves) for n in (1, 2)]
    for article in pages:
        add(store, article)
    assert story(store, pages[0]) != story(store, pages[2])
    both = page(f"{halves[0]}\n{halves[1]}", 9)
    add(store, both)
    assert ids(story(store, both)) == {article.id for article in [*pages, both]}
    assert all(article.id in story(store, both).members[-1].reason for article in (pages[0], pages[2]))
    store.remove(article_id=both.id)
    assert [ids(story(store, article)) for article in pages[::2]] == [
        {article.id for article in pages[:2]},
        {article.id for article in pages[2:]},
    ]
    assert store.story_problems() == []


def test_when_the_original_goes_another_is_elected_and_the_last_member_is_alone(store: Store) -> None:
    pages = [page(REPORT, 1, day=SECOND), page(REPORT, 2, day=FIRST), page(CUT, 3, day=THIRD)]
    for article in pages:
        add(store, article)
    assert story(store, pages[0]).original == pages[1].id
    store.remove(article_id=pages[1].id)
    assert story(store, pages[0]).original == pages[0].id
    store.remove(article_id=pages[0].id)
    assert store.story(pages[2].id) is None
    late = page(REPORT, 4)
    add(store, late)
    assert ids(story(store, late)) == {pages[2].id, late.id}
    assert store.story_problems() == []


def test_an_exact_copy_still_finds_copies_after_its_twin_is_gone(store: Store) -> None:
    first, twin = page(REPORT, 1), page(REPORT, 2)
    assert [add(store, first), add(store, twin)] == [Added.NEW, Added.COPY]
    store.remove(article_id=first.id)
    add(store, page(CUT, 3))
    assert ids(store.story(twin.id)) == {twin.id, page(CUT, 3).id}


def test_the_agencys_own_page_is_the_original_even_when_stored_last_and_dated_later(store: Store) -> None:
    credited = page(REPORT, 1)
    credited = replace(credited, source=replace(credited.source, agency="RIA Novosti"))
    own = page(REPORT, 2, outlet="RIA Novosti", day=SECOND)
    add(store, credited)
    add(store, own)
    found = story(store, credited)
    assert (found.original, found.agency) == (own.id, "RIA Novosti")


def test_a_date_corrected_later_changes_the_original(store: Store) -> None:
    first, second = page(REPORT, 1, day=SECOND), page(REPORT, 2, day=THIRD)
    add(store, first)
    add(store, second)
    assert story(store, first).original == first.id
    assert add(store, replace(second, source=replace(second.source, published=FIRST))) is Added.UPDATED
    assert story(store, first).original == second.id


def test_a_day_or_headline_corrected_later_moves_an_article_to_the_story_that_is_its_own_now(store: Store) -> None:
    first = page(REPORT, 1, outlet="Daily", day=FIRST)
    cut = page(CUT, 2, outlet="Daily", day=SECOND)  # the same outlet on another day: a follow-up
    for article in (first, cut):
        add(store, article)
    store.settle()
    assert store.stories() == (0, 0)
    for day, together in ((FIRST, {first.id, cut.id}), (SECOND, set()), (FIRST, {first.id, cut.id})):
        assert add(store, replace(cut, source=replace(cut.source, published=day))) is Added.UPDATED
        store.settle()
        assert ids(store.story(cut.id)) == ids(store.story(first.id)) == together
        assert store.story_problems() == []


def test_a_newer_toll_is_the_same_story_and_the_reason_says_that_figures_differ(store: Store) -> None:
    text = " ".join(f"{report(n, 12)} There {n + 3} people were counted. " for n in range(32))
    newer = text.replace(" 5 people", " 7 people")
    old, new = page(text, 1), page(newer, 2, day=SECOND)
    add(store, old)
    add(store, new)
    assert "3.1% of its figures differ" in story(store, new).members[1].reason


def test_a_form_filled_in_with_other_figures_is_another_report(store: Store) -> None:
    rng = random.Random(5)

    def forecast(day: date) -> str:
        lines = [f"{report(n, 16)} {rng.randrange(99)} degrees and {rng.randrange(99)} mm." for n in range(20)]
        return f"Weather for {day}. " + " ".join(lines)

    pages = [page(forecast(date(2014, 11, day)), day, outlet="Weather" if day % 2 else None) for day in range(1, 8)]
    for article in pages:
        add(store, article)
    assert store.stories() == (0, 0)


def test_the_next_state_of_a_live_page_and_a_follow_up_are_other_reports(store: Store) -> None:
    entries = [report(n, 80) for n in range(10)]
    states = [" ".join(reversed(entries[:n])) for n in (6, 8, 10)]
    same_address = [an_article(text, outlet="CNN", title="Live") for text in states]
    next_days = [page(text, n, outlet="Other", day=date(2015, 1, 1 + n)) for n, text in enumerate(states)]
    for article in same_address:
        add(store, article)
    assert store.stories() == (0, 0)
    for article in next_days:
        add(store, article)
    assert all(len({article.id for article in same_address} & ids(store.story(a.id))) >= 1 for a in next_days)


def test_reports_that_share_a_background_are_not_one(store: Store) -> None:
    background = report(1, 200)
    for n in range(4):
        add(store, page(f"{report(n + 2, 200)} {background}", n))
    assert store.stories() == (0, 0)


NOTICE = "Please enable cookies and scripts to go on reading. " + report(8, 60)


def test_a_notice_under_many_headlines_is_no_story(store: Store) -> None:
    for n in range(5):
        add(store, page("Subscribe to go on reading this page.", n, title=f"Headline {n}"))
        add(store, page(NOTICE, 10 + n, outlet="Daily", title=f"Headline {n}"))
        add(store, page(f"{NOTICE} See {n}.", 20 + n, outlet="Daily", title=f"Story {n}"))
    assert store.stories() == (0, 0)


@pytest.mark.parametrize(
    "text", ["", "   ", "😀 😀", "One. Two.", "yes " * 500, "1 2 3 4 5 6 7", "\u200b", "# - *" * 50]
)
def test_texts_with_hardly_a_word_are_taken_and_in_no_story(store: Store, text: str) -> None:
    for n in range(3):
        add(store, page(f"{text}{'!' * n}", n, title=f"Headline {n}"))
    assert store.stories() == (0, 0)


CHINESE = "俄罗斯国防部星期二表示部队已从边境撤回驻地北约说没有看到撤军的证据莫斯科否认这一说法并称这些指责毫无根据"
OTHER_CHINESE = "世界卫生组织今天宣布新的疫苗在三个国家开始接种专家认为这将大大降低儿童的死亡率当地医院准备了足够的药品"


def test_scripts_without_spaces_are_compared_letter_by_letter(store: Store) -> None:
    original, copy, other = page(CHINESE, 1), page(f"新华社电。{CHINESE[:40]}", 2), page(OTHER_CHINESE, 3)
    for article in (original, copy, other):
        add(store, article)
    assert ids(store.story(copy.id)) == {original.id, copy.id}
    assert store.story(other.id) is None


def test_words_in_other_scripts_are_whole_words() -> None:
    assert len(Runs("क्या हाल है मेरे दोस्त आज")) == 2
    assert len(Runs("Где были войска во вторник")) == 1
    assert len(Runs("ثقة في أن القوات غادرت")) == 1


def test_the_keys_are_the_same_in_every_process_because_they_are_stored() -> None:
    keys = bands_of(Runs("NATO said on Tuesday that 17,600 troops had moved away from the border near Rostov."))
    assert len(keys) == BANDS
    assert keys[:2] == [3817654913666807999, 2412070524316301476]


def test_an_overlap_is_told_of_both_texts_and_counts_changed_figures() -> None:
    shared = overlap(Runs(REPORT), Runs(CUT))
    assert shared.of_shorter > 0.99 and 0.55 < shared.of_longer < 0.65 and shared.figures == 0
    changed = overlap(Runs("in May 12 people came there"), Runs("In May, 13 people came there!"))
    assert (changed.of_shorter, changed.figures, changed.figures_changed) == (0, 2, 2)
    assert overlap(Runs(""), Runs("")).of_shorter == 0


def test_forty_copies_are_one_story_and_making_it_anew_gives_the_same(store: Store) -> None:
    pages = [page(f"City {n}. {REPORT if n % 3 else CUT}", n) for n in range(40)]
    for article in pages:
        add(store, article)
    before = story(store, pages[0])
    assert len(before.members) == 40
    store.regroup_stories()
    assert story(store, pages[0]) == before
    assert store.story_problems() == []
    assert store.stories_by_article([a.id for a in pages] + ["x"]).keys() == {a.id for a in pages}


def test_a_copy_is_found_whether_its_original_is_still_in_the_log_or_moved_to_the_table(tmp_path: Path) -> None:
    original, first, second, third = (
        page(text, n) for n, text in enumerate((REPORT, f"A. {REPORT}", f"B. {REPORT}", f"C. {REPORT}"))
    )
    writer = Store.open(tmp_path, writable=True, create=True)
    add(writer, original)
    add(writer, first)
    writer.close()  # as if killed: the log was not moved
    writer = Store.open(tmp_path, writable=True)
    add(writer, second)
    assert writer.story_problems() == []
    writer.settle()
    add(writer, third)
    assert writer.story_problems() == []
    assert ids(writer.story(original.id)) == {original.id, first.id, second.id, third.id}
    writer.remove(article_id=second.id)
    assert writer.story_problems() == []
    assert ids(writer.story(original.id)) == {original.id, first.id, third.id}
    writer.close()
