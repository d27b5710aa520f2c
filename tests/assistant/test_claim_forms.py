"""The verdict on a claim, whatever form it comes in: pasted, in capitals, in two sentences, with a pronoun."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant import Assistant, Label
from tests.assistant.conftest import quoting, write

HARBOUR = (
    "Harbour master Karl Holm ordered 17,600 tons of stone from Carlisle in March. He signed the bridge treaty with the"
    " town of Osk in June.\n\nMayor Anna Lindqvist called the harbour a risk. She opened the new fish market in May."
)
GAME = "Osk Rovers beat Carlisle Town in the cup final, and the club earned $3 million from the game on the island."


@pytest.fixture(scope="module")
def over_the_harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with quoting(write(tmp_path_factory.mktemp("harbour"), {"text": HARBOUR}, {"text": GAME})) as opened:
        yield opened


@pytest.mark.parametrize(
    "form",
    ["OSK, Oct. 12 - {}", "BREAKING: {}", "Is it true that {}?", "“{}”", "{} (Reuters)", "{}, Reuters reported"],
)
@pytest.mark.parametrize(("figure", "label"), [("17,600", Label.SUPPORTED), ("7,600", Label.REFUTED)])
def test_a_pasted_claim_is_judged_on_what_it_asserts(
    over_the_harbour: Assistant, form: str, figure: str, label: Label
) -> None:
    said = f"Harbour master Karl Holm ordered {figure} tons of stone from Carlisle in March"
    assert over_the_harbour.check(form.format(said)).label is label


@pytest.mark.parametrize("case", [str.upper, str.lower, str.title])
def test_a_name_is_compared_whatever_its_letters(over_the_harbour: Assistant, case: object) -> None:
    assert callable(case)
    claim = "Harbour master Karl Holm ordered 17,600 tons of stone from {} in March."
    assert over_the_harbour.check(case(claim.format("Carlisle"))).label is Label.SUPPORTED
    assert over_the_harbour.check(case(claim.format("Osk"))).label is not Label.SUPPORTED


def test_two_sentences_are_two_statements_about_one_person(over_the_harbour: Assistant) -> None:
    first = "Karl Holm ordered 17,600 tons of stone from Carlisle."
    whole = over_the_harbour.check(f"{first} He signed the bridge treaty with the town of Osk in June.")
    assert whole.label is Label.SUPPORTED
    assert [part.claim.text for part in whole.parts][1].startswith("Karl Holm signed")
    assert over_the_harbour.check(f"{first} He opened the new fish market in May.").label is not Label.SUPPORTED


def test_he_supports_a_claim_only_about_whom_he_is(over_the_harbour: Assistant) -> None:
    claim = "{} signed the bridge treaty with the town of Osk in June."
    assert over_the_harbour.check(claim.format("Karl Holm")).label is Label.SUPPORTED
    assert over_the_harbour.check(claim.format("Anna Lindqvist")).label is not Label.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("Osk Rovers beat Carlisle Town in the cup final, and the club earned $3 billion.", "$3 million"),
        ("Osk Rovers beat Carlisle Town in the cup final, and the club earned €3 million.", "$3 million"),
        ("Carlisle Town beat Osk Rovers in the cup final.", "the other way round"),
    ],
)
def test_another_unit_and_swapped_roles_are_refuted_and_named(
    over_the_harbour: Assistant, claim: str, found: str
) -> None:
    verdict = over_the_harbour.check(claim)
    assert verdict.label is Label.REFUTED
    assert found in [check.found for check in verdict.checks if not check.ok]


def test_roles_told_the_other_way_round_in_the_passive_are_not_swapped(over_the_harbour: Assistant) -> None:
    assert over_the_harbour.check("Carlisle Town was beaten by Osk Rovers in the cup final.").label is not Label.REFUTED


def test_a_dateline_of_another_day_keeps_a_report_from_supporting(over: Callable[..., Assistant]) -> None:
    assistant = over({"text": "Karl Holm closed the harbour of Osk for repairs on Tuesday.", "published": "2022-10-12"})
    said = "OSK, Oct. {} - Karl Holm closed the harbour of Osk for repairs on Tuesday."
    assert assistant.check(said.format(12)).label is Label.SUPPORTED
    assert assistant.check(said.format(19)).label is Label.NOT_ENOUGH_EVIDENCE


def test_a_dateline_of_another_place_keeps_a_report_from_supporting(over: Callable[..., Assistant]) -> None:
    said = "Karl Holm closed the harbour for repairs that take until June."
    assistant = over({"text": f"BRUSSELS, November 4 (Reuters) - {said}"})
    assert assistant.check(f"BRUSSELS (Reuters) - {said}").label is Label.SUPPORTED
    assert assistant.check(f"MOSCOW (Reuters) - {said}").label is Label.NOT_ENOUGH_EVIDENCE
    assert assistant.check(f"BRUSSELS, November 5 (Reuters) - {said}").label is Label.NOT_ENOUGH_EVIDENCE


def test_what_one_outlet_reported_is_no_support_for_another_having_reported_it(over: Callable[..., Assistant]) -> None:
    assistant = over({"text": "Karl Holm closed the harbour of Osk for repairs on Tuesday, the BBC reported."})
    said = "Karl Holm closed the harbour of Osk for repairs on Tuesday"
    assert assistant.check(f"{said}, BBC News reported.").label is Label.SUPPORTED
    assert assistant.check(f"{said}.").label is Label.SUPPORTED
    assert assistant.check(f"{said}, the Guardian reported.").label is Label.NOT_ENOUGH_EVIDENCE
