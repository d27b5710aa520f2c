"""Plain errors and plain truths over the samples: what a reader sees at once, a check must see, too."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant, Label
from assistant.language.assertion import denied_stems
from assistant.language.conjuncts import parts
from assistant.language.quantities import numbers

Over = Callable[..., Assistant]
OPEN = Label.NOT_ENOUGH_EVIDENCE


@pytest.mark.parametrize(
    ("claim", "label", "found"),
    [
        ("Leicester have 81 points with two matches left", Label.REFUTED, "77 points"),
        ("Leicester have 77 points", Label.SUPPORTED, "77 points"),
        ("Mogherini called the votes legal and legitimate", Label.REFUTED, "illegal"),
        ("More than 6,000 companies relied on Safe Harbour.", Label.REFUTED, "4,000"),
        ("More than 4,000 companies relied on Safe Harbour.", Label.SUPPORTED, "4,000"),
        ("More than 3,000 companies relied on Safe Harbour.", OPEN, ""),
    ],
)
def test_another_figure_or_the_opposite_in_a_copied_sentence_refutes_it(
    assistant: Assistant, claim: str, label: Label, found: str
) -> None:
    verdict = assistant.check(claim)
    assert verdict.label is label
    assert any(found in check.found for check in verdict.checks)


@pytest.mark.parametrize(
    ("said", "claim", "label"),
    [
        ("At least 205 miners died in Osk.", "At least 301 miners died in Osk.", OPEN),
        ("At least 205 houses in Osk were flooded.", "At least 301 houses in Osk were flooded.", OPEN),
        ("More than 4,000 houses in Osk were flooded.", "More than 4,100 houses in Osk were flooded.", OPEN),
        (
            "Osk Rovers sold the harbour to Vane for $ 1 .",
            "Osk Rovers sold the harbour to Vane for $ 1.7 million.",
            OPEN,
        ),
    ],
)
def test_a_bound_that_may_grow_and_a_figure_that_was_cut_refute_nothing(
    over: Over, said: str, claim: str, label: Label
) -> None:
    assert over({"text": said, "published": "2016-03-01"}).check(claim).label is label


@pytest.mark.parametrize(
    ("claim", "label", "cited"),
    [
        ("On 23 June 2016 Britain voted to leave the European Union by 51.9 percent to 48.1", Label.SUPPORTED, 2),
        ("On 22 June 2016 Britain voted to leave the European Union by 51.9 percent to 48.1", OPEN, 0),
        ("New Horizons passed Pluto in July 2015", Label.SUPPORTED, 1),
        ("New Horizons passed Pluto in June 2015", OPEN, 0),
        ("David Cameron announced that he would resign by October", Label.SUPPORTED, 1),
        ("David Cameron denied that he would resign by October", OPEN, 0),
    ],
)
def test_a_day_may_stand_in_the_sentence_beside_and_telling_has_many_words(
    assistant: Assistant, claim: str, label: Label, cited: int
) -> None:
    verdict = assistant.check(claim)
    assert verdict.label is label or (cited == 0 and verdict.label is not Label.SUPPORTED)
    assert len(verdict.supporting) == cited


def test_the_second_share_of_a_vote_is_a_share_and_what_a_price_rose_to_is_none() -> None:
    assert [n.unit for n in numbers("by 51.9 percent to 48.1")] == ["percent", "percent"]
    assert [n.unit for n in numbers("rose 5 percent to 48")] == ["percent", ""]


def test_a_denial_reaches_over_what_is_told_between_subject_and_verb() -> None:
    denied = denied_stems(
        "He denied that his wife, the former dancer Tatiana Navka, had ever owned an offshore company."
    )
    assert {"own", "offshor"} <= denied


def test_who_denies_is_what_differs_and_not_the_denial(assistant: Assistant) -> None:
    verdict = assistant.check("Tatiana Navka denied owning an offshore company.")
    assert verdict.label is OPEN
    assert "Dmitry Peskov denied it in the archive" in verdict.justification
    assert not any(check.kind == "negation" and not check.ok for check in verdict.checks)
    assert assistant.check("Dmitry Peskov denied that his wife owned an offshore company.").label is Label.SUPPORTED


def test_two_figures_of_one_event_are_supported_by_both_sentences(assistant: Assistant) -> None:
    verdict = assistant.check("Turnout was 72.2 percent, and 17,410,742 people voted to leave.")
    assert verdict.label is Label.SUPPORTED
    assert [part.label for part in verdict.parts] == [Label.SUPPORTED, Label.SUPPORTED]
    assert len({citation.quote for citation in verdict.supporting}) == 2


@pytest.mark.parametrize(
    "claim",
    [
        "Turnout was 72.2 percent, and voters in Scotland have rejected independence.",
        "Turnout was 60 percent, and voters in Scotland have rejected independence.",
    ],
)
def test_a_part_that_names_nothing_counts_only_by_an_article_of_the_rest(assistant: Assistant, claim: str) -> None:
    verdict = assistant.check(claim)
    assert verdict.label is not Label.SUPPORTED
    assert len(parts(claim)) == len(verdict.parts) == 2


def test_a_part_without_a_verdict_is_named_and_has_its_row(assistant: Assistant) -> None:
    verdict = assistant.check("Leicester have 77 points and won at Arsenal.")
    assert verdict.label is OPEN
    assert "settles: “Leicester won at Arsenal.”" in verdict.justification
    assert "Supported: “Leicester have 77 points.”" in verdict.justification
    assert any(check.wanted == "Leicester won at Arsenal." and not check.ok for check in verdict.checks)


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("On 26 October 2022 Holm appointed Vane as harbour master.", OPEN),
        ("On 25 October 2022 Holm appointed Vane as harbour master.", OPEN),
        ("On 24 October 2022 Holm opened the fish market.", Label.SUPPORTED),
        ("Holm appointed Vane as harbour master.", Label.SUPPORTED),
    ],
)
def test_the_day_of_publication_or_of_somebody_elses_act_is_not_the_day_of_an_event(
    over: Over, claim: str, label: Label
) -> None:
    text = (
        "Karl Holm appointed Greta Vane as harbour master. King Osric appointed Vane as mayor on Tuesday.\n"
        "Holm opened the fish market on Monday."
    )
    assert over({"text": text, "published": "2022-10-26"}).check(claim).label is label


@pytest.mark.parametrize(
    ("published", "month", "label"),
    [
        ("2022-10-26", "October 2022", Label.SUPPORTED),
        ("2022-10-26", "September 2022", OPEN),
        ("2022-10-03", "September 2022", Label.SUPPORTED),
    ],
)
def test_a_report_without_a_date_is_of_its_last_week(over: Over, published: str, month: str, label: Label) -> None:
    assistant = over({"text": "Karl Holm appointed Greta Vane as harbour master.", "published": published})
    assert assistant.check(f"In {month} Karl Holm appointed Greta Vane as harbour master.").label is label
