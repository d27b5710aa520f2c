"""A question in a language that the archive hardly has is refused with a hint; others are not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant import Assistant, Outcome
from assistant.language.other_language import asked_in_another
from corpus import Archive
from corpus.archive import writing

GERMAN = {
    "text": "Der Stadtrat hat am Montag beschlossen, die Brücke über den Fluss im kommenden Jahr zu erneuern und dafür"
    " einen Kredit aufzunehmen, wie der Bürgermeister sagte."
}
ENGLISH = {
    "text": "The council decided on Monday that the bridge over the river is to be rebuilt in the next year, and that"
    " the city will take up a loan for it, the mayor said."
}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("¿Cuántas tropas rusas fueron retiradas de Rostov?", "Spanish"),
        ("Wie viele Soldaten zog Russland aus Rostow ab?", "German"),
        ("Кто приказал вывести войска из Ростова?", "Russian"),
    ],
)
def test_a_refusal_says_that_the_archive_is_in_another_language(
    assistant: Assistant, question: str, language: str
) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.NOT_IN_ARCHIVE
    assert f"The question seems to be in {language}, and the archive is mostly in English: ask in that language." in (
        answer.notes
    )


@pytest.mark.parametrize("question", ["Who owns the moon?", "Moon owners", "Who is Emmanuel Macron's père?"])
def test_a_question_in_english_or_of_no_language_has_no_hint(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.statements and not any("ask in that language" in note for note in answer.notes)


def test_each_main_language_of_an_archive_may_be_asked_in(over: Callable[..., Assistant]) -> None:
    assistant = over(GERMAN, ENGLISH)
    with closing(Archive.open(Path(assistant.settings.archive))) as archive:
        assert archive.store.languages() == {"de": 1, "en": 1}
        assert asked_in_another(archive, "Wie viele Soldaten zog Russland aus Rostow ab?") is None
        hint = asked_in_another(archive, "¿Cuántas tropas rusas fueron retiradas?")
    assert hint is not None and "German and English" in hint


def test_an_empty_archive_has_no_language(tmp_path: Path) -> None:
    with writing(tmp_path / "archive", create=True) as store:
        assert store.languages() == {}
