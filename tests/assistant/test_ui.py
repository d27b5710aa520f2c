"""The page's parts that need no Streamlit: what is escaped, what is highlighted, how things are called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from assistant import (
    Answer,
    Article,
    Citation,
    Coverage,
    Dossier,
    Evidence,
    Filters,
    Mode,
    Outcome,
    Passage,
    Question,
    Source,
    Story,
    StoryMember,
    Version,
    VersionStep,
)
from assistant.ui import phrases
from assistant.ui.account import refusal
from assistant.ui.answer import answer_html, found_html
from assistant.ui.article import panels
from assistant.ui.conversation import STOPPED, Conversation, Exchange
from assistant.ui.gone import gone_html
from assistant.ui.highlights import cited_panels
from assistant.ui.text import WORD_JOINER, Mark, attribute, html, label, marked, web_address, without_overlap
from assistant.ui.turn import into_view, place_again

ATTACK = "<script>alert(1)</script><img src=x onerror='alert(2)'> \"quoted\" & 'single'"
TEXT = "First <b>sentence</b>. The cited & second one. A third."
SOURCE = Source(title="A headline", outlet="The Outlet", agency="Wire", published=date(2014, 10, 12))


class Tags(HTMLParser):
    """The elements and the text that a browser would make of some HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def citation(number: int, start: int, end: int, **changes: object) -> Citation:
    made = Citation(number=number, article_id="a", start=start, end=end, quote=TEXT[start:end], source=SOURCE)
    return replace(made, **changes)  # type: ignore[arg-type]


def dossier(article: Article) -> Dossier:
    """An article that nobody else carries and that never changed."""
    alone = StoryMember(article_id=article.id, source=article.source, similarity=1.0, reason="alone")
    only = VersionStep(version=Version(article_id=article.id, when=None, current=True))
    return Dossier(article=article, story=Story(original=alone, members=(alone,), agency=None), history=(only,))


