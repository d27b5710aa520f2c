"""SQuAD's normalisation, exact match and F1."""

from __future__ import annotations

import pytest

from assistant.evaluation.metrics.squad import contains, exact, normalise, token_f1


def test_normalisation_deletes_case_punctuation_articles_and_spare_space() -> None:
    assert normalise("  The U.S. Navy's\n“Blue  Angels” — an   icon!") == "us navys blue angels icon"


def test_the_article_is_a_word_not_a_part_of_one() -> None:
    assert normalise("Athena and the Anthem") == "athena and anthem"


@pytest.mark.parametrize(
    ("text", "answer", "there"),
    [
        ("It killed 15 people.", "5", False),
        ("It killed 5 people.", "5", True),
        ("a magnitude of 7.8", "7.8", True),  # both become 78
        ("The New York Times said so.", "new york", True),
        ("York is new.", "New York", False),
        ("the, the", "The", False),  # nothing is left of the answer
        ("", "5", False),
    ],
)
def test_an_answer_is_contained_as_whole_words_in_a_row(text: str, answer: str, there: bool) -> None:
    assert contains(text, answer) is there


def test_exact_match_is_after_normalisation() -> None:
    assert exact("The Buffalo Bills.", "Buffalo Bills")
    assert not exact("Buffalo Bills safety", "Buffalo Bills")
    assert not exact("a", "the")  # two empty ones are no match


def test_token_f1_of_a_worked_example() -> None:
    # said: {president, of, russia, vladimir, putin} 5 words; wanted: {vladimir, putin} 2 words; shared 2
    # precision 2/5, recall 2/2, F1 = 2 * 0.4 * 1 / 1.4 = 4/7
    assert token_f1("The president of Russia, Vladimir Putin", "Vladimir Putin") == pytest.approx(4 / 7)


def test_token_f1_counts_a_word_as_often_as_both_have_it() -> None:
    # said: no no no (3), wanted: no no yes (3), shared: no twice; F1 = 2 * 2 / (3 + 3)
    assert token_f1("no no no", "no, no, yes") == pytest.approx(4 / 6)


def test_token_f1_of_nothing_in_common_is_zero() -> None:
    assert token_f1("", "Putin") == token_f1("Shoigu", "Putin") == token_f1("", "") == 0.0
