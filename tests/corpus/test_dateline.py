"""Datelines: what is understood, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.extraction.agencies import agency_named, same_organisation
from corpus.extraction.dateline import in_normal_case, parse_dateline


@pytest.mark.parametrize(
    ("paragraph", "place", "day", "month", "year", "agency", "shown"),
    [
        ("BRUSSELS, November 4 (RIA Novosti) — NATO", "Brussels", 4, 11, None, "RIA Novosti", "Brussels, 4 November"),
        ("\u00a0BRUSSELS, May 4 (RIA Novosti)\u00a0 — N", "Brussels", 4, 5, None, "RIA Novosti", "Brussels, 4 May"),
        ("MOSCOW (Reuters) - Russia", "Moscow", None, None, None, "Reuters", "Moscow"),
        ("WASHINGTON, Oct. 12, 2014 (AP) — A", "Washington", 12, 10, 2014, "AP", "Washington, 12 October 2014"),
        ("LONDON, 3 November (AFP) – The", "London", 3, 11, None, "AFP", "London, 3 November"),
        ("KIEV, Ukraine (AP) — The", "Kiev", None, None, None, "AP", "Kiev, Ukraine"),
        ("Paris (AFP) - The", "Paris", None, None, None, "AFP", "Paris"),
        ("(Reuters) - The", None, None, None, None, "Reuters", ""),
        ("(CNN)The", None, None, None, None, "CNN", ""),
        ("MOSCOW. Nov 4 (Interfax) - The", "Moscow", 4, 11, None, "Interfax", "Moscow, 4 November"),
        ("MOSCOW, November 4. /TASS/. The", "Moscow", 4, 11, None, "TASS", "Moscow, 4 November"),
        ("MOSCOW, Tuesday, November 4 (ITAR-TASS) — The", "Moscow", 4, 11, None, "TASS", "Moscow, 4 November"),
        ("BEIJING, Nov. 4 (Xinhua) -- China", "Beijing", 4, 11, None, "Xinhua", "Beijing, 4 November"),
        ("New York — The mayor", "New York", None, None, None, None, "New York"),
        ("LA QUINTA, Calif. — From", "La Quinta", None, None, None, None, "La Quinta, Calif."),
        ("KYIV (Ukrainska Pravda) — A", "Kyiv", None, None, None, "Ukrainska Pravda", "Kyiv"),
        ("RIO DE JANEIRO (Agence France-Presse) — A", "Rio de Janeiro", None, None, None, "AFP", "Rio de Janeiro"),
        ("Moscow, 4 November 2014 — Russia", "Moscow", 4, 11, 2014, None, "Moscow, 4 November 2014"),
    ],
)
def test_a_dateline_is_read(
    paragraph: str,
    place: str | None,
    day: int | None,
    month: int | None,
    year: int | None,
    agency: str | None,
    shown: str,
) -> None:
    found = parse_dateline(paragraph)
    assert found is not None
    assert (found.place, found.day, found.month, found.year, found.agency) == (place, day, month, year, agency)
    assert str(found) == shown


@pytest.mark.parametrize(
    "paragraph",
    [
        "Smith — who was there — said no.",
        "Smith — Who was there?",
        "Arizona – with the exception of the north – is dry.",
        "BREAKING — The president resigned.",
        "NATO — The alliance met.",
        "John Smith (R-Texas) — who voted against it",
        "He said (Reuters) that it was so.",
        "On Nov. 4 (AP) - it rained.",
        "May 4 — The day.",
        "The troops – about 17,600 – left.",
        "An ordinary sentence without any dash.",
        "",
        "—",
    ],
)
def test_a_sentence_is_not_taken_for_a_dateline(paragraph: str) -> None:
    assert parse_dateline(paragraph) is None


def test_the_span_covers_the_dateline_and_its_dash() -> None:
    paragraph = "MOSCOW (Reuters) - Russia said"
    found = parse_dateline(paragraph)
    assert found is not None
    assert found.span.of(paragraph) == "MOSCOW (Reuters) - "


def test_a_year_is_never_filled_in() -> None:
    found = parse_dateline("BRUSSELS, November 4 (RIA Novosti) — NATO")
    assert found is not None
    assert (found.date, found.partial) == (None, "--11-04")


def test_a_year_that_is_written_makes_a_whole_date() -> None:
    found = parse_dateline("WASHINGTON, Oct. 12, 2014 (AP) — A")
    assert found is not None
    assert (found.date, found.partial, found.date_written) == (date(2014, 10, 12), None, "Oct. 12, 2014")


def test_a_day_that_does_not_exist_is_left_out() -> None:
    found = parse_dateline("BRUSSELS, Feb. 30 (AP) — A")
    assert found is not None
    assert (found.place, found.day, found.date_written) == ("Brussels", None, None)


def test_a_long_hostile_paragraph_is_answered_at_once() -> None:
    assert parse_dateline("A" * 100_000) is None
    assert parse_dateline("(" * 100_000) is None
    assert parse_dateline("A, " * 50_000) is None


def test_names_of_an_agency_are_one() -> None:
    assert agency_named("The Associated Press") == "AP"
    assert agency_named("Reuters/AP") == "Reuters"
    assert agency_named("The Northern Ledger") is None
    assert same_organisation("reuters.com", "Reuters")
    assert same_organisation("www.apnews.com", "AP")
    assert same_organisation("cnn.com", "CNN")
    assert not same_organisation("Sputnik International", "RIA Novosti")
    assert not same_organisation(None, "AP")


def test_places_are_given_in_normal_case() -> None:
    assert in_normal_case("ST. LOUIS") == "St. Louis"
    assert in_normal_case("PORT-AU-PRINCE") == "Port-au-Prince"
    assert in_normal_case("D.C.") == "D.C."
    assert in_normal_case("Kiev") == "Kiev"
