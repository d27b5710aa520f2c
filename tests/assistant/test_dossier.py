"""What the archive knows of an article besides its text, and how the article panel tells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant import ArchiveUnavailable, Assistant, Dossier, Settings
from assistant.archive.dossier import MOST_EDITS
from assistant.ui.article import article_html
from assistant.ui.relations import address_of
from assistant.ui.text import html
from corpus.records import Article
from tests.corpus.builders import an_archive, an_article

BODY = (
    "The harbour of Velm was closed on Monday after a crane fell onto the quay. {} people were hurt, the port"
    " authority said. The crane had been inspected in March. Ships were sent to the harbour of Ostry instead, and the"
    " ferry to the islands did not sail. The authority will publish its findings within six weeks, its director said."
)


def captured(
    text: str, day: int, *, outlet: str = "Harbour Chronicle", url: str = "https://example.org/velm"
) -> Article:
    return an_article(
        text,
        url=url,
        outlet=outlet,
        title=f"Crane falls in Velm <{day}>",
        published=date(2015, 3, 2),
        archived=datetime(2015, 3, day, 12, tzinfo=UTC),
    )


FIRST, SECOND = captured(BODY.format("Three"), 2), captured(BODY.format("Four"), 4)
COPY = captured(BODY.format("Three"), 3, outlet="Island Post", url="https://example.com/crane")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = an_archive(tmp_path_factory.mktemp("dossier") / "archive", [FIRST, SECOND, COPY])
    with Assistant.open(Settings(archive=folder, mode="quotes")) as opened:
        yield opened


def test_a_dossier_tells_what_each_version_changed(assistant: Assistant) -> None:
    dossier = assistant.dossier(FIRST.id)
    assert dossier.article.text == FIRST.text
    assert [step.version.article_id for step in dossier.history] == [FIRST.id, SECOND.id]
    assert dossier.place == 1
    (edit,) = dossier.history[1].edits
    assert (edit.removed, edit.added) == ("Three", "Four")
    assert SECOND.text.startswith(" people were hurt", SECOND.text.index(edit.after))
    assert edit.before + edit.added + edit.after in SECOND.text


def test_copies_of_no_known_outlet_are_told_apart_by_their_headlines(assistant: Assistant) -> None:
    dossier = assistant.dossier(FIRST.id)
    members = tuple(replace(member, source=replace(member.source, outlet=None)) for member in dossier.story.members)
    assert "2 March 2015 · Crane falls" not in article_html(dossier), "each outlet tells its own"
    shown = article_html(replace(dossier, story=replace(dossier.story, members=members)))
    for member in members:
        assert f"2 March 2015 · {html(member.source.title)}" in shown


def test_a_dossier_names_every_outlet_of_the_report_and_one_original(assistant: Assistant) -> None:
    story = assistant.dossier(COPY.id).story
    assert {member.article_id for member in story.members} >= {FIRST.id, COPY.id}
    assert story.outlets == ("Harbour Chronicle", "Island Post")


def test_changes_beyond_the_limit_are_counted(tmp_path: Path) -> None:
    words = " ".join(f"The gate number {n} of the weir stands open at level {n}." for n in range(MOST_EDITS + 5))
    changed = words.replace("stands", "lies")
    folder = an_archive(tmp_path / "archive", [captured(words, 2), captured(changed, 4)])
    with Assistant.open(Settings(archive=folder, mode="quotes")) as assistant:
        step = assistant.dossier(captured(words, 2).id).history[1]
    assert len(step.edits) == MOST_EDITS
    assert step.further == 5


def test_an_article_that_is_not_there_is_told(assistant: Assistant) -> None:
    with pytest.raises(ArchiveUnavailable, match="no article with the id"):
        assistant.dossier("nothing")


def test_the_panel_shows_provenance_copies_and_the_difference(assistant: Assistant) -> None:
    shown = article_html(assistant.dossier(FIRST.id))
    assert '<dt>Version</dt><dd dir="auto">1 of 2, superseded by one of 4 March 2015</dd>' in shown
    assert '<dt>Copies</dt><dd dir="auto">2 outlets, 1 original</dd>' in shown
    assert "<del>Three</del> <ins>Four</ins>" in shown
    assert f'href="{address_of(SECOND.id)}"' in shown
    assert '<h2 dir="auto">Crane falls in Velm &lt;2&gt;</h2>' in shown, "a headline is text, never markup"


def test_an_article_alone_has_neither_copies_nor_versions(tmp_path: Path) -> None:
    folder = an_archive(tmp_path / "archive", [FIRST])
    with Assistant.open(Settings(archive=folder, mode="quotes")) as assistant:
        dossier: Dossier = assistant.dossier(FIRST.id)
    shown = article_html(dossier)
    assert "fc-related" not in shown
    assert "the only one in the archive" in shown
    assert "<dt>Copies</dt>" not in shown
