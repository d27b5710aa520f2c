"""Words as the index has them, divided here without asking it."""

from __future__ import annotations

import pytest

from corpus.stemming import bases_held, content_bases, stems, terms_of
from corpus.terms import words

TEXTS = [
    "Russia’s 17,600 troops “froze” – near St. Petersburg’s U.S.-built bridge—in 2014.",
    "It's the dog's bone; the dogs' bones, 'tis said, weren't 1,000.5 metres away_from here.",
    "Café Ünïcödé in São Paulo: naïve coöperation costs €5 and 3½ hours.",
    "١٧ القوات الروسية and 部队 in one line",
    "\x1c\x1f tabs\tand\vodd\x0bspaces\u00a0of 12\u00a0000 kinds\u2028here",
    "",
    "___ -- ...",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_divided_as_the_index_divides_them(text: str) -> None:
    assert [stem for word in words(text) for stem in stems(word)] == stems(text)


def test_what_is_indexed_of_an_article_are_the_stems_by_which_each_of_its_texts_is_found() -> None:
    texts = [*TEXTS, "A break \x1e inside the U.", "S. and 1,", "000 of it", "word" * 20, "İbrahim Özkan’s"]
    found = terms_of("Russia’s 17,600", texts)
    assert found.title == "russia 17600"
    assert [terms.split() for terms in found.passages] == [stems(text) for text in texts]
    assert terms_of("", []) == ("", [])


@pytest.mark.parametrize("text", TEXTS)
def test_the_marks_of_print_divide_like_those_of_a_typewriter(text: str) -> None:
    plain = text.translate(str.maketrans("’“”–—", '\'""--'))
    assert words(text) == words(plain)


def test_a_word_is_held_in_any_of_its_forms_and_only_if_it_was_asked_for() -> None:
    wanted = frozenset({"freez", "troop", "rostov"})
    assert bases_held("The troops’ talks froze.", wanted) == {"freez", "troop"}
    assert bases_held("", wanted) == frozenset()


def test_stop_words_count_only_where_nothing_else_stands() -> None:
    assert content_bases("to be or not to be") == content_bases("not to be or to be") != set()
    assert content_bases("to be a troop") == {"troop"}
