"""Words as the index has them, divided here without asking it."""

from __future__ import annotations

import pytest

from corpus.lexical import bases_held, content_bases, stems
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
