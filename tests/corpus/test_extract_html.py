"""HTML pages: the article's text without markup, and metadata with its provenance."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus.extract import extract
from corpus.extraction.html_page import decode_html
from corpus.records import Article, RawPage, Rejected

PARAGRAPHS = (
    "The council voted on Monday to close the old bridge for a year &amp; a day, after warnings of cracks.",
    "Repairs will cost about &pound;4 million, the mayor told reporters after the vote in the town hall on Monday.",
    "Opponents said the traffic would have to pass through the villages, where the roads are too narrow for lorries.",
)


def page(head: str = "", body: str | None = None, **declared: Any) -> Article | Rejected:
    inner = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) if body is None else body
    head = f"<head><title>Bridge closed - The Ledger</title>{head}</head>"
    markup = f"<html lang='en'>{head}<body><article>{inner}</article></body></html>"
    return extract(RawPage(origin="a.html", kind="html", content=markup.encode(), **declared))


def read(head: str = "", body: str | None = None, **declared: Any) -> Article:
    found = page(head, body, **declared)
    assert isinstance(found, Article), found
    return found


def json_ld(**fields: Any) -> str:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{data}</script>'


def test_the_text_is_paragraphs_with_entities_decoded() -> None:
    paragraphs = read().text.split("\n\n")
    assert len(paragraphs) == 3
    assert paragraphs[0].startswith("The council voted on Monday to close the old bridge for a year & a day")
    assert "£4 million" in paragraphs[1]


def test_json_ld_gives_headline_dates_author_and_publisher() -> None:
    source = read(
        json_ld(
            headline="Council closes &amp; repairs bridge",
            datePublished="2014-11-04T10:30:00Z",
            dateModified="2014-11-05T08:00:00Z",
            author=[{"@type": "Person", "name": "Jane Doe"}, {"name": "John Smith"}],
            publisher={"@type": "Organization", "name": "The Ledger"},
        )
        + '<meta property="article:published_time" content="2013-01-01">',
        url="https://ledger.example/bridge",
    ).source
    assert (source.title, source.outlet) == ("Council closes & repairs bridge", "The Ledger")
    assert source.byline == "Jane Doe, John Smith"
    assert (source.published, source.published_from) == (date(2014, 11, 4), "json-ld datePublished")
    assert source.modified == date(2014, 11, 5)


def test_json_ld_is_found_in_a_graph_and_broken_json_ld_is_passed_over() -> None:
    graph = {"@graph": [{"@type": "WebPage"}, {"@type": ["Article"], "headline": "In the graph"}]}
    script = '<script type="application/ld+json">{}</script>'
    assert read(script.format("{broken") + script.format(json.dumps(graph))).source.title == "In the graph"


def test_meta_tags_serve_where_there_is_no_json_ld() -> None:
    source = read(
        '<meta property="og:title" content="Bridge closed - The Ledger">'
        '<meta property="og:site_name" content="The Ledger">'
        '<meta property="article:published_time" content="2014-11-04T10:30:00+00:00">'
        '<link rel="canonical" href="https://ledger.example/canonical">'
    ).source
    assert (source.title, source.outlet, source.url) == (
        "Bridge closed",
        "The Ledger",
        "https://ledger.example/canonical",
    )
    assert (source.published, source.published_from) == (date(2014, 11, 4), "meta article:published_time")


def test_the_domain_is_the_outlet_and_the_address_the_date_when_the_page_says_nothing() -> None:
    source = read(url="https://www.ledger.co.uk/2014/11/04/bridge").source
    assert source.outlet == "ledger.co.uk"
    assert (source.published, source.published_from) == (date(2014, 11, 4), "url")


def test_a_page_without_any_declaration_has_no_outlet() -> None:
    assert read().source.outlet is None


def test_declared_fields_win_over_what_the_page_says() -> None:
    source = read(
        json_ld(headline="Inside", publisher={"name": "Inside"}, datePublished="2014-11-04"),
        title="Declared",
        outlet="Declared Paper",
        published="2014-11-03",
        url="https://declared.example/a",
    ).source
    assert (source.title, source.outlet, source.published) == ("Declared", "Declared Paper", date(2014, 11, 3))


def test_a_date_after_the_capture_gives_way_to_the_next_one() -> None:
    head = json_ld(datePublished="2020-01-01") + '<meta name="pubdate" content="2014-11-04">'
    source = read(head, archived=datetime(2014, 11, 5, tzinfo=UTC)).source
    assert (source.published, source.published_from) == (date(2014, 11, 4), "meta pubdate")


def test_a_copyright_line_is_never_a_date() -> None:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "<footer>Copyright 2019 The Ledger. © 2019</footer>"
    source = read(body=body).source
    assert (source.published, source.published_from) == (None, None)


def test_an_agency_that_publishes_on_another_site_is_the_agency_not_the_outlet() -> None:
    head = json_ld(publisher={"name": "Associated Press"}) + '<meta property="og:site_name" content="The Ledger">'
    source = read(head, url="https://ledger.example/bridge").source
    assert (source.outlet, source.agency) == ("The Ledger", "AP")


def test_hostile_markup_leaves_nothing_that_could_run() -> None:
    body = (
        f"<p>{PARAGRAPHS[0]} <script>alert(1)</script></p><p onclick='steal()'>{PARAGRAPHS[1]}</p>"
        f"<iframe src='javascript:alert(2)'></iframe><p>{PARAGRAPHS[2]} <a href='javascript:alert(3)'>link</a>"
        "<img src=x onerror=alert(4)></p>"
    )
    head = json_ld(headline="<script>alert(5)</script>Bridge <b>closed</b>") + (
        "<link rel='canonical' href='javascript:alert(6)'>"
    )
    found = read(head, body)
    assert found.source.url is None
    assert "<" not in found.text + (found.source.title or "")
    for trace in ("script>", "onerror", "onclick", "javascript:", "alert(1)", "alert(4)"):
        assert trace not in found.text


@pytest.mark.parametrize(
    "markup",
    [
        b"<html></html>",
        b"<html><body><nav><a href=/>Home</a></nav></body></html>",
        b"<",
        b"<p>",
        b"\xff\xfe<",
        b"<a " * 5000,
    ],
)
def test_a_page_without_an_article_is_rejected(markup: bytes) -> None:
    found = extract(RawPage(origin="a.html", kind="html", content=markup))
    assert isinstance(found, Rejected)
    assert found.reason


def test_deeply_nested_markup_does_not_raise() -> None:
    found = extract(RawPage(origin="a.html", kind="html", content=b"<div>" * 50_000 + b"text" + b"</div>" * 50_000))
    assert isinstance(found, Article | Rejected)


@pytest.mark.parametrize(
    "markup",
    ["<div>" * 100_000 + "text", "<table><tr>" + "<td>1</td>" * 1_000_000, "<p>" + "<b>" * 100_000 + "text"],
    ids=["deep", "a million cells", "deep inline"],
)
def test_monstrous_markup_is_bounded_and_told(markup: str) -> None:
    started = time.process_time()
    found = extract(RawPage(origin="a.html", kind="html", content=markup))
    assert isinstance(found, Rejected)
    assert re.search("more than 50000 elements|no article text|no markup|cannot be parsed", found.reason)
    assert time.process_time() - started < 20


def test_text_that_only_a_second_reading_finds_is_not_lost() -> None:
    """Bare text between line breaks beside a menu: trafilatura's own rules find none of it, readability does."""
    menu = "<ul>" + "<li><a href='/'>Home and more news</a></li>" * 30 + "</ul>"
    body = f"<div>{menu}</div><div>{'<br><br>'.join(PARAGRAPHS)}</div>"
    found = extract(RawPage(origin="a.html", kind="html", content=f"<html><body>{body}</body></html>"))
    assert isinstance(found, Article)
    assert "the mayor told reporters" in found.text


