"""What the page says is said in a reader's words, once, and the same everywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant import (
    Alteration,
    Check,
    Label,
    Mode,
    Outcome,
    Question,
    QuoteCheck,
    QuoteFinding,
    QuoteOutcome,
    ReviewedSentence,
    Source,
    Verdict,
)
from assistant.checks.verify import WHO_SAYS_SO as CHECKED_WHO_SAYS_SO
from assistant.checks.verify import LexicalVerifier
from assistant.positions import Position
from assistant.ui import phrases
from assistant.ui.answer import quote_html
from assistant.ui.review import entry_html
from assistant.ui.text import as_sentence
from assistant.ui.verdict import WHO_SAYS_SO, ledger_html, quotation_html, verdict_html
from tests.assistant.test_ui import Tags, anchor, answer, citation, coverage

QUOTED = QuoteCheck(
    quote="I do not think we failed",
    speaker=None,
    outcome=QuoteOutcome.ALTERED,
    explanation="Altered.",
    findings=(
        QuoteFinding(
            citation=citation(1, 0, 5),
            quote_start=0,
            quote_end=5,
            direct=True,
            alterations=(Alteration("to try", "", 0, 6, 3, 3), Alteration("", "ever", 8, 8, 4, 8)),
        ),
    ),
    coverage=coverage(),
)


def verdict(*checks: Check, label: Label = Label.REFUTED) -> Verdict:
    asked = Question(text="c", standalone="c", asked_on=date(2014, 11, 5))
    return Verdict(
        claim=asked, label=label, supporting=(), refuting=(citation(1, 0, 5),), checks=checks, confidence=0.66,
        justification="", coverage=coverage(),
    )  # fmt: skip


def test_the_ledger_keeps_what_matters_and_names_it_in_words() -> None:
    checks = (
        Check("number", "51.9 percent", "52 percent", False),
        Check("wording", "at least 60% of its words", "71%", True),
        Check("wording", CHECKED_WHO_SAYS_SO, "Kremlin press service said", False),
        Check("negation", "the same", "the same", True),
    )
    shown = Tags(ledger_html(checks)).text
    assert "Figure51.9 percent52 percent✗ differs" in shown
    assert shown.count("✗") == 1 and "✓" not in shown and WHO_SAYS_SO == CHECKED_WHO_SAYS_SO
    assert ledger_html(checks[1:]) == ""


def test_a_unit_that_the_words_say_is_not_said_again() -> None:
    [check] = [
        c for c in LexicalVerifier().verify("It was 51.9 percent.", ["It was 51.9 percent."], ()) if c.kind == "number"
    ]
    assert check.wanted == "51.9 percent"


def test_one_quotation_has_one_verdict() -> None:
    def shown(*checks: Check) -> str:
        sentence = ReviewedSentence(
            start=0, end=9, text="He spoke.", checkable=True, reason="", verdict=verdict(*checks), quotes=(QUOTED,)
        )
        return Tags(entry_html(1, sentence, lambda place: anchor, "e", ())).text

    of_the_quotation = Check("quote", "I do not think we failed", "I do not think to try", False)
    assert "Refuted" not in shown(of_the_quotation) and "Altered" in shown(of_the_quotation)
    assert "Refuted" in shown(of_the_quotation, Check("date", "in May", "in June", False)), "more than the quotation"


def test_words_left_out_and_put_in_are_told_as_such() -> None:
    shown = Tags(quotation_html(QUOTED, anchor)).text
    assert "The quotation leaves out to try" in shown and "The quotation puts in ever" in shown


def test_marks_of_the_article_are_not_doubled() -> None:
    assert "“First" in quote_html(citation(1, 0, 5), anchor)
    assert "““" not in quote_html(replace(citation(1, 0, 5), quote="“I do not think so,” he said"), anchor)


def test_quotes_after_a_model_was_asked_in_vain_say_so() -> None:
    asked = replace(answer(Outcome.ANSWERED), seconds={"retrieve": 0.2, "generate": 7.8})
    assert phrases.made_by(asked) == f"Answer: {phrases.PASSED_OVER}"
    assert phrases.made_by(answer(Outcome.ANSWERED)) == f"Answer: {phrases.MODES[Mode.QUOTES]}"


def test_a_day_without_its_year_is_told_alike_in_a_source_and_in_the_table() -> None:
    partial = replace(citation(1, 0, 5), source=Source(title="T", published_partial="--09-21"))
    position = Position(said="26,000", value=26_000, citations=(1,), sources=1, first=None, last=None)
    assert phrases.position_days(position, [partial]) == phrases.published(partial.source)
    assert phrases.position_days(position, []) == "date not known"


def test_a_verdict_tells_its_confidence_like_an_answer() -> None:
    assert "Confidence: medium (0.66)" in verdict_html(verdict(), anchor)
    assert phrases.sureness(0.86) == "Confidence: high (0.86)"


@pytest.mark.parametrize(
    ("told", "shown"),
    [("junk.docx is no Word document", "junk.docx is no Word document"), ("cannot read it", "Cannot read it")],
)
def test_an_error_begins_as_a_sentence_but_keeps_the_name_of_a_file(told: str, shown: str) -> None:
    assert as_sentence(told) == shown
