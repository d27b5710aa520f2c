"""Sentences and passages: exact offsets, nothing lost, nothing cut, for any text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.extract import extract
from corpus.readers import read
from corpus.records import Article, RawPage
from corpus.split import LONGEST_SENTENCE, PASSAGE_CHARACTERS, passages, sentences

PIECES = [
    *"abc ABC .!?,;:\"'“”‘’()[]01\n\n\t",
    *(
        "é",
        "ß",
        "e\u0301",
        "😀",
        "👩‍👩‍👧",
        "ه",
        "中",
        "。",
        "…",
        "\u00a0",
        "\u2028",
        "\u200b",
        "\u202e",
        "\r\n",
        "\x1c",
    ),
    *("Mr. ", "U.S. ", "5 p.m. ", "No. ", "“Go.” ", "... ", "C.\u00a0", "J.\u2028"),
]


def sentence_texts(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def assert_nothing_is_lost(text: str) -> None:
    end = 0
    for span in sentences(text):
        assert span.of(text) and span.of(text).strip() == span.of(text)
        assert not text[end : span.start].strip(), "characters between two sentences"
        assert span.start >= end, "a character in two sentences"
        end = span.end
    assert not text[end:].strip(), "characters after the last sentence"


def assert_passages_are_runs_of_sentences(text: str) -> None:
    found = sentences(text)
    starts, ends = [s.start for s in found], [s.end for s in found]
    covered = 0
    for passage in passages(text):
        first, last = starts.index(passage.start), ends.index(passage.end)
        assert first == covered and last >= first
        assert passage.end - passage.start <= PASSAGE_CHARACTERS or first == last
        covered = last + 1
    assert covered == len(found)


def sample_texts(samples: Path) -> Iterator[str]:
    for page in read(samples):
        article = extract(page) if isinstance(page, RawPage) else page
        if isinstance(article, Article):
            yield article.text


def test_every_character_of_the_samples_is_in_one_sentence_and_one_passage(samples: Path) -> None:
    texts = list(sample_texts(samples))
    assert len(texts) == 24
    for text in texts:
        assert_nothing_is_lost(text)
        assert_passages_are_runs_of_sentences(text)


@pytest.mark.parametrize("seed", range(4))
def test_every_character_of_any_text_is_in_one_sentence_and_one_passage(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(1_000):
        text = "".join(rng.choices(PIECES, k=rng.randint(0, 90)))
        assert_nothing_is_lost(text)
        assert_passages_are_runs_of_sentences(text)


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u2028", "\u3000"])
def test_an_initial_before_an_unusual_space_is_no_trouble(space: str) -> None:
    assert sentence_texts(f"He met George W.{space}Bush. Then he left.")[-1] == "Then he left."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It froze 😀 hard. Café e\u0301t closed.", ["It froze 😀 hard.", "Café e\u0301t closed."]),
        ("Dr. No met Gen. Smith at 5 p.m. Tuesday. He left.", ["Dr. No met Gen. Smith at 5 p.m. Tuesday.", "He left."]),
        ("The U.S. said no. It was Jan. 5.", ["The U.S. said no.", "It was Jan. 5."]),
        ("“We are leaving,” he said. “Now.”", ["“We are leaving,” he said.", "“Now.”"]),
        ("A headline\n\nThe first sentence.", ["A headline", "The first sentence."]),
        ("A line that is\nwrapped in the middle. Next.", ["A line that is\nwrapped in the middle.", "Next."]),
        ("Putin moved 17,600 troops. Why?", ["Putin moved 17,600 troops.", "Why?"]),
        ("", []),
        (" \n\t\u00a0", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentence_texts(text) == expected


@pytest.mark.parametrize(
    "text", ["word " * 4_000, "x" * 20_000, "中文" * 10_000, "😀" * 20_000, "." * 20_000, '"' * 20_000]
)
def test_a_text_without_punctuation_is_cut_into_bearable_pieces(text: str) -> None:
    assert_nothing_is_lost(text)
    assert_passages_are_runs_of_sentences(text)
    assert max(span.end - span.start for span in sentences(text)) <= LONGEST_SENTENCE


def test_a_long_row_of_initials_is_one_sentence_and_takes_no_square_of_its_length() -> None:
    text = "He met " + "A. " * 30_000 + "Smith."
    assert_nothing_is_lost(text)
