"""Versions of an article: found by address and words."""

from __future__ import annotations

import pytest

from corpus.versions import address_of, same_article
from tests.corpus.changed_pages import BODY, CHANGED, GROWN, OTHER, sentence

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
