"""Words as the index has them, divided here without asking it."""

from __future__ import annotations

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

from corpus.bases import bases_held, content_bases, start_of_forms
from corpus.inflections import FAMILIES
from corpus.stemming import base_stem, forms_of, stem_of, stems, terms_of
from corpus.terms import joined_words

TEXTS = [
    "Russia’s 17,600 troops “froze” – near St. Petersburg’s U.S.-built bridge—in 2014.",
    "It's the dog's bone; the dogs' bones, 'tis said, weren't 1,000.5 metres away_from here.",
    "Café Ünïcödé in São Paulo: naïve coöperation costs €5 and 3½ hours.",
    "١٧ القوات الروسية and 部队 in one line",
    "\x1c\x1f tabs\tand\vodd\x0bspaces\u00a0of 12\u00a0000 kinds\u2028here",
    "",
    "___ -- ...",
    "• £17,600 and 5€ – that’s 20°C… in the U.S.…and U.S.…A.B. ► a−b ▾ no",
]


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_divided_as_the_index_divides_them(text: str) -> None:
    assert [stem for word in joined_words(text).split() for stem in stems(word)] == stems(text)


def test_what_is_indexed_of_an_article_are_the_stems_by_which_each_of_its_texts_is_found() -> None:
    texts = [*TEXTS, "A break \x1e inside the U.", "S. and 1,", "000 of it", "word" * 20, "İbrahim Özkan’s"]
    found = terms_of("Russia’s 17,600", texts)
    assert found.title == "russia 17600"
    assert [terms.split() for terms in found.passages] == [stems(text) for text in texts]
    assert terms_of("", []) == ("", [])


@pytest.mark.parametrize("text", TEXTS)
def test_the_marks_of_print_divide_like_those_of_a_typewriter(text: str) -> None:
    plain = text.translate(str.maketrans("’“”–—", '\'""--'))
    assert joined_words(text).split() == joined_words(plain).split()


def test_a_word_is_held_in_any_of_its_forms_and_only_if_it_was_asked_for() -> None:
    wanted = frozenset({"freez", "troop", "rostov"})
    assert bases_held(["The troops’ talks froze.", "", "To Rostov."], wanted) == [{"freez", "troop"}, set(), {"rostov"}]
    assert bases_held([], wanted) == []


@pytest.mark.parametrize(
    "word",
    "hoping relational relation vietnamization hesitancy conformably ability responsibility nobility happy dying lying"
    " tied vying skies skis idly early only agreed controlled generations sensitivities news howe a i is".split(),
)
def test_a_word_begins_as_the_forms_of_its_stem_do(word: str) -> None:
    assert word.startswith(start_of_forms(stem_of(word)))


def test_every_word_of_the_news_begins_as_the_forms_of_its_stem_do(shared_data: Path) -> None:
    met: set[str] = set()
    with gzip.open(shared_data / "realtimeqa" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in islice(lines, 500):
            met.update(joined_words(json.loads(line)["text"]).split())
    ascii_words = list(filter(str.isascii, met))
    assert len(ascii_words) > 10_000
    assert [word for word in ascii_words if not word.startswith(start_of_forms(stem_of(word)))] == []


def test_every_irregular_form_leads_to_a_base_that_leads_to_it() -> None:
    met = {stem for family in FAMILIES for word in family for stem in stems(word)}
    assert [stem for stem in met if stem not in forms_of(base_stem(stem))] == []


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_held_is_what_the_words_of_the_text_say(text: str) -> None:
    bases = {base_stem(stem) for stem in stems(text)}
    assert bases_held([text], frozenset({*bases, "elsewhere"})) == [bases]


def test_texts_looked_through_together_hold_what_each_of_them_does() -> None:
    wanted = frozenset({base_stem(stem) for text in TEXTS for stem in stems(text)})
    odd = ["", "\x1e", "one\x1ein it", "ends on 17,", "000 begins", "U.", "S. troops", "the ministry'", "s words"]
    texts = [*TEXTS, *odd, *TEXTS]
    assert bases_held(texts, wanted) == [held for text in texts for held in bases_held([text], wanted)]


def test_stop_words_count_only_where_nothing_else_stands() -> None:
    assert content_bases("to be or not to be") == content_bases("not to be or to be") != set()
    assert content_bases("to be a troop") == {"troop"}
