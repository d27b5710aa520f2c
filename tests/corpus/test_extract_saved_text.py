"""Pages saved as text: the article survives, the page around it goes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus.extract import extract
from corpus.extraction.saved_text import clean_saved_text
from corpus.readers import read
from corpus.records import Article, RawPage, Rejected

FIRST = "The council voted on Monday to close the bridge for a year."
SECOND = "Repairs will cost about 4 million, the mayor said after the vote."
BODY = f"{FIRST}\n\n{SECOND}"


def saved(content: str) -> Article:
    found = extract(RawPage(origin="any name.txt", kind="saved_text", content=content))
    assert isinstance(found, Article), found
    return found


def seed(shared_data: Path) -> str:
    return (shared_data / "seed" / "sputnik-2014-11-04.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["sputnik-2014-11-04.txt", "x.txt", "reuters-1999-01-01.text"])
def test_the_seed_page_is_understood_under_any_file_name(shared_data: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(seed(shared_data), encoding="utf-8")
    (page,) = read(tmp_path / name)
    assert isinstance(page, RawPage)
    found = extract(page)
    assert isinstance(found, Article)
    source = found.source
    assert source.title == "NATO Chief Says Russian Troops Moving Closer to Ukrainian Border"
    assert (source.outlet, source.agency) == ("Sputnik International", "RIA Novosti")
    assert (source.dateline, source.dateline_place) == ("Brussels, 4 November", "Brussels")
    assert (source.published, source.published_partial) == (None, "--11-04")
    assert source.published_from == 'dateline "November 4", year not given'
    assert source.language == "en"


def test_the_seed_page_loses_its_furniture_and_no_sentence(shared_data: Path) -> None:
    raw = seed(shared_data)
    text = saved(raw).text
    paragraphs = text.split("\n\n")
    kept = [" ".join(line.split()) for line in raw.splitlines() if len(line) > 130]
    assert paragraphs == kept
    assert paragraphs[0].startswith("NATO Secretary General Jens Stoltenberg claimed")
    for furniture in ("Subscribe", "Newsfeed", "discussion", "log in", "loader", "Chats", "Заголовок", "Stay tuned"):
        assert furniture not in text
    assert "\u00a0" not in text and "  " not in text


def test_a_clean_article_survives_untouched() -> None:
    found = saved(f"Council closes bridge\n\n{BODY}\n")
    assert (found.source.title, found.text) == ("Council closes bridge", BODY)


def test_an_article_without_a_headline_keeps_its_first_sentence() -> None:
    found = saved(BODY)
    assert (found.source.title, found.text) == (None, BODY)


def test_header_lines_people_write_become_fields() -> None:
    found = saved(
        "Headline: Council closes bridge\nBy Jane Doe\nPublished: 3 November 2014\nUpdated: 4 November 2014\n"
        f"Source: The Northern Ledger\nURL: https://northern-ledger.example/bridge\n\n{BODY}"
    )
    source = found.source
    assert (source.title, source.byline, source.outlet) == ("Council closes bridge", "Jane Doe", "The Northern Ledger")
    assert (source.published, source.published_from) == (date(2014, 11, 3), 'header "Published"')
    assert source.modified == date(2014, 11, 4)
    assert source.url == "https://northern-ledger.example/bridge"
    assert found.text == BODY


def test_a_byline_and_date_on_one_line_are_told_apart() -> None:
    source = saved(f"Council closes the old bridge\nby Jane Doe | 16 Dec 2014 19:30 GMT\n\n{BODY}").source
    assert (source.byline, source.published) == ("Jane Doe", date(2014, 12, 16))


def test_a_label_with_a_date_that_is_not_certain_dates_nothing() -> None:
    assert saved(f"Council closes the old bridge\nPublished: 03/11/2014\n\n{BODY}").source.published is None


def test_a_menu_above_the_headline_goes() -> None:
    found = saved(
        f"Home\nWorld\nSport\nSign in\nHome > World > Europe\n\nCouncil closes the old bridge\nShare\n\n{BODY}"
    )
    assert (found.source.title, found.text) == ("Council closes the old bridge", BODY)


def test_the_date_above_the_headline_counts_only_when_a_dateline_bears_it_out() -> None:
    page = "The Northern Ledger\nFriday 19 September {year}\nScotland\nWorld\n\nScotland votes to stay\n\n{line}" + BODY
    assert saved(page.format(year=2014, line="EDINBURGH, September 19 — ")).source.published == date(2014, 9, 19)
    assert saved(page.format(year=2014, line="EDINBURGH, March 3 — ")).source.published is None
    assert saved(page.format(year=2014, line="")).source.published is None


def test_the_outlet_at_the_end_of_a_headline_is_taken_from_it() -> None:
    source = saved(f"Council closes the old bridge | The Northern Ledger\n\n{BODY}").source
    assert (source.title, source.outlet) == ("Council closes the old bridge", "The Northern Ledger")


def test_a_dash_inside_a_headline_stays() -> None:
    assert (
        saved(f"Ukraine crisis - what we know so far\n\n{BODY}").source.title == "Ukraine crisis - what we know so far"
    )


def test_a_question_may_be_the_headline() -> None:
    found = saved(f"Who ordered the withdrawal from Rostov?\n\n{BODY}")
    assert (found.source.title, found.text) == ("Who ordered the withdrawal from Rostov?", BODY)


def test_a_standfirst_without_a_full_stop_is_kept() -> None:
    found = saved(f"Council closes the old bridge\n\nTraffic to be led over the new road for a year\n\n{BODY}")
    assert found.source.title == "Council closes the old bridge"
    assert found.text == f"Traffic to be led over the new road for a year\n\n{BODY}"


def test_what_follows_the_article_goes_but_its_sentences_stay() -> None:
    tail = "Related stories\nBridge at risk, engineers warn again\nThe council meets again on 5 May in the town hall."
    found = saved(f"Council closes the old bridge\n\n{BODY}\n\n{tail}\n12 comments\n0\n© 2014 The Northern Ledger")
    assert found.text == f"{BODY}\n\nThe council meets again on 5 May in the town hall."


def test_short_sentences_and_subheadings_inside_the_body_stay() -> None:
    text = f'{FIRST}\n\nHe declined.\n\nA long history\n\n{SECOND}\n\n"Never again."'
    assert saved(f"Council closes the old bridge\n\n{text}").text == text


def test_a_leftover_in_another_script_goes_and_a_sentence_in_it_stays() -> None:
    assert (
        saved(f"Council closes the old bridge\n\n{BODY}\n\nЗаголовок открываемого материала сайта для вас").text == BODY
    )
    quote = "Мост будет закрыт на один год, сказал мэр города."
    assert saved(f"Council closes the old bridge\n\n{BODY}\n\n{quote}").text == f"{BODY}\n\n{quote}"


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    wrapped = (
        "Council closes the old bridge\n\n"
        "The council voted on Monday to close the bridge for a year, after\n"
        "engineers had found cracks in two of its pillars and had warned\n"
        "that a third one might not bear the traffic of another winter.\n\n"
        "Repairs will cost about 4 million, the mayor said after the vote\n"
        "in the town hall, and will be paid for by a loan.\n"
    )
    assert [len(part) > 110 for part in saved(wrapped).text.split("\n\n")] == [True, True]


def test_white_space_is_normalised() -> None:
    content = (
        f"Council closes the old bridge\r\n\r\n\u00a0 {FIRST.replace(' ', chr(0xA0) + ' ')} \u200b\r\n\r\n\r\n{SECOND}"
    )
    assert saved(content).text == BODY


def test_a_page_of_furniture_alone_is_rejected() -> None:
    found = extract(
        RawPage(origin="a", kind="saved_text", content="Subscribe\nNewsfeed\n0\nlog in or register\nloader\n")
    )
    assert isinstance(found, Rejected)
    assert found.reason == "no article text found"


def test_a_japanese_page_is_read_though_it_has_no_spaces() -> None:
    body = "市議会は月曜日、古い橋を一年間閉鎖することを決めた。修理には約四百万かかると市長は述べた。"
    assert saved(f"橋が一年間閉鎖される\n\n{body}").text == body


def test_hostile_input_is_answered_quickly() -> None:
    for content in ("a" * 300_000, "- " * 100_000, "By " * 100_000, "(" * 100_000, "a.\n" * 30_000, "| " * 50_000):
        clean_saved_text(content)


def test_the_sample_pages_keep_their_headlines(samples: Path) -> None:
    titles = {
        "northern-ledger-2014-09-19-referendum.txt": "Scotland Votes to Stay in the United Kingdom",
        "harbour-chronicle-2014-10-12-rostov.txt": "Putin Orders 17,600 Troops in Rostov Region Back to Their Bases",
        "steppe-lantern-2014-10-13-rostov.txt": "They Said Invasion. Now the Army Is Going Home",
    }
    for name, title in titles.items():
        (page,) = read(samples / name)
        assert isinstance(page, RawPage)
        found = extract(page)
        assert isinstance(found, Article) and found.source.title == title
