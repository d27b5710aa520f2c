"""Feeds: an article for each entry with content, a reason for the others, and nothing outside the file."""

from __future__ import annotations

import gzip
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.extract import extract
from corpus.readers import read
from corpus.records import Article, RawPage
from tests.corpus.formats import FEED, pages, told

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Feed</title>
<entry><title type="html">Troops &lt;b&gt;left&lt;/b&gt;</title><id>urn:1</id><link rel="self" href="http://e.org/s"/>
<link href="http://e.org/a"/><updated>2014-11-04T10:00:00Z</updated><author><name>A. Writer</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Troops left Rostov.</p></div></content></entry>
<entry><title>Second</title><id>http://e.org/b</id><published>2014-11-03T09:00:00Z</published>
<summary type="text">Two &lt; three.</summary></entry></feed>"""


def saved(tmp_path: Path, content: str | bytes, name: str = "a.xml") -> Path:
    (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return tmp_path / name


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "feed", "a.rss.gz"])
def test_each_entry_of_an_rss_feed_is_an_article(tmp_path: Path, name: str) -> None:
    first, plain = pages(saved(tmp_path, gzip.compress(FEED.encode()) if name.endswith("gz") else FEED, name))
    assert (first.title, first.url, first.external_id) == ("Bread & peace", "http://e.org/1", "one")
    assert (first.outlet, first.byline) == ("Example News", "Jane Doe, News Desk")
    assert first.kind == "html" and first.position == "entry 1"
    article = extract(first)
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == ["Troops left the Rostov region on Monday.", "NATO said so."]
    assert (str(article.source.published), article.source.published_from) == ("2014-11-04", "feed")
    assert (plain.kind, plain.content) == ("article", "A summary in one sentence & no markup.")


def test_an_entry_with_only_a_headline_is_rejected_with_it(tmp_path: Path) -> None:
    assert told(saved(tmp_path, FEED)) == {"entry 2": "a headline without content or summary (Only a headline)"}


def test_atom_is_read_and_a_time_of_change_is_no_publication(tmp_path: Path) -> None:
    first, second = pages(saved(tmp_path, ATOM, "a.atom"))
    assert (first.title, first.url, first.byline) == ("Troops left", "http://e.org/a", "A. Writer")
    assert (first.published, first.archived) == (None, datetime(2014, 11, 4, 10, tzinfo=UTC))
    assert first.kind == "html" and "<p>Troops left Rostov.</p>" in str(first.content)
    assert (second.kind, second.content, second.url) == ("article", "Two < three.", "http://e.org/b")
    assert (second.published, second.listed) == (None, "2014-11-03T09:00:00Z")


@pytest.mark.parametrize(
    ("link", "text", "day", "where"),
    [
        ("http://e.org/1", "Troops left.", "2014-11-04", "feed"),
        ("http://e.org/2014/11/02/troops", "Troops left.", "2014-11-02", "url"),
        ("http://e.org/1", "BRUSSELS, November 3, 2014 (Reuters) - Troops left.", "2014-11-03", "dateline"),
    ],
)
def test_the_date_of_a_feed_is_believed_less_than_the_entrys_own(
    tmp_path: Path, link: str, text: str, day: str, where: str
) -> None:
    item = f"<item><link>{link}</link><pubDate>Tue, 04 Nov 2014 10:00:00 GMT</pubDate><description>{text}</description>"
    (page,) = pages(saved(tmp_path, f"<rss><channel>{item}</item></channel></rss>"))
    article = extract(page)
    assert isinstance(article, Article)
    assert str(article.source.published) == day
    assert str(article.source.published_from).startswith(where)


def test_a_feed_that_breaks_off_gives_what_stands_before_and_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path, FEED[: FEED.index("<item><title>Plain")])
    assert [page.external_id for page in pages(path)] == ["one"]
    assert "damaged" in told(path)["after entry 2"]


def test_a_name_for_a_space_that_xml_does_not_know_does_not_end_a_feed(tmp_path: Path) -> None:
    assert len(pages(saved(tmp_path, FEED.replace("A teaser.", "A&nbsp;teaser.")))) == 2


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;&b;&b;&b;&b;">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p; <!ENTITY x "y">',
    ],
)
def test_a_feed_with_entities_of_its_own_is_refused(tmp_path: Path, declared: str) -> None:
    attack = (
        f"<!DOCTYPE rss [{declared}]><rss><channel><item><description>&x; text</description></item></channel></rss>"
    )
    path = saved(tmp_path, attack)
    assert pages(path) == []
    assert "entities of its own" in told(path)[None]


def test_other_xml_is_no_feed(tmp_path: Path) -> None:
    assert told(saved(tmp_path, "<?xml version='1.0'?><sitemap><url/></sitemap>")) == {
        None: "XML, but no feed: its root is <sitemap>"
    }


@pytest.mark.parametrize("junk", ["<a b='1'/>", "x", "<i>", "&nbsp;", "<!--c-->", "<a <b &x; "])
def test_an_entry_without_end_is_bounded(tmp_path: Path, junk: str) -> None:
    path = saved(tmp_path, "<rss><channel><item><description>" + junk * (12_000_000 // len(junk)))
    assert told(path)


def test_memory_does_not_grow_with_the_feed(tmp_path: Path) -> None:
    entry = "<item><title>T</title><description>" + "A sentence of a summary. " * 40 + "</description></item>"
    path = saved(tmp_path, "<rss><channel>" + entry * 10_000 + "</channel></rss>")
    tracemalloc.start()
    assert sum(isinstance(item, RawPage) for item in read(path)) == 10_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000
