"""Exactness of quotes, and ALCE's citation recall and precision."""

from __future__ import annotations

import pytest

from assistant.evaluation.metrics.citations import METRICS
from assistant.evaluation.metrics.lexical_support import carries
from assistant.evaluation.outputs import Said
from tests.evaluation.metrics.builders import (
    PUTIN,
    SHOIGU,
    answer,
    cited,
    claim,
    failure,
    question,
    refusal,
    values,
    verdict,
)

NOISE = "It rained in Moscow."


def test_a_quote_shifted_by_one_character_is_not_exact() -> None:
    article = f"MOSCOW. {PUTIN}"
    shifted = cited(2, PUTIN, found=article[7 : 7 + len(PUTIN)])
    assert values(METRICS, question(), answer("x", citations=(cited(1, PUTIN), shifted)))["exact"] == 1 / 2
    got = values(METRICS, claim(), verdict(supporting=(cited(1, PUTIN),), refuting=(shifted, shifted)))
    assert got == {"claims-exact": pytest.approx(1 / 3)}


def test_exactness_names_the_first_quote_that_is_not_there() -> None:
    score = METRICS[0].score(question(), answer("x", citations=(cited(4, "abc", found="bcd"),)))
    assert score is not None
    assert score.reason == "[4] is not what stands at 0-3"


@pytest.mark.parametrize("output", [refusal(), failure()])
def test_nothing_said_and_nothing_cited_has_no_citation_scores(output: object) -> None:
    assert values(METRICS, question(), output) == {}
    assert values(METRICS, claim(), verdict()) == {}


def test_alce_by_the_verifier() -> None:
    statements = (
        # recalled together; 1 carries alone: precise; 2 does not, and 1 carries without it: irrelevant
        Said(text="s1", citations=(1, 2), supported=True, supported_by=(True, False), supported_without=(False, True)),
        # recalled only together: both needed, both precise
        Said(text="s2", citations=(1, 2), supported=True, supported_by=(False, False), supported_without=(False,) * 2),
        # not recalled: nothing it cites is precise
        Said(text="s3", citations=(2,), supported=False, supported_by=(True,), supported_without=(False,)),
        Said(text="s4"),
    )
    got = values(METRICS, question(), answer(*statements, citations=(cited(1, PUTIN), cited(2, NOISE))))
    assert got["recall-verifier"] == 2 / 4  # s1, s2 of four
    assert got["precision-verifier"] == pytest.approx(3 / 5)  # 1, 0; 1, 1; 0
    assert got["uncited"] == 1.0  # s4


def test_a_single_citation_needs_no_second_opinion() -> None:
    got = values(
        METRICS, question(), answer(Said(text="s", citations=(1,), supported=True), citations=(cited(1, "q"),))
    )
    assert got["recall-verifier"] == got["precision-verifier"] == 1.0


def test_scores_by_the_verifier_do_not_apply_when_nobody_asked_it() -> None:
    output = answer(Said(text=PUTIN, citations=(1,)), citations=(cited(1, PUTIN),))
    got = values(METRICS, question(), output)
    assert "recall-verifier" not in got
    assert "precision-verifier" not in got
    assert got["recall-lexical"] == 1.0
    several = answer(Said(text="s", citations=(1, 2), supported=True), citations=(cited(1, "q"), cited(2, "r")))
    assert "precision-verifier" not in values(METRICS, question(), several)


def test_alce_by_words() -> None:
    statements = (
        Said(text=PUTIN, citations=(1, 2)),  # 1 carries it alone, 2 is noise and 1 is enough without it
        Said(text="Putin ordered, Shoigu begins the withdrawal.", citations=(1, 3)),
        Said(text=PUTIN, citations=(2,)),  # not carried
    )
    # The second statement's content words: putin ordered shoigu begins withdrawal (5), at least 3.5 needed.
    # [1] has putin ordered withdrawal (3), [3] has shoigu withdrawal (2), together 4: both are needed.
    output = answer(*statements, citations=(cited(1, PUTIN), cited(2, NOISE), cited(3, SHOIGU)))
    got = values(METRICS, question(), output)
    assert got["recall-lexical"] == pytest.approx(2 / 3)
    assert got["precision-lexical"] == pytest.approx(3 / 5)  # 1, 0; 1, 1; 0


def test_without_citations_recall_is_zero_and_precision_does_not_exist() -> None:
    got = values(METRICS, question(), answer("Putin did.", "Then it rained."))
    assert got == {"recall-verifier": 0.0, "recall-lexical": 0.0, "uncited": 2.0}


def test_a_number_that_names_no_citation_is_not_precise() -> None:
    said = Said(text=PUTIN, citations=(1, 9), supported=True, supported_by=(True, True), supported_without=(True, True))
    got = values(METRICS, question(), answer(said, citations=(cited(1, PUTIN),)))
    assert got["precision-verifier"] == got["precision-lexical"] == 1 / 2
    nowhere = values(METRICS, question(), answer(Said(text=PUTIN, citations=(9,), supported=True)))
    assert (nowhere["recall-verifier"], nowhere["precision-verifier"], nowhere["uncited"]) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize(
    ("quotes", "statement", "carried"),
    [
        ((PUTIN,), "Putin ordered 17600 troops.", True),  # a thousands separator does not matter
        ((PUTIN,), "Putin ordered 17,000 troops.", False),  # every number must be there
        ((PUTIN,), "Putin ordered the troops and ships.", True),  # 3 of 4 words, 2.8 needed
        ((PUTIN,), "Putin ordered ships home.", False),  # 2 of 4 words
        (("Putin spoke.", "17,600 troops left."), "Putin: 17,600 troops", True),  # together
        ((PUTIN,), "17,600", True),
        ((PUTIN,), "On the, of it.", False),  # grammar only: "of" and "it" are not there
        ((PUTIN,), "...", False),
        ((), "Putin", False),
    ],
)
def test_the_lexical_test_wants_every_number_and_most_words(
    quotes: tuple[str, ...], statement: str, carried: bool
) -> None:
    assert carries(quotes, statement) is carried