def test_a_short_article_does_not_stand_for_the_long_one_beside_it() -> None:
    teaser = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    body = f"<article>{teaser}</article><div>{''.join(f'<p>{n}. {PARAGRAPHS[1]}</p>' for n in range(15))}</div>"
    found = extract(RawPage(origin="a.html", kind="html", content=f"<html><body>{body}</body></html>"))
    assert isinstance(found, Article)
    assert "14. Repairs will cost" in found.text


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        ("<p>Войска</p>".encode(), "windows-1251", "<p>Войска</p>"),
        ("<p>Войска</p>".encode("cp1251"), "windows-1251", "<p>Войска</p>"),
        (
            '<meta charset="windows-1251"><p>Войска</p>'.encode("cp1251"),
            None,
            '<meta charset="windows-1251"><p>Войска</p>',
        ),
        ("<p>“quoted”</p>".encode("cp1252"), "iso-8859-1", "<p>“quoted”</p>"),
        ("<p>Войска</p>".encode("utf-16"), None, "<p>Войска</p>"),
        ("<p>軍隊</p>".encode("iso-2022-jp"), "iso-2022-jp", "<p>軍隊</p>"),
        (b"<p>plain</p>", "no-such-charset", "<p>plain</p>"),
    ],
)
def test_pages_are_decoded_by_what_fits(content: bytes, declared: str | None, expected: str) -> None:
    assert decode_html(content, declared) == expected


def test_a_layout_table_is_not_read_as_data() -> None:
    cell = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    found = read(body=f"<table><tr><td><a href=/w>World</a><br><a href=/e>Europe</a></td><td>{cell}</td></tr></table>")
    assert found.text.startswith("The council voted")
    assert "|" not in found.text


def test_real_pages_are_extracted_better_than_by_trafilatura_alone(shared_data: Path) -> None:
    trafilatura = pytest.importorskip("trafilatura")
    folder = shared_data / "extraction"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    ours, plain = [], []
    for entry in list(truth.values())[::3]:
        content = (folder / entry["file"]).read_bytes()
        found = extract(RawPage(origin=entry["file"], kind="html", content=content, url=entry["url"]))
        assert isinstance(found, Article)
        ours.append(token_f1(found.text, entry["text"]))
        plain.append(token_f1(trafilatura.extract(content.decode("utf-8", "replace")) or "", entry["text"]))
    assert sum(ours) >= sum(plain)


def token_f1(text: str, truth: str) -> float:
    found, wanted = (Counter(re.findall(r"\w+", value.lower())) for value in (text, truth))
    shared = sum((found & wanted).values())
    return 2 * shared / (sum(found.values()) + sum(wanted.values())) if shared else 0.0


@pytest.mark.parametrize("declared", ["undefined", "rot13", "idna"])
def test_a_charset_that_is_none_does_not_cost_the_page(declared: str) -> None:
    written = "<html><meta charset=windows-1251><body><p>Докеры проголосовали за забастовку.</p></body></html>"
    assert decode_html(written.encode("cp1251"), declared) == written


def test_an_address_that_is_none_does_not_cost_the_page() -> None:
    assert "close the old bridge" in read(url="http://[::1").text
