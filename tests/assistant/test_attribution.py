"""Who tells us: the outlet, the agency it cites, the day; something to call it by where no outlet is known."""

from __future__ import annotations

from datetime import date

from assistant.language.attribution import attribution, publisher
from corpus import Source


def test_who_tells_us_is_outlet_agency_and_day() -> None:
    wire = Source(outlet="Sputnik International", agency="RIA Novosti", published_partial="--11-04")
    assert attribution(wire) == "Sputnik International, citing RIA Novosti, 4 November"
    assert attribution(Source(outlet="Courier", published=date(2014, 11, 4))) == "Courier, 4 November 2014"
    assert attribution(Source(agency="RIA Novosti")) == "RIA Novosti, undated"


def test_without_an_outlet_the_site_or_the_title_stands_in() -> None:
    assert publisher(Source(url="https://news.example/a/b?c")) == "news.example"
    assert publisher(Source(title="Troops leave")) == "“Troops leave”"
    assert publisher(Source()) == "an unnamed source"
