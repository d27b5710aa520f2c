"""How citations are numbered, introduced and counted, and how an abstention is put."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant.answers.cite import CitedStatement, Quote
from assistant.answers.compose import abstention_text, citation_of, introduced, of_statements
from assistant.types import Coverage, Filters, Outcome
from corpus import Source
from tests.assistant.builders import a_source, some_evidence

EVIDENCE = some_evidence("On October 12, Putin ordered it. NATO saw nothing.", "Moscow denied it.")
ORDER = Quote("a1", 0, 32, "On October 12, Putin ordered it.", 0)
NOTHING = Quote("a1", 33, 50, "NATO saw nothing.", 0)
DENIAL = Quote("a2", 0, 17, "Moscow denied it.", 1)
SEARCHED = Coverage(
    articles=24,
    articles_in_archive=30,
    outlets=("One", "Two"),
    published_first=date(2014, 5, 14),
    published_last=date(2017, 11, 21),
    undated=1,
    left_out_undated=0,
    queries=("q",),
    signals=("lexical",),
    filters=Filters(),
)


def test_citations_are_numbered_in_order_of_use_and_a_sentence_keeps_its_number() -> None:
    composed = of_statements(
        [
            (CitedStatement("It was denied.", (DENIAL,)), ()),
            (CitedStatement("It was ordered and denied.", (ORDER, DENIAL)), ()),
            (CitedStatement("Nothing was seen.", (NOTHING,)), ()),
        ],
        EVIDENCE,
    )
    assert [statement.citations for statement in composed.statements] == [(1,), (2, 1), (3,)]
    assert [(c.number, c.quote) for c in composed.citations] == [
        (1, DENIAL.text),
        (2, ORDER.text),
        (3, NOTHING.text),
    ]
    assert composed.text.splitlines()[1] == "It was ordered and denied. [2][1]"


def test_a_quote_is_introduced_by_who_tells_us_and_its_dates_are_made_whole_outside_it() -> None:
    citation = citation_of(1, ORDER, EVIDENCE[0])
    assert introduced(citation) == (
        "Sputnik International, 4 November 2014: “On October 12, Putin ordered it.” (October 12: 12 October 2014)"
    )


def test_a_date_that_nothing_makes_whole_is_left_open() -> None:
    evidence = some_evidence(EVIDENCE[0].passage.text, source=a_source(published=None))
    composed = of_statements([(CitedStatement("It was ordered.", (ORDER,)), ())], evidence)
    assert composed.dates_left_open == ("October 12",) and composed.citations[0].resolved_dates == ()


@pytest.mark.parametrize(
    ("coverage", "text"),
    [
        (
            SEARCHED,
            "Nothing on this was found in the archive. Searched: 24 articles published 14 May 2014 to 21 November 2017 "
            "(1 of them without a full date) from 2 outlets.",
        ),
        (
            replace(SEARCHED, articles=1, outlets=("One",), published_first=None, published_last=None),
            "Nothing on this was found in the archive. Searched: 1 article, without a full date.",
        ),
        (
            replace(SEARCHED, articles=0, outlets=()),
            "No article in the archive passes these filters, so nothing was searched.",
        ),
    ],
)
def test_an_abstention_says_what_was_searched(coverage: Coverage, text: str) -> None:
    assert abstention_text(Outcome.NOT_IN_ARCHIVE, coverage) == text


def test_an_abstention_on_a_known_subject_says_so() -> None:
    assert "passages on this subject" in abstention_text(Outcome.NOT_SUPPORTED, SEARCHED)


def test_the_copies_and_the_source_go_with_a_citation() -> None:
    copy = Source(outlet="Another")
    citation = citation_of(1, DENIAL, replace(EVIDENCE[1], copies=(copy,)))
    assert citation.copies == (copy,) and citation.speaker == "Moscow" and citation.to_dict()["copies"]