def coverage(articles: int = 24, **changes: object) -> Coverage:
    made = Coverage(
        articles=articles,
        articles_in_archive=24,
        outlets=("A", "B"),
        published_first=date(2014, 5, 14),
        published_last=date(2017, 11, 21),
        undated=1,
        left_out_undated=0,
        queries=("q",),
        signals=("lexical", "dense"),
        filters=Filters(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def answer(outcome: Outcome, **changes: object) -> Answer:
    made = Answer(
        question=Question(text="Who?", standalone="Who?", asked_on=date(2014, 11, 5)),
        outcome=outcome,
        text="nothing",
        statements=(),
        citations=(),
        evidence=(),
        coverage=coverage(),
        confidence=0.91,
        mode=Mode.QUOTES,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def anchor(kind: str, number: int) -> str:
    return f"{kind}{number}"


def test_html_shows_markup_as_text() -> None:
    made = Tags(f"<p>{html(ATTACK)}</p>")
    assert made.names == ["p"]
    assert made.text == ATTACK


def test_attribute_cannot_be_left_and_keeps_what_a_sanitizer_would_drop() -> None:
    made = Tags(f'<a title="{attribute(ATTACK + " --> ]> " + chr(10) + "</style>")}">x</a>')
    assert made.names == ["a"]
    [(name, value)] = made.attributes
    assert name == "title"
    assert value is not None
    assert value.replace(WORD_JOINER, "") == ATTACK + " --> ]> </style>"
    assert "-->" not in value
    assert "]>" not in value
    assert "</" not in value


@pytest.mark.parametrize("text", ["**b** _i_ `c`", "$x$ :red[r] :smile:", "[l](u) ![i](u)", "http://a.b www.a.b x@y.z"])
def test_label_leaves_no_markdown_syntax(text: str) -> None:
    made = label(text)
    assert made.replace("\\", "").replace(WORD_JOINER, "") == text
    assert all(made[at - 1] == "\\" for at, mark in enumerate(made) if mark in "*_`$:[]()!.@/")
    assert f":{WORD_JOINER}" in made or ":" not in made
    assert "\n" not in label("two\nlines")


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://a.example/x?y=1", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//a.example", False),
        ("http://[broken", False),
        ("https:", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, followed: bool) -> None:
    assert (web_address(url) is not None) is followed


def test_marked_highlights_exactly_the_characters_of_each_mark() -> None:
    made = marked(TEXT, [Mark("second", 23, 46), Mark("first", 0, 22)])
    assert made.startswith('<mark id="first" tabindex="-1">First &lt;b&gt;sentence&lt;/b&gt;.</mark> <mark id="second"')
    assert Tags(made).text == TEXT
    with pytest.raises(ValueError, match="overlaps"):
        marked(TEXT, [Mark("a", 0, 10), Mark("b", 9, 12)])


def test_overlapping_marks_go_into_separate_copies_of_the_article() -> None:
    marks = [Mark("a", 0, 10), Mark("b", 5, 12), Mark("c", 12, 20)]
    assert without_overlap(marks) == [[marks[0], marks[2]], [marks[1]]]
    article = Article(id="a", text=TEXT, source=replace(SOURCE, url="javascript:alert(1)"))
    shown = Tags(panels([("a", mark, ()) for mark in marks], {"a": dossier(article)}, str))
    assert shown.names.count("aside") == 2
    links = [value for name, value in shown.attributes if name == "href" and value]
    assert all(link.startswith(("#", "archive?article=")) for link in links)
    assert "javascript:alert(1)" in shown.text


def test_a_partial_date_is_never_given_a_year() -> None:
    assert phrases.published(Source(published_partial="--11-04")) == "4 November, year not given"
    assert phrases.published(Source()) == "date not known"


def test_every_outcome_has_words_and_a_shape_of_its_own() -> None:
    signs = [phrases.OUTCOMES[outcome] for outcome in Outcome]
    assert len({sign.shape for sign in signs}) == len({sign.words for sign in signs}) == len(Outcome)


def test_nothing_searched_is_not_called_not_in_the_archive() -> None:
    shown = answer_html(answer(Outcome.NOT_IN_ARCHIVE, coverage=coverage(0)), anchor)
    assert "Nothing was searched" in shown
    assert "Not in the archive" not in shown
    assert "Confidence" not in shown


def test_coverage_names_articles_outlets_dates_and_filters() -> None:
    filters = Filters(as_of=date(2016, 1, 1), published_from=date(2014, 1, 1), outlets=("A",))
    assert phrases.searched(coverage(3, filters=filters)) == (
        "Searched 3 of 24 articles from 2 outlets, 14 May 2014 to 21 November 2017 (1 without a full date). Filters:"
        " published 1 January 2014 or later; nothing later than 1 January 2016; only A."
    )


def test_found_passages_that_are_not_cited_stand_apart() -> None:
    def found(start: int, end: int) -> Evidence:
        passage = Passage(id=1, article_id="a", start=start, end=end, text=TEXT[start:end], source=SOURCE)
        return Evidence(passage=passage, score=0.5)

    cited = answer(Outcome.ANSWERED, citations=(citation(1, 23, 46),), evidence=(found(0, 46), found(47, 55)))
    shown = found_html(cited, anchor)
    assert "Also found, not cited (1)" in shown
    assert 'href="#e2"' in shown
    assert 'href="#e1"' not in shown


def test_a_conversation_hands_on_only_what_was_answered_before_an_exchange() -> None:
    first, second, third = (Exchange(str(number), f"{number}?") for number in (1, 2, 3))
    conversation = Conversation(exchanges=[first, second, third])
    assert first.problem == STOPPED
    first.answer = third.answer = answer(Outcome.ANSWERED)
    assert [(turn.question, turn.answer) for turn in conversation.history(second)] == [("1?", "nothing")]
    assert len(conversation.history(third)) == 1
    assert conversation.history(first) == []
    assert third.anchor("c", 1) == "turn3-c1"


def test_the_page_s_scripts_hold_nothing_but_a_key_of_ours() -> None:
    begins = '<script>{ const asked = document.getElementById("turn3"); asked?.scrollIntoView();'
    assert into_view("3").startswith(begins)
    for script in (into_view, place_again):
        assert "turn-unsaved1" in script("-unsaved1")
        for evil in ("3')//", "</script>", '"', ""):
            with pytest.raises(ValueError, match="no key"):
                script(evil)


def a_citation(article_id: str, number: int = 1) -> Citation:
    source = Source(title="Dam <opens>", outlet="Gate & Weir", published=date(2015, 3, 2))
    return Citation(number=number, article_id=article_id, start=0, end=9, quote="It <rained>.", source=source)


def test_a_removed_article_is_named_and_its_marker_still_leads_somewhere() -> None:
    citation = a_citation("gone")
    told = gone_html([citation], {})
    assert "[1]" in told and "Dam &lt;opens&gt;" in told and "not in the archive any more" in told
    panel = cited_panels([citation], {}, lambda kind, number: f"turn7-{kind}{number}")
    assert 'id="turn7-c1"' in panel and "It &lt;rained&gt;." in panel and "<rained>" not in panel
    assert "not in the archive any more" in panel and "2 March 2015" in panel


@pytest.mark.parametrize(
    ("user", "domains", "told"),
    [
        ({"iss": "i", "sub": "s"}, "", ""),
        ({"iss": "i", "sub": "s", "email": "a@paper.example", "email_verified": True}, "@Paper.example, b.org", ""),
        ({"iss": "i", "sub": "s", "email": "a@other.example", "email_verified": True}, "paper.example", "a@other"),
        ({"iss": "i", "sub": "s", "email": "a@x.paper.example", "email_verified": True}, "paper.example", "a@x."),
        ({"iss": "i", "sub": "s", "email": "a@paper.example"}, "paper.example", "not verified"),
        ({"iss": "i", "sub": "s"}, "paper.example", "not verified"),
        ({"sub": "s"}, "", "did not say who you are"),
    ],
)
def test_only_people_of_the_named_domains_are_let_in(user: dict[str, object], domains: str, told: str) -> None:
    found = refusal(user, domains)
    assert told in found and bool(found) == bool(told)
