"""What an answer must say beside being of the right kind: the deed, the rank, the day by which."""

from __future__ import annotations

from datetime import date

import pytest

from assistant import Assistant, Outcome
from assistant.questions.answer_fit import fit
from assistant.questions.expectation import Kind, expectation
from assistant.questions.particulars import deed_counted, deed_suffered, rank_asked, says_deed, says_rank

DAY = date(2014, 11, 4)
ANSWERED = (Outcome.ANSWERED, Outcome.CONTESTED)


def fits(question: str, sentence: str) -> bool:
    return fit(expectation(question), sentence, DAY) > 0.1


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        ("How many people were detained at the march?", "Police arrested 120 people.", "Some 5,000 people marched."),
        ("How many people are still missing?", "Some 1,000 people are unaccounted for.", "At least 96 people died."),
        ("How many miners have been rescued?", "Helpers saved 40 of the miners.", "At least 205 miners have died."),
        ("How many miners were killed?", "The death toll is 301.", "There were 787 miners in the mine."),
        ("Who is blamed for the fire?", "Unions put the blame on Soma Holding.", "Taner Yildiz spoke of 301 dead."),
        ("Who was arrested over the leak?", "Police detained Igor Orlov.", "The documents are of Mossack Fonseca."),
        ("By what date must they leave?", "They have until Friday to go.", "The order was given on Sunday."),
        ("By when is it to be complete?", "It is due in October.", "It began on October 12."),
    ],
)
def test_an_answer_says_the_very_thing_that_is_asked(question: str, told: str, not_told: str) -> None:
    assert fits(question, told)
    assert not fits(question, not_told)


@pytest.mark.parametrize(
    "question",
    ["How many felony counts was Trump charged with?", "How many people took part?", "How many cases were there?"],
)
def test_what_is_counted_need_not_have_suffered_anything(question: str) -> None:
    assert deed_counted(question) == frozenset()


@pytest.mark.parametrize("question", ["Who accused Moscow?", "Who won?", "Who was in the car?"])
def test_who_did_something_did_not_suffer_it(question: str) -> None:
    assert deed_suffered(question) == frozenset()


@pytest.mark.parametrize("question", ["Which general election was it?", "Who commanded them?", "Which judges ruled?"])
def test_no_rank_is_asked_for(question: str) -> None:
    assert rank_asked(question) is None


def test_a_rank_is_asked_for_as_a_person_and_told_in_full_or_short() -> None:
    assert expectation("Which general commanded the troops?").kind is Kind.PERSON
    assert says_rank("general", "Gen. Mark Milley commanded them.")
    assert says_rank("lawyer", "Her attorney, Jan Holm, appealed.")
    assert not says_rank("judge", "The Court of Justice ruled.")


@pytest.mark.parametrize(
    ("question", "asked_on"),
    [
        ("Which general placed Mugabe under house arrest?", "2017-11-22"),
        ("Which judge read out the Safe Harbour ruling?", "2015-10-07"),
        ("Which engineer disputed the first theory about the Soma fire?", "2014-05-20"),
        ("By what date must Britain invoke Article 50?", "2016-06-25"),
        ("By what date are the flood defences in Cumbria to be rebuilt?", "2015-12-08"),
        ("How many people were arrested at the Moscow peace march?", "2014-09-22"),
        ("How many people were evacuated from their homes in Cumbria?", "2015-12-08"),
        ("How many miners were rescued from the Soma mine?", "2014-05-20"),
        ("Who is blamed for the Soma mine fire?", "2014-05-20"),
        ("Who is blamed for the flooding in Cumbria?", "2015-12-08"),
        ("Who was arrested over the leak of the Mossack Fonseca documents?", "2016-04-05"),
    ],
)
def test_what_the_archive_does_not_say_is_not_answered_with_what_is_near_to_it(
    assistant: Assistant, question: str, asked_on: str
) -> None:
    assert assistant.ask(question, asked_on=asked_on).outcome not in ANSWERED


@pytest.mark.parametrize(
    ("question", "asked_on", "told"),
    [
        ("Which minister announced the final death toll of the Soma mine?", "2014-05-20", "Yildiz"),
        ("By when did ZANU-PF tell Mugabe to go?", "2017-11-22", "noon on Monday"),
        ("By when did Cameron say that he would resign?", "2016-06-25", "by October"),
        ("How many miners were killed in the gas explosion near Zonguldak in 1992?", "2014-05-15", "263"),
        ("Who is accused of helping the separatists in eastern Ukraine?", "2014-11-05", "accused Moscow"),
    ],
)
def test_what_it_says_is_answered(assistant: Assistant, question: str, asked_on: str, told: str) -> None:
    answer = assistant.ask(question, asked_on=asked_on)
    assert answer.outcome in ANSWERED
    assert any(told in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "deed"),
    [
        ("How many soldiers did the blast kill?", "kill"),
        ("How many people has the war in the east killed?", "dead"),
        ("How many people did police arrest on Sunday?", "detain"),
        ("How many injuries were there?", "hurt"),
        ("How many deaths has the storm caused?", "toll"),
    ],
)
def test_a_deed_is_asked_for_by_who_did_it_or_as_a_thing_too(question: str, deed: str) -> None:
    assert says_deed(deed_counted(question), deed)


@pytest.mark.parametrize(
    "question",
    [
        "How many homes were destroyed in the storm that killed the mayor?",
        "How many seats did the jailed leader's party get?",
        "How many people were aboard the plane that was to rescue them?",
    ],
)
def test_a_deed_told_beside_the_question_is_not_counted(question: str) -> None:
    assert deed_counted(question) == frozenset()
