"""Whom a quote means by "he", and who speaks in it."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.language.he_said import person_meant, pronoun, speaker_of
from assistant.saved.stored_answer import answer_from
from assistant.ui.answer import quote_html

SPOKESMAN = "Kremlin spokesman Ove Lund spoke of a plot."


@pytest.mark.parametrize(
    ("sentence", "before", "person"),
    [
        ("He denied everything.", [SPOKESMAN], "Ove Lund"),
        ("He denied everything.", [SPOKESMAN, "It was raining that day."], "Ove Lund"),
        ('"We landed twice," he said.', ["Ove Lund, the manager, told reporters of the data."], "Ove Lund"),
        ("She denied everything.", [f"{SPOKESMAN} It was on his birthday."], ""),
        ("He denied everything.", ["Ove Lund met Tom Holm on Monday."], ""),
        ("He denied everything.", ["The letter was read to Ove Lund."], ""),
        ("She scored twice.", ["The Osk Rovers are champions."], ""),
        ("He denied everything.", [], ""),
        ("The manager left.", [SPOKESMAN], ""),
    ],
)
def test_a_pronoun_is_whom_one_reading_of_what_stands_before_leaves(
    sentence: str, before: list[str], person: str
) -> None:
    assert person_meant(sentence, before) == person


def test_a_pronoun_speaks_only_where_it_says_something() -> None:
    assert speaker_of("He denied everything.", [SPOKESMAN]) == "Ove Lund"
    assert speaker_of('"We landed," he said.', [SPOKESMAN]) == "Ove Lund"
    assert speaker_of("He was appointed last July.", [SPOKESMAN]) is None
    assert speaker_of("He was ill, the ministry said.", [SPOKESMAN]) == "the ministry"
    assert pronoun("The dog barked, but he slept.") == ""


def test_whoever_speaks_of_something_is_its_speaker() -> None:
    assert speaker_of(SPOKESMAN, []) == "Kremlin spokesman Ove Lund"


def test_an_answer_that_begins_with_he_says_who_that_is(assistant: Assistant) -> None:
    answer = assistant.ask("Who is Tatiana Navka?")
    (citation,) = answer.citations
    assert citation.speaker == "Dmitry Peskov" and citation.meant == (("He", "Dmitry Peskov"),)
    assert answer.statements[0].text.endswith("offshore company.” (He: Dmitry Peskov)")
    assert answer.to_dict()["citations"][0]["meant"] == [{"as_written": "He", "person": "Dmitry Peskov"}]
    assert assistant.article(citation.article_id).text[citation.start : citation.end] == citation.quote


def test_he_said_behind_a_quotation_is_the_one_who_was_speaking(assistant: Assistant) -> None:
    cited = {citation.quote: citation.speaker for citation in assistant.ask("Did Philae land twice?").citations}
    assert cited['"Maybe today we didn\'t just land once, we landed twice," he said.'] == "Stephan Ulamec"


def test_the_page_and_an_export_tell_it_and_an_older_answer_is_still_read(assistant: Assistant) -> None:
    answer = assistant.ask("Who is Tatiana Navka?")
    assert "“He” is Dmitry Peskov" in quote_html(answer.citations[0], lambda *parts: "-".join(map(str, parts)))
    document = answer.to_dict()
    assert answer_from(document).to_dict() == document
    for citation in document["citations"]:
        del citation["meant"]
    assert answer_from(document).citations[0].meant == ()
