"""Searches by people who type anything: what is found is exact, and what cannot be used is refused in one line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant, InvalidQuestion
from tests.assistant.conftest import quoting, write

ARTICLES = (
    {"text": "The Norwegian troops trained near Tromsø in winter.", "published": "2014-02-01", "title": "Training"},
    {"text": "أعلنت وزارة الدفاع سحب القوات الروسية من الحدود يوم الاثنين.", "published": "2014-11-03"},
    {"text": "שר האוצר הודיע על קיצוץ בתקציב הביטחון ביום שלישי.", "published": "2014-11-04"},
    {"text": "To be, or not to be, that is the question that he asked.", "published": "2014-11-05"},
)
WORDS_ONLY = "troops trained near Tromsø"


@pytest.fixture(scope="module")
def archived_oddities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with quoting(write(tmp_path_factory.mktemp("hostile"), *ARTICLES)) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "query",
    [
        f"'; DROP TABLE articles; -- {WORDS_ONLY}",
        f'" OR 1=1 UNION SELECT text FROM articles WHERE "{WORDS_ONLY}',
        f"title:[a TO b] body:(trained^9 AND NOT near~2 {WORDS_ONLY}",
        f"({WORDS_ONLY} *?\\ +- && || ~",
        f"\u202e{WORDS_ONLY}\u202c",
        f"\x00\x1b[2J{WORDS_ONLY}\ud800",
        f"{WORDS_ONLY} " * 100,
        f"{'the of and ' * 200}{WORDS_ONLY}",
        f"“{WORDS_ONLY}",
    ],
    ids=[
        "sql",
        "union",
        "operators",
        "brackets",
        "override",
        "controls",
        "repeated",
        "stop words around",
        "half quoted",
    ],
)
def test_whatever_stands_around_the_words_they_are_found(archived_oddities: Assistant, query: str) -> None:
    first = archived_oddities.search(query, asked_on="2014-11-05")[0]
    assert first.passage.source.title == "Training"
    article = archived_oddities.article(first.passage.article_id)
    assert article.text[first.passage.start : first.passage.end] == first.passage.text
    assert archived_oddities.coverage().articles == len(ARTICLES)


@pytest.mark.parametrize(
    ("query", "holds"),
    [("سحب القوات الروسية", "القوات"), ("קיצוץ בתקציב הביטחון", "בתקציב"), ("to be or not to be", "To be, or not")],
    ids=["arabic", "hebrew", "stop words only"],
)
def test_words_from_right_to_left_and_words_that_say_little_are_searched_too(
    archived_oddities: Assistant, query: str, holds: str
) -> None:
    found = archived_oddities.search(query, asked_on="2014-11-05")
    assert holds in found[0].passage.text
    assert all(0 <= item.score <= 1 for item in found)


@pytest.mark.parametrize("query", ["", " \n", "?!.,;:—…", "\u202e\u202c", "😀", "--", "()"])
def test_a_query_without_a_word_is_refused_in_one_line(archived_oddities: Assistant, query: str) -> None:
    with pytest.raises(InvalidQuestion, match=r"^the query is empty[^\n]*$"):
        archived_oddities.search(query)


@pytest.mark.parametrize("query", ["a" * 100_000, "troops " * 15_000, "?" * 100_000 + "a", "“x” " * 25_000])
def test_a_query_of_a_hundred_thousand_characters_is_refused_in_one_line(
    archived_oddities: Assistant, query: str
) -> None:
    with pytest.raises(InvalidQuestion, match=r"^the question has [^\n]*$"):
        archived_oddities.search(query)


def test_the_longest_query_that_is_read_finds_what_its_words_are_in(archived_oddities: Assistant) -> None:
    query = f"{WORDS_ONLY} " + " ".join(f"w{number}" for number in range(700))
    assert archived_oddities.search(query[:4_000])[0].passage.source.title == "Training"


@pytest.mark.parametrize(
    "cut",
    [
        {"as_of": "2013-01-01"},
        {"published_from": "2020-01-01"},
        {"published_to": "1999-12-31"},
        {"outlets": ["' OR '1'='1"]},
        {"outlets": ["*"]},
    ],
)
def test_a_filter_that_matches_nothing_finds_nothing(archived_oddities: Assistant, cut: dict[str, object]) -> None:
    found, coverage = archived_oddities.search_with_coverage(WORDS_ONLY, **cut)
    assert (found, coverage.articles, coverage.articles_in_archive) == ([], 0, len(ARTICLES))
