"""The page without a browser: every view runs, and what the page shows is what the assistant returned."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from corpus.ingest import ingest
from tests.conftest import ROOT

QUESTION = "Who ordered the Rostov troop withdrawal?"


@pytest.fixture
def page(sample_archive: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FACTCHECK_ARCHIVE", str(sample_archive))
    monkeypatch.setenv("FACTCHECK_MODE", "quotes")
    return started()


def started() -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    """All HTML of the page but its style sheet."""
    return "\n".join(element.body for element in at.get("html") if not element.body.startswith("<style>"))


def ask(at: AppTest, question: str) -> str:
    at.chat_input[0].set_value(question).run()
    assert not at.exception
    return shown(at)


def test_a_new_page_offers_questions_and_says_what_it_searches(page: AppTest) -> None:
    suggested = [button for button in page.button if (button.key or "").startswith("suggestion")]
    assert 1 <= len(suggested) <= 4
    assert "Searching 24 articles from 12 outlets" in shown(page)
    assert "Filters: none" in shown(page)
    assert any("without a language model" in caption.value for caption in page.caption)


def test_an_answer_shows_its_outcome_its_quote_its_source_and_its_coverage(page: AppTest) -> None:
    html = ask(page, QUESTION)
    assert "Answered" in html
    assert 'title="Putin Orders 17,600 Troops in Rostov Region Back to Their Bases — Harbour Chronicle' in html
    assert re.search(r'<mark id="turn\d+-c1" tabindex="-1">Russian President Vladimir Putin has ordered', html)
    assert "Searched 24 articles from 12 outlets, 14 May 2014 to 21 November 2017" in html
    assert re.search(r"Confidence: (high|medium) \(0\.\d\d\)", html)
    assert "without a language model" in html
    assert "Also found, not cited" in html


def test_a_suggested_question_is_asked_by_choosing_it(page: AppTest) -> None:
    page.button("suggestion0").click().run()
    assert not page.exception
    assert len(page.chat_message) == 2
    assert "Answered" in shown(page)


def test_a_follow_up_is_understood_from_the_conversation(page: AppTest) -> None:
    ask(page, QUESTION)
    html = ask(page, "How many troops?")
    assert len(page.chat_message) == 4
    assert "Understood as: How many troops? (Who ordered the Rostov troop withdrawal?)" in html


def test_a_new_conversation_forgets_the_old_one(page: AppTest) -> None:
    ask(page, QUESTION)
    page.button("new").click().run()
    assert not page.exception
    assert len(page.chat_message) == 0
    before = set(re.findall(r'id="turn\d+"', ask(page, QUESTION)))
    page.button("new").click().run()
    after = set(re.findall(r'id="turn\d+"', ask(page, QUESTION)))
    assert after and not after & before, "an anchor must not come back: the address may still name it"


def test_a_question_the_archive_does_not_answer_is_answered_with_what_was_searched(page: AppTest) -> None:
    html = ask(page, "Who won the 2014 FIFA World Cup?")
    assert "Not in the archive" in html or "The archive does not say" in html
    assert "24 articles" in html
    assert "Closest, but no answer" in html


def test_an_as_of_day_before_everything_says_that_nothing_is_searched(page: AppTest) -> None:
    page.date_input("as_of").set_value(date(2000, 1, 1)).run()
    assert "Nothing to search: none of 24 articles passes the filters (nothing later than 1 January 2000)" in shown(
        page
    )
    html = ask(page, QUESTION)
    assert "Nothing was searched" in html
    assert "Not in the archive" not in html
    assert "Confidence" not in html


def test_filters_reach_the_answer_and_can_be_cleared(page: AppTest) -> None:
    page.multiselect("outlets").set_value(["The Steppe Lantern"]).run()
    page.date_input("asked_on").set_value(date(2014, 10, 20)).run()
    html = ask(page, QUESTION)
    assert "only The Steppe Lantern" in html
    assert "Asked on 20 October 2014." in html
    page.button("clear").click().run()
    assert "Searching 24 articles from 12 outlets" in shown(page)


def test_dates_the_wrong_way_round_are_told_in_one_line(page: AppTest) -> None:
    page.date_input("published_from").set_value(date(2016, 1, 1)).run()
    page.date_input("published_to").set_value(date(2015, 1, 1)).run()
    ask(page, QUESTION)
    assert "The dates are the wrong way round" in page.error[0].value


def test_a_question_without_words_is_told_in_one_line(page: AppTest) -> None:
    ask(page, "???")
    assert "write what you want to know" in page.error[0].value


def test_a_missing_archive_is_told_with_the_command_that_makes_one(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FACTCHECK_ARCHIVE", str(tmp_path / "none"))
    monkeypatch.setenv("FACTCHECK_MODE", "quotes")
    at = started()
    assert len(at.error) == 1
    assert "python \\-m corpus ingest" in at.error[0].value
    assert not at.chat_input
    ingest([samples], tmp_path / "none")
    at.button("again").click().run()
    assert not at.error, "a failure must not be kept once the archive is there"
    assert at.chat_input


def test_an_unknown_setting_is_told_in_one_line(sample_archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_ARCHIVE", str(sample_archive))
    monkeypatch.setenv("FACTCHECK_MODLE", "x")
    assert "Unknown setting" in started().error[0].value
