"""What the archive says for and against a claim, and which sentences of a draft are worth checking."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from assistant import Assistant, InvalidQuestion, Label
from assistant.claims.checkable import checkable, unsettled

Over = Callable[..., Assistant]


@pytest.mark.parametrize(
    ("claim", "asked_on", "label"),
    [
        ("Putin ordered the withdrawal of 17,600 servicemen from the Rostov Region.", "2014-10-20", Label.SUPPORTED),
        ("Putin ordered the withdrawal of 16,700 servicemen from the Rostov Region.", "2014-10-20", Label.REFUTED),
        ("Britain voted to remain in the European Union by 51.9 percent.", "2016-07-01", Label.REFUTED),
        ("The pound fell to its highest level since 1985.", "2016-07-01", Label.REFUTED),
        ("Emmerson Mnangagwa dismissed Mugabe.", "2017-11-22", Label.REFUTED),
        ("In Soma 301 miners died.", "2014-06-01", Label.NOT_ENOUGH_EVIDENCE),
        ("301 people died in the Soma mine disaster.", "2014-06-01", Label.NOT_ENOUGH_EVIDENCE),
        ("Britain voted to leave the European Union by 51.9 percent.", "2016-07-01", Label.SUPPORTED),
        ("Mossack Fonseca admitted wrongdoing.", "2016-04-05", Label.REFUTED),
        ("Russia has denied sending soldiers to eastern Ukraine.", "2014-11-05", Label.SUPPORTED),
        ("NATO counted 300 tanks near the Ukrainian border in November 2014.", "2014-11-10", Label.NOT_ENOUGH_EVIDENCE),
        ("Germany won the 2014 FIFA World Cup.", "2014-11-10", Label.NOT_ENOUGH_EVIDENCE),
    ],
)
def test_a_claim_is_judged_by_figures_denials_and_words(
    assistant: Assistant, claim: str, asked_on: str, label: Label
) -> None:
    verdict = assistant.check(claim, asked_on=asked_on)
    assert verdict.label is label
    assert bool(verdict.supporting) == (label is Label.SUPPORTED)
    assert bool(verdict.refuting) == (label is Label.REFUTED)


@pytest.mark.parametrize(
    ("claim", "what"),
    [
        ("Did Putin order the withdrawal of 17,600 servicemen from the Rostov Region?", "a question"),
        ("Who ordered the withdrawal of 17,600 servicemen?", "a question"),
        ("Britain should leave the European Union.", "an opinion"),
        ("I believe that Britain voted to leave the European Union.", "an opinion"),
        ("It is shameful that Britain voted to leave the European Union.", "an opinion"),
        ("Britain should leave the European Union, and Mugabe deserves to resign in Zimbabwe.", "an opinion"),
    ],
)
def test_a_question_or_an_opinion_gets_no_verdict_but_what_was_found(
    assistant: Assistant, claim: str, what: str
) -> None:
    verdict = assistant.check(claim)
    assert verdict.label is Label.NOT_ENOUGH_EVIDENCE and verdict.justification.startswith(f"This is {what}")
    assert verdict.closest and not verdict.supporting and not verdict.refuting and not verdict.parts


@pytest.mark.parametrize(
    "claim",
    [
        "The court ruled that Britain should pay, Anna Berg said.",
        "“Britain should leave,” Anna Berg said.",
        "Osk won the award for the best film.",
        "I think 52 percent voted to leave.",
    ],
)
def test_what_somebody_is_said_to_think_and_what_has_a_figure_is_judged(claim: str) -> None:
    assert unsettled(claim) is None


def test_a_refutation_says_what_differs(assistant: Assistant) -> None:
    verdict = assistant.check("Putin ordered the withdrawal of 16,700 servicemen from the Rostov Region.")
    assert "16,700 in the claim, 17,600 in the archive" in verdict.justification
    assert [check.found for check in verdict.checks if check.kind == "number"] == ["17,600"]


def test_sources_that_differ_make_a_claim_conflicting_with_both_sides_cited(over: Over) -> None:
    assistant = over(
        {"text": "The river flooded 300 homes in Carlisle on Monday.", "outlet": "One", "published": "2015-12-07"},
        {"text": "The river flooded 500 homes in Carlisle on Monday.", "outlet": "Two", "published": "2015-12-07"},
    )
    verdict = assistant.check("The river flooded 300 homes in Carlisle.", asked_on="2015-12-08")
    assert verdict.label is Label.CONFLICTING
    assert [c.source.outlet for c in verdict.supporting] == ["One"]
    assert [c.source.outlet for c in verdict.refuting] == ["Two"]
    assert [c.number for c in (*verdict.supporting, *verdict.refuting)] == [1, 2]


def test_a_decision_is_a_word_of_the_claim_and_no_month(over: Over) -> None:
    assistant = over({"text": "The mayor announced the market on Monday.", "published": "2015-12-07"})
    assert assistant.check("The mayor announced the decision of the jury.").label is Label.NOT_ENOUGH_EVIDENCE


@pytest.mark.parametrize(
    ("text", "claim", "differs"),
    [
        ("Turnout in Dundee was 78 percent.", "Turnout in Dundee was 61 percent.", "61 percent"),
        ("Forty ships were held in the ice.", "Fifty ships were held in the ice.", "Fifty"),
    ],
)
def test_a_share_and_a_number_in_words_are_figures_that_can_differ(
    over: Over, text: str, claim: str, differs: str
) -> None:
    verdict = over({"text": text, "published": "2014-09-19"}, {"text": "The harbour froze."}).check(claim)
    assert verdict.label is Label.REFUTED and differs in verdict.justification


def test_another_share_of_several_refutes_nothing(over: Over) -> None:
    text = "Turnout in Dundee was 78 percent and in Perth 86 percent."
    verdict = over({"text": text, "published": "2014-09-19"}).check("Turnout in Dundee was 61 percent.")
    assert verdict.label is Label.NOT_ENOUGH_EVIDENCE


def test_an_article_counts_once_however_often_it_says_it(over: Over) -> None:
    assistant = over({"text": "The river flooded 300 homes. Yes, the river flooded 300 homes in Carlisle."})
    assert len(assistant.check("The river flooded 300 homes.").supporting) == 1


def test_the_filters_hold_for_claims_too(assistant: Assistant) -> None:
    claim = "The final death toll of the Soma mine disaster was 301."
    assert assistant.check(claim, as_of="2014-05-15").label is not Label.SUPPORTED
    assert assistant.check(claim, outlets=["Nobody"]).coverage.articles == 0


@pytest.mark.parametrize("claim", ["", "   ", "?!", "x" * 5_000])
def test_a_claim_that_is_none_is_refused(assistant: Assistant, claim: str) -> None:
    with pytest.raises(InvalidQuestion):
        assistant.check(claim)


@pytest.mark.parametrize(
    ("sentence", "worth", "why"),
    [
        ("Putin ordered the withdrawal of 17,600 troops.", True, "gives a figure"),
        ("Was it really 17,600 troops?", False, "a question"),
        ("“Was it really so?”", False, "a question"),
        ("I think the order was wise.", False, "an opinion"),
        ("This must be the worst of all decisions.", False, "an opinion"),
        ("The troops will leave soon.", False, "about the future"),
        ("Moscow denied the report.", True, "says who did what"),
        ("“We have seen no such thing at all,” he said.", True, "quotes somebody"),
        ("So be it.", False, "states nothing that can be looked up"),
        ("* * *", False, "states nothing that can be looked up"),
        ("“— — — — — — —”", False, "states nothing that can be looked up"),
        ("", False, "states nothing that can be looked up"),
    ],
)
def test_only_what_can_be_looked_up_is_checked(sentence: str, worth: bool, why: str) -> None:
    assert checkable(sentence) == (worth, why)


DRAFT = (
    "Putin ordered the withdrawal of 17,600 troops from the Rostov Region.\r\n\r\nHe ordered 16,700 home. "
    "Was that wise? I think so. 🚀 The troops will never return!\n\n“— — — — — —”\n\nNATO counted 300 tanks near the "
    "Ukrainian border in November 2014."
)


def test_every_sentence_of_a_draft_stands_at_its_offsets(assistant: Assistant) -> None:
    review = assistant.review(DRAFT, asked_on="2014-11-05")
    assert review.text == DRAFT
    assert [DRAFT[s.start : s.end] for s in review.sentences] == [s.text for s in review.sentences]
    assert all(one.end <= other.start for one, other in zip(review.sentences, review.sentences[1:], strict=False))
    covered = "".join(s.text for s in review.sentences)
    assert "".join(covered.split()) == "".join(DRAFT.split())
    assert all((s.verdict is not None) == s.checkable for s in review.sentences)
    labels = {s.text: s.verdict.label for s in review.sentences if s.verdict}
    assert labels["Putin ordered the withdrawal of 17,600 troops from the Rostov Region."] is Label.SUPPORTED
    assert labels["He ordered 16,700 home."] is not Label.SUPPORTED
    document = review.to_dict()
    assert json.loads(json.dumps(document)) == document
    assert document["summary"]["sentences"] == len(review.sentences)


def test_an_empty_draft_is_refused(assistant: Assistant) -> None:
    with pytest.raises(InvalidQuestion, match="empty"):
        assistant.review(" \n ")


def test_a_long_draft_without_a_full_stop_is_reviewed(assistant: Assistant) -> None:
    text = "17,600 troops left the Rostov Region and " * 400
    assert "".join(assistant.review(text).sentences[0].text) in text


@pytest.mark.parametrize("when", ["in May 2015", "in 2015", "in June 2016", "in April 2014"])
def test_a_report_without_a_date_does_not_carry_a_claim_of_another_time(assistant: Assistant, when: str) -> None:
    """The article is of 2 May 2016 and says "on Monday": it may be of that month, and not of a year before."""
    claim = "Leicester City became champions of England"
    assert assistant.check(f"{claim} {when}.").label is not Label.SUPPORTED
    assert assistant.check(f"{claim} in May 2016.").label is Label.SUPPORTED


def test_a_sentence_that_is_the_claim_word_for_word_supports_it_however_often_it_names_somebody(over: Over) -> None:
    said = (
        "Okafor's entry makes her the first major Liberal to challenge Mayor Holm for the 2016 Liberal nomination,"
        " as well as the first member of his council — Okafor was previously Holm's deputy to the County Board."
    )
    verdict = over({"text": said, "outlet": "Harbour Chronicle", "published": "2016-03-01"}).check(said)
    assert (verdict.label, verdict.refuting) == (Label.SUPPORTED, ())
    changed = over({"text": said, "outlet": "Harbour Chronicle", "published": "2016-03-01"}).check(
        said.replace("2016", "2012")
    )
    assert changed.label is not Label.SUPPORTED
